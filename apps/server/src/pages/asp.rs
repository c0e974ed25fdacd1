//! The lists of the intake checks (受付・事務点検ASP結果リスト) of a file: each to be saved, with what stands in none.

use axum::extract::{Path, Query, State};
use axum::response::{Html, Response};
use desk::{AspLists, Unwritten};
use maud::{Markup, html};
use model::Lang;

use super::frame::{Frame, Page};
use super::words::grouped;
use crate::api::checks::{WhichList, asp_lists, asp_of};
use crate::app::App;
use crate::web::Problem;

/// Shows which lists there are.
///
/// # Errors
/// There is no such check, or it is another clinic's.
pub async fn show(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Html<String>, Problem> {
    let of = asp_lists(&app, frame.caller()?, &id).await?;
    let title = frame.word("ASP結果リスト", "ASP result list");
    let body = html! {
        h1 { (title) }
        p { a href={ "/checks/" (id) } { (frame.word("点検の結果へ", "to the result")) } }
        p.faint { (frame.word("公式のエラーコードのある誤りだけが載ります。患者の氏名が入ります。", "It has errors with an official code only, and names patients.")) }
        @if of.lists.is_empty() && of.unwritten.is_empty() { p.told { (frame.word("結果リストに載る誤りはありません。", "Nothing stands in the list.")) } }
        (lists(&frame, &of, &id))
        @for one in &of.unwritten { (unwritten(&frame, one)) }
    };
    Ok(frame.show(Page { title: title.to_owned(), body }))
}

fn lists(frame: &Frame, of: &AspLists, id: &str) -> Markup {
    html! { @if !of.lists.is_empty() {
        div.scroll { table.stack {
            thead { tr { th { (frame.word("ファイル", "file")) } th { (frame.word("載らなかった誤り", "errors left out")) } } }
            tbody { @for (at, one) in of.lists.iter().enumerate() { tr {
                td data-name=(frame.word("ファイル", "file")) { a href={ "/checks/" (id) "/asp.csv?list=" (at + 1) } { (one.name) } }
                td.number data-name=(frame.word("載らなかった誤り", "errors left out")) { (count(one.left_out)) }
            } } }
        } }
        @if of.lists.iter().any(|one| one.left_out > 0) {
            p.faint.small { (frame.word("公式のコードがないか、一覧の欄に書けない誤りは載りません。点検の結果の画面には全部あります。", "What has no official code, or does not fit into the columns, stands in no list; the result has all of it.")) }
        }
    } }
}

fn unwritten(frame: &Frame, of: &Unwritten) -> Markup {
    let (ja, en) = &of.why;
    let why = if frame.lang == Lang::Ja { ja } else { en };
    html! { p.told.bad {
        (frame.word("医療機関 ", "institution ")) (of.institution) (frame.word(" の一覧は作れません: ", ": no list can be made: ")) (why)
        (frame.word("。載せられなかったレセプト ", ". Receipts that would stand in it: ")) (count(of.errors))
    } }
}

fn count(n: usize) -> String {
    grouped(i64::try_from(n).unwrap_or(i64::MAX))
}

/// One of them, as an agency would write it.
///
/// # Errors
/// There is no such check, or no such list.
pub async fn csv(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<String>,
    Query(which): Query<WhichList>,
) -> Result<Response, Problem> {
    asp_of(&app, frame.caller()?, &id, &which).await
}
