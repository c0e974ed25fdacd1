//! Which rules the codes of one receipt wake, and for which codes their variables are tried.

use masters::{CodeTable, Masters};
use receipt::Batch;
use receipt::batch::Receipt;

use super::codes::{Codes, is_stranger};
use super::{Plan, RulePlan, Wake};
use crate::program::Slot;

/// Which codes the variables of a rule may stand for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Only<'s> {
    Any,
    One(Slot, &'s [u32]),
    Two((Slot, Slot), &'s [(u32, u32)]),
}

/// Something of a code, by code.
#[derive(Debug)]
pub(super) struct ByCode<T> {
    codes: Vec<u32>,
    table: CodeTable,
    starts: Vec<u32>,
    entries: Vec<T>,
}

impl<T: Copy + Ord> ByCode<T> {
    pub fn new(mut all: Vec<(u32, T)>) -> Self {
        all.sort_unstable();
        all.dedup();
        let (mut codes, mut starts) = (Vec::new(), Vec::new());
        for (at, &(code, _)) in (0_u32..).zip(&all) {
            if codes.last() != Some(&code) {
                codes.push(code);
                starts.push(at);
            }
        }
        starts.push(u32::try_from(all.len()).unwrap_or(u32::MAX));
        let table = CodeTable::new(&codes);
        Self { codes, table, starts, entries: all.into_iter().map(|(_, entry)| entry).collect() }
    }

    fn of(&self, code: u32) -> &[T] {
        let Some(place) = self.table.find(&self.codes, code) else { return &[] };
        let at = |place: u32| self.starts.get(place as usize).map_or(0, |&start| start as usize);
        self.entries.get(at(place)..at(place + 1)).unwrap_or_default()
    }
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

/// What is reused from receipt to receipt.
#[derive(Debug, Default)]
pub(crate) struct Awake {
    /// The codes of the receipt, ascending.
    codes: Vec<u32>,
    /// A bit for each, by its hash: most codes that are not there are known not to be there by one look.
    bits: [u64; 8],
    /// Place of the rule, and the codes for which it is tried.
    woken: Vec<(u32, u32, u32)>,
    one: Vec<u32>,
    two: Vec<(u32, u32)>,
}

impl Awake {
    fn read(&mut self, batch: &Batch, receipt: &Receipt) {
        let span = |range: &std::ops::Range<u32>| range.start as usize..range.end as usize;
        self.codes.clear();
        self.codes.extend_from_slice(batch.lines.code.get(span(&receipt.lines)).unwrap_or_default());
        self.codes.extend_from_slice(batch.diseases.code.get(span(&receipt.diseases)).unwrap_or_default());
        self.codes.extend_from_slice(batch.comments.code.get(span(&receipt.comments)).unwrap_or_default());
        self.codes.sort_unstable();
        self.codes.dedup();
        self.bits = [0; 8];
        for &code in &self.codes {
            let (word, bit) = hashed(code);
            if let Some(word) = self.bits.get_mut(word) {
                *word |= bit;
            }
        }
        self.woken.clear();
    }

    fn has(&self, code: u32) -> bool {
        let (word, bit) = hashed(code);
        self.bits.get(word).is_some_and(|word| word & bit != 0) && self.codes.binary_search(&code).is_ok()
    }

    /// Whether the receipt has one of some codes.
    fn has_any(&self, codes: &Codes, masters: &Masters) -> bool {
        let (few, many) = (&codes.listed, &self.codes);
        let listed = if few.len() <= many.len() {
            few.iter().any(|&code| self.has(code))
        } else {
            many.iter().any(|code| few.binary_search(code).is_ok())
        };
        listed || (codes.strangers && many.iter().any(|&code| is_stranger(code, masters)))
    }
}

fn hashed(code: u32) -> (usize, u64) {
    let hash = u64::from(code).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 55;
    (usize::try_from(hash >> 6).unwrap_or(0), 1 << (hash & 63))
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
        for &code in &awake.codes {
            woken.extend(self.by_code.of(code).iter().map(|&place| (place, code, 0)));
            for partner in self.by_pair.of(code) {
                if awake.has(partner.code) {
                    let (first, second) =
                        if partner.is_first { (partner.code, code) } else { (code, partner.code) };
                    woken.push((partner.place, first, second));
                }
            }
            if !self.by_stranger.is_empty() && is_stranger(code, masters) {
                woken.extend(self.by_stranger.iter().map(|&place| (place, code, 0)));
            }
        }
        if awake.codes.first() == Some(&0) {
            woken.extend(self.of_pairs.iter().map(|&place| (place, 0, 0)));
        }
        awake.woken = woken;
    }
}
