//! `shinsa check`: a clinic's pre-check of one file.
//!
//! The file flows through [`review::review`]; what is found is shown part by part, so any size of file can be checked.

mod json;
mod screen;

use std::path::Path;

use anyhow::Context;
use model::{Lang, Text};
use review::{Outcome, Summary};
use sources::{SourceError, Stream};

use crate::args::Check;
use crate::exit::{Done, io_cause};
use crate::output::to_stdout;

/// How results are shown: on screen or as JSON.
trait Show {
    /// A file begins.
    fn begin(&mut self, name: &str) -> anyhow::Result<()>;
    /// A part of it was reviewed.
    fn part(&mut self, part: review::Reviewed<'_>) -> anyhow::Result<()>;
    /// A file ends.
    fn end(&mut self, summary: &Summary, broken: Option<&str>) -> anyhow::Result<()>;
}

/// Checks the file.
pub fn run(options: &Check, lang: Lang, quiet: bool) -> anyhow::Result<Done> {
    let done = to_stdout(|out| {
        let mut show: Box<dyn Show + '_> = if options.json {
            Box::new(json::Json::new(out, lang))
        } else {
            Box::new(screen::Screen::new(out, lang, options, quiet))
        };
        check_file(&options.file, lang, &mut *show)
    })?;
    Ok(done.unwrap_or(Done::Clean))
}

fn check_file(path: &Path, lang: Lang, show: &mut dyn Show) -> anyhow::Result<Done> {
    let mut done = Done::Clean;
    let mut each = |stream: Stream<'_>| -> anyhow::Result<()> {
        done = done.max(check_stream(stream, lang, show)?);
        Ok(())
    };
    let result = if path == Path::new("-") {
        sources::open_stdin(&mut each)
    } else {
        sources::each_stream(path, &mut each)
    };
    match result {
        Err(error) => match error.downcast::<SourceError>() {
            Ok(error) => {
                let word = Text::new("ファイルを読めません", "cannot read the file").in_lang(lang);
                anstream::eprintln!("{word}: {}: {}", error.name, io_cause(&error.cause, lang));
                Ok(Done::Partly)
            }
            Err(error) => Err(error),
        },
        Ok(()) => Ok(done),
    }
}

fn check_stream(stream: Stream<'_>, lang: Lang, show: &mut dyn Show) -> anyhow::Result<Done> {
    show.begin(&stream.name)?;
    let Outcome { summary, broken } = review::review(stream.bytes, review::Config::default(), |part| show.part(part))
        .with_context(|| stream.name.clone())?;
    let broken = broken.map(|error| io_cause(&error, lang));
    show.end(&summary, broken.as_deref())?;
    Ok(match broken {
        Some(_) => Done::Partly,
        None if summary.is_clean() => Done::Clean,
        None => Done::Troubled,
    })
}
