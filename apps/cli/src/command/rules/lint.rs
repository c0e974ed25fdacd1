//! `shinsa rules lint`: what rules say of codes, held against the masters, drawn as `rules check` draws its errors.

use std::io::Write;

use dsl::Severity;
use eval::Reading;
use lint::Linted;
use model::{Lang, Text};

use super::check::{draw, write_json};
use super::read;
use crate::args::rules::Lint;
use crate::command::masters::store;
use crate::exit::Done;
use crate::output::to_stdout;

/// Holds the files as one book against the masters.
pub fn run(options: &Lint, lang: Lang) -> anyhow::Result<Done> {
    let sources = read(&options.paths, lang)?;
    let opened = store::open(options.masters.as_deref(), lang)?;
    let reading = Reading::of(&sources);
    warn_of_errors(&reading, lang);
    let linted = lint::lint(&reading.files, opened.masters());
    let all = || linted.diagnostics.iter().flatten();
    let errors = all().filter(|one| one.code.severity() == Severity::Error).count();
    to_stdout(|out| {
        for (source, diagnostics) in sources.iter().zip(&linted.diagnostics) {
            for diagnostic in diagnostics {
                if options.json {
                    write_json(out, source, diagnostic, lang)?;
                } else {
                    write!(out, "{}", draw(source, diagnostic, lang)?)?;
                }
            }
        }
        if !options.json {
            summary(out, &linted, (sources.len(), errors), &opened.name(lang), lang)?;
        }
        Ok(())
    })?;
    Ok(if errors == 0 { Done::Clean } else { Done::Troubled })
}

/// Codes in what could not be read are not seen: say so.
fn warn_of_errors(reading: &Reading, lang: Lang) {
    if reading.errors() > 0 {
        let word = Text::new(
            "ルールに誤りがあります。先に「shinsa rules check」で直してください（読めない所のコードは見ていません）",
            "the rules have errors; mend them first (`shinsa rules check`): codes in what cannot be read were not looked at",
        );
        anstream::eprintln!("{}", word.in_lang(lang));
    }
}

fn summary(
    out: &mut dyn Write,
    linted: &Linted,
    (files, errors): (usize, usize),
    masters: &str,
    lang: Lang,
) -> anyhow::Result<()> {
    let warnings = linted.diagnostics.iter().flatten().count() - errors;
    let open: usize = linted.open.iter().map(|(_, number)| number).sum();
    match lang {
        Lang::Ja => writeln!(
            out,
            "{files}ファイルをマスター（{masters}）と照らしました: 誤り{errors}件、注意{warnings}件、判断できないコード{open}件"
        )?,
        Lang::En => writeln!(
            out,
            "{files} files held against the masters ({masters}): {errors} errors, {warnings} warnings, {open} codes that cannot be told"
        )?,
    }
    for (cause, number) in &linted.open {
        match lang {
            Lang::Ja => writeln!(out, "  {number}件: {}", cause.message(lang))?,
            Lang::En => writeln!(out, "  {number}: {}", cause.message(lang))?,
        }
    }
    Ok(())
}
