//! The official codes that go with a conclusion: 増減点事由, 返戻区分, 理由内容.
//!
//! A reason is (agency, edition, code), never a bare letter: the payment fund and the federations have sets of their own.

use std::borrow::Cow;

use model::{CheckKind, Conclusion, Finding};

/// 審査支払機関 1: 支払基金.
const FUND: u8 = 1;

/// A reason as an agency writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason<'a> {
    /// `fund` (支払基金) or `federation` (国保連合会).
    pub agency: &'static str,
    /// Which edition of its codes.
    pub edition: &'static str,
    /// The code.
    pub code: Cow<'a, str>,
}

/// 増減点事由 of an assessment; `None` when no code of the agency is known for it.
///
/// SPEC: 支払基金 増減点事由記号 A B C D F G H K, quoted in full for B and D by hokeni.org (2017-07-10); the short forms of
/// the others stand in third-party readers only (unverified). The older set of the federations (A 適応, B 過剰, C 重複,
/// D その他) is known from memory alone, so no code is given for them.
pub fn letter_of(finding: &Finding, agency: u8) -> Option<Reason<'_>> {
    if finding.conclusion != Conclusion::Assess || agency != FUND {
        return None;
    }
    let code = match &finding.reason {
        Some(code) => Cow::Borrowed(&**code),
        None => Cow::Borrowed(usual(finding.check)?),
    };
    Some(Reason { agency: "fund", edition: "2010", code })
}

/// The letter of a kind of check, where a rule gives none.
const fn usual(check: CheckKind) -> Option<&'static str> {
    Some(match check {
        CheckKind::IndicationDrug | CheckKind::IndicationProcedure | CheckKind::ContraindicatedDisease => "A",
        CheckKind::Dose | CheckKind::DaysSupplied | CheckKind::LongUse => "B",
        CheckKind::FixedPoints => "F",
        CheckKind::CountLimit
        | CheckKind::Exclusion
        | CheckKind::Inclusion
        | CheckKind::BasicFeeAddition
        | CheckKind::AdditionWithoutParent
        | CheckKind::Age => "D",
        _ => return None,
    })
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
