//! Numbers and codes read from a window: any count of digits without a branch, codes by tables made from the 別表.

use super::{LONGEST, Window};
use crate::form::eight_digits;
use crate::layout::Table;

/// Where the next comma stands from `from` on; beyond the mask when there is none.
#[inline(always)]
pub const fn next(commas: u64, from: usize) -> usize {
    from + (commas >> (from & 63)).trailing_zeros() as usize
}

/// Eight bytes.
#[inline(always)]
pub fn load(window: &Window, at: usize) -> [u8; 8] {
    let at = if at > LONGEST { LONGEST } else { at };
    window.get(at..at + 8).and_then(|bytes| bytes.try_into().ok()).unwrap_or_default()
}

/// The bytes of a row from `start` on, at most eight, the first in the lowest byte; noughts behind the row.
#[inline(always)]
pub fn rest(window: &Window, start: usize, len: usize) -> u64 {
    let behind = 64_u32.saturating_sub(8 * len.saturating_sub(start) as u32);
    u64::from_le_bytes(load(window, start)) & u64::MAX.unbounded_shr(behind)
}

/// At most eight bytes in the form of [`rest`].
pub const fn number_of(bytes: &[u8]) -> u64 {
    let (mut number, mut i) = (0, bytes.len());
    while i > 0 {
        i -= 1;
        number = number << 8 | bytes[i] as u64;
    }
    number
}

/// The number at `start..end`: at most `max` (up to eight) digits without a leading zero, nought itself allowed.
#[inline(always)]
pub fn number(window: &Window, start: usize, end: usize, max: usize) -> Option<u32> {
    let len = end - start;
    if len.wrapping_sub(1) >= max {
        return None;
    }
    let number = eight_digits(right_aligned(window, start, len))?;
    (load(window, start)[0] != b'0' || len == 1).then_some(number)
}

/// One to eight bytes, moved to the high end of eight and filled up with zeros; anything for more.
///
/// PERF: so one to eight digits take the same steps, and no branch depends on how many there are.
#[inline(always)]
pub fn right_aligned(window: &Window, start: usize, len: usize) -> [u8; 8] {
    let shift = (8 * len as u32).wrapping_neg() & 63;
    let zeros = 0x3030_3030_3030_3030_u64 & !(u64::MAX << shift);
    (u64::from_le_bytes(load(window, start)) << shift | zeros).to_le_bytes()
}

/// The number of two digits; 0 to 165 for anything, so that it can index a table before it is known to be one.
#[inline(always)]
pub const fn two_digits(tens: u8, ones: u8) -> (u8, bool) {
    let number = (tens & 15) * 10 + (ones & 15);
    (number, tens.is_ascii_digit() & ones.is_ascii_digit())
}

/// Which numbers are codes of a table with codes of two digits.
pub const fn two_digit_codes(table: &Table) -> [bool; 256] {
    let (mut known, mut i) = ([false; 256], 0);
    while i < table.codes.len() {
        if let [tens, ones] = table.codes[i].0.as_bytes() {
            known[((*tens - b'0') * 10 + (*ones - b'0')) as usize] = true;
        }
        i += 1;
    }
    known
}

/// Which bytes are codes of a table with codes of one byte.
pub const fn one_byte_codes(table: &Table) -> [bool; 256] {
    let (mut known, mut i) = ([false; 256], 0);
    while i < table.codes.len() {
        if let [byte] = table.codes[i].0.as_bytes() {
            known[*byte as usize] = true;
        }
        i += 1;
    }
    known
}
