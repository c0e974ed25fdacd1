//! Labels: what error was put in, where, and what should come of it.

use model::{CheckKind, Conclusion};
use serde::Serialize;

/// One error put in. One JSON object a line in a labels file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// 1-based ordinal of the receipt in its file.
    pub seq: u64,
    /// 1-based physical lines that the error is about, in file order.
    pub lines: Vec<u64>,
    /// What kind of check should find it.
    pub check: CheckKind,
    /// The day of the month it is about.
    pub day: Option<u8>,
    /// What should come of it.
    pub expected: Conclusion,
    /// Whether the file and the masters given to the generator are enough to decide.
    pub decidable: bool,
}

/// The JSON form, as the contract writes it.
#[derive(Serialize)]
struct Wire<'a> {
    file: &'a str,
    seq: u64,
    lines: &'a [u64],
    check: &'a str,
    day: Option<u8>,
    expected_conclusion: &'a str,
    decidable: bool,
}

impl Label {
    /// The label as one line of JSON, without its line end.
    pub fn to_json(&self, file: &str) -> String {
        let wire = Wire {
            file,
            seq: self.seq,
            lines: &self.lines,
            check: self.check.slug(),
            day: self.day,
            expected_conclusion: self.expected.slug(),
            decidable: self.decidable,
        };
        // A struct of strings and numbers has no key or value that JSON could refuse.
        serde_json::to_string(&wire).unwrap_or_default()
    }
}
