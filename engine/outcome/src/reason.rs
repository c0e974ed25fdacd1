//! The official codes that go with a conclusion: 増減点事由, 返戻区分, 理由内容.
//!
//! A reason is (agency, edition, code), never a bare letter: the payment fund and the federations have had sets of their own.

use formats::codes::change_reason::{ChangeReason, Users, find};
use model::{CheckKind, Conclusion, Finding, Month};

/// 増減点事由 of an assessment in a month of processing; `None` when no code of the agency is known for it then.
///
/// `agency`: 審査支払機関 of IR, 1 支払基金, 2 国保連合会.
pub fn letter_of(finding: &Finding, agency: u8, month: Month) -> Option<&'static ChangeReason> {
    let users = match agency {
        1 => Users::Fund,
        2 => Users::Federations,
        _ => return None,
    };
    if finding.conclusion != Conclusion::Assess {
        return None;
    }
    let mut letters = finding.reason.as_deref().unwrap_or_else(|| usual(finding.check)).chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => find(users, letter, month),
        _ => None,
    }
}

/// The letter of a kind of check, where a rule gives none.
///
/// SPEC: by the words of the letters (別表6 事由コード); which check falls under which is decided here.
const fn usual(check: CheckKind) -> &'static str {
    match check {
        CheckKind::IndicationDrug | CheckKind::IndicationProcedure | CheckKind::ContraindicatedDisease => "A",
        CheckKind::Dose | CheckKind::DaysSupplied | CheckKind::LongUse => "B",
        CheckKind::FixedPoints => "F",
        CheckKind::CountLimit
        | CheckKind::Exclusion
        | CheckKind::Inclusion
        | CheckKind::BasicFeeAddition
        | CheckKind::AdditionWithoutParent
        | CheckKind::Age => "D",
        _ => "K",
    }
}

/// 返戻区分 of a returned receipt: 1 事務上, 2 審査上.
///
/// SPEC: code list of the return file as third-party readers have it (unverified): 1 事務上 2 審査上 3 特別審査上.
pub const fn return_class(check: Option<CheckKind>) -> &'static str {
    match check {
        Some(
            CheckKind::IndicationDrug
            | CheckKind::IndicationProcedure
            | CheckKind::ContraindicatedDisease
            | CheckKind::Interaction
            | CheckKind::Dose
            | CheckKind::DaysSupplied
            | CheckKind::LongUse
            | CheckKind::SuspectedTooLong
            | CheckKind::AcuteTooLong,
        ) => "2",
        _ => "1",
    }
}

/// 理由内容 of a conclusion, six digits.
///
/// SPEC: code list of 再審査等 as third-party readers have it (unverified): 100001 適応外, 100002 過剰, 100003 重複,
/// 100004 併用・併施, 100006 包括, 100007 長期投与, 100008 禁忌, 199999 その他.
pub const fn detail_of(check: CheckKind) -> &'static str {
    match check {
        CheckKind::IndicationDrug | CheckKind::IndicationProcedure => "100001",
        CheckKind::CountLimit | CheckKind::Dose => "100002",
        CheckKind::RepeatedFirstVisit => "100003",
        CheckKind::Exclusion | CheckKind::Interaction => "100004",
        CheckKind::Inclusion | CheckKind::BasicFeeAddition => "100006",
        CheckKind::DaysSupplied | CheckKind::LongUse => "100007",
        CheckKind::ContraindicatedDisease => "100008",
        _ => "199999",
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not so")]

    use model::{CheckKind, Conclusion, Effect, Finding, Month};

    use super::{detail_of, letter_of, return_class};
    use crate::tests::finding;

    fn assessed(check: CheckKind) -> Finding {
        Finding { check, reason: None, ..finding("R", Effect::None, &[]) }
    }

    fn letter(finding: &Finding, agency: u8, month: u32) -> Option<char> {
        letter_of(finding, agency, Month::from_number(month).unwrap()).map(|reason| reason.letter)
    }

    /// 別表6: A 適応, B 過剰・重複, D 算定要件, F 固定点数, K その他; 再審査等 理由内容; 返戻区分 1 事務上, 2 審査上.
    #[test]
    fn what_is_medical_is_told_as_medical_and_what_is_formal_as_formal() {
        use CheckKind as C;
        for (check, codes) in [
            (C::IndicationDrug, ('A', "100001", "2")),
            (C::IndicationProcedure, ('A', "100001", "2")),
            (C::ContraindicatedDisease, ('A', "100008", "2")),
            (C::Dose, ('B', "100002", "2")),
            (C::DaysSupplied, ('B', "100007", "2")),
            (C::LongUse, ('B', "100007", "2")),
            (C::Interaction, ('K', "100004", "2")),
            (C::SuspectedTooLong, ('K', "199999", "2")),
            (C::AcuteTooLong, ('K', "199999", "2")),
            (C::FixedPoints, ('F', "199999", "1")),
            (C::CountLimit, ('D', "100002", "1")),
            (C::Exclusion, ('D', "100004", "1")),
            (C::Inclusion, ('D', "100006", "1")),
            (C::BasicFeeAddition, ('D', "100006", "1")),
            (C::AdditionWithoutParent, ('D', "199999", "1")),
            (C::Age, ('D', "199999", "1")),
            (C::RepeatedFirstVisit, ('K', "100003", "1")),
            (C::Eligibility, ('K', "199999", "1")),
            (C::UnknownCode, ('K', "199999", "1")),
        ] {
            let told = letter(&assessed(check), 1, 2024_06).unwrap();
            assert_eq!((told, detail_of(check), return_class(Some(check))), codes, "{check:?}");
        }
        assert_eq!(return_class(None), "1", "a defect of the file is formal");
    }

    #[test]
    fn the_letter_of_the_rule_comes_before_the_usual_one() {
        let of = |reason: &'static str| Finding { reason: Some(reason.into()), ..assessed(CheckKind::Dose) };
        assert_eq!(letter(&of("C"), 1, 2024_06), Some('C'));
        // E is in no edition, and no reason has two letters.
        for reason in ["E", "", "BD"] {
            assert_eq!(letter(&of(reason), 1, 2024_06), None, "{reason}");
        }
    }

    /// Each agency had letters of its own before the document of May 2024; who neither is has none.
    #[test]
    fn a_letter_is_that_of_the_agency_in_its_month() {
        let found = assessed(CheckKind::Dose);
        let text =
            |agency, month| letter_of(&found, agency, Month::from_number(month).unwrap()).map(|of| of.text);
        assert_eq!(text(1, 2024_06), text(2, 2024_06));
        assert_eq!(text(2, 2024_04), Some("過剰"));
        assert_ne!(text(1, 2024_04), text(2, 2024_04));
        assert_eq!((text(0, 2024_06), text(3, 2024_06)), (None, None));
    }

    #[test]
    fn only_what_cuts_has_a_reason_of_a_cut() {
        for conclusion in Conclusion::ALL {
            let found = Finding { conclusion, ..assessed(CheckKind::Dose) };
            assert_eq!(
                letter(&found, 1, 2024_06).is_some(),
                conclusion == Conclusion::Assess,
                "{conclusion:?}"
            );
        }
    }
}
