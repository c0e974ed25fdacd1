//! What of the patient's other claims a finding rests on though no variable stands for it: counted in 条件 or in a value.
//!
//! It is asked again when something is told; while rules are tried nothing of it is noted.

use super::trace::{Silent, Trace};
use super::{Run, Thing};
use crate::program::{Bound, Cond, Exception, Expr, Guard, Noun, Rule, Verdict};
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
        // Nobody is told of it, and nothing of it becomes a ground of what is said.
        let mut again = Run {
            case: self.case,
            planned: self.planned,
            rule,
            number: self.number,
            piles: &mut *self.piles,
            doubtful: self.doubtful,
            grounds: self.grounds,
            alone: false,
            one_is_enough: false,
            is_over: false,
            said: 0,
            passed: 0,
            judgements: &mut *self.judgements,
            trace: Silent,
        };
        let mut counted = Vec::new();
        for condition in leads {
            again.counted_by(condition, &mut counted);
        }
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
            one => each_noun(rule, one, &mut |noun| {
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
    each_noun(rule, condition, &mut |noun| does |= noun.history);
    does
}

/// Every noun phrase that a condition counts or finds; not what is said not to be there, nor what stands inside a phrase.
fn each_noun<'a>(rule: &'a Rule, of: &'a Cond, each: &mut dyn FnMut(&'a Noun)) {
    match of {
        Cond::All(parts) | Cond::Any(parts) => parts.iter().for_each(|part| each_noun(rule, part, each)),
        Cond::Exists(noun, true) | Cond::Every(noun, _) => each(noun),
        Cond::Compare(_, left, right) => {
            each_noun_read(rule, left, each);
            each_noun_read(rule, right, each);
        }
        Cond::Member(value, ..) | Cond::StartsWith(value, _) | Cond::IsTrue(value) => {
            each_noun_read(rule, value, each);
        }
        Cond::Not(_) | Cond::Exists(_, false) | Cond::IsUnknown(_) => {}
    }
}

/// The same of a value; which arm of a choice counts is not asked, so what arms count is left out.
fn each_noun_read<'a>(rule: &'a Rule, of: &'a Expr, each: &mut dyn FnMut(&'a Noun)) {
    match of {
        Expr::Read(noun, _) => each(noun),
        Expr::Slot(slot) => {
            let bound =
                rule.bindings.iter().find(|binding| binding.slot == *slot).map(|binding| &binding.bound);
            if let Some(Bound::Value(value)) = bound {
                each_noun_read(rule, value, each);
            }
        }
        Expr::Step(of, _) | Expr::Band(of, _) => each_noun_read(rule, of, each),
        Expr::Plus(left, right, _)
        | Expr::Math(_, left, right)
        | Expr::DaysBetween(left, right)
        | Expr::MonthsBetween(left, right) => {
            each_noun_read(rule, left, each);
            each_noun_read(rule, right, each);
        }
        _ => {}
    }
}
