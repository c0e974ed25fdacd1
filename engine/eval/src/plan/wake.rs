//! Which rules the codes of one receipt wake, and for which codes their variables are tried.

use std::cell::OnceCell;

use masters::{CodeTable, Masters};
use receipt::Batch;
use receipt::batch::Receipt;

use super::codes::{Codes, is_stranger};
use super::enough::{Enough, Least};
use super::{Plan, RulePlan, Wake};
use crate::program::Slot;

/// Which codes the variables of a rule may stand for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Only<'s> {
    Any,
    One(Slot, &'s [u32]),
    Two((Slot, Slot), &'s [(u32, u32)]),
}

/// What stands under each code: rules that it wakes, and the other codes of pairs.
#[derive(Debug)]
pub(super) struct ByCode {
    codes: Vec<u32>,
    table: CodeTable,
    /// Where the rules and the partners of each code start; one more than codes.
    starts: Vec<(u32, u32)>,
    /// Each with how often the code must stand on the receipt.
    rules: Vec<(u32, Least)>,
    partners: Vec<Partner>,
}

impl ByCode {
    pub fn new(mut rules: Vec<(u32, (u32, Least))>, mut partners: Vec<(u32, Partner)>) -> Self {
        rules.sort_unstable();
        rules.dedup();
        partners.sort_unstable();
        partners.dedup();
        let mut codes: Vec<u32> =
            rules.iter().map(|one| one.0).chain(partners.iter().map(|one| one.0)).collect();
        codes.sort_unstable();
        codes.dedup();
        let (mut starts, mut rule, mut partner) = (Vec::with_capacity(codes.len() + 1), 0, 0);
        for &code in &codes {
            starts.push((rule, partner));
            rule += until(&rules, rule, code);
            partner += until(&partners, partner, code);
        }
        starts.push((rule, partner));
        let table = CodeTable::new(&codes);
        let (rules, partners) = (rules.into_iter().map(|one| one.1), partners.into_iter().map(|one| one.1));
        Self { codes, table, starts, rules: rules.collect(), partners: partners.collect() }
    }

    fn of(&self, code: u32) -> (&[(u32, Least)], &[Partner]) {
        let Some(place) = self.table.find(&self.codes, code) else { return (&[], &[]) };
        let at = |place: u32| self.starts.get(place as usize).copied().unwrap_or_default();
        let (from, to) = (at(place), at(place + 1));
        (
            self.rules.get(from.0 as usize..to.0 as usize).unwrap_or_default(),
            self.partners.get(from.1 as usize..to.1 as usize).unwrap_or_default(),
        )
    }
}

/// How many entries of a code stand from a place on.
fn until<T>(all: &[(u32, T)], from: u32, code: u32) -> u32 {
    let rest = all.get(from as usize..).unwrap_or_default();
    u32::try_from(rest.iter().take_while(|one| one.0 == code).count()).unwrap_or(u32::MAX)
}

/// A pair under one of its codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Partner {
    /// The other code.
    pub code: u32,
    /// The rule, by its place in the plan.
    pub place: u32,
    /// Whether the other code is that of the first variable.
    pub is_first: bool,
}

/// How often a code stands on lines at most.
#[derive(Clone, Copy, Debug)]
struct Times {
    month: u32,
    /// On one day.
    day: u32,
    /// The days, as bits.
    days: u32,
}

impl Times {
    const MANY: Self = Self { month: u32::MAX, day: u32::MAX, days: u32::MAX };

    /// On a line: once on each of its days; a line without days may count more than it shows.
    const fn on(days: u32) -> Self {
        if days == 0 { Self::MANY } else { Self { month: days.count_ones(), day: 1, days } }
    }

    const fn and(self, other: Self) -> Self {
        let apart = self.days & other.days == 0;
        let larger = if self.day > other.day { self.day } else { other.day };
        Self {
            month: self.month.saturating_add(other.month),
            day: if apart { larger } else { self.day.saturating_add(other.day) },
            days: self.days | other.days,
        }
    }

    const fn reach(self, least: Least) -> bool {
        self.day >= least.day || self.month >= least.month
    }
}

/// What is reused from receipt to receipt.
#[derive(Debug, Default)]
pub(crate) struct Awake {
    /// The codes of the receipt, each once.
    codes: Vec<u32>,
    /// How often each stands on lines at most.
    times: Vec<Times>,
    /// Whether it has a code that no master knows, once somebody asked.
    strange: OnceCell<bool>,
    /// Whether nothing but the receipt itself is known of the patient.
    pub alone: bool,
    /// Places in `codes` by hash: place + 1, 0 = free. A power of two, at most half full.
    slots: Vec<u32>,
    /// Place of the rule, and the codes for which it is tried.
    woken: Vec<(u32, u32, u32)>,
    one: Vec<u32>,
    two: Vec<(u32, u32)>,
}

impl Awake {
    fn read(&mut self, batch: &Batch, receipt: &Receipt) {
        let span = |range: &std::ops::Range<u32>| range.start as usize..range.end as usize;
        let lines = batch.lines.get(span(&receipt.lines)).unwrap_or_default();
        let diseases = batch.diseases.get(span(&receipt.diseases)).unwrap_or_default();
        let comments = batch.comments.code.get(span(&receipt.comments)).unwrap_or_default();
        let most = (lines.len() + diseases.len() + comments.len()) * 2;
        self.codes.clear();
        self.times.clear();
        self.strange.take();
        self.slots.clear();
        self.slots.resize(most.next_power_of_two().max(64), 0);
        self.woken.clear();
        for line in lines {
            self.add(line.code, Times::on(line.days));
        }
        diseases.iter().for_each(|disease| self.add(disease.code, Times::MANY));
        comments.iter().for_each(|&code| self.add(code, Times::MANY));
        let first = batch.day_counts.partition_point(|more| more.line < receipt.lines.start);
        let more = batch.day_counts.get(first..).unwrap_or_default();
        for more in more.iter().take_while(|more| more.line < receipt.lines.end) {
            if let Some(line) = batch.lines.get(more.line as usize) {
                let count = more.count.into();
                self.add(line.code, Times { month: count, day: count, days: u32::MAX });
            }
        }
    }

    fn add(&mut self, code: u32, times: Times) {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hashed(code) & mask;
        while let Some(slot) = self.slots.get_mut(at) {
            let Some(place) = slot.checked_sub(1) else {
                self.codes.push(code);
                self.times.push(times);
                *slot = u32::try_from(self.codes.len()).unwrap_or(0);
                return;
            };
            if self.codes.get(place as usize) == Some(&code) {
                if let Some(all) = self.times.get_mut(place as usize) {
                    *all = all.and(times);
                }
                return;
            }
            at = (at + 1) & mask;
        }
    }

    fn place(&self, code: u32) -> Option<usize> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hashed(code) & mask;
        loop {
            let place = self.slots.get(at)?.checked_sub(1)? as usize;
            if self.codes.get(place) == Some(&code) {
                return Some(place);
            }
            at = (at + 1) & mask;
        }
    }

    fn has(&self, code: u32) -> bool {
        self.place(code).is_some()
    }

    /// How often a code stands on lines at most.
    fn times(&self, code: u32) -> u32 {
        self.place(code).and_then(|place| self.times.get(place)).map_or(0, |times| times.month)
    }

    /// Whether codes stand on the receipt often enough for a rule.
    fn have_enough(&self, plan: &RulePlan, woken: &[(u32, u32, u32)]) -> bool {
        match plan.enough {
            // Codes that no master knows wake a rule too, and are not among those that were counted.
            Some(Enough::Total(least)) if self.alone => {
                woken.iter().fold(0_u32, |sum, one| sum.saturating_add(self.times(one.1))) >= least
            }
            Some(Enough::Kinds(least)) if self.alone => woken.len() >= least as usize,
            _ => true,
        }
    }

    fn has_stranger(&self, masters: &Masters) -> bool {
        *self.strange.get_or_init(|| self.codes.iter().any(|&code| is_stranger(code, masters)))
    }

    /// Whether the receipt has one of some codes.
    fn has_any(&self, codes: &Codes, masters: &Masters) -> bool {
        let (few, many) = (&codes.listed, &self.codes);
        let listed = if few.len() <= many.len() {
            few.iter().any(|&code| self.has(code))
        } else {
            many.iter().any(|code| few.binary_search(code).is_ok())
        };
        listed || (codes.strangers && self.has_stranger(masters))
    }
}

fn hashed(code: u32) -> usize {
    usize::try_from(u64::from(code).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40).unwrap_or(0)
}

impl Plan {
    /// Hands over each rule that a receipt wakes, in the order of the book.
    pub fn wake(
        &self,
        batch: &Batch,
        receipt: &Receipt,
        masters: &Masters,
        awake: &mut Awake,
        mut each: impl FnMut(&RulePlan, Only<'_>),
    ) {
        awake.read(batch, receipt);
        self.collect(masters, awake);
        awake.woken.sort_unstable();
        awake.woken.dedup();
        let mut woken = std::mem::take(&mut awake.woken);
        for of_one in woken.chunk_by(|a, b| a.0 == b.0) {
            let Some(plan) = of_one.first().and_then(|first| self.rules.get(first.0 as usize)) else {
                continue;
            };
            if !awake.have_enough(plan, of_one) {
                continue;
            }
            if !plan.also.iter().all(|codes| awake.has_any(codes, masters)) {
                continue;
            }
            match &plan.wake {
                Wake::Codes { of: Some(slot), .. } => {
                    awake.one.clear();
                    awake.one.extend(of_one.iter().map(|&(_, code, _)| code));
                    each(plan, Only::One(*slot, &awake.one));
                }
                // A code that cannot be read may be any code.
                Wake::Pairs(pairs) if !of_one.contains(&(of_one.first().map_or(0, |one| one.0), 0, 0)) => {
                    awake.two.clear();
                    awake.two.extend(of_one.iter().map(|&(_, first, second)| (first, second)));
                    each(plan, Only::Two(pairs.slots, &awake.two));
                }
                _ => each(plan, Only::Any),
            }
        }
        std::mem::swap(&mut awake.woken, &mut woken);
    }

    fn collect(&self, masters: &Masters, awake: &mut Awake) {
        let mut woken = std::mem::take(&mut awake.woken);
        woken.extend(self.always.iter().map(|&place| (place, 0, 0)));
        let strange = !self.by_stranger.is_empty() && awake.has_stranger(masters);
        for (&code, &times) in awake.codes.iter().zip(&awake.times) {
            let (rules, partners) = self.by_code.of(code);
            let enough = rules.iter().filter(|(_, least)| times.reach(*least) || !awake.alone);
            woken.extend(enough.map(|&(place, _)| (place, code, 0)));
            for partner in partners {
                if awake.has(partner.code) {
                    let (first, second) =
                        if partner.is_first { (partner.code, code) } else { (code, partner.code) };
                    woken.push((partner.place, first, second));
                }
            }
            if strange && is_stranger(code, masters) {
                woken.extend(self.by_stranger.iter().map(|&place| (place, code, 0)));
            }
        }
        if awake.has(0) {
            woken.extend(self.of_pairs.iter().map(|&place| (place, 0, 0)));
        }
        awake.woken = woken;
    }
}
