//! Shapes of `wire` made into those that are kept.

use intake::content::NotEvaluated;
use masters::Masters;
use model::{Defect, Finding, Lang};
use outcome::Weighed;
use receipt::Batch;
use review::Decided;
use wire::{Causes, DefectLine, SettledFinding};

use super::{mark, place};
use crate::checked::{
    CheckedDefect, CheckedFinding, CheckedLine, CheckedReason, CheckedReceipt, Open, PayerPoints,
};

/// 診療科１ 診療科名 in RE.
const DEPARTMENT: u8 = 22;

/// A defect in its kept shape.
pub(super) fn defect(file: &str, batch: Option<&Batch>, of: &Defect, lang: Lang) -> CheckedDefect {
    let line = DefectLine::new(file, batch, of, lang);
    CheckedDefect {
        line: line.line,
        record: line.record,
        field: line.field,
        field_name: line.field_name,
        offset: line.offset,
        len: line.len,
        defect: line.defect.to_owned(),
        level: line.level.to_owned(),
        code: line.code.map(str::to_owned),
        message: line.message,
        advice: line.advice,
    }
}

/// A receipt in its kept shape; its defects and its frame come later.
pub(super) fn receipt(
    (file, masters, lang): (&str, &Masters, Lang),
    batch: &Batch,
    decided: &Decided,
    findings: &[Finding],
    (open, causes): (&[NotEvaluated], &Causes),
) -> CheckedReceipt {
    let settled = &decided.settled;
    let of = batch.receipts.get(decided.receipt);
    let rows = of.map_or(0..0, |of| of.rows.clone());
    let bytes = batch.row_start(rows.start)..batch.row_start(rows.end);
    let department = of.map(|of| batch.text(of.row, DEPARTMENT)).filter(|text| !text.is_empty());
    let mut findings: Vec<CheckedFinding> = findings
        .iter()
        .zip(&settled.findings)
        .map(|pair| finding(file, batch, decided, pair, (masters, lang)))
        .collect();
    mark::put(&mut findings, batch, decided);
    CheckedReceipt {
        seq: batch.seq_of(decided.receipt),
        number: of.and_then(|of| of.number),
        institution: decided.institution.map(|own| format!("{:02}{:07}", own.prefecture, own.code)),
        month: of.and_then(|of| of.month).map(model::Month::number),
        inpatient: of.and_then(|of| of.claim_type).map(|of| of.inpatient),
        department,
        points_claimed: settled.claimed,
        points_after: settled.after,
        payers: settled
            .payers
            .iter()
            .map(|of| PayerPoints { payer: of.slot, claimed: of.claimed, after: of.after })
            .collect(),
        disposition: settled.disposition.slug().to_owned(),
        queue: settled.queue.map(|queue| queue.slug().to_owned()),
        defects: Vec::new(),
        findings,
        not_evaluated: open
            .iter()
            .map(|one| Open {
                rule: one.rule.to_string(),
                cause: causes.of(one).to_owned(),
                codes: one.codes,
            })
            .collect(),
        bytes: place(batch, rows.clone()),
        first_line: batch.line_of(rows.start),
        frame: (0, 0),
        digest: blake3::hash(batch.bytes.get(bytes).unwrap_or_default()).to_hex().to_string(),
        content: of.map(|of| mark::content(batch, of)).unwrap_or_default(),
        days: mark::days(batch, decided.receipt),
    }
}

fn finding(
    file: &str,
    batch: &Batch,
    decided: &Decided,
    pair: (&Finding, &Weighed),
    told: (&Masters, Lang),
) -> CheckedFinding {
    let of = SettledFinding::new(file, batch, decided, pair, told);
    let line = |line: wire::FindingLineOut<'_>| CheckedLine {
        file: line.file.to_owned(),
        seq: line.seq,
        line: line.line,
        code: line.code,
        role: line.role.to_owned(),
        month: line.month,
    };
    CheckedFinding {
        id: of.id,
        rule: of.rule.to_owned(),
        edition: of.edition,
        check: of.check.to_owned(),
        certainty: of.certainty.to_owned(),
        conclusion: of.conclusion.to_owned(),
        reason: of.reason.map(|reason| CheckedReason {
            agency: reason.agency.to_owned(),
            edition: reason.edition.to_owned(),
            code: reason.code.to_string(),
        }),
        official_code: of.official_code.map(str::to_owned),
        level: of.level.to_owned(),
        lines: of.lines.into_iter().map(line).collect(),
        days: of.days,
        rows: of.rows,
        points: of.points,
        doubt: pair.1.doubt.as_ref().map(|doubt| doubt.message(told.1)),
        message: of.message.to_owned(),
        advice: of.advice.to_owned(),
        text: of.text,
        basis: of.basis.to_owned(),
        state: of.state.to_owned(),
        subsumed_by: of.subsumed_by,
        mark: String::new(),
        excluded: None,
    }
}
