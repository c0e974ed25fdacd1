//! The receipts of a check on one page, each on sheets of its own: to be printed.

use axum::extract::{Path, Query, State};
use axum::response::Html;
use desk::{CheckedReceipt, Sheet};
use maud::{Markup, html};
use store::uploads::Upload;

use super::check::{self, Filter};
use super::frame::{Frame, Page};
use super::receipt::{self, Ways};
use super::words::{self, grouped};
use crate::app::App;
use crate::kept;
use crate::looks::PURPOSE;
use crate::sheets;
use crate::web::Problem;

/// So many receipts stand on a page; the others on further ones.
const AT_ONCE: usize = 500;

/// Shows those that the filter takes.
///
/// # Errors
/// There is none, or it is another clinic's.
pub async fn show(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<String>,
    Query(filter): Query<Filter>,
) -> Result<Html<String>, Problem> {
    let caller = frame.caller()?;
    let upload = kept::upload(&app, caller.clinic()?, &id).await?;
    let checked = kept::all(&app, &upload).await?;
    let all: Vec<CheckedReceipt> = checked.receipts.into_iter().filter(|one| filter.takes(one)).collect();
    let (total, parts) = (all.len(), all.len().div_ceil(AT_ONCE));
    let part = filter.page().min(parts.saturating_sub(1));
    let own: Vec<CheckedReceipt> = all.into_iter().skip(part * AT_ONCE).take(AT_ONCE).collect();
    let mut entry = caller.entry("claim.print", kept::subject(&id), PURPOSE);
    entry.detail = format!("receipts {}", ranges(own.iter().map(|one| one.seq)));
    app.store().audit(&entry, app.now()).await?;
    let sheets = laid_out(&app, &frame, own, &upload).await?;
    let base = format!("/checks/{id}");
    let body = html! {
        div.screen-only {
            h1 { (frame.word("レセプトの印刷", "Receipts to print")) "　" (checked.file) }
            p { (grouped(i64::try_from(total).unwrap_or(i64::MAX))) (frame.word("件。一件ごとに紙を改めます。", " receipts, each on sheets of its own.")) }
            div.acts {
                button.main data-print hidden { (frame.word("印刷", "print")) }
                a.button href={ (base) (filter.query()) } data-key="u" { (frame.word("一覧へ", "to the list")) }
            }
            (filter.pages(&frame, part, parts, &format!("{base}/print")))
        }
        @if sheets.is_empty() { p { (frame.word("当てはまるレセプトはありません。", "No receipt is like this.")) } }
        @for (of, sheet) in &sheets { (one(&frame, of, sheet.as_ref())) }
    };
    Ok(frame.show(Page { title: frame.word("印刷", "print").to_owned(), body }))
}

/// Sheets, made when their turn comes: many of them take as long as a file that is judged.
async fn laid_out(
    app: &App,
    frame: &Frame,
    own: Vec<CheckedReceipt>,
    upload: &Upload,
) -> Result<Vec<(CheckedReceipt, Option<Sheet>)>, Problem> {
    let (inner, lang) = (app.clone(), frame.lang);
    let work = move |claims: Vec<u8>| {
        let sheet = |of: CheckedReceipt| (sheets::laid_out(&inner, &claims, &of, lang), of);
        own.into_iter().map(sheet).map(|(sheet, of)| (of, sheet)).collect()
    };
    kept::in_turn(app, upload, work).await
}

fn one(frame: &Frame, of: &CheckedReceipt, sheet: Option<&Sheet>) -> Markup {
    let ways = Ways { traces: None, own: None, alone: false };
    html! {
        section.each-receipt {
            @match sheet {
                Some(sheet) => (receipt::paper(frame, sheet, of, ways)),
                None => { h2 { (check::title(frame, of)) " " (words::outcome_mark(of, frame.lang)) } (receipt::unplaced(frame, of, None)) }
            }
        }
    }
}

/// Numbers in order, told as `1-5,8`.
fn ranges(numbers: impl Iterator<Item = u64>) -> String {
    let mut all: Vec<(u64, u64)> = Vec::new();
    for number in numbers {
        match all.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => all.push((number, number)),
        }
    }
    let told = |(first, last): &(u64, u64)| {
        if first == last { first.to_string() } else { format!("{first}-{last}") }
    };
    all.iter().map(told).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::ranges;

    #[test]
    fn ranges_are_told_shortly() {
        assert_eq!(ranges([1, 2, 3, 5, 7, 8].into_iter()), "1-3,5,7-8");
        assert_eq!(ranges([4].into_iter()), "4");
        assert_eq!(ranges([].into_iter()), "");
    }
}
