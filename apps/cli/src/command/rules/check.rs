//! `shinsa rules check`: every error of the whole book at once, drawn under the text it is about.

use std::io::Write;

use codespan_reporting::diagnostic::{self as drawn, Severity as Drawn};
use codespan_reporting::files::SimpleFile;
use codespan_reporting::term;
use dsl::ast::{Body, File, Item};
use dsl::{Diagnostic, DiagnosticCode, Severity};
use eval::Refused;
use model::Lang;
use serde::Serialize;

use super::{Source, read};
use crate::args::rules::Check;
use crate::exit::Done;
use crate::output::to_stdout;

/// Checks the files as one book.
pub fn run(options: &Check, lang: Lang) -> anyhow::Result<Done> {
    let sources = read(&options.paths, lang)?;
    let told = told(&sources);
    let errors = told.iter().flatten().filter(|d| d.code.severity() == Severity::Error).count();
    let all: usize = told.iter().map(Vec::len).sum();
    to_stdout(|out| {
        for (source, diagnostics) in sources.iter().zip(&told) {
            for diagnostic in diagnostics {
                if options.json {
                    write_json(out, source, diagnostic, lang)?;
                } else {
                    write!(out, "{}", draw(source, diagnostic, lang)?)?;
                }
            }
        }
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

/// What is wrong in each file: its form first, then what the book as a whole says of it.
pub(super) fn told(sources: &[Source]) -> Vec<Vec<Diagnostic>> {
    let (files, mut told): (Vec<_>, Vec<_>) = sources
        .iter()
        .map(|source| dsl::parse(&source.text))
        .map(|parsed| (parsed.file, parsed.diagnostics))
        .unzip();
    for ((file, of_file), more) in
        files.iter().zip(&mut told).zip(dsl::check(&files, dsl::vocabulary::TABLES))
    {
        let more: Vec<_> = more.into_iter().filter(|one| !follows(one, file, of_file)).collect();
        of_file.extend(more);
    }
    refused(&files, &mut told);
    for of_file in &mut told {
        of_file.sort_by_key(|diagnostic| (diagnostic.span().start, diagnostic.code));
    }
    told
}

/// What only compiling shows: fields that are not there, parts that the engine does not run. A rule that is wrong
/// already is not told of twice.
fn refused(files: &[File], told: &mut [Vec<Diagnostic>]) {
    for refused in eval::compile(files).refused {
        let (Some(file), Some(of_file)) = (files.get(refused.file), told.get_mut(refused.file)) else {
            continue;
        };
        let at = refused.span.start;
        let item = file.items.iter().find(|item| match &item.body {
            Body::Rule(rule) => rule.code.node == refused.rule && item.span.start <= at && at < item.span.end,
            _ => false,
        });
        // A part of a definition or a set that the rule uses is told at the rule, under its code.
        let item = item.or_else(|| rule_called(file, &refused.rule));
        let wrong = item.is_some_and(|item| {
            let inside =
                |one: &Diagnostic| item.span.start <= one.span().start && one.span().start < item.span.end;
            of_file.iter().any(|one| one.code.severity() == Severity::Error && inside(one))
        });
        if !wrong {
            of_file.push(diagnostic_of(&refused));
        }
    }
}

fn rule_called<'f>(file: &'f File, code: &str) -> Option<&'f Item> {
    file.items.iter().find(|item| matches!(&item.body, Body::Rule(rule) if rule.code.node == code))
}

/// A rule that does not compile, as a diagnostic.
pub(super) fn diagnostic_of(refused: &Refused) -> Diagnostic {
    if refused.code != DiagnosticCode::NotRun {
        return Diagnostic::new(refused.code, refused.span, refused.message.clone());
    }
    let message = dsl::Message::new(
        format!("規則 {} はまだ評価できません（例も判定も行いません）", refused.rule),
        format!("rule {} cannot be run yet: neither judged nor tried", refused.rule),
    );
    let mut diagnostic = Diagnostic::new(refused.code, refused.span, message);
    if let Some(label) = diagnostic.labels.first_mut() {
        label.text = refused.message.clone();
    }
    diagnostic
}

/// Whether a name is unknown only because a clause of the same item could not be read.
fn follows(one: &Diagnostic, file: &File, of_form: &[Diagnostic]) -> bool {
    let within = |item: &Item, at: usize| item.span.start <= at && at < item.span.end;
    let item = file.items.iter().find(|item| within(item, one.span().start));
    one.code == DiagnosticCode::UnknownName
        && item.is_some_and(|item| of_form.iter().any(|wrong| within(item, wrong.span().start)))
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
