//! The rule sets: what is live, and for headquarters and administrators how it changes.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use super::alike::{Busy, Refused, Token};
use crate::app::App;
use crate::auth::roles::CENTRE;
use crate::auth::{Caller, Signed};
use crate::ruling::Job;
use crate::ruling::told::{self, RulesOut};
use crate::web::problem::ProblemOut;
use crate::web::{Code, Problem, Sent, Told, sent};

/// 有効な規則、影の規則、これまでの切替え。
#[utoipa::path(get, path = "/api/v1/rules", tag = "規則",
    responses((status = 200, body = RulesOut), (status = 401, body = ProblemOut, content_type = "application/problem+json")))]
pub async fn rules(
    State(app): State<App>,
    _caller: Caller,
    Told(lang): Told,
) -> Result<Json<RulesOut>, Problem> {
    Ok(Json(told::rules(&app, lang).await?))
}

/// 署名された改訂（.shinsa-bundle）を有効にする。
///
/// 確かめ、例を試し、すべての支部で一度に切り替える。時間がかかるので、進み具合と結末は `GET /api/v1/rules` で見る。
#[utoipa::path(post, path = "/api/v1/rules/activate", tag = "規則", params(Token),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 202, description = "始めた"), Refused, Busy))]
pub async fn activate(
    State(app): State<App>,
    Signed(caller): Signed,
    request: Request,
) -> Result<StatusCode, Problem> {
    caller.must_be(CENTRE)?;
    let bytes = bundle(&app, request).await?;
    app.begin(Job::Activate(bytes), caller.entry("rules.activate", "rules", "規則の切替え")).await?;
    Ok(StatusCode::ACCEPTED)
}

/// The bundle that was sent as the body.
///
/// # Errors
/// There is none, or it cannot be received.
pub async fn bundle(app: &App, request: Request) -> Result<Vec<u8>, Problem> {
    let sent = Sent::receive(app, request).await?;
    some(sent.bytes)
}

/// A bundle that has bytes.
///
/// # Errors
/// There are none.
pub fn some(bytes: Vec<u8>) -> Result<Vec<u8>, Problem> {
    if bytes.is_empty() {
        return Err(Problem::new(Code::Malformed, "改訂のファイルがありません", "there is no bundle"));
    }
    Ok(bytes)
}

/// Where to go back to.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Back {
    /// 改訂の要約値（はじめの6桁以上）。省略すると一つ前
    to: Option<String>,
}

/// 前の改訂に戻す。
#[utoipa::path(post, path = "/api/v1/rules/rollback", tag = "規則", params(Token), request_body = Back,
    responses((status = 202, description = "始めた"), Refused))]
pub async fn roll_back(
    State(app): State<App>,
    Signed(caller): Signed,
    request: Request,
) -> Result<StatusCode, Problem> {
    caller.must_be(CENTRE)?;
    let sent = Sent::receive(&app, request).await?;
    let Back { to } = sent::json(&sent.bytes)?;
    app.begin(Job::RollBack(to), caller.entry("rules.rollback", "rules", "規則の切替え")).await?;
    Ok(StatusCode::ACCEPTED)
}

/// 影の改訂（.shinsa-bundle）を並べて点検させる。その指摘は数えるだけで出さない。再起動するとなくなる。
#[utoipa::path(post, path = "/api/v1/rules/shadow", tag = "規則", params(Token),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 202, description = "始めた"), Refused, Busy))]
pub async fn set_shadow(
    State(app): State<App>,
    Signed(caller): Signed,
    request: Request,
) -> Result<StatusCode, Problem> {
    caller.must_be(CENTRE)?;
    let bytes = bundle(&app, request).await?;
    app.begin(Job::Shadow(bytes), caller.entry("rules.shadow.set", "rules", "規則の試行")).await?;
    Ok(StatusCode::ACCEPTED)
}

/// 影の改訂を外す。
#[utoipa::path(delete, path = "/api/v1/rules/shadow", tag = "規則", params(Token),
    responses((status = 204), Refused))]
pub async fn remove_shadow(State(app): State<App>, Signed(caller): Signed) -> Result<StatusCode, Problem> {
    caller.must_be(CENTRE)?;
    app.without_shadow(&caller.entry("rules.shadow.remove", "rules", "規則の試行")).await?;
    Ok(StatusCode::NO_CONTENT)
}
