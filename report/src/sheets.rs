//! `findings.csv` and `receipts.csv`: the rows of a screening, one line each, for a spreadsheet.
//!
//! Columns have the names of the keys in the JSON lines; lists are joined by `;` and their parts by blanks.

use std::io::{self, BufRead, Write};

use batch::{Joined, Output, Run};
use wire::{FindingRow, ReceiptRow};

use crate::institutions::BOM;

const FINDING: [&str; 26] = [
    "id",
    "file",
    "seq",
    "receipt",
    "institution",
    "month",
    "rule",
    "edition",
    "check",
    "certainty",
    "conclusion",
    "reason_agency",
    "reason_edition",
    "reason_code",
    "official_code",
    "level",
    "lines",
    "days",
    "points",
    "doubt",
    "message",
    "advice",
    "text",
    "basis",
    "state",
    "subsumed_by",
];
const RECEIPT: [&str; 11] = [
    "file",
    "seq",
    "receipt",
    "institution",
    "month",
    "disposition",
    "queue",
    "points_claimed",
    "points_after",
    "findings",
    "not_evaluated",
];

/// Writes `findings.csv`.
#[derive(Clone, Copy, Debug)]
pub struct FindingSheet;

/// Writes `receipts.csv`.
#[derive(Clone, Copy, Debug)]
pub struct ReceiptSheet;

impl Output for FindingSheet {
    fn name(&self) -> &str {
        "findings.csv"
    }

    fn write(&self, _: &Run, joined: Joined<'_>, to: &mut (dyn Write + Send)) -> io::Result<()> {
        sheet(&FINDING, joined.open("findings")?, to, finding)
    }
}

impl Output for ReceiptSheet {
    fn name(&self) -> &str {
        "receipts.csv"
    }

    fn write(&self, _: &Run, joined: Joined<'_>, to: &mut (dyn Write + Send)) -> io::Result<()> {
        sheet(&RECEIPT, joined.open("receipts")?, to, receipt)
    }
}

/// One line for each row, with the mark by which a spreadsheet knows UTF-8.
fn sheet(
    head: &[&str],
    mut rows: impl BufRead,
    to: &mut (dyn Write + Send),
    cells: impl Fn(&[u8]) -> io::Result<Vec<String>>,
) -> io::Result<()> {
    to.write_all(BOM)?;
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(to);
    csv.write_record(head)?;
    let mut row = Vec::new();
    while rows.read_until(b'\n', &mut row)? > 0 {
        csv.write_record(cells(&row)?)?;
        row.clear();
    }
    csv.flush()
}

fn finding(row: &[u8]) -> io::Result<Vec<String>> {
    let one: FindingRow = serde_json::from_slice(row)?;
    let reason = one.reason.as_ref();
    let lines = one.lines.iter().map(|line| {
        let code = line.code.as_deref().unwrap_or("-");
        match line.month {
            Some(month) => format!("{} {code} {} {month} {} {}", line.line, line.role, line.seq, line.file),
            None => format!("{} {code} {}", line.line, line.role),
        }
    });
    Ok(vec![
        one.id,
        inert(&one.file),
        one.seq.to_string(),
        shown(one.receipt),
        one.institution.unwrap_or_default(),
        shown(one.month),
        inert(&one.rule),
        one.edition.unwrap_or_default(),
        one.check,
        one.certainty,
        one.conclusion,
        reason.map_or_else(String::new, |reason| reason.agency.clone()),
        reason.map_or_else(String::new, |reason| reason.edition.clone()),
        reason.map_or_else(String::new, |reason| reason.code.to_string()),
        one.official_code.unwrap_or_default(),
        one.level,
        lines.collect::<Vec<_>>().join(";"),
        one.days.iter().map(u32::to_string).collect::<Vec<_>>().join(";"),
        shown(one.points),
        one.doubt.unwrap_or_default(),
        inert(&one.message),
        inert(&one.advice),
        inert(&one.text),
        inert(&one.basis),
        one.state,
        one.subsumed_by.unwrap_or_default(),
    ])
}

fn receipt(row: &[u8]) -> io::Result<Vec<String>> {
    let one: ReceiptRow = serde_json::from_slice(row)?;
    let open = one.not_evaluated.iter().map(|open| format!("{} {}", open.rule, open.cause));
    Ok(vec![
        inert(&one.file),
        one.seq.to_string(),
        shown(one.receipt),
        one.institution.unwrap_or_default(),
        shown(one.month),
        one.disposition,
        one.queue.unwrap_or_default(),
        shown(one.points_claimed),
        shown(one.points_after),
        one.findings.to_string(),
        inert(&open.collect::<Vec<_>>().join(";")),
    ])
}

/// A number, or nothing.
fn shown(n: Option<impl ToString>) -> String {
    n.map_or_else(String::new, |n| n.to_string())
}

/// A text that a spreadsheet does not take for a formula: names of files come from outside.
pub(crate) fn inert(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails when it panics")]

    use super::{RECEIPT, receipt, sheet};

    #[test]
    fn a_sheet_reads_back_what_it_was_made_of() {
        let row = r#"{"file":"=cmd,\"x\"\n","seq":7,"receipt":null,"institution":"131234567","month":202406,
            "disposition":"review","queue":"staff","points_claimed":12,"points_after":null,"findings":0,
            "not_evaluated":[{"rule":"A","cause":"版がない","codes":1},{"rule":"B","cause":"c","codes":2}]}"#
            .replace('\n', " ");
        let mut bytes = Vec::new();
        sheet(&RECEIPT, format!("{row}\n").as_bytes(), &mut bytes, receipt).unwrap();
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap();
        let mut read = csv::Reader::from_reader(text);
        assert_eq!(read.headers().unwrap().iter().collect::<Vec<_>>(), RECEIPT);
        let cells: Vec<String> = read.records().next().unwrap().unwrap().iter().map(str::to_owned).collect();
        assert_eq!(
            cells,
            [
                "'=cmd,\"x\"\n",
                "7",
                "",
                "131234567",
                "202406",
                "review",
                "staff",
                "12",
                "",
                "0",
                "A 版がない;B c"
            ]
        );
        assert_eq!(text.iter().filter(|byte| **byte == b'\r').count(), 2);
    }
}
