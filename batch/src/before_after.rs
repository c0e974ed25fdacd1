//! What rules did in two runs, one before and one after a change: findings that stand, by how they ended, and points.
//!
//! What became of claims that were filed again (再審査) no run knows.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::counts::RuleCount;
use crate::run::Run;

/// Of fewer findings than this on both sides no rate is told.
const RATE_FROM: u64 = 10;

/// A rule in two runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BeforeAfter {
    /// The rule.
    pub rule: String,
    /// The branch; `None`: the whole run.
    pub branch: Option<u8>,
    /// Receipts, before and after.
    pub receipts: [u64; 2],
    /// What the rule did.
    pub counts: [RuleCount; 2],
    /// Findings that stand of 1,000,000 receipts; `None` where there are too few to tell, or no receipts.
    pub per_million: [Option<u64>; 2],
}

/// What the rules did in two runs: in the whole, and in each branch when that is asked for. Rules without findings in both are
/// left out.
pub fn before_after(before: &Run, after: &Run, by_branch: bool) -> Vec<BeforeAfter> {
    let sides = [before, after];
    let rules: BTreeSet<&String> = sides.iter().flat_map(|run| run.counts.rules.keys()).collect();
    let mut rows = Vec::new();
    for rule in rules {
        rows.push(row(sides, rule, None));
        if by_branch {
            let of = |run: &Run| {
                run.counts.rules.get(rule).into_iter().flat_map(|all| all.keys().copied()).collect()
            };
            let branches: BTreeSet<u8> = sides.iter().flat_map(|run| -> Vec<u8> { of(run) }).collect();
            rows.extend(branches.into_iter().map(|branch| row(sides, rule, Some(branch))));
        }
    }
    rows
}

fn row(sides: [&Run; 2], rule: &str, branch: Option<u8>) -> BeforeAfter {
    let counts = sides.map(|run| {
        let mut sum = RuleCount::default();
        let all = run.counts.rules.get(rule).into_iter().flatten();
        all.filter(|(of, _)| branch.is_none_or(|branch| **of == branch)).for_each(|(_, one)| sum.add(one));
        sum
    });
    let receipts = sides.map(|run| match branch {
        None => run.counts.receipts,
        Some(branch) => run.counts.branches.get(&branch).map_or(0, |of| of.receipts),
    });
    let enough = counts.iter().any(|count| count.standing() >= RATE_FROM);
    let rate = |side: (u64, &RuleCount)| {
        let rate = (u128::from(side.1.standing()) * 1_000_000).checked_div(u128::from(side.0))?;
        u64::try_from(rate).ok().filter(|_| enough)
    };
    let [before, after] = &counts;
    let [of_before, of_after] = receipts;
    let per_million = [(of_before, before), (of_after, after)].map(rate);
    BeforeAfter { rule: rule.to_owned(), branch, receipts, counts, per_million }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{RuleCount, Run, before_after};
    use crate::counts::{Counts, InstitutionCount};

    fn run(receipts: u64, rules: &[(&str, u8, u64)]) -> Run {
        let mut counts = Counts { receipts, ..Counts::default() };
        for &(rule, branch, assessed) in rules {
            let count = RuleCount { assessed, subsumed: 7, points: -10, ..RuleCount::default() };
            counts.rules.entry(rule.to_owned()).or_default().insert(branch, count);
            counts.branches.insert(branch, InstitutionCount { receipts: receipts / 2, ..Default::default() });
        }
        Run { counts, ..Run::default() }
    }

    #[test]
    fn a_rule_is_held_against_itself_by_how_many_receipts_there_were() {
        let before = run(1_000, &[("A", 13, 6), ("A", 27, 5), ("B", 13, 1)]);
        let after = run(4_000, &[("A", 13, 40), ("C", 13, 0)]);
        let told: BTreeMap<_, _> = before_after(&before, &after, true)
            .into_iter()
            .map(|one| {
                ((one.rule, one.branch), (one.receipts, one.counts.map(|of| of.assessed), one.per_million))
            })
            .collect();
        let of = |rule: &str, branch| told.get(&(rule.to_owned(), branch)).copied();
        assert_eq!(of("A", None), Some(([1_000, 4_000], [11, 40], [Some(11_000), Some(10_000)])));
        assert_eq!(of("A", Some(13)), Some(([500, 2_000], [6, 40], [Some(12_000), Some(20_000)])));
        // Too few to tell a rate, and a branch that only one side has.
        assert_eq!(of("A", Some(27)), Some(([500, 0], [5, 0], [None, None])));
        assert_eq!(of("B", None).map(|told| told.2), Some([None, None]));
        assert_eq!(before_after(&before, &after, false).len(), 3);
    }
}
