//! `shinsa rules import`: drafts of rules for the cases of the check master (CC_JIREI), for an author to finish.
//!
//! A draft is refused by the checker until its condition is written (M010); nothing that is there is overwritten.
//! The layout of CC_JIREI was read in a third-party importer, not in an official text: every run says so.

pub(super) mod cases;
pub(super) mod draft;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

use anyhow::anyhow;
use masters::{FileKind, Masters, Refusal, Source, SourceSet, build, read};
use model::{Date, Lang, Text};
use sources::SourceError;

use super::new::{newest, write};
use crate::args::rules::Import;
use crate::exit::{Done, io_cause, output_cause};
use crate::output::to_stdout;
use cases::{Case, cases};

/// What became of the cases.
#[derive(Default)]
struct Counts {
    rows: usize,
    withdrawn: usize,
    nameless: usize,
    made: usize,
    by_table: usize,
    cited: usize,
    there: usize,
    /// Names of cases whose draft could not be written as a rule.
    unfit: Vec<String>,
}

/// Reads the cases and writes the drafts.
pub fn run(options: &Import, lang: Lang) -> anyhow::Result<Done> {
    let source = match source(&options.file, lang)? {
        Ok(source) => source,
        Err(why) => {
            anstream::eprintln!("{}: {why}", options.file.display());
            return Ok(Done::Partly);
        }
    };
    let from = source.published().unwrap_or_else(newest);
    let rows = source.rows();
    let mut set = SourceSet::default();
    set.add(source);
    let (masters, _) = build(&set);
    let mut counts = Counts { rows, ..Counts::default() };
    let cases = all(&masters, from, &mut counts);
    let cited = cited(options, lang)?;
    std::fs::create_dir_all(&options.out)
        .map_err(|error| anyhow!("{}: {}", options.out.display(), output_cause(&error, lang)))?;
    let mut used = BTreeSet::new();
    for case in &cases {
        if wanted(options, case, &cited, &mut counts) {
            // Two names may differ in a letter that no rule code can hold.
            let text = draft::text(case, from).filter(|_| used.insert(draft::code(case)));
            one(options, case, text, &mut counts, lang)?;
        }
    }
    to_stdout(|out| told(out, options, &counts, lang))?;
    Ok(if counts.unfit.is_empty() { Done::Clean } else { Done::Partly })
}

/// The file of cases, also inside a zip; why it was not taken.
pub(super) fn source(file: &Path, lang: Lang) -> anyhow::Result<Result<Source, String>> {
    let mut found: Option<Source> = None;
    let mut refused: Vec<String> = Vec::new();
    let each = |stream: sources::Stream<'_>| -> anyhow::Result<()> {
        let mut bytes = Vec::new();
        io::Read::read_to_end(stream.bytes, &mut bytes)
            .map_err(|cause| SourceError { name: stream.name.clone(), cause })?;
        match read(&stream.name, &bytes, None) {
            Ok(source) if source.kind() == FileKind::CheckCase => found = Some(source),
            Ok(source) => refused.push(format!("{}: {}", stream.name, source.kind().title_in(lang))),
            Err(refusal) => refused.push(format!("{}: {}", stream.name, why(&refusal, lang))),
        }
        Ok(())
    };
    sources::each_stream(file, each).map_err(|error| match error.downcast::<SourceError>() {
        Ok(error) => anyhow!("{}: {}", error.name, io_cause(&error.cause, lang)),
        Err(error) => error,
    })?;
    Ok(found.ok_or_else(|| {
        let word = Text::new(
            "CC_JIREI（コンピュータチェック対象事例）として読めません。ファイル名に CC_JIREI が要ります",
            "not read as CC_JIREI (cases of the check master); its name must hold CC_JIREI",
        );
        format!("{}\n  {}", word.in_lang(lang), refused.join("\n  "))
    }))
}

fn why(refusal: &Refusal, lang: Lang) -> String {
    let mut text = refusal.message(lang);
    if let Refusal::Broken { problems, .. } = refusal {
        for problem in problems.iter().take(3) {
            text.push_str(&format!("\n    {}", problem.message(lang)));
        }
    }
    text
}

fn all(masters: &Masters, on: Date, counts: &mut Counts) -> Vec<Case> {
    let rows: Vec<_> = masters.relation_rows(FileKind::CheckCase, on).collect();
    counts.withdrawn = counts.rows.saturating_sub(rows.len());
    let (cases, nameless) = cases(rows.iter().copied());
    counts.nameless = nameless;
    cases
}

/// What the rules at hand cite: cases that they have need no draft.
fn cited(options: &Import, lang: Lang) -> anyhow::Result<BTreeSet<String>> {
    if options.rules.is_empty() {
        return Ok(BTreeSet::new());
    }
    let sources = super::read(&options.rules, lang)?;
    let files = sources.iter().map(|source| dsl::parse(&source.text).file);
    let items = files.flat_map(|file| file.items);
    let bases = items.filter_map(|item| item.metadata.basis).flat_map(|entry| entry.node);
    Ok(bases.map(|basis| basis.clause.node).collect())
}

/// Whether a case needs a draft.
fn wanted(options: &Import, case: &Case, cited: &BTreeSet<String>, counts: &mut Counts) -> bool {
    if !options.all && case.table().is_some() {
        counts.by_table += 1;
        return false;
    }
    if cited.iter().any(|basis| case.is_cited_in(basis)) {
        counts.cited += 1;
        return false;
    }
    true
}

fn one(
    options: &Import,
    case: &Case,
    text: Option<String>,
    counts: &mut Counts,
    lang: Lang,
) -> anyhow::Result<()> {
    let Some(text) = text else {
        counts.unfit.push(case.name.clone());
        return Ok(());
    };
    let path = options.out.join(format!("{}.rule", draft::code(case)));
    match write(&path, &text) {
        Ok(()) => counts.made += 1,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => counts.there += 1,
        Err(error) => return Err(anyhow!("{}: {}", path.display(), output_cause(&error, lang))),
    }
    Ok(())
}

fn told(out: &mut dyn Write, options: &Import, counts: &Counts, lang: Lang) -> anyhow::Result<()> {
    let Counts { rows, withdrawn, nameless, made, by_table, cited, there, unfit } = counts;
    let dir = options.out.display();
    let lines: [(usize, Text); 5] = [
        (
            *by_table,
            Text::new(
                "件は、チェックマスタの表で点検する観点なので作りません（--all で作ります）",
                " are about what a table of the check master decides: no draft (--all makes them)",
            ),
        ),
        (*cited, Text::new("件は、既に規則の根拠に引かれています", " are cited by a rule already")),
        (
            *there,
            Text::new(
                "件は、同じ名前のファイルがあるので書きません",
                " have a file of that name: left as it is",
            ),
        ),
        (*withdrawn, Text::new("行は、抹消・廃止です", " rows are withdrawn")),
        (
            *nameless,
            Text::new(
                "行は、事例コードがないか、コードの種類が分からないので作りません",
                " rows have no 事例コード, or a code of no known kind: no draft",
            ),
        ),
    ];
    match lang {
        Lang::Ja => writeln!(out, "{rows}行から下書き{made}件を作りました → {dir}")?,
        Lang::En => writeln!(out, "{made} drafts made of {rows} rows → {dir}")?,
    }
    for (number, text) in lines.iter().filter(|(number, _)| *number > 0) {
        writeln!(out, "  {number}{}", text.in_lang(lang))?;
    }
    for name in unfit {
        let word = Text::new(
            "規則の形にできないか、別の事例と規則コードが重なります",
            "cannot be written as a rule, or has the rule code of another case",
        )
        .in_lang(lang);
        writeln!(out, "  {name}: {word}")?;
    }
    let note = Text::new(
        "注意: CC_JIREI の項目の並びは公式の仕様で確認していません。下書きの内容を事例と照らし、「未記入」を書いてから使ってください",
        "note: the layout of CC_JIREI was not verified in an official text; hold each draft against its case and write what is unwritten",
    );
    Ok(writeln!(out, "{}", note.in_lang(lang))?)
}
