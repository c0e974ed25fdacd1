//! The jobs themselves, on a thread that may be busy for long; what was live stays live when one fails.

use std::path::PathBuf;
use std::sync::Arc;

use model::Lang;
use review::session::{Snapshot, Stage, Tests, prepare};
use revisions::home::{Order, months_of_now};
use revisions::{Bundle, Error, Home, Verified};

use super::{Job, Why};
use crate::app::App;

/// How a bundle that was sent is called: what its sender calls it never becomes a path.
const SENT: &str = "sent.shinsa-bundle";

impl App {
    /// Does a job to its end.
    pub(super) fn work(&self, job: &Job) -> Result<(), Why> {
        let Some(home) = self.revisions() else { return Err(why(&plain("no home of revisions"))) };
        match job {
            Job::Activate(bytes) => self.activate(home, bytes, job.slug()),
            Job::RollBack(to) => self.roll_back(home, to.as_deref()),
            Job::Shadow(bytes) => self.beside(bytes, job.slug()),
        }
        .map_err(|error| why(&error))
    }

    fn activate(&self, home: &Home, bytes: &[u8], job: &'static str) -> revisions::Result<()> {
        let (_dir, path) = written(bytes)?;
        let at_hand = Some(self.standing().live.clone());
        let order = Order { months: months_of_now(), at_hand, ..Order::default() };
        self.session().activate(|_| {
            let activated = home.activate(&path, &order, |stage| self.ruling().at(job, stage))?;
            Ok::<_, Error>(activated.snapshot)
        })?;
        Ok(())
    }

    fn roll_back(&self, home: &Home, to: Option<&str>) -> revisions::Result<()> {
        self.session().activate(|_| Ok::<_, Error>(home.roll_back(to, &months_of_now())?.snapshot))?;
        Ok(())
    }

    fn beside(&self, bytes: &[u8], job: &'static str) -> revisions::Result<()> {
        let shadow = self.tried(bytes, |stage| self.ruling().at(job, stage))?;
        self.session().set_shadow(Some(Arc::new(shadow)));
        Ok(())
    }

    /// A signed bundle as a revision that is ready to judge; nothing is kept of it, and nothing else changes.
    ///
    /// # Errors
    /// It is not signed by somebody who is trusted here, or does not pass.
    pub(crate) fn tried(&self, bytes: &[u8], at: impl FnMut(Stage)) -> revisions::Result<Snapshot> {
        let Some(home) = self.revisions() else { return Err(plain("no home of revisions")) };
        let (_dir, path) = written(bytes)?;
        let verified = Verified::new(Bundle::open(&path)?, &home.trust(&[])?)?;
        let content = verified.content(Some(&self.standing().live))?;
        Ok(prepare(content, Tests::Run, &[], at)?)
    }

    /// A revision that was active here, ready to judge; `None` where none of this name was.
    ///
    /// # Errors
    /// It is not as it was, or does not pass any more.
    pub(crate) fn once_active(&self, id: &str, at: impl FnMut(Stage)) -> revisions::Result<Option<Snapshot>> {
        let Some(home) = self.revisions() else { return Ok(None) };
        let state = home.state()?;
        let Some(event) = state.of(id) else { return Ok(None) };
        let content = home.revision(event)?.content(Some(&self.standing().live))?;
        Ok(Some(prepare(content, Tests::Run, &[], at)?))
    }

    /// Makes live what the home says is active; whether it was another one.
    ///
    /// # Errors
    /// The home cannot be read, or the revision there is not as it was; what is live stays.
    pub fn catch_up(&self) -> revisions::Result<bool> {
        let Some(home) = self.revisions() else { return Ok(false) };
        if is_live(home, &self.standing().live)? {
            return Ok(false);
        }
        let caught = self.session().activate(|live| {
            // Asked again in turn: a job of this process may have been what changed the home.
            if is_live(home, live).map_err(Some)? {
                return Err(None);
            }
            home.open_active(&months_of_now()).map_err(Some)?.ok_or(None)
        });
        match caught {
            Ok(_) => Ok(true),
            Err(None) => Ok(false),
            Err(Some(error)) => Err(error),
        }
    }
}

/// Whether what the home says is active is live; where nothing was activated yet, anything is.
fn is_live(home: &Home, live: &Snapshot) -> revisions::Result<bool> {
    let state = home.state()?;
    Ok(state.active().is_none_or(|event| event.revision == live.revision().to_string()))
}

/// The bytes as a file, gone with its folder.
fn written(bytes: &[u8]) -> revisions::Result<(tempfile::TempDir, PathBuf)> {
    let failed = |cause| Error::Disk { path: SENT.to_owned(), cause };
    let dir = tempfile::tempdir().map_err(failed)?;
    let path = dir.path().join(SENT);
    std::fs::write(&path, bytes).map_err(failed)?;
    Ok((dir, path))
}

fn plain(text: &str) -> Error {
    Error::Disk { path: String::new(), cause: std::io::Error::other(text.to_owned()) }
}

/// So many single things of a failure are told.
const DETAILS: usize = 50;

/// Why something failed, with the single things behind it.
pub(crate) fn why(error: &Error) -> Why {
    let lines = |lang: Lang| {
        let details = match error {
            Error::Refused(failure) => failure.details.as_slice(),
            _ => &[],
        };
        let details = details.iter().take(DETAILS).map(|detail| detail.in_lang(lang).to_owned());
        std::iter::once(error.message(lang)).chain(details).collect()
    };
    (lines(Lang::Ja), lines(Lang::En))
}
