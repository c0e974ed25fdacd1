//! Findings by kind of check.

use std::cmp::Reverse;

use maud::html;

use super::{Section, Source};
use crate::bar::{bar, largest};
use crate::words::grouped;

pub(super) fn section(source: Source<'_>) -> Option<Section> {
    let words = source.words;
    let mut checks: Vec<(&String, &[u64; 3])> = source.run.counts.checks.iter().collect();
    checks.sort_by_key(|(check, counts)| (Reverse(**counts), *check));
    let full = largest(checks.iter().map(|(_, counts)| counts.iter().sum()));
    let heads = [
        ("assessed", "有効", "Standing"),
        ("subsumed", "他に含まれる", "Contained"),
        ("told", "お知らせ", "Told"),
    ];
    let body = html! {
        table {
            thead { tr {
                th scope="col" { (words.text("検査", "Check")) }
                @for (class, ja, en) in heads { th.n scope="col" { span class={ "key " (class) } {} (words.text(ja, en)) } }
                th.b { span.only-read { (words.text("棒", "bar")) } }
            } }
            tbody { @for (check, counts) in &checks {
                @let parts: Vec<(&str, u64)> = heads.iter().zip(*counts).map(|((class, ..), n)| (*class, *n)).collect();
                tr {
                    th scope="row" { (words.check(check)) }
                    @for n in *counts { td.n { (grouped(*n)) } }
                    td.b { (bar(&parts, full)) }
                }
            } }
        }
    };
    (!checks.is_empty()).then(|| ("checks", words.text("検査別の指摘", "Findings by check"), body))
}
