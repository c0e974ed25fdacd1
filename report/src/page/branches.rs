//! What became of the receipts of each branch: a map of tiles, and the table behind it.

use std::collections::BTreeMap;

use batch::InstitutionCount;
use maud::{Markup, html};
use outcome::Disposition;

use super::{Section, Source};
use crate::bar::bar;
use crate::map;
use crate::words::{grouped, percent, share, signed};

pub(super) fn section(source: Source<'_>) -> Option<Section> {
    let (words, branches) = (source.words, &source.run.counts.branches);
    let body = html! {
        div.pair.map-pair {
            (map::draw(&rates(branches), words.text("支部別の指摘の地図（数は下の表）", "map of findings by branch (numbers in the table below)")))
            div { p.note { (words.text(
                "支部は医療機関の都道府県です。地図は並びを示すだけの略図で、数字はレセプト100件当たりの指摘です（表の「指摘」を「件数」で割ったもの）。",
                "A branch is the prefecture of the institution. The map only shows how branches lie; numbers are findings per 100 receipts (findings of the table by its receipts).",
            )) } h3 { (words.text("結果の内訳の色", "Colours of dispositions")) } (legend(source)) }
        }
        table {
            thead { tr {
                th scope="col" { (words.text("支部", "Branch")) }
                th.n scope="col" { (words.text("件数", "Receipts")) }
                th.n scope="col" { (words.text("指摘", "Findings")) }
                @for of in [Disposition::Assessed, Disposition::Returned, Disposition::Review] {
                    th.n scope="col" { (of.name().in_lang(words.0)) }
                }
                th.n scope="col" { (words.text("査定点数", "Points assessed")) }
                th.b { (words.text("結果の内訳", "Dispositions")) }
            } }
            tbody { @for (branch, count) in branches {
                @let slices: Vec<(&str, u64)> = Disposition::ALL.iter().map(|of| of.slug()).zip(count.dispositions).collect();
                @let [_, assessed, returned, review, _] = count.dispositions;
                tr {
                    th scope="row" { span.code { (format!("{branch:02}")) } " " (words.branch(*branch)) }
                    td.n { (grouped(count.receipts)) }
                    td.n { (grouped(count.findings)) }
                    @for n in [assessed, returned, review] { td.n { (percent(share(n, count.receipts))) } }
                    td.n { (signed(count.points_assessed)) }
                    td.b { (bar(&slices, count.receipts)) }
                }
            } }
        }
    };
    (!branches.is_empty()).then(|| ("branches", words.text("支部別", "By branch"), body))
}

/// Findings per 100 receipts.
fn rates(branches: &BTreeMap<u8, InstitutionCount>) -> BTreeMap<u8, u64> {
    let rate = |of: &InstitutionCount| of.findings.saturating_mul(100).checked_div(of.receipts).unwrap_or(0);
    branches.iter().map(|(branch, of)| (*branch, rate(of))).collect()
}

/// What the colours of dispositions mean.
fn legend(source: Source<'_>) -> Markup {
    html! { ul.legend aria-label=(source.words.text("凡例", "legend")) { @for of in Disposition::ALL { li {
        span class={ "key " (of.slug()) } {} (of.name().in_lang(source.words.0))
    } } } }
}
