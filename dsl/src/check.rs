//! What is wrong with rules that can be read: names, editions, metadata. Units and the catalogue of facts come on top.
//!
//! The whole rule book is checked at once, because names belong to all of it.

mod bounds;
mod conclusions;
mod cuts;
mod dates;
mod duplicates;
mod editions;
mod kinds;
mod metadata;
mod names;
mod overlays;
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
    let mut told: Vec<Vec<Diagnostic>> = files.iter().map(|file| of_file(&book, file)).collect();
    let of_book = [
        editions::check(files),
        dates::check(files),
        duplicates::check(files),
        cuts::check(files),
        overlays::check(files, &book),
    ];
    for (file, diagnostic) in of_book.into_iter().flatten() {
        if let Some(of_file) = told.get_mut(file) {
            of_file.push(diagnostic);
        }
    }
    for of_file in &mut told {
        of_file.sort_by_key(|d| (d.span().start, d.code));
    }
    told
}

/// What a file shows by itself, knowing the names of the book.
fn of_file(book: &names::Book<'_>, file: &File) -> Vec<Diagnostic> {
    let mut found = names::check(book, file);
    found.extend(metadata::check(file));
    found.extend(shapes::check(file));
    found.extend(truth::check(file));
    found.extend(conclusions::check(file));
    found.extend(kinds::check(book, file));
    found.extend(unwritten::check(file));
    found
}

#[cfg(test)]
mod tests;
