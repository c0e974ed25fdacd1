//! `shinsa check`: a clinic's pre-check of one file.
//!
//! With `--history` the claims of the patients are taken in first, the file's own among them. The file flows through [`review::review`]; what is found is shown part by part, so any size of file can be checked.

mod history;
mod json;
pub mod screen;

use std::path::Path;

use anyhow::Context;
use intake::content::Config as ContentConfig;
use masters::Masters;
use model::{Lang, Text};
use review::{Outcome, Summary};
use sources::{SourceError, Stream};

use ::history::History;

use super::{masters::store, rules};
use crate::args::{Check, InstitutionChoice};
use crate::exit::{Done, io_cause};
use crate::output::to_stdout;
use history::Taken;

/// How results are shown: on screen or as JSON.
trait Show {
    /// The patients' other claims were taken in.
    fn history(&mut self, history: &History) -> anyhow::Result<()>;
    /// A file begins.
    fn begin(&mut self, name: &str) -> anyhow::Result<()>;
    /// A part of it was reviewed.
    fn part(&mut self, part: review::Reviewed<'_>) -> anyhow::Result<()>;
    /// A file ends.
    fn end(&mut self, summary: &Summary, broken: Option<&str>) -> anyhow::Result<()>;
}

/// What a check works with.
struct Checking<'a> {
    masters: &'a Masters,
    config: review::Config<'a>,
    lang: Lang,
}

/// Checks the file.
pub fn run(options: &Check, lang: Lang, quiet: bool) -> anyhow::Result<Done> {
    let opened = store::open(options.masters.as_deref(), lang)?;
    let institution = InstitutionChoice::kind(options.institution);
    let loaded = if options.no_rules {
        None
    } else {
        Some(rules::load(&options.rules, options.branch, opened.masters(), lang)?)
    };
    if let Some(loaded) = &loaded {
        loaded.tell_refused(lang)?;
    }
    let rules = loaded.as_ref().map(|loaded| &loaded.book);
    let known = match history::take_in(options, lang)? {
        Taken::Nothing => None,
        Taken::Refused => return Ok(Done::Misused),
        Taken::History(history) => Some(history),
    };
    let insured = super::eligibility::open(options.eligibility.as_deref(), lang)?;
    let eligibility = insured.as_ref().map(|(table, _)| table as &dyn eligibility::Eligibility);
    let content = ContentConfig { lang, institution };
    let config =
        review::Config { content, rules, history: known.as_ref(), eligibility, ..review::Config::default() };
    let checking = Checking { masters: opened.masters(), config, lang };
    let done = to_stdout(|out| {
        let mut show: Box<dyn Show + '_> = if options.json {
            Box::new(json::Json::new(out, lang))
        } else {
            Box::new(screen::Screen::new(out, lang, options, &opened, quiet))
        };
        if let Some(history) = &known {
            show.history(history)?;
        }
        checking.file(&options.file, &mut *show)
    })?;
    let done = done.unwrap_or(Done::Clean);
    // What could not be read of the earlier months was told; the file itself was checked.
    let partly = known.is_some_and(|history| history.files().iter().any(|file| file.broken));
    Ok(if partly { done.max(Done::Partly) } else { done })
}

impl Checking<'_> {
    fn file(&self, path: &Path, show: &mut dyn Show) -> anyhow::Result<Done> {
        let mut done = Done::Clean;
        let mut each = |stream: Stream<'_>| -> anyhow::Result<()> {
            done = done.max(self.stream(stream, show)?);
            Ok(())
        };
        match sources::each_stream_or_stdin(path, &mut each).map_err(|error| error.downcast::<SourceError>())
        {
            Ok(()) => Ok(done),
            Err(Err(error)) => Err(error),
            Err(Ok(error)) => {
                let word = Text::new("ファイルを読めません", "cannot read the file").in_lang(self.lang);
                anstream::eprintln!("{word}: {}: {}", error.name, io_cause(&error.cause, self.lang));
                Ok(Done::Partly)
            }
        }
    }

    fn stream(&self, stream: Stream<'_>, show: &mut dyn Show) -> anyhow::Result<Done> {
        show.begin(&stream.name)?;
        let Outcome { summary, broken, .. } =
            review::review(stream.bytes, self.masters, self.config, |part| show.part(part))
                .with_context(|| stream.name.clone())?;
        let broken = broken.map(|error| io_cause(&error, self.lang));
        show.end(&summary, broken.as_deref())?;
        Ok(match broken {
            Some(_) => Done::Partly,
            None if summary.is_clean() => Done::Clean,
            None => Done::Troubled,
        })
    }
}
