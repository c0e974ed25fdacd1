//! `shinsa rules catalog`: the rules that may be published and the facts that rules read, as pages and as JSON lines.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, anyhow};
use dsl::vocabulary::Word;
use dsl::{Severity, Surface};
use eval::Reading;
use eval::catalogue::{Entry, entries, tables};
use eval::facts::{Fact, facts};
use model::Lang;
use serde::Serialize;

use super::{Source, built_in, facts::json, read};
use crate::args::rules::Catalog;
use crate::exit::{Done, output_cause};
use crate::output::{beside, to_stdout};

/// Writes the files of the catalogue.
pub fn run(options: &Catalog, lang: Lang) -> anyhow::Result<Done> {
    let sources = if options.paths.is_empty() { built_in() } else { read(&options.paths, lang)? };
    let reading = Reading::of(&sources);
    if reading.told.iter().flatten().any(|one| one.code.severity() == Severity::Error) {
        match lang {
            Lang::Ja => anstream::eprintln!("ルールに誤りがあります（rules check で確かめてください）"),
            Lang::En => anstream::eprintln!("the rules have errors (see `rules check`)"),
        }
        return Ok(Done::Troubled);
    }
    let all = entries(&reading);
    let (public, kept): (Vec<_>, Vec<_>) = all.into_iter().partition(|entry| entry.may_be_published);
    std::fs::create_dir_all(&options.out)
        .map_err(|error| anyhow!("{}: {}", options.out.display(), output_cause(&error, lang)))?;
    let facts: Vec<Fact> = facts().collect();
    let pages = (page(&sources, &public), eval::facts::page());
    put(&options.out.join("rules.md"), lang, |out| Ok(out.write_all(pages.0.as_bytes())?))?;
    put(&options.out.join("rules.jsonl"), lang, |out| lines(out, &sources, &public))?;
    put(&options.out.join("facts.md"), lang, |out| Ok(out.write_all(pages.1.as_bytes())?))?;
    put(&options.out.join("facts.jsonl"), lang, |out| json(out, &facts, lang))?;
    to_stdout(|out| {
        let (rules, kept, facts, dir) = (public.len(), kept.len(), facts.len(), options.out.display());
        match lang {
            Lang::Ja => writeln!(out, "{dir}: 規則{rules}件（公開しないもの{kept}件を除く）、欄{facts}件")?,
            Lang::En => {
                writeln!(
                    out,
                    "{dir}: {rules} rules ({kept} that are not to be published left out), {facts} facts"
                )?;
            }
        }
        Ok(())
    })?;
    Ok(Done::Clean)
}

/// A file that is whole or is not there.
fn put(
    path: &Path,
    lang: Lang,
    write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let cause = |error: std::io::Error| anyhow!("{}: {}", path.display(), output_cause(&error, lang));
    let mut file = beside(path).map_err(cause)?;
    write(file.as_file_mut()).with_context(|| path.display().to_string())?;
    file.persist(path).map_err(|error| cause(error.error))?;
    Ok(())
}

fn page(sources: &[Source], public: &[Entry<'_>]) -> String {
    let names: Vec<String> = sources.iter().map(|source| source.path.display().to_string()).collect();
    let tables = tables(public, |file| names.get(file).map_or("", String::as_str));
    format!("# Rules\n\n{} rules; the fields that they read: [facts.md](facts.md).\n{tables}", public.len())
}

/// A rule as JSON.
#[derive(Serialize)]
struct Line<'a> {
    code: &'a str,
    title: &'a str,
    check: &'static str,
    certainty: &'static str,
    stage: Option<&'static str>,
    valid_from: String,
    valid_until: Option<String>,
    basis: &'a str,
    owner: &'a str,
    undecidable: &'a [&'a str],
    file: String,
    /// As it is written, its examples with it.
    text: &'a str,
}

fn lines(out: &mut dyn Write, sources: &[Source], public: &[Entry<'_>]) -> anyhow::Result<()> {
    for entry in public {
        let Some(source) = sources.get(entry.file) else { continue };
        let line = Line {
            code: entry.code,
            title: entry.title,
            check: entry.check.slug(),
            certainty: entry.certainty.slug(),
            stage: entry.stage.map(|stage| stage.word(Surface::English)),
            valid_from: entry.valid.0.to_string(),
            valid_until: entry.valid.1.map(|day| day.to_string()),
            basis: entry.basis,
            owner: &entry.owner,
            undecidable: &entry.undecidable,
            file: source.path.display().to_string(),
            text: entry.span.of(&source.text).trim_end(),
        };
        serde_json::to_writer(&mut *out, &line)?;
        writeln!(out)?;
    }
    Ok(())
}
