//! What the service does by itself: deletes what is due, and follows the revision that is active in its home.

use std::time::Duration;

use model::Lang;
use store::Now;
use store::audit::Entry;
use tokio::task::JoinSet;

use crate::app::App;
use crate::results::sweep_all;

/// How often what is due is deleted.
const DELETING: Duration = Duration::from_secs(10 * 60);
/// How often the home of revisions is looked at.
const LOOKING: Duration = Duration::from_secs(2);
/// Seconds of a day.
const DAY: i64 = 24 * 60 * 60;
/// So many uploads are emptied at once.
const AT_ONCE: i64 = 200;

/// Begins; they end when what comes back is dropped.
pub fn begin(app: &App) -> JoinSet<()> {
    let mut chores = JoinSet::new();
    chores.spawn(delete(app.clone()));
    if app.revisions().is_some() {
        chores.spawn(follow(app.clone()));
    }
    chores
}

/// Deletes at once, and then every so often, and so what killed programs left in the clear. What fails is tried again the next time.
async fn delete(app: App) {
    loop {
        // What failed was told in the log.
        let _failed = delete_once(&app, app.now()).await;
        let _swept = tokio::task::spawn_blocking(sweep_all).await;
        tokio::time::sleep(DELETING).await;
    }
}

/// Deletes claims whose time is over, those of closed months too, sessions that ended and attempts that no longer count.
/// Each by itself: where one fails, the others are deleted all the same.
///
/// # Errors
/// The first failure, once all was tried; every one stands in the log.
pub async fn delete_once(app: &App, now: Now) -> store::Result<()> {
    let store = app.store();
    let closed_until = now.0.saturating_sub(i64::from(app.settings().keep.cases_days) * DAY);
    let cases = store.purge_case_claims(closed_until, &by_itself("case.purge"), now).await;
    let mut failed = None;
    let mut counted = |what: &'static str, done: store::Result<u64>| {
        done.unwrap_or_else(|error| {
            tracing::error!(%error, what, "what is due could not be deleted");
            failed.get_or_insert(error);
            0
        })
    };
    let cases = counted("claims of cases", cases);
    let (uploads, requests) = uploads(app, now, &mut counted).await;
    let sessions = counted("sessions", store.purge_sessions(now).await);
    let attempts = counted("attempts", store.purge_attempts(now).await);
    if uploads + cases + requests + sessions + attempts > 0 {
        tracing::info!(uploads, cases, requests, sessions, attempts, "deleted what was due");
    }
    failed.map_or(Ok(()), Err)
}

/// Empties uploads, some at once, and forgets requests that were done once.
async fn uploads(
    app: &App,
    now: Now,
    counted: &mut impl FnMut(&'static str, store::Result<u64>) -> u64,
) -> (u64, u64) {
    let (mut uploads, mut requests) = (0, 0);
    loop {
        let purged = match app.store().purge_uploads(now, AT_ONCE).await {
            Ok(purged) => purged,
            Err(error) => {
                counted("uploads", Err(error));
                return (uploads, requests);
            }
        };
        uploads += purged.uploads;
        requests += purged.keys;
        if purged.uploads == 0 {
            return (uploads, requests);
        }
    }
}

/// What nobody asked for: it was due.
fn by_itself(act: &str) -> Entry {
    Entry {
        actor: "shinsa serve".to_owned(),
        role: "service".to_owned(),
        act: act.to_owned(),
        subject: String::new(),
        purpose: "保管期限".to_owned(),
        detail: String::new(),
    }
}

/// Makes live what a command activated in the home. A failure is told once, until it is another one.
async fn follow(app: App) {
    let mut told = String::new();
    loop {
        tokio::time::sleep(LOOKING).await;
        let own = app.clone();
        match tokio::task::spawn_blocking(move || own.catch_up()).await {
            Ok(Ok(true)) => {
                let standing = app.standing();
                let origin = standing.live.origin();
                tracing::info!(revision = %origin.id, number = origin.number, "another revision is live");
                told.clear();
            }
            Ok(Ok(false)) => told.clear(),
            Ok(Err(error)) => tell(&mut told, error.message(Lang::En)),
            Err(error) => tell(&mut told, error.to_string()),
        }
    }
}

fn tell(told: &mut String, error: String) {
    if *told != error {
        tracing::error!(%error, "the active revision cannot be opened");
        *told = error;
    }
}
