//! What is active and how it came so: one small file, replaced as a whole.

use std::path::Path;
use std::{fs, io};

use dsl::Message;
use review::session::{Failure, Tests, Trials};
use serde::{Deserialize, Serialize};

use super::{disk, program};
use crate::error::{Error, Result};

/// Raised with every change of its form.
const FORMAT: u32 = 1;
/// So many single things of a failure are kept.
const DETAILS: usize = 100;

/// A sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

impl From<&Message> for Words {
    fn from(message: &Message) -> Self {
        Self { ja: message.ja.clone(), en: message.en.clone() }
    }
}

/// What made a revision active.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EventKind {
    /// A new one was activated.
    Activated,
    /// It was gone back to.
    RolledBack,
}

/// A revision became active.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When, in Japan.
    pub at: String,
    /// How.
    pub kind: EventKind,
    /// The revision.
    pub revision: String,
    /// Its number.
    pub number: u64,
    /// Its name.
    pub name: String,
    /// What was active before.
    pub before: Option<String>,
    /// The name under which its key is trusted here.
    pub signer: String,
    /// The key.
    pub key: String,
    /// The program that tried it.
    pub program: String,
    /// How many rules run.
    pub rules: usize,
    /// Rules that the engine cannot run.
    pub not_run: Vec<String>,
    /// Numbers of the branches that overlays change.
    pub branches: Vec<String>,
    /// Names of the settings in it.
    pub settings: Vec<String>,
    /// Examples that came out as they say.
    pub passed: usize,
    /// Examples that its masters cannot decide.
    pub untried: usize,
    /// Examples that come out otherwise for a branch.
    pub overlaid: usize,
    /// How long it took, in milliseconds.
    pub millis: u64,
}

impl Event {
    /// What is known of its examples: the same content says the same as long as the program is the same.
    pub(super) fn tests(&self) -> Tests {
        if self.program == program() {
            Tests::Known(Trials { passed: self.passed, untried: self.untried, overlaid: self.overlaid })
        } else {
            Tests::Run
        }
    }
}

/// A revision that was not activated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailureNote {
    /// When, in Japan.
    pub at: String,
    /// The file.
    pub bundle: String,
    /// The revision, where it could be told.
    pub revision: Option<String>,
    /// Where on the way it ended.
    pub stage: String,
    /// Why.
    pub why: Words,
    /// The single things.
    pub details: Vec<Words>,
}

impl FailureNote {
    pub(super) fn new(at: String, bundle: String, revision: Option<String>, failure: &Failure) -> Self {
        Self {
            at,
            bundle,
            revision,
            stage: failure.stage.slug().to_owned(),
            why: (&failure.what).into(),
            details: failure.details.iter().take(DETAILS).map(Words::from).collect(),
        }
    }
}

/// What is active, and how it came so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    pub(super) format: u32,
    /// Every activation and rollback, the oldest first; the last one is what is active.
    pub events: Vec<Event>,
    /// The last failure since then.
    pub failure: Option<FailureNote>,
}

impl Default for State {
    fn default() -> Self {
        Self { format: FORMAT, events: Vec::new(), failure: None }
    }
}

impl State {
    /// What is active.
    pub fn active(&self) -> Option<&Event> {
        self.events.last()
    }

    /// The highest number that was ever active here.
    pub fn highest(&self) -> Option<u64> {
        self.events.iter().map(|event| event.number).max()
    }

    /// What a rollback goes to: the revision before the active one, those left out that were gone back from.
    pub fn previous(&self) -> Option<&Event> {
        let mut way: Vec<&Event> = Vec::new();
        for event in &self.events {
            let back = way.iter().rposition(|one| one.revision == event.revision);
            // Who goes back leaves all that came after; who goes by name to what was left goes on from here.
            way.truncate(back.filter(|_| event.kind == EventKind::RolledBack).unwrap_or(way.len()));
            way.push(event);
        }
        way.iter().rev().nth(1).copied()
    }

    /// How a revision was last activated here, by six digits or more of its name.
    ///
    /// # Errors
    /// None of that name ever was.
    pub fn called(&self, digits: &str) -> Result<&Event> {
        self.events.iter().rev().find(|event| super::is_called(&event.revision, digits)).ok_or_else(|| {
            Error::misuse(
                format!("{digits} という改訂は、ここで有効になったことがありません（6桁以上で指定します）"),
                format!("no revision {digits} was ever active here (name it by six digits or more)"),
            )
        })
    }

    /// How a revision was last activated here.
    pub fn of(&self, revision: &str) -> Option<&Event> {
        self.events.iter().rev().find(|event| event.revision == revision)
    }
}

pub(super) fn read(path: &Path) -> Result<State> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(State::default()),
        Err(error) => return Err(Error::disk(path)(error)),
    };
    let damaged = |error: &dyn std::fmt::Display| {
        Error::disk(path)(io::Error::other(format!(
            "状態の記録が壊れています / the state is damaged ({error})"
        )))
    };
    let state: State = serde_json::from_slice(&bytes).map_err(|error| damaged(&error))?;
    if state.format == FORMAT { Ok(state) } else { Err(damaged(&format_args!("format {}", state.format))) }
}

pub(super) fn write(path: &Path, state: &State) -> Result<()> {
    let bytes = serde_json::to_vec_pretty(state).map_err(|error| Error::disk(path)(error.into()))?;
    disk::replace(path, &bytes)
}
