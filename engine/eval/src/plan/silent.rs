//! What rules were silent about: a rule whose silence rests on little (`footprint.rs`) is not tried again on the same.
//!
//! Only silence is remembered, so findings come from a run as ever, and forgetting costs time alone. What is remembered is
//! found by two hashes whose seeds are drawn anew: one says where, and the one entry there is held against the other, so that
//! receipts which differ are taken for the same once in 2^64 questions, and nobody can choose them so.

use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};

use foldhash::SharedSeed;
use foldhash::quality::SeedableRandomState;
use receipt::Batch;
use receipt::batch::{Line, LineKind, NONE, Receipt};

use super::places::{Marked, NOWHERE};
use super::sheet::Sheet;
use crate::book::Config;

/// How many silences about codes, and how many 剤, are remembered; powers of two.
const OF_CODES: usize = 1 << 16;
const OF_UNITS: usize = 1 << 14;

/// At most so many rules are asked about each 剤, a bit for each.
pub(super) const MOST_OF_UNITS: u32 = 64;

/// What is asked before a rule is tried.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Question {
    /// Nothing: it is tried.
    #[default]
    None,
    /// Whether it was silent about these codes; `often`: standing so often.
    Codes { of: Of, often: bool },
    /// Whether it was silent about each 剤; the number among the rules that are asked so.
    Units(u32),
}

/// The codes that a rule looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    All,
    Those(Marked),
}

impl Of {
    fn has(&self, place: u32) -> bool {
        match self {
            Self::All => true,
            Self::Those(codes) => codes.has(place),
        }
    }
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

/// Where a code stands.
const ON_A_LINE: u8 = 0;
const ON_A_DISEASE: u8 = 1;
const ON_A_COMMENT: u8 = 2;

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

/// A code of the receipt, or a disease with what is said of it.
#[derive(Clone, Copy, Debug)]
struct Standing {
    place: u32,
    is_steady: bool,
    once: Key,
    often: Key,
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
    /// Its 剤; empty where nothing can be remembered of some of them.
    units: Vec<Key>,
    are_units_read: bool,
    /// Rules that were silent about all of its 剤: a bit for each.
    silent: u64,
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

    /// Whether a rule was silent about the same before.
    pub fn ask(&mut self, (rule, question): (usize, &Question), judged: Judged<'_>) -> Answered {
        if *question == Question::None {
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
            Question::Codes { of, often } => self.ask_codes(rule as u64, of, *often),
            Question::Units(number) => self.ask_units(*number, judged),
        }
    }

    fn ask_codes(&mut self, rule: u64, of: &Of, often: bool) -> Answered {
        let mut sum = self.drawn.key((rule, self.own.ground.tag)).and(self.own.ground);
        for standing in &self.own.standing {
            if of.has(standing.place) {
                if !standing.is_steady {
                    return Answered::May(Kept::Nowhere);
                }
                sum = sum.and(if often { standing.often } else { standing.once });
            }
        }
        let key = self.drawn.key((sum.at, sum.tag));
        match self.codes.get(key.place(OF_CODES)) {
            Some(tag) if *tag == key.tag => Answered::Silent,
            _ => Answered::May(Kept::Codes(key)),
        }
    }

    fn ask_units(&mut self, number: u32, judged: Judged<'_>) -> Answered {
        if !self.own.are_units_read {
            self.read_units(judged);
        }
        if self.own.units.is_empty() {
            return Answered::May(Kept::Nowhere);
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
            Kept::Units(number) => {
                self.units.resize(OF_UNITS, Unit::default());
                for key in &self.own.units {
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
        // A line without days, with days that count apart, or of another record than its code belongs to, is judged each time.
        own.is_plain = !sheet.has_undated
            && batch.day_counts_of(&receipt.lines).next().is_none()
            && lines.iter().all(has_its_kind);
        if !own.is_plain {
            return;
        }
        own.standing.extend(sheet.line_codes().map(|(code, place, times)| Standing {
            place,
            is_steady: !unsteady.has(place),
            once: drawn.key((ON_A_LINE, code)),
            often: drawn.key((ON_A_LINE, code, times)),
        }));
        let mut add = |place: u32, key: Key| {
            own.standing.push(Standing { place, is_steady: !unsteady.has(place), once: key, often: key });
        };
        for index in span(&receipt.diseases) {
            if let Some(disease) = batch.diseases.get(index) {
                let key = drawn.key((ON_A_DISEASE, disease.code, disease.suspected, disease.main));
                add(sheet.of_disease(index), key);
            }
        }
        for index in span(&receipt.comments) {
            if let Some(&code) = batch.comments.code.get(index) {
                add(sheet.of_comment(index), drawn.key((ON_A_COMMENT, code)));
            }
        }
    }

    /// The 剤 of the receipt.
    fn read_units(&mut self, judged: Judged<'_>) {
        let Judged { batch, receipt, sheet, unsteady } = judged;
        let (drawn, own) = (&self.drawn, &mut self.own);
        own.are_units_read = true;
        own.units.clear();
        own.silent = u64::MAX;
        let mut line_at = receipt.lines.start as usize;
        let mut unit = u32::MAX;
        let mut key = Key::default();
        let mut days = 0;
        while line_at < receipt.lines.end as usize {
            let Some(line) = batch.lines.get(line_at) else { break };
            let is_new = line.unit != unit;
            if line.unit == NONE || unsteady.has(sheet.of_line(line_at)) || (!is_new && line.days != days) {
                own.units.clear();
                return;
            }
            if is_new {
                if unit != u32::MAX {
                    own.units.push(key);
                }
                (unit, days, key) = (line.unit, line.days, own.ground);
            }
            key = drawn.key((key.at, key.tag, content(line), line.quantity));
            line_at += 1;
        }
        if unit != u32::MAX {
            own.units.push(key);
        }
        for key in &own.units {
            let known = self.units.get(key.place(OF_UNITS)).filter(|unit| unit.tag == key.tag);
            own.silent &= known.map_or(0, |unit| unit.silent);
        }
    }
}

/// What is read of a line besides its quantity: as it stands, for what falls together here would be taken for the same.
const fn content(line: &Line) -> (u32, i32, u8, u8) {
    (line.code, line.points, line.section, line.kind as u8)
}

/// Whether a line is of the record to which codes like its own belong.
const fn has_its_kind(line: &Line) -> bool {
    match line.code {
        600_000_000..700_000_000 => matches!(line.kind, LineKind::Drug),
        700_000_000..800_000_000 => matches!(line.kind, LineKind::Material),
        _ => matches!(line.kind, LineKind::Procedure),
    }
}

const fn span(of: &std::ops::Range<u32>) -> std::ops::Range<usize> {
    of.start as usize..of.end as usize
}
