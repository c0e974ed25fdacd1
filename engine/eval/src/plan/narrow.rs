//! For which codes a variable can matter: its set, what the condition asks of its master, and the tables it must stand in.

use fixedbitset::FixedBitSet;

use super::answers::Subject;
use super::codes::{Codes, Memory};
use super::imagine::Imagine;
use super::said::SaidOfAll;
use crate::compile::master_of;
use crate::program::{Bound, Cond, Expr, Noun, Slot, Step, parts_of};
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
        for exception in &self.rule.exceptions {
            nouns_in(&exception.condition, &mut each);
            exception.but_not.iter().for_each(|but| nouns_in(but, &mut each));
        }
    }

    /// Noun phrases of variables, of the condition and of what guards verdicts; those inside others are left out.
    pub(super) fn each_noun(&self, mut each: impl FnMut(&'a Noun)) {
        for binding in &self.rule.bindings {
            match &binding.bound {
                Bound::Each(noun) | Bound::All(noun) | Bound::Run(noun) => each(noun),
                Bound::Value(value) => nouns_of(value, &mut each),
            }
        }
        if let Some(condition) = &self.rule.condition {
            nouns_in(condition, &mut each);
        }
        for verdict in &self.rule.verdicts {
            if let crate::program::Guard::When(condition) = &verdict.guard {
                nouns_in(condition, &mut each);
            }
        }
    }
}

fn nouns_in<'a>(condition: &'a Cond, each: &mut impl FnMut(&'a Noun)) {
    match condition {
        Cond::All(parts) | Cond::Any(parts) => parts.iter().for_each(|part| nouns_in(part, each)),
        Cond::Not(inner) => nouns_in(inner, each),
        Cond::Exists(noun, _) | Cond::Every(noun, _) => each(noun),
        Cond::Compare(_, left, right) => {
            nouns_of(left, each);
            nouns_of(right, each);
        }
        Cond::Member(value, ..)
        | Cond::StartsWith(value, _)
        | Cond::IsUnknown(value)
        | Cond::IsTrue(value) => {
            nouns_of(value, each);
        }
    }
}

fn nouns_of<'a>(value: &'a Expr, each: &mut impl FnMut(&'a Noun)) {
    match value {
        Expr::Read(noun, _) | Expr::HowMany(_, noun) => each(noun),
        Expr::Step(inner, _) => nouns_of(inner, each),
        Expr::Math(_, left, right) => {
            nouns_of(left, each);
            nouns_of(right, each);
        }
        Expr::Choice(_, arms) => {
            for (condition, arm) in arms {
                condition.iter().for_each(|condition| nouns_in(condition, each));
                nouns_of(arm, each);
            }
        }
        _ => {}
    }
}
