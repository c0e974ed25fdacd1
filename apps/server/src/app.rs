//! The service as one value: what all handlers share, and the table of routes.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use review::session::Session;
use tower_http::catch_panic::CatchPanicLayer;

use crate::settings::Settings;
use crate::web::{Code, Gate, Held, Metrics, Problem, headers, hosts, log};
use crate::{api, pages};

/// What all handlers share.
#[derive(Clone)]
pub struct App(Arc<Shared>);

struct Shared {
    settings: Settings,
    session: Session,
    revisions: Option<revisions::Home>,
    gate: Gate,
    held: Held,
    metrics: Metrics,
}

impl App {
    /// The service of these settings, with a session of rule sets and the folder that revisions come from, if any.
    pub fn new(settings: Settings, session: Session, revisions: Option<revisions::Home>) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let at_once = if settings.limits.judging == 0 { cores } else { settings.limits.judging };
        let gate = Gate::new(at_once, settings.limits.waiting);
        let held = Held::new(settings.limits.held_mib);
        Self(Arc::new(Shared { settings, session, revisions, gate, held, metrics: Metrics::default() }))
    }

    /// What it was told.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// Which rules are live.
    pub fn session(&self) -> &Session {
        &self.0.session
    }

    /// Where revisions are kept.
    pub fn revisions(&self) -> Option<&revisions::Home> {
        self.0.revisions.as_ref()
    }

    /// Through which all judging goes.
    pub fn gate(&self) -> &Gate {
        &self.0.gate
    }

    /// Room for bodies.
    pub fn held(&self) -> &Held {
        &self.0.held
    }

    /// Counts.
    pub fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// All routes, with what every request passes through, the outermost last.
    pub fn router(&self) -> Router {
        Router::new()
            .merge(pages::routes())
            .merge(api::routes())
            .fallback(|| async { Problem::not_found() })
            .method_not_allowed_fallback(|| async {
                Problem::new(Code::Method, "この操作は受け付けていません", "this is not taken here")
            })
            .layer(DefaultBodyLimit::disable())
            .layer(from_fn_with_state(self.clone(), pages::faults::show))
            .layer(from_fn_with_state(self.clone(), within_time))
            .layer(CatchPanicLayer::custom(|_| Problem::failed("a handler panicked").into_response()))
            .layer(from_fn_with_state(self.clone(), hosts::check))
            .layer(from_fn_with_state(self.clone(), headers::put))
            .layer(from_fn_with_state(self.clone(), log::request))
            .with_state(self.clone())
    }
}

/// Ends what takes too long, its body included.
async fn within_time(
    State(app): State<App>,
    request: axum::extract::Request,
    next: axum::middleware::Next,
) -> axum::response::Response {
    let limit = app.settings().limits.request();
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::new(
            Code::TooSlow,
            "時間内に終わりませんでした。ファイルを分けるか、回線を確かめてください",
            "it did not end in time: divide the file, or look at the line",
        )
        .into_response(),
    }
}
