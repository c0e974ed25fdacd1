//! The receipts of a batch, each settled with its defects, findings and open questions.

use intake::content::{self, NotEvaluated};
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

/// Settles every receipt of a batch. `refused`: the file cannot be received at all.
pub(crate) fn settle_batch(
    batch: &Batch,
    institution: Option<Institution>,
    found: &content::Outcome,
    masters: &Masters,
    routing: &Routing,
    refused: bool,
) -> Vec<Decided> {
    let mut defects: Vec<&Defect> = batch.defects.iter().filter(|defect| defect.seq.is_some()).collect();
    defects.sort_by_key(|defect| defect.seq);
    let (mut at_defect, mut at_finding, mut at_open) = (0, 0, 0);
    let decide = |receipt: usize| {
        let seq = batch.seq_of(receipt);
        let own = run(&defects, &mut at_defect, |defect| defect.seq == Some(seq));
        let findings = run(&found.findings, &mut at_finding, |finding: &Finding| finding.seq == seq);
        let open = run(&found.not_evaluated, &mut at_open, |one: &NotEvaluated| one.seq == seq);
        let institution = institution_at(institution, batch, receipt);
        let subject = Subject {
            batch,
            receipt,
            institution,
            defects: defects.get(own).unwrap_or_default(),
            findings: found.findings.get(findings.clone()).unwrap_or_default(),
            not_evaluated: found.not_evaluated.get(open.clone()).unwrap_or_default(),
            refused,
        };
        let settled = settle(subject, masters, routing);
        Decided { receipt, institution, findings, not_evaluated: open, settled }
    };
    (0..batch.receipts.len()).map(decide).collect()
}

/// The next elements that belong together; all are in order.
fn run<T>(all: &[T], from: &mut usize, belongs: impl Fn(&T) -> bool) -> std::ops::Range<usize> {
    let start = *from;
    let rest = all.get(start..).unwrap_or_default();
    *from = start + rest.iter().take_while(|one| belongs(one)).count();
    start..*from
}
