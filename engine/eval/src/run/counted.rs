//! What of the patient's other claims a finding rests on though no variable stands for it: counted in 条件 or in a value.
//!
//! It is asked again when something is told; while rules are tried nothing of it is noted.

use super::trace::{Silent, Trace};
use super::{Run, Thing};
use crate::program::walk::{self, Walk};
use crate::program::{Bound, Cond, Exception, Expr, Guard, Noun, Read, Rule, Set, Verdict};
use crate::tri::Tri;

impl<'a, T: Trace<'a>> Run<'a, '_, T> {
    /// What was counted or found on other claims on the way to a verdict, its number being that of the rule's own ones.
    pub(super) fn counted_elsewhere(&mut self, verdict: &Verdict, number: usize) -> Vec<Thing<'a>> {
        let rule = self.rule;
        let leads: Vec<&'a Cond> =
            leads(rule, verdict, number).filter(|condition| looks_back(rule, condition)).collect();
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
        for condition in leads {
            again.counted_by(condition, &mut counted);
        }
        self.piles.looks = looks;
        counted
    }

    /// What a condition that holds has counted; of 又は, what its parts that hold have.
    fn counted_by(&mut self, condition: &'a Cond, counted: &mut Vec<Thing<'a>>) {
        let rule = self.rule;
        match condition {
            Cond::All(parts) => parts.iter().for_each(|part| self.counted_by(part, counted)),
            Cond::Any(parts) => {
                for part in parts.iter().filter(|part| looks_back(rule, part)) {
                    let mark = self.mark();
                    let holds = self.holds(part);
                    self.release(mark);
                    if holds == Tri::Yes {
                        self.counted_by(part, counted);
                    }
                }
            }
            one => each_noun(rule, one, |noun| {
                if noun.history {
                    let mark = self.mark();
                    let found = self.find(noun);
                    counted.extend(self.sure(found).iter().chain(self.maybe(found)));
                    self.release(mark);
                }
            }),
        }
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

/// Whether a condition looks at other claims.
fn looks_back(rule: &Rule, condition: &Cond) -> bool {
    let mut does = false;
    each_noun(rule, condition, |noun| does |= noun.history);
    does
}

fn each_noun<'a>(rule: &'a Rule, of: &'a Cond, each: impl FnMut(&'a Noun)) {
    Counting { rule, each }.condition(of);
}

/// Tells of every noun phrase that a condition counts or finds; not of what is said not to be there, nor of what stands inside
/// a phrase. Which arm of a choice counts is not asked, so what arms count is left out.
struct Counting<'a, F> {
    rule: &'a Rule,
    each: F,
}

impl<'a, F: FnMut(&'a Noun)> Walk<'a> for Counting<'a, F> {
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
            Expr::Choice(..) | Expr::Dated(_) => {}
            Expr::Band(by, _) => self.value(by),
            of => walk::value(self, of),
        }
    }

    fn noun(&mut self, of: &'a Noun) {
        (self.each)(of);
    }

    fn read(&mut self, _: &'a Read) {}

    fn set(&mut self, _: &'a Set) {}
}
