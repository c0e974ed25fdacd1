//! Standard output and the terminal: what is printed, and what happens when nobody reads it.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use model::Level;

/// Bold.
pub const STRONG: Style = Style::new().bold();
/// Dimmed.
pub const FAINT: Style = Style::new().dimmed();

/// The colour of a level: red for what comes back, yellow for what is looked at, none for what is only told.
pub const fn of_level(level: Level) -> Style {
    match level {
        Level::L1 | Level::L2 => AnsiColor::Red.on_default().bold(),
        Level::L3 | Level::L4 | Level::L7 => AnsiColor::Yellow.on_default().bold(),
        Level::L48 => Style::new().dimmed(),
    }
}

/// Runs something that writes to standard output. A reader that went away (`| head`) is no failure.
pub fn to_stdout<T>(write: impl FnOnce(&mut dyn Write) -> anyhow::Result<T>) -> anyhow::Result<Option<T>> {
    let mut out = io::BufWriter::with_capacity(1 << 16, anstream::stdout().lock());
    let result = write(&mut out).and_then(|value| {
        out.flush()?;
        Ok(value)
    });
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if is_broken_pipe(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}
