//! The receipts of a batch, each settled with its defects, findings and open questions.

use intake::content::{self, NotEvaluated};
use intake::file::Refusals;
use masters::Masters;
use model::{Defect, Finding};
use outcome::{Routing, Settled, Subject, settle};
use receipt::{Batch, Institution};

use history::institution_at;

/// A receipt that was settled, with what it was settled by.
#[derive(Clone, Debug)]
pub struct Decided {
    /// Its place in the batch.
    pub receipt: usize,
    /// Who files it.
    pub institution: Option<Institution>,
    /// Its findings, as a range of those of the batch.
    pub findings: std::ops::Range<usize>,
    /// What could not be evaluated, as a range of that of the batch.
    pub not_evaluated: std::ops::Range<usize>,
    /// What came of it.
    pub settled: Settled,
}

/// Settles the receipts of a batch: all of them, or those that are marked. `refused`: whose claims cannot be received at all.
pub(crate) fn settle_batch(
    (batch, only): (&Batch, Option<&[bool]>),
    institution: Option<Institution>,
    found: &content::Outcome,
    masters: &Masters,
    routing: &Routing,
    refused: Option<&Refusals>,
) -> Vec<Decided> {
    let mut defects: Vec<&Defect> = batch.defects.iter().filter(|defect| defect.seq.is_some()).collect();
    defects.sort_by_key(|defect| defect.seq);
    let (mut at_defect, mut at_finding, mut at_open) = (0, 0, 0);
    let decide = |receipt: usize| {
        let seq = batch.seq_of(receipt);
        let own = run(&defects, &mut at_defect, seq, |defect| defect.seq.unwrap_or(0));
        let findings = run(&found.findings, &mut at_finding, seq, |finding: &Finding| finding.seq);
        let open = run(&found.not_evaluated, &mut at_open, seq, |one: &NotEvaluated| one.seq);
        let institution = institution_at(institution, batch, receipt);
        let subject = Subject {
            batch,
            receipt,
            institution,
            defects: defects.get(own).unwrap_or_default(),
            findings: found.findings.get(findings.clone()).unwrap_or_default(),
            not_evaluated: found.not_evaluated.get(open.clone()).unwrap_or_default(),
            refused: refused.is_some_and(|refused| refused.refuses(institution.as_ref())),
        };
        let settled = settle(subject, masters, routing);
        Decided { receipt, institution, findings, not_evaluated: open, settled }
    };
    let meant = |receipt: &usize| only.is_none_or(|only| only.get(*receipt) == Some(&true));
    (0..batch.receipts.len()).filter(meant).map(decide).collect()
}

/// The next elements of a receipt; all are in order, and those of receipts before it are passed over.
fn run<T>(all: &[T], from: &mut usize, seq: u64, of: impl Fn(&T) -> u64) -> std::ops::Range<usize> {
    let rest = |from: usize| all.get(from..).unwrap_or_default();
    let start = *from + rest(*from).iter().take_while(|one| of(one) < seq).count();
    *from = start + rest(start).iter().take_while(|one| of(one) == seq).count();
    start..*from
}
