//! How far receipts had to go: counts that can be added up in any order.

use std::collections::BTreeMap;

use model::{CheckKind, Finding, Queue};

use crate::settle::{Disposition, Settled, State};

/// Counts over receipts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Receipts.
    pub receipts: u64,
    /// By disposition.
    pub dispositions: BTreeMap<Disposition, u64>,
    /// By queue.
    pub queues: BTreeMap<Queue, u64>,
    /// Receipts with anything that could not be evaluated.
    pub not_evaluated: u64,
    /// Receipts for review for which nothing speaks but that something could not be evaluated.
    pub only_not_evaluated: u64,
    /// Receipts with a finding that is more than told.
    pub flagged: u64,
    /// 合計点数 as claimed, of the receipts where it can be read.
    pub points_claimed: i64,
    /// What was taken from receipts that were assessed.
    pub points_assessed: i64,
    /// Findings by kind of check: how many won, how many were contained in others, how many were told.
    pub checks: BTreeMap<CheckKind, [u64; 3]>,
    /// Findings that won, by rule, with the points they changed.
    pub rules: BTreeMap<String, (u64, i64)>,
}

impl Tally {
    /// Counts one receipt.
    pub fn count(&mut self, settled: &Settled, findings: &[Finding], open: bool) {
        self.receipts += 1;
        *self.dispositions.entry(settled.disposition).or_default() += 1;
        if let Some(queue) = settled.queue {
            *self.queues.entry(queue).or_default() += 1;
        }
        let speaks = settled.findings.iter().any(|weighed| weighed.state != State::Notice);
        self.flagged += u64::from(speaks);
        self.not_evaluated += u64::from(open);
        self.only_not_evaluated += u64::from(open && !speaks && settled.queue == Some(Queue::Staff));
        self.points_claimed += settled.claimed.unwrap_or(0);
        if settled.disposition == Disposition::Assessed
            && let Some((claimed, after)) = settled.claimed.zip(settled.after)
        {
            self.points_assessed += claimed - after;
        }
        for (finding, weighed) in findings.iter().zip(&settled.findings) {
            let at = match weighed.state {
                State::Won => 0,
                State::Subsumed => 1,
                State::Notice => 2,
            };
            if let Some(count) = self.checks.entry(finding.check).or_default().get_mut(at) {
                *count += 1;
            }
            if weighed.state == State::Won {
                let counts = match self.rules.get_mut(&*finding.rule) {
                    Some(counts) => counts,
                    None => self.rules.entry(finding.rule.clone().into_owned()).or_default(),
                };
                counts.0 += 1;
                counts.1 += weighed.points.unwrap_or(0);
            }
        }
    }

    /// Adds the counts of others.
    pub fn add(&mut self, other: &Self) {
        self.receipts += other.receipts;
        self.not_evaluated += other.not_evaluated;
        self.only_not_evaluated += other.only_not_evaluated;
        self.flagged += other.flagged;
        self.points_claimed += other.points_claimed;
        self.points_assessed += other.points_assessed;
        for (of, n) in &other.dispositions {
            *self.dispositions.entry(*of).or_default() += n;
        }
        for (of, n) in &other.queues {
            *self.queues.entry(*of).or_default() += n;
        }
        for (of, counts) in &other.checks {
            self.checks.entry(*of).or_default().iter_mut().zip(counts).for_each(|(to, from)| *to += from);
        }
        for (of, (n, points)) in &other.rules {
            let counts = self.rules.entry(of.clone()).or_default();
            counts.0 += n;
            counts.1 += points;
        }
    }

    /// Receipts that the computer finished: accepted, assessed, returned or refused.
    pub fn finished(&self) -> u64 {
        self.receipts - self.dispositions.get(&Disposition::Review).copied().unwrap_or(0)
    }

    /// Receipts that go before a committee, or further.
    pub fn before_committee(&self) -> u64 {
        self.queues.iter().filter(|(queue, _)| **queue > Queue::Staff).map(|(_, n)| n).sum()
    }
}
