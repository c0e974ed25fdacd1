//! What could not be evaluated, and why.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use maud::{Markup, html};

use super::{Section, Source};
use crate::bar::{bar, largest};
use crate::words::grouped;

/// How many rules are named for a cause.
const NAMED: usize = 200;

/// Rules by cause: how many receipts each could not evaluate.
type Causes<'a> = Vec<(&'a str, u64, Vec<(&'a str, u64)>)>;

fn causes(source: Source<'_>) -> Causes<'_> {
    let mut by_cause: BTreeMap<&str, Vec<(&str, u64)>> = BTreeMap::new();
    for (rule, causes) in &source.run.counts.open {
        for (cause, n) in causes {
            by_cause.entry(cause).or_default().push((rule, *n));
        }
    }
    let mut all: Causes<'_> = by_cause
        .into_iter()
        .map(|(cause, mut rules)| {
            rules.sort_by_key(|(rule, n)| (Reverse(*n), *rule));
            (cause, rules.iter().map(|(_, n)| n).sum(), rules)
        })
        .collect();
    all.sort_by_key(|(cause, n, _)| (Reverse(*n), *cause));
    all
}

pub(super) fn section(source: Source<'_>) -> Option<Section> {
    let words = source.words;
    let all = causes(source);
    let full = largest(all.iter().map(|(_, n, _)| *n));
    let body = html! {
        p { (words.text(
            "評価できない項目があるレセプトは、指摘がなくても「請求どおり」にはしません。件数は、規則ごとのレセプト数の合計です。",
            "A receipt of which something could not be evaluated is never accepted as it is. Numbers are receipts, added up over rules.",
        )) " " (words.text("該当するレセプト: ", "Receipts concerned: ")) b { (grouped(source.run.counts.not_evaluated)) } }
        table {
            thead { tr {
                th scope="col" { (words.text("理由と規則", "Cause and rules")) }
                th.n scope="col" { (words.text("規則の数", "Rules")) }
                th.n scope="col" { (words.text("件数", "Receipts")) }
                th.b { span.only-read { (words.text("棒", "bar")) } }
            } }
            tbody { @for (cause, n, rules) in &all { tr {
                th scope="row" { (named(source, cause, rules)) }
                td.n { (grouped(rules.len() as u64)) }
                td.n { (grouped(*n)) }
                td.b { (bar(&[("told", *n)], full)) }
            } } }
        }
    };
    (!all.is_empty()).then(|| ("open", words.text("評価できなかった項目", "Not evaluated"), body))
}

fn named(source: Source<'_>, cause: &str, rules: &[(&str, u64)]) -> Markup {
    html! { details {
        summary { (cause) }
        ul.inline { @for (rule, n) in rules.iter().take(NAMED) { li {
            b { (rule) } " " (source.titles.of(rule).0) " " (grouped(*n))
        } } }
        @if rules.len() > NAMED { p.note { (source.words.text("ほか", "and others: ")) (grouped((rules.len() - NAMED) as u64)) } }
    } }
}
