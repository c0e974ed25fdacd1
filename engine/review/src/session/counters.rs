//! Counts that all threads of a session add to: findings by rule and by institution. A batch adds once, never a line.

use std::collections::BTreeMap;

use dashmap::DashMap;
use model::Finding;
use receipt::{Batch, Frame, Institution};

/// An institution as claims name it: prefecture, fee table, code.
pub type InstitutionKey = (u8, u8, u32);

/// Findings, and receipts that have any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// Findings.
    pub findings: u64,
    /// Receipts with any of them.
    pub receipts: u64,
}

impl Hits {
    fn add(&mut self, other: Self) {
        self.findings += other.findings;
        self.receipts += other.receipts;
    }
}

/// The counts. Adding is commutative, so they do not depend on the order of batches.
#[derive(Debug, Default)]
pub struct Counters {
    rules: DashMap<String, Hits>,
    institutions: DashMap<InstitutionKey, Hits>,
}

impl Counters {
    /// Adds the findings of a batch; `institution` is the one in force where it begins.
    pub fn add(&self, batch: &Batch, institution: Option<Institution>, findings: &[Finding]) {
        let mut rules: BTreeMap<&str, (Hits, u64)> = BTreeMap::new();
        let mut receipts: BTreeMap<u64, u64> = BTreeMap::new();
        for finding in findings {
            let (hits, last) = rules.entry(&finding.rule).or_insert((Hits::default(), 0));
            hits.findings += 1;
            // Findings come in the order of receipts; ordinals begin with 1.
            hits.receipts += u64::from(*last != finding.seq);
            *last = finding.seq;
            *receipts.entry(finding.seq).or_default() += 1;
        }
        let mut institutions: BTreeMap<InstitutionKey, Hits> = BTreeMap::new();
        for (seq, findings) in receipts {
            if let Some(own) = in_force(batch, institution, seq) {
                let key = (own.prefecture, own.fee_table, own.code);
                institutions.entry(key).or_default().add(Hits { findings, receipts: 1 });
            }
        }
        for (rule, (hits, _)) in rules {
            match self.rules.get_mut(rule) {
                Some(mut known) => known.add(hits),
                None => self.rules.entry(rule.to_owned()).or_default().add(hits),
            }
        }
        for (key, hits) in institutions {
            self.institutions.entry(key).or_default().add(hits);
        }
    }

    /// By rule, in the order of their codes.
    pub fn rules(&self) -> BTreeMap<String, Hits> {
        self.rules.iter().map(|entry| (entry.key().clone(), *entry.value())).collect()
    }

    /// By institution.
    pub fn institutions(&self) -> BTreeMap<InstitutionKey, Hits> {
        self.institutions.iter().map(|entry| (*entry.key(), *entry.value())).collect()
    }
}

/// The institution of a receipt: the last IR before it.
fn in_force(batch: &Batch, before: Option<Institution>, seq: u64) -> Option<Institution> {
    let at = seq.checked_sub(batch.receipts_before + 1)?;
    let of = |frame: &Frame| match frame {
        Frame::Institution { receipts, institution, .. } if u64::from(*receipts) <= at => Some(*institution),
        _ => None,
    };
    batch.frames.iter().rev().find_map(of).or(before)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::expect_used, reason = "a test that cannot go on must stop")]

    use std::collections::BTreeMap;

    use model::{Certainty, CheckKind, Conclusion, Finding, Level};
    use receipt::{Batch, Frame, Institution};

    use super::{Counters, Hits};

    fn finding(seq: u64, rule: &'static str) -> Finding {
        Finding {
            edition: None,
            queue: None,
            effect: model::Effect::None,
            reason: None,
            rule: rule.into(),
            check: CheckKind::Other,
            certainty: Certainty::Review,
            conclusion: Conclusion::Flag,
            official: None,
            level: Level::L4,
            seq,
            lines: Vec::new(),
            linked: Vec::new(),
            days: 0,
            rows: Vec::new(),
            message: String::new(),
            advice: String::new(),
            basis: "".into(),
        }
    }

    fn of(code: u32) -> Institution {
        Institution { prefecture: 13, fee_table: 1, code, ..Institution::default() }
    }

    /// The eleventh to the fourteenth receipt of a file; from the thirteenth on another institution files.
    fn batch() -> Batch {
        let frame = Frame::Institution { row: 0, receipts: 2, institution: of(2) };
        Batch { receipts_before: 10, frames: vec![frame], ..Batch::default() }
    }

    #[test]
    fn findings_and_receipts_are_counted_for_their_rule_and_their_institution() {
        let counters = Counters::default();
        let findings = [finding(11, "A"), finding(11, "A"), finding(12, "B"), finding(13, "A")];
        counters.add(&batch(), Some(of(1)), &findings);
        let hits = |findings, receipts| Hits { findings, receipts };
        let rules = [("A".to_owned(), hits(3, 2)), ("B".to_owned(), hits(1, 1))];
        assert_eq!(counters.rules(), BTreeMap::from(rules));
        let institutions = [((13, 1, 1), hits(3, 2)), ((13, 1, 2), hits(1, 1))];
        assert_eq!(counters.institutions(), BTreeMap::from(institutions));
    }

    #[test]
    fn many_threads_lose_nothing() {
        let counters = Counters::default();
        let findings = [finding(11, "A"), finding(12, "B"), finding(13, "A")];
        std::thread::scope(|scope| {
            let work = || (0..500).for_each(|_| counters.add(&batch(), Some(of(1)), &findings));
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(work)).collect();
            threads.into_iter().for_each(|thread| thread.join().expect("no thread fails"));
        });
        let rules = counters.rules();
        assert_eq!(rules.get("A"), Some(&Hits { findings: 4_000, receipts: 4_000 }));
        assert_eq!(
            counters.institutions().get(&(13, 1, 1)),
            Some(&Hits { findings: 4_000, receipts: 4_000 })
        );
    }
}
