//! `shinsa corpus`: made-up claims and damaged files, one file a subcommand.

mod damage;
mod generate;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::anyhow;
use model::Lang;

use crate::args::corpus::Corpus;
use crate::exit::{Done, io_cause, output_cause};

/// Runs a subcommand.
pub fn run(options: &Corpus, lang: Lang, quiet: bool) -> anyhow::Result<Done> {
    match options {
        Corpus::Generate(options) => generate::run(options, lang, quiet),
        Corpus::Damage(options) => damage::run(options, lang, quiet),
    }
}

/// What went wrong with a file, for people.
fn failed(path: &Path, error: &io::Error, lang: Lang) -> anyhow::Error {
    anyhow!("{}: {}", path.display(), io_cause(error, lang))
}

/// A file to write, or standard output for `-`.
fn create(path: &Path, lang: Lang) -> anyhow::Result<Box<dyn Write + Send>> {
    // Bytes of a claim file go out as they are, so not through anything that understands terminals.
    let inner: Box<dyn Write + Send> = match path.to_str() {
        Some("-") => Box::new(io::stdout()),
        _ => Box::new(
            File::create(path)
                .map_err(|error| anyhow!("{}: {}", path.display(), output_cause(&error, lang)))?,
        ),
    };
    Ok(Box::new(BufWriter::with_capacity(1 << 20, inner)))
}

/// The name of a file in labels: without its folders.
fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| "-".to_owned(), |name| name.to_string_lossy().into_owned())
}
