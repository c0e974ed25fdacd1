//! The audit trail, for administrators and headquarters: who did what, page by page, and whether it is as it was written.

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::{Query, State};
use axum::response::Html;
use axum::routing::{get, post};
use maud::{Markup, html};
use serde::Deserialize;
use store::Role;
use store::audit::{Row, Verdict};

use super::frame::{Frame, Page};
use super::sign_in::Nothing;
use super::words;
use crate::app::App;
use crate::auth::roles::CENTRE;
use crate::auth::{Caller, Guarded};
use crate::web::Problem;

/// So many rows stand on a page.
const ON_PAGE: i64 = 100;

/// The routes.
pub fn routes() -> Router<App> {
    Router::new().route("/audit", get(show)).route("/audit/verify", post(verify))
}

fn may_read(caller: &Caller) -> Result<(), Problem> {
    caller.must_be(CENTRE)
}

/// Which rows.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    before: Option<i64>,
    subject: String,
}

/// Shows rows, the newest first. Reading the trail is no look at a claim: no row is added for it.
async fn show(
    State(app): State<App>,
    frame: Frame,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>, Problem> {
    may_read(frame.caller()?)?;
    page(&app, &frame, &wanted, None).await
}

/// Follows the chain.
async fn verify(
    State(app): State<App>,
    frame: Frame,
    sent: Guarded<Nothing>,
) -> Result<Html<String>, Problem> {
    may_read(&sent.caller)?;
    let verdict = app.store().verify_audit().await?;
    page(&app, &frame, &Wanted::default(), Some(&verdict)).await
}

async fn page(
    app: &App,
    frame: &Frame,
    wanted: &Wanted,
    verdict: Option<&Verdict>,
) -> Result<Html<String>, Problem> {
    let rows = app.store().audit_rows(&wanted.subject, wanted.before, ON_PAGE).await?;
    let names = names(app, &rows).await?;
    let full = i64::try_from(rows.len()).is_ok_and(|count| count == ON_PAGE);
    let body = html! {
        h1 { (frame.word("操作の記録", "Audit trail")) }
        @if let Some(verdict) = verdict { (told(frame, verdict)) }
        (filter(frame, wanted))
        (list(frame, &rows, &names))
        @if let Some(last) = rows.last().filter(|_| full) {
            form.pages method="get" action="/audit" {
                input type="hidden" name="subject" value=(wanted.subject); input type="hidden" name="before" value=(last.seq);
                button { (frame.word("前の記録", "earlier")) }
            }
        }
    };
    Ok(frame.show(Page { title: frame.word("操作の記録", "audit trail").to_owned(), body }))
}

/// What accounts are called that stand in the rows.
async fn names(app: &App, rows: &[Row]) -> Result<BTreeMap<String, String>, Problem> {
    let mut names = BTreeMap::new();
    for actor in rows.iter().map(|row| &row.entry.actor) {
        if !names.contains_key(actor)
            && let Some(account) = app.store().account(actor).await?
        {
            names.insert(actor.clone(), account.login);
        }
    }
    Ok(names)
}

fn told(frame: &Frame, verdict: &Verdict) -> Markup {
    match verdict {
        Verdict::Whole { rows, hash } => html! { p.told.good role="status" {
            (frame.word("書かれたときのままです。行数と最後の要約値: ", "As it was written. Rows and last hash: ")) (rows) " " code { @for byte in hash { (format!("{byte:02x}")) } }
        } },
        Verdict::Broken { seq } => html! { p.told.bad role="status" {
            (frame.word("欠けているか書き換えられた行: ", "missing or changed: row ")) (seq)
        } },
    }
}

fn filter(frame: &Frame, wanted: &Wanted) -> Markup {
    html! { div.acts {
        form.row method="get" action="/audit" {
            div.field { label for="subject" { (frame.word("対象", "subject")) } input #subject name="subject" value=(wanted.subject); }
            button { (frame.word("絞り込む", "show")) }
        }
        form method="post" action="/audit/verify" { (frame.token()) button { (frame.word("書き換えがないか確かめる", "verify the chain")) } }
    } }
}

fn list(frame: &Frame, rows: &[Row], names: &BTreeMap<String, String>) -> Markup {
    let heads = [
        ("番号", "row"),
        ("時刻", "when"),
        ("誰が", "who"),
        ("役割", "role"),
        ("何を", "act"),
        ("対象", "subject"),
        ("目的", "purpose"),
        ("詳細", "detail"),
    ];
    let heads = heads.map(|(ja, en)| frame.word(ja, en));
    let [seq, at, who, role, act, subject, purpose, detail] = heads;
    html! { div.scroll { table.stack {
        thead { tr { @for head in heads { th { (head) } } } }
        tbody { @for Row { seq: number, at: when, entry, .. } in rows { tr {
            td.number data-name=(seq) { (number) }
            td data-name=(at) { (words::time(*when)) }
            td data-name=(who) { (names.get(&entry.actor).unwrap_or(&entry.actor)) }
            td data-name=(role) { (called(frame, &entry.role)) }
            td.code data-name=(act) { (entry.act) }
            td.code.small data-name=(subject) { (entry.subject) }
            td data-name=(purpose) { (entry.purpose) }
            td.small data-name=(detail) { (entry.detail) }
        } } }
    } } }
}

fn called<'a>(frame: &Frame, role: &'a str) -> &'a str {
    Role::from_code(role).map_or(role, |role| role.name().in_lang(frame.lang))
}
