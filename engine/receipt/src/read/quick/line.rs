//! The ordinary SI and IY: section, payers, code, quantity, points, count and days, without comments.
//!
//! PERF: the head is looked up in the memo; the 31 day columns are taken from the comma mask alone: a column is filled
//! when its comma does not follow another.

use model::{BurdenSet, Quantity};

use super::Window;
use super::memo::{self, Head};
use super::numbers::{load, next, number, two_digit_codes, two_digits};
use crate::batch::{DayCount, Line, LineKind, NO_POINTS, NO_QUANTITY};
use crate::form::{self, eight_digits};
use crate::read::into_columns::MAX_BLANK_RUN;
use crate::read::pass::{Pass, Row};
use crate::records::RecordKind;
use crate::scan::Masks;
use crate::tables;

/// The first byte behind which no field of the head may begin: the head ends within a block.
const HEAD: usize = 56;

/// Takes the row when nothing about it is doubtful.
#[inline(always)]
pub fn take<M: Masks>(pass: &mut Pass<'_>, with: M, window: &Window, row: Row, kind: LineKind) -> bool {
    let place = memo::place(window);
    if !pass.memo[place].begins(with, window) {
        let Some(head) = head(pass, window, row.start, kind) else { return false };
        pass.memo[place] = head;
    }
    let Head { line, len: days_at, .. } = pass.memo[place];
    let known = line.section != 0 || pass.section != 0 && pass.blank_run() < MAX_BLANK_RUN;
    if !known {
        return false;
    }
    let day_counts = pass.batch.day_counts.len();
    let record = if kind == LineKind::Procedure { RecordKind::Si } else { RecordKind::Iy };
    let days = days(pass, window, row, days_at);
    let Some((days, day_total)) = days.filter(|_| pass.order.takes_line(record)) else {
        pass.batch.day_counts.truncate(day_counts);
        return false;
    };
    pass.push_line(row.index, Line { days, day_total, ..line });
    true
}

/// Everything before the days.
fn head(pass: &Pass<'_>, window: &Window, start: usize, kind: LineKind) -> Option<Head> {
    // 診療識別 is blank or two digits.
    let blank = window[3] == b',';
    let (value, digits) = two_digits(window[3], window[4]);
    let given = digits && window[5] == b',' && SECTIONS[usize::from(value)];
    if !blank && !given {
        return None;
    }
    let section = if blank { 0 } else { value };
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
    let count = number(window, points_end + 1, count_end, 3).filter(|&count| count > 0)? as u16;
    let line = Line { kind, section, burden, code, quantity, points, count, ..Line::default() };
    Some(Head::new(window, count_end + 7, line))
}

/// Which numbers are codes of 別表２０.
static SECTIONS: [bool; 256] = two_digit_codes(&tables::SECTION);

/// The sets of payers by the byte of 負担区分; 0 for bytes that are no code.
static BURDENS: [u8; 256] = {
    let (mut sets, mut byte) = ([0; 256], 0);
    while byte < 256 {
        if let Some(set) = BurdenSet::from_code(byte as u8) {
            sets[byte] = set.0;
        }
        byte += 1;
    }
    sets
};

/// 数量データ: a whole number; 使用量: at most five digits before and five after the point, no spare zeros.
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
fn days(pass: &mut Pass<'_>, window: &Window, row: Row, at: usize) -> Option<(u32, u16)> {
    let len = (row.end - row.start).wrapping_sub(at);
    if len > 63 {
        return None;
    }
    let commas = pass.marks.window(row.start + at) & ((1 << len) - 1);
    if commas.count_ones() != 30 {
        return None;
    }
    let ends = commas | 1 << len;
    let filled = ends & !(ends << 1 | 1);
    let (mut mask, mut left) = (0_u32, filled);
    while left != 0 {
        let end = left.trailing_zeros() as usize;
        // A count of 1 of one digit: the field before it ends right before that digit.
        let once = window[(at + end - 1) & (WINDOW_MASK)] == b'1' && (ends << 2 | 2) >> end & 1 == 1;
        if !once {
            return several(pass, window, at, ends, filled);
        }
        mask |= 1 << (ends & (left ^ (left - 1)) >> 1).count_ones();
        left &= left - 1;
    }
    Some((mask, filled.count_ones() as u16))
}

const WINDOW_MASK: usize = super::WINDOW - 1;

/// The same where a day counts more than once.
#[inline(never)]
fn several(
    pass: &mut Pass<'_>,
    window: &Window,
    at: usize,
    ends: u64,
    mut filled: u64,
) -> Option<(u32, u16)> {
    let (mut mask, mut total) = (0_u32, 0_u16);
    let line = pass.batch.lines.len() as u32;
    while filled != 0 {
        let end = filled.trailing_zeros();
        let before = ends & ((1 << end) - 1);
        let first = 64 - before.leading_zeros();
        let day = before.count_ones();
        let (from, to) = (at + first as usize, at + end as usize);
        let count = number(window, from, to, 3).filter(|&count| count > 0)? as u16;
        mask |= 1 << day;
        total = total.wrapping_add(count);
        if count > 1 {
            pass.batch.day_counts.push(DayCount { line, day: day as u8 + 1, count });
        }
        filled &= filled - 1;
    }
    Some((mask, total))
}
