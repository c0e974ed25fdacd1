//! What another revision would say of the claims that are kept, before anybody decides to make it live.
//!
//! One is worked on at a time, beside the requests and behind the gate through which all judging goes; how far it is and
//! what came of the last ones is kept until the service ends. Nothing of it is issued, and nothing names a patient.

mod claims;
mod work;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use batch::Comparison;
use model::Lang;
use report::Titles;
use review::session::{Origin, Stage};
use store::Now;
use store::audit::Entry;

use crate::app::App;
use crate::ruling::Why;
use crate::web::{Code, Problem};

pub use claims::Taken;

/// So many of the last ones are kept.
const KEPT: usize = 10;
/// So many bytes of bundles are held with them.
const HELD: usize = 256 << 20;
/// So many examples of each kind of difference are kept for each rule.
pub const EXAMPLES: usize = 5;
/// Why stored claims are read.
pub const PURPOSE: &str = "規則の改訂の影響の確認";

/// Which revision is asked about.
#[derive(Clone, Debug)]
pub enum Candidate {
    /// One that was sent, signed.
    Bundle(Arc<Vec<u8>>),
    /// The one that stands beside the live one.
    Shadow,
    /// One that was active here before, by its digest.
    Kept(String),
}

impl Candidate {
    /// How many bytes are held for it.
    fn size(&self) -> usize {
        match self {
            Self::Bundle(bytes) => bytes.len(),
            Self::Shadow | Self::Kept(_) => 0,
        }
    }

    /// How the trail names it.
    fn told(&self) -> String {
        match self {
            Self::Bundle(bytes) => format!("bundle {}", blake3::hash(bytes).to_hex()),
            Self::Shadow => "shadow".to_owned(),
            Self::Kept(id) => format!("revision {id}"),
        }
    }
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Which revision.
    pub candidate: Candidate,
    /// Of which month of review; every month where it is empty.
    pub month: String,
    /// Of which branch; all where it is empty.
    pub branch: String,
    /// Whether the claims of cases are judged.
    pub cases: bool,
    /// Whether the claims that clinics sent are judged.
    pub uploads: bool,
    /// The language of sentences.
    pub lang: Lang,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The revision is made ready.
    Preparing(Stage),
    /// The claims are looked up.
    Choosing,
    /// They are judged.
    Judging,
}

/// What is being worked on.
#[derive(Clone, Debug)]
pub struct Working {
    /// Its name.
    pub id: String,
    /// When it began.
    pub begun: i64,
    /// How far it is.
    pub step: Step,
    /// Receipts that were judged.
    pub receipts: u64,
    /// Receipts that are to be judged.
    pub of: u64,
    /// Whether somebody asked to end it.
    pub stopped: bool,
}

/// One that ended.
#[derive(Debug)]
pub struct Ended {
    /// Its name.
    pub id: String,
    /// When it began and when it ended.
    pub times: (i64, i64),
    /// What was asked.
    pub wanted: Wanted,
    /// What came of it.
    pub outcome: Result<Effect, Why>,
}

/// What a revision would say otherwise.
#[derive(Debug)]
pub struct Effect {
    /// The live revision.
    pub live: Origin,
    /// The other one.
    pub other: Origin,
    /// What is not the same.
    pub comparison: Comparison,
    /// Of which claims.
    pub taken: Taken,
    /// What rules are called.
    pub titles: Titles,
}

#[derive(Debug, Default)]
struct State {
    working: Option<Working>,
    ended: VecDeque<Arc<Ended>>,
}

/// What is being worked on, and the last ones.
#[derive(Debug, Default)]
pub struct Effects(Mutex<State>);

impl Effects {
    fn state(&self) -> MutexGuard<'_, State> {
        // Every write is one assignment: what a panic leaves is whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is being worked on.
    pub fn working(&self) -> Option<Working> {
        self.state().working.clone()
    }

    /// The last ones, the newest first.
    pub fn ended(&self) -> Vec<Arc<Ended>> {
        self.state().ended.iter().cloned().collect()
    }

    /// One of them.
    pub fn of(&self, id: &str) -> Option<Arc<Ended>> {
        self.state().ended.iter().find(|one| one.id == id).cloned()
    }

    /// Asks the one at work to end with what it has.
    pub fn stop(&self, id: &str) {
        let mut state = self.state();
        if let Some(working) = state.working.as_mut().filter(|working| working.id == id) {
            working.stopped = true;
        }
    }

    fn begin(&self, working: Working) -> Result<(), Problem> {
        let mut state = self.state();
        if state.working.is_some() {
            return Err(Problem::new(
                Code::Conflict,
                "ほかの改訂の影響を調べています。終わってからもう一度お試しください",
                "the effects of another revision are being looked at: try again when that has ended",
            ));
        }
        state.working = Some(working);
        Ok(())
    }

    fn at(&self, step: Step) {
        if let Some(working) = &mut self.state().working {
            working.step = step;
        }
    }

    fn judged(&self, receipts: u64, of: u64) {
        if let Some(working) = &mut self.state().working {
            (working.step, working.receipts, working.of) = (Step::Judging, receipts, of);
        }
    }

    fn is_stopped(&self) -> bool {
        self.state().working.as_ref().is_some_and(|working| working.stopped)
    }

    fn end(&self, ended: Ended) {
        let mut state = self.state();
        state.working = None;
        state.ended.push_front(Arc::new(ended));
        state.ended.truncate(KEPT);
        let held = |ended: &VecDeque<Arc<Ended>>| -> usize {
            ended.iter().map(|one| one.wanted.candidate.size()).sum()
        };
        while state.ended.len() > 1 && held(&state.ended) > HELD {
            state.ended.pop_back();
        }
    }
}

impl App {
    /// Begins to look at effects and says under which name; how it goes is seen by looking.
    ///
    /// # Errors
    /// Others are being looked at, there is no such revision, or the trail cannot be written.
    pub async fn begin_effects(&self, wanted: Wanted, entry: Entry) -> Result<String, Problem> {
        match &wanted.candidate {
            Candidate::Shadow if self.standing().shadow.is_none() => return Err(Problem::not_found()),
            Candidate::Bundle(_) | Candidate::Kept(_) if self.revisions().is_none() => {
                return Err(crate::ruling::no_home());
            }
            _ => {}
        }
        let (id, begun) = (name()?, self.now());
        let working = Working {
            id: id.clone(),
            begun: begun.0,
            step: Step::Preparing(Stage::Read),
            receipts: 0,
            of: 0,
            stopped: false,
        };
        let entry = Entry { subject: format!("effects/{id}"), detail: wanted.candidate.told(), ..entry };
        // A task of its own: who asked may go away at any moment, and what was begun ends all the same.
        let app = self.clone();
        let begun = tokio::spawn(async move { app.begun(working, wanted, entry).await });
        begun.await.map_err(Problem::failed)??;
        Ok(id)
    }

    /// Takes the place, puts that on the trail and sets to work.
    async fn begun(self, working: Working, wanted: Wanted, entry: Entry) -> Result<(), Problem> {
        let (id, begun) = (working.id.clone(), working.begun);
        self.effects().begin(working)?;
        // Nothing is read that the trail does not know of.
        if let Err(error) = self.store().audit(&entry, Now(begun)).await {
            self.effects().state().working = None;
            return Err(error.into());
        }
        tokio::spawn(async move { self.to_the_end(id, begun, wanted, entry).await });
        Ok(())
    }

    async fn to_the_end(&self, id: String, begun: i64, wanted: Wanted, entry: Entry) {
        let (app, asked) = (self.clone(), wanted.clone());
        // A task of its own: whatever happens in it, the place is free afterwards.
        let outcome = match tokio::spawn(async move { work::effect(&app, &asked).await }).await {
            Ok(outcome) => outcome,
            Err(error) => Err(crate::ruling::crashed(&error)),
        };
        let detail = outcome.as_ref().map_or_else(|_| "failed".to_owned(), |of| of.taken.told());
        tracing::info!(effects = %id, taken = %detail, "effects of a revision");
        let entry = Entry { act: format!("{}.read", entry.act), detail, ..entry };
        if let Err(error) = self.store().audit(&entry, self.now()).await {
            tracing::error!(%error, "the trail could not be written");
        }
        self.effects().end(Ended { id, times: (begun, self.now().0), wanted, outcome });
    }
}

/// A month of review as it was typed; blank for every month.
///
/// # Errors
/// It is none.
pub fn month(typed: &str) -> Result<String, Problem> {
    let month = typed.trim();
    if month.is_empty() || month.parse().ok().and_then(model::Month::from_number).is_some() {
        return Ok(month.to_owned());
    }
    Err(Problem::new(
        Code::Malformed,
        "審査月が読めません（例 202407）",
        "the month cannot be read (as 202407)",
    ))
}

fn name() -> Result<String, Problem> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(Problem::failed)?;
    Ok(blake3::hash(&bytes).to_hex().chars().take(24).collect())
}
