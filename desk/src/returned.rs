//! What came back to a clinic: the official lists read into receipts with reasons and points, and held against what the
//! check before filing had said of them.
//!
//! Names, numbers of insured and chart numbers are read to find the receipt and go no further: what is kept of a list
//! ([`ReturnedList`] as it is serialised) names nobody.

mod matching;
mod read;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use matching::{Kept, hold_against};
pub use read::read;

/// A list as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnedList {
    /// `henr` 返戻内訳書, `zogn` 増減点連絡書, `HEN` 返戻ファイル.
    pub form: String,
    /// 審査支払機関: 1 支払基金, 2 国保連; none where the list does not say.
    pub agency: Option<u8>,
    /// 都道府県, where the list says it.
    pub prefecture: Option<u8>,
    /// 医療機関コード, seven digits.
    pub institution: Option<String>,
    /// 処理年月 as YYYYMM, of the file name or the records.
    pub processed: Option<u32>,
    /// Its receipts, in order.
    pub receipts: Vec<ReturnedReceipt>,
    /// In how many places it differs from the form that it has.
    pub differences: usize,
}

/// A receipt of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnedReceipt {
    /// 1-based line of the list.
    pub line: u64,
    /// 診療年月 as YYYYMM.
    pub month: Option<u32>,
    /// レセプト番号, where the list has it (返戻内訳書 has none).
    pub number: Option<u32>,
    /// 入院 or not, where the list says it.
    pub inpatient: Option<bool>,
    /// Points: of what was returned as claimed, of a change by how much.
    pub points: Option<i64>,
    /// A change in yen (meals, what a patient bears).
    pub yen: i64,
    /// Why.
    pub reasons: Vec<ReturnedReason>,
    /// What the check before filing had said.
    pub before: Before,
    /// Who it is: read to find the receipt, and never kept.
    #[serde(skip)]
    pub who: Who,
}

/// A reason.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnedReason {
    /// 事由コード of a return, the letters of 増減点事由 of a change; empty where none is given.
    pub code: String,
    /// In words, as the list says it; empty where it says none.
    pub text: String,
    /// 診療識別, where the list says it.
    pub section: String,
    /// The change of points that it is given for.
    pub points: i64,
}

/// What the check before filing had said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// How it compares.
    pub said: SaidBefore,
    /// The check that the receipt was found in.
    pub check: Option<String>,
    /// 1-based ordinal of the receipt there.
    pub seq: Option<u64>,
    /// Rules and checks that had spoken, those with the same reason first.
    pub rules: Vec<String>,
    /// Whether the clinic had excluded all of it.
    pub excluded: bool,
}

/// How what came back compares with the check before filing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SaidBefore {
    /// The same reason was said.
    Same,
    /// Something else was said of the receipt.
    Other,
    /// Nothing was said of it.
    Nothing,
    /// No check of that month is kept: it was never made, or its time is over.
    #[default]
    Gone,
    /// A check is kept, but the receipt is not in it.
    NotFound,
    /// Several receipts may be meant.
    Several,
}

impl SaidBefore {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 6] =
        [Self::Same, Self::Other, Self::Nothing, Self::Gone, Self::NotFound, Self::Several];

    /// Whether the receipt could be held against a check.
    pub const fn is_comparable(self) -> bool {
        matches!(self, Self::Same | Self::Other | Self::Nothing)
    }
}

/// Who a receipt of a list is of.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Who {
    /// 氏名, in full width without blanks.
    pub(crate) name: String,
    /// 保険者番号 or 負担者番号, each without blanks before it.
    pub(crate) payers: Vec<String>,
    /// カルテ番号等.
    pub(crate) chart: String,
}

impl std::fmt::Debug for Who {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(personal)")
    }
}
