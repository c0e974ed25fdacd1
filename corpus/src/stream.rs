//! Makes a corpus: blocks in parallel, written in order, with memory that does not grow.

mod block;

use std::io::{self, Write};

use masters::Masters;
use model::{CheckKind, Month};
use rayon::prelude::*;

use crate::calendar;
use crate::catalog::Catalog;
use crate::label::Label;
use block::{Orders, Unit, make};

/// What to make.
#[derive(Clone, Debug)]
pub struct Config {
    /// How many receipts, over all months.
    pub receipts: u64,
    /// The same seed gives the same bytes.
    pub seed: u64,
    /// The first month of service.
    pub month: Month,
    /// How many months of the same patients.
    pub months: u32,
    /// How many receipts of a million get an error.
    pub errors_ppm: u32,
    /// Only errors of these kinds; all kinds when empty.
    pub only: Vec<CheckKind>,
    /// Which claims.
    pub kind: Kind,
    /// How many threads; 0 is as many as the machine has.
    pub jobs: usize,
}

/// The kinds of claims that can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 医科.
    Medical,
}

/// How far it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Receipts written.
    pub receipts: u64,
    /// Bytes written.
    pub bytes: u64,
}

/// What was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Receipts written.
    pub receipts: u64,
    /// Bytes written.
    pub bytes: u64,
    /// Physical lines written.
    pub lines: u64,
    /// IR … GO blocks written.
    pub blocks: u64,
    /// Errors put in, by kind, in the order of the contract.
    pub errors: Vec<(CheckKind, u64)>,
}

/// Why a corpus could not be made.
#[derive(Debug, thiserror::Error)]
pub enum CorpusError {
    /// The destination refused the bytes.
    #[error("cannot write the corpus")]
    Output(#[from] io::Error),
    /// The masters given have nothing in force that could be claimed.
    #[error("the masters have no procedures in force in {0}; choose another month or other masters")]
    NothingToClaim(Month),
    /// The generator made a value that its record cannot hold: a fault of this program.
    #[error("a made-up value does not fit its record: {0}")]
    Record(#[from] receipt::write::WriteError),
    /// The threads could not be started.
    #[error("cannot start the threads")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

/// How many institutions without any receipt end the search for more.
const FRUITLESS: u32 = 2000;

/// Makes a corpus and gives each label as soon as its line is known.
///
/// # Errors
/// When `out` or `labels` refuse, or when the masters leave nothing to claim.
pub fn generate(
    config: &Config,
    masters: &Masters,
    out: &mut (dyn Write + Send),
    labels: &mut dyn FnMut(&Label) -> io::Result<()>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Summary, CorpusError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(config.jobs).build()?;
    let mut run = Run { config, masters, pool, out, labels, progress, summary: Summary::default() };
    for nth in 0..config.months.max(1) {
        run.month(nth)?;
    }
    run.out.write_all(&[0x1A])?;
    run.summary.bytes += 1;
    run.out.flush()?;
    run.summary.errors.sort_by_key(|&(kind, _)| kind);
    Ok(run.summary)
}

struct Run<'a> {
    config: &'a Config,
    masters: &'a Masters,
    pool: rayon::ThreadPool,
    out: &'a mut (dyn Write + Send),
    labels: &'a mut dyn FnMut(&Label) -> io::Result<()>,
    progress: &'a mut dyn FnMut(Progress),
    summary: Summary,
}

impl Run<'_> {
    /// One month: institutions in order until the share of the month is reached.
    fn month(&mut self, nth: u32) -> Result<(), CorpusError> {
        let month =
            i32::try_from(nth).ok().and_then(|n| self.config.month.plus(n)).unwrap_or(self.config.month);
        let catalog = Catalog::new(self.masters, month);
        let mut left = self.share(nth);
        let orders = Orders {
            config: self.config,
            masters: self.masters,
            catalog: &catalog,
            month,
            nth,
            most: roster_cap(self.config.receipts / u64::from(self.config.months.max(1))),
        };
        let (mut next, mut fruitless) = (0, 0);
        while left > 0 {
            let batch = next..next + self.pool.current_num_threads() as u32 * 2;
            next = batch.end;
            let units: Result<Vec<Unit>, _> = self
                .pool
                .install(|| batch.into_par_iter().map(|place| make(&orders, place, u64::MAX)).collect());
            for unit in units? {
                fruitless = if unit.receipts == 0 { fruitless + 1 } else { 0 };
                if left > 0 {
                    left -= self.write(&orders, unit, left)?;
                }
            }
            if fruitless > FRUITLESS {
                return Err(CorpusError::NothingToClaim(month));
            }
        }
        Ok(())
    }

    /// How many receipts a month gets: equal shares, the first months one more when it does not divide.
    fn share(&self, nth: u32) -> u64 {
        let months = u64::from(self.config.months.max(1));
        self.config.receipts / months + u64::from(u64::from(nth) < self.config.receipts % months)
    }

    /// Writes a unit; made anew with fewer receipts when it has more than are left.
    fn write(&mut self, orders: &Orders<'_>, unit: Unit, left: u64) -> Result<u64, CorpusError> {
        let unit = if unit.receipts > left { make(orders, unit.place, left)? } else { unit };
        for block in unit.blocks {
            self.out.write_all(&block.bytes)?;
            for mut label in block.labels {
                label.seq += self.summary.receipts;
                label.lines.iter_mut().for_each(|line| *line += self.summary.lines);
                self.tally(label.check);
                (self.labels)(&label)?;
            }
            self.summary.receipts += block.receipts;
            self.summary.lines += block.lines;
            self.summary.bytes += block.bytes.len() as u64;
            self.summary.blocks += 1;
        }
        (self.progress)(Progress { receipts: self.summary.receipts, bytes: self.summary.bytes });
        Ok(unit.receipts)
    }

    fn tally(&mut self, kind: CheckKind) {
        match self.summary.errors.iter_mut().find(|(k, _)| *k == kind) {
            Some((_, count)) => *count += 1,
            None => self.summary.errors.push((kind, 1)),
        }
    }
}

/// Small corpora still get several institutions.
fn roster_cap(receipts: u64) -> u32 {
    u32::try_from(receipts / 6).unwrap_or(u32::MAX).clamp(12, 6000)
}

/// The days on which a place is open in a month.
pub(crate) fn open_days(place: &crate::people::Place, month: Month) -> u32 {
    calendar::open_days(month, place.closed)
}

#[cfg(test)]
mod tests;
