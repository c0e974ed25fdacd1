//! What a rule book says of codes, held against the official masters: codes unknown or out of force, empty sets.
//!
//! In: checked files and [`Masters`]. Out: [`Linted`], diagnostics by file and what the masters at hand cannot tell.
//! A code on a day that no complete edition covers is never called wrong. No I/O, no clock, no receipt.
//!
//! Reading order: [`lint()`], `days` (what an item's dates are), `spans` (a code over days), `codes`, `sets`, `law`.

mod codes;
mod days;
mod law;
mod member;
mod sets;
mod spans;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use dsl::Diagnostic;
use dsl::ast::File;
use dsl::check::uses::{Thing, each_use};
use masters::{Cause, Masters};

use days::{Named, dated};
use law::Law;

/// What was found.
#[derive(Debug, Default)]
pub struct Linted {
    /// For each file, what is wrong, in the order of its text.
    pub diagnostics: Vec<Vec<Diagnostic>>,
    /// Why codes could not be told, and how many.
    pub open: Vec<(Cause, usize)>,
}

/// Holds a book against masters. Files with errors of form are judged as far as they were read.
pub fn lint(files: &[File], masters: &Masters) -> Linted {
    let named = Named::of(files);
    let mut book = Book { masters, named: &named, law: Law::new(masters), open: BTreeMap::new() };
    let diagnostics = files.iter().map(|file| book.file(file)).collect();
    let mut open: Vec<(Cause, usize)> = book.open.into_values().collect();
    open.sort_by_key(|(cause, number)| (std::cmp::Reverse(*number), cause.master));
    Linted { diagnostics, open }
}

/// What is known while a book is gone through.
struct Book<'b> {
    masters: &'b Masters,
    named: &'b Named<'b>,
    law: Law<'b>,
    /// Causes by their sentence.
    open: BTreeMap<String, (Cause, usize)>,
}

impl Book<'_> {
    fn file(&mut self, file: &File) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for (item, days) in dated(file) {
            let Some(days) = days else { continue };
            each_use(&item.body, &mut |thing| match thing {
                Thing::Term(term) => found.extend(codes::of_term(self, term, days)),
                Thing::Value(value) => found.extend(codes::of_value(self, value, days)),
                Thing::Condition(condition) => found.extend(law::of_condition(self, condition, days)),
                Thing::Noun(noun) => found.extend(sets::of_noun(self, noun, days)),
                Thing::Set(_) | Thing::Name(_) => {}
            });
            found.extend(sets::of_item(self, &item.body, days));
            found.extend(codes::of_examples(self, &item.body));
        }
        found.sort_by_key(|diagnostic| (diagnostic.span().start, diagnostic.code));
        found.dedup();
        found
    }

    /// Counts what cannot be told.
    fn cannot_tell(&mut self, cause: Cause) {
        let entry = self.open.entry(cause.to_string()).or_insert((cause, 0));
        entry.1 += 1;
    }
}
