//! How many rows of a table were shown, how many cannot be and why, and which came out wrong.

use std::collections::BTreeMap;

/// The count of one table.
#[derive(Debug, Default)]
pub struct Tally {
    pub rows: usize,
    pub shown: usize,
    /// Rows that a receipt cannot show, by reason.
    pub not_shown: BTreeMap<&'static str, usize>,
    /// What came out wrong, by row.
    pub wrong: Vec<String>,
}

/// What came of a row.
pub enum Came {
    /// The breaking receipts were told as they should be, the others were not.
    Shown,
    /// No receipt can show it.
    Not(&'static str),
    /// Something else was said.
    Wrong(String),
}

impl Tally {
    pub fn add(&mut self, came: Came) {
        self.rows += 1;
        match came {
            Came::Shown => self.shown += 1,
            Came::Not(reason) => *self.not_shown.entry(reason).or_default() += 1,
            Came::Wrong(what) => self.wrong.push(what),
        }
    }

    /// A line of the table in tests/README.md.
    pub fn line(&self, table: &str) -> String {
        let reasons: Vec<String> =
            self.not_shown.iter().map(|(reason, rows)| format!("{rows} {reason}")).collect();
        let reasons = if reasons.is_empty() { "-".to_owned() } else { reasons.join("; ") };
        format!("| {table} | {} | {} | {reasons} |", self.rows, self.shown)
    }
}
