//! Findings by rule: the heaviest first, each with its title, where it is written, and its first findings.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use batch::RuleCount;
use maud::{Markup, html};

use super::{Section, Source};
use crate::bar::{bar, largest};
use crate::words::{grouped, percent, share, signed};

/// How many of the heaviest are drawn.
const HEAVIEST: usize = 12;

/// What a rule did in all branches.
struct Total<'a> {
    rule: &'a str,
    counts: RuleCount,
}

impl Total<'_> {
    const fn standing(&self) -> u64 {
        self.counts.standing()
    }

    const fn all(&self) -> u64 {
        self.standing() + self.counts.subsumed + self.counts.told
    }
}

/// All rules with findings, those with the most first.
fn totals(source: Source<'_>) -> Vec<Total<'_>> {
    let total = |branches: &BTreeMap<u8, RuleCount>| {
        let mut counts = RuleCount::default();
        branches.values().for_each(|branch| counts.add(branch));
        counts
    };
    let rules = source.run.counts.rules.iter();
    let mut all: Vec<Total<'_>> =
        rules.map(|(rule, branches)| Total { rule, counts: total(branches) }).collect();
    all.sort_by_key(|of| (Reverse((of.standing(), of.all())), of.rule));
    all
}

/// The rules with the most findings, and those that changed the most points.
pub(super) fn heaviest(source: Source<'_>) -> Option<Section> {
    let words = source.words;
    let mut all = totals(source);
    all.retain(|of| of.standing() > 0);
    if all.is_empty() {
        return None;
    }
    let findings = chart(source, words.text("指摘の多い規則", "Most findings"), &all, |of| {
        (of.standing(), grouped(of.standing()), "assessed")
    });
    all.retain(|of| of.counts.points != 0);
    all.sort_by_key(|of| (Reverse(of.counts.points.unsigned_abs()), of.rule));
    let points = chart(source, words.text("点数の動きの大きい規則", "Most points"), &all, |of| {
        (of.counts.points.unsigned_abs(), signed(of.counts.points), "returned")
    });
    let body = html! { div.pair { (findings) @if !all.is_empty() { (points) } } };
    Some(("heaviest", words.text("重い規則", "The heaviest rules"), body))
}

/// The rules that had to look at the most things: the slowest, told without a clock.
pub(super) fn slowest(source: Source<'_>) -> Option<Section> {
    let words = source.words;
    let mut all: Vec<(&String, &[u64; 2])> = source.run.counts.work.iter().collect();
    all.sort_by_key(|(rule, [_, looks])| (Reverse(*looks), *rule));
    let full = largest(all.iter().map(|(_, [_, looks])| *looks));
    let whole: u64 = all.iter().map(|(_, [_, looks])| looks).sum();
    let shown = source.run.counts.rules.keys().collect::<std::collections::BTreeSet<_>>();
    let body = html! {
        p.note { (words.text(
            "規則が見たもの（明細、傷病名、受診日など）の数を、64件に1件の明細書で数えたものです。時間は実行のたびに変わるので、ここには示しません。",
            "How many things (lines, diseases, visits …) each rule looked at, counted on one receipt of 64. Times differ from run to run and are not shown here.",
        )) }
        table {
            thead { tr {
                th scope="col" { (words.text("規則", "Rule")) }
                th.n scope="col" { (words.text("関わる件数", "Receipts concerned")) }
                th.n scope="col" { (words.text("見たもの", "Things looked at")) }
                th.n scope="col" { (words.text("全体に占める割合", "Of all")) }
                th.b {}
            } }
            tbody { @for (rule, [receipts, looks]) in all.iter().take(HEAVIEST) { tr {
                th scope="row" {
                    @if shown.contains(rule) { a href={ "#rule-" (rule) } { (rule) } } @else { (rule) }
                    span.title { (source.titles.of(rule).0) }
                }
                td.n { (grouped(*receipts)) }
                td.n { (grouped(*looks)) }
                td.n { (percent(share(*looks, whole))) }
                td.b { (bar(&[("told", *looks)], full)) }
            } } }
        }
    };
    (!all.is_empty()).then(|| ("slowest", words.text("手間のかかる規則", "The slowest rules"), body))
}

fn chart(
    source: Source<'_>,
    name: &str,
    all: &[Total<'_>],
    of: impl Fn(&Total<'_>) -> (u64, String, &'static str),
) -> Markup {
    let full = largest(all.iter().map(|total| of(total).0));
    html! {
        table {
            caption { (name) }
            tbody { @for total in all.iter().take(HEAVIEST) {
                @let (value, written, class) = of(total);
                tr {
                    th scope="row" {
                        a href={ "#rule-" (total.rule) } { (total.rule) } span.title { (source.titles.of(total.rule).0) }
                        @if source.examples.contains_key(total.rule) { a.title href={ "#examples-" (total.rule) } { (source.words.text("例", "examples")) } }
                    }
                    td.n { (written) }
                    td.b { (bar(&[(class, value)], full)) }
                }
            } }
        }
    }
}

/// Every rule with findings.
pub(super) fn all(source: Source<'_>) -> Option<Section> {
    let words = source.words;
    let all = totals(source);
    let heads = [
        ("査定", "Assessed"),
        ("返戻", "Returned"),
        ("人へ", "Shown"),
        ("含まれる", "Contained"),
        ("お知らせ", "Told"),
        ("点数", "Points"),
    ];
    let body = html! {
        p.note { (words.text(
            "件数は指摘の数です。規則の行を開くと、根拠と最初の3件が見られます。",
            "Numbers are of findings. A rule opens to show where it is written and its first three findings.",
        )) " " (words.text("支部ごとの数は ", "By branch they are in ")) a href="rules_by_branch.csv" { "rules_by_branch.csv" } (words.text(" にあります。", ".")) }
        table.rules {
            thead { tr {
                th scope="col" { (words.text("規則", "Rule")) }
                @for (ja, en) in heads { th.n scope="col" { (words.text(ja, en)) } }
            } }
            tbody { @for total in &all { (row(source, total)) } }
        }
    };
    (!all.is_empty()).then(|| ("rules", words.text("規則別の指摘", "Findings by rule"), body))
}

fn row(source: Source<'_>, total: &Total<'_>) -> Markup {
    let RuleCount { flagged, assessed, returned, subsumed, told, points } = total.counts;
    let examples = source.examples.get(total.rule).map_or(&[][..], Vec::as_slice);
    let (title, basis) = source.titles.of(total.rule);
    // A rule that nobody can name still says what kind of check it is, and where its first finding says it is written.
    let first = examples.first();
    let title = first.filter(|_| title.is_empty()).map_or(title, |one| source.words.check(&one.check));
    let basis = first.filter(|_| basis.is_empty()).map_or(basis, |one| &one.basis);
    html! {
        tr id={ "rule-" (total.rule) } {
            th scope="row" {
                details {
                    summary { b { (total.rule) } span.title { (title) } }
                    p.basis { (source.words.text("根拠: ", "Basis: ")) (basis) }
                    // A browser opens what holds the place that a link leads to.
                    @if !examples.is_empty() { ul id={ "examples-" (total.rule) } { @for one in examples { li {
                        span.place { (one.file) " #" (one.seq) @if let Some(line) = one.line { " L" (line) } }
                        (one.message)
                        code { "shinsa explain " (quoted(&one.file)) " --seq " (one.seq) @if !total.rule.starts_with("intake:") { " --rule " (quoted(total.rule)) } }
                    } } } }
                }
            }
            @for n in [assessed, returned, flagged, subsumed, told] { td.n { (grouped(n)) } }
            td.n { (signed(points)) }
        }
    }
}

/// A word for a shell.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-:".contains(c);
    if word.chars().all(plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn words_for_a_shell_keep_what_they_are() {
        assert_eq!(quoted("/a/医科.UKE"), "/a/医科.UKE");
        assert_eq!(quoted("a b'c"), r"'a b'\''c'");
    }
}
