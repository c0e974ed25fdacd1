//! A receipt that a screening left to people: its rows beside its bytes, in a shape that can be kept and shown without
//! the files that it came from.

use receipt::{Batch, Institution};
use serde::{Deserialize, Serialize};
use wire::{DefectRow, FindingRow, LineRow, ReceiptRow};

use crate::checked::{
    CheckedDefect, CheckedFinding, CheckedLine, CheckedReason, CheckedReceipt, Open, PayerPoints,
};

/// 診療科１ 診療科名 in RE.
const DEPARTMENT: u8 = 22;

/// What was found in a receipt that people look at; it names no patient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// The screening: the head of its decision log.
    pub run: String,
    /// 審査支払機関 of IR: 1 支払基金, 2 国保連.
    pub agency: u8,
    /// 請求年月 as YYYYMM, where it can be read.
    pub billed: Option<u32>,
    /// How many lines the receipt has.
    pub lines: u64,
    /// The receipt; the places of its bytes are those in the claim that is kept with it.
    pub receipt: CheckedReceipt,
}

/// The rows that a screening wrote of one receipt.
#[derive(Debug)]
pub struct Rows {
    /// Of `receipts.jsonl`.
    pub receipt: ReceiptRow,
    /// Of `findings.jsonl`.
    pub findings: Vec<FindingRow>,
    /// Of `defects.jsonl`.
    pub defects: Vec<DefectRow>,
}

impl Taken {
    /// A receipt of a batch with its rows, and the bytes that it is shown from: the record of its institution, then its own.
    pub fn new(
        run: &str,
        rows: Rows,
        (batch, receipt): (&Batch, usize),
        filed: Option<(&[u8], Institution)>,
    ) -> (Self, Vec<u8>) {
        let (frame, who) = filed.map_or((&[][..], None), |(frame, who)| (frame, Some(who)));
        let of = batch.receipts.get(receipt).map_or(0..0, |of| of.rows.clone());
        let own = batch.row_start(of.start)..batch.row_start(of.end);
        let own = batch.bytes.get(own).unwrap_or_default();
        let claim = [frame, own].concat();
        let places = ((0, frame.len() as u64), (frame.len() as u64, claim.len() as u64));
        let receipt = CheckedReceipt {
            digest: blake3::hash(own).to_hex().to_string(),
            ..checked(rows, (batch, receipt), places)
        };
        let taken = Self {
            run: run.to_owned(),
            agency: who.map_or(0, |who| who.agency),
            billed: who.and_then(|who| who.billed).map(model::Month::number),
            lines: u64::from(of.end - of.start),
            receipt,
        };
        (taken, claim)
    }

    /// Lines in question with the rules that speak of them; what has no line of its own stands at the first one (RE).
    pub fn rules(&self) -> Vec<(String, u64)> {
        let first = self.receipt.first_line;
        let mut all: Vec<(String, u64)> = Vec::new();
        for of in self.receipt.findings.iter().filter(|of| of.state == "won") {
            let own = of.lines.iter().filter(|line| line.role == "subject" && line.month.is_none());
            let before = all.len();
            all.extend(own.map(|line| (of.rule.clone(), line.line)));
            if all.len() == before {
                all.push((of.rule.clone(), first));
            }
        }
        all.sort();
        all.dedup();
        all
    }

    /// Points that the findings would take, those that are known.
    pub fn at_stake(&self) -> i64 {
        let standing = self.receipt.findings.iter().filter(|of| of.state == "won");
        standing.filter_map(|of| of.points).map(i64::abs).sum()
    }
}

type Places = ((u64, u64), (u64, u64));

fn checked(rows: Rows, (batch, at): (&Batch, usize), (frame, bytes): Places) -> CheckedReceipt {
    let Rows { receipt: row, findings, defects } = rows;
    let of = batch.receipts.get(at);
    let first = of.map_or(0, |of| of.rows.start);
    let department = of.map(|of| batch.text(of.row, DEPARTMENT)).filter(|text| !text.is_empty());
    CheckedReceipt {
        seq: row.seq,
        number: row.receipt,
        institution: row.institution,
        month: row.month,
        inpatient: of.and_then(|of| of.claim_type).map(|of| of.inpatient),
        department,
        points_claimed: row.points_claimed,
        points_after: row.points_after,
        payers: vec![PayerPoints { payer: 0, claimed: row.points_claimed, after: row.points_after }],
        disposition: row.disposition,
        queue: row.queue,
        defects: defects.into_iter().map(defect).collect(),
        findings: findings.into_iter().map(finding).collect(),
        not_evaluated: row
            .not_evaluated
            .into_iter()
            .map(|one| Open { rule: one.rule, cause: one.cause, codes: one.codes })
            .collect(),
        bytes,
        first_line: batch.line_of(first),
        frame,
        digest: String::new(),
        content: String::new(),
        days: Vec::new(),
    }
}

fn defect(of: DefectRow) -> CheckedDefect {
    CheckedDefect {
        line: of.line,
        record: of.record,
        field: None,
        field_name: of.field_name,
        offset: 0,
        len: 0,
        defect: String::new(),
        level: of.level,
        code: of.code,
        message: of.message,
        advice: of.advice,
    }
}

fn finding(of: FindingRow) -> CheckedFinding {
    let line = |line: LineRow| CheckedLine {
        file: line.file,
        seq: line.seq,
        line: line.line,
        code: line.code,
        role: line.role,
        month: line.month,
    };
    CheckedFinding {
        id: of.id,
        rule: of.rule,
        edition: of.edition,
        check: of.check,
        certainty: of.certainty,
        conclusion: of.conclusion,
        reason: of.reason.map(|reason| CheckedReason {
            agency: reason.agency,
            edition: reason.edition,
            code: reason.code.to_string(),
        }),
        official_code: of.official_code,
        level: of.level,
        lines: of.lines.into_iter().map(line).collect(),
        days: of.days,
        points: of.points,
        doubt: of.doubt,
        message: of.message,
        advice: of.advice,
        text: of.text,
        basis: of.basis,
        state: of.state,
        subsumed_by: of.subsumed_by,
        mark: String::new(),
        excluded: None,
    }
}
