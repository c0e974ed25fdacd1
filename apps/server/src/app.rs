//! The service as one value: what all handlers share, and what every request passes through.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use review::session::Session;
use store::{KeyRing, Now, Role, Store, open::Place};
use tower_http::catch_panic::CatchPanicLayer;

use crate::auth::{Rates, origin};
use crate::settings::{Fault, Settings};
use crate::web::{Code, Gate, Held, Metrics, Problem, headers, hosts, log};
use crate::{api, pages};

const DATABASE: &str = "service.db";
const KEY: &str = "service.key";

/// What all handlers share.
#[derive(Clone)]
pub struct App(Arc<Shared>);

struct Shared {
    settings: Settings,
    session: Session,
    revisions: Option<revisions::Home>,
    store: Store,
    gate: Gate,
    held: Held,
    rates: Rates,
    metrics: Metrics,
    csrf_here: String,
}

impl App {
    /// Opens the store of the settings and makes the service, with a session of rule sets and the folder that revisions
    /// come from, if any.
    ///
    /// # Errors
    /// The store cannot be opened, or the service must not start as it is set.
    pub async fn open(
        settings: Settings,
        session: Session,
        revisions: Option<revisions::Home>,
    ) -> Result<Self, Fault> {
        let store = opened(&settings).await.map_err(Fault::of_store)?;
        if !settings.is_local() && store.count_accounts(Some(Role::Administrator)).await.map_err(Fault::of_store)? == 0 {
            return Err(Fault::new(
                "他の機械から届く番地で動かすには、先に管理者が要ります（shinsa service account add）",
                "an address that others reach needs an administrator first (shinsa service account add)",
            ));
        }
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let at_once = if settings.limits.judging == 0 { cores } else { settings.limits.judging };
        Ok(Self(Arc::new(Shared {
            gate: Gate::new(at_once, settings.limits.waiting),
            held: Held::new(settings.limits.held_mib),
            rates: Rates::default(),
            metrics: Metrics::default(),
            csrf_here: token()?,
            settings,
            session,
            revisions,
            store,
        })))
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

    /// What is kept.
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// Through which all judging goes.
    pub fn gate(&self) -> &Gate {
        &self.0.gate
    }

    /// Room for bodies.
    pub fn held(&self) -> &Held {
        &self.0.held
    }

    /// Limits of keys.
    pub fn rates(&self) -> &Rates {
        &self.0.rates
    }

    /// Counts.
    pub fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// The token of forms where nobody has an account; no other site can read it.
    pub fn csrf_here(&self) -> &str {
        &self.0.csrf_here
    }

    /// The clock, read here alone.
    pub fn now(&self) -> Now {
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        Now(i64::try_from(seconds).unwrap_or(i64::MAX))
    }

    /// Whether it serves whoever is at this machine: nobody has an account, and nobody else can reach it.
    ///
    /// # Errors
    /// The store fails.
    pub async fn is_open(&self) -> Result<bool, Problem> {
        Ok(self.settings().is_local() && self.store().count_accounts(None).await? == 0)
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
            .layer(from_fn(origin::check))
            .layer(from_fn_with_state(self.clone(), pages::faults::show))
            .layer(from_fn_with_state(self.clone(), within_time))
            .layer(CatchPanicLayer::custom(|_| Problem::failed("a handler panicked").into_response()))
            .layer(from_fn_with_state(self.clone(), hosts::check))
            .layer(from_fn_with_state(self.clone(), headers::put))
            .layer(from_fn_with_state(self.clone(), log::request))
            .with_state(self.clone())
    }
}

/// A random text that nobody guesses.
fn token() -> Result<String, Fault> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| Fault::new(error.to_string(), error.to_string()))?;
    Ok(blake3::Hash::from_bytes(bytes).to_hex().to_string())
}

/// The store: what the settings name, a file in the home, or memory.
async fn opened(settings: &Settings) -> store::Result<Store> {
    let home = settings.home.as_deref();
    let place = match (&settings.database, home) {
        (Some(database), _) => Place::parse(database),
        (None, Some(home)) => Place::File(home.join(DATABASE)),
        (None, None) => return Store::in_memory().await,
    };
    let keys = match (&settings.key_file, home) {
        (Some(path), _) => KeyRing::open_file(path)?,
        (None, Some(home)) => KeyRing::open_or_make(&home.join(KEY))?,
        (None, None) => KeyRing::random()?,
    };
    Store::open(&place, keys).await
}

/// Ends what takes too long, its body included.
async fn within_time(State(app): State<App>, request: Request, next: Next) -> Response {
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
