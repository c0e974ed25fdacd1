//! Of which days the sources of a kind say everything.

use crate::build::Dated;
use crate::calendar::{day_after, next_revision, revisions};
use crate::column::{Cycle, Shape};
use crate::kind::FileKind;
use crate::snapshot::{Coverage, Slot};
use crate::source::Form;

/// First day of which the master of diseases can speak: since then rows bear 収載年月日 and withdrawn codes are kept.
///
/// SPEC: マスターファイル仕様説明書（令和6年度版）３（１） item 22.
const LISTED_SINCE: u32 = 2002_06_01;

/// What is known of the days of one revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    /// First day of the revision; 0 = ever.
    pub(crate) start: u32,
    /// First day of the next; `u32::MAX` when there is none.
    pub(crate) end: u32,
    /// From which to which day everything is known; `None` without a full file.
    pub(crate) complete: Option<(u32, u32)>,
    /// First publication of a full file.
    pub(crate) first_full: u32,
    /// Only an excerpt is there.
    pub(crate) excerpt: bool,
}

/// The spans of a coded kind, oldest first.
pub(crate) fn spans(kind: FileKind, dated: &[Dated<'_>]) -> Vec<Span> {
    let cycle = kind.cycle();
    if cycle == Cycle::Continuous {
        return vec![span(kind, dated, 0, u32::MAX)];
    }
    let before = revisions(cycle).first().map_or(u32::MAX, |r| r.start);
    let later = revisions(cycle).iter().map(|r| (r.start, next_revision(cycle, r.start).unwrap_or(u32::MAX)));
    std::iter::once((0, before)).chain(later).map(|(start, end)| span(kind, dated, start, end)).collect()
}

fn span(kind: FileKind, dated: &[Dated<'_>], start: u32, end: u32) -> Span {
    let here = |form: Form| dated.iter().filter(move |d| d.revision == start && d.source.form() == form);
    let Some(first) = here(Form::Full).min_by_key(|d| d.published) else {
        let excerpt = here(Form::Excerpt).next().is_some();
        return Span { start, end, complete: None, first_full: 0, excerpt };
    };
    let withdrawn = here(Form::Update).any(|d| d.published >= first.published && is_list_of_withdrawn(d));
    let from = match withdrawn {
        true => LISTED_SINCE,
        false => complete_from(kind, first, start),
    };
    let spoken = here(Form::Full).chain(here(Form::Update).filter(|d| !is_list_of_withdrawn(d)));
    let newest = spoken.map(|d| d.published).max().unwrap_or(0);
    let last_day = if end == u32::MAX { u32::MAX } else { crate::calendar::day_before(end) };
    let to = newest.max(start).max(from).min(last_day);
    Span { start, end, complete: Some((from, to)), first_full: first.published, excerpt: false }
}

/// From which day on a full file says everything.
///
/// Found in the data: official full files (s of 2022-02, s_ALL20240531, y_ALL20240321, t_ALL20240315, b, z) hold no
/// abolished row, so one published in the course of a revision is silent on codes abolished before it. A file that does
/// keep abolished rows (R4/s.csv: from 2022-03-31 on) speaks of the days since its oldest one.
fn complete_from(kind: FileKind, full: &Dated<'_>, start: u32) -> u32 {
    if full.published <= start {
        return start;
    }
    let Shape::Coded { abolished, .. } = kind.layout().shape else { return full.published.max(start) };
    let file = &full.source.file;
    let oldest = (0..file.len()).filter_map(|row| file.date(row, abolished)).map(model::Date::number).min();
    oldest.map_or(full.published, |day| day_after(day).min(full.published)).max(start)
}

/// 旧傷病名管理ファイル: every code ever withdrawn, each with its last day.
///
/// SPEC: マスターファイル仕様説明書（令和6年度版）３（１） 注５.
fn is_list_of_withdrawn(source: &Dated<'_>) -> bool {
    let file = &source.source.file;
    source.source.kind().cycle() == Cycle::Continuous && (0..file.len()).all(|row| file.change(row) == "9")
}

/// The slots of a coded kind.
pub(crate) fn slots(spans: &[Span]) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::new();
    let mut known = false;
    for span in spans {
        for slot in slots_of(span, known) {
            push(&mut slots, slot);
        }
        known |= span.complete.is_some();
    }
    slots
}

fn slots_of(span: &Span, known_before: bool) -> Vec<Slot> {
    let slot = |from, coverage, date| Slot { from, coverage, date };
    let Some((from, to)) = span.complete else {
        let (coverage, date) = match (span.excerpt, known_before) {
            (true, _) => (Coverage::Partial, 0),
            (false, true) => (Coverage::RevisionMissing, span.start),
            (false, false) => (Coverage::Nothing, 0),
        };
        return vec![slot(span.start, coverage, date)];
    };
    let mut slots = Vec::new();
    if span.start < from {
        slots.push(slot(span.start, Coverage::Earlier, span.first_full));
    }
    slots.push(slot(from, Coverage::Complete, to));
    if day_after(to) < span.end {
        slots.push(slot(day_after(to), Coverage::Provisional, to));
    }
    slots
}

/// Adds a slot unless it carries on the last.
pub(crate) fn push(slots: &mut Vec<Slot>, slot: Slot) {
    if slots.last().is_none_or(|last| (last.coverage, last.date) != (slot.coverage, slot.date)) {
        slots.push(slot);
    }
}

/// The span in which a day lies.
pub(crate) fn span_of(spans: &[Span], day: u32) -> Option<&Span> {
    spans.iter().rev().find(|s| s.start <= day)
}
