//! Which parts of a rule its examples reach: variables found and not found, clauses that held and that failed, exceptions,
//! verdicts; and whether an example shows anything at all.
//!
//! The examples are judged by the run that judges receipts; `listener` counts what it says.

mod listener;

use std::collections::BTreeMap;

use dsl::Surface;
use dsl::ast::Example;
use dsl::print::pieces;
use model::Lang;

use crate::book::Book;
use crate::example::{Prepared, Problem};
use crate::explain::{Explainer, Section};
use crate::plan::{self, Known, Planned};
use crate::program::{Bound, Cond, Guard, Rule};
use crate::run::{self, Case, Piles};
use crate::words::Words;
use listener::Listener;

/// What a part of a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A variable that runs over things: found, not found.
    Variable(usize),
    /// A clause: held, failed.
    Clause(Section),
    /// A verdict, from 1: drawn.
    Verdict(usize),
    /// An exception whose own verdict was drawn.
    Instead,
    /// What the author wrote for the unknown.
    Unknown,
}

/// A part of a rule and how often the examples brought it to each outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// Which part.
    pub part: Part,
    /// As written.
    pub words: String,
    /// Held, found, drawn.
    pub yes: u32,
    /// Failed, not found.
    pub no: u32,
    /// Could not be decided.
    pub unknown: u32,
    /// Whether "no" can be shown by an example that shows anything.
    pub wants_no: bool,
}

impl Reached {
    /// Whether an outcome is missing.
    pub const fn is_missing(&self) -> bool {
        self.yes == 0 || (self.wants_no && self.no == 0)
    }
}

/// What the examples of one rule reach, part by part in the order of the rule.
///
/// # Errors
/// What cannot be written into a claim file.
pub fn cover(
    explainer: &Explainer<'_>,
    number: usize,
    examples: &[&Example],
    lang: Lang,
) -> Result<Vec<Reached>, Problem> {
    let (book, mut sum) = (explainer.book(), Counts::default());
    for example in examples {
        let prepared = Prepared::new(book, number, example, lang)?;
        let Some(rule) = book.rules().get(number) else { continue };
        prepared.ask(|(batch, receipt), earlier, config| {
            let Some(case) = Case::new(batch, receipt, earlier, book.masters(), config) else { return };
            let heard = listen(&case, rule, &mut Piles::default());
            sum.add(&heard);
        });
    }
    let surface = match lang {
        Lang::Ja => Surface::Japanese,
        Lang::En => Surface::English,
    };
    let Some(rule) = book.rules().get(number) else { return Ok(Vec::new()) };
    Ok(explainer.written.words(number, surface).map_or_else(Vec::new, |words| sum.parts(rule, &words)))
}

/// Whether an example on which a rule is silent shows nothing: no thing that the rule speaks of is there, so that it would
/// pass for any clauses whatever.
///
/// A receipt outside the days or the setting of a rule shows where those end, if the rule would have looked at it.
pub(crate) fn is_vacuous(book: &Book<'_>, number: usize, prepared: &Prepared) -> bool {
    let Some(rule) = book.rules().get(number) else { return false };
    let Some(subject) = subject(rule) else { return false };
    let open = Rule { valid: (model::Date::FIRST, None), inpatient: None, ..rule.clone() };
    prepared.ask(|(batch, receipt), earlier, config| {
        let Some(case) = Case::new(batch, receipt, earlier, book.masters(), config) else { return false };
        let heard = listen(&case, &open, &mut Piles::default());
        !heard.found.contains(&subject) && !heard.near.contains(&subject)
    })
}

/// The variable without which nothing was looked at: the first for something that a receipt may lack. `None` where what it
/// looks for is all that the rule asks, so that only its absence keeps the rule silent.
fn subject(rule: &Rule) -> Option<usize> {
    use dsl::vocabulary::Kind;
    let is_asked = rule.condition.is_some()
        || !rule.exceptions.is_empty()
        || rule.bindings.len() > 1
        || rule.verdicts.iter().any(|guarded| matches!(guarded.guard, Guard::When(_)));
    rule.bindings.iter().position(|binding| match &binding.bound {
        Bound::Each(noun) | Bound::All(noun) | Bound::Run(noun) => {
            let calendar = matches!(noun.kind, Kind::EachDay | Kind::EachWeek | Kind::EachMonth);
            !calendar && (is_asked || noun.filter.is_some() || !noun.windows.is_empty())
        }
        Bound::Value(_) => false,
    })
}

fn listen<'a>(case: &Case<'a>, rule: &'a Rule, piles: &mut Piles<'a>) -> Listener {
    let (mut listener, mut judgements) = (Listener::default(), Vec::new());
    let month = case.month();
    let (from, until) = rule.valid;
    if from <= month.last() && until.is_none_or(|until| month.first() <= until) {
        let known = Known::only(plan::is_hopeless(rule, month, case.masters));
        run::judge_aloud(case, (0, rule), Planned::without(&known), piles, &mut judgements, &mut listener);
    }
    listener
}

/// What several examples came to.
#[derive(Default)]
struct Counts {
    /// By the address of a clause: held, failed, undecided.
    clauses: BTreeMap<usize, [u32; 3]>,
    found: BTreeMap<usize, u32>,
    missing: BTreeMap<usize, u32>,
    drawn: BTreeMap<usize, u32>,
    instead: u32,
    referred: u32,
}

impl Counts {
    fn add(&mut self, heard: &Listener) {
        for (at, outcomes) in &heard.clauses {
            let sum = self.clauses.entry(*at).or_default();
            for (sum, more) in sum.iter_mut().zip(outcomes) {
                *sum += u32::from(*more);
            }
        }
        let count = |into: &mut BTreeMap<usize, u32>, of: &[usize]| {
            of.iter().for_each(|at| *into.entry(*at).or_default() += 1);
        };
        count(&mut self.found, &heard.found);
        count(&mut self.missing, &heard.missing);
        count(&mut self.drawn, &heard.drawn);
        self.instead += u32::from(heard.instead);
        self.referred += u32::from(heard.referred);
    }

    fn parts(&self, rule: &Rule, words: &Words<'_>) -> Vec<Reached> {
        let mut parts = Vec::new();
        self.variables(rule, words, &mut parts);
        let mut section = |section, cond: Option<&Cond>| {
            cond.iter().for_each(|cond| self.clauses(section, cond, words, &mut parts));
        };
        section(Section::Condition, rule.condition.as_ref());
        for (number, exception) in (1..).zip(&rule.exceptions) {
            section(Section::Exception(number), Some(&exception.condition));
            section(Section::ButNot(number), exception.but_not.as_ref());
        }
        for (number, guarded) in (1..).zip(&rule.verdicts) {
            if let Guard::When(cond) = &guarded.guard {
                section(Section::Guard(number), Some(cond));
            }
        }
        self.verdicts(rule, words, &mut parts);
        parts
    }

    fn variables(&self, rule: &Rule, words: &Words<'_>, parts: &mut Vec<Reached>) {
        let subject = subject(rule);
        for (at, binding) in rule.bindings.iter().enumerate() {
            if !matches!(binding.bound, Bound::Each(_) | Bound::Run(_)) {
                continue;
            }
            let count = |of: &BTreeMap<usize, u32>| of.get(&at).copied().unwrap_or(0);
            parts.push(Reached {
                part: Part::Variable(at),
                words: words.binding(at).unwrap_or_default(),
                yes: count(&self.found),
                no: count(&self.missing),
                unknown: 0,
                // Without the first thing nothing is looked at; without a day or a row there is no example.
                wants_no: subject.is_some_and(|subject| at > subject) && is_of_receipt(&binding.bound),
            });
        }
    }

    fn clauses(&self, section: Section, cond: &Cond, words: &Words<'_>, parts: &mut Vec<Reached>) {
        if let Cond::All(inner) | Cond::Any(inner) = cond {
            return inner.iter().for_each(|part| self.clauses(section, part, words, parts));
        }
        let outcomes = self.clauses.get(&std::ptr::from_ref(cond).addr()).copied().unwrap_or_default();
        let [yes, no, unknown] = outcomes;
        parts.push(Reached {
            part: Part::Clause(section),
            words: words.condition(cond).unwrap_or_default(),
            yes,
            no,
            unknown,
            wants_no: true,
        });
    }

    fn verdicts(&self, rule: &Rule, words: &Words<'_>, parts: &mut Vec<Reached>) {
        let part = |part, words, yes| Reached { part, words, yes, no: 0, unknown: 0, wants_no: false };
        for (number, written) in (1..).zip((0..rule.verdicts.len()).filter_map(|at| words.verdict(at))) {
            let drawn = self.drawn.get(&number).copied().unwrap_or(0);
            parts.push(part(Part::Verdict(number), written, drawn));
        }
        for (exception, written) in rule.exceptions.iter().zip(&words.rule.exceptions) {
            if exception.verdict.is_some() {
                let words = pieces::exception(&written.node, words.surface());
                parts.push(part(Part::Instead, words, self.instead));
            }
        }
        if let Some(first) = words.rule.unknowns.first() {
            let words = pieces::unknown(&first.node, words.surface());
            parts.push(part(Part::Unknown, words, self.referred));
        }
    }
}

fn is_of_receipt(bound: &Bound) -> bool {
    use dsl::vocabulary::Kind;
    match bound {
        Bound::Each(noun) | Bound::Run(noun) => {
            !matches!(noun.kind, Kind::EachDay | Kind::EachWeek | Kind::EachMonth)
        }
        Bound::All(_) | Bound::Value(_) => false,
    }
}
