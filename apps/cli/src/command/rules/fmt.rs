//! `shinsa rules fmt`: rules in their one form, in either surface. A file with errors is left as it is.

use std::io::Write;

use anyhow::Context;
use dsl::Surface;
use model::{Lang, Text};

use super::{Source, read};
use crate::args::rules::{Fmt, SurfaceChoice};
use crate::exit::Done;
use crate::output::to_stdout;

/// Formats the files.
pub fn run(options: &Fmt, lang: Lang) -> anyhow::Result<Done> {
    let surface = match options.surface {
        SurfaceChoice::Ja => Surface::Japanese,
        SurfaceChoice::En => Surface::English,
    };
    let mut done = Done::Clean;
    for source in read(&options.paths, lang)? {
        done = done.max(format(&source, surface, options, lang)?);
    }
    Ok(done)
}

fn format(source: &Source, surface: Surface, options: &Fmt, lang: Lang) -> anyhow::Result<Done> {
    let Ok(formatted) = dsl::format(&source.text, surface) else {
        let word = Text::new(
            "誤りがあるので書き直しません（rules check で確かめてください）",
            "left as it is: it has errors (see `rules check`)",
        );
        anstream::eprintln!("{}: {}", source.path.display(), word.in_lang(lang));
        return Ok(Done::Troubled);
    };
    if options.stdout {
        to_stdout(|out| Ok(out.write_all(formatted.as_bytes())?))?;
        return Ok(Done::Clean);
    }
    if formatted == source.text {
        return Ok(Done::Clean);
    }
    if options.check {
        let word = Text::new("書式が整っていません", "not formatted").in_lang(lang);
        to_stdout(|out| Ok(writeln!(out, "{}: {word}", source.path.display())?))?;
        return Ok(Done::Troubled);
    }
    replace(source, &formatted).with_context(|| source.path.display().to_string())?;
    Ok(Done::Clean)
}

/// The new text is whole or the old one stays: written beside the file, then renamed.
fn replace(source: &Source, text: &str) -> anyhow::Result<()> {
    let folder = source.path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(std::path::Path::new(".")))?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.as_file().set_permissions(std::fs::metadata(&source.path)?.permissions())?;
    file.persist(&source.path)?;
    Ok(())
}
