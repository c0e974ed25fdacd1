//! `shinsa screen`: a month of claims, from files to a folder of results.
//!
//! Everything that is judged by is opened first and stays the same; [`batch::screen`] does the rest.

mod summary;

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use batch::{BatchError, Inputs, Progress, Returns, Revision, Run, Settings, Step};
use eval::Book;
use indicatif::{ProgressBar, ProgressStyle};
use model::{Branch, Lang, Text};
use outcome::Routing;

use super::masters::store::{self, Opened};
use super::rules::{self, Loaded};
use crate::args::{InstitutionChoice, Screen};
use crate::exit::{Done, io_cause, output_cause};

/// Screens the files.
pub fn run(options: &Screen, lang: Lang, quiet: bool) -> anyhow::Result<Done> {
    // Before anything else uses the pool.
    rayon::ThreadPoolBuilder::new().num_threads(options.jobs).build_global().context("threads")?;
    let opened = store::open(options.masters.as_deref(), lang)?;
    let loaded = rules::load(&options.rules, options.branch, opened.masters(), lang)?;
    loaded.tell_refused(lang)?;
    let routing = routing(options.routing.as_deref(), lang)?;
    let own = if options.branch.is_some() { Vec::new() } else { loaded.of_branches(opened.masters()) };
    let branches: Vec<(Branch, &Book<'_>)> = own.iter().map(|(branch, book)| (*branch, book)).collect();
    let returns = match Returns::read(&options.returns) {
        Ok(returns) => returns,
        Err(error) => return told(error, options, lang),
    };
    let revision = Revision {
        masters: opened.masters(),
        book: &loaded.book,
        branches: &branches,
        routing: &routing.0,
        returns: (!options.returns.is_empty()).then_some(&returns),
        digests: digests(options, &opened, &loaded, &routing.1, &returns)?,
        refused: loaded.refused.iter().map(|refused| refused.rule.clone()).collect(),
    };
    let settings = Settings {
        lang,
        institution: InstitutionChoice::kind(options.institution),
        complete_from: options.history_complete_from,
        jobs: rayon::current_num_threads(),
        memory: options.history_memory << 20,
        resume: options.resume,
        official: !options.no_official,
        io_cause: match lang {
            Lang::Ja => |error| io_cause(error, Lang::Ja),
            Lang::En => |error| io_cause(error, Lang::En),
        },
    };
    let run = watched(options, &revision, &settings, lang, quiet);
    match run {
        Ok(run) => {
            summary::tell(&run, options, &opened.name(lang), lang, quiet)?;
            Ok(done(&run))
        }
        Err(error) => told(error, options, lang),
    }
}

/// Runs, with a bar for somebody who watches.
fn watched(
    options: &Screen,
    revision: &Revision<'_>,
    settings: &Settings,
    lang: Lang,
    quiet: bool,
) -> Result<Run, BatchError> {
    let (stdin, claims): (Vec<PathBuf>, Vec<PathBuf>) =
        options.paths.iter().cloned().partition(|path| path == Path::new("-"));
    let inputs = Inputs { claims, history: options.history.clone(), stdin: !stdin.is_empty() };
    let progress = Progress::default();
    let bar = bar(lang, quiet);
    let ended = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !ended.load(std::sync::atomic::Ordering::Relaxed) {
                let (done, total) = progress.bytes();
                bar.set_length(total.max(done));
                bar.set_position(done);
                bar.set_message(progress.receipts().to_string());
                std::thread::park_timeout(std::time::Duration::from_millis(200));
            }
            bar.finish_and_clear();
        });
        let run = batch::screen(&inputs, &options.out, revision, settings, &progress);
        ended.store(true, std::sync::atomic::Ordering::Relaxed);
        run
    })
}

fn bar(lang: Lang, quiet: bool) -> ProgressBar {
    if quiet || !std::io::IsTerminal::is_terminal(&std::io::stderr()) {
        return ProgressBar::hidden();
    }
    let template = Text::new(
        "審査中 {bar:30} {msg}件 {bytes}/{total_bytes}（毎秒{bytes_per_sec}） 残り{eta}",
        "screening {bar:30} {msg} receipts {bytes}/{total_bytes} ({bytes_per_sec}) {eta} left",
    );
    let style =
        ProgressStyle::with_template(template.in_lang(lang)).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(0).with_style(style)
}

/// The routing that was asked for, with its digest.
fn routing(path: Option<&Path>, lang: Lang) -> anyhow::Result<(Routing, String)> {
    let Some(path) = path else { return Ok((Routing::built_in()?, "built-in".to_owned())) };
    let name = path.display();
    let text =
        std::fs::read_to_string(path).map_err(|error| anyhow!("{name}: {}", io_cause(&error, lang)))?;
    let routing = Routing::parse(&text).with_context(|| name.to_string())?;
    Ok((routing, blake3::hash(text.as_bytes()).to_hex().to_string()))
}

/// What the results depend on beside the inputs, each with its digest.
fn digests(
    options: &Screen,
    opened: &Opened,
    loaded: &Loaded<'_>,
    routing: &str,
    returns: &Returns,
) -> anyhow::Result<Vec<(String, String)>> {
    let branch = options.branch.map_or("by-prefecture", Branch::number);
    Ok(vec![
        ("rules".to_owned(), loaded.digest()),
        ("masters".to_owned(), opened.digest()?),
        ("routing".to_owned(), routing.to_owned()),
        ("branch".to_owned(), branch.to_owned()),
        ("returns".to_owned(), returns.digest().to_owned()),
    ])
}

/// The exit code of a run that came to its end.
fn done(run: &Run) -> Done {
    let clean = run.counts.flagged == 0 && run.counts.finished() == run.counts.receipts;
    match () {
        () if run.inputs.iter().any(|input| input.broken.is_some()) => Done::Partly,
        () if clean && run.counts.defects.keys().all(|level| level == "L48") => Done::Clean,
        () => Done::Troubled,
    }
}

/// Says why there are no outputs, and what to do.
fn told(error: BatchError, options: &Screen, lang: Lang) -> anyhow::Result<Done> {
    let out = options.out.display();
    let text = match &error {
        BatchError::Busy => Text::new(
            "別の審査がこのフォルダーで動いています。終わるのを待つか、別のフォルダーを指定してください",
            "another screening is at work in this folder; wait for it or name another one",
        ),
        BatchError::Occupied { finished: false } => Text::new(
            "途中で止まった審査があります。続けるには --resume を付けるか、別のフォルダーを指定してください",
            "a screening was broken off here; add --resume to go on with it, or name another folder",
        ),
        BatchError::Occupied { finished: true } => Text::new(
            "審査の結果が既にあります。別のフォルダーを指定してください",
            "there are results of a screening already; name another folder",
        ),
        BatchError::Other { what } => {
            let what = other(what).in_lang(lang);
            anstream::eprintln!("{out}: {what}");
            return Ok(Done::Misused);
        }
        BatchError::Changed { .. }
        | BatchError::Stdin
        | BatchError::Row { .. }
        | BatchError::NotReturns { .. }
        | BatchError::Exists { .. }
        | BatchError::NoRun => {
            let why = super::outputs::write::refused(&error, lang).unwrap_or_default();
            anstream::eprintln!("{why}");
            return Ok(Done::Misused);
        }
        BatchError::Input(error) => {
            anstream::eprintln!("{}: {}", error.name, io_cause(&error.cause, lang));
            return Ok(Done::Misused);
        }
        BatchError::Machine { path, step, cause } => {
            let cause = if *step == Step::Write { output_cause(cause, lang) } else { io_cause(cause, lang) };
            let hint = Text::new(
                "済んだ分は残っています。原因を除いてから --resume で続けられます",
                "what was done stays; remove the cause and go on with --resume",
            );
            bail!("{}: {cause}（{}）", path.display(), hint.in_lang(lang));
        }
    };
    anstream::eprintln!("{out}: {}", text.in_lang(lang));
    Ok(Done::Misused)
}

const fn other(what: &str) -> Text {
    match what.as_bytes() {
        b"inputs" | b"history" => Text::new(
            "途中で止まった審査と入力のファイルが違います（追加・変更・削除）。別のフォルダーで最初から行ってください",
            "the files are not those with which the screening was begun; start anew in another folder",
        ),
        _ => Text::new(
            "途中で止まった審査と規則・マスター・設定・プログラムの版が違います。別のフォルダーで最初から行ってください",
            "rules, masters, settings or program are not those with which the screening was begun; start anew in another folder",
        ),
    }
}
