//! What of the patient's other claims a finding rests on though no variable stands for it: counted in 条件 or in a value.
//!
//! It is asked again when something is told; while rules are tried nothing of it is noted.

use dsl::ast::ChoiceMode;

use super::trace::{Silent, Trace};
use super::values::Val;
use super::{Run, Thing};
use crate::program::walk::{self, Walk};
use crate::program::{Act, Bound, Cond, Exception, Expr, Guard, Noun, Read, Rule, Set, Verdict};
use crate::tri::Tri;

impl<'a, T: Trace<'a>> Run<'a, '_, T> {
    /// What was counted or found on other claims on the way to a verdict, its number being that of the rule's own ones.
    pub(super) fn counted_elsewhere(&mut self, verdict: &'a Verdict, number: usize) -> Vec<Thing<'a>> {
        let rule = self.rule;
        let conditions = leads(rule, verdict, number).map(Asked::Condition);
        let leads: Vec<Asked<'a>> = conditions
            .chain(amount(verdict).map(Asked::Value))
            .filter(|asked| looks_back(rule, *asked))
            .collect();
        // PERF: most rules look at no other claim.
        if leads.is_empty() || self.case.scopes.len() < 2 {
            return Vec::new();
        }
        // Nobody is told of it, and nothing of it becomes a ground of what is said, or a look of the rule.
        let looks = self.piles.looks;
        let mut again = Run {
            planned: self.planned,
            doubtful: self.doubtful,
            grounds: self.grounds,
            ..Run::on(Silent, self.case, (self.number, rule), self.piles, self.judgements)
        };
        let mut counted = Vec::new();
        for asked in leads {
            again.counted_in(asked, &mut counted);
        }
        self.piles.looks = looks;
        counted
    }

    /// What a condition that holds or a value has counted; of 又は, what its parts that hold have.
    fn counted_in(&mut self, asked: Asked<'a>, counted: &mut Vec<Thing<'a>>) {
        let rule = self.rule;
        match asked {
            Asked::Condition(Cond::All(parts)) => {
                parts.iter().for_each(|part| self.counted_in(Asked::Condition(part), counted));
            }
            Asked::Condition(Cond::Any(parts)) => {
                for part in parts.iter().filter(|part| looks_back(rule, Asked::Condition(part))) {
                    if self.tried(part) == Tri::Yes {
                        self.counted_in(Asked::Condition(part), counted);
                    }
                }
            }
            one => each(rule, one, |met| match met {
                Met::Noun(noun) if noun.history => {
                    let mark = self.mark();
                    let found = self.find(noun);
                    counted.extend(self.sure(found).iter().chain(self.maybe(found)));
                    self.release(mark);
                }
                Met::Noun(_) => {}
                Met::Choice(mode, arms) => self.counted_by_arms(mode, arms, counted),
                Met::Band(by, arms) => self.counted_by_band(by, arms, counted),
            }),
        }
    }

    /// What the arms of a choice have counted that may have given its value, and their conditions.
    fn counted_by_arms(&mut self, mode: ChoiceMode, arms: &'a [Arm], counted: &mut Vec<Thing<'a>>) {
        let mut open = Vec::new();
        for (when, value) in arms {
            let holds = when.as_ref().map_or(Tri::Yes, |when| self.tried(when));
            if holds != Tri::No {
                open.push((when, value, holds, self.value(value)));
            }
            if mode == ChoiceMode::First && holds == Tri::Yes {
                break;
            }
        }
        // An arm that surely counts keeps those below it, or above it, from being the greatest, or the least.
        let sure = open.iter().filter(|(_, _, holds, _)| *holds == Tri::Yes);
        let ends = sure.filter_map(|(.., value)| match value {
            Val::Number(least, most) => Some((*least, *most)),
            _ => None,
        });
        let (floor, ceiling) = (ends.clone().map(|(least, _)| least).max(), ends.map(|(_, most)| most).min());
        for (when, value, _, gave) in open {
            let beaten = match (mode, gave) {
                (ChoiceMode::Greatest, Val::Number(_, most)) => floor.is_some_and(|floor| most < floor),
                (ChoiceMode::Least, Val::Number(least, _)) => ceiling.is_some_and(|ceiling| ceiling < least),
                _ => false,
            };
            if !beaten {
                when.iter().for_each(|when| self.counted_in(Asked::Condition(when), counted));
                self.counted_in(Asked::Value(value), counted);
            }
        }
    }

    /// What was counted for the number by which arms are chosen, and by the arms that it may have chosen.
    fn counted_by_band(&mut self, by: &'a Expr, arms: &'a [BandArm], counted: &mut Vec<Thing<'a>>) {
        self.counted_in(Asked::Value(by), counted);
        let Val::Number(least, most) = self.value(by) else { return };
        for (_, _, value) in arms.iter().filter(|(from, to, _)| *from <= most && least <= *to) {
            self.counted_in(Asked::Value(value), counted);
        }
    }

    fn tried(&mut self, condition: &'a Cond) -> Tri {
        let mark = self.mark();
        let holds = self.holds(condition);
        self.release(mark);
        holds
    }
}

/// What is gone through for what it counts.
#[derive(Clone, Copy)]
enum Asked<'a> {
    Condition(&'a Cond),
    Value(&'a Expr),
}

/// What counts on the way: a noun phrase, or arms of which only some may.
enum Met<'a> {
    Noun(&'a Noun),
    Choice(ChoiceMode, &'a [Arm]),
    Band(&'a Expr, &'a [BandArm]),
}

type Arm = (Option<Cond>, Expr);
type BandArm = (i64, i64, Expr);

/// The number that a verdict goes by.
fn amount(verdict: &Verdict) -> Option<&Expr> {
    match &verdict.act {
        Act::Tell | Act::Remove => None,
        Act::ReduceTo(value)
        | Act::ReduceBy(value)
        | Act::Keep(value)
        | Act::Correct(value)
        | Act::Cap(value)
        | Act::Replace(value) => Some(value),
    }
}

/// The conditions that lead to a verdict.
fn leads<'a>(rule: &'a Rule, verdict: &Verdict, number: usize) -> impl Iterator<Item = &'a Cond> {
    let own = number.checked_sub(1).and_then(|at| rule.verdicts.get(at));
    let guard = own.and_then(|guarded| match &guarded.guard {
        Guard::When(condition) => Some(condition),
        Guard::Always | Guard::Otherwise => None,
    });
    let is_of = |exception: &&Exception| {
        exception.verdict.as_ref().is_some_and(|instead| std::ptr::eq(instead, verdict))
    };
    let exception = rule.exceptions.iter().find(is_of).map(|exception| &exception.condition);
    rule.condition.iter().chain(guard).chain(exception)
}

/// Whether other claims are looked at.
fn looks_back(rule: &Rule, asked: Asked<'_>) -> bool {
    let mut does = false;
    each(rule, asked, |met| {
        does |= match met {
            Met::Noun(noun) => noun.history,
            Met::Choice(_, arms) => arms.iter().any(|(when, value)| {
                when.as_ref().is_some_and(|when| looks_back(rule, Asked::Condition(when)))
                    || looks_back(rule, Asked::Value(value))
            }),
            Met::Band(by, arms) => {
                looks_back(rule, Asked::Value(by))
                    || arms.iter().any(|(_, _, value)| looks_back(rule, Asked::Value(value)))
            }
        };
    });
    does
}

fn each<'a>(rule: &'a Rule, asked: Asked<'a>, met: impl FnMut(Met<'a>)) {
    let mut counting = Counting { rule, met };
    match asked {
        Asked::Condition(condition) => counting.condition(condition),
        Asked::Value(value) => counting.value(value),
    }
}

/// Tells of every noun phrase that a condition counts or finds; not of what is said not to be there, nor of what stands inside
/// a phrase. Arms are told of as a whole: which of them count depends on the receipt.
struct Counting<'a, F> {
    rule: &'a Rule,
    met: F,
}

impl<'a, F: FnMut(Met<'a>)> Walk<'a> for Counting<'a, F> {
    fn condition(&mut self, of: &'a Cond) {
        match of {
            Cond::Not(_) | Cond::Exists(_, false) | Cond::IsUnknown(_) => {}
            Cond::Every(noun, _) => self.noun(noun),
            of => walk::condition(self, of),
        }
    }

    fn value(&mut self, of: &'a Expr) {
        match of {
            Expr::Slot(slot) => {
                let bound = self.rule.bindings.iter().find(|binding| binding.slot == *slot);
                if let Some(Bound::Value(value)) = bound.map(|binding| &binding.bound) {
                    self.value(value);
                }
            }
            Expr::Choice(mode, arms) => (self.met)(Met::Choice(*mode, arms)),
            Expr::Band(by, arms) => (self.met)(Met::Band(by, arms)),
            // A parameter is the same for every receipt.
            Expr::Dated(_) => {}
            of => walk::value(self, of),
        }
    }

    fn noun(&mut self, of: &'a Noun) {
        (self.met)(Met::Noun(of));
    }

    fn read(&mut self, _: &'a Read) {}

    fn set(&mut self, _: &'a Set) {}
}
