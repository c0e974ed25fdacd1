//! Two checks beside each other: what is gone, what is new, what is still there.

use axum::extract::{Path, State};
use axum::response::Html;
use desk::Checked;
use desk::compare::{Compared, Comparison, ReceiptComparison, compare};
use maud::{Markup, html};

use super::frame::{Frame, Page};
use super::words::{self, grouped};
use crate::app::App;
use crate::auth::Caller;
use crate::kept;
use crate::looks::looked;
use crate::web::Problem;

/// Shows how a check differs from an earlier one.
///
/// # Errors
/// One of them is not there, or another clinic's.
pub async fn show(
    State(app): State<App>,
    frame: Frame,
    Path((id, earlier)): Path<(String, String)>,
) -> Result<Html<String>, Problem> {
    let (before, after) = both(&app, frame.caller()?, &earlier, &id).await?;
    let names = (before.file.clone(), after.file.clone());
    let of = app.gate().run(move || compare(&before, &after)).await?;
    let body = html! {
        h1 { (frame.word("前の点検との比較", "Compared with an earlier check")) }
        p { a href={ "/checks/" (earlier) } { (names.0) } " → " a href={ "/checks/" (id) } { (names.1) } }
        (figures(&frame, &of))
        div.acts {
            a.button.main href={ "/checks/" (id) } { (frame.word("新しい結果へ", "to the new result")) }
            a.button href={ "/checks/" (id) "/file" } { (frame.word("ファイルを受け取る", "the file")) }
        }
        @if !of.file.is_empty() { h2 { (frame.word("ファイル全体", "The file as a whole")) } (notes(&frame, &of.file)) }
        h2 { (frame.word("変わったレセプト", "Receipts that changed")) }
        @for receipt in of.receipts.iter().filter(|one| is_changed(one)) { (changed(&frame, receipt, &id)) }
    };
    Ok(frame.show(Page { title: frame.word("比較", "Comparison").to_owned(), body }))
}

/// Both checks, each look on the trail.
///
/// # Errors
/// One of them is not there, or another clinic's.
pub async fn both(
    app: &App,
    caller: &Caller,
    earlier: &str,
    id: &str,
) -> Result<(Checked, Checked), Problem> {
    let clinic = caller.clinic()?;
    let (before, after) = (kept::upload(app, clinic, earlier).await?, kept::upload(app, clinic, id).await?);
    looked(app, caller, "check.compare", &before).await?;
    looked(app, caller, "check.compare", &after).await?;
    Ok((kept::all(app, &before).await?, kept::all(app, &after).await?))
}

fn is_changed(of: &ReceiptComparison) -> bool {
    of.changed
        || of.before.is_none()
        || of.after.is_none()
        || of.notes.iter().any(|note| note.state != "same")
}

fn figures(frame: &Frame, of: &Comparison) -> Markup {
    let figure = |count: u64, class: &str, name: &'static str| {
        html! { li { span.value { (grouped(i64::try_from(count).unwrap_or(i64::MAX))) } " " span class={ "mark " (class) } { (name) } } }
    };
    html! { ul.figures {
        (figure(of.gone, "good", frame.word("なくなった指摘", "gone")))
        (figure(of.new, "return", frame.word("新しい指摘", "new")))
        (figure(of.same, "notice", frame.word("変わらない指摘", "still there")))
    } }
}

fn changed(frame: &Frame, of: &ReceiptComparison, id: &str) -> Markup {
    let number = of.number.map_or_else(|| "-".to_owned(), |number| number.to_string());
    html! {
        section.card {
            h3 {
                @match of.after {
                    Some(seq) => a href={ "/checks/" (id) "/receipts/" (seq) } { (frame.word("レセプト番号 ", "receipt ")) (number) },
                    None => { (frame.word("レセプト番号 ", "receipt ")) (number) "（" (frame.word("新しいファイルにありません", "not in the new file")) "）" },
                }
                @if of.before.is_none() { "（" (frame.word("前のファイルにありません", "not in the earlier file")) "）" }
                "　" (words::month(of.month, frame.lang)) "　"
                (becoming(frame, of))
            }
            (notes(frame, &of.notes))
        }
    }
}

/// What came of the receipt before and now; once where it is the same.
fn becoming(frame: &Frame, of: &ReceiptComparison) -> Markup {
    let mark = |slug: Option<&String>| slug.map(|slug| words::disposition_mark(slug, frame.lang));
    let (before, after) = (mark(of.dispositions.0.as_ref()), mark(of.dispositions.1.as_ref()));
    let changes = of.dispositions.0 != of.dispositions.1 && before.is_some() && after.is_some();
    html! {
        @if let Some(before) = before.filter(|_| changes || after.is_none()) { (before) }
        @if changes { " → " }
        @if let Some(after) = after { (after) }
    }
}

fn notes(frame: &Frame, notes: &[Compared]) -> Markup {
    let state = |of: &Compared| match of.state.as_str() {
        "gone" => ("good", frame.word("なくなった", "gone")),
        "new" => ("return", frame.word("新しい", "new")),
        _ => ("notice", frame.word("同じ", "same")),
    };
    html! { ul { @for of in notes {
        @let (class, name) = state(of);
        li { span class={ "mark " (class) } { (name) } " " (of.message) " " span.code.faint.small { (of.name) } }
    } } }
}
