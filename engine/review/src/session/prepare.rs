//! From the content of a revision to a snapshot that judges: every step, in order, the first failure ends it.

use std::collections::BTreeSet;
use std::sync::Arc;

use dsl::{Diagnostic, DiagnosticCode, Message, Severity};
use eval::{Book, Reading, Refused, Scratch, compile_branch};
use masters::Masters;
use model::{Branch, Month};
use rayon::prelude::*;
use receipt::Batch;

use super::content::{Content, RuleText};
use super::failure::{Failure, Stage};
use super::snapshot::{Books, Held, Snapshot};
use super::trial::{self, Trials};

/// What rules and items each book was written in.
type Written = Vec<(usize, usize)>;

/// What is known of the examples of a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tests {
    /// Nothing: they are run, and one that fails ends it.
    Run,
    /// They were run before, of the same content by the same program.
    Known(Trials),
}

/// Parses, checks, compiles, tries and plans a revision. `at` hears of each stage as it begins.
///
/// # Errors
/// The stage that ended it, and why.
pub fn prepare(
    content: Content,
    tests: Tests,
    months: &[Month],
    mut at: impl FnMut(Stage),
) -> Result<Snapshot, Failure> {
    let Content { origin, rules, masters, settings } = content;
    at(Stage::Parse);
    let mut reading = Reading::of(&rules);
    at(Stage::Check);
    refuse_errors(&rules, &reading)?;
    at(Stage::Compile);
    let mut not_run = refused(&rules, &reading.compiled.refused)?;
    let written = std::mem::take(&mut reading.compiled.written);
    let mut branches = Vec::new();
    for branch in reading.differences.iter().map(|one| one.branch).collect::<BTreeSet<Branch>>() {
        let (compiled, _) = compile_branch(&reading.files, branch);
        not_run.extend(refused(&rules, &compiled.refused)?);
        branches.push((branch, compiled));
    }
    let national = std::mem::take(&mut reading.compiled);
    let mut of_branches: Vec<(Branch, Written)> = Vec::new();
    let held = Held::new(masters, |masters: &Arc<Masters>| Books {
        national: Book::new(national, masters),
        branches: branches
            .into_iter()
            .map(|(branch, mut compiled)| {
                of_branches.push((branch, std::mem::take(&mut compiled.written)));
                (branch, Book::new(compiled, masters))
            })
            .collect(),
    });
    let trials = match tests {
        Tests::Known(trials) => trials,
        Tests::Run => {
            at(Stage::Test);
            tried(held.borrow_dependent(), &reading, &written, &of_branches)?
        }
    };
    let books = held.borrow_dependent();
    let all: Vec<&Book<'_>> = books.branches.iter().map(|(_, book)| book).chain([&books.national]).collect();
    warm(&all, months);
    not_run.sort();
    not_run.dedup();
    Ok(Snapshot { origin, held, settings, trials, not_run, planned: months.to_vec() })
}

/// The examples of the national set, and what overlays change of them.
fn tried(
    books: &Books<'_>,
    reading: &Reading,
    written: &Written,
    of_branches: &[(Branch, Written)],
) -> Result<Trials, Failure> {
    warm(&[&books.national], &trial::months(&reading.files));
    let (mut trials, details) = trial::national(&books.national, &reading.files, written);
    if !details.is_empty() {
        let count = details.len();
        let what = Message::new(
            format!("規則の例のうち{count}件が、例のとおりになりません"),
            format!("{count} examples of the rules do not come out as they say"),
        );
        return Err(Failure { stage: Stage::Test, what, details });
    }
    for ((branch, written), (_, book)) in of_branches.iter().zip(&books.branches) {
        trials.overlaid += trial::overlaid(book, reading, written, *branch);
    }
    Ok(trials)
}

/// Whatever the texts show to be wrong.
fn refuse_errors(rules: &[RuleText], reading: &Reading) -> Result<(), Failure> {
    if rules.is_empty() {
        return Err(Failure::new(Stage::Parse, "規則のファイルがありません", "there is no rule file"));
    }
    let mut stage = Stage::Compile;
    let mut details = Vec::new();
    for (rule, told) in rules.iter().zip(&reading.told) {
        for one in told.iter().filter(|one| one.code.severity() == Severity::Error) {
            stage = stage.min(stage_of(one.code));
            details.push(in_place(rule, one));
        }
    }
    if details.is_empty() {
        return Ok(());
    }
    let count = details.len();
    let what =
        Message::new(format!("規則に誤りが{count}件あります"), format!("the rules have {count} errors"));
    Err(Failure { stage, what, details })
}

/// Which stage finds it.
fn stage_of(code: DiagnosticCode) -> Stage {
    match code {
        DiagnosticCode::UnknownField | DiagnosticCode::WrongValue => Stage::Compile,
        code if code.code().starts_with('S') => Stage::Parse,
        _ => Stage::Check,
    }
}

/// A diagnostic in one line, with its place.
fn in_place(rule: &RuleText, one: &Diagnostic) -> Message {
    let line = line_of(rule, one.span().start);
    let (path, code) = (&rule.path, one.code.code());
    Message::new(
        format!("{path}:{line}: {code} {}", one.message.ja),
        format!("{path}:{line}: {code} {}", one.message.en),
    )
}

fn line_of(rule: &RuleText, at: usize) -> usize {
    rule.text.get(..at).unwrap_or_default().matches('\n').count() + 1
}

/// Rules that the engine cannot run are left out and named; one that is wrong ends it.
fn refused(rules: &[RuleText], refused: &[Refused]) -> Result<Vec<String>, Failure> {
    let wrong = |one: &&Refused| one.code != DiagnosticCode::NotRun;
    if let Some(one) = refused.iter().find(wrong) {
        let of = rules.get(one.file);
        let place =
            of.map_or_else(String::new, |rule| format!("{}:{}", rule.path, line_of(rule, one.span.start)));
        let (code, message) = (&one.rule, &one.message);
        return Err(Failure::new(
            Stage::Compile,
            format!("{place}: 規則 {code}: {}", message.ja),
            format!("{place}: rule {code}: {}", message.en),
        ));
    }
    Ok(refused.iter().map(|one| one.rule.clone()).collect())
}

/// Makes the plans of months, so that the first receipt does not wait for them.
fn warm(books: &[&Book<'_>], months: &[Month]) {
    let pairs: Vec<(&Book<'_>, Month)> =
        books.iter().flat_map(|book| months.iter().map(|month| (*book, *month))).collect();
    pairs.par_iter().for_each(|(book, month)| {
        // A receipt with nothing on it asks for the plan of its month and wakes next to nothing.
        let mut batch = Batch::default();
        batch
            .receipts
            .push(receipt::batch::Receipt { month: Some(*month), ..receipt::batch::Receipt::default() });
        book.awake(&batch, 0, &mut Scratch::default());
    });
}
