//! The fields of one row: where each ends, found from the comma mask.

use crate::layout::MAX_ITEMS;
use crate::scan::Marks;

/// The fields of a row. Item 1 is the record id.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a> {
    row: &'a [u8],
    ends: [u16; MAX_ITEMS],
    /// How many fields the row has, those beyond [`MAX_ITEMS`] included.
    total: usize,
    filled: u64,
}

impl<'a> Fields<'a> {
    /// Splits a row that starts at `start` of the scanned bytes. The row is shorter than 65,536 bytes.
    #[inline]
    pub fn split(row: &'a [u8], start: usize, marks: &Marks) -> Self {
        let mut fields = Self { row, ends: [0; MAX_ITEMS], total: 0, filled: 0 };
        let (mut at, mut field, mut total, mut filled) = (0, 0, 0_usize, 0_u64);
        let mut push = |end: usize| {
            if let Some(slot) = fields.ends.get_mut(total) {
                *slot = end as u16;
                filled |= u64::from(end != field) << total;
            }
            total += 1;
            field = end + 1;
        };
        while at + 64 <= row.len() {
            let mut window = marks.window(start + at);
            while window != 0 {
                push(at + window.trailing_zeros() as usize);
                window &= window - 1;
            }
            at += 64;
        }
        let mut window = marks.window(start + at) & !(u64::MAX << (row.len() - at));
        while window != 0 {
            push(at + window.trailing_zeros() as usize);
            window &= window - 1;
        }
        push(row.len());
        (fields.total, fields.filled) = (total, filled);
        fields
    }

    /// How many fields the row has.
    pub const fn total(&self) -> usize {
        self.total
    }

    /// Where an item (1-based) stands in the row.
    #[inline]
    pub fn range(&self, item: usize) -> std::ops::Range<usize> {
        if item == 0 || item > self.total {
            return self.row.len()..self.row.len();
        }
        let Some(&end) = self.ends.get(item - 1) else { return self.row.len()..self.row.len() };
        let start = item.checked_sub(2).and_then(|i| self.ends.get(i)).map_or(0, |&e| usize::from(e) + 1);
        start..usize::from(end)
    }

    /// The bytes of an item (1-based); blank when the row ends before it.
    #[inline]
    pub fn get(&self, item: usize) -> &'a [u8] {
        self.row.get(self.range(item)).unwrap_or_default()
    }

    /// Bit `i` is set when item `i + 1` is not blank.
    pub const fn filled(&self) -> u64 {
        self.filled
    }

    /// The row without its first `n` fields: what stands behind the prefix of a line of history.
    pub fn without_prefix(&self, n: usize, start: usize, marks: &Marks) -> Option<(usize, Self)> {
        let cut = self.range(n).end + 1;
        (n < self.total)
            .then(|| (cut, Self::split(self.row.get(cut..).unwrap_or_default(), start + cut, marks)))
    }
}
