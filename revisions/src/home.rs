//! The folder of what was activated: kept so that a crash at any moment leaves what was active before, or after.
//!
//! `state.json` alone says what is active, and is replaced last. Objects and manifests never change, so reading takes no
//! lock; their digests are held against the manifest at every opening.

mod activate;
mod disk;
mod prune;
mod state;

pub use activate::{Activated, Order};
pub use prune::{Held, Pruning};
pub use state::{Event, EventKind, FailureNote, State, Words};

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::DateTime;
use model::{Date, Month};
use review::session::{RevisionId, Snapshot, prepare};

use crate::bundle::Bundle;
use crate::error::{Error, Result};
use crate::keys::{Signed, Signer, Trust};
use crate::manifest::Entry;
use crate::verified::Verified;

const STATE: &str = "state.json";
const LOCK: &str = "lock";
const OBJECTS: &str = "objects";
const REVISIONS: &str = "revisions";
const TRUSTED: &str = "trusted";
const MANIFEST: &str = "manifest.json";
const SIGNATURE: &str = "signature";

/// A folder of revisions.
#[derive(Clone, Debug)]
pub struct Home {
    dir: PathBuf,
}

impl Home {
    /// The folder; it need not be there yet.
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into() }
    }

    /// Where it is.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Where the public keys are of those who may sign.
    pub fn trusted(&self) -> PathBuf {
        self.dir.join(TRUSTED)
    }

    /// Who may sign: the keys of the folder, or those that are named.
    ///
    /// # Errors
    /// A key cannot be read.
    pub fn trust(&self, named: &[PathBuf]) -> Result<Trust> {
        match named {
            [] if !self.trusted().exists() => Ok(Trust::default()),
            [] => Trust::read(&[self.trusted()]),
            named => Trust::read(named),
        }
    }

    /// What is active, and how it came so; an empty state where nothing was activated yet.
    ///
    /// # Errors
    /// The folder cannot be read, or what it says is damaged.
    pub fn state(&self) -> Result<State> {
        state::read(&self.dir.join(STATE))
    }

    /// A revision that was activated here, verified again.
    ///
    /// # Errors
    /// It is not there, or not as it was.
    pub fn revision(&self, event: &Event) -> Result<Verified> {
        let dir = self.dir.join(REVISIONS).join(&event.revision);
        if !dir.exists() {
            return Err(Error::misuse(
                format!(
                    "改訂{}「{}」は整理されていて、ここにはありません（shinsa rules prune）。同じ内容を新しい番号の改訂として有効にしてください",
                    event.number, event.name
                ),
                format!(
                    "revision {} `{}` was pruned and is not kept here (shinsa rules prune): activate the same content as a revision with a new number",
                    event.number, event.name
                ),
            ));
        }
        let read = |name: &str| {
            let path = dir.join(name);
            fs::read(&path).map_err(Error::disk(&path))
        };
        let signature = read(SIGNATURE)?;
        let Some(signature) = signature.first_chunk().filter(|_| signature.len() == Signed::LENGTH) else {
            return Err(Error::refused(
                review::session::Stage::Signature,
                "保管した署名が壊れています",
                "the kept signature is damaged",
            ));
        };
        let file = |entry: &Entry| {
            let path = self.dir.join(OBJECTS).join(&entry.blake3);
            fs::read(&path).map_err(Error::disk(&path))
        };
        let bundle = Bundle::assemble(read(MANIFEST)?, Signed::from_bytes(signature), file)?;
        if bundle.id().to_string() != event.revision {
            return Err(Error::refused(
                review::session::Stage::Read,
                "保管した改訂が書き換えられています",
                "the kept revision was changed",
            ));
        }
        let signer = Signer { name: event.signer.clone(), key: event.key.clone() };
        Verified::again(bundle, signer)
    }

    /// The active revision, ready to judge; `None` where nothing was activated yet. Its examples are not run again when
    /// this program ran them at activation.
    ///
    /// # Errors
    /// It is not as it was, or no longer passes.
    pub fn open_active(&self, months: &[Month]) -> Result<Option<Arc<Snapshot>>> {
        let state = self.state()?;
        let Some(event) = state.active() else { return Ok(None) };
        let content = self.revision(event)?.content(None)?;
        Ok(Some(Arc::new(prepare(content, event.tests(), months, |_| ())?)))
    }

    /// A revision that was once active here, ready to judge, whichever is active now.
    ///
    /// # Errors
    /// There is none by these digits; it was pruned, or is not as it was.
    pub fn open_kept(&self, digits: &str, months: &[Month]) -> Result<Arc<Snapshot>> {
        let state = self.state()?;
        let event = state.called(digits)?;
        let content = self.revision(event)?.content(None)?;
        Ok(Arc::new(prepare(content, event.tests(), months, |_| ())?))
    }

    /// Keeps the files of a revision.
    pub(crate) fn keep(&self, verified: &Verified) -> Result<()> {
        let bundle = verified.bundle();
        let objects = self.dir.join(OBJECTS);
        disk::make(&objects)?;
        for (entry, bytes) in bundle.files() {
            let path = objects.join(&entry.blake3);
            // What a crash left half written has another name; what has this name and length is checked when it is read.
            let there = fs::metadata(&path).is_ok_and(|known| known.len() == entry.size);
            if !there {
                disk::replace(&path, bytes)?;
            }
        }
        let dir = self.dir.join(REVISIONS).join(bundle.id().to_string());
        disk::make(&dir)?;
        disk::replace(&dir.join(MANIFEST), bundle.signed())?;
        disk::replace(&dir.join(SIGNATURE), &bundle.signature().to_bytes())
    }
}

/// The version of this program.
pub(crate) const fn program() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// The day in Japan and the instant, as people write it.
pub(crate) fn now() -> (Date, String) {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    // Japan has one time zone and no summer time.
    let here =
        DateTime::from_timestamp(i64::try_from(since).unwrap_or_default() + 9 * 3600, 0).unwrap_or_default();
    let day = Date::from_chrono(here.date_naive()).unwrap_or(Date::FIRST);
    (day, format!("{:?}+09:00", here.naive_utc()))
}

/// The day in Japan.
pub fn today() -> Date {
    now().0
}

/// The months whose plans are made before a revision goes live: this one and the one before, which is what is claimed and
/// reviewed now. Each plan takes memory; those of other months are made when their first receipt comes.
pub fn months_of_now() -> Vec<Month> {
    let this = today().month();
    (0..2).filter_map(|back| this.plus(-back)).collect()
}

/// A name of a revision by its first digits, as people write it.
pub(crate) fn is_called(id: &str, digits: &str) -> bool {
    digits.len() >= 6 && id.starts_with(digits)
}

/// The name of a revision as text, which is also the name of its folder.
pub(crate) fn text_of(id: &RevisionId) -> String {
    id.to_string()
}

#[cfg(test)]
mod tests;
