//! What rules were silent about: a rule whose silence rests on little (`footprint.rs`) is not tried again on the same.
//!
//! Only silence is remembered, so findings come from a run as ever, and forgetting costs time alone. What is remembered is
//! found by two hashes whose seeds are drawn anew: one says where, and the one entry there is held against the other, so that
//! receipts which differ are taken for the same once in 2^64 questions, and nobody can choose them so.

mod standing;

use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};

use foldhash::SharedSeed;
use foldhash::quality::SeedableRandomState;
use receipt::Batch;
use receipt::batch::{Line, NONE, Receipt};

use super::places::NOWHERE;
use super::sheet::Sheet;
use super::wake::Only;
use crate::book::Config;
use crate::program::Slot;
pub(crate) use standing::{Kinds, Of};
use standing::{ON_A_COMMENT, ON_A_DISEASE, Standing, has_its_kind, kind_of_line};

/// How many silences about codes, and how many 剤, are remembered; powers of two.
const OF_CODES: usize = 1 << 16;
const OF_UNITS: usize = 1 << 14;

/// At most so many rules are asked about each 剤, a bit for each.
pub(super) const MOST_OF_UNITS: u32 = 64;

/// What is asked before a rule is tried.
#[derive(Clone, Debug, Default)]
pub(crate) enum Question {
    /// Nothing: it is tried.
    #[default]
    None,
    /// Whether it was silent about these codes; `often`: standing so often.
    Codes {
        of: Of,
        often: bool,
        /// The first variable, where it was silent about each line that this stands for, and what stands beside it.
        beside: Option<(Slot, Of)>,
    },
    /// Whether it was silent about each 剤; the number among the rules that are asked so.
    Units(u32),
}

/// The codes of a month whose master says something else on one day than on another; those that no master knows among them.
#[derive(Debug, Default)]
pub(crate) struct Unsteady(pub fixedbitset::FixedBitSet);

impl Unsteady {
    fn has(&self, place: u32) -> bool {
        place == NOWHERE || self.0.contains(place as usize)
    }
}

/// A plan's own number, so that no other book's silence is taken for its.
pub(crate) fn number() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// What a question was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answered {
    /// It was silent about the same before.
    Silent,
    /// It may speak; what to remember if it does not.
    May(Kept),
}

/// Where a silence is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    Nowhere,
    Codes(Key),
    /// Of each line that is left ([`Silences::left`]).
    Lines,
    Units(u32),
}

/// Two numbers: where something is kept, and by what it is known there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Key {
    at: u64,
    tag: u64,
}

impl Key {
    /// Of things whose order does not matter.
    const fn and(self, other: Self) -> Self {
        Self { at: self.at.wrapping_add(other.at), tag: self.tag.wrapping_add(other.tag) }
    }

    const fn place(self, of: usize) -> usize {
        (self.at >> 32) as usize & (of - 1)
    }
}

/// The hashes of which keys are made.
#[derive(Clone, Debug)]
struct Drawn([SeedableRandomState; 2]);

impl Drawn {
    fn new() -> Self {
        let state = RandomState::new();
        Self(
            [0_u8, 1].map(|n| SeedableRandomState::with_seed(state.hash_one(n), SharedSeed::global_random())),
        )
    }

    fn key(&self, of: impl Hash) -> Key {
        let [at, tag] = &self.0;
        Key { at: at.hash_one(&of), tag: tag.hash_one(&of) }
    }
}

/// What is known of the receipt that is judged.
#[derive(Debug, Default)]
struct OfReceipt {
    /// What every key begins with: plan, configuration, claim and patient.
    ground: Key,
    /// Whether anything can be remembered of it.
    is_plain: bool,
    is_read: bool,
    standing: Vec<Standing>,
    /// The codes of lines about which the rule that was asked last may speak, and what is to be remembered if it does not.
    left: Vec<u32>,
    keys: Vec<Key>,
    /// Its 剤; nothing where nothing can be remembered of one.
    units: Vec<Option<Key>>,
    are_units_read: bool,
    /// Which rules were silent about each of its 剤, a bit for each.
    of_units: Vec<u64>,
    /// Rules that were silent about all of them.
    silent: u64,
}

impl OfReceipt {
    /// What stands there with a code.
    fn of_code(&mut self, code: u32) -> impl Iterator<Item = &mut Standing> {
        self.standing.iter_mut().filter(move |standing| standing.code == code)
    }
}

/// A 剤 and the rules that were silent about it.
#[derive(Clone, Copy, Debug, Default)]
struct Unit {
    tag: u64,
    silent: u64,
}

/// What was silent, for one thread.
#[derive(Debug)]
pub(crate) struct Silences {
    drawn: Drawn,
    codes: Vec<u64>,
    units: Vec<Unit>,
    own: OfReceipt,
}

impl Default for Silences {
    fn default() -> Self {
        Self { drawn: Drawn::new(), codes: Vec::new(), units: Vec::new(), own: OfReceipt::default() }
    }
}

/// A receipt as it is judged by a plan.
#[derive(Clone, Copy)]
pub(crate) struct Judged<'a> {
    pub batch: &'a Batch,
    pub receipt: &'a Receipt,
    pub sheet: &'a Sheet,
    pub unsteady: &'a Unsteady,
}

/// 剤 of a receipt that a rule passes over.
#[derive(Clone, Copy)]
pub(crate) struct PassedOver<'s> {
    units: &'s [u64],
    rule: u32,
}

impl PassedOver<'_> {
    /// Whether it passes over the 剤 of this place among those of the receipt.
    pub fn has(self, place: usize) -> bool {
        self.units.get(place).is_some_and(|silent| silent >> self.rule & 1 != 0)
    }
}

impl Silences {
    /// Another receipt.
    pub fn begin(&mut self, plan: u64, config: Config, receipt: &Receipt) {
        let inpatient = receipt.claim_type.map(|kind| kind.inpatient);
        let sex = receipt.sex.map(|sex| sex as u8);
        let known = (config.institution as u8, config.excerpt_is_all);
        self.own.ground = self.drawn.key((plan, inpatient, sex, known));
        self.own.is_read = false;
        self.own.are_units_read = false;
    }

    /// Whether a rule that is tried for some codes was silent about the same before.
    pub fn ask(
        &mut self,
        (rule, question): (usize, &Question),
        only: Only<'_>,
        judged: Judged<'_>,
    ) -> Answered {
        if matches!(question, Question::None) {
            return Answered::May(Kept::Nowhere);
        }
        if !self.own.is_read {
            self.read(judged);
        }
        if !self.own.is_plain {
            return Answered::May(Kept::Nowhere);
        }
        match question {
            Question::None => Answered::May(Kept::Nowhere),
            Question::Codes { of, often, beside } => match (beside, only) {
                (Some((slot, beside)), Only::One(first, codes)) if *slot == first => {
                    self.ask_lines(rule as u64, (beside, *often), codes)
                }
                _ => self.ask_codes(rule as u64, (of, *often)),
            },
            Question::Units(number) => self.ask_units(*number, judged),
        }
    }

    /// What stands on the receipt of what a rule looks at; `None` where nothing can be remembered of it.
    fn sum(&self, rule: (u64, u8), (of, often): (&Of, bool)) -> Option<Key> {
        let mut sum = self.drawn.key((rule, self.own.ground.tag)).and(self.own.ground);
        for standing in self.own.standing.iter().filter(|standing| of.has(standing)) {
            if !standing.is_steady {
                return None;
            }
            sum = sum.and(standing.key(often));
        }
        Some(sum)
    }

    fn was_silent(&self, key: Key) -> bool {
        self.codes.get(key.place(OF_CODES)) == Some(&key.tag)
    }

    fn ask_codes(&self, rule: u64, of: (&Of, bool)) -> Answered {
        let Some(sum) = self.sum((rule, 0), of) else { return Answered::May(Kept::Nowhere) };
        let key = self.drawn.key((sum.at, sum.tag));
        if self.was_silent(key) { Answered::Silent } else { Answered::May(Kept::Codes(key)) }
    }

    /// The same for each line that the first variable may stand for, by its code and what stands beside it.
    fn ask_lines(&mut self, rule: u64, (beside, often): (&Of, bool), codes: &[u32]) -> Answered {
        let Some(sum) = self.sum((rule, 1), (beside, often)) else { return Answered::May(Kept::Nowhere) };
        self.own.left.clear();
        self.own.keys.clear();
        for &code in codes {
            let own = self.own.standing.iter().find(|standing| standing.code == code && standing.is_line());
            let key = own.filter(|standing| standing.is_steady).map(|standing| {
                let own = standing.key(often);
                self.drawn.key((sum.at, sum.tag, own.at, own.tag))
            });
            if key.is_none_or(|key| !self.was_silent(key)) {
                self.own.left.push(code);
                self.own.keys.extend(key);
            }
        }
        if self.own.left.is_empty() { Answered::Silent } else { Answered::May(Kept::Lines) }
    }

    /// For which codes a rule that was asked last need be tried.
    pub fn left<'s>(&'s self, answered: Answered, only: Only<'s>) -> Only<'s> {
        match (answered, only) {
            (Answered::May(Kept::Lines), Only::One(slot, _)) => Only::One(slot, &self.own.left),
            _ => only,
        }
    }

    /// The 剤 about which a rule that was asked last need not be tried.
    pub fn passed(&self, answered: Answered) -> Option<PassedOver<'_>> {
        match answered {
            Answered::May(Kept::Units(rule)) => Some(PassedOver { units: &self.own.of_units, rule }),
            _ => None,
        }
    }

    fn ask_units(&mut self, number: u32, judged: Judged<'_>) -> Answered {
        if !self.own.are_units_read {
            self.read_units(judged);
        }
        match self.own.silent >> number & 1 {
            0 => Answered::May(Kept::Units(number)),
            _ => Answered::Silent,
        }
    }

    /// Remembers that a rule was silent.
    pub fn keep(&mut self, kept: Kept) {
        match kept {
            Kept::Nowhere => {}
            Kept::Codes(key) => {
                self.codes.resize(OF_CODES, 0);
                if let Some(place) = self.codes.get_mut(key.place(OF_CODES)) {
                    *place = key.tag;
                }
            }
            Kept::Lines => {
                self.codes.resize(OF_CODES, 0);
                for key in &self.own.keys {
                    if let Some(place) = self.codes.get_mut(key.place(OF_CODES)) {
                        *place = key.tag;
                    }
                }
            }
            Kept::Units(number) => {
                self.units.resize(OF_UNITS, Unit::default());
                for key in self.own.units.iter().flatten() {
                    let Some(unit) = self.units.get_mut(key.place(OF_UNITS)) else { continue };
                    if unit.tag != key.tag {
                        *unit = Unit { tag: key.tag, silent: 0 };
                    }
                    unit.silent |= 1 << number;
                }
            }
        }
    }

    /// The codes of the receipt.
    fn read(&mut self, judged: Judged<'_>) {
        let Judged { batch, receipt, sheet, unsteady } = judged;
        let (drawn, own) = (&self.drawn, &mut self.own);
        own.is_read = true;
        own.standing.clear();
        let lines = batch.lines.get(span(&receipt.lines)).unwrap_or_default();
        // With a line of another record than its code belongs to, the receipt is judged each time.
        own.is_plain = lines.iter().all(has_its_kind);
        if !own.is_plain {
            return;
        }
        own.standing.extend(sheet.line_codes().map(|(code, place, times)| Standing {
            code,
            place,
            kind: kind_of_line(code) as u8,
            is_steady: !unsteady.has(place),
            once: drawn.key(code),
            often: drawn.key((code, times)),
        }));
        // Of a line without days nobody can tell in which month it lies.
        if sheet.has_undated {
            for line in lines.iter().filter(|line| line.days == 0) {
                own.of_code(line.code).for_each(|standing| standing.is_steady = false);
            }
        }
        // With how many things there are, each count above one tells how often all of them count.
        for more in batch.day_counts_of(&receipt.lines) {
            let code = batch.lines.get(more.line as usize).map_or(0, |line| line.code);
            let key = drawn.key(more.count);
            own.of_code(code).for_each(|standing| standing.often = standing.often.and(key));
        }
        let mut add = |(code, place): (u32, u32), kind: u8, key: Key| {
            let is_steady = !unsteady.has(place);
            own.standing.push(Standing { code, place, kind, is_steady, once: key, often: key });
        };
        for index in span(&receipt.diseases) {
            if let Some(disease) = batch.diseases.get(index) {
                let key = drawn.key((ON_A_DISEASE, disease.code, disease.suspected, disease.main));
                add((disease.code, sheet.of_disease(index)), ON_A_DISEASE, key);
            }
        }
        for index in span(&receipt.comments) {
            if let Some(&code) = batch.comments.code.get(index) {
                add((code, sheet.of_comment(index)), ON_A_COMMENT, drawn.key((ON_A_COMMENT, code)));
            }
        }
    }

    /// The 剤 of the receipt.
    fn read_units(&mut self, judged: Judged<'_>) {
        let Judged { batch, receipt, sheet, unsteady } = judged;
        let (drawn, own) = (&self.drawn, &mut self.own);
        own.are_units_read = true;
        own.units.clear();
        own.of_units.clear();
        let lines = batch.lines.get(span(&receipt.lines)).unwrap_or_default();
        // Of a line that stands in no 剤 nothing is remembered.
        own.silent = if lines.iter().any(|line| line.unit == NONE) { 0 } else { u64::MAX };
        let mut apart = batch.day_counts_of(&receipt.lines).map(|more| more.line as usize).peekable();
        for unit in span(&receipt.units) {
            let lines = batch.units.get(unit).map_or(0..0, |unit| span(&unit.lines));
            let mut key = Some(own.ground);
            let mut days = None;
            for at in lines {
                let Some(line) = batch.lines.get(at) else { break };
                let mut counts_apart = false;
                while let Some(of) = apart.next_if(|&of| of <= at) {
                    counts_apart |= of == at;
                }
                // Days that count apart, lines that stand on other days than the rest, or on none, are judged each time.
                let is_plain = !counts_apart
                    && line.days != 0
                    && *days.get_or_insert(line.days) == line.days
                    && !unsteady.has(sheet.of_line(at));
                key = key
                    .filter(|_| is_plain)
                    .map(|key| drawn.key((key.at, key.tag, content(line), line.quantity)));
            }
            let known =
                key.and_then(|key| self.units.get(key.place(OF_UNITS)).filter(|of| of.tag == key.tag));
            let silent = known.map_or(0, |unit| unit.silent);
            own.units.push(key);
            own.of_units.push(silent);
            own.silent &= silent;
        }
    }
}

/// What is read of a line besides its quantity: as it stands, for what falls together here would be taken for the same.
const fn content(line: &Line) -> (u32, i32, u8, u8) {
    (line.code, line.points, line.section, line.kind as u8)
}

const fn span(of: &std::ops::Range<u32>) -> std::ops::Range<usize> {
    of.start as usize..of.end as usize
}
