//! Walks through a compiled rule: who reads one says what it does at the things that it cares about, the rest is gone through.

use super::{Act, Bound, Cond, Expr, Guard, Noun, Read, Rule, Set, Table, Verdict, Window};

/// Goes through rules. What is not overridden goes on to the things inside; what is, does so by the function of this module.
pub(crate) trait Walk<'a>: Sized {
    fn verdict(&mut self, of: &'a Verdict) {
        verdict(self, of);
    }

    fn condition(&mut self, of: &'a Cond) {
        condition(self, of);
    }

    fn value(&mut self, of: &'a Expr) {
        value(self, of);
    }

    /// What is read of things found, which were gone through before.
    fn read(&mut self, of: &'a Read) {
        if let Read::Rank(place) = of {
            self.value(place);
        }
    }

    fn set(&mut self, of: &'a Set) {
        set(self, of);
    }

    fn noun(&mut self, of: &'a Noun) {
        noun(self, of);
    }

    /// A window of a noun phrase.
    fn window(&mut self, of: &'a Window, _noun: &'a Noun) {
        operands(self, of);
    }

    fn table(&mut self, of: &'a Table) {
        table(self, of);
    }
}

/// What a variable stands for.
pub(crate) fn bound<'a>(walk: &mut impl Walk<'a>, of: &'a Bound) {
    match of {
        Bound::Each(noun) | Bound::All(noun) | Bound::Run(noun) => walk.noun(noun),
        Bound::Value(value) => walk.value(value),
    }
}

/// All that a rule asks and does once its variables stand for something; its texts are left out.
pub(crate) fn body<'a>(walk: &mut impl Walk<'a>, rule: &'a Rule) {
    rule.condition.iter().for_each(|condition| walk.condition(condition));
    for exception in &rule.exceptions {
        walk.condition(&exception.condition);
        exception.but_not.iter().for_each(|but| walk.condition(but));
        exception.verdict.iter().for_each(|verdict| walk.verdict(verdict));
    }
    for guarded in &rule.verdicts {
        if let Guard::When(condition) = &guarded.guard {
            walk.condition(condition);
        }
        walk.verdict(&guarded.verdict);
    }
    rule.unknowns.iter().for_each(|unknown| walk.verdict(&unknown.verdict));
}

pub(crate) fn verdict<'a>(walk: &mut impl Walk<'a>, of: &'a Verdict) {
    of.subject.iter().for_each(|subject| walk.value(subject));
    match &of.act {
        Act::Tell | Act::Remove => {}
        Act::ReduceTo(value)
        | Act::ReduceBy(value)
        | Act::Keep(value)
        | Act::Correct(value)
        | Act::Cap(value)
        | Act::Replace(value) => walk.value(value),
    }
}

pub(crate) fn condition<'a>(walk: &mut impl Walk<'a>, of: &'a Cond) {
    match of {
        Cond::All(parts) | Cond::Any(parts) => parts.iter().for_each(|part| walk.condition(part)),
        Cond::Not(inner) => walk.condition(inner),
        Cond::Exists(noun, _) => walk.noun(noun),
        Cond::Every(noun, inner) => {
            walk.noun(noun);
            walk.condition(inner);
        }
        Cond::Compare(_, left, right) => {
            walk.value(left);
            walk.value(right);
        }
        Cond::Member(value, _, set) => {
            walk.value(value);
            walk.set(set);
        }
        Cond::StartsWith(value, _) | Cond::IsUnknown(value) | Cond::IsTrue(value) => walk.value(value),
    }
}

pub(crate) fn value<'a>(walk: &mut impl Walk<'a>, of: &'a Expr) {
    match of {
        Expr::Number(_)
        | Expr::Date(_)
        | Expr::Month(_)
        | Expr::Code(_)
        | Expr::Text(_)
        | Expr::Slot(_)
        | Expr::Its
        | Expr::Receipt
        | Expr::Patient
        | Expr::Institution => {}
        Expr::Step(from, _) => walk.value(from),
        Expr::Plus(left, right, _)
        | Expr::Math(_, left, right)
        | Expr::DaysBetween(left, right)
        | Expr::MonthsBetween(left, right) => {
            walk.value(left);
            walk.value(right);
        }
        Expr::Choice(_, arms) => {
            for (when, value) in arms {
                when.iter().for_each(|when| walk.condition(when));
                walk.value(value);
            }
        }
        Expr::Band(by, arms) => {
            walk.value(by);
            arms.iter().for_each(|(_, _, value)| walk.value(value));
        }
        Expr::Dated(values) => values.iter().for_each(|(_, value)| walk.value(value)),
        Expr::HowMany(sets, noun) => {
            sets.iter().for_each(|set| walk.set(set));
            walk.noun(noun);
        }
        Expr::Read(noun, read) => {
            walk.noun(noun);
            walk.read(read);
        }
    }
}

pub(crate) fn set<'a>(walk: &mut impl Walk<'a>, of: &'a Set) {
    of.found.iter().for_each(|found| walk.value(found));
    picked(walk, of);
}

/// A set without the things found that it names.
pub(crate) fn picked<'a>(walk: &mut impl Walk<'a>, of: &'a Set) {
    of.picked.iter().for_each(|(_, condition)| walk.condition(condition));
    for inner in [&of.nested, &of.except, &of.within] {
        inner.iter().for_each(|set| walk.set(set));
    }
}

pub(crate) fn noun<'a>(walk: &mut impl Walk<'a>, of: &'a Noun) {
    of.windows.iter().for_each(|window| walk.window(window, of));
    within(walk, of);
}

/// A noun phrase without its windows.
pub(crate) fn within<'a>(walk: &mut impl Walk<'a>, of: &'a Noun) {
    of.set.iter().for_each(|set| walk.set(set));
    of.filter.iter().for_each(|filter| walk.condition(filter));
    of.table.iter().for_each(|table| walk.table(table));
}

pub(crate) fn operands<'a>(walk: &mut impl Walk<'a>, of: &'a Window) {
    of.anchor.iter().chain(&of.measure).for_each(|value| walk.value(value));
}

pub(crate) fn table<'a>(walk: &mut impl Walk<'a>, of: &'a Table) {
    walk.value(&of.key);
    of.also.iter().chain(&of.among).for_each(|(_, value)| walk.value(value));
}
