//! How a command ends: the exit codes that scripts rely on.

use std::process::ExitCode;

use model::{Lang, Text};

/// How a command that ran to its end came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Done {
    /// Nothing to correct.
    Clean = 0,
    /// Findings or defects.
    Troubled = 1,
    /// Some input could not be processed; the rest was.
    Partly = 3,
}

impl From<Done> for ExitCode {
    fn from(done: Done) -> Self {
        Self::from(done as u8)
    }
}

/// Wrong use of the command line.
pub const WRONG_USE: u8 = 2;

/// The machine failed: says why and gives the code 4.
pub fn failed(error: &anyhow::Error, lang: Lang) -> ExitCode {
    let word = Text::new("エラー", "error").in_lang(lang);
    anstream::eprintln!("{word}: {error:#}");
    ExitCode::from(4)
}
