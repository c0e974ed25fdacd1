//! `shinsa rules catalog`: the rules that may be published and the facts that rules read, as pages and as JSON lines.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, anyhow};
use dsl::vocabulary::Word;
use dsl::{Severity, Surface};
use eval::Reading;
use eval::catalogue::{Entry, entries, tables};
use eval::facts::{Fact, facts, table};
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
    put(&options.out.join("rules.md"), lang, |out| write_page(out, &rules_page(&sources, &public, lang)))?;
    put(&options.out.join("rules.jsonl"), lang, |out| lines(out, &sources, &public))?;
    put(&options.out.join("facts.md"), lang, |out| write_page(out, &facts_page(lang)))?;
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

fn write_page(out: &mut dyn Write, page: &str) -> anyhow::Result<()> {
    Ok(out.write_all(page.as_bytes())?)
}

fn rules_page(sources: &[Source], public: &[Entry<'_>], lang: Lang) -> String {
    let names: Vec<String> = sources.iter().map(|source| source.path.display().to_string()).collect();
    let tables = tables(public, |file| names.get(file).map_or("", String::as_str), lang);
    let rules = public.len();
    match lang {
        Lang::Ja => format!("# 規則\n\n{rules}件。規則が読む欄は[facts.md](facts.md)にあります。\n{tables}"),
        Lang::En => {
            format!("# Rules\n\n{rules} rules; the fields that they read: [facts.md](facts.md).\n{tables}")
        }
    }
}

fn facts_page(lang: Lang) -> String {
    let head = match lang {
        Lang::Ja => {
            "# 欄\n\n規則が明細書・明細書に載るもの・値から読むものです。\n\
             コードのあるものにはマスターの項目が、表の行には表の項目が、公表された名称のまま、このほかにあります。\n"
        }
        Lang::En => {
            "# Facts\n\nWhat rules read of a receipt, a thing on it, or a value.\n\
             Besides these, things with a code have the columns of their master, and rows those of their table, called as \
             published.\n"
        }
    };
    format!("{head}\n{}", table(lang))
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
