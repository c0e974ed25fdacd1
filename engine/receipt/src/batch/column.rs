//! One column of a batch: a vector that is made large enough once and then written by place.
//!
//! PERF: a push costs twelve instructions, writing by place five, and several values can be written in one go.
//! The memory stays from batch to batch and is never cleared.

use std::ops::{Deref, DerefMut};

/// Values of one kind, one a row. Reads as a slice.
#[derive(Debug, Default)]
pub struct Column<T> {
    data: Vec<T>,
    len: usize,
}

impl<T: Clone + Default> Column<T> {
    /// Makes place for at most `most` values and forgets the old ones.
    pub(crate) fn open(&mut self, most: usize) {
        self.len = 0;
        if self.data.len() < most {
            self.data.resize(most, T::default());
        }
    }

    /// Makes more place and keeps what was written.
    #[cold]
    pub(crate) fn make_room(&mut self, most: usize) {
        self.data.resize(most.max(self.data.len()), T::default());
    }

    /// The next places to write to; `None` when there are not so many left.
    #[inline(always)]
    pub(crate) fn places<const N: usize>(&mut self, at: usize) -> Option<&mut [T; N]> {
        self.data.get_mut(at..).and_then(|rest| rest.first_chunk_mut())
    }

    /// Writes one more value.
    #[inline(always)]
    pub(crate) fn push(&mut self, value: T) {
        if self.len >= self.data.len() {
            self.make_room(2 * self.len + 1);
        }
        if let Some(place) = self.data.get_mut(self.len) {
            *place = value;
            self.len += 1;
        }
    }

    /// The places behind what was written, at most so many.
    #[inline(always)]
    pub(crate) fn room(&mut self, most: usize) -> &mut [T] {
        let rest = self.data.get_mut(self.len..).unwrap_or_default();
        let most = most.min(rest.len());
        rest.get_mut(..most).unwrap_or_default()
    }

    /// Says how many more values were written.
    #[inline(always)]
    pub(crate) fn add(&mut self, written: usize) {
        self.close(self.len + written);
    }

    /// Says how many values were written.
    pub(crate) fn close(&mut self, len: usize) {
        self.len = len.min(self.data.len());
    }
}

impl<T: Clone + Default> Extend<T> for Column<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, values: I) {
        values.into_iter().for_each(|value| self.push(value));
    }
}

impl<T> Column<T> {
    /// How many values there are.
    #[inline(always)]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Gives back the room that nothing stands in.
    pub(crate) fn shrink_to_fit(&mut self) {
        self.data.truncate(self.len);
        self.data.shrink_to_fit();
    }

    /// How many values there is place for.
    pub(crate) const fn capacity(&self) -> usize {
        self.data.capacity()
    }
}

impl<T> Deref for Column<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.data.get(..self.len).unwrap_or_default()
    }
}

impl<T> DerefMut for Column<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        self.data.get_mut(..self.len).unwrap_or_default()
    }
}
