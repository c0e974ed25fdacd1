//! The institutions with the most findings.

use std::cmp::Reverse;

use batch::InstitutionCount;
use maud::html;
use model::InstitutionNumber;
use outcome::Disposition;

use super::{Section, Source};
use crate::bar::bar;
use crate::words::{grouped, signed};

/// How many are shown; `institutions.csv` has all.
const SHOWN: usize = 50;

pub(super) fn section(source: Source<'_>) -> Option<Section> {
    let words = source.words;
    let all = &source.run.counts.institutions;
    let mut heaviest: Vec<(&u64, &InstitutionCount)> = all.iter().collect();
    heaviest.sort_by_key(|(number, count)| (Reverse((count.findings, count.points_assessed)), **number));
    heaviest.truncate(SHOWN);
    let body = html! {
        p.note {
            (words.text("指摘の多い順に50まで。すべては ", "Those with the most findings, 50 at most; all of them are in "))
            a href="institutions.csv" { "institutions.csv" } (words.text(" にあります", "")) "（" (grouped(all.len() as u64)) "）"
        }
        table {
            thead { tr {
                th scope="col" { (words.text("医療機関", "Institution")) }
                th.n scope="col" { (words.text("件数", "Receipts")) }
                th.n scope="col" { (words.text("指摘", "Findings")) }
                th.n scope="col" { (words.text("請求点数", "Claimed")) }
                th.n scope="col" { (words.text("査定点数", "Assessed")) }
                th.b { (words.text("結果の内訳", "Dispositions")) }
            } }
            tbody { @for (number, count) in heaviest {
                @let number = InstitutionNumber::from_number(*number);
                @let (branch, code) = (number.prefecture(), number.code());
                @let slices: Vec<(&str, u64)> = Disposition::ALL.iter().map(|of| of.slug()).zip(count.dispositions).collect();
                tr {
                    th scope="row" { (words.branch(branch)) " " span.code { (format!("{code:07}")) } }
                    td.n { (grouped(count.receipts)) }
                    td.n { (grouped(count.findings)) }
                    td.n { (signed(count.points_claimed)) }
                    td.n { (signed(count.points_assessed)) }
                    td.b { (bar(&slices, count.receipts)) }
                }
            } }
        }
    };
    (!all.is_empty()).then(|| ("institutions", words.text("医療機関別", "By institution"), body))
}
