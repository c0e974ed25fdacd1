//! The rule sets of a running service: activation, going back and shadows, each as work beside the requests, one at a time.
//!
//! What is active is what the home of revisions says: what a command activates there is followed here without a restart.

pub mod told;
mod work;

pub(crate) use work::why;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use review::session::{RevisionId, Stage, Standing, Tally};
use store::audit::Entry;

use crate::app::App;
use crate::web::{Code, Problem};

/// Why something failed, in Japanese and English, each with the single things behind it.
pub type Why = (Vec<String>, Vec<String>);

/// What is being done to the rule sets.
#[derive(Clone, Debug)]
pub enum Job {
    /// A bundle is to be made live.
    Activate(Vec<u8>),
    /// An earlier revision is to be live again; the one before, where none is named.
    RollBack(Option<String>),
    /// A bundle is to judge beside the live revision.
    Shadow(Vec<u8>),
}

impl Job {
    /// Its name for programs.
    pub const fn slug(&self) -> &'static str {
        match self {
            Self::Activate(_) => "activate",
            Self::RollBack(_) => "rollback",
            Self::Shadow(_) => "shadow",
        }
    }
}

/// A job that ended.
#[derive(Clone, Debug)]
pub struct Ended {
    /// Which.
    pub job: &'static str,
    /// When.
    pub at: i64,
    /// Why it failed, in Japanese and English, each with the single things behind it.
    pub failed: Option<Why>,
}

/// What the shadow says otherwise, since it stands beside this live revision.
#[derive(Clone, Debug)]
pub struct Counted {
    pair: (RevisionId, RevisionId),
    /// The counts.
    pub tally: Tally,
    /// Files.
    pub files: u64,
}

#[derive(Debug, Default)]
struct State {
    working: Option<(&'static str, Stage)>,
    last: Option<Ended>,
    counted: Option<Counted>,
}

/// What is being done, what was done last, and what shadows count.
#[derive(Debug, Default)]
pub struct Ruling {
    state: Mutex<State>,
}

impl Ruling {
    fn state(&self) -> MutexGuard<'_, State> {
        // Every write is one assignment: what a panic leaves is whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The job that is being done, with its stage.
    pub fn working(&self) -> Option<(&'static str, Stage)> {
        self.state().working
    }

    /// The job that ended last.
    pub fn last(&self) -> Option<Ended> {
        self.state().last.clone()
    }

    /// What the shadow counted, while it stands beside what is live.
    pub fn counted(&self, standing: &Standing) -> Option<Counted> {
        let pair = pair(standing)?;
        self.state().counted.clone().filter(|counted| counted.pair == pair)
    }

    /// Counts a file.
    pub fn count(&self, standing: &Standing, tally: &Tally) {
        let Some(pair) = pair(standing) else { return };
        let mut state = self.state();
        let known = state.counted.take().filter(|counted| counted.pair == pair);
        let mut counted = known.unwrap_or_else(|| Counted { pair, tally: Tally::default(), files: 0 });
        counted.files += 1;
        add(&mut counted.tally, tally);
        state.counted = Some(counted);
    }

    fn begin(&self, job: &'static str) -> Result<(), Problem> {
        let mut state = self.state();
        if state.working.is_some() {
            return Err(Problem::new(
                Code::Conflict,
                "規則の切替えが進んでいます。終わってからもう一度お試しください",
                "the rules are being changed: try again when that has ended",
            ));
        }
        state.working = Some((job, Stage::Read));
        Ok(())
    }

    fn at(&self, job: &'static str, stage: Stage) {
        self.state().working = Some((job, stage));
    }

    fn end(&self, ended: Ended) {
        let mut state = self.state();
        state.working = None;
        state.last = Some(ended);
    }
}

fn pair(standing: &Standing) -> Option<(RevisionId, RevisionId)> {
    Some((*standing.live.revision(), *standing.shadow.as_ref()?.revision()))
}

fn add(sum: &mut Tally, one: &Tally) {
    for (rule, changes) in &one.rules {
        let of = sum.rules.entry(rule.clone()).or_default();
        of.added += changes.added;
        of.removed += changes.removed;
        of.changed += changes.changed;
    }
    sum.receipts += one.receipts;
    sum.live += one.live;
    sum.other += one.other;
}

impl App {
    /// Begins a job; how it goes and how it ended is seen by looking.
    ///
    /// # Errors
    /// Another one is being done, there is no home of revisions, or the trail cannot be written: then nothing changes.
    pub async fn begin(&self, job: Job, entry: Entry) -> Result<(), Problem> {
        if self.revisions().is_none() {
            return Err(no_home());
        }
        // A task of its own: who asked may go away at any moment, and what was begun ends all the same.
        let app = self.clone();
        tokio::spawn(async move { app.set_to(job, entry).await }).await.map_err(Problem::failed)?
    }

    /// Takes the place, puts that on the trail and sets to work.
    async fn set_to(&self, job: Job, entry: Entry) -> Result<(), Problem> {
        let slug = job.slug();
        self.ruling().begin(slug)?;
        let begins = Entry { act: format!("{}.begin", entry.act), ..entry.clone() };
        if let Err(error) = self.store().audit(&begins, self.now()).await {
            self.ruling().state().working = None;
            return Err(error.into());
        }
        let (app, worker) = (self.clone(), self.clone());
        let work = tokio::task::spawn_blocking(move || worker.work(&job));
        tokio::spawn(async move {
            let done = work.await;
            let failed = match done {
                Ok(Ok(())) => None,
                Ok(Err(why)) => Some(why),
                Err(error) => Some(crashed(&error)),
            };
            app.noted(slug, entry, failed.is_none()).await;
            app.ruling().end(Ended { job: slug, at: app.now().0, failed });
        });
        Ok(())
    }

    /// Puts what came of it on the trail, where its beginning stands already; what fails here is told in the log alone.
    async fn noted(&self, job: &'static str, mut entry: Entry, well: bool) {
        let live = self.session().pin().live.origin().id.to_string();
        entry.detail = if well { format!("live {live}") } else { "failed".to_owned() };
        if let Err(error) = self.store().audit(&entry, self.now()).await {
            tracing::error!(%error, job, "the trail could not be written");
        }
        tracing::info!(job, well, revision = %live, "rules");
    }

    /// Takes the shadow away, once that stands on the trail.
    ///
    /// # Errors
    /// The trail cannot be written: then nothing changes.
    pub async fn without_shadow(&self, entry: &Entry) -> Result<(), Problem> {
        self.store().audit(entry, self.now()).await?;
        self.session().set_shadow(None);
        Ok(())
    }

    /// What is live, with what stands beside it.
    pub fn standing(&self) -> Arc<Standing> {
        self.session().pin()
    }
}

/// It ended in a fault of the program.
pub(crate) fn crashed(error: &tokio::task::JoinError) -> Why {
    tracing::error!(%error, "work on rules ended badly");
    let (ja, en) = ("サーバーの問題で終わりました", "it ended because the server failed");
    (vec![ja.to_owned()], vec![en.to_owned()])
}

/// The rules were named at the start and cannot change.
pub(crate) fn no_home() -> Problem {
    Problem::new(
        Code::Conflict,
        "改訂の保管先なしで起動しています（--home か --revision-home を指定し、--masters を外して起動してください）",
        "the service was started without a home of revisions (name --home or --revision-home, and no --masters)",
    )
}
