//! What another revision would say: two lists of findings of the same receipts, compared. Pure, so that it serves a shadow
//! beside the live revision as well as two rule books over a corpus.
//!
//! Findings are the same thing said when receipt, rule and subject lines are the same; what differs then (certainty,
//! conclusion, days, witnesses, text) is a change. The result does not depend on the order of findings within a receipt.

use std::collections::{BTreeMap, BTreeSet};

use model::{Finding, LineRole};

/// What became of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference<'a> {
    /// Only the other revision says it.
    Added(&'a Finding),
    /// Only the live revision says it.
    Removed(&'a Finding),
    /// Both speak of it, and say something else.
    Changed {
        /// The live revision.
        live: &'a Finding,
        /// The other one.
        other: &'a Finding,
    },
}

impl<'a> Difference<'a> {
    /// A finding that it is about.
    pub const fn finding(&self) -> &'a Finding {
        match self {
            Self::Added(finding) | Self::Removed(finding) => finding,
            Self::Changed { other, .. } => other,
        }
    }
}

/// Which thing is said of which lines.
type Key<'a> = (u64, &'a str, Vec<u64>);

/// The findings of both under one key, the same ones left out.
#[derive(Default)]
struct Both<'a> {
    live: Vec<&'a Finding>,
    other: Vec<&'a Finding>,
}

/// Compares what two revisions say of the same receipts; in the order of receipts, rules and lines.
pub fn compare<'a>(live: &'a [Finding], other: &'a [Finding]) -> Vec<Difference<'a>> {
    let mut all: BTreeMap<Key<'a>, Both<'a>> = BTreeMap::new();
    for finding in live {
        all.entry(key(finding)).or_default().live.push(finding);
    }
    for finding in other {
        let both = all.entry(key(finding)).or_default();
        match both.live.iter().position(|known| *known == finding) {
            Some(same) => drop(both.live.remove(same)),
            None => both.other.push(finding),
        }
    }
    all.into_values().flat_map(Both::differences).collect()
}

impl<'a> Both<'a> {
    /// What is left on both sides is the same thing said otherwise, pair by pair; the rest is on one side only.
    fn differences(mut self) -> Vec<Difference<'a>> {
        self.live.sort_by_key(|finding| order(finding));
        self.other.sort_by_key(|finding| order(finding));
        let pairs = self.live.len().min(self.other.len());
        let changed = self.live.iter().zip(&self.other);
        let changed = changed.map(|(live, other)| Difference::Changed { live, other });
        let removed = self.live.iter().skip(pairs).map(|finding| Difference::Removed(finding));
        let added = self.other.iter().skip(pairs).map(|finding| Difference::Added(finding));
        changed.chain(removed).chain(added).collect()
    }
}

fn key(finding: &Finding) -> Key<'_> {
    let subjects = finding.lines.iter().filter(|line| line.role == LineRole::Subject);
    let lines: BTreeSet<u64> = subjects.map(|line| line.line).collect();
    (finding.seq, &finding.rule, lines.into_iter().collect())
}

/// Of equals the one that was found first: a sentence has another place in another language.
fn order(finding: &Finding) -> (u32, &'static str, &'static str) {
    (finding.days, finding.conclusion.slug(), finding.certainty.slug())
}

/// Differences of one rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Findings that only the other revision has.
    pub added: u64,
    /// Findings that only the live revision has.
    pub removed: u64,
    /// Findings that differ.
    pub changed: u64,
}

/// Differences over a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// By rule.
    pub rules: BTreeMap<String, Changes>,
    /// Receipts with any difference.
    pub receipts: u64,
    /// Findings of the live revision.
    pub live: u64,
    /// Findings of the other one.
    pub other: u64,
}

impl Tally {
    /// Counts the differences of some receipts; no receipt comes twice.
    pub fn count(&mut self, live: &[Finding], other: &[Finding]) {
        self.live += live.len() as u64;
        self.other += other.len() as u64;
        let differences = compare(live, other);
        for difference in &differences {
            let changes = self.rules.entry(difference.finding().rule.clone().into_owned()).or_default();
            match difference {
                Difference::Added(_) => changes.added += 1,
                Difference::Removed(_) => changes.removed += 1,
                Difference::Changed { .. } => changes.changed += 1,
            }
        }
        let receipts: BTreeSet<u64> = differences.iter().map(|one| one.finding().seq).collect();
        self.receipts += receipts.len() as u64;
    }

    /// All rules together.
    pub fn sum(&self) -> Changes {
        let add = |sum: Changes, one: &Changes| Changes {
            added: sum.added + one.added,
            removed: sum.removed + one.removed,
            changed: sum.changed + one.changed,
        };
        self.rules.values().fold(Changes::default(), add)
    }
}

#[cfg(test)]
mod tests {
    use model::{Certainty, CheckKind, Conclusion, Finding, FindingLine, Level, LineRole};

    use super::{Changes, Difference, Tally, compare};

    fn finding(seq: u64, rule: &'static str, line: u64) -> Finding {
        Finding {
            edition: None,
            queue: None,
            effect: model::Effect::None,
            reason: None,
            rule: rule.into(),
            check: CheckKind::Other,
            certainty: Certainty::Definite,
            conclusion: Conclusion::Assess,
            official: None,
            level: Level::L4,
            seq,
            lines: vec![FindingLine { line, code: None, role: LineRole::Subject }],
            linked: Vec::new(),
            days: 1,
            rows: Vec::new(),
            message: "理由".to_owned(),
            advice: String::new(),
            basis: "告示".into(),
        }
    }

    #[test]
    fn what_both_say_is_no_difference_in_any_order() {
        let live = [finding(1, "A", 3), finding(1, "B", 3), finding(2, "A", 9)];
        let mut other = live.clone();
        other.reverse();
        assert_eq!(compare(&live, &other), []);
    }

    #[test]
    fn added_removed_and_changed_are_told_apart() {
        let live = [finding(1, "A", 3), finding(1, "B", 4)];
        let softer = Finding { certainty: Certainty::Review, ..finding(1, "A", 3) };
        let other = [softer.clone(), finding(2, "C", 8)];
        let expected = [
            Difference::Changed { live: &live[0], other: &softer },
            Difference::Removed(&live[1]),
            Difference::Added(&other[1]),
        ];
        assert_eq!(compare(&live, &other), expected);
        let mut tally = Tally::default();
        tally.count(&live, &other);
        assert_eq!((tally.receipts, tally.sum()), (2, Changes { added: 1, removed: 1, changed: 1 }));
        assert_eq!(tally.rules.get("A"), Some(&Changes { changed: 1, ..Changes::default() }));
    }

    #[test]
    fn of_two_alike_the_one_that_is_the_same_is_no_change() {
        let late = Finding { days: 4, ..finding(1, "A", 3) };
        let later = Finding { days: 8, ..finding(1, "A", 3) };
        let (live, other) = ([finding(1, "A", 3), late.clone()], [late.clone(), later.clone()]);
        assert_eq!(compare(&live, &other), [Difference::Changed { live: &live[0], other: &later }]);
    }

    #[test]
    fn exchanging_the_sides_exchanges_added_and_removed() {
        let live = [finding(1, "A", 3), finding(1, "A", 3), finding(4, "B", 1)];
        let other = [finding(1, "A", 3), finding(5, "B", 1)];
        let (mut one, mut back) = (Tally::default(), Tally::default());
        one.count(&live, &other);
        back.count(&other, &live);
        assert_eq!((one.sum().added, one.sum().removed), (1, 2));
        assert_eq!((back.sum().added, back.sum().removed), (2, 1));
        assert_eq!(one.receipts, back.receipts);
    }
}
