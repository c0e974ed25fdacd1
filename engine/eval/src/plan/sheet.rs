//! The codes of one receipt, each once: its place in the month, how often it stands, and on which lines.

use masters::FileKind;
use model::Month;
use receipt::Batch;
use receipt::batch::{Line, LineKind, Receipt};

use super::enough::Over;
use super::places::{Marked, NOWHERE, Present, master_by};

/// How often a code stands on lines at most.
#[derive(Clone, Copy, Debug)]
pub(super) struct Times {
    pub month: u32,
    /// On one day.
    pub day: u32,
    /// The days, as bits.
    pub days: u32,
}

/// A code of a line: its place in the month, and the days on which it may stand, as bits.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Standing {
    pub place: u32,
    pub days: u32,
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
}

/// The codes of one receipt.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    /// Each code once.
    pub(super) codes: Vec<u32>,
    /// The place of each in the month.
    pub(super) places: Present,
    /// How often each stands on lines at most.
    pub(super) times: Vec<Times>,
    /// Whether some line has no days.
    pub has_undated: bool,
    /// Whether some code is not one that its record may bear, or a line stands on a day that the month does not have.
    pub(super) is_misplaced: bool,
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
    pub(super) fn read(&mut self, batch: &Batch, receipt: &Receipt, place: impl Fn(u32) -> u32) {
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
        let of_line = |line: &Line| match line.kind {
            LineKind::Procedure => FileKind::Procedure,
            LineKind::Drug => FileKind::Drug,
            LineKind::Material => FileKind::Material,
        };
        let absent = receipt.month.map_or(u32::MAX, days_beyond);
        self.is_misplaced =
            lines.iter().any(|line| master_by(line.code) != of_line(line) || line.days & absent != 0)
                || diseases.iter().any(|disease| master_by(disease.code) != FileKind::Disease)
                || comments.iter().any(|&code| master_by(code) != FileKind::Comment);
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
        for more in batch.day_counts_of(&receipt.lines) {
            let own = batch.lines.get(more.line as usize).and_then(|line| self.find(line.code));
            if let Some(times) = own.and_then(|at| self.times.get_mut(at)) {
                let count = more.count.into();
                let days = 1_u32.checked_shl(u32::from(more.day).wrapping_sub(1)).unwrap_or(u32::MAX);
                *times = times.and(Times { month: count, day: count, days });
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

    pub(super) fn holds(&self, code: u32) -> bool {
        self.find(code).is_some()
    }

    /// Whether there may be so much of some codes, in the month or on a day of it.
    pub(super) fn has(
        &self,
        of: &[(u32, u32, u32)],
        (least, over): (u32, Over),
        count: impl Fn(Times) -> u32,
    ) -> bool {
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

    /// Whether every code stands where it says, on the days that it shows and on no others.
    pub const fn is_certain(&self) -> bool {
        !self.has_undated && !self.is_misplaced
    }

    /// Each code of a line with its days.
    pub(super) fn standing(&self) -> impl Iterator<Item = Standing> {
        let own = self.places.all().iter().zip(&self.times).zip(&self.ends);
        // Lines come first, so the first thing with a code is one if any is.
        let of_lines = own.filter(|(_, ends)| ends.0 < self.begin[0]);
        of_lines.map(|((&place, times), _)| Standing { place, days: times.days })
    }

    /// The days on which some of these codes may stand, as bits.
    pub(super) fn days(&self, of: &Marked) -> u32 {
        self.standing().filter(|one| of.has(one.place)).fold(0, |days, one| days | one.days)
    }

    /// The codes of lines with their places, each with the number of its things, where all of them have days.
    pub(super) fn line_codes(&self) -> impl Iterator<Item = (u32, u32, u32)> {
        let own = self.codes.iter().zip(self.places.all()).zip(&self.times).zip(&self.ends);
        own.filter(|(_, ends)| ends.0 < self.begin[0])
            .map(|(((&code, &place), times), _)| (code, place, times.month))
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
        of.and_then(|of| self.places.all().get(*of as usize)).copied().unwrap_or(NOWHERE)
    }
}

/// The days of a calendar's columns that a month does not have, as bits.
fn days_beyond(month: Month) -> u32 {
    u32::MAX.checked_shl(month.last().day()).unwrap_or(0)
}

fn hashed(code: u32) -> usize {
    usize::try_from(u64::from(code).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40).unwrap_or(0)
}
