//! What came of a claim file, in shapes that can be kept and sent. Nothing in them names a patient.

use serde::{Deserialize, Serialize};

/// What came of a claim file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Checked {
    /// Its name, as it was given.
    pub file: String,
    /// What it was judged by.
    pub revision: CheckedRevision,
    /// The language of its sentences: `ja` or `en`.
    pub lang: String,
    /// The hash (BLAKE3) of its bytes.
    pub digest: String,
    /// Counts.
    pub summary: CheckedSummary,
    /// What is wrong with the file itself, in file order.
    pub defects: Vec<CheckedDefect>,
    /// Its receipts, in file order.
    pub receipts: Vec<CheckedReceipt>,
    /// Why it could not be read to its end, if so; what came before was judged.
    pub broken: Option<String>,
    /// Whether what it holds of one institution or of all cannot be received.
    pub refused: bool,
}

/// The revision that judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CheckedRevision {
    /// Its digest.
    pub id: String,
    /// Its number; 0 for the rules inside this program.
    pub number: u64,
    /// Its name.
    pub name: String,
}

/// Counts over a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CheckedSummary {
    /// Bytes.
    pub bytes: u64,
    /// Physical lines.
    pub lines: u64,
    /// Receipts.
    pub receipts: u64,
    /// Receipts with something to correct.
    pub troubled: u64,
    /// Defects, those that are only told (L48) among them.
    pub defects: u64,
    /// Findings, those that are only told left out.
    pub findings: u64,
    /// Findings that are only told.
    pub notices: u64,
    /// Receipts by what becomes of them: accepted, assessed, returned, review, unreadable.
    pub accepted: u64,
    /// 査定.
    pub assessed: u64,
    /// 返戻.
    pub returned: u64,
    /// 人が確認.
    pub review: u64,
    /// 受付不能.
    pub unreadable: u64,
}

/// A receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CheckedReceipt {
    /// 1-based ordinal in its file.
    pub seq: u64,
    /// レセプト番号, where it can be read.
    pub number: Option<u32>,
    /// 都道府県 and 医療機関コード, nine digits.
    pub institution: Option<String>,
    /// 診療年月 as YYYYMM.
    pub month: Option<u32>,
    /// Whether it is of inpatients.
    pub inpatient: Option<bool>,
    /// 診療科, the codes as they are written.
    pub department: Option<String>,
    /// 合計点数 of its first payer.
    pub points_claimed: Option<i64>,
    /// The same after what the computer took; none when it is not decided.
    pub points_after: Option<i64>,
    /// Each payer.
    pub payers: Vec<PayerPoints>,
    /// `accepted`, `assessed`, `returned`, `review` or `unreadable`.
    pub disposition: String,
    /// Who looks at it.
    pub queue: Option<String>,
    /// What is wrong with it as a part of the file.
    pub defects: Vec<CheckedDefect>,
    /// What the checks have to say.
    pub findings: Vec<CheckedFinding>,
    /// Checks that could not be made.
    pub not_evaluated: Vec<Open>,
    /// Where its bytes stand in the (unpacked) file: the first and the one after the last.
    pub bytes: (u64, u64),
    /// Its first physical line, 1-based.
    pub first_line: u64,
    /// Where the institution (IR) in force stands; the same place twice when there is none.
    pub frame: (u64, u64),
    /// The hash (BLAKE3) of its bytes.
    pub digest: String,
    /// The same with レセプト番号 left out: what is told apart by its number alone has the same.
    #[serde(default)]
    pub content: String,
    /// Days of the month on which something was done.
    #[serde(default)]
    pub days: Vec<u32>,
}

/// The points of one payer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PayerPoints {
    /// 0 the insurer, 1 to 4 the public funds.
    pub payer: u8,
    /// 合計点数 as claimed.
    pub claimed: Option<i64>,
    /// After what the computer took.
    pub after: Option<i64>,
}

/// Something that is wrong with the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CheckedDefect {
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
    pub defect: String,
    /// The level.
    pub level: String,
    /// The official code, where one is known.
    pub code: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub advice: String,
}

/// The letter of an assessment, with the agency and edition that it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CheckedReason {
    /// `fund` or `federation`.
    pub agency: String,
    /// Which edition of its codes.
    pub edition: String,
    /// The code.
    pub code: String,
}

/// A line of a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CheckedLine {
    /// The file; another one for a line of another claim of the patient.
    pub file: String,
    /// The receipt.
    pub seq: u64,
    /// 1-based physical line.
    pub line: u64,
    /// The code on it, with all its digits.
    pub code: Option<String>,
    /// `subject` or `witness`.
    pub role: String,
    /// The month of service, for a line of another claim.
    pub month: Option<u32>,
}

/// What a check has to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CheckedFinding {
    /// The same for the same input, rule and edition.
    pub id: String,
    /// The rule or intake check.
    pub rule: String,
    /// The first and the last day of its edition; none for checks of the program.
    pub edition: Option<String>,
    /// The kind of check.
    pub check: String,
    /// `definite`, `review` or `notice`.
    pub certainty: String,
    /// `return`, `assess`, `flag`, `notice`, `repair` or `ask`.
    pub conclusion: String,
    /// 増減点事由.
    pub reason: Option<CheckedReason>,
    /// The official code, where one is known.
    pub official_code: Option<String>,
    /// The level.
    pub level: String,
    /// The lines.
    pub lines: Vec<CheckedLine>,
    /// Days of the month.
    pub days: Vec<u32>,
    /// The rows of official masters and tables that it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<wire::MasterRow>,
    /// The change of points; none when it cannot be computed.
    pub points: Option<i64>,
    /// Why it cannot be computed.
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
    /// The same wherever the same edition of the same rule speaks of the same patient's same lines: one-way, and another
    /// one as soon as a character of those lines is another.
    #[serde(default)]
    pub mark: String,
    /// Who does not want to see it, and why; never kept with it, and nothing that an agency knows of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excluded: Option<Excluded>,
}

/// A finding that its clinic excluded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Excluded {
    /// The exclusion.
    pub id: String,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When, in seconds since 1970 (UTC).
    pub made: i64,
}

/// A check that could not be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Open {
    /// The rule or intake check.
    pub rule: String,
    /// Why.
    pub cause: String,
    /// For how many codes.
    pub codes: u32,
}
