//! From chapters to segments: what holds for a code on every day of all time.
//!
//! `state_on` is the definition, one day at a time; segments are that definition evaluated at every day on which the
//! answer can change. The tests compare look-ups with `state_on` on random days.

use std::collections::BTreeSet;

use crate::build::chapter::{Chapters, Version, same_content};
use crate::build::coverage::{self, Span, span_of};
use crate::build::merge::Merged;
use crate::build::{Dated, Made};
use crate::calendar::day_after;
use crate::column::Column;
use crate::kind::FileKind;
use crate::pool::TextId;
use crate::snapshot::{CodeIndex, KindData, NO_ROW, State};

/// The answer for a day: what holds, by which version, and the day that belongs to it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Answer<'a> {
    pub(crate) state: State,
    pub(crate) version: Option<&'a Version>,
    pub(crate) date: u32,
}

/// Lays out all codes of a kind.
pub(crate) fn lay_out(kind: FileKind, merged: Merged, dated: &[Dated<'_>]) -> Made {
    let spans = coverage::spans(kind, dated);
    let mut rows = Rows::default();
    let mut index = CodeIndex::default();
    for (code, chapters) in &merged.codes {
        index.codes.push(*code);
        index.starts.push(count(index.from.len()));
        lay_out_code(&spans, chapters, kind.layout().columns, &mut index, &mut rows);
    }
    index.starts.push(count(index.from.len()));
    let data = KindData { codes: index, slots: coverage::slots(&spans), ..KindData::default() };
    Made { data, rows: rows.rows, pending: merged.pending }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Rows kept once each.
#[derive(Default)]
struct Rows {
    rows: Vec<Box<[TextId]>>,
    /// Where the rows of the code at work start.
    start: usize,
}

impl Rows {
    fn number(&mut self, row: &[TextId]) -> u32 {
        let known = self.rows.iter().skip(self.start).position(|r| r.as_ref() == row);
        let place = known.map_or(self.rows.len(), |p| self.start + p);
        if known.is_none() {
            self.rows.push(row.into());
        }
        count(place)
    }
}

fn lay_out_code(
    spans: &[Span],
    chapters: &Chapters,
    columns: &[Column],
    index: &mut CodeIndex,
    rows: &mut Rows,
) {
    rows.start = rows.rows.len();
    let mut before = None;
    for day in turning_days(spans, chapters) {
        let answer = state_on(spans, chapters, columns, day.max(1));
        let row = answer.version.map_or(NO_ROW, |v| rows.number(&v.row));
        let segment = (answer.state as u32, row, answer.date);
        if before == Some(segment) {
            continue;
        }
        before = Some(segment);
        index.from.push(day);
        index.state.push(segment.0);
        index.row.push(segment.1);
        index.date.push(segment.2);
    }
}

/// Every day on which the answer can change.
fn turning_days(spans: &[Span], chapters: &Chapters) -> BTreeSet<u32> {
    let mut days = BTreeSet::from([0]);
    for span in spans {
        days.insert(span.start);
        if let Some((from, to)) = span.complete {
            days.extend([from, day_after(to)]);
        }
    }
    for version in chapters.values().flat_map(|c| &c.versions) {
        days.insert(version.from);
        days.extend(version.introduced);
        days.extend(version.last.map(|l| day_after(l.day)));
        days.extend(version.transition.map(day_after));
    }
    days
}

/// What holds for a code on a day: the definition.
pub(crate) fn state_on<'a>(
    spans: &[Span],
    chapters: &'a Chapters,
    columns: &[Column],
    day: u32,
) -> Answer<'a> {
    let Some(span) = span_of(spans, day) else { return uncovered() };
    let before = chapters.range(..span.start).next_back().and_then(|(_, c)| c.versions.last());
    let after = chapters.range(day_after(span.start)..).find(|(start, _)| **start > span.start);
    let after = after.and_then(|(_, c)| c.first());
    match chapters.get(&span.start) {
        Some(chapter) => match chapter.on(day) {
            Some(version) => held(span, version, after, columns, day),
            None => before_first(chapter.first(), before, columns, day),
        },
        None => absent(span, before, after, day),
    }
}

const fn uncovered<'a>() -> Answer<'a> {
    Answer { state: State::Uncovered, version: None, date: 0 }
}

/// A version of the revision holds on the day.
fn held<'a>(
    span: &Span,
    version: &'a Version,
    after: Option<&Version>,
    columns: &[Column],
    day: u32,
) -> Answer<'a> {
    if let Some(past) = past(version, day) {
        return past;
    }
    let published = span.complete.is_some_and(|(_, to)| day <= to);
    // The next revision may say that the row has been the same since a day before this one.
    let confirmed = after.is_some_and(|a| a.from <= day && same_content(&a.row, &version.row, columns));
    let excerpt = span.excerpt;
    let state = if published || confirmed || excerpt { State::InForce } else { State::Provisional };
    Answer { state, version: Some(version), date: 0 }
}

/// The answer when a version is out of use on the day.
fn past(version: &Version, day: u32) -> Option<Answer<'_>> {
    let answer = |state, date| Some(Answer { state, version: Some(version), date });
    match (version.last, version.transition) {
        (Some(last), _) if last.day < day => {
            answer(if last.stated { State::Abolished } else { State::Dropped }, last.day)
        }
        (_, Some(last)) if last < day => answer(State::PastTransition, last),
        _ => None,
    }
}

/// The revision has the code, but its first row is only known from a later day on.
fn before_first<'a>(
    first: Option<&'a Version>,
    before: Option<&'a Version>,
    columns: &[Column],
    day: u32,
) -> Answer<'a> {
    let Some(first) = first else { return uncovered() };
    if first.introduced.is_some_and(|introduced| day < introduced) {
        return Answer { state: State::NotYet, version: Some(first), date: first.from };
    }
    match before {
        // The revision before said the same: nothing changed in between.
        Some(known) if same_content(&known.row, &first.row, columns) => {
            past(known, day).unwrap_or(Answer { state: State::InForce, version: Some(known), date: 0 })
        }
        _ => Answer { state: State::ChangedLater, version: None, date: first.from },
    }
}

/// The revision of the day does not have the code.
fn absent<'a>(span: &Span, before: Option<&'a Version>, after: Option<&'a Version>, day: u32) -> Answer<'a> {
    let gone = before.and_then(|v| past(v, day)).filter(|_| after.is_none_or(|a| day < a.from));
    // A 経過措置 that ends within a revision may be put off by files that are not there.
    let settled = |a: &Answer<'_>| a.state != State::PastTransition || a.date < span.start;
    if let Some(gone) = gone.filter(settled) {
        return gone;
    }
    let covered = span.complete.is_some_and(|(from, to)| from <= day && day <= to);
    match (before, after) {
        // A row says itself since when it has stood.
        (_, Some(after)) if after.from <= day => {
            past(after, day).unwrap_or(Answer { state: State::InForce, version: Some(after), date: 0 })
        }
        (_, Some(after)) if covered || after.introduced.is_some_and(|introduced| day < introduced) => {
            Answer { state: State::NotYet, version: Some(after), date: after.from }
        }
        (Some(before), None) => match span.complete {
            Some((from, _)) if from <= day => {
                let date = crate::calendar::day_before(from);
                Answer { state: State::Dropped, version: Some(before), date }
            }
            _ => uncovered(),
        },
        (None, Some(after)) => Answer { state: State::ChangedLater, version: None, date: after.from },
        _ => uncovered(),
    }
}
