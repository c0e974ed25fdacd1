//! `shinsa rules diff`: what a change of rules does to a corpus, and whether it does more than is allowed.

mod junit;
mod limits;
mod screen;

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use batch::{BatchError, Comparison, Inputs, Progress, Revision, Settings, compare};
use eval::Book;
use model::{Branch, Lang, Text};
use review::Institutions;
use serde::Serialize;

use super::{Loaded, load};
use crate::args::InstitutionChoice;
use crate::args::rules::diff::{BUILT_IN, Diff};
use crate::command::masters::store::{self, Opened};
use crate::command::screen::{bar, routing};
use crate::exit::{Done, io_cause, output_cause};
use crate::output::to_stdout;
use limits::Verdict;

/// What is told of a comparison.
#[derive(Debug, Serialize)]
struct Told<'a> {
    old: Named,
    new: Named,
    masters: String,
    /// Those of the old side, where they were named.
    #[serde(skip_serializing_if = "Option::is_none")]
    masters_old: Option<String>,
    #[serde(flatten)]
    comparison: &'a Comparison,
    limits: &'a [Verdict],
    passed: bool,
}

/// A rule set by name.
#[derive(Debug, Serialize)]
struct Named {
    name: String,
    digest: String,
    rules: usize,
    refused: Vec<String>,
}

/// Compares.
pub fn run(options: &Diff, lang: Lang, quiet: bool) -> anyhow::Result<Done> {
    rayon::ThreadPoolBuilder::new().num_threads(options.jobs).build_global().context("threads")?;
    let (old, new) = match options.rules.as_slice() {
        [new] => (Path::new(BUILT_IN), new.as_path()),
        [old, new, ..] => (old.as_path(), new.as_path()),
        [] => (Path::new(BUILT_IN), Path::new(BUILT_IN)),
    };
    let opened = store::open(options.masters.as_deref(), lang)?;
    let other = options.masters_old.as_deref().map(|dir| store::open(Some(dir), lang)).transpose()?;
    let opened_old = other.as_ref().unwrap_or(&opened);
    let branch_old = options.branch.filter(|_| !options.national_old);
    let sides = [loaded(old, branch_old, opened_old, lang)?, loaded(new, options.branch, &opened, lang)?];
    let comparison = match watched(options, &sides, lang, quiet)? {
        Ok(comparison) => comparison,
        Err(BatchError::Input(error)) => {
            anstream::eprintln!("{}: {}", error.name, io_cause(&error.cause, lang));
            return Ok(Done::Misused);
        }
        Err(error) => return Err(error.into()),
    };
    let known = |code: &str| {
        let has = |side: &Loaded<'_>| side.book.rules().iter().any(|rule| rule.code == code);
        comparison.rules.contains_key(code) || sides.iter().any(has)
    };
    if let Some(code) = limits::unknown(options, known) {
        let text = Text::new("この名前の規則はどちらにもありません", "neither side has a rule of this name");
        anstream::eprintln!("{code}: {}", text.in_lang(lang));
        return Ok(Done::Misused);
    }
    let limits = limits::held(options, &comparison);
    let [old, new] = [named(old, &sides[0]), named(new, &sides[1])];
    let passed = limits.iter().all(|verdict| verdict.passed);
    let masters_old = other.as_ref().map(Opened::digest).transpose()?;
    let masters = opened.digest()?;
    let told = Told { old, new, masters, masters_old, comparison: &comparison, limits: &limits, passed };
    told_of(&told, options, lang, quiet)?;
    Ok(match (comparison.unread.is_empty(), passed) {
        (false, _) => Done::Partly,
        (true, true) => Done::Clean,
        (true, false) => Done::Troubled,
    })
}

fn loaded<'m>(
    path: &Path,
    branch: Option<Branch>,
    opened: &'m Opened,
    lang: Lang,
) -> anyhow::Result<Loaded<'m>> {
    let paths: Vec<PathBuf> = if path == Path::new(BUILT_IN) { Vec::new() } else { vec![path.to_owned()] };
    load(&paths, branch, opened.masters(), lang).with_context(|| path.display().to_string())
}

fn named(path: &Path, loaded: &Loaded<'_>) -> Named {
    Named {
        name: path.display().to_string(),
        digest: loaded.digest(),
        rules: loaded.book.rules().len(),
        refused: loaded.refused.iter().map(|refused| refused.rule.clone()).collect(),
    }
}

/// Compares, with a bar for somebody who watches.
fn watched(
    options: &Diff,
    sides: &[Loaded<'_>; 2],
    lang: Lang,
    quiet: bool,
) -> anyhow::Result<Result<Comparison, BatchError>> {
    let routing = routing(options.routing.as_deref(), None, lang)?.0;
    let one_book = options.branch.is_some();
    let own = [(&sides[0], one_book || options.national_old), (&sides[1], one_book)]
        .map(|(side, alone)| if alone { Vec::new() } else { side.of_branches(side.book.masters()) });
    let branches: [Vec<(Branch, &Book<'_>)>; 2] =
        own.each_ref().map(|own| own.iter().map(|(branch, book)| (*branch, book)).collect());
    let [old, new] =
        [(&sides[0], &branches[0]), (&sides[1], &branches[1])].map(|(side, branches)| Revision {
            masters: side.book.masters(),
            book: &side.book,
            branches,
            routing: &routing,
            eligibility: None,
            returns: None,
            digests: Vec::new(),
            refused: Vec::new(),
        });
    let settings = Settings {
        lang,
        institutions: Institutions::all(InstitutionChoice::kind(options.institution)),
        complete_from: options.history_complete_from,
        jobs: rayon::current_num_threads(),
        memory: options.history_memory << 20,
        asked: std::collections::BTreeMap::new(),
        outputs: Vec::new(),
        official: false,
        resume: false,
        io_cause: match lang {
            Lang::Ja => |error| io_cause(error, Lang::Ja),
            Lang::En => |error| io_cause(error, Lang::En),
        },
    };
    let inputs = Inputs { claims: options.corpus.clone(), history: options.history.clone(), stdin: false };
    let progress = Progress::default();
    Ok(bar::watched(&progress, lang, quiet, || {
        compare(&inputs, [&old, &new], &settings, options.examples, &progress)
    }))
}

/// Writes what came of it: the screen or JSON, and the file for a pipeline.
fn told_of(told: &Told<'_>, options: &Diff, lang: Lang, quiet: bool) -> anyhow::Result<()> {
    if let Some(path) = &options.junit {
        let text = junit::text(told, lang)?;
        std::fs::write(path, text)
            .map_err(|error| anyhow!("{}: {}", path.display(), output_cause(&error, lang)))?;
    }
    to_stdout(|out| {
        if options.json {
            serde_json::to_writer(&mut *out, told)?;
            writeln!(out)?;
        } else if !quiet {
            screen::Screen { told, lang }.all(out)?;
        }
        Ok(())
    })?;
    for input in &told.comparison.unread {
        anstream::eprintln!("{}: {}", input.file, input.cause);
    }
    Ok(())
}
