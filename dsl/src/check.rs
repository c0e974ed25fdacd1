//! What is wrong with rules that can be read: names, editions, metadata. Units and the catalogue of facts come on top.
//!
//! The whole rule book is checked at once, because names belong to all of it.

mod bounds;
mod conclusions;
mod dates;
mod duplicates;
mod editions;
mod kinds;
mod metadata;
mod names;
mod shapes;
mod truth;
mod unwritten;
pub mod uses;

use crate::ast::File;
use crate::diagnostic::Diagnostic;

/// Checks a rule book: its files, and the names of the tables that its rules may join.
///
/// Gives for each file what is wrong in it, in the order of its text.
pub fn check(files: &[File], tables: &[&str]) -> Vec<Vec<Diagnostic>> {
    let book = names::Book::new(files, tables);
    files
        .iter()
        .enumerate()
        .map(|(at, file)| {
            let mut found = names::check(&book, file);
            found.extend(metadata::check(file));
            found.extend(shapes::check(file));
            found.extend(editions::check(files, at));
            found.extend(dates::check(files, at));
            found.extend(truth::check(file));
            found.extend(conclusions::check(file));
            found.extend(duplicates::check(files, at));
            found.extend(kinds::check(file));
            found.extend(unwritten::check(file));
            found.sort_by_key(|d| (d.span().start, d.code));
            found
        })
        .collect()
}

#[cfg(test)]
mod tests;
