//! What a check says: defects and findings as `defects.jsonl` and `check --json` write them.

use intake::message;
use model::{Defect, Finding, Lang, RecordId};
use receipt::{Batch, RecordKind};
use serde::Serialize;

use crate::master_row::MasterRow;

/// A defect as `defects.jsonl` and `check --json` write it.
#[derive(Debug, Serialize)]
pub struct DefectLine<'a> {
    /// The file.
    pub file: &'a str,
    /// 1-based ordinal of the receipt; null for the file itself.
    pub seq: Option<u64>,
    /// レセプト番号, where it can be read.
    pub receipt: Option<u32>,
    /// 1-based physical line.
    pub line: u64,
    /// The record.
    pub record: Option<String>,
    /// 1-based item number.
    pub field: Option<u8>,
    /// Its name.
    pub field_name: Option<String>,
    /// Offset of the first byte in the file.
    pub offset: u64,
    /// How many bytes.
    pub len: u32,
    /// The kind of defect.
    pub defect: &'static str,
    /// The level.
    pub level: &'static str,
    /// The official code, where one is known.
    pub code: Option<&'static str>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub advice: String,
}

impl<'a> DefectLine<'a> {
    /// A defect of a file, told in a language; `batch` is the part of the file in which it stands.
    pub fn new(file: &'a str, batch: Option<&Batch>, defect: &Defect, lang: Lang) -> Self {
        Self {
            file,
            seq: defect.seq,
            receipt: number_of(batch, defect.seq),
            line: defect.place.line,
            record: defect.place.record.map(|record| record.to_string()),
            field: defect.place.field,
            field_name: message::field_name(defect, lang),
            offset: defect.place.span.start,
            len: defect.place.span.len,
            defect: defect.kind.spec().slug,
            level: defect.level.name(),
            code: defect.official,
            message: message::what(defect, lang),
            advice: message::advice(defect, lang),
        }
    }
}

/// A line of a finding.
#[derive(Debug, Serialize)]
pub struct FindingLineOut<'a> {
    /// The file.
    pub file: &'a str,
    /// The receipt.
    pub seq: u64,
    /// 1-based physical line.
    pub line: u64,
    /// The code on it, with all its digits.
    pub code: Option<String>,
    /// Its part.
    pub role: &'static str,
    /// The month of service, for a line of another claim of the patient.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month: Option<u32>,
}

/// A finding as `check --json` writes it.
#[derive(Debug, Serialize)]
pub struct FindingOut<'a> {
    /// The file.
    pub file: &'a str,
    /// The receipt.
    pub seq: u64,
    /// レセプト番号, where it can be read.
    pub receipt: Option<u32>,
    /// The rule or intake check.
    pub rule: &'a str,
    /// The kind of check.
    pub check: &'static str,
    /// How sure.
    pub certainty: &'static str,
    /// What it asks for.
    pub conclusion: &'static str,
    /// The official code, where one is known.
    pub official_code: Option<&'static str>,
    /// The level.
    pub level: &'static str,
    /// The lines.
    pub lines: Vec<FindingLineOut<'a>>,
    /// Days of the month.
    pub days: Vec<u32>,
    /// The rows of masters and tables that it rests on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<MasterRow>,
    /// What is wrong.
    pub message: &'a str,
    /// What to do.
    pub advice: &'a str,
    /// Where it is written.
    pub basis: &'a str,
}

impl<'a> FindingOut<'a> {
    /// A finding about a file; `batch` is the part of the file in which its receipt stands.
    pub fn new(file: &'a str, batch: Option<&Batch>, finding: &'a Finding) -> Self {
        Self {
            file,
            seq: finding.seq,
            receipt: number_of(batch, Some(finding.seq)),
            rule: &finding.rule,
            check: finding.check.slug(),
            certainty: finding.certainty.slug(),
            conclusion: finding.conclusion.slug(),
            official_code: finding.official,
            level: finding.level.name(),
            lines: lines_of(file, batch, finding),
            days: (1..=31).filter(|day| finding.days >> (day - 1) & 1 == 1).collect(),
            rows: MasterRow::all(finding),
            message: &finding.message,
            advice: &finding.advice,
            basis: &finding.basis,
        }
    }
}

/// The lines of a finding, those of other claims last.
pub(crate) fn lines_of<'a>(
    file: &'a str,
    batch: Option<&Batch>,
    finding: &'a Finding,
) -> Vec<FindingLineOut<'a>> {
    let line = |l: &model::FindingLine| FindingLineOut {
        file,
        seq: finding.seq,
        line: l.line,
        code: l.code.map(|code| with_all_digits(batch, l.line, code)),
        role: l.role.slug(),
        month: None,
    };
    let linked = |l: &'a model::LinkedLine| FindingLineOut {
        file: &l.file,
        seq: l.seq,
        line: l.line,
        code: l.code.map(|code| digits(l.record, code)),
        role: l.role.slug(),
        month: Some(l.month.number()),
    };
    finding.lines.iter().map(line).chain(finding.linked.iter().map(linked)).collect()
}

/// レセプト番号 of a receipt.
pub(crate) fn number_of(batch: Option<&Batch>, seq: Option<u64>) -> Option<u32> {
    let (batch, seq) = batch.zip(seq)?;
    let index = usize::try_from(seq.checked_sub(batch.receipts_before + 1)?).ok()?;
    batch.receipts.get(index)?.number
}

/// Diseases have seven digits, all other codes of lines nine.
fn with_all_digits(batch: Option<&Batch>, line: u64, code: u32) -> String {
    let row = batch.and_then(|batch| u32::try_from(line.checked_sub(batch.lines_before + 1)?).ok());
    let record = batch.zip(row).and_then(|(batch, row)| batch.record_id(row));
    digits(record.unwrap_or(RecordKind::Si.id()), code)
}

/// The code of a record with all its digits.
pub fn digits(record: RecordId, code: u32) -> String {
    if record == RecordKind::Sy.id() { format!("{code:07}") } else { format!("{code:09}") }
}
