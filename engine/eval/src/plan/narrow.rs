//! For which codes a variable can matter: its set, what the condition asks of its master, and the tables it must stand in.

use fixedbitset::FixedBitSet;

use super::answers::Subject;
use super::codes::{Codes, Memory};
use super::imagine::Imagine;
use super::said::SaidOfAll;
use crate::compile::master_of;
use crate::program::walk::{self, Walk};
use crate::program::{Cond, Expr, Guard, Noun, Read, Set, Slot, Step, parts_of};
use crate::run::Thing;
use crate::tri::Tri;

/// So few codes are asked one by one.
const FEW: usize = 64;

impl<'a> Imagine<'a> {
    /// The codes for which a variable can matter; `None`: any.
    pub(super) fn narrowed(&mut self, slot: Slot, noun: &'a Noun, memory: &mut Memory<'a>) -> Option<Codes> {
        let mut codes = self.codes(noun, memory).map(|codes| (*codes).clone());
        for condition in self.rule.condition.iter().flat_map(parts_of) {
            if self.decides_of(slot, condition) {
                codes = self.conditioned((slot, noun), condition, codes, memory);
            }
        }
        for row in self.rows_under(slot) {
            if !self.is_silent_without(&[row]) {
                continue;
            }
            if let Some(keys) = self.codes(row, memory) {
                codes = Some(match codes {
                    Some(codes) => codes.both(&keys, self.masters()),
                    None => (*keys).clone(),
                });
            }
        }
        codes
    }

    /// Codes for which a condition is not surely out of question on some day of the month.
    fn conditioned(
        &mut self,
        (slot, noun): (Slot, &Noun),
        condition: &'a Cond,
        codes: Option<Codes>,
        memory: &mut Memory<'a>,
    ) -> Option<Codes> {
        let Some(kind) = master_of(noun.kind) else { return codes };
        let masters = self.masters();
        let days = memory.days(masters, kind, self.month());
        let ask =
            |imagine: &mut Self, code, day| imagine.with(slot, Thing::Code { kind, code, day }, condition);
        if let Some(codes) = codes.as_ref().filter(|codes| codes.listed.len() < FEW) {
            let mut may = |code| days.iter().any(|&day| ask(self, code, day) != Tri::No);
            let is_left = |&code: &u32| masters.code_id(kind, code).is_none() || may(code);
            let listed = codes.listed.iter().copied().filter(is_left).collect();
            return Some(Codes { listed, strangers: codes.strangers });
        }
        let all = || Codes { listed: masters.codes(kind).to_vec(), strangers: true };
        let mut codes = codes.unwrap_or_else(all);
        let of_master = masters.codes(kind);
        // What stands in the master is no stranger.
        let mut meant = FixedBitSet::with_capacity(of_master.len());
        let mut listed = codes.listed.iter().peekable();
        for (at, code) in of_master.iter().enumerate() {
            while listed.next_if(|one| *one < code).is_some() {}
            meant.set(at, listed.peek() == Some(&code));
        }
        let meant = SaidOfAll::of(meant);
        let mut may = FixedBitSet::with_capacity(of_master.len());
        for &day in &*days {
            let mut said =
                self.said_of_part((condition, Subject::Slot(slot)), (kind, day), Some(&meant), memory);
            said.and(&meant);
            may.union_with(said.may());
        }
        codes.listed.retain(|&code| masters.code_id(kind, code).is_none_or(|id| may.contains(id.0 as usize)));
        Some(codes)
    }

    /// Rows of tables that are found by the code of a variable.
    fn rows_under(&self, slot: Slot) -> Vec<&'a Noun> {
        let mut rows = Vec::new();
        self.each_noun(|noun| {
            let by = noun.table.as_ref().map(|table| &*table.key);
            if matches!(by, Some(Expr::Step(from, Step::Code)) if matches!(**from, Expr::Slot(of) if of == slot))
            {
                rows.push(noun);
            }
        });
        rows
    }

    /// The same with those of exceptions.
    pub(super) fn every_noun(&self, mut each: impl FnMut(&'a Noun)) {
        self.each_noun(&mut each);
        let mut outer = Outer(each);
        for exception in &self.rule.exceptions {
            outer.condition(&exception.condition);
            exception.but_not.iter().for_each(|but| outer.condition(but));
        }
    }

    /// Noun phrases of variables, of the condition and of what guards verdicts; those inside others are left out.
    pub(super) fn each_noun(&self, each: impl FnMut(&'a Noun)) {
        let mut outer = Outer(each);
        self.rule.bindings.iter().for_each(|binding| walk::bound(&mut outer, &binding.bound));
        self.rule.condition.iter().for_each(|condition| outer.condition(condition));
        for verdict in &self.rule.verdicts {
            if let Guard::When(condition) = &verdict.guard {
                outer.condition(condition);
            }
        }
    }
}

/// Tells of noun phrases that stand inside no other, nor in sets.
struct Outer<F>(F);

impl<'a, F: FnMut(&'a Noun)> Walk<'a> for Outer<F> {
    fn noun(&mut self, of: &'a Noun) {
        (self.0)(of);
    }

    fn condition(&mut self, of: &'a Cond) {
        match of {
            // What is asked of each thing found stands inside.
            Cond::Every(noun, _) => self.noun(noun),
            of => walk::condition(self, of),
        }
    }

    fn read(&mut self, _: &'a Read) {}

    fn set(&mut self, _: &'a Set) {}
}
