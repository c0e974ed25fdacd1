//! A rule book from its texts: every file read, all of them checked as one, compiled, and everything wrong told by file.

use std::collections::BTreeSet;

use dsl::ast::{Body, File, Item};
use dsl::{Diagnostic, DiagnosticCode, Message, Severity};
use model::Branch;
use rayon::prelude::*;

use crate::compile::{Compiled, Difference, Refused, compile, compile_branch};

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
    /// Reads the texts of a book; the files are read side by side.
    pub fn of(texts: &[impl AsRef<str> + Sync]) -> Self {
        let parsed: Vec<_> = texts.par_iter().map(|text| dsl::parse(text.as_ref())).collect();
        let (files, mut told): (Vec<_>, Vec<_>) =
            parsed.into_iter().map(|parsed| (parsed.file, parsed.diagnostics)).unzip();
        for ((file, of_file), more) in
            files.iter().zip(&mut told).zip(dsl::check(&files, dsl::vocabulary::TABLES))
        {
            let more: Vec<_> = more.into_iter().filter(|one| !follows(one, file, of_file)).collect();
            of_file.extend(more);
        }
        let compiled = compile(&files);
        for refused in &compiled.refused {
            tell(refused, &files, &mut told);
        }
        let mut differences = Vec::new();
        for branch in branches(&files) {
            let (of_branch, differs) = compile_branch(&files, branch);
            for refused in of_branch.refused.iter().filter(|one| !compiled.refused.contains(one)) {
                tell(refused, &files, &mut told);
            }
            differences.extend(differs);
        }
        for of_file in &mut told {
            of_file.sort_by_key(|diagnostic| (diagnostic.span().start, diagnostic.code));
        }
        Self { files, told, compiled, differences }
    }

    /// How many errors there are; a book with any is not run.
    pub fn errors(&self) -> usize {
        self.told.iter().flatten().filter(|one| one.code.severity() == Severity::Error).count()
    }
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

/// What only compiling shows: fields that are not there, parts that the engine does not run. A rule that is wrong
/// already is not told of twice.
fn tell(refused: &Refused, files: &[File], told: &mut [Vec<Diagnostic>]) {
    let (Some(file), Some(of_file)) = (files.get(refused.file), told.get_mut(refused.file)) else { return };
    let at = refused.span.start;
    let item = file.items.iter().find(|item| match &item.body {
        Body::Rule(rule) => rule.code.node == refused.rule && within(item, at),
        _ => false,
    });
    // A part of a definition or a set that the rule uses is told at the rule, under its code.
    let item = item.or_else(|| rule_called(file, &refused.rule));
    let wrong = item.is_some_and(|item| {
        let inside = |one: &Diagnostic| within(item, one.span().start);
        of_file.iter().any(|one| one.code.severity() == Severity::Error && inside(one))
    });
    if !wrong {
        of_file.push(diagnostic_of(refused));
    }
}

fn rule_called<'f>(file: &'f File, code: &str) -> Option<&'f Item> {
    file.items.iter().find(|item| matches!(&item.body, Body::Rule(rule) if rule.code.node == code))
}

fn within(item: &Item, at: usize) -> bool {
    item.span.start <= at && at < item.span.end
}

/// A rule that does not compile, as a diagnostic.
fn diagnostic_of(refused: &Refused) -> Diagnostic {
    if refused.code != DiagnosticCode::NotRun {
        return Diagnostic::new(refused.code, refused.span, refused.message.clone());
    }
    let message = Message::new(
        format!("規則 {} はまだ評価できません（例も判定も行いません）", refused.rule),
        format!("rule {} cannot be run yet: neither judged nor tried", refused.rule),
    );
    let mut diagnostic = Diagnostic::new(refused.code, refused.span, message);
    if let Some(label) = diagnostic.labels.first_mut() {
        label.text = refused.message.clone();
    }
    diagnostic
}

/// Whether a name is unknown only because a clause of the same item could not be read.
fn follows(one: &Diagnostic, file: &File, of_form: &[Diagnostic]) -> bool {
    let item = file.items.iter().find(|item| within(item, one.span().start));
    one.code == DiagnosticCode::UnknownName
        && item.is_some_and(|item| of_form.iter().any(|wrong| within(item, wrong.span().start)))
}
