//! The temporary folders in which claims stand in the clear while lists are written, and the end of those that a killed
//! program left.
//!
//! Each holds a file that is locked as long as its program lives: whoever gets the lock may remove the folder.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::{Builder, TempDir};

const PREFIX: &str = "shinsa-results-";
const LOCK: &str = "lock";
const CLAIMS: &str = "claims";

/// A folder that only its owner can read, gone when dropped.
#[derive(Debug)]
pub(super) struct Clear {
    claims: PathBuf,
    // In this order: an open file could keep a folder from being removed.
    _lock: File,
    _folder: TempDir,
}

impl Clear {
    /// A new folder; what killed programs left is removed first.
    pub(super) fn new() -> io::Result<Self> {
        let place = std::env::temp_dir();
        sweep(&place);
        loop {
            match Self::within(&place) {
                // Somebody swept it before it was locked.
                Err(error) if error.kind() == io::ErrorKind::NotFound && place.is_dir() => {}
                made => return made,
            }
        }
    }

    fn within(place: &Path) -> io::Result<Self> {
        let folder = Builder::new().prefix(PREFIX).tempdir_in(place)?;
        let lock = File::create_new(folder.path().join(LOCK))?;
        lock.lock()?;
        let claims = folder.path().join(CLAIMS);
        fs::create_dir(&claims)?;
        Ok(Self { claims, _folder: folder, _lock: lock })
    }

    pub(super) fn path(&self) -> &Path {
        &self.claims
    }
}

/// Removes what killed programs left in the temporary folder of the system.
pub(crate) fn sweep_all() {
    sweep(&std::env::temp_dir());
}

/// What cannot be removed is told in the log: claims stand there in the clear.
fn sweep(place: &Path) {
    let Ok(entries) = fs::read_dir(place) else { return };
    let folders = entries.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX));
    for folder in folders.map(|entry| entry.path()) {
        if let Err(error) = remove_left(&folder) {
            tracing::error!(%error, folder = %folder.display(), "claims in the clear that a killed program left cannot be removed");
        }
    }
}

/// Removes a folder, unless its program lives or it is another user's.
fn remove_left(folder: &Path) -> io::Result<()> {
    let path = folder.join(LOCK);
    // Without its lock it holds nothing yet, or was made by an earlier version, which cannot be told from a living one; what is
    // no file is not ours, and a pipe would be waited for.
    let lock = match fs::symlink_metadata(&path)
        .and_then(|of| of.is_file().then(|| File::open(&path)).transpose())
    {
        Ok(Some(lock)) => lock,
        Ok(None) => return Ok(()),
        Err(error) if matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::NotFound) => {
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    match lock.try_lock() {
        Ok(()) => match fs::remove_dir_all(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            done => done,
        },
        Err(TryLockError::WouldBlock) => Ok(()),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
    use std::fs::{self, File};

    use super::{CLAIMS, Clear, LOCK, PREFIX, sweep};

    #[test]
    fn what_a_killed_program_left_is_removed_and_what_a_living_one_uses_stays() {
        let place = tempfile::tempdir().unwrap();
        let living = Clear::within(place.path()).unwrap();
        fs::write(living.path().join("claim"), "x").unwrap();
        let left = place.path().join(format!("{PREFIX}left"));
        fs::create_dir_all(left.join(CLAIMS)).unwrap();
        File::create(left.join(LOCK)).unwrap();
        fs::write(left.join(CLAIMS).join("claim"), "x").unwrap();
        let other = place.path().join("other");
        fs::create_dir(&other).unwrap();
        File::create(other.join(LOCK)).unwrap();
        sweep(place.path());
        assert_eq!(
            [living.path().join("claim").exists(), left.exists(), other.exists()],
            [true, false, true]
        );
        let own = living.path().to_owned();
        drop(living);
        assert!(!own.exists());
    }
}
