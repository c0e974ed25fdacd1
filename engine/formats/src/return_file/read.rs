//! Reads a 返戻ファイル back: which receipts came back, and why.

use crate::column::{Line, Part};
use crate::personal::Personal;
use crate::read::{Cell, Problem, ProblemKind, check};
use crate::refile::history_line;
use crate::text::decode;

use super::FORM;

/// A file as read.
#[derive(Debug, Default)]
pub struct ReadReturns {
    /// The values of HI.
    pub head: Vec<Cell>,
    /// The receipts.
    pub receipts: Vec<ReadReturn>,
    /// The values of HG.
    pub sums: Vec<Cell>,
    /// Where it differs.
    pub problems: Vec<Problem>,
}

/// A returned receipt as read.
#[derive(Debug, Default)]
pub struct ReadReturn {
    /// 1-based line of its first record.
    pub line: u64,
    /// The items of RE.
    pub receipt: Vec<Personal>,
    /// How many request records it has, IR and RE among them.
    pub records: u32,
    /// The values of HR, one list a reason.
    pub reasons: Vec<Vec<Cell>>,
    /// How many lines of history it has.
    pub history: u32,
}

/// Reads a return file; `None` when it does not begin with HI.
pub fn read(bytes: &[u8]) -> Option<ReadReturns> {
    let bytes = bytes.strip_suffix(&[0x1A]).unwrap_or(bytes);
    bytes.starts_with(b"HI,").then_some(())?;
    let mut read = ReadReturns::default();
    let mut line = 0;
    for row in bytes.split(|&b| b == b'\n') {
        line += 1;
        let row = row.strip_suffix(b"\r").unwrap_or(row);
        if !row.is_empty() {
            read.take(line, row);
        }
    }
    for (part, missing) in [(Part::Head, read.head.is_empty()), (Part::Sums, read.sums.is_empty())] {
        if missing {
            read.problems.push(Problem { line, at: None, kind: ProblemKind::Missing(part) });
        }
    }
    Some(read)
}

impl ReadReturns {
    fn take(&mut self, line: u64, row: &[u8]) {
        match row.get(..2).unwrap_or_default() {
            b"HI" => self.head = self.cells(line, row, Part::Head),
            b"HG" => self.sums = self.cells(line, row, Part::Sums),
            b"HR" => {
                let reason = self.cells(line, row, Part::Detail);
                match self.receipts.last_mut() {
                    Some(receipt) => receipt.reasons.push(reason),
                    None => self.problems.push(Problem { line, at: None, kind: ProblemKind::Orphan }),
                }
            }
            _ if history_line(row).is_some() => match self.receipts.last_mut() {
                Some(receipt) => receipt.history += 1,
                None => self.problems.push(Problem { line, at: None, kind: ProblemKind::Orphan }),
            },
            id => self.record(line, row, id),
        }
    }

    /// A request record: IR, or RE where no IR stands before it, begins a receipt.
    fn record(&mut self, line: u64, row: &[u8], id: &[u8]) {
        let open = self.receipts.last().is_some_and(|last| last.receipt.is_empty());
        if id == b"IR" || (id == b"RE" && !open) {
            self.receipts.push(ReadReturn { line, ..ReadReturn::default() });
        }
        let Some(receipt) = self.receipts.last_mut() else {
            self.problems.push(Problem { line, at: None, kind: ProblemKind::Orphan });
            return;
        };
        receipt.records += 1;
        if id == b"RE" {
            receipt.receipt = row.split(|&b| b == b',').map(|item| Personal(decode(item).0)).collect();
        }
    }

    fn cells(&mut self, line: u64, row: &[u8], part: Part) -> Vec<Cell> {
        let Some(layout) = FORM.line(part) else { return Vec::new() };
        let decoded: Vec<(String, bool)> = row.split(|&b| b == b',').map(decode).collect();
        if decoded.iter().any(|(_, bad)| *bad) {
            self.problems.push(Problem { line, at: None, kind: ProblemKind::NotText });
        }
        let cells: Vec<Cell> =
            decoded.into_iter().map(|(text, _)| Cell { text: Personal(text), from_above: false }).collect();
        self.problems.extend(differences(line, layout, &cells));
        cells
    }
}

/// Where a record differs from its layout; trailing items may be left off.
fn differences(line: u64, layout: &'static Line, cells: &[Cell]) -> Vec<Problem> {
    let (found, expected) = (cells.len(), layout.columns.len());
    let mut problems = check(line, layout, cells, |_| true);
    if found > expected {
        problems.push(Problem { line, at: None, kind: ProblemKind::Items { found, expected } });
    }
    problems
}
