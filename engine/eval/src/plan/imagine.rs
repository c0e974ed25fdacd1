//! What can be said of a rule before any receipt is there: what its masters decide, and what follows if noun phrases find
//! nothing. Everything else is undecided, so "no" is a proof.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use foldhash::HashMap;
use masters::{FileKind, Masters};
use model::{Date, Month};
use receipt::Batch;

use super::answers::Subject;
use super::codes::{Codes, is_static};
use crate::book::Config;
use crate::program::{Bound, Cond, Expr, Guard, Noun, Read, Rule, Set, Slot, Step, Verdict};
use crate::run::{Case, Earlier, Piles, Run, Thing, Val, compare};
use crate::tri::Tri;

/// An empty receipt of the month, on which conditions about codes and rows are tried.
pub(super) struct Ground<'a> {
    batch: Batch,
    month: Month,
    masters: &'a Masters,
}

impl<'a> Ground<'a> {
    pub fn new(month: Month, masters: &'a Masters) -> Self {
        let receipt = receipt::batch::Receipt { month: Some(month), ..<_>::default() };
        Self { batch: Batch { receipts: vec![receipt], ..Batch::default() }, month, masters }
    }

    fn case(&'a self) -> Option<Case<'a>> {
        Case::new(&self.batch, 0, Earlier::default(), self.masters, Config::default())
    }
}

/// One rule, imagined.
pub(super) struct Imagine<'a> {
    ground: &'a Ground<'a>,
    pub rule: &'a Rule,
    case: Option<Case<'a>>,
    piles: RefCell<Piles<'a>>,
    /// A variable that stands for a code or a row.
    known: Option<(Slot, Thing<'a>)>,
    /// What `その` stands for.
    its: Option<Thing<'a>>,
    /// Noun phrases that are taken to find nothing.
    empty: Vec<&'a Noun>,
    /// For which codes variables can matter, by the numbers of their phrases.
    pub(super) narrow: HashMap<usize, Arc<Codes>>,
    /// Whether a master could not tell something that was asked.
    pub(super) caused: Cell<bool>,
}

impl<'a> Imagine<'a> {
    pub fn new(ground: &'a Ground<'a>, rule: &'a Rule) -> Self {
        Self {
            ground,
            rule,
            case: ground.case(),
            piles: RefCell::default(),
            known: None,
            its: None,
            empty: Vec::new(),
            narrow: HashMap::default(),
            caused: Cell::new(false),
        }
    }

    pub const fn month(&self) -> Month {
        self.ground.month
    }

    pub const fn masters(&self) -> &'a Masters {
        self.ground.masters
    }

    /// The noun phrase of a variable that runs over things.
    pub fn each_of(&self, slot: Slot) -> Option<&'a Noun> {
        self.rule.bindings.iter().find_map(|binding| match &binding.bound {
            Bound::Each(noun) if binding.slot == slot => Some(noun),
            _ => None,
        })
    }

    /// Whether the rule surely says nothing when some noun phrases find nothing.
    pub fn is_silent_without(&mut self, nouns: &[&'a Noun]) -> bool {
        self.empty = nouns.to_vec();
        let silent = self.is_silent();
        self.empty.clear();
        silent
    }

    fn is_silent(&mut self) -> bool {
        let rule = self.rule;
        let each = |bound: &'a Bound| match bound {
            Bound::Each(noun) | Bound::Run(noun) => Some(noun),
            Bound::All(_) | Bound::Value(_) => None,
        };
        if rule.bindings.iter().filter_map(|b| each(&b.bound)).any(|noun| self.finds_nothing(noun)) {
            return true;
        }
        if rule.condition.as_ref().is_some_and(|condition| self.holds(condition) == Tri::No) {
            return true;
        }
        rule.exceptions.iter().all(|exception| {
            exception.verdict.as_ref().is_none_or(|verdict| self.is_of_another_receipt(verdict))
                || self.holds(&exception.condition) == Tri::No
        }) && rule.verdicts.iter().all(|guarded| {
            self.is_of_another_receipt(&guarded.verdict)
                || match &guarded.guard {
                    Guard::When(condition) => self.holds(condition) == Tri::No,
                    Guard::Always | Guard::Otherwise => false,
                }
        })
    }

    /// Whether a verdict speaks of things of which this receipt has none.
    fn is_of_another_receipt(&self, verdict: &Verdict) -> bool {
        let Some(Expr::Slot(slot)) = verdict.subject else { return false };
        self.rule.bindings.iter().any(|binding| match &binding.bound {
            Bound::All(noun) if binding.slot == slot => self.has_nothing_here(noun),
            _ => false,
        })
    }

    /// Whether a phrase is taken to find nothing on this receipt.
    fn has_nothing_here(&self, noun: &Noun) -> bool {
        self.empty.iter().any(|empty| std::ptr::eq(*empty, noun))
    }

    /// Whether a phrase is taken to find nothing at all.
    fn finds_nothing(&self, noun: &Noun) -> bool {
        !noun.history && self.has_nothing_here(noun)
    }

    /// A condition on what `その` stands for.
    pub fn with_its(&mut self, its: Thing<'a>, condition: &'a Cond) -> Tri {
        let before = self.its.replace(its);
        let holds = self.holds(condition);
        self.its = before;
        holds
    }

    /// A condition when a variable stands for a code or a row.
    pub fn with(&mut self, slot: Slot, thing: Thing<'a>, condition: &'a Cond) -> Tri {
        let before = self.known.replace((slot, thing));
        let holds = self.holds(condition);
        self.known = before;
        holds
    }

    /// A value when a variable stands for a code or a row.
    pub fn value_with(&mut self, slot: Slot, thing: Thing<'a>, value: &'a Expr) -> Option<Val<'a>> {
        let before = self.known.replace((slot, thing));
        let value = self.at_work(|run| run.value(value));
        self.known = before;
        value
    }

    /// A value when both a variable and `その` stand for a code.
    pub fn value_of(&mut self, slot: Slot, thing: Thing<'a>, value: &'a Expr) -> Option<Val<'a>> {
        let before = self.its.replace(thing);
        let value = self.value_with(slot, thing, value);
        self.its = before;
        value
    }

    /// Whether anything can be said of a part of a condition; of the others everything is unknown, whatever they speak of.
    pub fn may_decide(&mut self, subject: Subject, part: &'a Cond) -> bool {
        match part {
            Cond::Exists(noun, _) | Cond::Every(noun, _) => self.finds_nothing(noun),
            Cond::Compare(_, left, right) => {
                self.imagining(subject, |imagine| imagine.may_end(left) && imagine.may_end(right))
            }
            _ => true,
        }
    }

    /// Whether a value may be known, or the ends between which it lies: those of which [`Self::ends`] says something.
    fn may_end(&self, of: &Expr) -> bool {
        match of {
            Expr::Slot(_) | Expr::Read(..) | Expr::HowMany(..) | Expr::Choice(..) => true,
            Expr::Step(_, Step::Count | Step::Number | Step::Kinds | Step::Days) => true,
            other => self.is_pure(other),
        }
    }

    /// Something asked while a variable or `その` stands for something.
    fn imagining<T>(&mut self, subject: Subject, ask: impl FnOnce(&mut Self) -> T) -> T {
        let (thing, before) = (Thing::Month(self.month()), (self.its, self.known));
        match subject {
            Subject::Its => self.its = Some(thing),
            Subject::Slot(slot) => self.known = Some((slot, thing)),
        }
        let said = ask(self);
        (self.its, self.known) = before;
        said
    }

    /// Whether masters alone decide a condition on `その` or a variable, in every part.
    pub fn is_settled_of(&mut self, subject: Subject, condition: &Cond) -> bool {
        self.imagining(subject, |imagine| imagine.is_settled(condition))
    }

    /// Whether a condition is decided by masters alone, in every part.
    pub fn is_settled(&self, condition: &Cond) -> bool {
        let value = |value: &Expr| self.is_pure(value);
        match condition {
            Cond::All(parts) | Cond::Any(parts) => parts.iter().all(|part| self.is_settled(part)),
            Cond::Not(inner) => self.is_settled(inner),
            Cond::Compare(_, left, right) => value(left) && value(right),
            Cond::Member(code, _, set) => value(code) && is_static(set),
            Cond::StartsWith(of, _) | Cond::IsUnknown(of) | Cond::IsTrue(of) => value(of),
            Cond::Exists(..) | Cond::Every(..) => false,
        }
    }

    /// Whether a condition about `その` can be decided without a receipt, at least in part.
    pub fn decides_of_its_own(&self, condition: &Cond) -> bool {
        mentions(condition, &|of| matches!(of, Expr::Its))
    }

    /// The same of a variable.
    pub fn decides_of(&self, slot: Slot, condition: &Cond) -> bool {
        mentions(condition, &|of| matches!(of, Expr::Slot(known) if *known == slot))
    }

    pub(super) fn holds(&mut self, of: &'a Cond) -> Tri {
        match of {
            Cond::All(parts) => parts
                .iter()
                .fold(Tri::Yes, |all, part| if all == Tri::No { all } else { all.and(self.holds(part)) }),
            Cond::Any(parts) => parts
                .iter()
                .fold(Tri::No, |any, part| if any == Tri::Yes { any } else { any.or(self.holds(part)) }),
            Cond::Not(inner) => self.holds(inner).not(),
            Cond::Exists(noun, wanted) if self.finds_nothing(noun) => (!wanted).into(),
            Cond::Every(noun, _) if self.finds_nothing(noun) => Tri::Yes,
            Cond::Exists(..) | Cond::Every(..) => Tri::Unknown,
            Cond::Compare(relation, left, right) => {
                if self.is_pure(left) && self.is_pure(right) {
                    return self.exactly(of);
                }
                match (self.ends(left), self.ends(right)) {
                    (Some((a, b)), Some((c, d))) => {
                        compare(*relation, &Val::Number(a, b), &Val::Number(c, d))
                    }
                    _ => Tri::Unknown,
                }
            }
            Cond::Member(code, _, set) if self.is_pure(code) && is_static(set) => self.exactly(of),
            Cond::StartsWith(value, _) | Cond::IsUnknown(value) | Cond::IsTrue(value)
                if self.is_pure(value) =>
            {
                self.exactly(of)
            }
            _ => Tri::Unknown,
        }
    }

    /// Whether a value depends on nothing but the masters and what is imagined to be known.
    fn is_pure(&self, of: &Expr) -> bool {
        match of {
            Expr::Number(_) | Expr::Date(_) | Expr::Month(_) | Expr::Code(_) | Expr::Text(_) => true,
            // A line and its code agree on these; not on points, days or counts.
            Expr::Step(
                from,
                Step::Code | Step::Name | Step::LawSection | Step::IsAddition | Step::Column(..),
            ) => match &**from {
                Expr::Its => self.its.is_some(),
                Expr::Slot(slot) => self.known.is_some_and(|(known, _)| known == *slot),
                _ => false,
            },
            Expr::Dated(values) => values.iter().all(|(_, value)| self.is_pure(value)),
            Expr::Math(_, left, right) => self.is_pure(left) && self.is_pure(right),
            _ => false,
        }
    }

    /// Between which ends a number lies, when something is known of it.
    fn ends(&mut self, of: &'a Expr) -> Option<(i64, i64)> {
        let all = (0, i64::MAX);
        match of {
            Expr::Number(number) => Some((*number, *number)),
            // What is found out of a phrase is kept for other rules, whose variables are others.
            Expr::Slot(_) if self.its.is_some() => None,
            Expr::Step(from, _) if self.its.is_some() && matches!(**from, Expr::Slot(_)) => None,
            Expr::Step(from, step @ (Step::Count | Step::Number | Step::Kinds | Step::Days)) => match &**from
            {
                Expr::Slot(slot) if self.group_is_empty(*slot)? => Some((0, 0)),
                // Days and codes may not be known.
                Expr::Slot(_) if matches!(step, Step::Count | Step::Number) => Some(all),
                _ => None,
            },
            Expr::Slot(slot) => self
                .rule
                .bindings
                .iter()
                .find_map(|binding| match &binding.bound {
                    Bound::Value(value) if binding.slot == *slot => Some(value),
                    _ => None,
                })
                .and_then(|value| self.ends(value)),
            Expr::Read(noun, Read::Count | Read::Number) => {
                Some(if self.finds_nothing(noun) { (0, 0) } else { all })
            }
            Expr::Read(noun, Read::Days | Read::Kinds | Read::Folded(dsl::ast::Fold::Sum, _)) => {
                self.finds_nothing(noun).then_some((0, 0))
            }
            Expr::HowMany(_, noun) => Some(if self.finds_nothing(noun) { (0, 0) } else { all }),
            // Without an arm that surely counts there may be no value.
            Expr::Choice(_, arms) if arms.iter().all(|(when, _)| when.is_some()) => None,
            Expr::Choice(_, arms) => arms.iter().try_fold(None, |ends: Option<(i64, i64)>, (_, value)| {
                let (a, b) = self.ends(value)?;
                Some(Some(ends.map_or((a, b), |(c, d)| (a.min(c), b.max(d)))))
            })?,
            other if self.is_pure(other) => match self.at_work(|run| run.value(other))? {
                Val::Number(a, b) => Some((a, b)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether the group of a variable is taken to be empty; `None` when it is no group.
    fn group_is_empty(&self, slot: Slot) -> Option<bool> {
        self.rule.bindings.iter().find_map(|binding| match &binding.bound {
            Bound::All(noun) if binding.slot == slot => Some(self.finds_nothing(noun)),
            _ => None,
        })
    }

    fn exactly(&self, of: &'a Cond) -> Tri {
        self.at_work(|run| run.holds(of)).unwrap_or(Tri::Unknown)
    }

    /// Whether a set holds a code on a day.
    pub fn contains(&self, set: &'a Set, kind: FileKind, code: u32, day: Date) -> Tri {
        self.at_work(|run| run.contains(set, kind, code, day)).unwrap_or(Tri::Unknown)
    }

    /// Lets the real evaluation say it: there is one meaning.
    pub(super) fn at_work<T>(&self, ask: impl FnOnce(&mut Run<'a, '_>) -> T) -> Option<T> {
        let case = self.case.as_ref()?;
        let (mut piles, mut judgements) = (self.piles.try_borrow_mut().ok()?, Vec::new());
        let mut run = Run::new(case, self.rule, 0, &mut piles, &mut judgements);
        if let Some((slot, thing)) = self.known {
            run.set(slot, Val::Thing(thing));
        }
        run.speak_of(self.its);
        let said = ask(&mut run);
        self.caused.set(self.caused.get() || run.has_causes());
        Some(said)
    }
}

/// Whether some comparison of a condition speaks of something by a field.
fn mentions(condition: &Cond, of: &impl Fn(&Expr) -> bool) -> bool {
    let speaks = |value: &Expr| matches!(value, Expr::Step(from, _) if of(from));
    match condition {
        Cond::All(parts) | Cond::Any(parts) => parts.iter().any(|part| mentions(part, of)),
        Cond::Not(inner) => mentions(inner, of),
        Cond::Compare(_, left, right) => speaks(left) || speaks(right),
        Cond::Member(value, ..)
        | Cond::StartsWith(value, _)
        | Cond::IsUnknown(value)
        | Cond::IsTrue(value) => speaks(value),
        Cond::Exists(..) | Cond::Every(..) => false,
    }
}
