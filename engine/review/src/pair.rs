//! One reading of a file, judged twice: what two rule sets say of the same receipts, batch by batch.

use std::io::{self, Read};

use history::InForce;
use intake::file::{FileState, Refusals};
use masters::Masters;
use rayon::prelude::*;
use receipt::Batch;
use receipt::cut::Cutter;

use crate::flow::{Config, Reviewed, fill, judge, read_each, width};
use crate::idle::Idle;

/// What came of a file that was judged twice.
#[derive(Debug, Default)]
pub struct PairOutcome {
    /// Why the stream ended early, if it did; what came before was judged.
    pub broken: Option<io::Error>,
    /// Whose claims of the file turned out to be such that cannot be received.
    pub refused: Refusals,
}

/// Reviews one stream by two configurations, each with its masters; both see the same batches. `work` is done on each pair of parts on the
/// thread that judged them, `each` is given what came of it in file order.
///
/// Defects are the same for both. What is known only at the end of a file has no receipts, so it is not handed over.
pub fn review_pair<T: Send>(
    source: impl Read,
    [old_masters, new_masters]: [&Masters; 2],
    [old, new]: [Config<'_>; 2],
    work: impl Fn([Reviewed<'_>; 2]) -> T + Sync,
    mut each: impl FnMut(T),
) -> PairOutcome {
    let mut cutter = Cutter::new(source, old.limits);
    let (mut file, mut in_force, mut outcome) =
        (FileState::default(), InForce::default(), PairOutcome::default());
    let mut batches: Vec<Batch> = (0..width(old)).map(|_| Batch::default()).collect();
    // What judging remembers is remembered by book, so each side has its own.
    let own = <[Idle; 2]>::default();
    let (old_idle, new_idle) = (old.idle.unwrap_or(&own[0]), new.idle.unwrap_or(&own[1]));
    loop {
        let filled = fill(&mut cutter, &mut batches, &mut outcome.broken);
        let part = batches.get_mut(..filled).unwrap_or_default();
        read_each(part);
        for batch in &mut *part {
            file.take(batch);
        }
        let institutions: Vec<_> = part.iter().map(|batch| in_force.pass(batch)).collect();
        let worked: Vec<T> = part
            .par_iter()
            .zip(&institutions)
            .map(|(batch, institution)| {
                let before = old_idle.with(|scratch| judge(batch, *institution, old_masters, &old, scratch));
                let after = new_idle.with(|scratch| judge(batch, *institution, new_masters, &new, scratch));
                work([before.part(batch), after.part(batch)])
            })
            .collect();
        worked.into_iter().for_each(&mut each);
        if filled < batches.len() {
            break;
        }
    }
    file.finish();
    outcome.refused = file.refusals().clone();
    outcome
}
