//! What a screening counted of a file, in the words of the store.

use batch::RuleCount;
use model::Queue;
use outcome::Disposition;
use store::figures::{Figures, FileFigures, RuleFigures};

/// The figures of a file.
pub(super) fn of(of: &batch::FileFigures) -> FileFigures {
    let counts = &of.counts;
    let mut figures = Figures {
        receipts: whole(counts.receipts),
        dispositions: Disposition::ALL.map(|one| whole(counts.of(one))),
        queues: Queue::ALL.map(|queue| whole(counts.queues.get(queue.slug()).copied().unwrap_or(0))),
        flagged: whole(counts.flagged),
        not_evaluated: whole(counts.not_evaluated),
        only_not_evaluated: whole(counts.only_not_evaluated),
        points_claimed: counts.points_claimed,
        points_assessed: counts.points_assessed,
        ..Figures::default()
    };
    for (rule, branches) in &counts.rules {
        let sum = figures.rules.entry(rule.clone()).or_default();
        branches.values().for_each(|one| sum.add(&rule_figures(one)));
    }
    for (rule, causes) in &counts.open {
        for (cause, receipts) in causes {
            figures.open.insert((rule.clone(), cause.clone()), whole(*receipts));
        }
    }
    let filed = of.billed.map_or_else(|| "none".to_owned(), |month| month.to_string());
    FileFigures { file: of.file.clone(), filed, figures }
}

fn rule_figures(of: &RuleCount) -> RuleFigures {
    RuleFigures {
        flagged: whole(of.flagged),
        assessed: whole(of.assessed),
        returned: whole(of.returned),
        subsumed: whole(of.subsumed),
        told: whole(of.told),
        points: of.points,
    }
}

/// No run has more receipts than fit.
fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
