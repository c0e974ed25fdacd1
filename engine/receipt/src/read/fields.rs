//! The fields of one row: where each ends, found from the comma mask.

use crate::layout::MAX_ITEMS;
use crate::scan::Marks;

/// The fields of a row. Item 1 is the record id.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a> {
    row: &'a [u8],
    ends: [u16; MAX_ITEMS],
    count: usize,
    /// How many fields the row really has, when more than can be held.
    total: usize,
}

impl<'a> Fields<'a> {
    /// Splits a row that starts at `start` of the scanned bytes. The row is shorter than 65,536 bytes.
    pub fn split(row: &'a [u8], start: usize, marks: &Marks) -> Self {
        let mut fields = Self { row, ends: [0; MAX_ITEMS], count: 0, total: 0 };
        let mut at = 0;
        while at < row.len() {
            let mut window = marks.window(start + at);
            if row.len() - at < 64 {
                window &= (1 << (row.len() - at)) - 1;
            }
            while window != 0 {
                fields.push(at + window.trailing_zeros() as usize);
                window &= window - 1;
            }
            at += 64;
        }
        fields.push(row.len());
        fields
    }

    #[inline]
    fn push(&mut self, end: usize) {
        if let Some(slot) = self.ends.get_mut(self.count) {
            *slot = end as u16;
            self.count += 1;
        }
        self.total += 1;
    }

    /// How many fields the row has.
    pub const fn total(&self) -> usize {
        self.total
    }

    /// Where an item (1-based) stands in the row.
    #[inline]
    pub fn range(&self, item: usize) -> std::ops::Range<usize> {
        if item == 0 || item > self.count {
            return self.row.len()..self.row.len();
        }
        let end = self.ends.get(item - 1).map_or(0, |&e| usize::from(e));
        let start = item.checked_sub(2).and_then(|i| self.ends.get(i)).map_or(0, |&e| usize::from(e) + 1);
        start..end
    }

    /// The bytes of an item (1-based); blank when the row ends before it.
    #[inline]
    pub fn get(&self, item: usize) -> &'a [u8] {
        self.row.get(self.range(item)).unwrap_or_default()
    }

    /// Bit `i` is set when item `i + 1` is not blank.
    pub fn filled(&self) -> u64 {
        let mut mask = 0;
        let mut start = 0;
        for (i, &end) in self.ends.iter().take(self.count).enumerate() {
            mask |= u64::from(end > start) << i;
            start = end + 1;
        }
        mask
    }

    /// The row without its first `n` fields: what stands behind the prefix of a line of history.
    pub fn without_prefix(&self, n: usize, start: usize, marks: &Marks) -> Option<(usize, Self)> {
        let cut = self.range(n).end + 1;
        (n < self.total).then(|| (cut, Self::split(self.row.get(cut..).unwrap_or_default(), start + cut, marks)))
    }
}
