//! A revision's own tests: every example of every rule, and what overlays change of them.

use std::collections::BTreeSet;

use dsl::Message;
use dsl::ast::{Attribute, Body, Example, File, Rule, Value};
use eval::example::{self, Trial};
use eval::{Book, Reading};
use model::{Branch, Lang, Month};
use rayon::prelude::*;

/// What the examples did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trials {
    /// How many say what they say.
    pub passed: usize,
    /// How many could not be tried: the masters of the revision do not say enough.
    pub untried: usize,
    /// How many come out otherwise for a branch, because of its overlays.
    pub overlaid: usize,
}

/// Tries the examples of the national set; those that fail are told.
pub(super) fn national(
    book: &Book<'_>,
    files: &[File],
    written: &[(usize, usize)],
) -> (Trials, Vec<Message>) {
    let tried: Vec<(Trials, Vec<Message>)> = written
        .par_iter()
        .enumerate()
        .filter_map(|(number, at)| Some((number, rule_at(files, *at)?)))
        .map(|(number, rule)| of_rule(book, number, rule))
        .collect();
    let mut all = (Trials::default(), Vec::new());
    for (trials, told) in tried {
        all.0.passed += trials.passed;
        all.0.untried += trials.untried;
        all.1.extend(told);
    }
    all
}

/// The months of service of all examples: their plans can be made side by side before any example asks for one.
pub(super) fn months(files: &[File]) -> Vec<Month> {
    let items = files.iter().flat_map(|file| &file.items);
    let rules = items.filter_map(|item| match &item.body {
        Body::Rule(rule) => Some(rule),
        _ => None,
    });
    let facts = rules.flat_map(|rule| &rule.examples).flat_map(|example| &example.node.facts);
    let months = facts.flat_map(|fact| &fact.node.attributes).filter_map(|attribute| match attribute {
        Attribute::Field(_, Value::Month(month)) => Some(month.month),
        _ => None,
    });
    months.collect::<BTreeSet<Month>>().into_iter().collect()
}

/// How many examples of the rules that a branch changes come out otherwise there.
pub(super) fn overlaid(
    book: &Book<'_>,
    reading: &Reading,
    written: &[(usize, usize)],
    branch: Branch,
) -> usize {
    let changed = |rule: &Rule| {
        reading.differences.iter().any(|one| one.branch == branch && one.rule.0 == rule.code.node)
    };
    let mut count = 0;
    for (number, at) in written.iter().enumerate() {
        // A branch has several editions of what was written once; examples see all of them.
        if number > 0 && written.get(number - 1) == Some(at) {
            continue;
        }
        if let Some(rule) = rule_at(&reading.files, *at).filter(|rule| changed(rule)) {
            let otherwise = |example: &&Example| {
                matches!(example::run(book, number, example, Lang::Ja), Trial::Failed(_) | Trial::Vacuous)
            };
            count += rule.examples.iter().map(|entry| &entry.node).filter(otherwise).count();
        }
    }
    count
}

fn rule_at(files: &[File], (file, item): (usize, usize)) -> Option<&Rule> {
    match &files.get(file)?.items.get(item)?.body {
        Body::Rule(rule) => Some(rule),
        _ => None,
    }
}

fn of_rule(book: &Book<'_>, number: usize, rule: &Rule) -> (Trials, Vec<Message>) {
    let (mut trials, mut told) = (Trials::default(), Vec::new());
    for entry in &rule.examples {
        let example = &entry.node;
        let mut fails = |ja: &str, en: &str| {
            let (code, title) = (&rule.code.node, &example.title.node);
            told.push(Message::new(
                format!("{code} 例「{title}」: {ja}"),
                format!("{code} example `{title}`: {en}"),
            ));
        };
        match example::run(book, number, example, Lang::Ja) {
            Trial::Passed => trials.passed += 1,
            Trial::NeedsMasters(_) => trials.untried += 1,
            Trial::Failed(_) => fails("判定が例と違います", "the rule says something else"),
            Trial::Vacuous => fails(
                "規則の対象がなく、何も示しません",
                "shows nothing: what the rule speaks of is not there",
            ),
            Trial::Unwritable(problem) => fails(&problem.message.ja, &problem.message.en),
        }
    }
    (trials, told)
}
