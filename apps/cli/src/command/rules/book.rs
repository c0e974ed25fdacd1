//! A rule book from its files: read, checked, compiled.

use std::path::PathBuf;

use dsl::ast::{Body, File};
use dsl::{Diagnostic, DiagnosticCode, Severity};
use eval::{Book, Difference, Reading, Refused};
use masters::Masters;
use model::{Branch, Lang, Text};

use super::check::draw;
use super::{Source, built_in, read};
use crate::exit::Misused;

/// A rule book that runs, with where it came from.
pub struct Loaded<'m> {
    /// Its files.
    pub(super) sources: Vec<Source>,
    pub files: Vec<File>,
    /// For each rule of the book, the file and the item in it that it was written in.
    pub(super) written: Vec<(usize, usize)>,
    /// What is said of each file; no errors.
    told: Vec<Vec<Diagnostic>>,
    /// What runs.
    pub book: Book<'m>,
    /// What does not run yet.
    pub refused: Vec<Refused>,
    /// What branches have otherwise than the nation.
    pub differences: Vec<Difference>,
}

/// A rule book as written: its files, read and checked, before anybody knows by which masters it is judged.
pub struct Written {
    sources: Vec<Source>,
    reading: Reading,
}

impl Written {
    /// Reads rule files; without any, the book inside this program.
    pub fn read(paths: &[PathBuf], lang: Lang) -> anyhow::Result<Self> {
        let sources = if paths.is_empty() { built_in() } else { read(paths, lang)? };
        let reading = Reading::of(&sources);
        Ok(Self { sources, reading })
    }

    /// The book for a branch, or for the nation. A book with errors is shown and not run.
    pub fn load<'m>(
        self,
        branch: Option<Branch>,
        masters: &'m Masters,
        lang: Lang,
    ) -> anyhow::Result<Loaded<'m>> {
        let Self { sources, reading: Reading { files, told, compiled, differences } } = self;
        let mut compiled = branch.map_or(compiled, |branch| eval::compile_branch(&files, branch).0);
        let wrong = |one: &Diagnostic| one.code.severity() == Severity::Error;
        tell(&sources, &told, wrong, lang)?;
        if told.iter().flatten().any(wrong) {
            let word =
                Text::new("ルールに誤りがあるため、評価しません", "the rules have errors and are not run");
            return Err(Misused(word.in_lang(lang).to_owned()).into());
        }
        let (written, refused) =
            (std::mem::take(&mut compiled.written), std::mem::take(&mut compiled.refused));
        Ok(Loaded { sources, files, written, told, book: Book::new(compiled, masters), refused, differences })
    }
}

/// Reads rule files for a branch, or for the nation.
pub fn load<'m>(
    paths: &[PathBuf],
    branch: Option<Branch>,
    masters: &'m Masters,
    lang: Lang,
) -> anyhow::Result<Loaded<'m>> {
    Written::read(paths, lang)?.load(branch, masters, lang)
}

/// Draws what is said of the files, under their text.
fn tell(
    sources: &[Source],
    told: &[Vec<Diagnostic>],
    which: impl Fn(&Diagnostic) -> bool,
    lang: Lang,
) -> anyhow::Result<()> {
    for (source, diagnostics) in sources.iter().zip(told) {
        for diagnostic in diagnostics.iter().filter(|one| which(one)) {
            anstream::eprint!("{}", draw(source, diagnostic, lang)?);
        }
    }
    Ok(())
}

impl<'m> Loaded<'m> {
    /// The books of the branches that overlays change.
    pub fn of_branches(&self, masters: &'m Masters) -> Vec<(Branch, Book<'m>)> {
        let items = self.files.iter().flat_map(|file| &file.items);
        let mut changed: Vec<Branch> = items
            .filter_map(|item| match &item.body {
                Body::Overlay(overlay) => Branch::read(&overlay.branch.text),
                _ => None,
            })
            .collect();
        changed.sort_unstable();
        changed.dedup();
        let book = |branch| (branch, Book::new(eval::compile_branch(&self.files, branch).0, masters));
        changed.into_iter().map(book).collect()
    }

    /// A digest of the texts, whatever their folder.
    pub fn digest(&self) -> String {
        let mut texts: Vec<&str> = self.sources.iter().map(|source| source.text.as_str()).collect();
        texts.sort_unstable();
        let mut hasher = blake3::Hasher::new();
        for text in texts {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }

    /// Tells which rules cannot be run, under their text.
    pub fn tell_refused(&self, lang: Lang) -> anyhow::Result<()> {
        tell(&self.sources, &self.told, |one| one.code == DiagnosticCode::NotRun, lang)
    }
}
