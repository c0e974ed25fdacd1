//! What a screening decides: findings and receipts as `findings.jsonl` and `receipts.jsonl` write them.

use formats::codes::change_reason::Users;
use intake::content::NotEvaluated;
use masters::Masters;
use model::{Certainty, Conclusion, Finding, Lang};
use outcome::{Reader, Weighed, framed, letter_of};
use receipt::Batch;
use review::Decided;
use serde::Serialize;

use crate::causes::Causes;
use crate::master_row::MasterRow;
use crate::official::{AnsweredRow, EffectRow, PayerChange, SlipRow, changes};
use crate::rows::{FindingLineOut, lines_of, number_of};

/// The letter of an assessment, with the agency and edition that it belongs to.
#[derive(Debug, Serialize)]
pub struct ReasonOut {
    /// `fund` or `federation`.
    pub agency: &'static str,
    /// Which edition of its codes.
    pub edition: &'static str,
    /// The code.
    pub code: char,
}

/// A finding that was settled.
#[derive(Debug, Serialize)]
pub struct SettledFinding<'a> {
    /// The same for the same input, rule and edition.
    pub id: String,
    /// The file.
    pub file: &'a str,
    /// 1-based ordinal of the receipt in its file.
    pub seq: u64,
    /// レセプト番号, where it can be read.
    pub receipt: Option<u32>,
    /// 都道府県 and 医療機関コード, nine digits.
    pub institution: Option<String>,
    /// 診療年月.
    pub month: Option<u32>,
    /// The rule or intake check.
    pub rule: &'a str,
    /// The first and the last day of its edition; null for checks of the program.
    pub edition: Option<String>,
    /// The kind of check.
    pub check: &'static str,
    /// How sure.
    pub certainty: &'static str,
    /// What it asks for.
    pub conclusion: &'static str,
    /// 増減点事由.
    pub reason: Option<ReasonOut>,
    /// The official code, where one is known.
    pub official_code: Option<&'static str>,
    /// The level.
    pub level: &'static str,
    /// The lines.
    pub lines: Vec<FindingLineOut<'a>>,
    /// Days of the month.
    pub days: Vec<u32>,
    /// The rows of masters and tables that it rests on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<MasterRow>,
    /// The change of points; null when it cannot be computed.
    pub points: Option<i64>,
    /// Why it cannot be computed.
    pub doubt: Option<&'static str>,
    /// What is wrong.
    pub message: &'a str,
    /// What to do.
    pub advice: &'a str,
    /// The reason in the frame of its reader: a return slip, an assessment slip, or the screen of the committee.
    pub text: String,
    /// Where it is written.
    pub basis: &'a str,
    /// `won`, `subsumed` or `notice`.
    pub state: &'static str,
    /// The finding that contains it.
    pub subsumed_by: Option<String>,
    /// What it takes beyond the assessments before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effect: Option<EffectRow>,
    /// The change of points of each payer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub by_payer: Vec<PayerChange>,
    /// The codes of a return slip, of a finding that returns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slip: Option<SlipRow>,
}

impl<'a> SettledFinding<'a> {
    /// A settled finding of a receipt of a batch.
    pub fn new(
        file: &'a str,
        batch: &Batch,
        decided: &Decided,
        (finding, weighed): (&'a Finding, &Weighed),
        (masters, lang): (&Masters, Lang),
    ) -> Self {
        let month = batch.receipts.get(decided.receipt).and_then(|of| of.month);
        let agency = decided.institution.map_or(0, |institution| institution.agency);
        // What is billed in a month is processed in it; without that month, the one after the care.
        let billed =
            decided.institution.and_then(|own| own.billed).or_else(|| month.and_then(|of| of.plus(1)));
        let reason = billed.and_then(|billed| letter_of(finding, agency, billed)).map(|reason| ReasonOut {
            agency: match reason.users {
                Users::Fund => "fund",
                Users::Federations => "federation",
            },
            edition: reason.edition,
            code: reason.letter,
        });
        Self {
            id: weighed.id.to_string(),
            file,
            seq: finding.seq,
            receipt: number_of(Some(batch), Some(finding.seq)),
            institution: decided.institution.map(|own| own.number().to_string()),
            month: month.map(model::Month::number),
            rule: &finding.rule,
            edition: finding.edition.map(|(from, until)| match until {
                Some(until) => format!("{from}/{until}"),
                None => format!("{from}/"),
            }),
            check: finding.check.slug(),
            certainty: finding.certainty.slug(),
            conclusion: finding.conclusion.slug(),
            reason,
            official_code: finding.official,
            level: finding.level.name(),
            lines: lines_of(file, Some(batch), finding),
            days: (1..=31).filter(|day| finding.days >> (day - 1) & 1 == 1).collect(),
            rows: MasterRow::all(finding),
            points: weighed.points,
            doubt: weighed.doubt.as_ref().map(outcome::Doubt::slug),
            message: &finding.message,
            advice: &finding.advice,
            text: framed(reader_of(finding), finding, weighed, lang),
            basis: &finding.basis,
            state: weighed.state.slug(),
            subsumed_by: weighed.subsumed_by.map(|id| id.to_string()),
            effect: EffectRow::of(batch, finding, weighed, month, masters),
            by_payer: changes(weighed),
            slip: (finding.conclusion == Conclusion::Return).then(|| SlipRow::of(Some(finding.check))),
        }
    }
}

/// Who reads the reason of a finding in the end.
const fn reader_of(finding: &Finding) -> Reader {
    match (finding.certainty, finding.conclusion) {
        (Certainty::Definite, Conclusion::Return) => Reader::ReturnSlip,
        (Certainty::Definite, Conclusion::Assess) => Reader::AssessmentSlip,
        _ => Reader::Committee,
    }
}

/// A check that could not be made.
#[derive(Debug, Serialize)]
pub struct OpenOut<'a> {
    /// The rule or intake check.
    pub rule: &'a str,
    /// Why.
    pub cause: &'a str,
    /// For how many codes.
    pub codes: u32,
}

/// The points of one payer.
#[derive(Debug, Serialize)]
pub struct PayerOut {
    /// 0 the insurer, 1 to 4 the public funds.
    pub payer: u8,
    /// 合計点数 as claimed.
    pub claimed: Option<i64>,
    /// After what the computer took.
    pub after: Option<i64>,
}

/// A receipt that was settled.
#[derive(Debug, Serialize)]
pub struct ReceiptOut<'a> {
    /// The file.
    pub file: &'a str,
    /// 1-based ordinal in its file.
    pub seq: u64,
    /// レセプト番号, where it can be read.
    pub receipt: Option<u32>,
    /// 都道府県 and 医療機関コード, nine digits.
    pub institution: Option<String>,
    /// 診療年月.
    pub month: Option<u32>,
    /// `accepted`, `assessed`, `returned`, `review` or `unreadable`.
    pub disposition: &'static str,
    /// Who looks at it.
    pub queue: Option<&'static str>,
    /// 合計点数 of its first payer.
    pub points_claimed: Option<i64>,
    /// The same after what the computer took; null when it is not decided.
    pub points_after: Option<i64>,
    /// Each payer, when there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub payers: Vec<PayerOut>,
    /// How many findings it has that stand.
    pub findings: usize,
    /// What could not be evaluated.
    pub not_evaluated: Vec<OpenOut<'a>>,
    /// Which earlier return it answers; absent when it was not filed again, or nobody named returns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answers: Option<AnsweredRow>,
}

impl<'a> ReceiptOut<'a> {
    /// A settled receipt of a batch; `causes` has met what could not be evaluated of it.
    pub fn new(
        file: &'a str,
        batch: &Batch,
        decided: &Decided,
        open: &'a [NotEvaluated],
        causes: &'a Causes,
    ) -> Self {
        let settled = &decided.settled;
        let seq = batch.seq_of(decided.receipt);
        let payers = if settled.payers.len() > 1 { settled.payers.as_slice() } else { &[] };
        let payer =
            |of: &outcome::PayerPoints| PayerOut { payer: of.slot, claimed: of.claimed, after: of.after };
        Self {
            file,
            seq,
            receipt: number_of(Some(batch), Some(seq)),
            institution: decided.institution.map(|own| own.number().to_string()),
            month: batch.receipts.get(decided.receipt).and_then(|of| of.month).map(model::Month::number),
            disposition: settled.disposition.slug(),
            queue: settled.queue.map(model::Queue::slug),
            points_claimed: settled.claimed,
            points_after: settled.after,
            payers: payers.iter().map(payer).collect(),
            findings: settled.findings.iter().filter(|weighed| weighed.state == outcome::State::Won).count(),
            not_evaluated: open.iter().map(|one| of_open(one, causes)).collect(),
            answers: None,
        }
    }
}

fn of_open<'a>(one: &'a NotEvaluated, causes: &'a Causes) -> OpenOut<'a> {
    OpenOut { rule: &one.rule, cause: causes.of(one), codes: one.codes }
}
