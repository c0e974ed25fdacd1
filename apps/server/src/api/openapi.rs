//! The document of the API: as JSON for programs, and as a page for people.

use std::sync::Arc;

use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};
use utoipa::openapi::OpenApi;

use crate::app::App;
use crate::pages::api_docs;
use crate::pages::frame::Outside;

/// Serves the document.
pub fn routes(document: &OpenApi) -> Router<App> {
    // A document of our own making is always JSON.
    let mut document = serde_json::to_value(document).unwrap_or(Value::Null);
    refusals(&mut document);
    let document = Arc::new(document);
    let page = Arc::clone(&document);
    let json = move || std::future::ready(Json((*document).clone()));
    let html = move |Outside(frame): Outside| std::future::ready(api_docs::page(&page, &frame));
    Router::new().route("/api/openapi.json", get(json)).route("/api", get(html))
}

/// Says of every operation what all of them have in common: whatever is refused is a problem.
fn refusals(document: &mut Value) {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut).into_iter().flatten();
    let operations = paths.filter_map(|(_, path)| path.as_object_mut()).flatten();
    for (_, operation) in operations {
        if let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) {
            let schema = json!({"$ref": "#/components/schemas/Problem"});
            let content = json!({"application/problem+json": {"schema": schema}});
            responses.entry("default").or_insert(json!({"description": "断られたとき", "content": content}));
        }
    }
}
