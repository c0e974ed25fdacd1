//! The 31 day columns of a line: one each, mostly, found from where commas and ones stand.

use std::ops::Range;

use crate::batch::DayCount;
use crate::read::pass::Pass;
use crate::read::quick::Window;
use crate::read::quick::numbers::number;
use crate::scan::{BLOCK, Marks, Masks};

/// The days of a line, when each of them counts once, and how many they are.
#[inline(always)]
pub fn once_each<M: Masks>(with: M, window: &Window, row: usize, at: usize) -> Option<(u32, u16)> {
    let len = row.wrapping_sub(at);
    // The head ends within the first block, so the days begin there; this says it to the compiler.
    let at = at % BLOCK;
    let bytes = window.get(at..at + BLOCK).and_then(|bytes| bytes.first_chunk::<BLOCK>())?;
    if len > BLOCK - 1 {
        return None;
    }
    let all = (1 << len) - 1;
    let (commas, ones) = (with.places(bytes, b',') & all, with.places(bytes, b'1') & all);
    // Nothing but 30 commas and ones, no two of which are neighbours.
    let once = (commas | ones == all) & (ones & ones << 1 == 0) & (ones.count_ones() as usize + 30 == len);
    if !once {
        return None;
    }
    // A one stands behind the commas of the days before its own and behind the ones before it.
    let second = ones & ones.wrapping_sub(1);
    // PERF: two without a branch: nine lines of ten have one day, and which have two cannot be guessed.
    let mut days = lowest(ones) | lowest(second) >> 1;
    let (mut left, mut before) = (second & second.wrapping_sub(1), 2);
    while left != 0 {
        days |= lowest(left) >> before;
        left &= left - 1;
        before += 1;
    }
    Some((days as u32, (len - 30) as u16))
}

/// The days of some one-byte values among all that are filled, given by their places: before a value stand the commas of
/// the days before its own and the values before it.
#[inline(always)]
pub const fn on_days(values: u64, filled: u64) -> u32 {
    let (mut days, mut left) = (0, values);
    while left != 0 {
        let value = lowest(left);
        days |= value >> (filled & (value - 1)).count_ones();
        left ^= value;
    }
    days as u32
}

/// The lowest bit that is set.
#[inline(always)]
const fn lowest(bits: u64) -> u64 {
    bits & bits.wrapping_neg()
}

/// The 31 day columns, as masks of the bytes from the first of them on.
pub struct Days {
    /// Where they end: the commas, and the end of the row.
    ends: u64,
    /// Where those that are filled end.
    filled: u64,
}

impl Days {
    /// Finds them from a byte of the batch to the end of their row; `None` when they are not 31.
    pub fn find(marks: &Marks, days: Range<usize>) -> Option<Self> {
        let len = days.end.checked_sub(days.start).filter(|&len| len < BLOCK)?;
        let end = 1 << len;
        let commas = marks.window(days.start) & (end - 1);
        let ends = commas | end;
        (commas.count_ones() == 30).then_some(Self { ends, filled: ends & !(ends << 1 | 1) })
    }

    /// The days that are filled; the bit of a day is the number of ends before its own.
    pub const fn mask(&self) -> u32 {
        let (mut mask, mut left) = (0, self.filled);
        while left != 0 {
            let before = (self.ends & (left ^ left.wrapping_sub(1)) >> 1).count_ones();
            mask |= 1 << (before & 31);
            left &= left - 1;
        }
        mask
    }
}

/// The sum of the counts in the window that begins with the days; those above one go to the side table.
pub fn day_counts(pass: &mut Pass<'_>, window: &Window, days: &Days) -> Option<u16> {
    let (mut total, mut filled) = (0_u16, days.filled);
    let line = pass.batch.lines.len() as u32;
    while filled != 0 {
        let end = filled.trailing_zeros();
        let before = days.ends & ((1 << end) - 1);
        let first = 64 - before.leading_zeros();
        let count = number(window, first as usize, end as usize, 3).filter(|&count| count > 0)? as u16;
        total = total.wrapping_add(count);
        if count > 1 {
            let day = before.count_ones() as u8 + 1;
            pass.batch.day_counts.push(DayCount { line, day, count });
        }
        filled &= filled - 1;
    }
    Some(total)
}
