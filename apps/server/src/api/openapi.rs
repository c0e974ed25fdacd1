//! The document of the API, as JSON for programs.

use std::sync::Arc;

use axum::routing::get;
use axum::{Json, Router};
use utoipa::openapi::OpenApi;

use crate::app::App;

/// Serves the document.
pub fn routes(document: OpenApi) -> Router<App> {
    let document = Arc::new(document);
    Router::new().route(
        "/api/openapi.json",
        get(move || {
            let document = Arc::clone(&document);
            async move { Json((*document).clone()) }
        }),
    )
}
