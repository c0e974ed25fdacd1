//! A plan in words: for each rule when it is tried in a month, and why it cannot be found by a code where it cannot.

use dsl::Surface;
use dsl::ast::File;
use masters::FileKind;
use model::{Date, Lang, Month};

use super::codes::{Codes, Memory};
use super::imagine::{Ground, Imagine};
use super::{RulePlan, Wake, says_nothing};
use crate::book::Book;
use crate::program::{Binding, Bound, Noun, Rule};
use crate::words::{Words, Written};

/// So many codes are named.
const NAMED: usize = 5;

/// How one rule is tried in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The rule, in [`Book::rules`].
    pub rule: usize,
    /// When it is tried.
    pub wakes: Wakes,
    /// Of how many codes a receipt must have one besides, for each further condition.
    pub also: Vec<usize>,
    /// How many codes name groups on either side, where a receipt must have two codes that name the same.
    pub groups: Option<[usize; 2]>,
    /// Where something must be missing beside a line: how many codes those lines have, and how many codes that has.
    pub missing: Vec<[usize; 2]>,
    /// Tables that it needs and that say nothing of the month: it is undecided at most.
    pub silent_tables: Vec<FileKind>,
}

/// When a rule is tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wakes {
    /// On every receipt: its variables, and why none of them can be found by a code.
    Always(Vec<(String, WhyNot)>),
    /// When a receipt has one of some codes.
    Codes {
        /// The variable that stands for them, as written; `None`: they are those of several places of the rule.
        anchor: Option<String>,
        /// How many.
        count: usize,
        /// The first of them.
        first: Vec<u32>,
        /// Whether codes that no master knows wake it too.
        strangers: bool,
    },
    /// When a receipt has both codes of a row of a table.
    Pairs {
        /// The two variables.
        variables: (String, String),
        /// The table that joins them.
        table: Option<FileKind>,
        /// How many pairs.
        count: usize,
        /// The first of them.
        first: Vec<(u32, u32)>,
    },
}

/// Why something that a rule looks for cannot wake it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// It may have any code, or has none.
    AnyCode,
    /// It may stand on another claim.
    Elsewhere,
    /// A table is asked, but not by codes of the receipt, or it does not speak of the whole month.
    Table,
    /// The rule may say something also when nothing of it is there.
    SaysWithout,
}

impl Book<'_> {
    /// The months on which a rule begins to hold or no longer holds: between two of them the same rules are judged.
    pub fn epochs(&self) -> Vec<Month> {
        let ends = self.rules().iter().flat_map(|rule| {
            let after = rule.valid.1.and_then(|last| last.plus_days(1));
            [Some(rule.valid.0), after]
        });
        let mut months: Vec<Month> = ends.flatten().map(Date::month).collect();
        months.sort_unstable();
        months.dedup();
        months
    }

    /// How the rules of a month are tried; `files`: those of the book.
    pub fn plan_of(&self, files: &[File], month: Month, lang: Lang) -> Vec<Planned> {
        let surface = match lang {
            Lang::Ja => Surface::Japanese,
            Lang::En => Surface::English,
        };
        let written = Written::of(files, self.rules());
        let ground = Ground::new(month, self.masters());
        let mut memory = Memory::default();
        let mut planned = Vec::new();
        self.with_plan(month, |plan| {
            for of in &plan.rules {
                let Some(rule) = self.rules().get(of.rule) else { continue };
                let Some(words) = written.words(of.rule, surface) else { continue };
                let mut imagine = Imagine::new(&ground, rule);
                let tables = tables_of(rule);
                planned.push(Planned {
                    rule: of.rule,
                    wakes: wakes(of, &mut imagine, &mut memory, &words),
                    also: of.also.iter().map(|(count, _)| *count).collect(),
                    groups: of.refusal.groups(),
                    missing: of.refusal.missing(),
                    silent_tables: tables.filter(|&kind| says_nothing(kind, month, self.masters())).collect(),
                });
            }
        });
        planned
    }
}

fn tables_of(rule: &Rule) -> impl Iterator<Item = FileKind> {
    rule.bindings.iter().filter_map(|binding| match &binding.bound {
        Bound::Each(noun) => noun.table.as_ref().map(|table| table.kind),
        _ => None,
    })
}

fn wakes<'a>(of: &RulePlan, imagine: &mut Imagine<'a>, memory: &mut Memory<'a>, words: &Words<'_>) -> Wakes {
    let written = |slot: usize| {
        let at = imagine.rule.bindings.iter().position(|binding| binding.slot == slot);
        at.map(|at| words.binding(at).unwrap_or_default())
    };
    match &of.wake {
        Wake::Codes { codes, of } => codes_in_words(codes, of.and_then(written)),
        Wake::Pairs(pairs) => Wakes::Pairs {
            variables: (
                written(pairs.slots.0).unwrap_or_default(),
                written(pairs.slots.1).unwrap_or_default(),
            ),
            table: tables_of(imagine.rule).next(),
            count: pairs.codes.len(),
            first: pairs.codes.iter().copied().take(NAMED).collect(),
        },
        Wake::Always => Wakes::Always(reasons(imagine, memory, words)),
    }
}

fn codes_in_words(codes: &Codes, anchor: Option<String>) -> Wakes {
    Wakes::Codes {
        anchor,
        count: codes.listed.len(),
        first: codes.listed.iter().copied().take(NAMED).collect(),
        strangers: codes.strangers,
    }
}

/// Why each variable cannot wake the rule.
fn reasons<'a>(
    imagine: &mut Imagine<'a>,
    memory: &mut Memory<'a>,
    words: &Words<'_>,
) -> Vec<(String, WhyNot)> {
    let rule = imagine.rule;
    let mut found = Vec::new();
    for (at, binding) in rule.bindings.iter().enumerate() {
        if let Some(why) = why_not(binding, imagine, memory) {
            found.push((words.binding(at).unwrap_or_default(), why));
        }
    }
    found
}

fn why_not<'a>(binding: &'a Binding, imagine: &mut Imagine<'a>, memory: &mut Memory<'a>) -> Option<WhyNot> {
    let noun: &'a Noun = match &binding.bound {
        Bound::Each(noun) | Bound::All(noun) | Bound::Run(noun) => noun,
        Bound::Value(_) => return None,
    };
    Some(if noun.history {
        WhyNot::Elsewhere
    } else if imagine.codes(noun, memory).is_none() {
        if noun.table.is_some() { WhyNot::Table } else { WhyNot::AnyCode }
    } else {
        WhyNot::SaysWithout
    })
}
