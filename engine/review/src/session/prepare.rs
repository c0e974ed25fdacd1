//! From the content of a revision to a snapshot that judges: every step, in order, the first failure ends it.

use std::collections::BTreeSet;
use std::sync::Arc;

use dsl::{Diagnostic, DiagnosticCode, Message, Severity};
use eval::{Book, Reading, Refused, Scratch, compile, compile_branch};
use masters::Masters;
use model::{Branch, Month};
use rayon::prelude::*;
use receipt::Batch;

use super::content::{Content, RuleText};
use super::failure::{Failure, Stage};
use super::snapshot::{Books, Held, Snapshot};
use super::trial::{self, Trials};
use crate::Idle;

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
    let (held, mut not_run) = compiled(&rules, &mut reading, masters)?;
    let trials = match tests {
        Tests::Known(trials) => trials,
        Tests::Run => {
            at(Stage::Test);
            tried(&reading, held.borrow_owner())?
        }
    };
    at(Stage::Warm);
    warm(&held.borrow_dependent().all(), months);
    not_run.sort();
    not_run.dedup();
    let (planned, differences) = (months.to_vec(), reading.differences);
    Ok(Snapshot {
        origin,
        held,
        files: reading.files,
        settings,
        trials,
        not_run,
        differences,
        planned,
        idle: Idle::default(),
    })
}

/// The books of the nation and of each branch that differs, and the rules that do not run.
fn compiled(
    rules: &[RuleText],
    reading: &mut Reading,
    masters: Arc<Masters>,
) -> Result<(Held, Vec<String>), Failure> {
    let mut not_run = refused(rules, &reading.compiled.refused)?;
    let national = std::mem::take(&mut reading.compiled);
    let mut branches = Vec::new();
    for branch in changed(reading) {
        let (compiled, _) = compile_branch(&reading.files, branch);
        not_run.extend(refused(rules, &compiled.refused)?);
        branches.push((branch, compiled));
    }
    let held = Held::new(masters, |masters: &Arc<Masters>| Books {
        national: Book::new(national, masters),
        branches: branches
            .into_iter()
            .map(|(branch, compiled)| (branch, Book::new(compiled, masters)))
            .collect(),
    });
    Ok((held, not_run))
}

/// Branches that differ from the national set.
fn changed(reading: &Reading) -> BTreeSet<Branch> {
    reading.differences.iter().map(|one| one.branch).collect()
}

/// The examples of the national set, and what overlays change of them. They are tried on books of their own: the plans of
/// the months that examples speak of are of no use to claims, and each takes megabytes.
fn tried(reading: &Reading, masters: &Masters) -> Result<Trials, Failure> {
    let (mut trials, details) = {
        let mut national = compile(&reading.files);
        let written = std::mem::take(&mut national.written);
        let book = Book::new(national, masters);
        warm(&[&book], &trial::months(&reading.files));
        trial::national(&book, &reading.files, &written)
    };
    if !details.is_empty() {
        let count = details.len();
        let what = Message::new(
            format!("規則の例のうち{count}件が、例のとおりになりません"),
            format!("{count} examples of the rules do not come out as they say"),
        );
        return Err(Failure { stage: Stage::Test, what, details });
    }
    for branch in changed(reading) {
        let (mut of_branch, _) = compile_branch(&reading.files, branch);
        let written = std::mem::take(&mut of_branch.written);
        trials.overlaid += trial::overlaid(&Book::new(of_branch, masters), reading, &written, branch);
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
    let faults = refused.iter().flat_map(|one| one.faults.iter().map(move |fault| (one, fault)));
    let mut wrong = faults.filter(|(_, fault)| fault.code != DiagnosticCode::NotRun);
    if let Some((one, fault)) = wrong.next() {
        let of = rules.get(fault.file.unwrap_or(one.file));
        let place =
            of.map_or_else(String::new, |rule| format!("{}:{}", rule.path, line_of(rule, fault.span.start)));
        let (code, message) = (&one.rule, &fault.message);
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
