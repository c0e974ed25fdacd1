//! `shinsa check`: a clinic's pre-check of one file.
//!
//! With `--history` the claims of the patients are taken in first, the file's own among them. The file flows through [`review::review`]; what is found is shown part by part, so any size of file can be checked.

mod history;
mod json;
mod refiled;
pub mod screen;
mod shadow;

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use intake::content::Config as ContentConfig;
use masters::Masters;
use model::{Lang, Text};
use review::session::{Counters, Snapshot, Tally};
use review::{Outcome, Summary};
use sources::{SourceError, Stream};

use ::history::History;

use super::masters::store::{self, Opened};
use super::{revision, rules};
use crate::args::{Check, InstitutionChoice};
use crate::exit::{Done, io_cause};
use crate::output::to_stdout;
use history::Taken;
use refiled::{Answered, Refiled};
use shadow::Beside;

/// How results are shown: on screen or as JSON.
trait Show {
    /// The patients' other claims were taken in.
    fn history(&mut self, history: &History) -> anyhow::Result<()>;
    /// Earlier returns were read: so many.
    fn returns(&mut self, known: usize) -> anyhow::Result<()>;
    /// A file begins.
    fn begin(&mut self, name: &str) -> anyhow::Result<()>;
    /// A part of it was reviewed; receipts that are filed again come with the returns that they answer.
    fn part(&mut self, part: review::Reviewed<'_>, answered: &[Answered]) -> anyhow::Result<()>;
    /// All files were compared with a shadow revision.
    fn shadow(&mut self, shadow: &Snapshot, tally: &Tally) -> anyhow::Result<()>;
    /// Findings of a file by rule and by institution.
    fn counts(&mut self, counters: &Counters) -> anyhow::Result<()>;
    /// A file ends.
    fn end(&mut self, summary: &Summary, broken: Option<&str>) -> anyhow::Result<()>;
}

/// What a check works with.
struct Checking<'a> {
    masters: &'a Masters,
    config: review::Config<'a>,
    beside: Option<Beside>,
    refiled: Option<Refiled>,
    lang: Lang,
}

/// Checks the file.
pub fn run(options: &Check, lang: Lang, quiet: bool) -> anyhow::Result<Done> {
    let loose = options.masters.is_some() || !options.rules.is_empty();
    let pinned = revision::pin(options.revision_home.as_deref(), loose, lang)?;
    if history::is_refused(options, lang) {
        return Ok(Done::Misused);
    }
    // Other claims are taken in while masters and rules are read.
    let (opened, taken) = rayon::join(|| open(options, pinned, lang), || history::take_in(options, lang));
    let (opened, written) = opened?;
    if options.branch.is_some() && options.rules.is_empty() && opened.revision().is_none() {
        return Ok(branch_of_nothing(lang));
    }
    let institution = InstitutionChoice::kind(options.institution);
    let load = |written: rules::Written| written.load(options.branch, opened.masters(), lang);
    let loaded = written.map(load).transpose()?;
    if let Some(loaded) = &loaded {
        loaded.tell_refused(lang)?;
    }
    let pinned = opened.revision().filter(|_| !options.no_rules);
    let pinned = pinned.map(|snapshot| snapshot.book(options.branch));
    let rules = pinned.or_else(|| loaded.as_ref().map(|loaded| &loaded.book));
    let live = opened.revision().map(AsRef::as_ref);
    let shadow = match options.shadow.as_deref().map(|path| shadow::open(options, path, live)).transpose() {
        Ok(shadow) => shadow,
        Err(error) => return revision::told(error, lang),
    };
    let beside = shadow.as_ref().map(|_| Beside::new(options.shadow_out.as_deref(), lang)).transpose()?;
    let known = taken?.map(Taken::tell);
    let refiled = match options.returns.as_slice() {
        [] => None,
        _ => match refiled::read(options, lang)? {
            None => return Ok(Done::Misused),
            some => some,
        },
    };
    let insured = super::eligibility::open(options.eligibility.as_deref(), lang)?;
    let eligibility = insured.as_ref().map(|(table, _)| table as &dyn eligibility::Eligibility);
    let content = ContentConfig { lang, institution };
    // An archive may hold many files.
    let idle = review::Idle::default();
    let config = review::Config {
        content,
        rules,
        history: known.as_ref(),
        eligibility,
        shadow: shadow.as_ref().map(|shadow| shadow::of_branch(shadow, options.branch)),
        idle: Some(&idle),
        ..review::Config::default()
    };
    let mut checking = Checking { masters: opened.masters(), config, beside, refiled, lang };
    let done = to_stdout(|out| {
        let mut show: Box<dyn Show + '_> = if options.json {
            Box::new(json::Json::new(
                out,
                lang,
                opened.revision().map(|snapshot| snapshot.revision().to_string()),
            ))
        } else {
            Box::new(screen::Screen::new(out, lang, options, &opened, quiet))
        };
        if let Some(history) = &known {
            show.history(history)?;
        }
        if let Some(refiled) = &checking.refiled {
            show.returns(refiled.known())?;
        }
        let done = checking.file(&options.file, &mut *show)?;
        if let Some((shadow, beside)) = shadow.as_ref().zip(checking.beside.as_ref()) {
            show.shadow(shadow, &beside.tally)?;
        }
        Ok(done)
    })?;
    if let Some(beside) = checking.beside {
        beside.finish(options.shadow_out.as_deref())?;
    }
    let done = done.unwrap_or(Done::Clean);
    // What could not be read of the earlier months was told; the file itself was checked.
    let partly = known.is_some_and(|history| history.files().iter().any(|file| file.broken));
    Ok(if partly { done.max(Done::Partly) } else { done })
}

/// The masters, and the rules where they are not those of a revision: the store is opened while the rules are read.
fn open(
    options: &Check,
    pinned: Option<Arc<Snapshot>>,
    lang: Lang,
) -> anyhow::Result<(Opened, Option<rules::Written>)> {
    if let Some(snapshot) = pinned {
        return Ok((Opened::Revision(snapshot), None));
    }
    let read = || (!options.no_rules).then(|| rules::Written::read(&options.rules, lang)).transpose();
    let (opened, written) = rayon::join(|| store::open(options.masters.as_deref(), lang), read);
    Ok((opened?, written?))
}

/// A branch without overlays: neither rules nor a revision was named.
fn branch_of_nothing(lang: Lang) -> Done {
    let word = Text::new(
        "--branch には、上書を含む --rules か有効な改訂が要ります",
        "--branch needs --rules with overlays, or an active revision",
    );
    anstream::eprintln!("{}", word.in_lang(lang));
    Done::Misused
}

impl Checking<'_> {
    fn file(&mut self, path: &Path, show: &mut dyn Show) -> anyhow::Result<Done> {
        let (mut done, lang) = (Done::Clean, self.lang);
        let mut each = |stream: Stream<'_>| -> anyhow::Result<()> {
            done = done.max(self.stream(stream, show)?);
            Ok(())
        };
        match sources::each_stream_or_stdin(path, &mut each).map_err(|error| error.downcast::<SourceError>())
        {
            Ok(()) => Ok(done),
            Err(Err(error)) => Err(error),
            Err(Ok(error)) => {
                let word = Text::new("ファイルを読めません", "cannot read the file").in_lang(lang);
                anstream::eprintln!("{word}: {}: {}", error.name, io_cause(&error.cause, lang));
                Ok(Done::Partly)
            }
        }
    }

    fn stream(&mut self, stream: Stream<'_>, show: &mut dyn Show) -> anyhow::Result<Done> {
        show.begin(&stream.name)?;
        let (name, beside, refiled) = (stream.name, &mut self.beside, &mut self.refiled);
        if let Some(refiled) = refiled {
            refiled.begin();
        }
        let each = |part: review::Reviewed<'_>| {
            if let Some(beside) = beside {
                beside.take(&name, &part)?;
            }
            let answered = refiled.as_mut().zip(part.batch).map(|(refiled, batch)| refiled.of(batch));
            show.part(part, &answered.unwrap_or_default())
        };
        let counters = Counters::default();
        let config = review::Config { counters: Some(&counters), ..self.config };
        let Outcome { mut summary, broken, .. } =
            review::review(stream.bytes, self.masters, config, each).with_context(|| name.clone())?;
        if let Some(book) = self.config.rules {
            summary.note_ended(book);
        }
        let broken = broken.map(|error| io_cause(&error, self.lang));
        show.counts(&counters)?;
        show.end(&summary, broken.as_deref())?;
        Ok(match broken {
            Some(_) => Done::Partly,
            None if summary.is_clean() => Done::Clean,
            None => Done::Troubled,
        })
    }
}
