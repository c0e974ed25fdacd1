//! The fields of one row: where those that are not blank stand, found from the comma mask.
//!
//! PERF: most fields of most records are blank, so only the others are visited: a field is blank when its comma follows
//! another comma. The item number of a field is the number of commas before it.

use std::ops::Range;

use crate::layout::MAX_ITEMS;
use crate::scan::Marks;

/// The fields of a row. Item 1 is the record id.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a> {
    row: &'a [u8],
    /// Where the fields that are not blank start and end.
    places: [(u16, u16); MAX_ITEMS],
    /// How many fields the row has, those beyond [`MAX_ITEMS`] included.
    total: usize,
    filled: u64,
}

impl<'a> Fields<'a> {
    /// Splits a row that starts at `start` of the scanned bytes. The row is shorter than 65,536 bytes.
    #[inline(always)]
    pub fn split(row: &'a [u8], start: usize, marks: &Marks) -> Self {
        let mut fields = Self { row, places: [(0, 0); MAX_ITEMS], total: 0, filled: 0 };
        fields.total = each_filled(marks, start..start + row.len(), |index, place| {
            fields.put(index, place.start - start, place.end - start);
        });
        fields
    }

    #[inline(always)]
    fn put(&mut self, index: usize, start: usize, end: usize) {
        if let Some(place) = self.places.get_mut(index) {
            *place = (start as u16, end as u16);
            self.filled |= 1 << index;
        }
    }

    /// How many fields the row has.
    pub const fn total(&self) -> usize {
        self.total
    }

    /// Where an item (1-based) stands in the row, blank or not; behind the row when it ends before.
    #[cold]
    pub fn range(&self, item: usize) -> Range<usize> {
        let mut start = 0;
        for (index, field) in self.row.split(|&byte| byte == b',').enumerate() {
            if index + 1 == item {
                return start..start + field.len();
            }
            start += field.len() + 1;
        }
        self.row.len()..self.row.len()
    }

    /// The bytes of an item (1-based); blank when the row ends before it.
    #[inline]
    pub fn get(&self, item: usize) -> &'a [u8] {
        let place = item.checked_sub(1).and_then(|index| self.places.get(index));
        let Some(&(start, end)) = place else { return &[] };
        self.row.get(usize::from(start)..usize::from(end)).unwrap_or_default()
    }

    /// Bit `i` is set when item `i + 1` is not blank.
    pub const fn filled(&self) -> u64 {
        self.filled
    }
}

/// Visits the fields of some scanned bytes that are not blank, each with the number of fields before it and its place;
/// gives how many fields there are.
#[inline(always)]
pub fn each_filled(marks: &Marks, bytes: Range<usize>, mut visit: impl FnMut(usize, Range<usize>)) -> usize {
    // Where the field being read starts, and whether the byte before the window is a comma (or the start).
    let (mut field, mut after_comma, mut at, mut total) = (bytes.start, 1, bytes.start, 0);
    while at < bytes.end {
        let mut commas = marks.window(at);
        if bytes.end - at < 64 {
            commas &= !(u64::MAX << (bytes.end - at));
        }
        let mut filled = commas & !(commas << 1 | after_comma);
        while filled != 0 {
            let end = filled.trailing_zeros();
            let before = commas & ((1 << end) - 1);
            let first = if before == 0 { field } else { at + 64 - before.leading_zeros() as usize };
            visit(total + before.count_ones() as usize, first..at + end as usize);
            filled &= filled - 1;
        }
        if commas != 0 {
            field = at + 64 - commas.leading_zeros() as usize;
        }
        total += commas.count_ones() as usize;
        after_comma = commas >> 63;
        at += 64;
    }
    if field < bytes.end {
        visit(total, field..bytes.end);
    }
    total + 1
}
