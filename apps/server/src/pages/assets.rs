//! Style and script, embedded; their names hold their digest, so that a browser may keep them for good.

use std::sync::LazyLock;

use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::routing::get;

use crate::app::App;

const STYLE: &str = include_str!("assets/style.css");
const SCRIPT: &str = include_str!("assets/script.js");
const ICON: &str = include_str!("assets/icon.svg");

/// The path of the style.
pub static STYLE_PATH: LazyLock<String> = LazyLock::new(|| path("style", STYLE, "css"));
/// The path of the script.
pub static SCRIPT_PATH: LazyLock<String> = LazyLock::new(|| path("script", SCRIPT, "js"));
/// The path of the icon.
pub const ICON_PATH: &str = "/assets/icon.svg";

fn path(name: &str, content: &str, ending: &str) -> String {
    let digest = blake3::hash(content.as_bytes()).to_hex();
    format!("/assets/{name}-{}.{ending}", digest.get(..12).unwrap_or_default())
}

/// Serves them.
pub fn routes() -> Router<App> {
    let one = |content: &'static str, kind: &'static str| {
        get(move || async move {
            ([(CONTENT_TYPE, kind), (CACHE_CONTROL, "public, max-age=31536000, immutable")], content)
        })
    };
    Router::new()
        .route(&STYLE_PATH, one(STYLE, "text/css; charset=utf-8"))
        .route(&SCRIPT_PATH, one(SCRIPT, "text/javascript; charset=utf-8"))
        .route(ICON_PATH, one(ICON, "image/svg+xml"))
}
