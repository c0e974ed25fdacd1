//! `shinsa screen`: a month of claims, from files to a folder of results.
//!
//! Everything that is judged by is opened first and stays the same; [`batch::screen`] does the rest.

mod asked;
pub mod bar;
mod by;
mod outputs;
mod summary;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use batch::{BatchError, Inputs, Progress, Returns, Revision, Run, Settings, Step};
use model::{Branch, Lang, Text};
use outcome::Routing;
use review::session::Snapshot;
use review::{Institutions, RegisterFaultKind};

use super::masters::store::{self, Opened};
use super::revision;
use crate::args::{InstitutionChoice, Screen};
use crate::exit::{Done, Misused, io_cause, output_cause};
use by::By;

/// Screens the files.
pub fn run(options: &Screen, lang: Lang, quiet: bool) -> anyhow::Result<Done> {
    match judged(options, lang, quiet)? {
        (Ok(run), masters) => {
            summary::tell(&run, options, &masters, lang, quiet)?;
            let logged = super::log::keep(options.log.as_deref(), &run, lang)?;
            Ok(if logged { done(&run) } else { Done::Partly })
        }
        (Err(error), _) => told(error, options, lang),
    }
}

/// Opens all that is judged by, and screens; what came of it, and what the masters are called.
pub fn judged(
    options: &Screen,
    lang: Lang,
    quiet: bool,
) -> anyhow::Result<(Result<Run, BatchError>, String)> {
    // Before anything else uses the pool.
    rayon::ThreadPoolBuilder::new().num_threads(options.jobs).build_global().context("threads")?;
    let loose = options.masters.is_some() || !options.rules.is_empty();
    let home = options.revision_home.as_deref();
    let pinned = match &options.revision {
        Some(digits) => Some(revision::kept(home, digits, lang)?),
        None => revision::pin(home, loose, lang)?,
    };
    let opened = match pinned {
        Some(snapshot) => Opened::Revision(snapshot),
        None => store::open(options.masters.as_deref(), lang)?,
    };
    let by = By::of(options, &opened, lang)?;
    let (routing, routed) = routing(options.routing.as_deref(), opened.revision(), lang)?;
    let mut digests = by.digests(&opened)?;
    digests.push(("routing".to_owned(), routed));
    digests.push(("branch".to_owned(), options.branch.map_or("by-prefecture", Branch::number).to_owned()));
    let (institutions, registered) = register(options, lang)?;
    digests.push(("institutions".to_owned(), registered));
    let branches = by.branches(options.branch);
    let insured = super::eligibility::open(options.eligibility.as_deref(), lang)?;
    digests.extend(insured.iter().map(|(_, digest)| ("eligibility".to_owned(), digest.clone())));
    let returns = match Returns::read(&options.returns) {
        Ok(returns) => returns,
        Err(error) => return Ok((Err(error), opened.name(lang))),
    };
    digests.push(("returns".to_owned(), returns.digest().to_owned()));
    let revision = Revision {
        masters: opened.masters(),
        book: by.book(options.branch),
        branches: &branches,
        routing: &routing,
        eligibility: insured.as_ref().map(|(table, _)| table as &dyn eligibility::Eligibility),
        returns: (!options.returns.is_empty()).then_some(&returns),
        digests,
        refused: by.refused(),
    };
    let settings = Settings {
        lang,
        institutions,
        complete_from: options.history_complete_from,
        jobs: rayon::current_num_threads(),
        memory: options.history_memory << 20,
        resume: options.resume,
        asked: asked::of(options, opened.revision().map(Arc::as_ref)),
        official: !options.no_official,
        io_cause: match lang {
            Lang::Ja => |error| io_cause(error, Lang::Ja),
            Lang::En => |error| io_cause(error, Lang::En),
        },
        outputs: outputs::of(by.book(options.branch), &branches, by.overlays(), &options.format, lang),
    };
    Ok((watched(options, &revision, &settings, lang, quiet), opened.name(lang)))
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
    bar::watched(&progress, lang, quiet, || {
        batch::screen(&inputs, &options.out, revision, settings, &progress)
    })
}

/// The name of the routing among the settings of a revision.
const ROUTING: &str = "routing.toml";

/// The routing that was asked for, else that of the revision, else the built-in one; with its digest.
pub fn routing(
    path: Option<&Path>,
    revision: Option<&Arc<Snapshot>>,
    lang: Lang,
) -> anyhow::Result<(Routing, String)> {
    let own = revision.and_then(|snapshot| snapshot.setting(ROUTING));
    let (name, text) = match (path, own) {
        (Some(path), _) => {
            let name = path.display().to_string();
            let text = std::fs::read_to_string(path)
                .map_err(|error| Misused(format!("{name}: {}", io_cause(&error, lang))))?;
            (name, text)
        }
        (None, Some(bytes)) => (ROUTING.to_owned(), String::from_utf8(bytes.to_vec()).context(ROUTING)?),
        (None, None) => return Ok((Routing::built_in()?, "built-in".to_owned())),
    };
    let routing = Routing::parse(&text).context(Misused(name))?;
    Ok((routing, blake3::hash(text.as_bytes()).to_hex().to_string()))
}

/// Which institutions are hospitals and which clinics, with a digest of it.
fn register(options: &Screen, lang: Lang) -> anyhow::Result<(Institutions, String)> {
    let otherwise = InstitutionChoice::kind(options.institution);
    let Some(path) = &options.institutions else {
        return Ok((Institutions::all(otherwise), format!("{otherwise:?}")));
    };
    let name = path.display();
    let text = std::fs::read_to_string(path)
        .map_err(|error| Misused(format!("{name}: {}", io_cause(&error, lang))))?;
    let register = Institutions::read(&text, otherwise)
        .map_err(|fault| Misused(format!("{name}:{}: {}", fault.line, wrong(fault.kind).in_lang(lang))))?;
    Ok((register, format!("{otherwise:?} {}", blake3::hash(text.as_bytes()).to_hex())))
}

const fn wrong(kind: RegisterFaultKind) -> Text {
    match kind {
        RegisterFaultKind::Form => {
            Text::new("「医療機関コード,病院」の形で書いてください", "write `code,hospital` or `code,clinic`")
        }
        RegisterFaultKind::Code => Text::new(
            "都道府県（01〜47）と医療機関コードを合わせた9桁の半角数字で書いてください",
            "the code is nine digits: prefecture (01 to 47) and code of the institution",
        ),
        RegisterFaultKind::Kind => {
            Text::new("病院か診療所（hospital、clinic）を書いてください", "write hospital or clinic")
        }
        RegisterFaultKind::Twice => Text::new(
            "同じ医療機関が違う種別で二度あります",
            "this institution stands here twice, as different kinds",
        ),
    }
}

/// The exit code of a run that came to its end.
fn done(run: &Run) -> Done {
    let clean = run.counts.flagged == 0 && run.counts.finished() == run.counts.receipts;
    match () {
        () if run.inputs.iter().any(|input| input.broken.is_some()) => Done::Partly,
        () if run.inputs.is_empty() && !run.skipped.is_empty() => Done::Partly,
        () if clean && run.counts.defects.keys().all(|level| level == "L48") => Done::Clean,
        () => Done::Troubled,
    }
}

/// Says why there are no outputs, and what to do.
pub fn told(error: BatchError, options: &Screen, lang: Lang) -> anyhow::Result<Done> {
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
