//! Which rules end otherwise in one branch than in the nation, and when there are too few cases to say so.
//!
//! A finding that stands ends in one of three ways: shown to somebody, assessed, returned. What most findings of a rule
//! come to in the nation is its usual end; every finding that ends otherwise differs.
//!
//! SPEC: 支払基金 審査の可視化レポート, 検証不要 ③: ③-1 nothing differs; ③-2 少数事例: fewer than ten differing cases in the
//! nation in a year, or a prefecture with fewer than a hundred cases in a year of which less than a tenth differ. Its
//! 都道府県別少数事例基準件数 is not known here and is not applied. The rules speak of years, a run of what it was given.

use std::collections::BTreeMap;

use batch::RuleCount;
use model::Text;

use crate::words::share;

/// Fewer differing findings than this in the nation are few.
pub const FEW_IN_NATION: u64 = 10;
/// A branch with fewer findings than this, ...
pub const FEW_IN_BRANCH: u64 = 100;
/// ... of which less than this share differs (hundredths of a per cent), has few.
pub const SMALL_SHARE: u64 = 1_000;
/// Of fewer findings than this no share is told.
pub const SHARE_FROM: u64 = 10;

/// How a standing finding ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Shown to somebody; of what people decided, left as claimed.
    Shown,
    /// Points were taken.
    Assessed,
    /// The receipt went back.
    Returned,
}

/// How often each of them was the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ends {
    /// Shown to somebody; of what people decided, left as claimed.
    pub shown: u64,
    /// Points were taken.
    pub assessed: u64,
    /// The receipt went back.
    pub returned: u64,
}

impl From<&RuleCount> for Ends {
    fn from(of: &RuleCount) -> Self {
        Self { shown: of.flagged, assessed: of.assessed, returned: of.returned }
    }
}

impl Ends {
    /// All of them.
    pub const fn all(self) -> u64 {
        self.shown + self.assessed + self.returned
    }
}

impl End {
    /// What people call it.
    pub const fn name(self) -> Text {
        match self {
            Self::Shown => Text::new("人へ", "Shown"),
            Self::Assessed => Text::new("査定", "Assessed"),
            Self::Returned => Text::new("返戻", "Returned"),
        }
    }

    const ALL: [Self; 3] = [Self::Assessed, Self::Returned, Self::Shown];

    const fn of(self, count: Ends) -> u64 {
        match self {
            Self::Shown => count.shown,
            Self::Assessed => count.assessed,
            Self::Returned => count.returned,
        }
    }
}

/// What is to be said of differences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Nothing differs.
    Same,
    /// Too little in the nation.
    FewInNation,
    /// Too little in the branch.
    FewInBranch,
    /// Somebody should see why.
    Matters,
}

impl Weight {
    /// What people call it.
    pub const fn name(self) -> Text {
        match self {
            Self::Same => Text::new("差なし", "same"),
            Self::FewInNation => Text::new("少数（全国）", "few in the nation"),
            Self::FewInBranch => Text::new("少数（支部）", "few in the branch"),
            Self::Matters => Text::new("確かめる", "to be looked into"),
        }
    }
}

/// Findings of a rule, and those that end otherwise than most in the nation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Differing {
    /// All of them.
    pub findings: u64,
    /// Those that differ.
    pub differing: u64,
}

impl Differing {
    /// In hundredths of a per cent; `None` of too few findings.
    pub fn share(self) -> Option<u64> {
        (self.findings >= SHARE_FROM).then(|| share(self.differing, self.findings))
    }
}

/// A rule over all branches.
#[derive(Debug, PartialEq, Eq)]
pub struct Uniform {
    /// What most of its findings come to.
    pub usual: End,
    /// Over all branches.
    pub nation: Differing,
    /// Each branch in which it has findings that stand.
    pub branches: BTreeMap<u8, (Differing, Weight)>,
}

impl Uniform {
    /// A rule by its counts in branches; `None` when no finding of it stands. Receipts of which the prefecture cannot be read
    /// (branch 0) belong to no branch.
    pub fn of(counts: &BTreeMap<u8, RuleCount>) -> Option<Self> {
        Self::of_ends(&counts.iter().map(|(branch, count)| (*branch, count.into())).collect())
    }

    /// The same of counts that come from elsewhere, such as what people decided.
    pub fn of_ends(counts: &BTreeMap<u8, Ends>) -> Option<Self> {
        let known = || counts.iter().filter(|(branch, _)| **branch != 0);
        let ends = End::ALL.map(|end| (end, known().map(|(_, count)| end.of(*count)).sum::<u64>()));
        let most = ends.iter().map(|(_, n)| *n).max().filter(|most| *most > 0)?;
        let (usual, _) = *ends.iter().find(|(_, n)| *n == most)?;
        let differing =
            |count: Ends| Differing { findings: count.all(), differing: count.all() - usual.of(count) };
        let each = || known().map(|(branch, count)| (*branch, differing(*count)));
        let nation = each().fold(Differing { findings: 0, differing: 0 }, |sum, (_, one)| Differing {
            findings: sum.findings + one.findings,
            differing: sum.differing + one.differing,
        });
        let branches = each().filter(|(_, one)| one.findings > 0);
        let branches = branches.map(|(branch, one)| (branch, (one, weight(nation, one)))).collect();
        Some(Self { usual, nation, branches })
    }

    /// The branches of which somebody should see why.
    pub fn matters(&self) -> impl Iterator<Item = (u8, Differing)> {
        let all = self.branches.iter().map(|(branch, (one, weight))| (*branch, *one, *weight));
        all.filter(|(_, _, weight)| *weight == Weight::Matters).map(|(branch, one, _)| (branch, one))
    }
}

fn weight(nation: Differing, branch: Differing) -> Weight {
    match () {
        () if branch.differing == 0 => Weight::Same,
        () if nation.differing < FEW_IN_NATION => Weight::FewInNation,
        () if branch.findings < FEW_IN_BRANCH && share(branch.differing, branch.findings) < SMALL_SHARE => {
            Weight::FewInBranch
        }
        () => Weight::Matters,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails when it panics")]

    use super::{BTreeMap, Differing, End, RuleCount, Uniform, Weight};

    fn rule(branches: &[(u8, [u64; 3])]) -> Option<Uniform> {
        let count = |&(branch, [flagged, assessed, returned]): &(u8, [u64; 3])| {
            (branch, RuleCount { flagged, assessed, returned, subsumed: 99, ..RuleCount::default() })
        };
        Uniform::of(&branches.iter().map(count).collect::<BTreeMap<_, _>>())
    }

    fn weights(branches: &[(u8, [u64; 3])]) -> Vec<(u8, Weight)> {
        let all = rule(branches).unwrap().branches;
        all.into_iter().map(|(branch, (_, weight))| (branch, weight)).collect()
    }

    #[test]
    fn what_most_findings_come_to_is_usual() {
        let one = rule(&[(13, [1, 300, 0]), (27, [250, 0, 0]), (0, [900, 0, 0])]).unwrap();
        assert_eq!((one.usual, one.nation), (End::Assessed, Differing { findings: 551, differing: 251 }));
        assert_eq!(rule(&[(13, [0, 0, 0]), (0, [5, 0, 0])]), None);
    }

    #[test]
    fn few_cases_are_passed_over() {
        use Weight::{FewInBranch, FewInNation, Matters, Same};
        // Nine in the nation are few, ten are not.
        assert_eq!(weights(&[(1, [0, 50, 0]), (2, [9, 1, 0])]), [(1, Same), (2, FewInNation)]);
        assert_eq!(weights(&[(1, [0, 50, 0]), (2, [10, 1, 0])]), [(1, Same), (2, Matters)]);
        // In a branch: fewer than a hundred of which less than a tenth differ.
        let in_branch = |differing, usual| {
            let all = weights(&[(1, [0, 999, 0]), (2, [99, 0, 0]), (3, [differing, usual, 0])]);
            all.last().unwrap().1
        };
        assert_eq!(in_branch(9, 90), FewInBranch);
        assert_eq!(in_branch(9, 91), Matters);
        assert_eq!(in_branch(9, 81), Matters);
    }

    #[test]
    fn no_share_is_told_of_few_findings() {
        let share = |findings| Differing { findings, differing: 3 }.share();
        assert_eq!((share(9), share(10)), (None, Some(3_000)));
    }
}
