//! Figures of screenings that were taken in, by month of review and branch: counts that can be added up, of no person.
//!
//! What a claim file files in a month is counted once for a branch, however often it was screened and whatever month of
//! review it is put into: the first screening counts, as with cases.

mod read;
mod write;

use std::collections::BTreeMap;

pub use write::Taking;

/// What a screening counted of some receipts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Receipts.
    pub receipts: i64,
    /// Taken as they are, assessed, returned, shown to people, not received.
    pub dispositions: [i64; 5],
    /// Those that are shown to people, in the order of [`model::Queue::ALL`].
    pub queues: [i64; 5],
    /// With a finding that is more than told.
    pub flagged: i64,
    /// With anything that could not be evaluated.
    pub not_evaluated: i64,
    /// Those among them that are for staff for no other reason.
    pub only_not_evaluated: i64,
    /// 合計点数 as claimed.
    pub points_claimed: i64,
    /// Points that the computer took.
    pub points_assessed: i64,
    /// What each rule did.
    pub rules: BTreeMap<String, RuleFigures>,
    /// Receipts that could not be evaluated, by rule and cause.
    pub open: BTreeMap<(String, String), i64>,
}

/// What a rule did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RuleFigures {
    /// Findings that stand and are shown to somebody.
    pub flagged: i64,
    /// Findings that took points.
    pub assessed: i64,
    /// Findings that sent a receipt back.
    pub returned: i64,
    /// Findings that were contained in others.
    pub subsumed: i64,
    /// Findings that were only told.
    pub told: i64,
    /// The change of points.
    pub points: i64,
}

/// The figures of one claim file in one month of one branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFigures {
    /// The digest of the file.
    pub file: String,
    /// Which part of it: what is filed in this month (請求年月), as `202406`; `none` where it cannot be
    /// read.
    pub filed: String,
    /// Its figures.
    pub figures: Figures,
}

/// What was new of what was to be taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenIn {
    /// Cases.
    pub cases: u64,
    /// Receipts that are cases of other months already, and stay so: how many, by month.
    pub elsewhere: BTreeMap<String, u64>,
    /// Files whose figures were not counted before.
    pub files: u64,
}

/// The figures of a month of a branch; rules and causes are asked for by themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiguresRow {
    /// The branch.
    pub branch: String,
    /// As `202406`.
    pub month: String,
    /// The counts.
    pub figures: Figures,
}

/// What a rule did in a month of a branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFiguresRow {
    /// The branch.
    pub branch: String,
    /// As `202406`.
    pub month: String,
    /// The rule.
    pub rule: String,
    /// The counts.
    pub figures: RuleFigures,
}

impl Figures {
    /// Adds those of others.
    pub fn add(&mut self, other: &Self) {
        let pairs = [
            (&mut self.receipts, other.receipts),
            (&mut self.flagged, other.flagged),
            (&mut self.not_evaluated, other.not_evaluated),
            (&mut self.only_not_evaluated, other.only_not_evaluated),
            (&mut self.points_claimed, other.points_claimed),
            (&mut self.points_assessed, other.points_assessed),
        ];
        pairs.into_iter().for_each(|(to, from)| *to += from);
        self.dispositions.iter_mut().zip(other.dispositions).for_each(|(to, from)| *to += from);
        self.queues.iter_mut().zip(other.queues).for_each(|(to, from)| *to += from);
        for (rule, of) in &other.rules {
            self.rules.entry(rule.clone()).or_default().add(of);
        }
        for (key, receipts) in &other.open {
            *self.open.entry(key.clone()).or_default() += receipts;
        }
    }

    /// Receipts that the computer finished.
    pub const fn finished(&self) -> i64 {
        let [_, _, _, review, _] = self.dispositions;
        self.receipts - review
    }

    /// Receipts that go before a committee, or further.
    pub const fn before_committee(&self) -> i64 {
        let [_, committee, priority, headquarters, arbiter] = self.queues;
        committee + priority + headquarters + arbiter
    }
}

impl RuleFigures {
    /// Adds what it did elsewhere.
    pub const fn add(&mut self, other: &Self) {
        self.flagged += other.flagged;
        self.assessed += other.assessed;
        self.returned += other.returned;
        self.subsumed += other.subsumed;
        self.told += other.told;
        self.points += other.points;
    }
}
