//! `shinsa rules cases`: for each published viewpoint of the check master, which cases the book covers, which not and why.

use std::collections::BTreeMap;
use std::io::Write;

use dsl::ast::{Body, File, Item};
use masters::{FileKind, SourceSet, build};
use model::{Lang, Text};
use serde_json::json;

use super::import::cases::{Case, cases};
use super::import::{draft, source};
use super::new::newest;
use crate::args::rules::Cases;
use crate::exit::Done;
use crate::output::{FAINT, STRONG, to_stdout};

/// Why a case is covered or not.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Cover {
    /// A rule cites it.
    Rule(String),
    /// A rule reads the table of the check master that decides its viewpoint.
    Table(String),
    /// A table of the check master decides it, and no rule reads that table.
    NoRuleOfTable(&'static str),
    /// Only a draft cites it: its condition is not written.
    Draft(String),
    /// No rule cites it; a rule on other grounds may still catch it.
    Nothing,
}

impl Cover {
    const fn is_covered(&self) -> bool {
        matches!(self, Self::Rule(_) | Self::Table(_))
    }
}

/// A rule, as far as this report asks about it.
struct Cited {
    code: String,
    /// What its basis names.
    basis: Vec<String>,
    /// Its text in the Japanese surface, in which the names of tables stand.
    text: String,
    is_draft: bool,
}

/// Reports.
pub fn run(options: &Cases, lang: Lang) -> anyhow::Result<Done> {
    let source = match source(&options.file, lang)? {
        Ok(source) => source,
        Err(why) => {
            anstream::eprintln!("{}: {why}", options.file.display());
            return Ok(Done::Partly);
        }
    };
    let from = source.published().unwrap_or_else(newest);
    let mut set = SourceSet::default();
    set.add(source);
    let (masters, _) = build(&set);
    let rows: Vec<_> = masters.relation_rows(FileKind::CheckCase, from).collect();
    let (all, nameless) = cases(rows.iter().copied());
    let rules = rules(options, lang)?;
    let mut viewpoints: BTreeMap<&str, Vec<(&Case, Cover)>> = BTreeMap::new();
    for case in &all {
        viewpoints.entry(&case.viewpoint).or_default().push((case, cover(case, &rules)));
    }
    to_stdout(|out| {
        if options.json {
            return viewpoints.iter().try_for_each(|(viewpoint, cases)| json_lines(out, viewpoint, cases));
        }
        for (viewpoint, cases) in &viewpoints {
            screen(out, viewpoint, cases, options.all, lang)?;
        }
        summary(out, &viewpoints, nameless, lang)
    })?;
    let whole = viewpoints.values().flatten().all(|(_, cover)| cover.is_covered());
    Ok(if whole && nameless == 0 { Done::Clean } else { Done::Troubled })
}

fn rules(options: &Cases, lang: Lang) -> anyhow::Result<Vec<Cited>> {
    let sources = super::read(&options.rules, lang)?;
    let mut found = Vec::new();
    for source in &sources {
        let file = dsl::parse(&source.text).file;
        found.extend(file.items.iter().filter_map(cited));
    }
    Ok(found)
}

fn cited(item: &Item) -> Option<Cited> {
    let Body::Rule(rule) = &item.body else { return None };
    let basis = item.metadata.basis.iter().flat_map(|entry| &entry.node);
    let only = File { items: vec![item.clone()], trailing: Vec::new() };
    let text = dsl::print(&only, dsl::Surface::Japanese);
    Some(Cited {
        code: rule.code.node.clone(),
        basis: basis.map(|basis| basis.clause.node.clone()).collect(),
        is_draft: text.contains(draft::UNWRITTEN),
        text,
    })
}

fn cover(case: &Case, rules: &[Cited]) -> Cover {
    let cites = |rule: &&Cited| rule.basis.iter().any(|basis| case.is_cited_in(basis));
    if let Some(rule) = rules.iter().filter(cites).find(|rule| !rule.is_draft) {
        return Cover::Rule(rule.code.clone());
    }
    if let Some(table) = case.decided_by() {
        let reads = |rule: &&Cited| !rule.is_draft && rule.text.contains(table);
        return match rules.iter().find(reads) {
            Some(rule) => Cover::Table(rule.code.clone()),
            None => Cover::NoRuleOfTable(table),
        };
    }
    match rules.iter().find(cites) {
        Some(rule) => Cover::Draft(rule.code.clone()),
        None => Cover::Nothing,
    }
}

fn reason(of: &Cover, lang: Lang) -> String {
    match (of, lang) {
        (Cover::Rule(code), Lang::Ja) => format!("規則 {code} が根拠に引く"),
        (Cover::Rule(code), Lang::En) => format!("rule {code} cites it"),
        (Cover::Table(code), Lang::Ja) => format!("規則 {code} がチェックマスタの表で点検する"),
        (Cover::Table(code), Lang::En) => format!("rule {code} reads the table of the check master"),
        (Cover::NoRuleOfTable(table), Lang::Ja) => format!("{table}で決まる観点で、これを読む規則がない"),
        (Cover::NoRuleOfTable(table), Lang::En) => {
            format!("{table} decides it, and no rule reads that table")
        }
        (Cover::Draft(code), Lang::Ja) => format!("下書き {code} の条件が未記入"),
        (Cover::Draft(code), Lang::En) => format!("the draft {code} is not written yet"),
        (Cover::Nothing, Lang::Ja) => "根拠に引く規則がない（rules import で下書きを作れます）".to_owned(),
        (Cover::Nothing, Lang::En) => "no rule cites it (`rules import` drafts one)".to_owned(),
    }
}

fn screen(
    out: &mut dyn Write,
    viewpoint: &str,
    cases: &[(&Case, Cover)],
    all: bool,
    lang: Lang,
) -> anyhow::Result<()> {
    let covered = cases.iter().filter(|(_, cover)| cover.is_covered()).count();
    let blank = Text::new("（観点の記載なし）", "(no viewpoint)").in_lang(lang);
    let viewpoint = if viewpoint.is_empty() { blank } else { viewpoint };
    writeln!(out, "{STRONG}{viewpoint}{STRONG:#}  {covered}/{}", cases.len())?;
    for (case, cover) in cases.iter().filter(|(_, cover)| all || !cover.is_covered()) {
        let mark = if cover.is_covered() { "○" } else { "×" };
        let why = reason(cover, lang);
        writeln!(out, "  {mark} {} {}  {FAINT}{why}{FAINT:#}", case.name, case.content)?;
    }
    Ok(())
}

fn json_lines(out: &mut dyn Write, viewpoint: &str, cases: &[(&Case, Cover)]) -> anyhow::Result<()> {
    for (case, cover) in cases {
        let (slug, rule) = match cover {
            Cover::Rule(code) => ("cited", Some(code)),
            Cover::Table(code) => ("table", Some(code)),
            Cover::NoRuleOfTable(_) => ("no-rule-reads-the-table", None),
            Cover::Draft(code) => ("draft", Some(code)),
            Cover::Nothing => ("not-cited", None),
        };
        let line = json!({
            "viewpoint": viewpoint,
            "case": case.name,
            "content": case.content,
            "codes": case.codes,
            "covered": cover.is_covered(),
            "why": slug,
            "rule": rule,
        });
        serde_json::to_writer(&mut *out, &line)?;
        writeln!(out)?;
    }
    Ok(())
}

fn summary(
    out: &mut dyn Write,
    viewpoints: &BTreeMap<&str, Vec<(&Case, Cover)>>,
    nameless: usize,
    lang: Lang,
) -> anyhow::Result<()> {
    let all = viewpoints.values().flatten();
    let (covered, cases) =
        all.fold((0, 0), |(yes, all), (_, cover)| (yes + usize::from(cover.is_covered()), all + 1));
    let points = viewpoints.len();
    match lang {
        Lang::Ja => writeln!(
            out,
            "観点{points}件、事例{cases}件のうち{covered}件を規則が点検します。事例コードがないかコードの種類が分からない行{nameless}件"
        )?,
        Lang::En => writeln!(
            out,
            "{points} viewpoints; rules cover {covered} of {cases} cases; {nameless} rows have no 事例コード or a code of no known kind"
        )?,
    }
    let note = Text::new(
        "注意: CC_JIREI の項目の並びと観点の語は公式の仕様で確認していません",
        "note: the layout of CC_JIREI and the words of its viewpoints were not verified in an official text",
    );
    Ok(writeln!(out, "{}", note.in_lang(lang))?)
}
