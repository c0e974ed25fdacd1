//! `shinsa rules check`: every error of the whole book at once, drawn under the text it is about.

mod differences;

use std::io::Write;

use codespan_reporting::diagnostic::{self as drawn, Severity as Drawn};
use codespan_reporting::files::SimpleFile;
use codespan_reporting::term;
use dsl::{Diagnostic, Severity};
use eval::Reading;
use model::Lang;
use serde::Serialize;

use super::{Source, read};
use crate::args::rules::Check;
use crate::exit::Done;
use crate::output::to_stdout;

/// Checks the files as one book.
pub fn run(options: &Check, lang: Lang) -> anyhow::Result<Done> {
    let sources = read(&options.paths, lang)?;
    let reading = Reading::of(&sources);
    let errors = reading.errors();
    let all: usize = reading.told.iter().map(Vec::len).sum();
    to_stdout(|out| {
        for (source, diagnostics) in sources.iter().zip(&reading.told) {
            for diagnostic in diagnostics {
                if options.json {
                    write_json(out, source, diagnostic, lang)?;
                } else {
                    write!(out, "{}", draw(source, diagnostic, lang)?)?;
                }
            }
        }
        differences::tell(out, &sources, &reading.differences, options.json, lang)?;
        if !options.json {
            let (files, warnings) = (sources.len(), all - errors);
            match lang {
                Lang::Ja => writeln!(out, "{files}ファイルを確かめました: 誤り{errors}件、注意{warnings}件")?,
                Lang::En => writeln!(out, "{files} files checked: {errors} errors, {warnings} warnings")?,
            }
        }
        Ok(())
    })?;
    // Warnings are for somebody to look at; a rule that ends with its law is no mistake.
    Ok(if errors == 0 { Done::Clean } else { Done::Troubled })
}

pub(super) fn draw(source: &Source, diagnostic: &Diagnostic, lang: Lang) -> anyhow::Result<String> {
    let severity = match diagnostic.code.severity() {
        Severity::Error => Drawn::Error,
        Severity::Warning => Drawn::Warning,
    };
    let labels = diagnostic.labels.iter().enumerate().map(|(at, label)| {
        let range = label.span.start..label.span.end;
        let drawn =
            if at == 0 { drawn::Label::primary((), range) } else { drawn::Label::secondary((), range) };
        drawn.with_message(label.text.in_lang(lang))
    });
    let help = diagnostic.help.iter().map(|help| format!("→ {}", help.in_lang(lang)));
    let drawing = drawn::Diagnostic::new(severity)
        .with_code(diagnostic.code.code())
        .with_message(diagnostic.message.in_lang(lang))
        .with_labels_iter(labels)
        .with_notes_iter(help);
    let file = SimpleFile::new(source.path.display().to_string(), &source.text);
    Ok(term::emit_into_string(&term::Config::default(), &file, &drawing)?)
}

/// One line of JSON.
pub(super) fn write_json(
    out: &mut dyn Write,
    source: &Source,
    diagnostic: &Diagnostic,
    lang: Lang,
) -> anyhow::Result<()> {
    serde_json::to_writer(&mut *out, &Line::new(source, diagnostic, lang))?;
    Ok(writeln!(out)?)
}

/// A diagnostic as JSON; places are bytes, lines count from 1.
#[derive(Serialize)]
struct Line<'a> {
    file: String,
    code: &'a str,
    severity: &'static str,
    line: usize,
    start: usize,
    end: usize,
    message: &'a str,
    help: Option<&'a str>,
}

impl<'a> Line<'a> {
    fn new(source: &Source, diagnostic: &'a Diagnostic, lang: Lang) -> Self {
        let span = diagnostic.span();
        let before = source.text.get(..span.start).unwrap_or(&source.text);
        Self {
            file: source.path.display().to_string(),
            code: diagnostic.code.code(),
            severity: match diagnostic.code.severity() {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            line: before.matches('\n').count() + 1,
            start: span.start,
            end: span.end,
            message: diagnostic.message.in_lang(lang),
            help: diagnostic.help.as_ref().map(|help| help.in_lang(lang)),
        }
    }
}
