//! The receipts of a batch held against a source of eligibility, day by day.

use intake::content::{Missing, NotEvaluated, Outcome};
use model::{
    Certainty, CheckKind, Conclusion, Date, Effect, Finding, FindingLine, Lang, Level, LineRole, Queue,
};
use receipt::Batch;
use receipt::batch::Payer;

use crate::answer::{Answer, Eligibility, Insured, Span};
use crate::words::{self, Rule};

/// What stands where a rule is named when nothing could be asked.
const NAME: &str = "eligibility";

/// 確認区分 01: confirmed at the window of the institution (別表２９).
const AT_THE_WINDOW: u8 = 1;

/// Checks the receipts of a batch: all of them, or those that are marked.
///
/// A person decides everything that is found: whether a receipt is sent on to another insurer (振替・分割), billed all the
/// same (確認区分 06) or returned is decided by the agency, and a source may be late.
pub fn check(
    batch: &Batch,
    only: Option<&[bool]>,
    source: &dyn Eligibility,
    lang: Lang,
    outcome: &mut Outcome,
) {
    let mut buffer = Vec::new();
    for receipt in 0..batch.receipts.len() {
        if only.is_some_and(|only| only.get(receipt) == Some(&false)) {
            continue;
        }
        let Some(insurer) = Insured::insurer(batch, receipt) else { continue };
        let insured = Insured::of(batch, receipt, insurer, &mut buffer);
        // Nothing personal stays in it.
        buffer.fill(0);
        let days = days(batch, receipt);
        match insured {
            Some(insured) if !days.is_empty() => {
                Case { batch, receipt, insurer, lang }.asked(&insured, &days, source, outcome);
            }
            _ => outcome.not_evaluated.push(missing(batch.seq_of(receipt), Missing::Insured)),
        }
    }
    outcome.findings.sort_by_key(|finding| finding.seq);
    outcome.not_evaluated.sort_by_key(|missing| missing.seq);
}

const fn missing(seq: u64, cause: Missing) -> NotEvaluated {
    NotEvaluated { seq, rule: std::borrow::Cow::Borrowed(NAME), cause, codes: 1 }
}

/// The days on which something was done, or the patient came.
fn days(batch: &Batch, receipt: usize) -> Vec<Date> {
    let Some(own) = batch.receipts.get(receipt) else { return Vec::new() };
    let lines = batch.lines.get(own.lines.start as usize..own.lines.end as usize).unwrap_or_default();
    let first = batch.visits.partition_point(|visits| (visits.receipt as usize) < receipt);
    let visits = batch.visits.get(first..).unwrap_or_default().iter();
    let visits = visits.take_while(|visits| visits.receipt as usize == receipt);
    let came = visits.fold(0, |days, visits| days | visits.counted | visits.uncounted);
    let days = lines.iter().fold(came, |days, line| days | line.days);
    let of = |day: u32| own.month.filter(|_| days >> (day - 1) & 1 == 1)?.day(day);
    (1..=31).filter_map(of).collect()
}

/// A receipt that is asked about.
struct Case<'a> {
    batch: &'a Batch,
    receipt: usize,
    insurer: &'a Payer,
    lang: Lang,
}

impl Case<'_> {
    /// One finding for all days with the same kind of answer.
    fn asked(&self, insured: &Insured, days: &[Date], source: &dyn Eligibility, outcome: &mut Outcome) {
        let mut told: Vec<(&'static Rule, u32, Option<Span>)> = Vec::new();
        let mut untold = false;
        for day in days {
            let (rule, span) = match source.on(insured, *day) {
                Answer::Valid(_) => continue,
                Answer::NotCovered => {
                    untold = true;
                    continue;
                }
                Answer::Lost(span) => (&words::LOST, Some(span)),
                Answer::NotYet(span) => (&words::NOT_YET, Some(span)),
                Answer::None => (&words::NONE, None),
                Answer::NoSuchPerson => (&words::NO_SUCH_PERSON, None),
                Answer::Several(_) => (&words::SEVERAL, None),
            };
            let bit = 1 << (day.day() - 1);
            match told.iter_mut().find(|(known, _, at)| known.name == rule.name && *at == span) {
                Some((_, days, _)) => *days |= bit,
                None => told.push((rule, bit, span)),
            }
        }
        let told = told.into_iter().map(|(rule, days, span)| self.finding(rule, days, span));
        outcome.findings.extend(told);
        if untold {
            outcome.not_evaluated.push(missing(self.batch.seq_of(self.receipt), Missing::NotCovered));
        }
    }

    fn finding(&self, rule: &Rule, days: u32, span: Option<Span>) -> Finding {
        let (lang, number) = (self.lang, String::from_utf8_lossy(&self.insurer.number));
        let class = self.class().filter(|class| *class > AT_THE_WINDOW);
        let class = class.map_or_else(String::new, |class| words::confirmed(class, lang));
        let span = span.map_or_else(String::new, |span| {
            let until = span.until.map_or_else(String::new, |until| until.to_string());
            match lang {
                Lang::Ja => format!("。資格取得日 {}、資格喪失日 {until}", span.from),
                Lang::En => format!("; insured from {} until before {until}", span.from),
            }
        });
        let message = match lang {
            Lang::Ja => {
                format!("{}（保険者番号 {}）{class}{span}", rule.message.in_lang(lang), number.trim())
            }
            Lang::En => format!("{} (insurer {}){class}{span}", rule.message.in_lang(lang), number.trim()),
        };
        Finding {
            rule: rule.name.into(),
            edition: None,
            check: CheckKind::Eligibility,
            certainty: Certainty::Review,
            conclusion: Conclusion::Flag,
            queue: Some(Queue::Staff),
            effect: Effect::None,
            reason: None,
            official: None,
            level: Level::L4,
            seq: self.batch.seq_of(self.receipt),
            lines: vec![FindingLine {
                line: self.batch.line_of(self.insurer.row),
                code: None,
                role: LineRole::Subject,
            }],
            linked: Vec::new(),
            days,
            rows: Vec::new(),
            message,
            advice: rule.advice.in_lang(lang).to_owned(),
            basis: "オンライン資格確認による資格の照会結果（docs/uniformity.md）".into(),
        }
    }

    /// 確認区分 of the insurance, when the receipt has it.
    fn class(&self) -> Option<u8> {
        let all = &self.batch.confirmations;
        let first = all.partition_point(|one| (one.receipt as usize) < self.receipt);
        let mut own = all.get(first..)?.iter().take_while(|one| one.receipt as usize == self.receipt);
        own.find(|one| one.payer == 1).map(|one| one.class)
    }
}

#[cfg(test)]
mod tests;
