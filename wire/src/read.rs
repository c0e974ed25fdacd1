//! The same rows read back: what sheets, columns and official lists ask of `receipts.jsonl`, `findings.jsonl` and `defects.jsonl`.
//!
//! Keys that nobody asks for yet are passed over, so rows may say more than stands here.

use serde::Deserialize;

use crate::master_row::MasterRow;
use crate::official::{EffectRow, PayerChange, SlipRow};

/// A row of `receipts.jsonl`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ReceiptRow {
    /// The file.
    pub file: String,
    /// 1-based ordinal in its file.
    pub seq: u64,
    /// レセプト番号, where it could be read.
    pub receipt: Option<u32>,
    /// 都道府県 and 医療機関コード, nine digits.
    pub institution: Option<String>,
    /// 診療年月.
    pub month: Option<u32>,
    /// What becomes of it.
    pub disposition: String,
    /// Who looks at it.
    pub queue: Option<String>,
    /// 合計点数 of its first payer.
    pub points_claimed: Option<i64>,
    /// The same after what the computer took.
    pub points_after: Option<i64>,
    /// How many findings it has that stand.
    pub findings: u64,
    /// What could not be evaluated.
    pub not_evaluated: Vec<OpenRow>,
}

/// A check that could not be made.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct OpenRow {
    /// The rule or intake check.
    pub rule: String,
    /// Why.
    pub cause: String,
    /// For how many codes.
    pub codes: u32,
}

/// The letter of an assessment.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ReasonRow {
    /// `fund` or `federation`.
    pub agency: String,
    /// Which edition of its codes.
    pub edition: String,
    /// The code.
    pub code: char,
}

/// A line of a finding.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct LineRow {
    /// The file.
    pub file: String,
    /// The receipt.
    pub seq: u64,
    /// 1-based physical line.
    pub line: u64,
    /// The code on it.
    pub code: Option<String>,
    /// `subject` or `witness`.
    pub role: String,
    /// The month of service, for a line of another claim of the patient.
    #[serde(default)]
    pub month: Option<u32>,
}

/// A row of `findings.jsonl`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct FindingRow {
    /// Its stable name.
    pub id: String,
    /// The file.
    pub file: String,
    /// 1-based ordinal of the receipt.
    pub seq: u64,
    /// レセプト番号, where it could be read.
    pub receipt: Option<u32>,
    /// 都道府県 and 医療機関コード, nine digits.
    pub institution: Option<String>,
    /// 診療年月.
    pub month: Option<u32>,
    /// The rule or intake check.
    pub rule: String,
    /// The first and the last day of its edition.
    pub edition: Option<String>,
    /// The kind of check.
    pub check: String,
    /// How sure.
    pub certainty: String,
    /// What it asks for.
    pub conclusion: String,
    /// 増減点事由.
    pub reason: Option<ReasonRow>,
    /// The official code.
    pub official_code: Option<String>,
    /// The level.
    pub level: String,
    /// The lines.
    pub lines: Vec<LineRow>,
    /// Days of the month.
    pub days: Vec<u32>,
    /// The rows of masters and tables that it rests on.
    #[serde(default)]
    pub rows: Vec<MasterRow>,
    /// The change of points.
    pub points: Option<i64>,
    /// Why it could not be computed.
    pub doubt: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub advice: String,
    /// The reason in the frame of its reader.
    pub text: String,
    /// Where it is written.
    pub basis: String,
    /// `won`, `subsumed` or `notice`.
    pub state: String,
    /// The finding that contains it.
    pub subsumed_by: Option<String>,
    /// What it takes.
    #[serde(default)]
    pub effect: Option<EffectRow>,
    /// The change of each payer.
    #[serde(default)]
    pub by_payer: Vec<PayerChange>,
    /// The codes of a return slip.
    #[serde(default)]
    pub slip: Option<SlipRow>,
}

impl FindingRow {
    /// Whether it sends its receipt back.
    pub fn returns(&self) -> bool {
        self.stands("return")
    }

    /// Whether it cuts its receipt.
    pub fn assesses(&self) -> bool {
        self.stands("assess")
    }

    fn stands(&self, conclusion: &str) -> bool {
        self.state == "won" && self.certainty == "definite" && self.conclusion == conclusion
    }
}

/// A row of `defects.jsonl`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct DefectRow {
    /// The file.
    pub file: String,
    /// 1-based ordinal of the receipt; null for the file itself.
    pub seq: Option<u64>,
    /// 1-based physical line.
    pub line: u64,
    /// The record.
    pub record: Option<String>,
    /// Its item.
    pub field_name: Option<String>,
    /// The level.
    pub level: String,
    /// The official code.
    pub code: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub advice: String,
}
