//! What is said of which line.

use std::collections::BTreeMap;

use super::{Note, Sheet};
use crate::CheckedReceipt;

/// Findings and defects of a receipt by their physical lines.
pub(super) struct Notes<'a> {
    of: &'a CheckedReceipt,
    by_line: BTreeMap<u64, Vec<Note>>,
}

impl<'a> Notes<'a> {
    pub fn new(of: &'a CheckedReceipt) -> Self {
        let mut by_line: BTreeMap<u64, Vec<Note>> = BTreeMap::new();
        for (at, finding) in of.findings.iter().enumerate() {
            // Lines of other claims of the patient stand on other sheets.
            let own = finding.lines.iter().filter(|line| line.seq == of.seq && line.month.is_none());
            for line in own {
                let note = Note { of: "finding".to_owned(), at, role: line.role.clone(), item: None };
                by_line.entry(line.line).or_default().push(note);
            }
        }
        for (at, defect) in of.defects.iter().enumerate() {
            let note = Note { of: "defect".to_owned(), at, role: "subject".to_owned(), item: defect.field };
            by_line.entry(defect.line).or_default().push(note);
        }
        Self { of, by_line }
    }

    /// What is said of a line.
    pub fn on(&self, line: u64) -> Vec<Note> {
        self.by_line.get(&line).cloned().unwrap_or_default()
    }

    /// What is said of no line of the sheet.
    pub fn of_the_whole(&self, sheet: &Sheet) -> Vec<Note> {
        let placed = sheet.placed();
        let hangs = |of: &str, at: usize| {
            let mut told = self.by_line.iter().filter(|(line, _)| placed.contains(line));
            told.any(|(_, notes)| notes.iter().any(|note| note.of == of && note.at == at))
        };
        let whole = |of: &'static str, count: usize| {
            let left = (0..count).filter(move |at| !hangs(of, *at));
            left.map(move |at| Note { of: of.to_owned(), at, role: "subject".to_owned(), item: None })
        };
        whole("finding", self.of.findings.len()).chain(whole("defect", self.of.defects.len())).collect()
    }
}
