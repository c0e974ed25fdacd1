//! Standard output and the terminal: what is printed, and what happens when nobody reads it.

use std::io::{self, Write};
use std::path::Path;

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

/// A file beside the place of an output, with the permissions of an ordinary one, as the umask has it.
pub fn beside(path: &Path) -> io::Result<tempfile::NamedTempFile> {
    let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(dir)
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
    // serde_json keeps the kind of what failed, but does not name it as its source.
    let kind = |cause: &(dyn std::error::Error + 'static)| match cause.downcast_ref::<io::Error>() {
        Some(error) => Some(error.kind()),
        None => cause.downcast_ref::<serde_json::Error>()?.io_error_kind(),
    };
    error.chain().any(|cause| kind(cause) == Some(io::ErrorKind::BrokenPipe))
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::is_broken_pipe;

    /// A reader that went away.
    struct Gone;

    impl io::Write for Gone {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_reader_that_went_away_is_known_behind_json_too() {
        let plain = anyhow::Error::from(io::Error::from(io::ErrorKind::BrokenPipe));
        assert!(is_broken_pipe(&plain.context("in front")));
        let json = serde_json::to_writer(Gone, &[1]).map_err(anyhow::Error::from);
        assert!(json.is_err_and(|error| is_broken_pipe(&error)));
        assert!(!is_broken_pipe(&anyhow::Error::from(io::Error::from(io::ErrorKind::NotFound))));
    }
}
