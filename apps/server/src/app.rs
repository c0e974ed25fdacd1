//! The service as one value: what all handlers share, and what every request passes through.

use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use review::session::Session;
use store::{Now, Role, Store};
use tower_http::catch_panic::CatchPanicLayer;

use crate::auth::{Rates, origin};
use crate::effects::Effects;
use crate::kept::Remembered;
use crate::ruling::Ruling;
use crate::settings::{Fault, Settings};
use crate::web::{Code, Gate, Held, Metrics, Problem, controls, headers, hosts, log, strays};
use crate::{api, pages, place};

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
    ruling: Ruling,
    effects: Effects,
    filed: Remembered,
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
        settings.home.as_deref().map_or(Ok(()), made)?;
        let store = place::open(&settings).await.map_err(Fault::of_store)?;
        if !settings.is_local()
            && store.count_accounts(Some(Role::Administrator)).await.map_err(Fault::of_store)? == 0
        {
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
            ruling: Ruling::default(),
            effects: Effects::default(),
            filed: Remembered::default(),
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

    /// What is being done to the rule sets.
    pub fn ruling(&self) -> &Ruling {
        &self.0.ruling
    }

    /// What revisions would change.
    pub fn effects(&self) -> &Effects {
        &self.0.effects
    }

    /// What kept files are filed as.
    pub(crate) fn filed(&self) -> &Remembered {
        &self.0.filed
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
        // An account that may not sign in counts too: locking everybody out must not let everybody in.
        Ok(self.settings().is_local() && self.store().accounts("", 1).await?.is_empty())
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
            .layer(from_fn(strays::tell))
            .layer(from_fn(controls::check))
            .layer(from_fn_with_state(self.clone(), within_time))
            .layer(CatchPanicLayer::custom(|_| Problem::failed("a handler panicked").into_response()))
            .layer(from_fn_with_state(self.clone(), hosts::check))
            // Outside of all that refuses, so that a browser gets a page for whatever went wrong.
            .layer(from_fn_with_state(self.clone(), pages::faults::show))
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

/// Makes the home where it is not there yet.
fn made(home: &Path) -> Result<(), Fault> {
    std::fs::create_dir_all(home).map_err(|error| {
        let told = format!("{}: {error}", home.display());
        Fault::new(
            format!("保管するフォルダーを作れません（{told}）"),
            format!("the home cannot be made ({told})"),
        )
    })
}

/// Ends what takes too long, its body included.
async fn within_time(State(app): State<App>, request: Request, next: Next) -> Response {
    let limit = app.settings().limits.request();
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::new(
            Code::TooSlow,
            "時間内に終わりませんでした。画面を開き直して、どこまで行われたか確かめてください。ファイルを送ったときは、回線を確かめてください。大きなファイルなら、サーバーの管理者に limits.request_seconds を長くしてもらってください",
            "it did not end in time: open the page anew and see how far it came; of a file that was sent, look at the line; of a large one, whoever runs the service has to raise limits.request_seconds",
        )
        .into_response(),
    }
}
