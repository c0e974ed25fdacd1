//! What can end a batch run: the machine, or a folder that is not what was asked for.

use std::io;
use std::path::{Path, PathBuf};

use sources::SourceError;

/// Where a run stood when the machine failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Reading what an earlier run left.
    Open,
    /// Writing results.
    Write,
}

/// Why a run ended without its outputs. What it had done stays, and `resume` goes on from there.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// An input that was named cannot be found.
    #[error(transparent)]
    Input(#[from] SourceError),
    /// Another run is at work in the folder.
    #[error("busy")]
    Busy,
    /// The folder holds results of a run, and nobody asked to go on with it.
    #[error("there is a run")]
    Occupied {
        /// Whether that run came to its end.
        finished: bool,
    },
    /// What is to be gone on with was begun with other inputs, rules, masters or settings.
    #[error("other")]
    Other {
        /// What differs.
        what: &'static str,
    },
    /// A claim file is not what it was when it was screened.
    #[error("{file}: changed since the run")]
    Changed {
        /// The file.
        file: String,
    },
    /// What came by standard input is there no more.
    #[error("standard input cannot be read again")]
    Stdin,
    /// A row of results cannot be read.
    #[error("{}: row {line}", path.display())]
    Row {
        /// The file of rows.
        path: PathBuf,
        /// 1-based.
        line: u64,
    },
    /// There is something where the official lists would be written.
    #[error("{}: is there already", path.display())]
    Exists {
        /// The folder.
        path: PathBuf,
    },
    /// A file is no return file.
    #[error("{file}: no return file")]
    NotReturns {
        /// The file.
        file: String,
    },
    /// The folder holds no run that came to its end.
    #[error("no finished run")]
    NoRun,
    /// A file of the folder could not be read or written.
    #[error("{}: {cause}", path.display())]
    Machine {
        /// The file.
        path: PathBuf,
        /// When.
        step: Step,
        /// Why.
        #[source]
        cause: io::Error,
    },
}

impl BatchError {
    /// A file could not be written.
    pub(crate) fn writing(path: &Path) -> impl FnOnce(io::Error) -> Self + use<'_> {
        move |cause| Self::Machine { path: path.to_owned(), step: Step::Write, cause }
    }

    /// A file of an earlier run could not be read.
    pub(crate) fn opening(path: &Path) -> impl FnOnce(io::Error) -> Self + use<'_> {
        move |cause| Self::Machine { path: path.to_owned(), step: Step::Open, cause }
    }
}
