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
