//! Counts over lists of what came back: by month of service, by reason, by what the check before filing had said.

use std::collections::BTreeMap;

use desk::returned::{ReturnedList, ReturnedReceipt, SaidBefore};
use formats::codes::change_reason::{ALL, Users};
use model::Month;

/// Receipts by what had been said of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Said([u64; SaidBefore::ALL.len()]);

impl Said {
    fn count(&mut self, said: SaidBefore) {
        let at = SaidBefore::ALL.iter().position(|one| *one == said);
        if let Some(count) = at.and_then(|at| self.0.get_mut(at)) {
            *count += 1;
        }
    }

    /// How many of which.
    pub fn of(&self, said: SaidBefore) -> u64 {
        let at = SaidBefore::ALL.iter().position(|one| *one == said);
        at.and_then(|at| self.0.get(at)).copied().unwrap_or(0)
    }

    /// How many could be held against a check, or could not.
    pub fn comparable(&self, is: bool) -> u64 {
        SaidBefore::ALL.iter().filter(|one| one.is_comparable() == is).map(|one| self.of(*one)).sum()
    }
}

/// What came back of some receipts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sum {
    /// 返戻.
    pub returned: u64,
    /// Their points as claimed.
    pub returned_points: i64,
    /// Receipts with changes.
    pub changed: u64,
    /// By how many points.
    pub change: i64,
    /// By how many yen.
    pub yen: i64,
    /// What had been said of all of them.
    pub said: Said,
    /// Of those that had been said: how many the clinic had excluded.
    pub excluded: u64,
}

impl Sum {
    fn add(&mut self, receipt: &ReturnedReceipt, is_return: bool) {
        if is_return {
            self.returned += 1;
            self.returned_points += receipt.points.unwrap_or(0);
        } else {
            self.changed += 1;
            self.change += receipt.points.unwrap_or(0);
            self.yen += receipt.yen;
        }
        self.said.count(receipt.before.said);
        self.excluded += u64::from(receipt.before.excluded);
    }
}

/// A reason: whether of returns, its code, what it says.
pub type Reason = (bool, String, String);

/// What came back for a reason.
#[derive(Clone, Copy, Debug, Default)]
pub struct ByReason {
    /// Receipts.
    pub receipts: u64,
    /// Points: of changes by how much.
    pub points: i64,
    /// What had been said.
    pub said: Said,
}

/// A receipt of which nothing had been said.
#[derive(Clone, Debug)]
pub struct Unsaid {
    /// 診療年月.
    pub month: Option<u32>,
    /// Where it stands: check and ordinal.
    pub place: Option<(String, u64)>,
    /// Whether it was returned, or changed.
    pub is_return: bool,
    /// Points.
    pub points: Option<i64>,
    /// Why it came back.
    pub reasons: Vec<String>,
}

/// All counts.
#[derive(Debug, Default)]
pub struct Counts {
    /// All together.
    pub all: Sum,
    /// By month of service, unknown ones under nought.
    pub months: BTreeMap<u32, Sum>,
    /// By reason.
    pub reasons: BTreeMap<Reason, ByReason>,
    /// By check that had spoken: how often with the same reason, and otherwise.
    pub rules: BTreeMap<String, (u64, u64)>,
    /// Those of which nothing had been said.
    pub unsaid: Vec<Unsaid>,
}

impl Counts {
    /// Over lists.
    pub fn of(lists: &[&ReturnedList]) -> Self {
        let mut counts = Self::default();
        for list in lists {
            for receipt in &list.receipts {
                counts.add(list, receipt);
            }
        }
        counts.unsaid.sort_by_key(|one| std::cmp::Reverse(one.month));
        counts
    }

    fn add(&mut self, list: &ReturnedList, receipt: &ReturnedReceipt) {
        let is_return = list.form != "zogn";
        self.all.add(receipt, is_return);
        self.months.entry(receipt.month.unwrap_or(0)).or_default().add(receipt, is_return);
        let mut told = Vec::new();
        for reason in named(list, receipt, is_return) {
            told.push(format!("{} {}", reason.0.1, reason.0.2).trim().to_owned());
            let by = self.reasons.entry(reason.0).or_default();
            by.receipts += 1;
            by.points += reason.1;
            by.said.count(receipt.before.said);
        }
        for (at, rule) in receipt.before.rules.iter().enumerate() {
            let by = self.rules.entry(rule.clone()).or_default();
            // Those with the same reason come first.
            let same = at == 0 && receipt.before.said == SaidBefore::Same;
            if same { by.0 += 1 } else { by.1 += 1 }
        }
        if receipt.before.said == SaidBefore::Nothing {
            let place = receipt.before.check.clone().zip(receipt.before.seq);
            let (month, points) = (receipt.month, receipt.points);
            self.unsaid.push(Unsaid { month, place, is_return, points, reasons: told });
        }
    }
}

/// The reasons of a receipt, each once, with the points that it is given for.
fn named(list: &ReturnedList, receipt: &ReturnedReceipt, is_return: bool) -> BTreeMap<Reason, i64> {
    let mut all: BTreeMap<Reason, i64> = BTreeMap::new();
    for reason in &receipt.reasons {
        let text = if is_return { reason.text.clone() } else { letters(list, &reason.code) };
        *all.entry((is_return, reason.code.clone(), text)).or_default() += reason.points;
    }
    if all.is_empty() {
        all.insert((is_return, String::new(), String::new()), receipt.points.unwrap_or(0));
    }
    all
}

/// What letters of 増減点事由 say, by the agency and month of the list; nothing where that is not known.
fn letters(list: &ReturnedList, code: &str) -> String {
    let users = match list.agency {
        Some(1) => Users::Fund,
        Some(_) => Users::Federations,
        None => return String::new(),
    };
    let Some(month) = list.processed.and_then(Month::from_number) else { return String::new() };
    let text = |letter: char| {
        ALL.iter()
            .find(|one| one.users == users && one.letter == letter && one.holds(month))
            .map(|one| one.text)
    };
    code.chars().filter_map(text).collect::<Vec<_>>().join("・")
}
