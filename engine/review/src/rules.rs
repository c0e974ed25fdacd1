//! What rules say of a batch, as findings beside those of the intake checks.

use eval::{Answer, Book, Config, Earlier, Institution, Judgement, Rule, Scratch};
use intake::content::{self, InstitutionKind, Missing, NotEvaluated, Outcome};
use model::{Conclusion, Finding, FindingLine, Level};
use receipt::Batch;

/// Judges every receipt of a batch; of the patient's other claims nothing is known here.
pub(crate) fn judge(
    book: &Book<'_>,
    batch: &Batch,
    config: &content::Config,
    scratch: &mut Scratch,
    outcome: &mut Outcome,
) {
    let institution = match config.institution {
        InstitutionKind::Unknown => Institution::Unknown,
        InstitutionKind::Hospital => Institution::Hospital,
        InstitutionKind::Clinic => Institution::Clinic,
    };
    let config = Config { lang: config.lang, institution, excerpt_is_all: false };
    for receipt in 0..batch.receipts.len() {
        let seq = batch.seq_of(receipt);
        for judgement in book.judge(batch, receipt, Earlier::default(), config, scratch) {
            let Some(rule) = book.rules().get(judgement.rule) else { continue };
            match judgement.answer {
                Answer::Fired | Answer::Referred => {
                    outcome.findings.push(finding(batch, seq, rule, judgement));
                }
                Answer::Undecided => not_evaluated(seq, rule, &judgement, &mut outcome.not_evaluated),
            }
        }
    }
    // Stable: what the intake checks say of a receipt stands before what the rules say.
    outcome.findings.sort_by_key(|finding| finding.seq);
    outcome.not_evaluated.sort_by_key(|missing| missing.seq);
}

fn finding(batch: &Batch, seq: u64, rule: &Rule, judgement: Judgement) -> Finding {
    let lines = judgement.lines.iter().map(|line| FindingLine {
        line: batch.line_of(line.row),
        code: line.code,
        role: line.role,
    });
    Finding {
        rule: rule.code.clone().into(),
        check: rule.check,
        certainty: judgement.certainty,
        conclusion: judgement.conclusion,
        official: None,
        level: if judgement.conclusion == Conclusion::Notice { Level::L48 } else { Level::L4 },
        seq,
        lines: lines.collect(),
        days: judgement.days,
        message: judgement.message,
        advice: judgement.remedy,
        basis: rule.basis.clone().into(),
    }
}

fn not_evaluated(seq: u64, rule: &Rule, judgement: &Judgement, into: &mut Vec<NotEvaluated>) {
    let missing = |cause| NotEvaluated { seq, rule: rule.code.clone().into(), cause, codes: 1 };
    if judgement.causes.is_empty() {
        into.push(missing(Missing::Facts));
    }
    into.extend(judgement.causes.iter().map(|&cause| missing(Missing::Master(cause))));
}
