//! 返戻区分: by whom and why a receipt is returned.

use model::Month;

use super::Proof;

/// One class of returns.
#[derive(Debug, PartialEq, Eq)]
pub struct ReturnClass {
    /// Its code.
    pub code: char,
    /// What it says.
    pub text: &'static str,
    /// The same in English, by us.
    pub en: &'static str,
    /// The first month of processing for which it is known.
    pub from: u32,
    /// How well it is known.
    pub proof: Proof,
}

const fn class(code: char, text: &'static str, en: &'static str) -> ReturnClass {
    ReturnClass { code, text, en, from: 2008_09, proof: Proof::ThirdParty }
}

/// All classes; 1 to 3 of first filings, 4 to 9 of re-examination.
///
/// SPEC: unverified: as programs that follow the specification of re-examination files of August 2024 have them; the
/// first month is that of the oldest edition known by name (平成20年9月版).
pub static ALL: &[ReturnClass] = &[
    class('1', "事務上", "office"),
    class('2', "審査上", "review"),
    class('3', "特別審査上", "special review"),
    class('4', "再審査 資格関係", "re-examination: eligibility"),
    class('5', "再審査 診療内容", "re-examination: care"),
    class('6', "再審査 事務上", "re-examination: office"),
    class('7', "再審査 突合審査", "re-examination: comparison with dispensing"),
    class('8', "再審査 特別審査上", "re-examination: special review"),
    class('9', "医療機関の取下げ", "withdrawn by the institution"),
];

impl ReturnClass {
    /// The class of a code.
    pub fn find(code: char) -> Option<&'static Self> {
        ALL.iter().find(|class| class.code == code)
    }

    /// Whether it is known in a month of processing.
    pub const fn holds(&self, month: Month) -> bool {
        self.from <= month.number()
    }
}
