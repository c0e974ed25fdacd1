//! Months of review: how far they are, opening, closing.

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use model::Branch;
use serde::Deserialize;
use store::Now;
use store::cases::MonthRow;

use super::cases::title;
use super::frame::{Frame, Page};
use super::words::{self, grouped};
use crate::app::App;
use crate::auth::roles::{CENTRE, SENDERS};
use crate::auth::{Caller, Guarded};
use crate::casework::months::{self, Progress, Window};
use crate::casework::results::{self, Which};
use crate::days;
use crate::web::Problem;

/// All routes of months.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/months", get(show).post(open))
        .route("/months/close", post(close))
        .route("/months/intake", post(intake))
        .route("/months/{branch}/{month}/results", get(result_files))
}

/// Shows them.
///
/// # Errors
/// The caller's role has nothing to do with months.
pub async fn show(State(app): State<App>, frame: Frame) -> Result<Response, Problem> {
    let caller = frame.caller()?;
    let seen = months::seen(&app, caller).await?;
    let rows: Vec<Markup> = seen.iter().map(|one| row(&frame, caller, one, app.now())).collect();
    let body = html! {
        h1 { (frame.word("審査月", "Months of review")) }
        @if rows.is_empty() { p.faint { (frame.word("まだありません。", "None yet.")) } } @else { div.scroll { table.stack {
            thead { tr {
                th { (frame.word("審査月", "month")) } th { (frame.word("事案", "cases")) } th { (frame.word("済", "settled")) }
                th { (frame.word("残り", "left")) } th { (frame.word("受付期間", "intake")) } th { (frame.word("締切", "closing")) }
                @if SENDERS.contains(&caller.role()) { th { (frame.word("帳票", "result files")) } }
            } }
            tbody { @for row in rows { (row) } }
        } } }
        @if CENTRE.contains(&caller.role()) { (opening(&frame)) }
    };
    Ok(frame.show(Page { title: frame.word("審査月", "months").to_owned(), body }).into_response())
}

fn row(frame: &Frame, caller: &Caller, one: &Progress, now: Now) -> Markup {
    let (of, (all, settled)) = (&one.month, one.sums());
    html! { tr {
        td data-name=(frame.word("審査月", "month")) { (title(frame, of)) }
        td.number data-name=(frame.word("事案", "cases")) { (grouped(all)) }
        td.number data-name=(frame.word("済", "settled")) { (grouped(settled)) }
        td.number data-name=(frame.word("残り", "left")) { (grouped(all - settled)) }
        td data-name=(frame.word("受付期間", "intake")) { (window(frame, caller, of, now)) }
        td data-name=(frame.word("締切", "closing")) {
            @if let Some(closed) = of.closed { (words::time(closed)) @if let Some(purged) = of.purged { div.small.faint { (frame.word("レセプト削除 ", "claims deleted ")) (words::time(purged)) } } }
            @else if CENTRE.contains(&caller.role()) { form method="post" action="/months/close" data-ask=(frame.word("この月を締め切ります。締め切った後は何も変えられません。", "The month will be closed; nothing can be changed then.")) {
                (frame.token())
                input type="hidden" name="branch" value=(of.branch);
                input type="hidden" name="month" value=(of.month);
                button.grave { (frame.word("締め切る", "close")) }
            } }
        }
        @if SENDERS.contains(&caller.role()) { td data-name=(frame.word("帳票", "result files")) { (files(frame, of, settled)) } }
    } }
}

/// The result files of a month, where something is settled and its claims are there.
fn files(frame: &Frame, of: &MonthRow, settled: i64) -> Markup {
    let path = format!("/months/{}/{}/results", of.branch, of.month);
    html! {
        @if settled == 0 || of.purged.is_some() { span.faint { (frame.word("なし", "none")) } }
        @else if of.closed.is_some() { a.button href=(path) download { (frame.word("帳票を取り出す", "get the files")) } }
        @else { a href={ (path) "?draft=true" } download { (frame.word("下書きを取り出す（締切前）", "get a draft (not closed)")) } }
    }
}

/// The intake window, and the form that sets it.
fn window(frame: &Frame, caller: &Caller, of: &MonthRow, now: Now) -> Markup {
    let (first, last) = days::told(of.intake);
    let open = of.state == caseflow::Month::Open;
    html! {
        @if first.is_empty() && last.is_empty() { (frame.word("定めなし", "none set")) } @else { (first) " ～ " (last) }
        " "
        @if open { @if of.takes_in(now) { span.mark.good { (frame.word("受付中", "open")) } }
            @else if now.0 < of.intake.0 { span.mark.notice { (frame.word("受付前", "not yet")) } }
            @else { span.mark.return { (frame.word("受付終了", "over")) } } }
        @if open && CENTRE.contains(&caller.role()) { details { summary { (frame.word("変える", "change")) }
            form method="post" action="/months/intake" {
                (frame.token())
                input type="hidden" name="branch" value=(of.branch);
                input type="hidden" name="month" value=(of.month);
                (window_fields(frame, &format!("{}-{}", of.branch, of.month), (&first, &last)))
                button { (frame.word("受付期間を定める", "set the window")) }
            }
        } }
    }
}

fn window_fields(frame: &Frame, id: &str, (first, last): (&str, &str)) -> Markup {
    let (one, two) = (format!("first-{id}"), format!("last-{id}"));
    html! {
        div.field { label for=(one) { (frame.word("受付の初日", "first day of intake")) } input id=(one) name="first" type="date" value=(first); }
        div.field { label for=(two) { (frame.word("受付の最終日", "last day of intake")) } input id=(two) name="last" type="date" value=(last); }
    }
}

fn opening(frame: &Frame) -> Markup {
    html! { form.card.row method="post" action="/months" {
        (frame.token())
        div.field { label for="branch" { (frame.word("支部", "branch")) } select #branch name="branch" {
            @for branch in Branch::all() { option value=(branch.number()) { (branch.number()) " " (branch.name()) } }
        } }
        div.field { label for="month" { (frame.word("審査月（例 202406）", "month (as 202406)")) } input #month name="month" required pattern="[0-9]{6}" maxlength="6" inputmode="numeric"; }
        (window_fields(frame, "new", ("", "")))
        button { (frame.word("審査月を開く", "open a month")) }
    }
    p.small.faint { (frame.word("受付期間の外では、事案は取り込まれません（空欄は限りなし）。", "Outside the intake window no cases are taken in (blank: no bound).")) } }
}

/// Which month.
#[derive(Debug, Deserialize)]
pub struct Of {
    branch: String,
    month: String,
    #[serde(default)]
    first: String,
    #[serde(default)]
    last: String,
}

impl Of {
    fn window(&self) -> Window<'_> {
        Window { first: &self.first, last: &self.last }
    }
}

/// Opens a month.
///
/// # Errors
/// It is there, is none, or the caller may not.
pub async fn open(
    State(app): State<App>,
    Guarded { caller, form }: Guarded<Of>,
) -> Result<Response, Problem> {
    months::open(&app, &caller, (&form.branch, &form.month), form.window()).await?;
    Ok(Redirect::to("/months").into_response())
}

/// Sets the intake window of a month.
///
/// # Errors
/// There is no such month, it is closed, or the caller may not.
pub async fn intake(
    State(app): State<App>,
    Guarded { caller, form }: Guarded<Of>,
) -> Result<Response, Problem> {
    months::set_intake(&app, &caller, (&form.branch, &form.month), form.window()).await?;
    Ok(Redirect::to("/months").into_response())
}

/// Closes a month in which everything is settled.
///
/// # Errors
/// Something is not settled, or the caller may not.
pub async fn close(
    State(app): State<App>,
    Guarded { caller, form }: Guarded<Of>,
) -> Result<Response, Problem> {
    months::close(&app, &caller, (&form.branch, &form.month)).await?;
    Ok(Redirect::to("/months").into_response())
}

/// Gives the result files of a month.
///
/// # Errors
/// There are none, or they are not the caller's to send.
pub async fn result_files(
    State(app): State<App>,
    caller: Caller,
    Path((branch, month)): Path<(String, String)>,
    Query(which): Query<Which>,
) -> Result<Response, Problem> {
    results::fetch(&app, &caller, (&branch, &month), which).await
}
