//! The stable name of a finding: the same input, rule and edition give the same, in either language.
//!
//! A sentence is no part of it. Findings that differ in their sentence alone are told apart by how many of them came
//! before: a rule finds in the order of the receipt, so their order is that of the input.

use std::collections::BTreeMap;
use std::fmt;

use model::Finding;
use receipt::{Batch, Institution};

/// A name of a finding that does not depend on names of files, threads or runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id([u8; 16]);

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// What all findings of a receipt share: its institution, its place in the file, and its bytes.
pub(crate) struct Root(blake3::Hasher);

impl Root {
    pub(crate) fn new(batch: &Batch, receipt: usize, institution: Option<Institution>) -> Self {
        let mut hasher = blake3::Hasher::new();
        let own = institution.unwrap_or_default();
        hasher.update(&[own.agency, own.prefecture, own.fee_table]);
        hasher.update(&own.code.to_le_bytes());
        hasher.update(&batch.seq_of(receipt).to_le_bytes());
        let rows = batch.receipts.get(receipt).map_or(0..0, |receipt| receipt.rows.clone());
        for row in rows {
            hasher.update(batch.row(row));
            hasher.update(b"\n");
        }
        Self(hasher)
    }

    /// The ids of all findings of the receipt; `head`: the physical line of RE, from which lines are counted.
    pub(crate) fn ids(&self, findings: &[Finding], head: u64) -> Vec<Id> {
        let mut seen: BTreeMap<Id, u64> = BTreeMap::new();
        let mut id = |finding: &Finding| {
            let first = self.content(finding, head);
            let before = seen.entry(finish(&first)).or_default();
            *before += 1;
            finish(first.clone().update(&before.to_le_bytes()))
        };
        findings.iter().map(&mut id).collect()
    }

    /// What a finding says, its sentences left out.
    fn content(&self, finding: &Finding, head: u64) -> blake3::Hasher {
        let mut hasher = self.0.clone();
        hasher.update(finding.rule.as_bytes());
        let edition = finding.edition.map(|(from, until)| (from.number(), until.map(model::Date::number)));
        hasher.update(format!("|{edition:?}|{:?}|{}|", finding.conclusion, finding.days).as_bytes());
        for line in &finding.lines {
            hasher.update(&line.line.wrapping_sub(head).to_le_bytes());
            hasher.update(&line.code.unwrap_or(0).to_le_bytes());
            hasher.update(line.role.slug().as_bytes());
        }
        for line in &finding.linked {
            hasher.update(&line.month.number().to_le_bytes());
            hasher.update(&line.code.unwrap_or(0).to_le_bytes());
            hasher.update(line.role.slug().as_bytes());
        }
        for share in finding.effect.shares() {
            hasher.update(&share.line.wrapping_sub(head).to_le_bytes());
            hasher.update(&[share.day]);
            hasher.update(&share.times.to_le_bytes());
        }
        hasher
    }
}

fn finish(hasher: &blake3::Hasher) -> Id {
    let digest = hasher.finalize();
    let mut id = [0; 16];
    id.iter_mut().zip(digest.as_bytes()).for_each(|(to, from)| *to = *from);
    Id(id)
}
