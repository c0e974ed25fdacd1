//! For whoever watches the service: is it there, can it work, what has it counted.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::web::problem::ProblemOut;
use crate::web::{Code, Problem};

/// So long the store has to answer: whoever watches asks often.
const PATIENCE: Duration = Duration::from_secs(5);

/// That it is there.
#[derive(Debug, Serialize, ToSchema)]
pub struct Health {
    /// The version of the program.
    version: &'static str,
}

/// That it can work.
#[derive(Debug, Serialize, ToSchema)]
pub struct Ready {
    /// The digest of the live revision.
    revision: String,
    /// What its makers call it.
    name: String,
}

/// サーバーが動いているか。
#[utoipa::path(get, path = "/health", tag = "運用", responses((status = 200, body = Health)))]
pub async fn health() -> Json<Health> {
    Json(Health { version: env!("CARGO_PKG_VERSION") })
}

/// 点検できる状態か（有効な改訂、保管先）。
#[utoipa::path(get, path = "/ready", tag = "運用", responses((status = 200, body = Ready),
    (status = 503, description = "保管先が答えない", body = ProblemOut, content_type = "application/problem+json")))]
pub async fn ready(State(app): State<App>) -> Result<Json<Ready>, Problem> {
    match tokio::time::timeout(PATIENCE, app.store().ready()).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => {
            tracing::error!(%error, "the store does not answer as it should");
            return Err(no_store());
        }
        Err(_) => return Err(no_store()),
    }
    let standing = app.session().pin();
    let origin = standing.live.origin();
    Ok(Json(Ready { revision: origin.id.to_string(), name: origin.name.clone() }))
}

/// Nothing can be looked at or kept.
fn no_store() -> Problem {
    Problem::new(
        Code::Busy,
        "保管先（データベース）が答えません。動いているか、空きがあるかを確かめてください",
        "the store (the database) does not answer: look whether it runs and has room",
    )
    .again_in(10)
}

/// 計数（Prometheus）。
#[utoipa::path(get, path = "/metrics", tag = "運用", responses((status = 200, body = String, content_type = "application/openmetrics-text")))]
pub async fn metrics(State(app): State<App>) -> Result<impl IntoResponse, Problem> {
    let text = app.metrics().text(app.gate().taken()).map_err(Problem::failed)?;
    Ok(([(CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], text))
}
