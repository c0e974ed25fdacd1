//! Writing so that a crash leaves the old or the new: beside the place, flushed, renamed, and the folder flushed.

use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::path::Path;

use crate::error::{Error, Result};

/// Makes a folder, and flushes the one that it stands in.
pub(super) fn make(dir: &Path) -> Result<()> {
    if dir.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(dir).map_err(Error::disk(dir))?;
    dir.parent().map_or(Ok(()), flush)
}

/// Replaces a file.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let dir = path.parent().unwrap_or_else(|| Path::new("."));
    let mut file = shared().tempfile_in(dir).map_err(Error::disk(dir))?;
    file.as_file_mut()
        .write_all(bytes)
        .and_then(|()| file.as_file().sync_all())
        .map_err(Error::disk(path))?;
    file.persist(path).map_err(|error| Error::disk(path)(error.error))?;
    flush(dir)
}

/// Flushes a folder, where the system can: a name that was renamed is there after a crash.
fn flush(dir: &Path) -> Result<()> {
    #[cfg(unix)]
    File::open(dir).and_then(|dir| dir.sync_all()).map_err(Error::disk(dir))?;
    Ok(())
}

/// Holds the lock of writers until it is dropped.
pub(super) fn lock(path: &Path) -> Result<File> {
    let lock = File::create(path).map_err(Error::disk(path))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(Error::misuse(
            "別の切替えが実行中です。終わってからもう一度行ってください",
            "another activation is running: try again when it has ended",
        )),
        Err(TryLockError::Error(error)) => Err(Error::disk(path)(error)),
    }
}

/// A temporary file with the permissions of an ordinary one.
#[cfg(unix)]
fn shared() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    builder
}

#[cfg(not(unix))]
fn shared() -> tempfile::Builder<'static, 'static> {
    tempfile::Builder::new()
}
