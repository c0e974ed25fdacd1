//! The claim files of a run, opened again in their order and held to what the run read.

use std::path::{Path, PathBuf};

use sources::{SourceError, each_stream};

use crate::error::BatchError;
use crate::run::Stream;
use crate::unit::Hashed;

/// Between the path of a zip and the name of its member.
const MEMBER: &str = "!/";

/// Opens the streams of a run. `stdin`: where what came by standard input stands, if it still does.
pub(super) fn each(
    inputs: &[Stream],
    stdin: Option<&Path>,
    mut every: impl FnMut(&Stream, &mut dyn std::io::Read) -> Result<(), BatchError>,
) -> Result<(), BatchError> {
    let mut rest = inputs;
    while let Some(first) = rest.first() {
        if first.digest.is_empty() {
            // It could not be opened when it was screened, so nothing was said of it.
            rest = rest.get(1..).unwrap_or_default();
            continue;
        }
        let (path, shown) = place(&first.file, stdin)?;
        let opened = each_stream(&path, |stream| {
            let name = stream.name.replacen(&path.display().to_string(), &shown, 1);
            let Some(expected) = rest.first().filter(|expected| expected.file == name) else {
                return Err(Failed::Run(BatchError::Changed { file: name }));
            };
            rest = rest.get(1..).unwrap_or_default();
            one(expected, stream.bytes, &mut every).map_err(Failed::Run)
        });
        match opened {
            Ok(()) => {}
            Err(Failed::Run(error)) => return Err(error),
            // A zip that was damaged when it was screened is damaged still: its readable members were given.
            Err(Failed::Source(error)) => match rest.first() {
                Some(next) if next.digest.is_empty() => rest = rest.get(1..).unwrap_or_default(),
                _ => return Err(BatchError::Input(error)),
            },
        }
        if rest.first().is_some_and(|next| next.file == first.file) {
            return Err(BatchError::Changed { file: first.file.clone() });
        }
    }
    Ok(())
}

fn one(
    expected: &Stream,
    bytes: &mut dyn std::io::Read,
    every: &mut impl FnMut(&Stream, &mut dyn std::io::Read) -> Result<(), BatchError>,
) -> Result<(), BatchError> {
    let mut hashed = Hashed::new(bytes);
    every(expected, &mut hashed)?;
    if hashed.digest() != expected.digest {
        return Err(BatchError::Changed { file: expected.file.clone() });
    }
    Ok(())
}

/// The path to open for a stream, and what it is called in results.
fn place(file: &str, stdin: Option<&Path>) -> Result<(PathBuf, String), BatchError> {
    let container = |file: &str| file.split_once(MEMBER).map(|(container, _)| container.to_owned());
    if file == "-" || file.starts_with("-!/") {
        return match stdin {
            Some(path) => Ok((path.to_owned(), "-".to_owned())),
            None => Err(BatchError::Stdin),
        };
    }
    // A folder may end in the mark too, so a path that is there is meant as it stands.
    let path = match container(file).filter(|_| !Path::new(file).exists()) {
        Some(container) => container,
        None => file.to_owned(),
    };
    Ok((PathBuf::from(&path), path))
}

enum Failed {
    Run(BatchError),
    Source(SourceError),
}

impl From<SourceError> for Failed {
    fn from(error: SourceError) -> Self {
        Self::Source(error)
    }
}
