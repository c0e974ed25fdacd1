//! A rule book from its texts: every file read, all of them checked as one, compiled, and everything wrong told by file.

use std::collections::BTreeSet;

use dsl::ast::{Body, File, Item};
use dsl::{Diagnostic, DiagnosticCode, Message, Severity};
use model::Branch;
use rayon::prelude::*;

use crate::compile::{Compiled, Difference, Fault, Refused, compile, compile_branch};

/// A rule book as read.
#[derive(Debug)]
pub struct Reading {
    /// Its files.
    pub files: Vec<File>,
    /// What is wrong in each file, in the order of its text.
    pub told: Vec<Vec<Diagnostic>>,
    /// What runs: the national set.
    pub compiled: Compiled,
    /// Every difference of every branch from it.
    pub differences: Vec<Difference>,
}

impl Reading {
    /// Reads the texts of a book; the files are read side by side, then checked and compiled.
    pub fn of(texts: &[impl AsRef<str> + Sync]) -> Self {
        let parsed: Vec<_> = texts.par_iter().map(|text| dsl::parse(text.as_ref())).collect();
        let (files, mut told): (Vec<_>, Vec<_>) =
            parsed.into_iter().map(|parsed| (parsed.file, parsed.diagnostics)).unzip();
        let (checked, (compiled, of_branches)) =
            rayon::join(|| dsl::check(&files, dsl::vocabulary::TABLES), || compile_all(&files));
        for ((file, of_file), more) in files.iter().zip(&mut told).zip(checked) {
            let more: Vec<_> = more.into_iter().filter(|one| !follows(one, file, of_file)).collect();
            of_file.extend(more);
        }
        let mut teller = Teller { files: &files, checked: told.clone(), told: &mut told };
        teller.tell(&compiled.refused);
        let mut differences = Vec::new();
        for (refused, differs) in of_branches {
            teller.tell(&other_than(refused, &compiled.refused));
            differences.extend(differs);
        }
        for of_file in &mut told {
            of_file.sort_by_key(|diagnostic| (diagnostic.span().start, diagnostic.code));
        }
        Self { files, told, compiled, differences }
    }

    /// How many errors there are; a book with any is not run.
    pub fn errors(&self) -> usize {
        self.told.iter().flatten().filter(|one| is_error(one)).count()
    }
}

/// What does not run of a branch, and how it differs from the nation.
type OfBranch = (Vec<Refused>, Vec<Difference>);

/// The national set, and the branches that differ from it.
fn compile_all(files: &[File]) -> (Compiled, Vec<OfBranch>) {
    let of_branches = branches(files).into_iter().map(|branch| {
        let (compiled, differs) = compile_branch(files, branch);
        (compiled.refused, differs)
    });
    (compile(files), of_branches.collect())
}

/// Branches that differ from the national set.
fn branches(files: &[File]) -> BTreeSet<Branch> {
    let bodies = files.iter().flat_map(|file| &file.items).map(|item| &item.body);
    let overlaid = bodies.filter_map(|body| match body {
        Body::Overlay(overlay) => Branch::read(&overlay.branch.text),
        _ => None,
    });
    overlaid.collect()
}

/// What is wrong with rules of a branch and not with the national ones that they are.
fn other_than(of_branch: Vec<Refused>, national: &[Refused]) -> Vec<Refused> {
    let known = |rule: &str, fault: &Fault| {
        national
            .iter()
            .any(|refused| refused.rule == rule && refused.faults.iter().any(|known| known.is(fault)))
    };
    let mut other = of_branch;
    for refused in &mut other {
        refused.faults.retain(|fault| !known(&refused.rule, fault));
    }
    other
}

/// Tells what only compiling shows: fields that are not there, units that differ, parts that the engine does not run.
struct Teller<'t> {
    files: &'t [File],
    /// What the checks told of each file.
    checked: Vec<Vec<Diagnostic>>,
    told: &'t mut [Vec<Diagnostic>],
}

impl Teller<'_> {
    fn tell(&mut self, refused: &[Refused]) {
        for rule in refused {
            let wrong = self.is_wrong(rule);
            for fault in &rule.faults {
                let file = fault.file.unwrap_or(rule.file);
                let idle = fault.code == DiagnosticCode::NotRun && wrong;
                if idle || self.follows(fault, file) {
                    continue;
                }
                let diagnostic = diagnostic_of(rule, fault);
                let place = |of: &Diagnostic| (of.span().start, of.span().end);
                let same = |known: &Diagnostic| place(known) == place(&diagnostic) && *known == diagnostic;
                // A definition that several rules use is told of once.
                if let Some(of_file) = self.told.get_mut(file).filter(|of_file| !of_file.iter().any(same)) {
                    of_file.push(diagnostic);
                }
            }
        }
    }

    /// Whether a rule has errors: that it cannot be run yet is not told besides.
    fn is_wrong(&self, rule: &Refused) -> bool {
        let of_rule = |item: &&Item| matches!(&item.body, Body::Rule(of) if of.code.node == rule.rule);
        let mut items = self.files.get(rule.file).into_iter().flat_map(|file| &file.items).filter(of_rule);
        let of_file = self.checked.get(rule.file).map_or(&[][..], Vec::as_slice);
        rule.faults.iter().any(|fault| fault.code != DiagnosticCode::NotRun)
            || items.any(|item| of_file.iter().any(|one| is_error(one) && within(item, one.span().start)))
    }

    /// Whether a fault only follows from an error that the checks told: of the same place, or of a clause that could not
    /// be read and so names nothing.
    fn follows(&self, fault: &Fault, file: usize) -> bool {
        let Some((of, file)) = self.checked.get(file).zip(self.files.get(file)) else { return false };
        let meets = |one: &Diagnostic| {
            let told = one.span();
            told.start < fault.span.end && fault.span.start < told.end
        };
        of.iter().any(|one| is_error(one) && meets(one))
            || (fault.code == DiagnosticCode::UnknownName && unread(file, fault.span.start, of))
    }
}

fn is_error(one: &Diagnostic) -> bool {
    one.code.severity() == Severity::Error
}

fn within(item: &Item, at: usize) -> bool {
    item.span.start <= at && at < item.span.end
}

/// A fault of a rule, as a diagnostic.
fn diagnostic_of(rule: &Refused, fault: &Fault) -> Diagnostic {
    if fault.code != DiagnosticCode::NotRun {
        return Diagnostic::new(fault.code, fault.span, fault.message.clone());
    }
    let message = Message::new(
        format!("規則 {} はまだ評価できません（例も判定も行いません）", rule.rule),
        format!("rule {} cannot be run yet: neither judged nor tried", rule.rule),
    );
    let mut diagnostic = Diagnostic::new(fault.code, fault.span, message);
    if let Some(label) = diagnostic.labels.first_mut() {
        label.text = fault.message.clone();
    }
    diagnostic
}

/// Whether a name is unknown only because a clause of the same item could not be read.
fn follows(one: &Diagnostic, file: &File, of_form: &[Diagnostic]) -> bool {
    one.code == DiagnosticCode::UnknownName && unread(file, one.span().start, of_form)
}

/// Whether a clause of the item at a place could not be read.
fn unread(file: &File, at: usize, told: &[Diagnostic]) -> bool {
    let of_form = |one: &&Diagnostic| one.code.code().starts_with('S');
    let item = file.items.iter().find(|item| within(item, at));
    item.is_some_and(|item| told.iter().filter(of_form).any(|wrong| within(item, wrong.span().start)))
}

#[cfg(test)]
mod tests;
