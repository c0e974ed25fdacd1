//! The rule sets on a page: what is live, how it came so, what a shadow says otherwise, and for headquarters the change.

pub mod parts;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::html;
use serde::Deserialize;

use super::frame::{Frame, Page};
use super::sign_in::Nothing;
use crate::api::rules::some;
use crate::app::App;
use crate::auth::roles::CENTRE;
use crate::auth::{Caller, Guarded};
use crate::ruling::{Job, told};
use crate::web::{Problem, Sent};

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/rules", get(show))
        .route("/rules/activate", post(activate))
        .route("/rules/rollback", post(roll_back))
        .route("/rules/shadow", post(set_shadow))
        .route("/rules/shadow/remove", post(remove_shadow))
}

/// Shows them. While something is being done the page looks again by itself.
async fn show(State(app): State<App>, frame: Frame) -> Result<Response, Problem> {
    let rules = told::rules(&app, frame.lang).await?;
    let may_change = frame.caller()?.must_be(CENTRE).is_ok() && rules.changeable;
    let body = html! {
        h1 { (frame.word("規則", "Rules")) }
        (parts::working(&frame, &rules))
        (parts::revision(&frame, frame.word("有効な改訂", "Live"), &rules.live))
        @if let Some(previous) = &rules.previous { details { summary { (frame.word("一つ前の改訂", "The one before")) } (parts::revision(&frame, frame.word("一つ前の改訂", "The one before"), previous)) } }
        @if let Some(shadow) = &rules.shadow { (parts::shadow(&frame, shadow)) }
        @if may_change { (parts::change(&frame, &rules)) }
        (parts::history(&frame, &rules, may_change))
    };
    let working = rules.working.is_some();
    let mut page = frame.show(Page { title: frame.word("規則", "rules").to_owned(), body }).into_response();
    if working {
        page.headers_mut().insert(HeaderName::from_static("refresh"), HeaderValue::from_static("2"));
    }
    Ok(page)
}

/// The bundle of a form, from somebody who may send one.
async fn bundle(app: &App, caller: &Caller, request: Request) -> Result<Vec<u8>, Problem> {
    caller.must_be(CENTRE)?;
    let sent = Sent::receive(app, request).await?;
    caller.must_have(sent.value("csrf").unwrap_or_default())?;
    some(sent.bytes)
}

/// Begins to activate what was sent.
async fn activate(State(app): State<App>, caller: Caller, request: Request) -> Result<Redirect, Problem> {
    let bytes = bundle(&app, &caller, request).await?;
    app.begin(Job::Activate(bytes), caller.entry("rules.activate", "rules", "規則の切替え")).await?;
    Ok(Redirect::to("/rules"))
}

/// Begins to try what was sent as a shadow.
async fn set_shadow(State(app): State<App>, caller: Caller, request: Request) -> Result<Redirect, Problem> {
    let bytes = bundle(&app, &caller, request).await?;
    app.begin(Job::Shadow(bytes), caller.entry("rules.shadow.set", "rules", "規則の試行")).await?;
    Ok(Redirect::to("/rules"))
}

/// Where to go back to.
#[derive(Debug, Deserialize)]
struct Back {
    #[serde(default)]
    to: String,
}

/// Begins to go back.
async fn roll_back(State(app): State<App>, sent: Guarded<Back>) -> Result<Redirect, Problem> {
    let Guarded { caller, form } = sent;
    caller.must_be(CENTRE)?;
    let to = Some(form.to).filter(|to| !to.is_empty());
    app.begin(Job::RollBack(to), caller.entry("rules.rollback", "rules", "規則の切替え")).await?;
    Ok(Redirect::to("/rules"))
}

/// Takes the shadow away.
async fn remove_shadow(State(app): State<App>, sent: Guarded<Nothing>) -> Result<Redirect, Problem> {
    sent.caller.must_be(CENTRE)?;
    let entry = sent.caller.entry("rules.shadow.remove", "rules", "規則の試行");
    app.without_shadow(&entry).await?;
    Ok(Redirect::to("/rules"))
}
