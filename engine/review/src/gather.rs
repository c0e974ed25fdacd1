//! Takes in the claims of a file as history: read and placed as in a review, kept without their bytes.

use std::io::{self, Read};

use history::{Collector, InForce, keys};
use intake::file::FileState;
use rayon::prelude::*;
use receipt::Batch;
use receipt::cut::Cutter;

use crate::flow::{Config, fill, width};

/// Takes in one stream. A stream that breaks gives what it had, and the cause is returned.
///
/// The checks inside a receipt are not run: whether points add up does not matter to what was done and when. What runs
/// across the file is: a file without its sums, or with other sums than it says, has lost claims.
pub fn gather(source: impl Read, name: &str, config: Config<'_>, into: &mut Collector) -> Option<io::Error> {
    let mut cutter = Cutter::new(source, config.limits);
    let (mut file, mut in_force, mut broken) = (FileState::default(), InForce::default(), None);
    let mut batches: Vec<Batch> = (0..width(config)).map(|_| Batch::default()).collect();
    into.begin(name);
    loop {
        let filled = fill(&mut cutter, &mut batches, &mut broken);
        let part = batches.get_mut(..filled).unwrap_or_default();
        part.par_iter_mut().for_each(receipt::read);
        for batch in &mut *part {
            file.take(batch);
        }
        let institutions: Vec<_> = part.iter().map(|batch| in_force.pass(batch)).collect();
        let keyed: Vec<_> =
            part.par_iter().zip(&institutions).map(|(batch, own)| keys(batch, *own)).collect();
        for (batch, keys) in part.iter().zip(&keyed) {
            into.add(batch, keys);
        }
        if filled < batches.len() {
            break;
        }
    }
    into.end(&file.finish(), broken.is_some());
    broken
}
