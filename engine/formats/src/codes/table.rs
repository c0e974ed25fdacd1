//! Tables of official codes: code and meaning, whose, from where, how well known.

use model::Text;

use super::{Proof, data_kind, original_reason, reason_content, request_reason, review_result};

/// A table of codes.
#[derive(Debug)]
pub struct CodeTable {
    /// Its name.
    pub name: Text,
    /// Whose codes they are.
    pub users: Text,
    /// Document and edition.
    pub source: &'static str,
    /// Code and meaning.
    pub codes: &'static [Code],
}

/// One code.
#[derive(Debug)]
pub struct Code {
    /// The code.
    pub code: &'static str,
    /// What it says.
    pub text: &'static str,
    /// How well the meaning is known.
    pub proof: Proof,
}

impl CodeTable {
    /// What a code says.
    pub fn find(&self, code: &str) -> Option<&'static Code> {
        self.codes.iter().find(|one| one.code == code)
    }
}

pub(super) const fn official(code: &'static str, text: &'static str) -> Code {
    Code { code, text, proof: Proof::Official }
}

pub(super) const fn third(code: &'static str, text: &'static str) -> Code {
    Code { code, text, proof: Proof::ThirdParty }
}

/// Every table, in the order of the page.
pub static ALL: [&CodeTable; 5] = [
    &data_kind::TABLE,
    &request_reason::TABLE,
    &reason_content::TABLE,
    &review_result::TABLE,
    &original_reason::TABLE,
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::ALL;

    #[test]
    fn no_code_stands_twice() {
        for table in ALL {
            let codes: BTreeSet<_> = table.codes.iter().map(|code| code.code).collect();
            assert_eq!(codes.len(), table.codes.len(), "{}", table.name.ja);
            assert!(table.codes.iter().all(|code| !code.text.is_empty()));
        }
    }
}
