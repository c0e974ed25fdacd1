//! What can go wrong: the revision is refused, it was asked for wrongly, or the machine failed.

use std::io;
use std::path::Path;

use dsl::Message;
use model::Lang;
use review::session::{Failure, RevisionId, Stage};

/// Why something was not done.
#[derive(Debug)]
pub enum Error {
    /// The revision is not good, or not good here; what was active still is.
    Refused(Box<Failure>),
    /// There is nothing to do.
    AlreadyActive(RevisionId),
    /// What was asked for cannot be.
    Misuse(Message),
    /// The machine failed.
    Disk {
        /// Where.
        path: String,
        /// How.
        cause: io::Error,
    },
}

/// What comes of it.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub(crate) fn disk(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.display().to_string();
        move |cause| Self::Disk { path, cause }
    }

    pub(crate) fn misuse(ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self::Misuse(Message::new(ja, en))
    }

    pub(crate) fn refused(stage: Stage, ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self::Refused(Box::new(Failure::new(stage, ja, en)))
    }

    /// For people, in one sentence.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Refused(failure) => failure.message(lang),
            Self::AlreadyActive(id) => match lang {
                Lang::Ja => format!("改訂 {} はもう有効です", id.short()),
                Lang::En => format!("revision {} is active already", id.short()),
            },
            Self::Misuse(message) => message.in_lang(lang).to_owned(),
            Self::Disk { path, cause } => format!("{path}: {cause}"),
        }
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        Self::Refused(Box::new(failure))
    }
}

impl From<sources::SourceError> for Error {
    fn from(error: sources::SourceError) -> Self {
        Self::Disk { path: error.name, cause: error.cause }
    }
}
