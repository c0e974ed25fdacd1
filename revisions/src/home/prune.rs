//! Taking old revisions out of a home: what is active, what can be gone back to, and what is named elsewhere stays.
//!
//! INVARIANT: nothing that a kept manifest names is removed; the lock keeps activations out meanwhile. A crash leaves files
//! that nobody names, and the next pruning takes them away.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::{Event, Home, LOCK, MANIFEST, OBJECTS, REVISIONS, State, disk};
use crate::error::{Error, Result};
use crate::manifest::Manifest;

/// Why a revision stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// It is active.
    Active,
    /// A rollback goes to it.
    Previous,
    /// It is one of the last that were active.
    Recent,
    /// A file names it: a decision log, or a run.
    Named(PathBuf),
}

/// What a home keeps and what it does not need.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pruning {
    /// What stays, with why, the newest first.
    pub kept: Vec<(Event, Held)>,
    /// What goes, the newest first.
    pub removed: Vec<Event>,
    /// Folders that an activation left behind that was broken off: nothing says that they were ever active.
    pub strays: Vec<String>,
    /// How many files only they have.
    pub objects: u64,
    /// How many bytes these take.
    pub bytes: u64,
    paths: Vec<PathBuf>,
}

impl Home {
    /// Whether a revision that was once active is still kept.
    pub fn keeps(&self, revision: &str) -> bool {
        self.dir().join(REVISIONS).join(revision).join(MANIFEST).is_file()
    }

    /// What could go: all but the active revision, the one before, the `recent` last ones, and those that are `named`, each
    /// by the file that names it.
    ///
    /// # Errors
    /// The folder cannot be read; a manifest that stays is damaged.
    pub fn pruning(&self, named: &BTreeMap<String, PathBuf>, recent: usize) -> Result<Pruning> {
        let state = self.state()?;
        let mut pruning = Pruning::default();
        let there = names(&self.dir().join(REVISIONS))?;
        let mut seen = BTreeSet::new();
        for event in state.events.iter().rev() {
            if !there.contains(&event.revision) || !seen.insert(&event.revision) {
                continue;
            }
            match held(event, &state, named, seen.len() <= recent) {
                Some(why) => pruning.kept.push((event.clone(), why)),
                None => pruning.removed.push(event.clone()),
            }
        }
        pruning.strays = there.iter().filter(|name| !seen.contains(name)).cloned().collect();
        self.files(&mut pruning)?;
        Ok(pruning)
    }

    /// Removes what [`Home::pruning`] says could go.
    ///
    /// # Errors
    /// The same; another activation is running; something cannot be removed.
    pub fn prune(&self, named: &BTreeMap<String, PathBuf>, recent: usize) -> Result<Pruning> {
        if !self.dir().is_dir() {
            return Ok(Pruning::default());
        }
        let _lock = disk::lock(&self.dir().join(LOCK))?;
        let pruning = self.pruning(named, recent)?;
        let gone = pruning.removed.iter().map(|event| &event.revision).chain(&pruning.strays);
        for revision in gone {
            let dir = self.dir().join(REVISIONS).join(revision);
            fs::remove_dir_all(&dir).map_err(Error::disk(&dir))?;
        }
        for path in &pruning.paths {
            fs::remove_file(path).map_err(Error::disk(path))?;
        }
        Ok(pruning)
    }

    /// The files of objects that no manifest names that stays.
    fn files(&self, pruning: &mut Pruning) -> Result<()> {
        let mut needed = BTreeSet::new();
        for (event, _) in &pruning.kept {
            let path = self.dir().join(REVISIONS).join(&event.revision).join(MANIFEST);
            let bytes = fs::read(&path).map_err(Error::disk(&path))?;
            needed.extend(Manifest::read(&bytes)?.files().iter().map(|entry| entry.blake3.clone()));
        }
        let objects = self.dir().join(OBJECTS);
        for name in names(&objects)?.into_iter().filter(|name| !needed.contains(name)) {
            let path = objects.join(name);
            pruning.objects += 1;
            pruning.bytes += fs::metadata(&path).map_err(Error::disk(&path))?.len();
            pruning.paths.push(path);
        }
        Ok(())
    }
}

/// Why a revision stays; `None`: it may go.
fn held(event: &Event, state: &State, named: &BTreeMap<String, PathBuf>, is_recent: bool) -> Option<Held> {
    let active = state.active()?;
    match () {
        () if active.revision == event.revision => Some(Held::Active),
        () if state.previous().is_some_and(|before| before.revision == event.revision) => {
            Some(Held::Previous)
        }
        () if named.contains_key(&event.revision) => named.get(&event.revision).cloned().map(Held::Named),
        () => is_recent.then_some(Held::Recent),
    }
}

/// What stands in a folder, in the order of the names; nothing where there is none.
fn names(dir: &Path) -> Result<BTreeSet<String>> {
    if !dir.exists() {
        return Ok(BTreeSet::new());
    }
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(dir).map_err(Error::disk(dir))? {
        let name = entry.map_err(Error::disk(dir))?.file_name();
        names.insert(name.into_string().map_err(|_| {
            Error::misuse(
                format!("{}に、名前を読めないものがあります", dir.display()),
                format!("{} holds something whose name cannot be read", dir.display()),
            )
        })?);
    }
    Ok(names)
}
