//! Rules run once more on what the assessments of a receipt leave: where they say something else, staff look.
//!
//! The policy is in docs/design/screening.md, "Rules are run again on what is left"; what counts as something else is in
//! `outcome`. Only receipts that are assessed are judged again, each by itself, so nothing depends on their order.

use eval::{Config as Judging, Scratch};
use history::{Judged, Others};
use intake::content::{self, Missing, NotEvaluated};
use model::Finding;
use outcome::{Again, Disposition, Settled, Subject, alone, newly_said, reopen};
use receipt::Batch;
use receipt::batch::UnitLeft;

use crate::flow::Config;
use crate::rules::{self, Books, Known};
use crate::settle::Decided;

/// What judging again needs to know.
pub(crate) struct Once<'a> {
    pub books: Books<'a>,
    pub known: Known<'a>,
    pub config: &'a Config<'a>,
    /// Whether a hospital or a clinic files a receipt.
    pub institution: &'a dyn Fn(usize) -> model::InstitutionKind,
}

/// What was said of one receipt beyond what was said before.
struct More {
    findings: Vec<Finding>,
    not_evaluated: Vec<NotEvaluated>,
    gone: Vec<usize>,
}

impl More {
    fn is_nothing(&self) -> bool {
        self.findings.is_empty() && self.not_evaluated.is_empty() && self.gone.is_empty()
    }
}

impl Once<'_> {
    /// Judges the assessed receipts of a batch once more and puts what is new to what was found.
    pub(crate) fn judge(
        &self,
        batch: &Batch,
        found: &mut content::Outcome,
        decided: &mut [Decided],
        scratch: &mut Scratch,
    ) {
        let (mut findings, mut open) = (0, 0);
        let mut is_used = false;
        for one in decided {
            shift(&mut one.findings, findings);
            shift(&mut one.not_evaluated, open);
            if one.settled.disposition != Disposition::Assessed {
                continue;
            }
            is_used = true;
            let more = {
                let first = found.findings.get(one.findings.clone()).unwrap_or_default();
                self.receipt(subject(batch, one, first), &one.settled, scratch)
            };
            if more.is_nothing() {
                continue;
            }
            let new = more.findings.len();
            (findings, open) = (findings + new, open + more.not_evaluated.len());
            put(&mut found.findings, &mut one.findings, more.findings);
            put(&mut found.not_evaluated, &mut one.not_evaluated, more.not_evaluated);
            let all = found.findings.get(one.findings.clone()).unwrap_or_default();
            let again = Again { new, gone: &more.gone };
            let of = subject(batch, one, all);
            reopen(of, &mut one.settled, again);
        }
        if is_used {
            // What rules had to do is counted of the claims as they were filed.
            scratch.take_work().for_each(drop);
        }
    }

    fn receipt(&self, of: Subject<'_>, settled: &Settled, scratch: &mut Scratch) -> More {
        let mut others = Others::default();
        if let Some(history) = self.known.history {
            let Subject { batch, receipt, .. } = of;
            history.others(Judged { batch, receipt, institution: self.known.institution }, &mut others);
        }
        let mut more = More { findings: Vec::new(), not_evaluated: Vec::new(), gone: Vec::new() };
        let points: Vec<_> = settled.payers.iter().map(|payer| (payer.slot, payer.after)).collect();
        let again = self.what_is_said(of, &settled.left, (&points, &others), scratch);
        more.findings.extend(newly_said(of, settled, &again.findings).map(|new| Finding {
            // What is said of what nobody filed decides nothing by itself.
            certainty: new.certainty.max(model::Certainty::Review),
            ..new.clone()
        }));
        for open in again.not_evaluated {
            if more.not_evaluated.iter().all(|known| known.rule != open.rule) {
                more.not_evaluated.push(NotEvaluated { cause: Missing::Remains, ..open });
            }
        }
        for one in alone(of, settled) {
            let said = self.what_is_said(of, &one.left, (&[], &others), scratch);
            if !one.comes_again(of.findings, &said.findings) {
                more.gone.push(one.finding);
            }
        }
        more
    }

    /// What the rules say of the receipt when so much of its 剤 is left; rules that cannot be held against the first round left
    /// out.
    fn what_is_said(
        &self,
        of: Subject<'_>,
        left: &[UnitLeft],
        (points, others): (&[(u8, Option<i64>)], &Others<'_>),
        scratch: &mut Scratch,
    ) -> content::Outcome {
        let mut said = content::Outcome::default();
        let Some(remnant) = of.batch.remnant(of.receipt, left, points) else { return said };
        let book = self.books.of(of.institution);
        let config = Judging {
            lang: self.config.content.lang,
            institution: (self.institution)(of.receipt),
            excerpt_is_all: false,
        };
        let history = self.known.history;
        rules::one(book, (&remnant, 0), (history, others), config, scratch, &mut said);
        let counts_days =
            |code: &str| book.rules().iter().any(|rule| rule.code == code && rule.asks_real_days());
        said.findings.retain(|finding| !counts_days(&finding.rule));
        said.not_evaluated.retain(|open| !counts_days(&open.rule));
        said
    }
}

/// An assessed receipt: it has no defect that matters, and nothing was open.
fn subject<'a>(batch: &'a Batch, of: &Decided, findings: &'a [Finding]) -> Subject<'a> {
    let Decided { receipt, institution, .. } = *of;
    Subject { batch, receipt, institution, defects: &[], findings, not_evaluated: &[], refused: false }
}

fn shift(of: &mut std::ops::Range<usize>, by: usize) {
    *of = of.start + by..of.end + by;
}

/// Puts new ones behind those of a receipt.
fn put<T>(all: &mut Vec<T>, own: &mut std::ops::Range<usize>, new: Vec<T>) {
    let (at, len) = (own.end, new.len());
    all.splice(at..at, new);
    own.end += len;
}
