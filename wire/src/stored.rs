//! Findings and receipts read back from the rows that a screening wrote.

use std::borrow::Cow;

use serde::Deserialize;

/// The letter of an assessment.
#[derive(Debug, Deserialize)]
pub struct StoredReason<'a> {
    /// `fund` or `federation`.
    #[serde(borrow)]
    pub agency: Cow<'a, str>,
    /// Which edition of its codes.
    #[serde(borrow)]
    pub edition: Cow<'a, str>,
    /// The code.
    #[serde(borrow)]
    pub code: Cow<'a, str>,
}

/// A line of a finding.
#[derive(Debug, Deserialize)]
pub struct StoredLine<'a> {
    /// The file.
    #[serde(borrow)]
    pub file: Cow<'a, str>,
    /// The receipt.
    pub seq: u64,
    /// 1-based physical line.
    pub line: u64,
    /// The code on it.
    #[serde(borrow)]
    pub code: Option<Cow<'a, str>>,
    /// Its part.
    #[serde(borrow)]
    pub role: Cow<'a, str>,
    /// The month of service, for a line of another claim.
    #[serde(default)]
    pub month: Option<u32>,
}

/// A row of `findings.jsonl`; its keys are those of [`crate::SettledFinding`].
#[derive(Debug, Deserialize)]
#[expect(missing_docs, reason = "the keys are documented where they are written")]
pub struct StoredFinding<'a> {
    #[serde(borrow)]
    pub id: Cow<'a, str>,
    #[serde(borrow)]
    pub file: Cow<'a, str>,
    pub seq: u64,
    pub receipt: Option<u32>,
    #[serde(borrow)]
    pub institution: Option<Cow<'a, str>>,
    pub month: Option<u32>,
    #[serde(borrow)]
    pub rule: Cow<'a, str>,
    #[serde(borrow)]
    pub edition: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub check: Cow<'a, str>,
    #[serde(borrow)]
    pub certainty: Cow<'a, str>,
    #[serde(borrow)]
    pub conclusion: Cow<'a, str>,
    #[serde(borrow)]
    pub reason: Option<StoredReason<'a>>,
    #[serde(borrow)]
    pub official_code: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub level: Cow<'a, str>,
    #[serde(borrow)]
    pub lines: Vec<StoredLine<'a>>,
    pub days: Vec<u32>,
    pub points: Option<i64>,
    #[serde(borrow)]
    pub doubt: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub message: Cow<'a, str>,
    #[serde(borrow)]
    pub advice: Cow<'a, str>,
    #[serde(borrow)]
    pub text: Cow<'a, str>,
    #[serde(borrow)]
    pub basis: Cow<'a, str>,
    #[serde(borrow)]
    pub state: Cow<'a, str>,
    #[serde(borrow)]
    pub subsumed_by: Option<Cow<'a, str>>,
}

/// A check that could not be made.
#[derive(Debug, Deserialize)]
pub struct StoredOpen<'a> {
    /// The rule or intake check.
    #[serde(borrow)]
    pub rule: Cow<'a, str>,
    /// Why.
    #[serde(borrow)]
    pub cause: Cow<'a, str>,
    /// For how many codes.
    pub codes: u32,
}

/// A row of `receipts.jsonl`; its keys are those of [`crate::ReceiptOut`].
#[derive(Debug, Deserialize)]
#[expect(missing_docs, reason = "the keys are documented where they are written")]
pub struct StoredReceipt<'a> {
    #[serde(borrow)]
    pub file: Cow<'a, str>,
    pub seq: u64,
    pub receipt: Option<u32>,
    #[serde(borrow)]
    pub institution: Option<Cow<'a, str>>,
    pub month: Option<u32>,
    #[serde(borrow)]
    pub disposition: Cow<'a, str>,
    #[serde(borrow)]
    pub queue: Option<Cow<'a, str>>,
    pub points_claimed: Option<i64>,
    pub points_after: Option<i64>,
    pub findings: u64,
    #[serde(borrow)]
    pub not_evaluated: Vec<StoredOpen<'a>>,
}
