//! Differences held against the limits of a pipeline. Without any limit, no difference at all is allowed.

use batch::{Comparison, Tally};
use serde::Serialize;

use crate::args::rules::diff::{Amount, Diff, Limit, Scope};

/// A limit and what was found.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Verdict {
    /// The option.
    pub limit: &'static str,
    /// The rule, or everything together.
    pub rule: Option<String>,
    /// How much is allowed.
    pub allowed: u64,
    /// How much was found.
    pub found: u64,
    /// Differences of which the points cannot be computed; none is within a limit of points.
    pub unknown: u64,
    /// Whether it is within the limit.
    pub passed: bool,
}

/// What a limit counts in a tally; the second is what cannot be counted.
type Count = fn(&Tally) -> (u64, u64);

fn named(options: &Diff) -> [(&'static str, &[Limit], Count); 6] {
    [
        ("max-added", &options.max_added, |of| (of.added, 0)),
        ("max-removed", &options.max_removed, |of| (of.removed, 0)),
        ("max-changed", &options.max_changed, |of| (of.changed, 0)),
        ("max-receipts", &options.max_receipts, |of| (of.receipts, 0)),
        ("max-points", &options.max_points, |of| (of.points_moved, of.points_unknown)),
        ("max-not-evaluated", &options.max_not_evaluated, |of| (of.newly_open, 0)),
    ]
}

/// A rule that a limit names and nobody knows.
pub(super) fn unknown(options: &Diff, known: impl Fn(&str) -> bool) -> Option<String> {
    let scopes = named(options).into_iter().flat_map(|(_, limits, _)| limits).map(|limit| &limit.scope);
    let mut rules = scopes.filter_map(|scope| match scope {
        Scope::Rule(code) => Some(code),
        Scope::All | Scope::Each => None,
    });
    rules.find(|code| !known(code)).cloned()
}

/// Every limit with what was found.
pub(super) fn held(options: &Diff, of: &Comparison) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    let mut hold = |limit: &'static str, rule: Option<&str>, amount: Amount, (found, unknown): (u64, u64)| {
        let allowed = match amount {
            Amount::Count(count) => count,
            Amount::Share(millionths) => of.receipts.saturating_mul(millionths) / 1_000_000,
        };
        let rule = rule.map(str::to_owned);
        let passed = found <= allowed && unknown == 0;
        verdicts.push(Verdict { limit, rule, allowed, found, unknown, passed });
    };
    let mut any = !options.max_dispositions.is_empty();
    for (name, limits, count) in named(options) {
        for limit in limits {
            any = true;
            match &limit.scope {
                Scope::All => hold(name, None, limit.amount, count(&of.total)),
                Scope::Each => of.rules.iter().for_each(|(rule, own)| {
                    hold(name, Some(rule), limit.amount, count(&own.tally));
                }),
                Scope::Rule(rule) => {
                    let found = of.rules.get(rule).map_or((0, 0), |own| count(&own.tally));
                    hold(name, Some(rule), limit.amount, found);
                }
            }
        }
    }
    for limit in &options.max_dispositions {
        hold("max-dispositions", None, limit.amount, (of.dispositions_changed(), 0));
    }
    if !any {
        hold("max-receipts", None, Amount::Count(0), (of.total.receipts, 0));
    }
    verdicts
}
