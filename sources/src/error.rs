//! What can go wrong with a source: always says which one.

use std::io;
use std::path::Path;

/// A source that could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{name}")]
pub struct SourceError {
    /// The path or the member of a zip.
    pub name: String,
    /// What happened.
    #[source]
    pub cause: io::Error,
}

impl SourceError {
    pub(crate) fn new(name: impl Into<String>, cause: impl Into<io::Error>) -> Self {
        Self { name: name.into(), cause: cause.into() }
    }

    pub(crate) fn of_path(path: &Path, cause: io::Error) -> Self {
        Self::new(path.display().to_string(), cause)
    }
}
