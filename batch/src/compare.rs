//! Two rule sets, or two sets of masters, over one corpus: each file is read once, judged and settled by both, and only what differs is kept.
//!
//! Memory is that of reviewing one batch twice, and for each rule some counts and a few examples, whatever the number of
//! receipts. Counts are added in any order and examples are those that come first, so threads do not matter.

mod comparison;
mod pairing;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use ::history::{History, Partition};
use intake::file::Refusals;
use review::{Config, Idle, PairOutcome, Reviewed, review_pair};
use sources::SourceError;

pub use comparison::{Comparison, Difference, Example, RuleDifference, Side, Tally, Unread, aspect_name};

use crate::error::BatchError;
use crate::history::take_in;
use crate::plan::{Input, Inputs, Plan};
use crate::progress::Progress;
use crate::screen::{Revision, Settings};

/// Judges the inputs by an old and a new revision, each with its masters, settled as in screening.
///
/// # Errors
/// An input that was named cannot be found. What cannot be read is told in [`Comparison::unread`].
pub fn compare(
    inputs: &Inputs,
    sides: [&Revision<'_>; 2],
    settings: &Settings,
    examples: usize,
    progress: &Progress,
) -> Result<Comparison, BatchError> {
    let plan = Plan::new(inputs, None, None, Vec::new(), settings.memory)?;
    progress.expect(plan.bytes() * plan.parts);
    let files: Vec<&Input> = plan.units.iter().flatten().collect();
    let (mut total, idle) = (Comparison::new(examples), <[Idle; 2]>::default());
    for part in 0..plan.parts {
        let partition = Partition { part, of: plan.parts };
        let history = (!plan.history.is_empty()).then(|| take_in(&plan, partition, settings.complete_from));
        let history = history.as_ref();
        let work = Work { sides, settings, history, partition, examples, progress, idle: idle.each_ref() };
        total.add(work.all(&files));
    }
    Ok(total)
}

/// A claim file that is at hand, such as one that is kept sealed and was opened for this.
#[derive(Clone, Copy, Debug)]
pub struct AtHand<'a> {
    /// Its place among several: examples that come first are kept.
    pub place: u64,
    /// How examples name it.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Whether it is a file from its beginning to its end; of parts of one, nothing is said of how a file must end.
    pub whole: bool,
}

/// The same of one claim file in memory, on the threads of whoever calls; what comes of several is added up.
pub fn compare_at_hand(
    file: AtHand<'_>,
    sides: [&Revision<'_>; 2],
    settings: &Settings,
    examples: usize,
) -> Comparison {
    let (progress, idle) = (Progress::default(), <[Idle; 2]>::default());
    let work = Work {
        sides,
        settings,
        history: None,
        partition: Partition::WHOLE,
        examples,
        progress: &progress,
        idle: idle.each_ref(),
    };
    let once = |refused: Option<&Refusals>| {
        let mut compared = Comparison::new(examples);
        let mut bytes = file.bytes;
        let outcome = work.stream((file.place, 0), file.name, &mut bytes, refused, &mut compared);
        (compared, outcome.refused)
    };
    match once(None) {
        (_, refused) if file.whole && refused.any() => once(Some(&refused)).0,
        (compared, _) => compared,
    }
}

/// Whose claims cannot be received, by the place of their stream in its file.
type Refused = BTreeMap<u64, Refusals>;

/// What one part of the patients is compared with.
struct Work<'a> {
    sides: [&'a Revision<'a>; 2],
    settings: &'a Settings,
    history: Option<&'a History>,
    partition: Partition,
    examples: usize,
    progress: &'a Progress,
    /// What judging remembers, for each side.
    idle: [&'a Idle; 2],
}

impl Work<'_> {
    /// All files, each taken by the next thread that is free.
    fn all(&self, files: &[&Input]) -> Comparison {
        let next = AtomicUsize::new(0);
        let total = Mutex::new(Comparison::new(self.examples));
        std::thread::scope(|scope| {
            for _ in 0..self.settings.jobs.clamp(1, files.len().max(1)) {
                scope.spawn(|| {
                    loop {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        let Some(file) = files.get(at) else { return };
                        let compared = self.file(at as u64, file);
                        locked(&total).add(compared);
                    }
                });
            }
        });
        total.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// One file; again when it turns out at its end that what somebody filed cannot be received, for then none of it is.
    fn file(&self, at: u64, input: &Input) -> Comparison {
        let mut refused = BTreeMap::new();
        loop {
            let (compared, turned_out) = self.attempt(at, input, &refused);
            if turned_out == refused {
                return compared;
            }
            refused = turned_out;
        }
    }

    /// What came of a file, and of which of its streams something cannot be received.
    fn attempt(&self, at: u64, input: &Input, refused: &Refused) -> (Comparison, Refused) {
        let mut compared = Comparison::new(self.examples);
        let (mut also, mut stream_at) = (Refused::new(), 0);
        let read = input.each_stream(|stream| {
            let place = (at, stream_at);
            let outcome =
                self.stream(place, &stream.name, stream.bytes, refused.get(&stream_at), &mut compared);
            if outcome.refused.any() {
                also.insert(stream_at, outcome.refused);
            }
            if let Some(error) = outcome.broken {
                self.unread(place, &stream.name, &error, &mut compared);
            }
            stream_at += 1;
            Ok::<(), SourceError>(())
        });
        if let Err(error) = read {
            self.unread((at, stream_at), &error.name, &error.cause, &mut compared);
        }
        (compared, also)
    }

    fn unread(&self, place: (u64, u64), file: &str, cause: &std::io::Error, into: &mut Comparison) {
        // Every part of the patients reads all files; what they say of them is the same.
        if self.partition.part == 0 {
            into.unread.push(Unread { place, file: file.to_owned(), cause: (self.settings.io_cause)(cause) });
        }
    }

    fn config<'b>(
        &'b self,
        (revision, idle): (&'b Revision<'b>, &'b Idle),
        refused: Option<&'b Refusals>,
    ) -> Config<'b> {
        Config {
            content: self.settings.content(),
            rules: Some(revision.book),
            branches: revision.branches,
            history: self.history,
            institutions: Some(&self.settings.institutions),
            eligibility: revision.eligibility,
            routing: Some(revision.routing),
            partition: self.partition,
            refused,
            idle: Some(idle),
            ..Config::default()
        }
    }

    fn stream(
        &self,
        place: (u64, u64),
        file: &str,
        bytes: &mut dyn std::io::Read,
        refused: Option<&Refusals>,
        into: &mut Comparison,
    ) -> PairOutcome {
        let [old, new] = self.sides;
        let work = |parts: [Reviewed<'_>; 2]| {
            let mut compared = Comparison::new(self.examples);
            let bytes = parts.first().and_then(|part| part.batch).map_or(0, |batch| batch.bytes.len() as u64);
            pairing::part(parts, (place, file), &mut compared);
            (compared, bytes)
        };
        review_pair(
            bytes,
            [old.masters, new.masters],
            [self.config((old, self.idle[0]), refused), self.config((new, self.idle[1]), refused)],
            work,
            |(compared, bytes)| {
                self.progress.add(compared.receipts, bytes);
                into.add(compared);
            },
        )
    }
}

fn locked<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
