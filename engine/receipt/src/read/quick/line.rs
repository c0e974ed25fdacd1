//! The ordinary SI, IY and TO: section, payers, code, quantity, points, count and days, without comments.
//!
//! PERF: the head is looked up in the memo; the 31 day columns are taken from the comma mask alone: a column is filled
//! when its comma does not follow another.

use model::{BurdenSet, Quantity};

use super::memo::{self, Head, Heads};
use super::numbers::{load, next, number, two_digit_codes, two_digits};
use super::{IY, LONGEST, SI, Window, is_line, letters_of, window};
use crate::batch::{DayCount, Line, LineKind, NO_POINTS, NO_QUANTITY, NONE};
use crate::form::{self, eight_digits};
use crate::read::details::Details;
use crate::read::into_columns::MAX_BLANK_RUN;
use crate::read::pass::{Pass, Row};
use crate::read::rows::Rows;
use crate::scan::{BLOCK, Marks, Masks, Portable};
use crate::tables;

/// The first byte behind which no field of the head may begin: the head ends within a block.
const HEAD: usize = 56;

/// Takes a line and those behind it as long as nothing about them is doubtful.
///
/// PERF: what changes from line to line is kept apart meanwhile, so that it stays in registers.
#[inline(always)]
pub fn take_run<M: Masks>(pass: &mut Pass<'_>, with: M, rows: &mut Rows<'_>, first: Row) -> bool {
    if pass.waiting != NONE || !pass.order.may_take_line() {
        return take_rare(pass, rows, first);
    }
    let (mut details, mut next, heads) = (pass.details, *rows, &mut *pass.memo);
    let (first_line, first_unit) = (pass.batch.lines.len(), pass.batch.units.len());
    let most = MAX_BLANK_RUN.saturating_sub(details.blank_run) as usize;
    let (mut places, units) = (pass.batch.lines.room(most).iter_mut(), pass.batch.units.room(most));
    let (mut line, mut ended) = (first_line as u32, 0);
    while let Some((row, window)) = next.ordinary_row() {
        let Some(read) = ordinary(pass.marks, heads, with, window, row) else { break };
        let opens = read.section != 0;
        if read.section | details.section == 0 || opens & details.unit_is_open(line) {
            break;
        }
        let (Some(place), Some(unit_place)) = (places.next(), units.get_mut(ended)) else { break };
        let read = Line { row: row.index, unit: (first_unit + ended) as u32, ..read };
        let ends;
        (*place, *unit_place, ends) = details.take(read, line);
        ended += usize::from(ends);
        line += 1;
        next.advance();
    }
    let taken = line as usize - first_line;
    if taken == 0 {
        return take_rare(pass, rows, first);
    }
    (pass.details, *rows) = (details, next);
    pass.batch.lines.add(taken);
    pass.batch.units.add(ended);
    pass.order.take_lines(pass.batch.lines.last().map_or(LineKind::Procedure, |line| line.kind));
    true
}

/// Whether a line with this 診療識別 may stand here.
const fn follows(details: &Details, section: u8) -> bool {
    section != 0 || details.section != 0 && details.blank_run < MAX_BLANK_RUN
}

/// A line whose head is known or can be, on days that all count once.
#[inline(always)]
fn ordinary<M: Masks>(
    marks: &Marks,
    heads: &mut Heads,
    with: M,
    window: &Window,
    row: Row,
) -> Option<Line> {
    // PERF: asked before the head, which tells as much: so the end of the run is known without waiting for the memo.
    if !is_line(letters_of(window)) {
        return None;
    }
    let head = &mut heads[memo::place(window)];
    if !head.begins(with, window) && !remember(marks, head, window, row.start) {
        return None;
    }
    let (days, day_total) = once_each(with, window, row.end - row.start, head.width())?;
    Some(Line { days, day_total, ..head.line() })
}

/// The days of a line, when each of them counts once, and how many they are.
#[inline(always)]
fn once_each<M: Masks>(with: M, window: &Window, row: usize, at: usize) -> Option<(u32, u16)> {
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

/// The lowest bit that is set.
#[inline(always)]
const fn lowest(bits: u64) -> u64 {
    bits & bits.wrapping_neg()
}

/// Reads a head and remembers it; whether the row is an ordinary one with a head short enough.
#[inline(never)]
fn remember(marks: &Marks, place: &mut Head, window: &Window, start: usize) -> bool {
    match head(marks, window, start) {
        Some((line, len)) => place.remember(window, len, &line),
        None => false,
    }
}

/// The same for a row with a head too long to remember, or with a day that counts more than once.
#[inline(never)]
fn take_rare(pass: &mut Pass<'_>, rows: &mut Rows<'_>, row: Row) -> bool {
    let Some(window) = window(pass.bytes, row.start) else { return false };
    let len = row.end - row.start;
    if len > LONGEST {
        return false;
    }
    let Some((line, days_at)) = head(pass.marks, window, row.start) else { return false };
    let Some(days) = Days::find(window, len, days_at) else { return false };
    if !follows(&pass.details, line.section) || !pass.order.may_take_line() {
        return false;
    }
    let before = pass.batch.day_counts.len();
    let Some(day_total) = day_counts(pass, window, days_at, &days) else {
        pass.batch.day_counts.truncate(before);
        return false;
    };
    pass.order.take_lines(line.kind);
    pass.push_line(Line { row: row.index, days: days.mask(), day_total, ..line });
    rows.advance();
    true
}

/// Everything before the days, and how long it is.
fn head(marks: &Marks, window: &Window, start: usize) -> Option<(Line, usize)> {
    let kind = match letters_of(window) {
        SI => LineKind::Procedure,
        IY => LineKind::Drug,
        _ => LineKind::Material,
    };
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
    let commas = marks.window(start);
    let quantity_at = at + 12;
    let quantity_end = next(commas, quantity_at);
    let points_end = next(commas, quantity_end + 1);
    let count_end = next(commas, points_end + 1);
    let (last_end, blank) = match kind {
        // 単位コード may be given; the comma behind it and the nine of 単価, 予備, 商品名 and the comment pairs.
        LineKind::Material => (next(commas, count_end + 1), 10),
        // The comma behind 回数 and the six of the comment pairs.
        _ => (count_end, 7),
    };
    let all_blank = (1 << blank) - 1;
    if last_end > HEAD || commas >> last_end & all_blank != all_blank {
        return None;
    }
    if last_end > count_end + 1 && !is_unit(window.get(count_end + 1..last_end)?) {
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
    Some((line, last_end + blank))
}

/// Whether a text is a code of 別表２２.
fn is_unit(text: &[u8]) -> bool {
    tables::MATERIAL_UNIT.codes.iter().any(|(code, _)| code.as_bytes() == text)
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

/// 数量データ: a whole number; 使用量: at most five digits before the point and five behind (three of materials), no spare
/// zeros.
fn quantity(window: &Window, start: usize, end: usize, kind: LineKind) -> Option<i64> {
    let most = if kind == LineKind::Procedure { 8 } else { 5 };
    match number(window, start, end, most) {
        Some(whole) => Some(i64::from(whole).wrapping_mul(Quantity::SCALE)),
        None if kind == LineKind::Procedure => None,
        None => decimal(window.get(start..end)?, if kind == LineKind::Drug { 5 } else { 3 }),
    }
}

fn decimal(text: &[u8], places: usize) -> Option<i64> {
    form::is_decimal(text, 5, places).then(|| Quantity::parse(text).map(Quantity::scaled)).flatten()
}

/// The 31 day columns, as masks of the bytes from the first of them on.
struct Days {
    /// Where they end: the commas, and the end of the row.
    ends: u64,
    /// Where those that are filled end.
    filled: u64,
}

impl Days {
    fn find(window: &Window, row: usize, at: usize) -> Option<Self> {
        let len = row.checked_sub(at).filter(|&len| len < BLOCK)?;
        let bytes = window.get(at..at + BLOCK).and_then(|bytes| bytes.first_chunk::<BLOCK>())?;
        let end = 1 << len;
        let commas = Portable.places(bytes, b',') & (end - 1);
        let ends = commas | end;
        (commas.count_ones() == 30).then_some(Self { ends, filled: ends & !(ends << 1 | 1) })
    }

    /// The days that are filled; the bit of a day is the number of ends before its own.
    const fn mask(&self) -> u32 {
        let (mut mask, mut left) = (0, self.filled);
        while left != 0 {
            let before = (self.ends & (left ^ left.wrapping_sub(1)) >> 1).count_ones();
            mask |= 1 << (before & 31);
            left &= left - 1;
        }
        mask
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
