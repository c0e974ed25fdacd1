//! The folder of a run: one run at a time, files that are whole or not there.
//!
//! `.work/` holds what is not finished: the plan, and the segments of each unit. `run.json` is written last; where it
//! stands, the outputs beside it are whole.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::error::BatchError;

const LOCK: &str = ".lock";
const WORK: &str = ".work";
const RUN: &str = "run.json";

/// What a folder holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// No run.
    Empty,
    /// A run that did not come to its end.
    Begun,
    /// A run with all its outputs.
    Finished,
}

/// A folder that this run alone works in.
#[derive(Debug)]
pub(crate) struct Folder {
    out: PathBuf,
    /// Held as long as the folder is.
    _lock: File,
}

impl Folder {
    /// Takes a folder; it is made when it is not there.
    pub(crate) fn take(out: &Path) -> Result<Self, BatchError> {
        fs::create_dir_all(out).map_err(BatchError::writing(out))?;
        let path = out.join(LOCK);
        let lock = File::create(&path).map_err(BatchError::writing(&path))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { out: out.to_owned(), _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(BatchError::Busy),
            Err(TryLockError::Error(cause)) => Err(BatchError::writing(&path)(cause)),
        }
    }

    pub(crate) fn state(&self) -> State {
        match () {
            () if self.out.join(RUN).exists() => State::Finished,
            () if self.work("").exists() => State::Begun,
            () => State::Empty,
        }
    }

    /// Where the outputs are.
    pub(crate) fn out(&self) -> &Path {
        &self.out
    }

    /// A file of the outputs.
    pub(crate) fn output(&self, name: &str) -> PathBuf {
        self.out.join(name)
    }

    /// A file of what is not finished.
    pub(crate) fn work(&self, name: &str) -> PathBuf {
        self.out.join(WORK).join(name)
    }

    pub(crate) fn run_file(&self) -> PathBuf {
        self.output(RUN)
    }

    pub(crate) fn begin(&self) -> Result<(), BatchError> {
        let work = self.work("");
        fs::create_dir_all(&work).map_err(BatchError::writing(&work))
    }

    /// Throws away what was needed only on the way.
    pub(crate) fn clear(&self) -> Result<(), BatchError> {
        let work = self.work("");
        match fs::remove_dir_all(&work) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(BatchError::writing(&work)(cause)),
            _ => Ok(()),
        }
    }
}

/// Writes a file whole: beside its place, flushed, renamed, the folder flushed too.
pub(crate) fn write_whole(
    path: &Path,
    write: impl FnOnce(&mut io::BufWriter<File>) -> io::Result<()>,
) -> Result<(), BatchError> {
    let beside = beside(path);
    let written = File::create(&beside).and_then(|file| {
        let mut file = io::BufWriter::with_capacity(1 << 20, file);
        write(&mut file)?;
        file.flush()?;
        file.get_ref().sync_all()
    });
    written.map_err(BatchError::writing(&beside))?;
    put_in_place(&beside, path)
}

/// Renames a file that was flushed to the name under which it counts.
pub(crate) fn put_in_place(beside: &Path, path: &Path) -> Result<(), BatchError> {
    fs::rename(beside, path).map_err(BatchError::writing(path))?;
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or_else(|| Path::new("."));
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(BatchError::writing(folder))
}

/// The name under which a file is written before it counts.
pub(crate) fn beside(path: &Path) -> PathBuf {
    // Without a separator at its end: `results/` is the folder `results`.
    let mut name = path.components().as_path().as_os_str().to_owned();
    name.push(".part");
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::beside;

    #[test]
    fn a_separator_at_the_end_names_the_same_folder() {
        for name in ["lists", "lists/", "lists//"] {
            assert_eq!(beside(Path::new(name)), Path::new("lists.part"), "{name}");
        }
        assert_eq!(beside(Path::new("/a/b/")), Path::new("/a/b.part"));
    }
}
