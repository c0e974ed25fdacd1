//! What the run was made with: inputs that could not be read, masters, rules that do not run, digests.

use maud::{Markup, html};

use super::{Section, Source};
use crate::bar::{bar, largest};
use crate::words::grouped;

/// Defects of files by level.
pub(super) fn defects(source: Source<'_>) -> Option<Section> {
    let (words, defects) = (source.words, &source.run.counts.defects);
    let full = largest(defects.values().copied());
    let body = html! {
        p.note { (words.text("ファイルそのものの誤りです。一つずつは ", "What is wrong with the files themselves; each is in ")) a href="defects.jsonl" { "defects.jsonl" } (words.text(" にあります。", ".")) }
        table {
            thead { tr {
                th scope="col" { (words.text("レベル", "Level")) }
                th.n scope="col" { (words.text("件数", "Defects")) }
                th.b { span.only-read { (words.text("棒", "bar")) } }
            } }
            tbody { @for (level, n) in defects { tr {
                th scope="row" { (level) } td.n { (grouped(*n)) } td.b { (bar(&[("unreadable", *n)], full)) }
            } } }
        }
    };
    (!defects.is_empty()).then(|| ("defects", words.text("ファイルの誤り", "Defects of files"), body))
}

/// What was at hand and what was not.
pub(super) fn section(source: Source<'_>) -> Section {
    let (words, run) = (source.words, source.run);
    let broken: Vec<_> = run.inputs.iter().filter(|input| input.broken.is_some() || input.refused).collect();
    let body = html! {
        @if !broken.is_empty() {
            h3 { (words.text("読めなかったファイル・受け付けられない請求のあるファイル", "Files that could not be read, or with claims that cannot be received")) }
            ul { @for input in broken { li {
                code { (input.file) } " "
                (input.broken.as_deref().unwrap_or(words.text("受け付けられない請求があります（L1）", "holds claims that cannot be received (L1)")))
            } } }
        }
        h3 { (words.text("規則", "Rules")) }
        p { (grouped(run.coverage.rules)) (words.text(" の規則を評価しました。", " rules were evaluated.")) }
        @if !run.coverage.refused.is_empty() {
            details { summary { (words.text("実行できない規則 ", "Rules that do not run: ")) (grouped(run.coverage.refused.len() as u64)) }
                ul.inline { @for rule in &run.coverage.refused { li { (rule) } } } }
        }
        h3 { (words.text("マスターの版", "Editions of masters")) }
        (masters(source))
    };
    ("coverage", words.text("使った規則とマスター", "Rules and masters"), body)
}

fn masters(source: Source<'_>) -> Markup {
    let (words, masters) = (source.words, &source.run.coverage.masters);
    let heads = [
        ("kind", "種類", "Kind"),
        ("from", "から", "From"),
        ("until", "まで", "Until"),
        ("knowledge", "状態", "Knowledge"),
    ];
    html! { details {
        summary { (grouped(masters.len() as u64)) (words.text(" 版", " editions")) }
        table {
            thead { tr { @for (_, ja, en) in heads { th scope="col" { (words.text(ja, en)) } } } }
            tbody { @for edition in masters { tr { @for (key, ..) in heads {
                td { (edition.get(key).map_or("", String::as_str)) }
            } } } }
        }
    } }
}

/// What made the page.
pub(super) fn footer(source: Source<'_>) -> Markup {
    let run = source.run;
    html! {
        p { "shinsa " (run.version) }
        dl { @for key in ["rules", "masters", "routing", "branch"] {
            @if let Some(value) = run.revision.get(key) { dt { (key) } dd { code { (value) } } }
        } }
        p.note { (source.words.text(
            "所要時間は run.json の timings にあります（同じ結果なら、この頁は1バイトも変わりません）。",
            "Times are in the timings of run.json (of the same results, this page is the same to the byte).",
        )) }
    }
}
