//! What is the same in two uploads: a receipt but for its number, a finding of the same lines of the same patient.
//!
//! Both are one-way. A mark is what an exclusion is held against, so it never means more than one finding: another edition
//! of the rule, another patient or month, or another character on one of the lines gives another mark.

use std::collections::BTreeMap;

use history::Patient;
use receipt::Batch;
use receipt::batch::Receipt;
use review::Decided;

use crate::checked::CheckedFinding;

/// What marks are made for; a change of how they are made changes it, and no exclusion fits any more.
const MARK: &str = "shinsa desk 1: mark of a finding";

/// The hash of a receipt's bytes with レセプト番号 (item 2 of RE) left out.
pub(super) fn content(batch: &Batch, of: &Receipt) -> String {
    let mut hasher = blake3::Hasher::new();
    for row in of.rows.clone() {
        hash_row(&mut hasher, batch, row, of);
    }
    hasher.finalize().to_hex().to_string()
}

/// A row; RE without its number.
fn hash_row(hasher: &mut blake3::Hasher, batch: &Batch, row: u32, of: &Receipt) {
    let bytes = batch.row(row);
    let mut items = bytes.splitn(3, |byte| *byte == b',');
    match (items.next(), items.next(), items.next()) {
        (Some(id), Some(_number), Some(rest)) if row == of.row => {
            hasher.update(id).update(b",,").update(rest);
        }
        _ => {
            hasher.update(bytes);
        }
    }
    hasher.update(b"\n");
}

/// Days of the month on which something was done: those of its lines and of its visits (JD).
pub(super) fn days(batch: &Batch, receipt: usize) -> Vec<u32> {
    let Some(of) = batch.receipts.get(receipt) else { return Vec::new() };
    let lines = of.lines.start as usize..of.lines.end as usize;
    let done = lines.filter_map(|line| batch.lines.get(line)).fold(0, |days, line| days | line.days);
    let first = batch.visits.partition_point(|visit| (visit.receipt as usize) < receipt);
    let visits = batch.visits.get(first..).unwrap_or_default().iter();
    let came = visits
        .take_while(|visit| visit.receipt as usize == receipt)
        .fold(0, |days, visit| days | visit.counted | visit.uncounted | visit.disagreeing);
    (1..=31).filter(|day| (done | came) >> (day - 1) & 1 == 1).collect()
}

/// Puts marks on the findings of a receipt.
pub(super) fn put(findings: &mut [CheckedFinding], batch: &Batch, decided: &Decided) {
    let Some(of) = batch.receipts.get(decided.receipt) else { return };
    if findings.is_empty() {
        return;
    }
    let root = root(batch, decided, of);
    let mut met: BTreeMap<[u8; 32], u64> = BTreeMap::new();
    for finding in findings {
        let mut hasher = root.clone();
        told(&mut hasher, finding);
        for line in &finding.lines {
            hasher.update(line.role.as_bytes()).update(b"\0");
            match line.month {
                // Of another claim: its month and code are all that this one knows of.
                Some(month) => {
                    hasher.update(format!("{month} {:?}\n", line.code).as_bytes());
                }
                None => {
                    if let Some(row) = row_of(batch, of, line.line) {
                        hash_row(&mut hasher, batch, row, of);
                    }
                }
            }
        }
        // Two that say the same of lines that are written alike are still two.
        let before = met.entry(*hasher.finalize().as_bytes()).or_default();
        hasher.update(&before.to_le_bytes());
        *before += 1;
        finding.mark = hasher.finalize().to_hex().to_string();
    }
}

/// The rule with its edition, what it asks for, and of which days and points.
fn told(hasher: &mut blake3::Hasher, of: &CheckedFinding) {
    let said = (&of.rule, &of.edition, &of.check, &of.conclusion, &of.certainty, &of.days, of.points);
    hasher.update(format!("{said:?}\n").as_bytes());
}

/// Whose receipt it is: institution, month, inpatient or not, patient; all of its bytes where the patient is not told.
fn root(batch: &Batch, decided: &Decided, of: &Receipt) -> blake3::Hasher {
    let mut hasher = blake3::Hasher::new_derive_key(MARK);
    let month = of.month.map(model::Month::number);
    hasher.update(format!("{month:?} {:?}\n", of.claim_type.map(|of| of.inpatient)).as_bytes());
    match Patient::of(batch, decided.receipt, decided.institution, &mut Vec::new()) {
        Some(patient) => hasher.update(&patient.bytes()),
        None => hasher.update(content(batch, of).as_bytes()),
    };
    hasher
}

/// The row of a receipt that stands on a physical line.
fn row_of(batch: &Batch, of: &Receipt, line: u64) -> Option<u32> {
    of.rows.clone().find(|row| batch.line_of(*row) == line)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on must stop")]

    use crate::check::tests::{checked, month};
    use crate::{Checked, CheckedFinding};

    fn marks(of: &Checked) -> Vec<&str> {
        of.receipts.iter().flat_map(|one| &one.findings).map(|one| one.mark.as_str()).collect()
    }

    /// A receipt with a finding that acts on a line of its own, which is the last of the file's receipts that has one.
    fn pointed(of: &Checked) -> (usize, &CheckedFinding, u64) {
        let found = of.receipts.iter().enumerate().rev().find_map(|(at, receipt)| {
            let one = receipt.findings.iter().find(|one| {
                one.lines.iter().any(|line| line.role == "subject" && line.line > receipt.first_line)
            })?;
            let line =
                one.lines.iter().find(|line| line.role == "subject" && line.line > receipt.first_line)?;
            Some((at, one, line.line))
        });
        found.unwrap()
    }

    #[test]
    fn a_mark_is_of_one_finding_and_stays_with_it() {
        let file = month(120, 71);
        let first = checked(&file);
        let all = marks(&first);
        let single: std::collections::BTreeSet<&str> = all.iter().copied().collect();
        assert!(all.len() > 20 && single.len() == all.len() && all.iter().all(|mark| mark.len() == 64));
        // Behind another receipt, on other lines, under another ordinal and file name: the same marks.
        let gone = &first.receipts[0];
        let mut shorter = file.clone();
        shorter.drain(gone.bytes.0 as usize..gone.bytes.1 as usize);
        let second = checked(&shorter);
        let left: Vec<&str> =
            first.receipts[1..].iter().flat_map(|one| &one.findings).map(|one| one.mark.as_str()).collect();
        assert_eq!(marks(&second), left);
    }

    #[test]
    fn another_character_on_the_line_or_another_patient_is_another_mark() {
        let file = month(120, 71);
        let before = checked(&file);
        let (at, finding, line) = pointed(&before);
        let mark = finding.mark.clone();
        let rows: Vec<&[u8]> = file.split_inclusive(|byte| *byte == b'\n').collect();
        let with = |line: u64, from: &[u8], to: &[u8]| {
            let mut rows = rows.clone();
            let row = rows[line as usize - 1];
            let place = row.windows(from.len()).position(|part| part == from).unwrap();
            let row = [&row[..place], to, &row[place + from.len()..]].concat();
            rows[line as usize - 1] = &row;
            checked(&rows.concat())
        };
        let has = |of: &Checked| of.receipts[at].findings.iter().any(|one| one.mark == mark);
        assert!(has(&before));
        // A blank at the end of the line that it acts on.
        assert!(!has(&with(line, b"\r\n", b" \r\n")), "another character on its line");
        let first = before.receipts[at].first_line;
        let (born, others) =
            (rows[first as usize - 1], |of: &[u8]| of.split(|b| *b == b',').nth(6).unwrap().to_vec());
        let day = others(born);
        let mut other = day.clone();
        let last = other.last_mut().unwrap();
        *last = if *last == b'1' { b'2' } else { b'1' };
        assert!(!has(&with(first, &day, &other)), "another birthday, another patient");
    }

    #[test]
    fn days_are_those_of_lines_and_visits() {
        let checked = checked(&month(120, 71));
        assert!(checked.receipts.iter().any(|one| !one.days.is_empty()));
        assert!(checked.receipts.iter().flat_map(|one| &one.days).all(|day| (1..=31).contains(day)));
        let days = checked.receipts.iter().map(|one| &one.days);
        assert!(days.clone().all(|days| days.is_sorted()), "{:?}", days.collect::<Vec<_>>());
    }
}
