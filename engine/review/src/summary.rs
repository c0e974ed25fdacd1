//! What a run over one file comes to.

use std::collections::{BTreeMap, BTreeSet};

use eval::Book;
use intake::content::NotEvaluated;
use model::{CheckKind, Date, Defect, Finding, Level, Month};
use receipt::Batch;

/// Counts over one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Bytes of the (unpacked) file.
    pub bytes: u64,
    /// Physical lines.
    pub lines: u64,
    /// Receipts.
    pub receipts: u64,
    /// Receipts with a defect that is more than told, or with a finding.
    pub troubled: u64,
    /// Checks that could not be made: how many codes (or receipts), by rule and cause.
    pub not_evaluated: Vec<(NotEvaluated, u64)>,
    /// Months of service seen.
    pub months: BTreeSet<Month>,
    /// Those of them that were asked for, each with the rules of which every edition has ended before it, and their last days.
    pub ended: BTreeMap<Month, Vec<(String, Date)>>,
    /// Defects by level.
    pub defects: BTreeMap<Level, u64>,
    /// Findings by kind of check, those that are only told (L48) left out.
    pub findings: BTreeMap<CheckKind, u64>,
    /// Findings that are only told, by kind of check.
    pub notices: BTreeMap<CheckKind, u64>,
}

impl Summary {
    /// Counts a batch, its defects and its findings.
    pub fn count_batch(&mut self, batch: &Batch, findings: &[Finding], not_evaluated: &[NotEvaluated]) {
        self.bytes = batch.offset + batch.bytes.len() as u64;
        // The end-of-file code is no line.
        self.lines += u64::from(batch.row_count()) - u64::from(batch.end_of_file.is_some());
        self.receipts += batch.receipts.len() as u64;
        self.months.extend(batch.receipts.iter().filter_map(|receipt| receipt.month));
        self.troubled += troubled(&batch.defects, findings);
        self.count_defects(&batch.defects);
        for finding in findings {
            let counts = if finding.level == Level::L48 { &mut self.notices } else { &mut self.findings };
            *counts.entry(finding.check).or_default() += 1;
        }
        not_evaluated.iter().for_each(|one| self.count_not_evaluated(one));
    }

    /// Notes for each month that was seen which rules have ended before it.
    pub fn note_ended(&mut self, book: &Book<'_>) {
        let ended = |month: Month| {
            book.ended_before(month).into_iter().map(|(code, until)| (code.to_owned(), until)).collect()
        };
        self.ended = self.months.iter().map(|&month| (month, ended(month))).collect();
    }

    fn count_not_evaluated(&mut self, one: &NotEvaluated) {
        let codes = u64::from(one.codes.max(1));
        let same = |known: &NotEvaluated| known.rule == one.rule && known.cause == one.cause;
        match self.not_evaluated.iter_mut().find(|(known, _)| same(known)) {
            Some((_, count)) => *count += codes,
            None => self.not_evaluated.push((one.clone(), codes)),
        }
    }

    /// Counts defects.
    pub fn count_defects<'a>(&mut self, defects: impl IntoIterator<Item = &'a Defect>) {
        for defect in defects {
            *self.defects.entry(defect.level).or_default() += 1;
        }
    }

    /// Whether nothing was found that somebody should correct (what is only told does not count).
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty() && self.defects.keys().all(|level| *level == Level::L48)
    }
}

/// How many receipts have something to correct.
fn troubled(defects: &[Defect], findings: &[Finding]) -> u64 {
    let of_defects =
        defects.iter().filter(|defect| defect.level != Level::L48).filter_map(|defect| defect.seq);
    let of_findings =
        findings.iter().filter(|finding| finding.level != Level::L48).map(|finding| finding.seq);
    of_defects.chain(of_findings).collect::<BTreeSet<u64>>().len() as u64
}
