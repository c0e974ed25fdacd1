//! The flow of a claim file: cut, read, check, place, check against masters, hand over.

use std::io::{self, Read};

use eval::{Book, Scratch};
use history::{History, InForce, Partition, institution_at, keys};
use intake::content::{self, NotEvaluated};
use intake::file::{FileState, Refusals};
use intake::structure;
use masters::Masters;
use model::{Branch, Defect, Finding, InstitutionKind};
use outcome::Routing;
use rayon::prelude::*;
use receipt::Batch;
use receipt::Institution;
use receipt::cut::{Cutter, Limits};

use crate::again::Once;
use crate::idle::Idle;
use crate::rules::{self, Books, Known, RuleWork};
use crate::session::Counters;
use crate::settle::{Decided, settle_batch};
use crate::{Institutions, Summary};

/// How a file is reviewed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Config<'a> {
    /// Sizes that bound the memory of reading.
    pub limits: Limits,
    /// How many batches are worked on at once; 0 for twice the threads of the pool.
    pub batches: usize,
    /// What the checks against masters are told.
    pub content: content::Config,
    /// The rule book, if there is one.
    pub rules: Option<&'a Book<'a>>,
    /// The rule books of branches that have one of their own; all others have `rules`.
    pub branches: &'a [(Branch, &'a Book<'a>)],
    /// The patients' other claims, if they are known; the file that is reviewed is among them.
    pub history: Option<&'a History>,
    /// Which institutions are hospitals and which clinics; else the one answer of `content`.
    pub institutions: Option<&'a Institutions>,
    /// Of which patients; receipts of others are read and not judged.
    pub partition: Partition,
    /// Who is insured when, if somebody knows it.
    pub eligibility: Option<&'a dyn eligibility::Eligibility>,
    /// How receipts are settled; without it nothing is.
    pub routing: Option<&'a Routing>,
    /// Whose claims of the file are known to be such that cannot be received.
    pub refused: Option<&'a Refusals>,
    /// A revision that judges beside the live one.
    pub shadow: Option<Shadow<'a>>,
    /// Counts that several runs share.
    pub counters: Option<&'a Counters>,
    /// Where what judging remembers lies between streams.
    pub idle: Option<&'a Idle>,
}

/// Another revision, of which nothing is issued.
#[derive(Clone, Copy, Debug)]
pub struct Shadow<'a> {
    /// Its masters.
    pub masters: &'a Masters,
    /// Its rules.
    pub rules: &'a Book<'a>,
    /// Its books of branches, as `branches` of [`Config`].
    pub branches: &'a [(Branch, &'a Book<'a>)],
}

/// A part of a file that was reviewed.
#[derive(Clone, Copy, Debug)]
pub struct Reviewed<'a> {
    /// The batch with its columns; `None` for what is known only at the end of the file.
    pub batch: Option<&'a Batch>,
    /// What is wrong with the file, in file order.
    pub defects: &'a [Defect],
    /// What the checks have to say, in file order.
    pub findings: &'a [Finding],
    /// Checks that could not be made, in file order. A receipt among them is not clean.
    pub not_evaluated: &'a [NotEvaluated],
    /// What came of each receipt, when they are settled.
    pub decided: &'a [Decided],
    /// What the shadow would have said, to compare with and never to issue; `None` without one.
    pub shadow: Option<&'a [Finding]>,
    /// What rules had to do; one may stand there more than once, with the books of several branches.
    pub work: &'a [RuleWork],
}

/// What came of a file.
#[derive(Debug)]
pub struct Outcome {
    /// Counts.
    pub summary: Summary,
    /// Why the stream ended early, if it did; what came before was reviewed.
    pub broken: Option<io::Error>,
    /// Whose claims of the file turned out to be such that cannot be received.
    pub refused: Refusals,
}

/// Reviews one stream. Parts are handed to `each` in file order; what `each` returns as an error ends the review.
///
/// # Errors
/// Only what `each` says: a stream that breaks is reviewed up to there and told in the outcome.
pub fn review<E>(
    source: impl Read,
    masters: &Masters,
    config: Config<'_>,
    mut each: impl FnMut(Reviewed<'_>) -> Result<(), E>,
) -> Result<Outcome, E> {
    review_with(source, masters, config, |_| (), |part, ()| each(part))
}

/// The same, with `work` done on each part on the thread that reviewed it, before the parts come together in order.
///
/// # Errors
/// Only what `each` says.
pub fn review_with<T: Send, E>(
    source: impl Read,
    masters: &Masters,
    config: Config<'_>,
    work: impl Fn(Reviewed<'_>) -> T + Sync,
    mut each: impl FnMut(Reviewed<'_>, T) -> Result<(), E>,
) -> Result<Outcome, E> {
    let mut cutter = Cutter::new(source, config.limits);
    let mut file = FileState::default();
    let mut in_force = InForce::default();
    let mut outcome = Outcome { summary: Summary::default(), broken: None, refused: Refusals::default() };
    let mut batches: Vec<Batch> = (0..width(config)).map(|_| Batch::default()).collect();
    // Kept as long as the stream at least: it remembers what was silent.
    let own = Idle::default();
    let idle = config.idle.unwrap_or(&own);
    loop {
        let filled = fill(&mut cutter, &mut batches, &mut outcome.broken);
        let part = batches.get_mut(..filled).unwrap_or_default();
        read_each(part);
        for batch in &mut *part {
            file.take(batch);
        }
        let institutions: Vec<_> = part.iter().map(|batch| in_force.pass(batch)).collect();
        let one = |(batch, institution): (&Batch, &Option<Institution>)| {
            let judged = idle.with(|scratch| judge(batch, *institution, masters, &config, scratch));
            let worked = work(judged.part(batch));
            (judged, worked)
        };
        let judged: Vec<(Judged, T)> = match filled {
            // PERF: for one batch no other thread is woken, which would take longer than a receipt.
            1 => part.iter().zip(&institutions).map(one).collect(),
            _ => part.par_iter().zip(&institutions).map(one).collect(),
        };
        for (batch, (judged, worked)) in part.iter().zip(judged) {
            outcome.summary.count_batch(batch, &judged.found.findings, &judged.found.not_evaluated);
            each(judged.part(batch), worked)?;
        }
        if filled < batches.len() {
            break;
        }
    }
    // Of a stream that could not be read at all nobody knows whether it is empty.
    let unread = outcome.broken.is_some() && file.is_empty();
    let last = if unread { Vec::new() } else { file.finish() };
    outcome.summary.count_defects(&last);
    outcome.refused = file.refusals().clone();
    let last = Reviewed {
        batch: None,
        defects: &last,
        findings: &[],
        not_evaluated: &[],
        decided: &[],
        shadow: None,
        work: &[],
    };
    let worked = work(last);
    each(last, worked)?;
    Ok(outcome)
}

impl Shadow<'_> {
    /// The findings that it would have.
    fn check(
        &self,
        batch: &Batch,
        institution: Option<Institution>,
        config: &Config<'_>,
        scratch: &mut Scratch,
    ) -> Vec<Finding> {
        let own = Config {
            rules: Some(self.rules),
            branches: self.branches,
            shadow: None,
            counters: None,
            ..*config
        };
        judge(batch, institution, self.masters, &own, scratch).found.findings
    }
}

/// Reads batches, by all threads where there is more than one batch.
pub(crate) fn read_each(part: &mut [Batch]) {
    let read = |batch: &mut Batch| {
        receipt::read(batch);
        structure::check(batch);
    };
    match part {
        [one] => read(one),
        all => all.par_iter_mut().for_each(read),
    }
}

/// How many batches are worked on at once.
pub(crate) fn width(config: Config<'_>) -> usize {
    if config.batches == 0 { rayon::current_num_threads() * 2 } else { config.batches }
}

/// What came of a batch.
pub(crate) struct Judged {
    found: content::Outcome,
    decided: Vec<Decided>,
    shadow: Option<Vec<Finding>>,
    work: Vec<RuleWork>,
}

impl Judged {
    pub(crate) fn part<'a>(&'a self, batch: &'a Batch) -> Reviewed<'a> {
        Reviewed {
            batch: Some(batch),
            defects: &batch.defects,
            findings: &self.found.findings,
            not_evaluated: &self.found.not_evaluated,
            decided: &self.decided,
            shadow: self.shadow.as_deref(),
            work: &self.work,
        }
    }
}

/// The checks against masters, then the rules, then what comes of it.
pub(crate) fn judge(
    batch: &Batch,
    institution: Option<Institution>,
    masters: &Masters,
    config: &Config<'_>,
    scratch: &mut Scratch,
) -> Judged {
    let (mut found, only, work) = find(batch, institution, masters, config, scratch);
    let mut decided = config.routing.map_or_else(Vec::new, |routing| {
        settle_batch((batch, only.as_deref()), institution, &found, masters, routing, config.refused)
    });
    if let Some(book) = config.rules {
        let books = Books { national: book, branches: config.branches };
        let known = Known { history: config.history, institution };
        let once = Once { books, known, config, institution: &kind_by(batch, institution, config) };
        once.judge(batch, &mut found, &mut decided, scratch);
    }
    if let Some(counters) = config.counters {
        counters.add(batch, institution, &found.findings);
    }
    let shadow = config.shadow.map(|shadow| shadow.check(batch, institution, config, scratch));
    Judged { found, decided, shadow, work }
}

/// What the checks and the rules find, which receipts they looked at, and what rules had to do for it.
fn find(
    batch: &Batch,
    institution: Option<Institution>,
    masters: &Masters,
    config: &Config<'_>,
    scratch: &mut Scratch,
) -> (content::Outcome, Option<Vec<bool>>, Vec<RuleWork>) {
    let kind = kind_by(batch, institution, config);
    let mut found = content::check_by(batch, masters, &config.content, &kind);
    let only = only(batch, institution, config.partition);
    if let Some(only) = &only {
        let kept = |seq: u64| seq.checked_sub(batch.receipts_before + 1).and_then(|at| only.get(at as usize));
        found.findings.retain(|finding| kept(finding.seq).is_some_and(|kept| *kept));
        found.not_evaluated.retain(|missing| kept(missing.seq).is_some_and(|kept| *kept));
    }
    if let Some(source) = config.eligibility {
        eligibility::check(batch, only.as_deref(), source, config.content.lang, &mut found);
    }
    let mut work = Vec::new();
    if let Some(book) = config.rules {
        let books = Books { national: book, branches: config.branches };
        let known = Known { history: config.history, institution };
        let told = (config.content.lang, &kind as &dyn Fn(usize) -> InstitutionKind);
        work = rules::judge((books, only.as_deref()), batch, known, told, scratch, &mut found);
    }
    (found, only, work)
}

/// Whether a hospital or a clinic files a receipt of a batch.
fn kind_by(
    batch: &Batch,
    institution: Option<Institution>,
    config: &Config<'_>,
) -> impl Fn(usize) -> InstitutionKind {
    move |receipt| match config.institutions {
        Some(register) => register.kind(institution_at(institution, batch, receipt)),
        None => config.content.institution,
    }
}

/// Which receipts of a batch are judged; `None`: all of them.
fn only(batch: &Batch, institution: Option<Institution>, partition: Partition) -> Option<Vec<bool>> {
    (partition.of > 1).then(|| keys(batch, institution).iter().map(|key| key.is_in(partition)).collect())
}

/// Fills as many batches as the stream gives. A stream that breaks gives what it had, and is remembered.
pub(crate) fn fill<R: Read>(
    cutter: &mut Cutter<R>,
    batches: &mut [Batch],
    broken: &mut Option<io::Error>,
) -> usize {
    let mut filled = 0;
    for batch in batches {
        let more = cutter.next(batch).unwrap_or_else(|error| {
            *broken = Some(error);
            cutter.give_up();
            // After giving up the cutter no longer reads, so it cannot fail again.
            cutter.next(batch).unwrap_or(false)
        });
        if !more {
            break;
        }
        filled += 1;
    }
    filled
}
