//! The log: one line a request, with the pattern of its path and never its query, body or names.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;

use crate::app::App;

/// Writes JSON lines to the standard error from now on.
pub fn begin() {
    // A second start in one process (tests) goes on with the first.
    let _begun = tracing_subscriber::fmt().json().with_target(false).with_writer(std::io::stderr).try_init();
}

/// Logs and counts a request.
pub async fn request(State(app): State<App>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = request.method().clone();
    let path = request.extensions().get::<MatchedPath>().map_or("-", |path| path.as_str()).to_owned();
    let response = next.run(request).await;
    let (status, took) = (response.status().as_u16(), begun.elapsed());
    app.metrics().request(&path, status, took);
    let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
    tracing::info!(%method, path, status, micros, "request");
    response
}
