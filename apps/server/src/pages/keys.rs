//! The keys of a clinic's programs: listed, made and shown once, revoked.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{Html, Redirect};
use axum::routing::{get, post};
use maud::{Markup, html};
use serde::Deserialize;
use store::Institution;
use store::api_keys::{ApiKey, NewApiKey};

use super::frame::{Frame, Page};
use super::{sign_in, words};
use crate::app::App;
use crate::auth::{Caller, Guarded};
use crate::web::{Code, Problem};

/// Why programs are let in, as the trail tells it.
const PURPOSE: &str = "プログラムからの利用";
/// Requests a minute, where nothing else is asked for.
const RATE: i64 = 60;
/// The most that can be asked for.
const FASTEST: i64 = 6_000;

/// The routes.
pub fn routes() -> Router<App> {
    Router::new().route("/keys", get(show).post(make)).route("/keys/{id}/revoke", post(revoke))
}

/// The clinic of whoever may see its keys.
fn owner(caller: &Caller) -> Result<&Institution, Problem> {
    caller.must_be_a_person()?;
    caller.clinic()
}

/// Lists them.
async fn show(State(app): State<App>, frame: Frame) -> Result<Html<String>, Problem> {
    page(&app, &frame, None).await
}

async fn page(app: &App, frame: &Frame, made: Option<&NewApiKey>) -> Result<Html<String>, Problem> {
    let keys = app.store().api_keys(owner(frame.caller()?)?).await?;
    let body = html! {
        h1 { (frame.word("APIの鍵", "Keys for programs")) }
        @if let Some(made) = made { (once(frame, made)) }
        (form(frame))
        (list(frame, &keys))
    };
    Ok(frame.show(Page { title: frame.word("APIの鍵", "keys").to_owned(), body }))
}

fn once(frame: &Frame, made: &NewApiKey) -> Markup {
    html! {
        div.told.good role="status" {
            p { strong { (frame.word("鍵を作りました。表示はこの一度だけです。今すぐ控えてください。", "The key was made. It is shown this once: copy it now.")) } }
            p { code #new-key { (made.key.reveal()) } }
        }
    }
}

fn form(frame: &Frame) -> Markup {
    html! {
        form.card method="post" action="/keys" data-once {
            (frame.token())
            h2 { (frame.word("新しい鍵", "A new key")) }
            div.row {
                div.field { label for="name" { (frame.word("何に使うか", "what it is for")) } input #name name="name" required maxlength="60"; }
                div.field { label for="rate" { (frame.word("1分あたりの回数", "requests a minute")) } input #rate name="rate" type="number" min="1" max=(FASTEST) value=(RATE) required; }
                button.main { (frame.word("作る", "make")) }
            }
        }
    }
}

fn list(frame: &Frame, keys: &[ApiKey]) -> Markup {
    html! {
        h2 { (frame.word("今ある鍵", "Keys")) }
        @if keys.is_empty() { p.faint { (frame.word("まだありません。", "None yet.")) } }
        @else { div.scroll { table.stack {
            thead { tr {
                th { (frame.word("何に使うか", "what it is for")) } th { (frame.word("鍵の頭", "begins with")) } th { (frame.word("1分あたり", "a minute")) }
                th { (frame.word("作成", "made")) } th { (frame.word("最後の使用", "last used")) } th { (frame.word("状態", "state")) }
            } }
            tbody { @for key in keys { (row(frame, key)) } }
        } } }
    }
}

fn row(frame: &Frame, key: &ApiKey) -> Markup {
    html! { tr {
        td data-name=(frame.word("何に使うか", "what it is for")) { (key.name) }
        td.code data-name=(frame.word("鍵の頭", "begins with")) { "shk_" (key.id.chars().take(8).collect::<String>()) "…" }
        td.number data-name=(frame.word("1分あたり", "a minute")) { (key.rate) }
        td data-name=(frame.word("作成", "made")) { (words::time(key.made)) }
        td data-name=(frame.word("最後の使用", "last used")) { (key.used.map_or_else(|| "-".to_owned(), words::time)) }
        td data-name=(frame.word("状態", "state")) {
            @match key.revoked {
                Some(at) => { (frame.word("取消し ", "revoked ")) (words::time(at)) }
                None => { form method="post" action={ "/keys/" (key.id) "/revoke" } data-ask=(frame.word("この鍵を取り消します。使っているプログラムは止まります。", "Revoke this key? Programs that use it stop working.")) {
                    (frame.token()) button.grave { (frame.word("取り消す", "revoke")) }
                } }
            }
        }
    } }
}

/// What a new key is to be.
#[derive(Debug, Deserialize)]
struct New {
    name: String,
    rate: i64,
}

/// Makes one and shows it once.
async fn make(State(app): State<App>, frame: Frame, sent: Guarded<New>) -> Result<Html<String>, Problem> {
    let Guarded { caller, form } = sent;
    if !(1..=FASTEST).contains(&form.rate) {
        return Err(Problem::new(
            Code::Malformed,
            format!("1分あたりの回数は1～{FASTEST}です"),
            format!("requests a minute are 1 to {FASTEST}"),
        ));
    }
    let entry = caller.entry("key.make", "", PURPOSE);
    let (owner, name) = (owner(&caller)?, form.name.trim());
    let made =
        app.store().create_api_key(owner, name, form.rate, caller.id(), Some(&entry), app.now()).await?;
    page(&app, &frame, Some(&made)).await
}

/// Revokes one.
async fn revoke(
    State(app): State<App>,
    Path(id): Path<String>,
    sent: Guarded<sign_in::Nothing>,
) -> Result<Redirect, Problem> {
    let entry = sent.caller.entry("key.revoke", "", PURPOSE);
    app.store().revoke_api_key(owner(&sent.caller)?, &id, Some(&entry), app.now()).await?;
    Ok(Redirect::to("/keys"))
}
