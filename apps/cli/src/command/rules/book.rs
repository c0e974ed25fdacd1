//! A rule book from its files: read, checked, compiled.

use std::path::PathBuf;

use anyhow::bail;
use dsl::ast::File;
use dsl::{Diagnostic, Severity};
use eval::{Book, Refused};
use masters::Masters;
use model::{Lang, Text};

use super::check::{diagnostic_of, draw, told};
use super::{Source, read};

/// A rule book that runs, with where it came from.
pub struct Loaded<'m> {
    /// Its files.
    pub(super) sources: Vec<Source>,
    pub files: Vec<File>,
    /// For each rule of the book, its file.
    pub(super) from: Vec<usize>,
    /// What runs.
    pub book: Book<'m>,
    /// What does not run yet.
    pub refused: Vec<Refused>,
}

/// Reads rule files; a book with errors is shown and not run.
pub fn load<'m>(paths: &[PathBuf], masters: &'m Masters, lang: Lang) -> anyhow::Result<Loaded<'m>> {
    let sources = read(paths, lang)?;
    let wrong = |diagnostic: &&Diagnostic| diagnostic.code.severity() == Severity::Error;
    let mut errors = 0;
    for (source, diagnostics) in sources.iter().zip(&told(&sources)) {
        for diagnostic in diagnostics.iter().filter(wrong) {
            errors += 1;
            anstream::eprint!("{}", draw(source, diagnostic, lang)?);
        }
    }
    if errors > 0 {
        bail!(
            Text::new("ルールに誤りがあるため、評価しません", "the rules have errors and are not run")
                .in_lang(lang)
        );
    }
    let files: Vec<File> = sources.iter().map(|source| dsl::parse(&source.text).file).collect();
    let compiled = eval::compile(&files);
    let (from, refused) = (compiled.files.clone(), compiled.refused.clone());
    Ok(Loaded { sources, files, from, book: Book::new(compiled, masters), refused })
}

impl Loaded<'_> {
    /// Tells which rules cannot be run, under their text.
    pub fn tell_refused(&self, lang: Lang) -> anyhow::Result<()> {
        for refused in &self.refused {
            if let Some(source) = self.sources.get(refused.file) {
                let diagnostic = diagnostic_of(refused);
                anstream::eprint!("{}", draw(source, &diagnostic, lang)?);
            }
        }
        Ok(())
    }
}
