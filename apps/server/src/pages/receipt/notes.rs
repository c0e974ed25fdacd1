//! What is said of the places of a sheet: a finding stands in full under its first line, the others point there.

use std::collections::BTreeSet;

use desk::CheckedReceipt;
use desk::sheet::{Note, Sheet};
use maud::{Markup, html};

use super::{Ways, trace};

use crate::pages::frame::Frame;
use crate::pages::{exclusions, finding};

/// The notes of one sheet, and which of them were told.
pub struct Notes<'a> {
    frame: &'a Frame,
    of: &'a CheckedReceipt,
    /// Where its findings lead.
    ways: Ways<'a>,
    /// Findings that act on some line: they wait for it and do not stand at their first witness.
    waiting: BTreeSet<usize>,
    told: BTreeSet<(bool, usize)>,
}

impl<'a> Notes<'a> {
    /// Of a receipt.
    pub fn new(frame: &'a Frame, of: &'a CheckedReceipt, sheet: &Sheet, ways: Ways<'a>) -> Self {
        Self { frame, of, ways, waiting: subjects(sheet), told: BTreeSet::new() }
    }

    /// The notes of a place.
    pub fn told(&mut self, notes: &[Note]) -> Markup {
        let each: Vec<Markup> = notes.iter().map(|note| self.one(note)).collect();
        html! { @for one in each { (one) } }
    }

    fn one(&mut self, note: &Note) -> Markup {
        let is_finding = note.of == "finding";
        let waits = is_finding && note.role != "subject" && self.waiting.contains(&note.at);
        if waits || self.told.contains(&(is_finding, note.at)) {
            return if is_finding {
                self.pointing(note.at)
            } else {
                html! {}
            };
        }
        self.told.insert((is_finding, note.at));
        if is_finding { self.finding(note.at) } else { self.defect(note.at) }
    }

    fn finding(&self, at: usize) -> Markup {
        let Some(of) = self.of.findings.get(at) else { return html! {} };
        let more = html! {
            (finding::linked(self.frame, of))
            @if let Some(traces) = self.ways.traces { (trace::unfolding(self.frame, traces, of)) }
            @if let Some(own) = self.ways.own { (exclusions::on_finding(self.frame, of, own)) }
        };
        finding::shown(self.frame, of, &more)
    }

    fn defect(&self, at: usize) -> Markup {
        let one = self.of.defects.get(at..at.saturating_add(1)).unwrap_or_default();
        finding::defects(self.frame, one)
    }

    fn pointing(&self, at: usize) -> Markup {
        let Some(of) = self.of.findings.get(at) else { return html! {} };
        html! { div.small.faint { a href={ "#f-" (of.id) } { (self.frame.word("関連する指摘", "see")) "（" (of.rule) "）" } } }
    }

    /// What has no place on the sheet.
    pub fn rest(&self) -> Option<Markup> {
        let findings: Vec<usize> =
            (0..self.of.findings.len()).filter(|at| !self.told.contains(&(true, *at))).collect();
        let defects: Vec<usize> =
            (0..self.of.defects.len()).filter(|at| !self.told.contains(&(false, *at))).collect();
        (!findings.is_empty() || !defects.is_empty()).then(|| {
            html! {
                @for at in defects { (self.defect(at)) }
                @for at in findings { (self.finding(at)) }
            }
        })
    }
}

/// Findings that act on a line that stands on the sheet.
fn subjects(sheet: &Sheet) -> BTreeSet<usize> {
    let units = sheet.sections.iter().flat_map(|section| &section.units);
    let lines = units.flat_map(|unit| &unit.lines).flat_map(|line| &line.notes);
    let diseases = sheet.diseases.iter().flat_map(|disease| &disease.notes);
    let acts = lines.chain(diseases).filter(|note| note.of == "finding" && note.role == "subject");
    acts.map(|note| note.at).collect()
}
