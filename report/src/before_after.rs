//! What rules did before and after a change, as CSV.

use std::io::{self, Write};

use batch::BeforeAfter;
use model::{Lang, Text};

use crate::sheets::inert;
use crate::words::Words;

const HEAD: Text = Text::new(
    "規則,支部,前 件数,前 人へ,前 査定,前 返戻,前 点数,前 百万件当たり,後 件数,後 人へ,後 査定,後 返戻,後 点数,後 百万件当たり",
    "rule,branch,before receipts,before shown,before assessed,before returned,before points,before per million,after receipts,after shown,after assessed,after returned,after points,after per million",
);

/// Writes the rows.
///
/// # Errors
/// The machine fails.
pub fn write_before_after(rows: &[&BeforeAfter], to: &mut dyn Write, lang: Lang) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(to);
    csv.write_record(HEAD.in_lang(lang).split(','))?;
    for row in rows {
        csv.write_record(cells(row, lang))?;
    }
    csv.flush()
}

fn cells(row: &BeforeAfter, lang: Lang) -> Vec<String> {
    let words = Words(lang);
    let branch = row.branch.map_or(words.text("全国", "all"), |branch| words.branch(branch));
    let mut cells = vec![inert(&row.rule), branch.to_owned()];
    for ((receipts, count), rate) in row.receipts.iter().zip(&row.counts).zip(row.per_million) {
        cells.extend([*receipts, count.flagged, count.assessed, count.returned].map(|n| n.to_string()));
        cells.push(count.points.to_string());
        cells.push(rate.map_or_else(String::new, |rate| rate.to_string()));
    }
    cells
}
