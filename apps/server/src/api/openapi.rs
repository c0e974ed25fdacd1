//! The document of the API: as JSON for programs, and as a page for people.

use std::sync::Arc;

use axum::routing::get;
use axum::{Json, Router};
use serde_json::Value;
use utoipa::openapi::OpenApi;

use crate::app::App;
use crate::pages::api_docs;
use crate::pages::frame::Outside;

/// Serves the document.
pub fn routes(document: &OpenApi) -> Router<App> {
    // A document of our own making is always JSON.
    let document = Arc::new(serde_json::to_value(document).unwrap_or(Value::Null));
    let page = Arc::clone(&document);
    let json = move || std::future::ready(Json((*document).clone()));
    let html = move |Outside(frame): Outside| std::future::ready(api_docs::page(&page, &frame));
    Router::new().route("/api/openapi.json", get(json)).route("/api", get(html))
}
