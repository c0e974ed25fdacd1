//! Findings: checks of one receipt against the masters.
//!
//! One file a group of checks, one line in [`CHECKS`]. Pure: the same batch, masters and configuration give the same
//! findings in the same order. Lines and ordinals count like those of the batch: from the start of the file once the
//! batch has its place (`Batch::place_in_file`), so batches are placed before they are judged.
//!
//! A master that cannot tell gives no finding, but [`NotEvaluated`]: such a receipt is never clean.

mod ages;
mod beds;
mod case;
mod codes;
pub mod comments;
mod days;
mod diseases;
mod first_visit;
pub mod rules;
mod setting;
mod unit_prices;

#[cfg(test)]
mod testing;

use std::borrow::Cow;

use masters::{Cause, Masters};
use model::{Date, Finding, InstitutionKind, Lang};
use receipt::Batch;

use crate::ReceiptView;
use case::Case;
use rules::Rule;

/// What the checks are told besides the receipt and the masters.
#[derive(Clone, Copy, Debug, Default)]
pub struct Config {
    /// The language of messages.
    pub lang: Lang,
    /// What kind of institution files; the claim file does not say it.
    pub institution: InstitutionKind,
}

/// What the checks found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Findings, by receipt, then in the order of the checks.
    pub findings: Vec<Finding>,
    /// Checks that could not be made, by receipt.
    pub not_evaluated: Vec<NotEvaluated>,
}

/// A check whose anchor stands in a receipt but which could not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotEvaluated {
    /// 1-based ordinal of the receipt in its file.
    pub seq: u64,
    /// The check.
    pub rule: Cow<'static, str>,
    /// What is missing.
    pub cause: Missing,
    /// For how many codes of the receipt.
    pub codes: u32,
}

/// What a check would need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// A master that covers the day.
    Master(Cause),
    /// Whether a hospital or a clinic files.
    InstitutionKind,
    /// The month of service, which cannot be read.
    Month,
    /// What the rule asks cannot be told from this receipt and the known claims.
    Facts,
    /// What the rule asks cannot be told of what the assessments of the receipt leave.
    Remains,
    /// Any rule for the month of service: rules hold from this day to that one only.
    Rules(Date, Option<Date>),
    /// Who is insured, or on which day something was done: the receipt does not say it.
    Insured,
    /// A source of eligibility that covers the insurer and the day.
    NotCovered,
}

type Check = fn(&Case<'_>, &mut Outcome);

/// All checks of a receipt, in the order in which they run.
const CHECKS: &[Check] = &[
    codes::check,
    diseases::check,
    setting::check,
    days::check,
    first_visit::check,
    ages::check,
    beds::check,
    comments::check,
    unit_prices::check,
];

/// Runs all checks over the receipts of a batch.
pub fn check(batch: &Batch, masters: &Masters, config: &Config) -> Outcome {
    check_by(batch, masters, config, |_| config.institution)
}

/// The same, where each receipt of the batch may be of another kind of institution.
pub fn check_by(
    batch: &Batch,
    masters: &Masters,
    config: &Config,
    institution: impl Fn(usize) -> InstitutionKind,
) -> Outcome {
    let mut outcome = Outcome::default();
    for receipt in ReceiptView::all(batch) {
        let config = Config { institution: institution(receipt.index), ..*config };
        match Case::new(receipt, masters, &config) {
            Some(case) => CHECKS.iter().for_each(|check| check(&case, &mut outcome)),
            None => outcome.not_evaluated.push(NotEvaluated {
                seq: batch.seq_of(receipt.index),
                rule: rules::UNKNOWN_CODE.name.into(),
                cause: Missing::Month,
                codes: 0,
            }),
        }
    }
    outcome
}

impl Outcome {
    /// Notes that a check could not be made for one code; counts once for each rule and cause of a receipt.
    fn cannot_tell(&mut self, case: &Case<'_>, rule: &Rule, cause: Missing) {
        let (seq, rule) = (case.seq(), rule.name);
        let known = self.not_evaluated.iter_mut().rev().take_while(|known| known.seq == seq);
        match known.into_iter().find(|known| known.rule == rule && known.cause == cause) {
            Some(known) => known.codes += 1,
            None => self.not_evaluated.push(NotEvaluated { seq, rule: rule.into(), cause, codes: 1 }),
        }
    }
}

impl Missing {
    /// The cause as a sentence for people.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Master(cause), _) => cause.message(lang),
            (Self::InstitutionKind, Lang::Ja) => "病院か診療所かが分かりません".to_owned(),
            (Self::InstitutionKind, Lang::En) => {
                "nobody has said whether a hospital or a clinic files".to_owned()
            }
            (Self::Facts, Lang::Ja) => "この明細書と分かっている履歴だけでは決められません".to_owned(),
            (Self::Facts, Lang::En) => "this receipt and the known claims cannot tell".to_owned(),
            (Self::Remains, Lang::Ja) => "査定のあとに残る明細を判定し直すと決められません".to_owned(),
            (Self::Remains, Lang::En) => {
                "what the assessments leave, judged once more, cannot tell".to_owned()
            }
            (Self::Rules(from, until), Lang::Ja) => match until {
                Some(until) => {
                    format!("この診療月のルールがありません（{from}から{until}までの診療日だけにあります）")
                }
                None => format!("この診療月のルールがありません（{from}からの診療日だけにあります）"),
            },
            (Self::Rules(from, until), Lang::En) => match until {
                Some(until) => format!(
                    "there is no rule for this month of service; rules hold from {from} until {until}"
                ),
                None => format!("there is no rule for this month of service; rules hold from {from} on"),
            },
            (Self::Insured, Lang::Ja) => {
                "保険者番号・記号・番号・生年月日又は診療日が読めず、資格を照会できません".to_owned()
            }
            (Self::Insured, Lang::En) => {
                "insurer, card, birthday or days of service cannot be read, so eligibility cannot be asked"
                    .to_owned()
            }
            (Self::NotCovered, Lang::Ja) => "資格の一覧に、この保険者又は診療日の情報がありません".to_owned(),
            (Self::NotCovered, Lang::En) => {
                "the table of eligibility does not cover this insurer or day".to_owned()
            }
            (Self::Month, Lang::Ja) => "診療年月が読めません".to_owned(),
            (Self::Month, Lang::En) => "the month of service cannot be read".to_owned(),
        }
    }
}
