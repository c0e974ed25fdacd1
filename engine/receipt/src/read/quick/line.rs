//! The ordinary SI, IY and TO: section, payers, code, quantity, points, count, days and comments.
//!
//! PERF: the head is looked up in the memo; the 31 day columns are taken from where commas and ones stand.

pub mod days;
pub mod head;

use super::memo::{self, Head, Heads};
use super::{LONGEST, Window, is_line, letters_of, window};
use crate::batch::glance::signs_of;
use crate::batch::{Line, NONE};
use crate::characters::Encoding;
use crate::read::details::Details;
use crate::read::into_columns::MAX_BLANK_RUN;
use crate::read::pass::{Pass, Row};
use crate::read::rows::Rows;
use crate::scan::{Marks, Masks};
use days::{Days, day_counts, once_each};
use head::{Said, head};

/// Takes a line and those behind it as long as nothing about them is doubtful.
///
/// PERF: in two steps, each of which has few enough values to keep them in registers: what every row says by itself, then
/// what the lines say of each other.
#[inline(always)]
pub fn take_run<M: Masks>(pass: &mut Pass<'_>, with: M, rows: &mut Rows<'_>, first: Row) -> bool {
    if pass.waiting != NONE || !pass.order.may_take_line() {
        return take_rare(pass, rows, first);
    }
    let first_line = pass.batch.lines.len() as u32;
    let most = MAX_BLANK_RUN.saturating_sub(pass.details.blank_run(first_line)) as usize;
    let (mut start, mut read, mut signs) = (first.start, 0, 0);
    let places = pass.batch.lines.room(most);
    for (place, &feed) in places.iter_mut().zip(rows.feeds()) {
        let Some(window) = window(pass.bytes, start) else { break };
        let len = (feed as usize).wrapping_sub(start + 1);
        if len > LONGEST || window[len] != b'\r' {
            break;
        }
        let ordinary = ordinary((pass.bytes, pass.marks), pass.memo, with, window, start, len);
        let Some((head, days, day_total)) = ordinary else { break };
        *place = Line { row: first.index + read, days, day_total, ..head.line() };
        signs |= head.signs();
        read += 1;
        start = feed as usize + 1;
    }
    let lines = places.get_mut(..read as usize).unwrap_or_default();
    let first_unit = pass.batch.units.len() as u32;
    let (taken, ended) = pass.details.take_run(lines, pass.batch.units.room(most), first_line, first_unit);
    let Some(last) = lines.get(taken.wrapping_sub(1)).map(|line| line.kind) else {
        return take_rare(pass, rows, first);
    };
    // A line that may not stand there ends the run: its signs are none of this receipt's quick lines.
    if taken < lines.len() {
        signs = lines.iter().take(taken).fold(0, |signs, line| signs | signs_of(line));
    }
    pass.details.glance.signs |= signs;
    rows.advance_by(taken);
    pass.batch.lines.add(taken);
    pass.batch.units.add(ended);
    pass.order.take_lines(last);
    true
}

/// Whether a line with this 診療識別 may stand here.
pub const fn follows(details: &Details, section: u8, line: u32) -> bool {
    section != 0 || details.section != 0 && details.blank_run(line) < MAX_BLANK_RUN
}

/// The head of a line that is known or can be, and its days when they all count once.
#[inline(always)]
fn ordinary<'a, M: Masks>(
    (bytes, marks): (&[u8], &Marks),
    heads: &'a mut Heads,
    with: M,
    window: &Window,
    start: usize,
    len: usize,
) -> Option<(&'a Head, u32, u16)> {
    // PERF: asked before the head, which tells as much: so the end of the run is known without waiting for the memo.
    if !is_line(letters_of(window)) {
        return None;
    }
    let head = &mut heads[memo::place(window)];
    if !head.begins(with, window) && !remember((bytes, marks), head, window, start) {
        return None;
    }
    let (days, day_total) = once_each(with, window, len, head.width())?;
    Some((head, days, day_total))
}

/// Reads a head and remembers it; whether the row is an ordinary one with a head short enough.
#[inline(never)]
fn remember((bytes, marks): (&[u8], &Marks), place: &mut Head, window: &Window, start: usize) -> bool {
    match head(bytes, marks, window, start) {
        Some(Said { line, comments: [None, None, None], days_at }) => place.remember(window, days_at, &line),
        _ => false,
    }
}

/// The same for a row with comments, with a head too long to remember, or with a day that counts more than once.
#[inline(never)]
fn take_rare(pass: &mut Pass<'_>, rows: &mut Rows<'_>, row: Row) -> bool {
    let Some(first) = window(pass.bytes, row.start) else { return false };
    let Some(Said { line, comments, days_at }) = head(pass.bytes, pass.marks, first, row.start) else {
        return false;
    };
    let days_at = row.start + days_at;
    if comments != [None; 3] && pass.batch.encoding != Encoding::Cp932 {
        return false;
    }
    let Some(days) = Days::find(pass.marks, days_at..row.end) else { return false };
    let Some(window) = window(pass.bytes, days_at) else { return false };
    let index = pass.batch.lines.len() as u32;
    if !follows(&pass.details, line.section, index) || !pass.order.may_take_line() {
        return false;
    }
    let before = pass.batch.day_counts.len();
    let Some(day_total) = day_counts(pass, window, &days) else {
        pass.batch.day_counts.truncate(before);
        return false;
    };
    pass.order.take_lines(line.kind);
    pass.push_line(Line { row: row.index, days: days.mask(), day_total, ..line });
    for (item, code) in [9, 11, 13].into_iter().zip(comments) {
        if let Some(code) = code {
            pass.push_comment(row.index, item, code, line.burden, index);
        }
    }
    rows.advance();
    true
}
