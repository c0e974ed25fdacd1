//! A folder in which bundles arrive: which of them are there as a whole and were not handed over yet.
//!
//! A copy that is still being written changes between two looks, so only what did not change is handed over. The system
//! tells of changes (notify); a look now and then finds what it did not tell, as on network drives.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, SystemTime};

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use crate::error::{Error, Result};

/// The ending of bundles.
pub const ENDING: &str = "shinsa-bundle";
/// How long a file must not change.
const STILL: Duration = Duration::from_secs(1);
/// How long nothing may happen before the folder is looked at all the same.
const IDLE: Duration = Duration::from_secs(60);

/// What a file looked like: its length and when it was changed.
type Look = (u64, Option<SystemTime>);

/// A folder that is watched.
#[derive(Debug)]
pub struct Watch {
    dir: PathBuf,
    changes: Receiver<()>,
    /// Tells as long as it lives.
    _watcher: RecommendedWatcher,
    looks: BTreeMap<PathBuf, Look>,
    handed: BTreeMap<PathBuf, Look>,
}

impl Watch {
    /// Begins to watch a folder.
    ///
    /// # Errors
    /// It is not there, or the system cannot watch it.
    pub fn new(dir: &Path) -> Result<Self> {
        let failed = |error: notify::Error| Error::disk(dir)(std::io::Error::other(error));
        fs::read_dir(dir).map_err(Error::disk(dir))?;
        let (tell, changes) = channel();
        // Who no longer listens has ended; what happened is seen by looking.
        let told = move |_: notify::Result<notify::Event>| {
            tell.send(()).ok();
        };
        let mut watcher = notify::recommended_watcher(told).map_err(failed)?;
        watcher.watch(dir, RecursiveMode::NonRecursive).map_err(failed)?;
        let (looks, handed) = (BTreeMap::new(), BTreeMap::new());
        Ok(Self { dir: dir.to_owned(), changes, _watcher: watcher, looks, handed })
    }

    /// Looks at the folder: the bundles that are new or changed, and whole.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn arrived(&mut self) -> Result<Vec<PathBuf>> {
        let now = look(&self.dir)?;
        let still = |path: &PathBuf, look: &Look| self.looks.get(path) == Some(look);
        let new = |path: &PathBuf, look: &Look| self.handed.get(path) != Some(look);
        let arrived: Vec<PathBuf> = now
            .iter()
            .filter(|(path, look)| still(path, look) && new(path, look))
            .map(|(path, _)| path.clone())
            .collect();
        self.handed.retain(|path, _| now.contains_key(path));
        self.handed.extend(arrived.iter().filter_map(|path| Some((path.clone(), *now.get(path)?))));
        self.looks = now;
        Ok(arrived)
    }

    /// Hands a bundle over again at a later look: its day has not come.
    pub fn later(&mut self, path: &Path) {
        self.handed.remove(path);
    }

    /// Waits until the next look is worth it.
    pub fn wait(&self) {
        let pending = self.looks.iter().any(|(path, look)| self.handed.get(path) != Some(look));
        match self.changes.recv_timeout(if pending { STILL } else { IDLE }) {
            // What is written in one go is told many times over.
            Ok(()) => while self.changes.recv_timeout(STILL).is_ok() {},
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => std::thread::sleep(STILL),
        }
    }
}

fn look(dir: &Path) -> Result<BTreeMap<PathBuf, Look>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(dir).map_err(Error::disk(dir))? {
        let path = entry.map_err(Error::disk(dir))?.path();
        if path.extension().is_some_and(|ending| ending == ENDING) {
            // A file that vanished meanwhile has not arrived.
            if let Ok(known) = fs::metadata(&path) {
                found.insert(path, (known.len(), known.modified().ok()));
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

    use std::fs;

    use super::Watch;

    #[test]
    fn a_file_is_handed_over_once_it_is_still_and_again_when_it_changed() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("r1.shinsa-bundle");
        let mut watch = Watch::new(dir.path()).unwrap();
        assert!(watch.arrived().unwrap().is_empty());
        fs::write(&path, b"half").unwrap();
        fs::write(dir.path().join("r1.tmp"), b"half").unwrap();
        assert!(watch.arrived().unwrap().is_empty(), "it may still grow");
        fs::write(&path, b"a whole one").unwrap();
        assert!(watch.arrived().unwrap().is_empty(), "it did grow");
        assert_eq!(watch.arrived().unwrap(), std::slice::from_ref(&path));
        assert!(watch.arrived().unwrap().is_empty(), "once");
        watch.later(&path);
        assert_eq!(watch.arrived().unwrap(), std::slice::from_ref(&path));
        fs::write(&path, b"another whole one").unwrap();
        watch.wait();
        assert!(watch.arrived().unwrap().is_empty());
        assert_eq!(watch.arrived().unwrap(), [path]);
        assert!(Watch::new(&dir.path().join("none")).is_err());
    }
}
