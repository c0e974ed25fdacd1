//! The flow of a claim file: cut, read, check, place, check against masters, hand over.

use std::io::{self, Read};

use eval::{Book, Scratch};
use history::{History, InForce};
use intake::content::{self, NotEvaluated};
use intake::file::FileState;
use intake::structure;
use masters::Masters;
use model::{Defect, Finding};
use rayon::prelude::*;
use receipt::Batch;
use receipt::Institution;
use receipt::cut::{Cutter, Limits};

use crate::Summary;
use crate::rules::{self, Known};
use crate::session::Counters;

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
    /// The patients' other claims, if they are known; the file that is reviewed is among them.
    pub history: Option<&'a History>,
    /// A revision that judges beside the live one.
    pub shadow: Option<Shadow<'a>>,
    /// Counts that several runs share.
    pub counters: Option<&'a Counters>,
}

/// Another revision, of which nothing is issued.
#[derive(Clone, Copy, Debug)]
pub struct Shadow<'a> {
    /// Its masters.
    pub masters: &'a Masters,
    /// Its rules.
    pub rules: &'a Book<'a>,
}

/// A part of a file that was reviewed.
#[derive(Debug)]
pub struct Reviewed<'a> {
    /// The batch with its columns; `None` for what is known only at the end of the file.
    pub batch: Option<&'a Batch>,
    /// What is wrong with the file, in file order.
    pub defects: &'a [Defect],
    /// What the checks have to say, in file order.
    pub findings: &'a [Finding],
    /// Checks that could not be made, in file order. A receipt among them is not clean.
    pub not_evaluated: &'a [NotEvaluated],
    /// What the shadow would have said, to compare with and never to issue; `None` without one.
    pub shadow: Option<&'a [Finding]>,
}

/// What came of a file.
#[derive(Debug)]
pub struct Outcome {
    /// Counts.
    pub summary: Summary,
    /// Why the stream ended early, if it did; what came before was reviewed.
    pub broken: Option<io::Error>,
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
    let mut cutter = Cutter::new(source, config.limits);
    let mut file = FileState::default();
    let mut in_force = InForce::default();
    let mut outcome = Outcome { summary: Summary::default(), broken: None };
    let mut batches: Vec<Batch> = (0..width(config)).map(|_| Batch::default()).collect();
    loop {
        let filled = fill(&mut cutter, &mut batches, &mut outcome.broken);
        let part = batches.get_mut(..filled).unwrap_or_default();
        part.par_iter_mut().for_each(|batch| {
            receipt::read(batch);
            structure::check(batch);
        });
        for batch in &mut *part {
            file.take(batch);
        }
        let institutions: Vec<_> = part.iter().map(|batch| in_force.pass(batch)).collect();
        let contents: Vec<(content::Outcome, Option<Vec<Finding>>)> = part
            .par_iter()
            .zip(&institutions)
            .map_init(Scratch::default, |scratch, (batch, institution)| {
                let outcome = check(batch, *institution, masters, &config, scratch);
                if let Some(counters) = config.counters {
                    counters.add(batch, *institution, &outcome.findings);
                }
                (outcome, config.shadow.map(|shadow| shadow.check(batch, *institution, &config, scratch)))
            })
            .collect();
        for (batch, (content::Outcome { findings, not_evaluated }, shadow)) in part.iter().zip(&contents) {
            let shadow = shadow.as_deref();
            outcome.summary.count_batch(batch, findings, not_evaluated);
            if let Some(book) = config.rules {
                outcome.summary.note_ended(batch, book);
            }
            each(Reviewed { batch: Some(batch), defects: &batch.defects, findings, not_evaluated, shadow })?;
        }
        if filled < batches.len() {
            break;
        }
    }
    let last = file.finish();
    outcome.summary.count_defects(&last);
    each(Reviewed { batch: None, defects: &last, findings: &[], not_evaluated: &[], shadow: None })?;
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
        let own = Config { rules: Some(self.rules), ..*config };
        check(batch, institution, self.masters, &own, scratch).findings
    }
}

/// How many batches are worked on at once.
pub(crate) fn width(config: Config<'_>) -> usize {
    if config.batches == 0 { rayon::current_num_threads() * 2 } else { config.batches }
}

/// The checks against masters, then the rules.
fn check(
    batch: &Batch,
    institution: Option<Institution>,
    masters: &Masters,
    config: &Config<'_>,
    scratch: &mut Scratch,
) -> content::Outcome {
    let mut outcome = content::check(batch, masters, &config.content);
    if let Some(book) = config.rules {
        let known = config.history.map(|history| Known { history, institution });
        rules::judge(book, batch, known, &config.content, scratch, &mut outcome);
    }
    outcome
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
