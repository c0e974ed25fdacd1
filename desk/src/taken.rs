//! A receipt that a screening left to people: its rows beside its bytes, in a shape that can be kept and shown without
//! the files that it came from.

use std::collections::{BTreeMap, BTreeSet};

use receipt::{Batch, Institution};
use serde::{Deserialize, Serialize};
use wire::{DefectRow, FindingRow, LineRow, ReceiptRow};

use crate::checked::{
    CheckedDefect, CheckedFinding, CheckedLine, CheckedReason, CheckedReceipt, Open, PayerPoints,
};
use crate::one::one;

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
    /// Digests of the files that its findings name lines of other claims in, as far as they are known.
    #[serde(default)]
    pub files: BTreeMap<String, String>,
}

/// Another claim of the patient that findings name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    /// The digest of its file, where it is known.
    pub file: Option<String>,
    /// Which receipt of the file.
    pub seq: u64,
    /// Its month of service.
    pub month: Option<u32>,
    /// Its lines with the rules that name them.
    pub lines: BTreeMap<u64, BTreeSet<String>>,
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
            files: BTreeMap::new(),
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

    /// Names of files in which findings name lines of other claims.
    pub fn named_files(&self) -> BTreeSet<&str> {
        self.elsewhere().map(|(_, line)| line.file.as_str()).collect()
    }

    /// Other claims of the patient that findings name: the name of their file, and their number there.
    pub fn named_claims(&self) -> BTreeSet<(&str, u64)> {
        self.elsewhere().map(|(_, line)| (line.file.as_str(), line.seq)).collect()
    }

    /// Other claims of the patient that findings name, the newest first.
    pub fn linked(&self) -> Vec<Linked> {
        self.linked_by_name().into_iter().map(|(_, linked)| linked).collect()
    }

    /// The same, each with the name of its file.
    pub fn linked_by_name(&self) -> Vec<(&str, Linked)> {
        let mut all: BTreeMap<(&str, u64), Linked> = BTreeMap::new();
        for (rule, line) in self.elsewhere() {
            let one = all.entry((&line.file, line.seq)).or_insert_with(|| Linked {
                file: self.files.get(&line.file).cloned(),
                seq: line.seq,
                month: line.month,
                lines: BTreeMap::new(),
            });
            one.lines.entry(line.line).or_default().insert(rule.to_owned());
        }
        let mut all: Vec<(&str, Linked)> = all.into_iter().map(|((file, _), one)| (file, one)).collect();
        all.sort_by_key(|(_, one)| std::cmp::Reverse(one.month));
        all
    }

    /// Lines of other claims, each with the rule that names it. What lost to another finding counts too: it was seen.
    fn elsewhere(&self) -> impl Iterator<Item = (&str, &CheckedLine)> {
        let findings = self.receipt.findings.iter();
        let named = findings.flat_map(|of| of.lines.iter().map(|line| (of.rule.as_str(), line)));
        named.filter(|(_, line)| line.month.is_some())
    }

    /// The receipt read again from the claim that is kept with it, its lines numbered as in the file that was screened.
    pub fn read(&self, claim: &[u8]) -> Option<Batch> {
        let part = |(from, to): (u64, u64)| {
            let at = |place: u64| usize::try_from(place).unwrap_or(usize::MAX);
            claim.get(at(from)..at(to)).unwrap_or_default()
        };
        one(part(self.receipt.bytes), part(self.receipt.frame), &self.receipt)
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
        rows: of.rows,
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

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at a surprise")]
    use super::Taken;

    #[test]
    fn other_claims_that_findings_name_are_gathered_by_file_and_number() {
        let line = |file: &str, seq: u64, line: u64, month: Option<u32>| serde_json::json!({"file": file, "seq": seq, "line": line, "code": null, "role": "witness", "month": month});
        let finding = |rule: &str, lines: serde_json::Value| {
            serde_json::json!({
                "id": rule, "rule": rule, "edition": null, "check": "", "certainty": "review", "conclusion": "flag",
                "reason": null, "official_code": null, "level": "L4", "lines": lines, "days": [], "points": null,
                "doubt": null, "message": "", "advice": "", "text": "", "basis": "", "state": "won",
                "subsumed_by": null
            })
        };
        let earlier = [line("b.UKE", 7, 30, Some(2024_05)), line("b.UKE", 7, 31, Some(2024_05))];
        let mut first = vec![line("a.UKE", 1, 3, None), line("c.UKE", 2, 9, Some(2024_04))];
        first.extend(earlier.clone());
        let findings =
            [finding("R-1", first.into()), finding("R-2", serde_json::json!([earlier[0].clone()]))];
        let taken = serde_json::json!({
            "run": "r", "agency": 1, "billed": 202406, "lines": 4, "files": {"b.UKE": "digest"},
            "receipt": {
                "seq": 1, "number": 1, "institution": null, "month": 202406, "inpatient": false, "department": null,
                "points_claimed": null, "points_after": null, "payers": [], "disposition": "review", "queue": null,
                "defects": [], "findings": findings, "not_evaluated": [], "bytes": [0, 0], "first_line": 3,
                "frame": [0, 0], "digest": ""
            }
        });
        let taken: Taken = serde_json::from_value(taken).unwrap();
        let [may, april] = taken.linked().try_into().unwrap();
        assert_eq!((may.file.as_deref(), may.seq, may.month), (Some("digest"), 7, Some(2024_05)));
        let rules: Vec<(u64, usize)> = may.lines.iter().map(|(line, rules)| (*line, rules.len())).collect();
        assert_eq!(rules, [(30, 2), (31, 1)]);
        assert_eq!((april.file, april.month), (None, Some(2024_04)));
        assert_eq!(taken.named_files().into_iter().collect::<Vec<_>>(), ["b.UKE", "c.UKE"]);
    }
}
