//! The files to import, one by one, with a progress bar.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};
use masters::{Problem, Refusal, Source};
use model::Lang;
use sources::{Found, SourceError, Stream};

use crate::args::masters::{Import, Told};
use crate::command::masters::store::{Standing, Target};
use crate::exit::io_cause;

/// What became of one file.
pub struct Taken {
    /// Its path, members of archives with `!/`.
    pub name: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// What can become of a file.
pub enum Outcome {
    /// Taken, or there already.
    Source {
        /// What it is.
        kind: masters::FileKind,
        /// Full file or update.
        form: masters::Form,
        /// How many rows.
        rows: usize,
        /// Rows by 変更区分.
        changes: BTreeMap<char, usize>,
        /// How it stands in the store now.
        standing: Standing,
    },
    /// Not taken.
    Refused(Refusal),
    /// Not readable; why.
    Unreadable(String),
}

impl Taken {
    /// Whether the file was to be taken and was not.
    pub const fn is_trouble(&self) -> bool {
        !matches!(self.outcome, Outcome::Source { .. } | Outcome::Refused(Refusal::NotTakenYet(_)))
    }

    /// The problems of its rows.
    pub fn problems(&self) -> &[Problem] {
        match &self.outcome {
            Outcome::Refused(Refusal::Broken { problems, .. }) => problems,
            _ => &[],
        }
    }
}

/// Takes all files in.
pub fn take(
    options: &Import,
    lang: Lang,
    quiet: bool,
    target: &mut Target<'_>,
) -> anyhow::Result<Vec<Taken>> {
    let (mut found, mut taken) = (Vec::new(), Vec::new());
    for path in &options.paths {
        match sources::walk(std::slice::from_ref(path)) {
            Ok(files) => found.extend(files),
            Err(error) => taken.push(unreadable(&error, lang)),
        }
    }
    let bar = bar(&found, lang, quiet);
    for file in &found {
        take_file(&file.path, options.published, lang, target, &mut taken)?;
        bar.inc(file.bytes);
    }
    bar.finish_and_clear();
    Ok(taken)
}

fn bar(found: &[Found], lang: Lang, quiet: bool) -> ProgressBar {
    if quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(found.iter().map(|f| f.bytes).sum());
    let template = match lang {
        Lang::Ja => "取込中 [{bar:40}] {bytes}/{total_bytes}",
        Lang::En => "importing [{bar:40}] {bytes}/{total_bytes}",
    };
    bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

fn take_file(
    path: &Path,
    told: Option<Told>,
    lang: Lang,
    target: &mut Target<'_>,
    taken: &mut Vec<Taken>,
) -> anyhow::Result<()> {
    // A spreadsheet is a zip too, but its members are no masters.
    if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("xlsx")) {
        let name = path.display().to_string();
        return match std::fs::read(path) {
            Ok(bytes) => take_bytes(name, &bytes, told, target, taken),
            Err(cause) => {
                taken.push(unreadable(&SourceError { name, cause }, lang));
                Ok(())
            }
        };
    }
    let each = |stream: Stream<'_>| -> anyhow::Result<()> {
        let mut bytes = Vec::new();
        match stream.bytes.read_to_end(&mut bytes) {
            Ok(_) => take_bytes(stream.name, &bytes, told, target, taken),
            Err(cause) => {
                taken.push(unreadable(&SourceError { name: stream.name, cause }, lang));
                Ok(())
            }
        }
    };
    let Err(error) = sources::each_stream(path, each) else { return Ok(()) };
    let error = error.downcast::<SourceError>()?;
    taken.push(unreadable(&error, lang));
    Ok(())
}

fn unreadable(error: &SourceError, lang: Lang) -> Taken {
    Taken { name: error.name.clone(), outcome: Outcome::Unreadable(io_cause(&error.cause, lang)) }
}

fn take_bytes(
    name: String,
    bytes: &[u8],
    told: Option<Told>,
    target: &mut Target<'_>,
    taken: &mut Vec<Taken>,
) -> anyhow::Result<()> {
    let outcome = match masters::read(short(&name), bytes, told.and_then(Told::day)) {
        Ok(source) => kept(source, bytes, told, target)?,
        Err(refusal) => Outcome::Refused(refusal),
    };
    taken.push(Taken { name, outcome });
    Ok(())
}

fn kept(
    source: Source,
    bytes: &[u8],
    told: Option<Told>,
    target: &mut Target<'_>,
) -> anyhow::Result<Outcome> {
    let (kind, form, rows) = (source.kind(), source.form(), source.rows());
    let changes = source.changes();
    let standing = target.add(source, bytes, told)?;
    Ok(Outcome::Source { kind, form, rows, changes, standing })
}

/// The name without folders: the store must not differ by where a file lay.
fn short(name: &str) -> &str {
    let archive = name.find("!/").map_or(name, |at| name.get(..at).unwrap_or(name));
    let start = archive.rfind(['/', '\\']).map_or(0, |at| at + 1);
    name.get(start..).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn names_lose_their_folders() {
        assert_eq!(short("/a/b/s.csv"), "s.csv");
        assert_eq!(short("/a/b.zip!/c/s.csv"), "b.zip!/c/s.csv");
        assert_eq!(short("s.csv"), "s.csv");
    }
}
