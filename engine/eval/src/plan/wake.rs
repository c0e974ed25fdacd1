//! Which rules the codes of one receipt wake, and for which codes their variables are tried.

use masters::Masters;
use receipt::Batch;
use receipt::batch::Receipt;

use super::enough::{Enough, Least, Over};
use super::places::{Marked, NOWHERE};
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
    /// Where the rules and the partners of the code of each place start; one more than places.
    starts: Vec<(u32, u32)>,
    /// Each with how often the code must stand on the receipt.
    rules: Vec<(u32, Least)>,
    partners: Vec<Partner>,
}

impl ByCode {
    pub fn new(
        rules: Vec<(u32, (u32, Least))>,
        partners: Vec<(u32, Partner)>,
        place: impl Fn(u32) -> u32,
        places: usize,
    ) -> Self {
        let (mut rules, mut partners) = (placed(rules, &place), placed(partners, &place));
        rules.sort_unstable();
        rules.dedup();
        partners.sort_unstable();
        partners.dedup();
        let mut starts = vec![(0, 0); places + 1];
        for (at, _) in &rules {
            starts.get_mut(*at as usize + 1).into_iter().for_each(|start| start.0 += 1);
        }
        for (at, _) in &partners {
            starts.get_mut(*at as usize + 1).into_iter().for_each(|start| start.1 += 1);
        }
        let mut before = (0, 0);
        for start in &mut starts {
            before = (before.0 + start.0, before.1 + start.1);
            *start = before;
        }
        let (rules, partners) = (rules.into_iter().map(|one| one.1), partners.into_iter().map(|one| one.1));
        Self { starts, rules: rules.collect(), partners: partners.collect() }
    }

    fn of(&self, place: u32) -> (&[(u32, Least)], &[Partner]) {
        let at = place as usize;
        let (Some(from), Some(to)) = (self.starts.get(at), self.starts.get(at + 1)) else {
            return (&[], &[]);
        };
        (
            self.rules.get(from.0 as usize..to.0 as usize).unwrap_or_default(),
            self.partners.get(from.1 as usize..to.1 as usize).unwrap_or_default(),
        )
    }
}

fn placed<T>(all: Vec<(u32, T)>, place: impl Fn(u32) -> u32) -> Vec<(u32, T)> {
    all.into_iter().map(|(code, of)| (place(code), of)).collect()
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

/// The codes of one receipt.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    /// Each code once.
    codes: Vec<u32>,
    /// The place of each in the month.
    places: Vec<u32>,
    /// How often each stands on lines at most.
    times: Vec<Times>,
    /// Whether some line has no days.
    pub has_undated: bool,
    /// Which of the codes each line, then each disease, then each comment has.
    things: Vec<u32>,
    /// The next thing with the same code; `NOWHERE` after the last. By code, its first thing and its last.
    next: Vec<u32>,
    ends: Vec<(u32, u32)>,
    /// The first line, disease and comment of the receipt, and where diseases and comments begin in `things`.
    first: [u32; 3],
    begin: [u32; 2],
    /// Places in `codes` by hash: place + 1, 0 = free. A power of two, at most half full.
    slots: Vec<u32>,
}

impl Sheet {
    fn read(&mut self, batch: &Batch, receipt: &Receipt, place: impl Fn(u32) -> u32) {
        let span = |range: &std::ops::Range<u32>| range.start as usize..range.end as usize;
        let lines = batch.lines.get(span(&receipt.lines)).unwrap_or_default();
        let diseases = batch.diseases.get(span(&receipt.diseases)).unwrap_or_default();
        let comments = batch.comments.code.get(span(&receipt.comments)).unwrap_or_default();
        let most = (lines.len() + diseases.len() + comments.len()) * 2;
        self.codes.clear();
        self.places.clear();
        self.times.clear();
        self.things.clear();
        self.next.clear();
        self.ends.clear();
        self.slots.clear();
        self.slots.resize(most.next_power_of_two().max(64), 0);
        self.first = [receipt.lines.start, receipt.diseases.start, receipt.comments.start];
        self.has_undated = lines.iter().any(|line| line.days == 0);
        for line in lines {
            self.add(line.code, Times::on(line.days), &place);
        }
        let diseases_begin = self.things.len();
        diseases.iter().for_each(|disease| self.add(disease.code, Times::MANY, &place));
        let comments_begin = self.things.len();
        comments.iter().for_each(|&code| self.add(code, Times::MANY, &place));
        self.begin = [diseases_begin, comments_begin].map(|at| u32::try_from(at).unwrap_or(0));
        self.count_days(batch, receipt);
    }

    /// Days on which a line counts more than once.
    fn count_days(&mut self, batch: &Batch, receipt: &Receipt) {
        let first = batch.day_counts.partition_point(|more| more.line < receipt.lines.start);
        let more = batch.day_counts.get(first..).unwrap_or_default();
        for more in more.iter().take_while(|more| more.line < receipt.lines.end) {
            let own = batch.lines.get(more.line as usize).and_then(|line| self.find(line.code));
            if let Some(times) = own.and_then(|at| self.times.get_mut(at)) {
                let count = more.count.into();
                *times = times.and(Times { month: count, day: count, days: u32::MAX });
            }
        }
    }

    fn add(&mut self, code: u32, times: Times, place: impl Fn(u32) -> u32) {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hashed(code) & mask;
        while let Some(slot) = self.slots.get_mut(at) {
            let Some(known) = slot.checked_sub(1) else {
                let own = u32::try_from(self.things.len()).unwrap_or(NOWHERE);
                self.ends.push((own, own));
                self.next.push(NOWHERE);
                self.things.push(u32::try_from(self.codes.len()).unwrap_or(0));
                self.codes.push(code);
                self.places.push(place(code));
                self.times.push(times);
                *slot = u32::try_from(self.codes.len()).unwrap_or(0);
                return;
            };
            if self.codes.get(known as usize) == Some(&code) {
                self.chain(known);
                if let Some(all) = self.times.get_mut(known as usize) {
                    *all = all.and(times);
                }
                return;
            }
            at = (at + 1) & mask;
        }
    }

    /// Adds a further thing with a known code.
    fn chain(&mut self, code: u32) {
        let own = u32::try_from(self.things.len()).unwrap_or(NOWHERE);
        if let Some(ends) = self.ends.get_mut(code as usize) {
            if let Some(last) = self.next.get_mut(ends.1 as usize) {
                *last = own;
            }
            ends.1 = own;
        }
        self.next.push(NOWHERE);
        self.things.push(code);
    }

    fn find(&self, code: u32) -> Option<usize> {
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

    fn holds(&self, code: u32) -> bool {
        self.find(code).is_some()
    }

    /// Whether there may be so much of some codes, in the month or on a day of it.
    fn has(&self, of: &[(u32, u32, u32)], (least, over): (u32, Over), count: impl Fn(Times) -> u32) -> bool {
        let times = |one: &(u32, u32, u32)| self.find(one.1).and_then(|place| self.times.get(place)).copied();
        let (mut all, mut days) = (0_u32, 0);
        for times in of.iter().filter_map(times) {
            // What does not stand so often in the month does not on a day.
            let most = if over == Over::Day { times.month } else { count(times) };
            all = all.saturating_add(most);
            days |= times.days;
        }
        if over == Over::Month || all < least {
            return all >= least;
        }
        (0..31).filter(|day| days >> day & 1 != 0).any(|day| {
            let on_day = of.iter().filter_map(times).filter(|times| times.days >> day & 1 != 0);
            on_day.fold(0_u32, |sum, times| sum.saturating_add(count(times))) >= least
        })
    }

    /// The days on which some of these codes may stand, as bits.
    pub fn days(&self, of: &Marked) -> u32 {
        let own = self.places.iter().zip(&self.times).filter(|(place, _)| of.has(**place));
        own.fold(0, |days, (_, times)| days | times.days)
    }

    /// The lines with a code, by their places in the batch, in their order.
    pub fn lines_with(&self, code: u32) -> impl Iterator<Item = usize> {
        let first = self.find(code).and_then(|at| self.ends.get(at)).map(|ends| ends.0);
        let all = std::iter::successors(first, |at| {
            self.next.get(*at as usize).copied().filter(|&next| next != NOWHERE)
        });
        let (lines, before) = (self.begin[0], self.first[0] as usize);
        all.take_while(move |&at| at < lines).map(move |at| before + at as usize)
    }

    /// The place of the code of a line, by its place in the batch.
    pub fn of_line(&self, line: usize) -> u32 {
        self.thing(line, 0, self.first[0])
    }

    /// The same of a disease.
    pub fn of_disease(&self, index: usize) -> u32 {
        self.thing(index, self.begin[0], self.first[1])
    }

    /// The same of a comment.
    pub fn of_comment(&self, index: usize) -> u32 {
        self.thing(index, self.begin[1], self.first[2])
    }

    fn thing(&self, at: usize, begin: u32, first: u32) -> u32 {
        let of = (at + begin as usize).checked_sub(first as usize).and_then(|at| self.things.get(at));
        of.and_then(|of| self.places.get(*of as usize)).copied().unwrap_or(NOWHERE)
    }
}

/// What is reused from receipt to receipt.
#[derive(Debug, Default)]
pub(crate) struct Awake {
    sheet: Sheet,
    /// Whether nothing but the receipt itself is known of the patient.
    pub alone: bool,
    /// Place of the rule, and the codes for which it is tried.
    woken: Vec<(u32, u32, u32)>,
    one: Vec<u32>,
    two: Vec<(u32, u32)>,
}

impl Awake {
    /// Whether codes stand on the receipt often enough for a rule.
    fn have_enough(&self, plan: &RulePlan, woken: &[(u32, u32, u32)]) -> bool {
        match plan.enough {
            // Codes that no master knows wake a rule too, and are not among those that were counted.
            Some(Enough::Total(least, over)) if self.alone => {
                let count = |times: Times| match over {
                    Over::Month => times.month,
                    Over::Day => times.day,
                };
                self.sheet.has(woken, (least, over), count)
            }
            Some(Enough::Kinds(least, over)) if self.alone => {
                // A code is one kind, however often it stands.
                woken.len() >= least as usize && self.sheet.has(woken, (least, over), |_| 1)
            }
            _ => true,
        }
    }

    /// Whether the receipt has one of some codes.
    fn has_any(&self, codes: &Marked) -> bool {
        self.sheet.places.iter().any(|&place| codes.has(place))
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
        mut each: impl FnMut(&RulePlan, Only<'_>, &Sheet),
    ) {
        awake.sheet.read(batch, receipt, |code| self.places.of(code, masters));
        self.collect(awake);
        awake.woken.sort_unstable();
        awake.woken.dedup();
        let mut woken = std::mem::take(&mut awake.woken);
        for of_one in woken.chunk_by(|a, b| a.0 == b.0) {
            let Some(plan) = of_one.first().and_then(|first| self.rules.get(first.0 as usize)) else {
                continue;
            };
            if !awake.have_enough(plan, of_one) || !plan.also.iter().all(|(_, codes)| awake.has_any(codes)) {
                continue;
            }
            if receipt.month.is_some_and(|month| plan.refusal.refuses(receipt, month, &awake.sheet)) {
                continue;
            }
            match &plan.wake {
                Wake::Codes { of: Some(slot), .. } => {
                    awake.one.clear();
                    awake.one.extend(of_one.iter().map(|&(_, code, _)| code));
                    each(plan, Only::One(*slot, &awake.one), &awake.sheet);
                }
                // A code that cannot be read may be any code.
                Wake::Pairs(pairs) if !of_one.contains(&(of_one.first().map_or(0, |one| one.0), 0, 0)) => {
                    awake.two.clear();
                    awake.two.extend(of_one.iter().map(|&(_, first, second)| (first, second)));
                    each(plan, Only::Two(pairs.slots, &awake.two), &awake.sheet);
                }
                _ => each(plan, Only::Any, &awake.sheet),
            }
        }
        std::mem::swap(&mut awake.woken, &mut woken);
    }

    fn collect(&self, awake: &mut Awake) {
        let Awake { sheet, woken, alone, .. } = awake;
        woken.clear();
        woken.extend(self.always.iter().map(|&place| (place, 0, 0)));
        for ((&code, &times), &place) in sheet.codes.iter().zip(&sheet.times).zip(&sheet.places) {
            let (rules, partners) = self.by_code.of(place);
            let enough = rules.iter().filter(|(_, least)| times.reach(*least) || !*alone);
            woken.extend(enough.map(|&(place, _)| (place, code, 0)));
            for partner in partners {
                if sheet.holds(partner.code) {
                    let (first, second) =
                        if partner.is_first { (partner.code, code) } else { (code, partner.code) };
                    woken.push((partner.place, first, second));
                }
            }
            if !self.by_stranger.is_empty() && self.places.is_strange(place) {
                woken.extend(self.by_stranger.iter().map(|&place| (place, code, 0)));
            }
        }
        if sheet.holds(0) {
            woken.extend(self.of_pairs.iter().map(|&place| (place, 0, 0)));
        }
    }
}
