//! What a run over one file comes to.

use std::collections::BTreeMap;

use model::{CheckKind, Defect, Finding, Level};
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
    /// Receipts with a defect of level L1 to L3, or with a finding.
    pub troubled: u64,
    /// Defects by level.
    pub defects: BTreeMap<Level, u64>,
    /// Findings by kind of check.
    pub findings: BTreeMap<CheckKind, u64>,
}

impl Summary {
    /// Counts a batch and its defects.
    pub fn count_batch(&mut self, batch: &Batch) {
        self.bytes = batch.offset + batch.bytes.len() as u64;
        self.lines += u64::from(batch.row_count());
        self.receipts += batch.receipts.len() as u64;
        self.count_defects(&batch.defects);
    }

    /// Counts defects.
    pub fn count_defects<'a>(&mut self, defects: impl IntoIterator<Item = &'a Defect>) {
        for defect in defects {
            *self.defects.entry(defect.level).or_default() += 1;
        }
    }

    /// Counts findings.
    pub fn count_findings<'a>(&mut self, findings: impl IntoIterator<Item = &'a Finding>) {
        for finding in findings {
            *self.findings.entry(finding.check).or_default() += 1;
        }
    }

    /// Whether nothing was found that somebody should correct (what is only told does not count).
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty() && self.defects.keys().all(|level| *level == Level::L48)
    }
}
