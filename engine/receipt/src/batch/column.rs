//! One column of a batch: a vector that is opened for a known number of rows and written by place.
//!
//! PERF: pushing to eleven vectors costs twelve instructions each a line; writing by place into columns that were made
//! large enough once costs five. The memory stays from batch to batch and is never cleared.

use std::ops::Deref;

/// Values of one kind, one a row. Reads as a slice.
#[derive(Debug, Default)]
pub struct Column<T> {
    data: Vec<T>,
    len: usize,
}

impl<T: Copy + Default> Column<T> {
    /// Makes place for at most `most` values and forgets the old ones.
    pub(crate) fn open(&mut self, most: usize) {
        self.len = 0;
        if self.data.len() < most {
            self.data.resize(most, T::default());
        }
    }

    /// How many values there is place for.
    pub(crate) const fn room(&self) -> usize {
        self.data.len()
    }

    /// Makes more place and keeps what was written.
    #[cold]
    pub(crate) fn make_room(&mut self, most: usize) {
        self.data.resize(most.max(self.data.len()), T::default());
    }

    /// Writes a value. INVARIANT: `at` is below what [`Column::open`] was told, which counts the rows of the batch.
    #[inline(always)]
    pub(crate) fn put(&mut self, at: usize, value: T) {
        if let Some(place) = self.data.get_mut(at) {
            *place = value;
        }
    }

    /// Adds a value behind the last one.
    pub(crate) fn push(&mut self, value: T) {
        self.data.truncate(self.len);
        self.data.push(value);
        self.len += 1;
    }

    /// Gives back the room that nothing stands in.
    pub(crate) fn shrink(&mut self) {
        self.data.truncate(self.len);
        self.data.shrink_to_fit();
    }

    /// How many bytes it holds.
    pub(crate) const fn bytes_held(&self) -> usize {
        self.data.capacity() * size_of::<T>()
    }

    /// Says how many values were written.
    pub(crate) fn close(&mut self, len: usize) {
        self.len = len.min(self.data.len());
    }
}

impl<T> Deref for Column<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.data.get(..self.len).unwrap_or_default()
    }
}
