//! 増減点事由: the letters by which an agency says why points were changed, by agency and edition.

use model::Month;

use super::Proof;

/// Whose letters: the agencies have used different ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Users {
    /// 社会保険診療報酬支払基金.
    Fund,
    /// 国民健康保険団体連合会.
    Federations,
}

/// One letter of one agency in one edition. A letter alone says nothing: B has been 過剰・重複 and 過剰.
#[derive(Debug, PartialEq, Eq)]
pub struct ChangeReason {
    /// Whose.
    pub users: Users,
    /// The edition: the document that gives it, or what it is known by.
    pub edition: &'static str,
    /// The letter.
    pub letter: char,
    /// What it says.
    pub text: &'static str,
    /// The same in English, by us.
    pub en: &'static str,
    /// Months of processing for which the edition is known to hold; an open end is `None`.
    pub months: (Option<u32>, Option<u32>),
    /// How well the meaning is known; from when it holds is unverified in every edition.
    pub proof: Proof,
}

/// The edition of the document of May 2024, which both agencies publish together.
///
/// SPEC: 印刷対象帳票・CSV・PDF作成対象ファイル（医療機関（医科・DPC）用）令和6年5月版, 別表6 事由コード, p.156.
const R6: &str = "令和6年5月版 別表6";

/// The fund's letters in the lists that print reasons since the review of February 2016.
///
/// SPEC: B and D as quoted on a public page (hokeni.org, 2017); the rest unverified (programs of others). They have been
/// in use since about 2010, but from which month nobody could say.
const H28: &str = "支払基金 平成28年2月審査分から";

/// What the federations are said to have used before.
const OLD: &str = "国保連 旧記号";

const fn r6(users: Users, letter: char, text: &'static str, en: &'static str) -> ChangeReason {
    ChangeReason {
        users,
        edition: R6,
        letter,
        text,
        en,
        months: (Some(2024_05), None),
        proof: Proof::Official,
    }
}

const fn h28(letter: char, text: &'static str, en: &'static str) -> ChangeReason {
    let proof = if matches!(letter, 'B' | 'D') { Proof::Published } else { Proof::ThirdParty };
    let months = (Some(2016_02), Some(2024_04));
    ChangeReason { users: Users::Fund, edition: H28, letter, text, en, months, proof }
}

const fn old(letter: char, text: &'static str, en: &'static str) -> ChangeReason {
    let (users, proof) = (Users::Federations, Proof::Unverified);
    ChangeReason { users, edition: OLD, letter, text, en, months: (None, Some(2024_04)), proof }
}

macro_rules! both {
    ($($letter:literal $text:literal $en:literal;)*) => {
        &[
            $(r6(Users::Fund, $letter, $text, $en),)*
            $(r6(Users::Federations, $letter, $text, $en),)*
            $(h28($letter, $text, $en),)*
            old('A', "適応", "not indicated"),
            old('B', "過剰", "too much"),
            old('C', "重複", "twice over"),
            old('D', "前各号の外不適当・不必要", "otherwise unsuitable or unnecessary"),
        ]
    };
}

/// All letters. E and J are in no edition.
pub static ALL: &[ChangeReason] = both! {
    'A' "療養担当規則等に照らし、医学的に保険診療上適応とならないもの" "not indicated";
    'B' "療養担当規則等に照らし、医学的に保険診療上過剰・重複となるもの" "too much, or twice over";
    'C' "療養担当規則等に照らし、Ａ・Ｂ以外で医学的に保険診療上適当でないもの" "medically unsuitable otherwise";
    'D' "告示・通知の算定要件に合致していないと認められるもの" "requirements of the fee schedule not met";
    'F' "固定点数誤り" "wrong fixed points";
    'G' "請求点数誤り" "wrong points claimed";
    'H' "縦計計算誤り" "wrong sum";
    'K' "その他" "other";
};

impl ChangeReason {
    /// Whether the edition is known to hold in a month of processing.
    pub fn holds(&self, month: Month) -> bool {
        let (from, until) = self.months;
        from.is_none_or(|from| from <= month.number()) && until.is_none_or(|until| month.number() <= until)
    }
}

/// The letter of an agency in a month of processing; `None` when no edition at hand has it then.
pub fn find(users: Users, letter: char, month: Month) -> Option<&'static ChangeReason> {
    ALL.iter().find(|reason| reason.users == users && reason.letter == letter && reason.holds(month))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use model::Month;

    use super::{ALL, ChangeReason, Users, find};
    use crate::codes::Proof;

    #[test]
    fn an_agency_has_one_meaning_of_a_letter_in_a_month() {
        for number in [2010_06, 2016_02, 2024_04, 2024_05, 2026_01] {
            let month = month_of(number);
            for users in [Users::Fund, Users::Federations] {
                for letter in 'A'..='Z' {
                    let here = |r: &&ChangeReason| r.users == users && r.letter == letter && r.holds(month);
                    assert!(ALL.iter().filter(here).count() <= 1, "{users:?} {letter} {number}");
                }
            }
        }
    }

    fn month_of(number: u32) -> Month {
        Month::from_number(number).unwrap()
    }

    #[test]
    fn a_letter_means_what_its_agency_and_month_say() {
        let month = month_of;
        let now = find(Users::Federations, 'B', month(2024_06)).unwrap();
        let then = find(Users::Federations, 'B', month(2010_06)).unwrap();
        assert_ne!(now, then);
        assert_eq!((now.proof, then.proof), (Proof::Official, Proof::Unverified));
        assert_eq!(find(Users::Fund, 'E', month(2024_06)), None);
        assert_eq!(find(Users::Fund, 'B', month(2022_06)).map(|b| b.proof), Some(Proof::Published));
        assert_eq!(find(Users::Fund, 'A', month(2010_06)), None, "nothing is known of it");
    }
}
