//! Which rules the codes of one receipt wake, and for which codes their variables are tried.

use masters::Masters;
use receipt::Batch;
use receipt::batch::Receipt;

use super::enough::{Enough, Least, Over};
use super::sheet::{Sheet, Times};
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
    /// By the places of their codes: rules with how often a code must stand, and the other codes of pairs.
    pub fn new(rules: &[(u32, (u32, Least))], partners: &[(u32, Partner)], places: usize) -> Self {
        let mut starts = vec![(0, 0); places + 1];
        for (at, _) in rules {
            starts.get_mut(*at as usize + 1).into_iter().for_each(|start| start.0 += 1);
        }
        for (at, _) in partners {
            starts.get_mut(*at as usize + 1).into_iter().for_each(|start| start.1 += 1);
        }
        let mut before = (0, 0);
        for start in &mut starts {
            before = (before.0 + start.0, before.1 + start.1);
            *start = before;
        }
        let rules = together(rules, starts.iter().map(|start| start.0).collect());
        let partners = together(partners, starts.iter().map(|start| start.1).collect());
        Self { starts, rules, partners }
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

/// Things by their places, those of one place together, in the order in which they came; `next` is where each place begins.
///
/// PERF: a month has some hundred thousands of them; sorting them took a twentieth of planning.
fn together<T: Copy>(all: &[(u32, T)], mut next: Vec<u32>) -> Vec<T> {
    let Some(&(_, any)) = all.first() else { return Vec::new() };
    let mut things = vec![any; all.len()];
    for &(at, thing) in all {
        let Some(next) = next.get_mut(at as usize) else { continue };
        things.get_mut(*next as usize).into_iter().for_each(|slot| *slot = thing);
        *next += 1;
    }
    things
}

/// A pair under one of its codes.
#[derive(Clone, Copy, Debug)]
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
    sheet: Sheet,
    /// Whether no other claim of the patient and the month is known.
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
            if !awake.have_enough(plan, of_one)
                || !plan.also.iter().all(|(_, codes)| codes.has_any(&awake.sheet.places))
            {
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
        // How often codes stand says all there is to count, where every line stands on days of the month.
        let counts = *alone && !sheet.is_misplaced;
        woken.extend(self.always.iter().map(|&place| (place, 0, 0)));
        for ((&code, &times), &place) in sheet.codes.iter().zip(&sheet.times).zip(sheet.places.all()) {
            let (rules, partners) = self.by_code.of(place);
            let enough = rules.iter().filter(|(_, least)| !counts || least.is_reached(times, &self.weeks));
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
