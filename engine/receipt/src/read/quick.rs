//! The quick way for the ordinary SI and IY line: no comment pairs, every field clean, one pass, nothing allocated.
//!
//! PERF: bench `read/…`: such lines are nine in ten of a month; splitting their 44 fields one by one costs seven times more.
//! The 31 day columns are taken from the comma mask alone: a column is filled when its comma does not follow another.
//!
//! INVARIANT: returns `true` only for a row that `careful` takes without a defect and with the same values
//! (kept by the property tests that compare both).

use model::BurdenSet;

use super::pass::{LineValues, Pass, Row};
use crate::batch::{DayCount, LineKind, NO_POINTS, NO_QUANTITY};
use crate::layout::Test;
use crate::records::RecordKind;

/// Codes, commas and line ends at least this long stand before the days: `SI,,1,123456789,,,1,,,,,,`.
const SHORTEST: usize = 24;

/// Takes the row when nothing about it is doubtful; `false` leaves it to the careful way, with nothing changed.
#[inline(always)]
pub fn take(pass: &mut Pass<'_>, row: Row) -> bool {
    let Some(content) = pass.bytes.get(row.start..row.end) else { return false };
    let (record, kind) = match content {
        [b'S', b'I', b',', ..] => (RecordKind::Si, LineKind::Procedure),
        [b'I', b'Y', b',', ..] => (RecordKind::Iy, LineKind::Drug),
        _ => return false,
    };
    if content.len() < SHORTEST || pass.batch.end_of_file.is_some() {
        return false;
    }
    let Some((line, days_at)) = head(pass, content, row.start, kind) else { return false };
    let day_counts = pass.batch.day_counts.len();
    let days = days(pass, content.get(days_at..).unwrap_or_default(), row.start + days_at);
    let known = line.section != 0 || pass.section != 0 && pass.blank_run() < 98;
    let Some((days, day_total)) = days.filter(|_| known && pass.order.takes_line(record)) else {
        pass.batch.day_counts.truncate(day_counts);
        return false;
    };
    pass.push_line(row.index, LineValues { days, day_total, ..line });
    true
}

/// Everything before the days, and where the days begin.
#[inline(always)]
fn head(pass: &Pass<'_>, content: &[u8], start: usize, kind: LineKind) -> Option<(LineValues, usize)> {
    let (section, at) = match *content.get(3..6)? {
        [b',', ..] => (0, 4),
        [tens, ones, b','] => (section(tens, ones)?, 6),
        _ => return None,
    };
    let &[burden, b',', ref code @ ..] = content.get(at..at + 12)? else { return None };
    let burden = BurdenSet::from_code(burden)?.0;
    let code = nine_digits(code)?;
    let commas = pass.marks.window(start);
    let quantity_at = at + 12;
    let quantity_end = next(commas, quantity_at)?;
    let points_end = next(commas, quantity_end + 1)?;
    let count_end = next(commas, points_end + 1)?;
    // The comma behind 回数 and the six of the blank comment pairs.
    if count_end > 56 || (commas >> count_end) & 0x7F != 0x7F {
        return None;
    }
    let quantity = match content.get(quantity_at..quantity_end)? {
        [] => NO_QUANTITY,
        digits if kind == LineKind::Procedure => i64::from(number(digits, 8)?) * model::Quantity::SCALE,
        decimal => quantity(decimal)?,
    };
    let points = match content.get(quantity_end + 1..points_end)? {
        [] => NO_POINTS,
        digits => number(digits, 7)?.cast_signed(),
    };
    let count = number(content.get(points_end + 1..count_end)?, 3)? as u16;
    let line = LineValues { kind, section, burden, code, quantity, points, count, days: 0, day_total: 0 };
    Some((line, count_end + 7))
}

/// A 診療識別 of the table, else nothing.
#[inline(always)]
fn section(tens: u8, ones: u8) -> Option<u8> {
    let value = tens.wrapping_sub(b'0').wrapping_mul(10).wrapping_add(ones.wrapping_sub(b'0'));
    (tens.is_ascii_digit() && ones.is_ascii_digit() && SECTIONS >> value & 1 == 1).then_some(value)
}

/// The codes of 別表２０ as bits, made from the table itself.
const SECTIONS: u128 = {
    let codes = crate::tables::SECTION.codes;
    let (mut bits, mut i) = (0_u128, 0);
    while i < codes.len() {
        #[expect(clippy::indexing_slicing, reason = "i < codes.len()")]
        if let [tens, ones] = codes[i].0.as_bytes() {
            bits |= 1 << ((*tens - b'0') * 10 + (*ones - b'0'));
        }
        i += 1;
    }
    bits
};

/// Where the next comma stands from `from` on.
#[inline(always)]
const fn next(commas: u64, from: usize) -> Option<usize> {
    if from > 63 || commas >> from == 0 {
        return None;
    }
    Some(from + (commas >> from).trailing_zeros() as usize)
}

/// Nine digits and a comma.
#[inline(always)]
fn nine_digits(bytes: &[u8]) -> Option<u32> {
    let (eight, rest) = bytes.split_first_chunk::<8>()?;
    let &[ninth, b','] = rest else { return None };
    let high = crate::form::eight_digits(*eight)?;
    ninth.is_ascii_digit().then(|| high.wrapping_mul(10).wrapping_add(u32::from(ninth & 15)))
}

/// A number of at most `max` digits without a leading zero (nought itself allowed).
#[inline(always)]
fn number(digits: &[u8], max: usize) -> Option<u32> {
    if digits.len() > max || digits.first() == Some(&b'0') && digits.len() > 1 || digits.is_empty() {
        return None;
    }
    let mut number = 0_u32;
    for byte in digits {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = number.wrapping_mul(10).wrapping_add(u32::from(byte & 15));
    }
    Some(number)
}

/// 使用量: at most five digits before and five after the point, no spare zeros.
#[inline(always)]
fn quantity(text: &[u8]) -> Option<i64> {
    if let Some(n) = number(text, 5) {
        return Some(i64::from(n) * model::Quantity::SCALE);
    }
    let decimal = Test::Decimal { int: 5, frac: 5 };
    crate::form::is_clean(&decimal, text, crate::characters::Encoding::Cp932)
        .then(|| model::Quantity::parse(text).map(model::Quantity::scaled))
        .flatten()
}

/// The 31 day columns: mask and total. Days above one go to the side table.
#[inline(always)]
fn days(pass: &mut Pass<'_>, text: &[u8], at: usize) -> Option<(u32, u16)> {
    let len = text.len();
    if !(30..64).contains(&len) {
        return None;
    }
    let commas = pass.marks.window(at) & ((1 << len) - 1);
    if commas.count_ones() != 30 {
        return None;
    }
    let ends = commas | 1 << len;
    let starts = ends << 1 | 1;
    let mut filled = ends & !starts;
    let (mut mask, mut total) = (0_u32, 0_u16);
    let line = pass.batch.lines.len() as u32;
    while filled != 0 {
        let end = filled.trailing_zeros();
        let before = ends & ((1 << end) - 1);
        let start = 64 - before.leading_zeros();
        let count = number(text.get(start as usize..end as usize)?, 3)? as u16;
        if count == 0 {
            return None;
        }
        let day = before.count_ones();
        mask |= 1 << day;
        total += count;
        if count > 1 {
            pass.batch.day_counts.push(DayCount { line, day: day as u8 + 1, count });
        }
        filled &= filled - 1;
    }
    Some((mask, total))
}
