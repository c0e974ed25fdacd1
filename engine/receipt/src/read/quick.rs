//! The quick way for the ordinary RE, HO, SN, SY, SI and IY: nothing unusual, every field clean, one pass, nothing allocated.
//!
//! PERF: bench `read`: such lines are nine in ten of a month; splitting their 44 fields one by one costs several times
//! more. The 31 day columns are taken from the comma mask alone: a column is filled when its comma does not follow
//! another. Bytes are read from one window of fixed size, so that no read needs a check of its own.
//!
//! INVARIANT: returns `true` only for a row that `careful` takes without a defect and with the same values
//! (kept by the property tests that compare both).

mod confirmation;
mod disease;
mod insurer;
mod receipt;

use model::{BurdenSet, Quantity};

use super::into_columns::MAX_BLANK_RUN;
use super::pass::{Pass, Row};
use crate::batch::{DayCount, Line, LineKind, NO_POINTS, NO_QUANTITY};
use crate::characters::Encoding;
use crate::form::{self, eight_digits};
use crate::records::RecordKind;
use crate::tables;

/// The bytes looked at: a row of ordinary length and some of the next.
const WINDOW: usize = 128;
/// The longest row taken. The head ends before byte 64 and the days take at most 63.
const LONGEST: usize = 120;
/// The first byte behind which no field of the head may begin, so that eight bytes can be read from it.
const HEAD: usize = 56;

type Window = [u8; WINDOW];

/// Takes the row when nothing about it is doubtful; `false` leaves it to the careful way, with nothing changed.
#[inline(always)]
pub fn take(pass: &mut Pass<'_>, row: Row) -> bool {
    let Some(window) = pass.bytes.get(row.start..).and_then(|rest| rest.first_chunk::<WINDOW>()) else {
        return false;
    };
    let len = row.end - row.start;
    if pass.batch.end_of_file.is_some() {
        return false;
    }
    let letters = u32::from_le_bytes([window[0], window[1], window[2], 0]);
    if letters == RE {
        return receipt::take(pass, row);
    }
    if len > LONGEST {
        return false;
    }
    match letters {
        SI => line(pass, window, row, len, LineKind::Procedure),
        IY => line(pass, window, row, len, LineKind::Drug),
        SY => disease::take(pass, window, row, len),
        HO if pass.batch.encoding == Encoding::Cp932 => insurer::take(pass, window, row, len),
        SN => confirmation::take(pass, window, row, len),
        _ => false,
    }
}

#[inline(always)]
fn line(pass: &mut Pass<'_>, window: &Window, row: Row, len: usize, kind: LineKind) -> bool {
    let Some((line, days_at)) = head(pass, window, row.start, kind) else { return false };
    let known = line.section != 0 || pass.section != 0 && pass.blank_run() < MAX_BLANK_RUN;
    if !known || days_at + 30 > len {
        return false;
    }
    let record = if kind == LineKind::Procedure { RecordKind::Si } else { RecordKind::Iy };
    let day_counts = pass.batch.day_counts.len();
    let days = days(pass, window, row.start, days_at, len);
    let Some((days, day_total)) = days.filter(|_| pass.order.takes_line(record)) else {
        pass.batch.day_counts.truncate(day_counts);
        return false;
    };
    pass.push_line(row.index, Line { days, day_total, ..line });
    true
}

const SI: u32 = u32::from_le_bytes([b'S', b'I', b',', 0]);
const RE: u32 = u32::from_le_bytes([b'R', b'E', b',', 0]);
const HO: u32 = u32::from_le_bytes([b'H', b'O', b',', 0]);
const SN: u32 = u32::from_le_bytes([b'S', b'N', b',', 0]);
const SY: u32 = u32::from_le_bytes([b'S', b'Y', b',', 0]);
const IY: u32 = u32::from_le_bytes([b'I', b'Y', b',', 0]);

/// Everything before the days, and where the days begin.
#[inline(always)]
fn head(pass: &Pass<'_>, window: &Window, start: usize, kind: LineKind) -> Option<(Line, usize)> {
    // 診療識別 is blank or two digits: chosen without a branch, for the two alternate without a pattern.
    let blank = window[3] == b',';
    let value = u16::from(window[3] & 15) * 10 + u16::from(window[4] & 15);
    let given = window[3].is_ascii_digit() & window[4].is_ascii_digit() & (window[5] == b',');
    let section = if blank { 0 } else { value as u8 };
    if !(blank | (given & SECTIONS[usize::from(value & 255)])) {
        return None;
    }
    let at = 6 - 2 * usize::from(blank);
    let burden = BURDENS[usize::from(window[at])];
    let code = eight_digits(load(window, at + 2));
    let ninth = window[at + 10];
    if burden == 0 || window[at + 1] != b',' || !ninth.is_ascii_digit() || window[at + 11] != b',' {
        return None;
    }
    let code = code?.wrapping_mul(10).wrapping_add(u32::from(ninth & 15));
    let commas = pass.marks.window(start);
    let quantity_at = at + 12;
    let quantity_end = next(commas, quantity_at);
    let points_end = next(commas, quantity_end + 1);
    let count_end = next(commas, points_end + 1);
    // The comma behind 回数 and the six of the blank comment pairs.
    if count_end > HEAD || (commas >> count_end) & 0x7F != 0x7F {
        return None;
    }
    let quantity = if quantity_end == quantity_at {
        NO_QUANTITY
    } else {
        quantity(window, quantity_at, quantity_end, kind)?
    };
    let points = if points_end == quantity_end + 1 {
        NO_POINTS
    } else {
        number(window, quantity_end + 1, points_end, 7)?.cast_signed()
    };
    let count = match count_end - points_end {
        2 => one_digit(window[points_end + 1])?,
        _ => number(window, points_end + 1, count_end, 3)? as u16,
    };
    let line = Line { kind, section, burden, code, quantity, points, count, ..Line::default() };
    Some((line, count_end + 7))
}

/// Which numbers are codes of 別表２０, made from the table itself.
const SECTIONS: [bool; 256] = {
    let codes = tables::SECTION.codes;
    let (mut known, mut i) = ([false; 256], 0);
    while i < codes.len() {
        if let [tens, ones] = codes[i].0.as_bytes() {
            known[((*tens - b'0') * 10 + (*ones - b'0')) as usize] = true;
        }
        i += 1;
    }
    known
};

/// The sets of payers by the byte of 負担区分; 0 for bytes that are no code.
const BURDENS: [u8; 256] = {
    let (mut sets, mut byte) = ([0; 256], 0);
    while byte < 256 {
        if let Some(set) = BurdenSet::from_code(byte as u8) {
            sets[byte] = set.0;
        }
        byte += 1;
    }
    sets
};

/// Where the next comma stands from `from` on; beyond the head when there is none.
#[inline(always)]
const fn next(commas: u64, from: usize) -> usize {
    from + (commas >> (from & 63)).trailing_zeros() as usize
}

/// Eight bytes.
#[inline(always)]
fn load(window: &Window, at: usize) -> [u8; 8] {
    let at = if at > LONGEST { LONGEST } else { at };
    window.get(at..at + 8).and_then(|bytes| bytes.try_into().ok()).unwrap_or_default()
}

/// The number at `start..end`: at most `max` (up to eight) digits without a leading zero, nought itself allowed.
///
/// PERF: digits are moved to the high end of eight bytes and filled up with zeros, so that one to eight digits take
/// the same steps and no branch depends on how many there are.
#[inline(always)]
fn number(window: &Window, start: usize, end: usize, max: usize) -> Option<u32> {
    let len = end - start;
    if len.wrapping_sub(1) >= max {
        return None;
    }
    let eight = u64::from_le_bytes(load(window, start));
    let shift = (64 - 8 * len as u32) & 63;
    let zeros = 0x3030_3030_3030_3030_u64 & !(u64::MAX << shift);
    let number = eight_digits(((eight << shift) | zeros).to_le_bytes())?;
    (eight as u8 != b'0' || len == 1).then_some(number)
}

/// 数量データ: a whole number; 使用量: at most five digits before and five after the point, no spare zeros.
#[inline(always)]
fn quantity(window: &Window, start: usize, end: usize, kind: LineKind) -> Option<i64> {
    let most = if kind == LineKind::Procedure { 8 } else { 5 };
    match number(window, start, end, most) {
        Some(whole) => Some(i64::from(whole).wrapping_mul(Quantity::SCALE)),
        None if kind == LineKind::Procedure => None,
        None => decimal(window.get(start..end)?),
    }
}

fn decimal(text: &[u8]) -> Option<i64> {
    form::is_decimal(text, 5, 5).then(|| Quantity::parse(text).map(Quantity::scaled)).flatten()
}

/// The 31 day columns: mask and total. Days above one go to the side table.
#[inline(always)]
fn days(pass: &mut Pass<'_>, window: &Window, start: usize, at: usize, end: usize) -> Option<(u32, u16)> {
    let len = end - at;
    if len > 63 {
        return None;
    }
    let commas = pass.marks.window(start + at) & ((1 << len) - 1);
    if commas.count_ones() != 30 {
        return None;
    }
    let ends = commas | 1 << len;
    let mut filled = ends & !(ends << 1 | 1);
    let (mut mask, mut total) = (0_u32, 0_u16);
    let line = pass.batch.lines.len() as u32;
    while filled != 0 {
        let end = filled.trailing_zeros();
        let before = ends & ((1 << end) - 1);
        let first = 64 - before.leading_zeros();
        let day = before.count_ones();
        let digits = (end - first) as usize;
        let count = if digits == 1 {
            one_digit(window[(at + first as usize) & 127])?
        } else {
            many_digits(window, at + first as usize, digits)?
        };
        mask |= 1 << day;
        total = total.wrapping_add(count);
        if count > 1 {
            pass.batch.day_counts.push(DayCount { line, day: day as u8 + 1, count });
        }
        filled &= filled - 1;
    }
    Some((mask, total))
}

#[inline(always)]
fn one_digit(byte: u8) -> Option<u16> {
    matches!(byte, b'1'..=b'9').then_some(u16::from(byte & 15))
}

fn many_digits(window: &Window, at: usize, digits: usize) -> Option<u16> {
    number(window, at, at + digits, 3).filter(|&count| count > 0).map(|count| count as u16)
}
