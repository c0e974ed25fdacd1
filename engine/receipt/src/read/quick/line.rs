//! The ordinary SI and IY: section, payers, code, quantity, points, count and days, without comments.
//!
//! PERF: the head is looked up in the memo; the 31 day columns are taken from the comma mask alone: a column is filled
//! when its comma does not follow another.

use model::{BurdenSet, Quantity};

use super::Window;
use super::memo;
use super::numbers::{load, next, number, two_digit_codes, two_digits};
use crate::batch::{DayCount, Line, LineKind, NO_POINTS, NO_QUANTITY};
use crate::form::{self, eight_digits};
use crate::read::into_columns::MAX_BLANK_RUN;
use crate::read::pass::{Pass, Row};
use crate::records::RecordKind;
use crate::scan::{BLOCK, Masks, Portable};
use crate::tables;

/// The first byte behind which no field of the head may begin: the head ends within a block.
const HEAD: usize = 56;

/// Takes the row when nothing about it is doubtful.
#[inline(always)]
pub fn take<M: Masks>(pass: &mut Pass<'_>, with: M, window: &Window, row: Row, kind: LineKind) -> bool {
    let place = memo::place(window);
    if !pass.memo[place].begins(with, window) && !remember(pass, place, window, row.start, kind) {
        return take_rare(pass, window, row.index, row.start, row.end - row.start);
    }
    let head = &pass.memo[place];
    let Some(days) = Days::find(with, window, row.end - row.start, head.width()) else { return false };
    if !days.is_once_each() {
        return take_rare(pass, window, row.index, row.start, row.end - row.start);
    }
    if !may_follow(pass, pass.memo[place].section(), kind) {
        return false;
    }
    let (days, day_total) = (days.mask(), days.filled.count_ones() as u16);
    let line = pass.memo[place].line(kind);
    pass.push_line(row.index, Line { days, day_total, ..line });
    true
}

/// Whether a line may stand here, by its 診療識別 and the order of records.
#[inline(always)]
fn may_follow(pass: &mut Pass<'_>, section: u8, kind: LineKind) -> bool {
    let record = if kind == LineKind::Procedure { RecordKind::Si } else { RecordKind::Iy };
    // PERF: all is looked at, for whether the 診療識別 is blank cannot be guessed.
    let known = (section != 0) | (pass.section != 0) & (pass.blank_run() < MAX_BLANK_RUN);
    known && pass.order.takes_line(record)
}

/// Reads a head and remembers it; whether the row is an ordinary one with a head short enough.
#[inline(never)]
fn remember(pass: &mut Pass<'_>, place: usize, window: &Window, start: usize, kind: LineKind) -> bool {
    match head(pass, window, start, kind) {
        Some((line, len)) => pass.memo[place].remember(window, len, &line),
        None => false,
    }
}

/// The same for a row with a head too long to remember, or with a day that counts more than once.
#[inline(never)]
fn take_rare(pass: &mut Pass<'_>, window: &Window, index: u32, start: usize, len: usize) -> bool {
    let kind = if window[0] == b'S' { LineKind::Procedure } else { LineKind::Drug };
    let Some((line, days_at)) = head(pass, window, start, kind) else { return false };
    let Some(days) = Days::find(Portable, window, len, days_at) else { return false };
    let before = pass.batch.day_counts.len();
    let total = day_counts(pass, window, days_at, &days);
    let Some(day_total) = total.filter(|_| may_follow(pass, line.section, kind)) else {
        pass.batch.day_counts.truncate(before);
        return false;
    };
    pass.push_line(index, Line { days: days.mask(), day_total, ..line });
    true
}

/// Everything before the days, and how long it is.
fn head(pass: &Pass<'_>, window: &Window, start: usize, kind: LineKind) -> Option<(Line, usize)> {
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
    Some((line, count_end + 7))
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

/// The 31 day columns, as masks of the bytes from the first of them on.
struct Days {
    /// Where they end: the commas, and the end of the row.
    ends: u64,
    /// Where those that are filled end.
    filled: u64,
    /// Where ones stand.
    ones: u64,
}

impl Days {
    #[inline(always)]
    fn find<M: Masks>(with: M, window: &Window, row: usize, at: usize) -> Option<Self> {
        let len = row.wrapping_sub(at);
        // The head ends within the first block, so the days begin there; this says it to the compiler.
        let at = at % BLOCK;
        let bytes = window.get(at..at + BLOCK).and_then(|bytes| bytes.first_chunk::<BLOCK>())?;
        if len > BLOCK - 1 {
            return None;
        }
        let end = 1 << len;
        let commas = with.places(bytes, b',') & (end - 1);
        let ends = commas | end;
        let filled = ends & !(ends << 1 | 1);
        (commas.count_ones() == 30).then_some(Self { ends, filled, ones: with.places(bytes, b'1') })
    }

    /// Whether every filled day is a 1 alone: the digit ends the field, and the field before it ends right before the digit.
    #[inline(always)]
    const fn is_once_each(&self) -> bool {
        self.filled & !(self.ones << 1 & (self.ends << 2 | 2)) == 0
    }

    /// The days that are filled; the bit of a day is the number of ends before its own.
    #[inline(always)]
    const fn mask(&self) -> u32 {
        let after_first = self.filled & self.filled.wrapping_sub(1);
        // PERF: the first two without a branch: nine lines of ten have one day, and which have two cannot be guessed.
        let mut mask = self.day(self.filled) | self.day(after_first);
        let mut left = after_first & after_first.wrapping_sub(1);
        while left != 0 {
            mask |= self.day(left);
            left &= left - 1;
        }
        mask
    }

    /// The day that ends first among some, as a bit; none when there is none.
    #[inline(always)]
    const fn day(&self, of: u64) -> u32 {
        let before = (self.ends & (of ^ of.wrapping_sub(1)) >> 1).count_ones();
        ((of != 0) as u32) << (before & 31)
    }
}

/// The sum of the counts; those above one go to the side table.
fn day_counts(pass: &mut Pass<'_>, window: &Window, at: usize, days: &Days) -> Option<u16> {
    let (mut total, mut filled) = (0_u16, days.filled);
    let line = pass.batch.lines.len() as u32;
    while filled != 0 {
        let end = filled.trailing_zeros();
        let before = days.ends & ((1 << end) - 1);
        let first = 64 - before.leading_zeros();
        let (from, to) = (at + first as usize, at + end as usize);
        let count = number(window, from, to, 3).filter(|&count| count > 0)? as u16;
        total = total.wrapping_add(count);
        if count > 1 {
            let day = before.count_ones() as u8 + 1;
            pass.batch.day_counts.push(DayCount { line, day, count });
        }
        filled &= filled - 1;
    }
    Some(total)
}
