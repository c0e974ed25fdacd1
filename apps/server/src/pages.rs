//! The pages, made on the server; they work without script.

pub mod assets;
pub mod faults;
pub mod frame;

use axum::Router;

use crate::app::App;

/// All routes of the pages.
pub fn routes() -> Router<App> {
    Router::new().merge(assets::routes())
}
