//! A run from its inputs to `run.json`: plan, units on all threads, outputs joined, the folder closed.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use ::history::Partition;
use eval::Book;
use intake::content;
use masters::Masters;
use model::{Branch, InstitutionKind, Lang, Month};
use outcome::Routing;
use review::{Idle, Institutions};

use crate::counts::Counts;
use crate::error::BatchError;
use crate::folder::{Folder, State, write_whole};
use crate::history::take_in;
use crate::join::join;
use crate::official::{Asked, lists};
use crate::output::{Output, write_missing};
use crate::plan::{Input, Inputs, Plan};
use crate::progress::Progress;
use crate::returns::Returns;
use crate::run::{Coverage, Goals, Run, Stream};
use crate::segment::KINDS;
use crate::unit::{Record, Work};

/// The folder of official lists.
const OFFICIAL: &str = "official";

/// By what a run judges; nothing of it changes while it runs.
pub struct Revision<'a> {
    /// The masters.
    pub masters: &'a Masters,
    /// The national rules.
    pub book: &'a Book<'a>,
    /// The rules of branches that have their own.
    pub branches: &'a [(Branch, &'a Book<'a>)],
    /// Who is insured when, if somebody knows it.
    pub eligibility: Option<&'a dyn eligibility::Eligibility>,
    /// Who looks at what.
    pub routing: &'a Routing,
    /// What was sent back before.
    pub returns: Option<&'a Returns>,
    /// Names and digests of all of these.
    pub digests: Vec<(String, String)>,
    /// Rules that do not run.
    pub refused: Vec<String>,
}

/// How a run is made.
pub struct Settings {
    /// The language of messages.
    pub lang: Lang,
    /// Which institutions are hospitals and which clinics.
    pub institutions: Institutions,
    /// From which month of service on the inputs and the history hold all claims.
    pub complete_from: Option<Month>,
    /// How many files are worked on at once.
    pub jobs: usize,
    /// How much memory the claims of the history may take.
    pub memory: u64,
    /// How the run was asked for, so that it can be asked for again: options and their values.
    pub asked: BTreeMap<String, Vec<String>>,
    /// Whether to go on with what an earlier run left.
    pub resume: bool,
    /// Whether the official lists are written too.
    pub official: bool,
    /// Why something could not be read, in words for people.
    pub io_cause: fn(&io::Error) -> String,
    /// What is made of the results beside them.
    pub outputs: Vec<Box<dyn Output>>,
}

impl Settings {
    pub(crate) const fn content(&self) -> content::Config {
        content::Config { lang: self.lang, institution: InstitutionKind::Unknown }
    }
}

/// How many of the slowest units are told.
const SLOWEST: usize = 5;

/// Screens the inputs into a folder.
///
/// # Errors
/// The folder is in use or holds something else; the machine fails. What was done stays for going on.
pub fn screen(
    inputs: &Inputs,
    out: &Path,
    revision: &Revision<'_>,
    settings: &Settings,
    progress: &Progress,
) -> Result<Run, BatchError> {
    let began = Instant::now();
    let folder = Folder::take(out)?;
    if let Some(mut run) = finished(&folder, settings)? {
        // Forms of the results that were not asked for before.
        if write_missing(&folder, &settings.outputs, &mut run)? {
            crate::decisions::write(out, &mut run)?;
            write_run(&folder, &run)?;
        }
        return Ok(run);
    }
    folder.begin()?;
    let spooled = if inputs.stdin { Some(spool(&folder)?) } else { None };
    let plan = settle_plan(&folder, inputs, spooled, revision, settings)?;
    progress.expect(plan.bytes() * plan.parts);
    let (mut done, idle) = (Done::default(), Idle::default());
    for part in 0..plan.parts {
        let partition = Partition { part, of: plan.parts };
        let history = (!plan.history.is_empty()).then(|| take_in(&plan, partition, settings.complete_from));
        let history = history.as_ref();
        let work = Work { folder: &folder, revision, settings, history, partition, progress, idle: &idle };
        units(&work, &plan, settings.jobs, &mut done)?;
    }
    join(&folder, plan.units.len(), plan.parts)?;
    let slowest = done.slowest();
    let mut run = run_of(&plan, done, revision, settings);
    for kind in KINDS {
        let name = format!("{kind}.jsonl");
        run.outputs.insert(name.clone(), digest(&folder.output(&name))?);
    }
    if settings.official {
        let stdin = folder.work("stdin");
        let stdin = stdin.exists().then_some(stdin);
        let official = folder.output(OFFICIAL);
        lists(&run, &folder.output(""), stdin.as_deref(), &official, &Asked::default())?;
        run.outputs.insert(OFFICIAL.to_owned(), digest(&official)?);
    }
    write_missing(&folder, &settings.outputs, &mut run)?;
    crate::decisions::write(out, &mut run)?;
    run.timings = slowest;
    run.timings.insert("milliseconds".into(), u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX));
    write_run(&folder, &run)?;
    folder.clear()?;
    Ok(run)
}

/// Writes `run.json`: from now on the outputs count.
fn write_run(folder: &Folder, run: &Run) -> Result<(), BatchError> {
    write_whole(&folder.run_file(), |to| serde_json::to_writer_pretty(to, run).map_err(Into::into))
}

/// What a folder says of a run that came to its end, when somebody goes on with it.
fn finished(folder: &Folder, settings: &Settings) -> Result<Option<Run>, BatchError> {
    match (folder.state(), settings.resume) {
        (State::Empty, _) | (State::Begun, true) => Ok(None),
        (State::Begun, false) => Err(BatchError::Occupied { finished: false }),
        (State::Finished, false) => Err(BatchError::Occupied { finished: true }),
        (State::Finished, true) => {
            folder.clear()?;
            let path = folder.run_file();
            let bytes = std::fs::read(&path).map_err(BatchError::opening(&path))?;
            let run = serde_json::from_slice(&bytes).map_err(io::Error::from);
            run.map(Some).map_err(BatchError::opening(&path))
        }
    }
}

/// Standard input as a file: what is judged may have to be read again, and a pipe cannot be.
fn spool(folder: &Folder) -> Result<Input, BatchError> {
    let path = folder.work("stdin");
    if !path.exists() {
        write_whole(&path, |to| io::copy(&mut io::stdin().lock(), to).map(drop))?;
    }
    let bytes = std::fs::metadata(&path).map_err(BatchError::opening(&path))?.len();
    Ok(Input { path, name: Some("-".to_owned()), bytes, modified: 0, misnamed: false })
}

/// The plan of this run; one that was begun must be the same.
fn settle_plan(
    folder: &Folder,
    inputs: &Inputs,
    spooled: Option<Input>,
    revision: &Revision<'_>,
    settings: &Settings,
) -> Result<Plan, BatchError> {
    let mut depends = revision.digests.clone();
    depends.push(("version".into(), env!("CARGO_PKG_VERSION").into()));
    depends.push(("lang".into(), format!("{:?}", settings.lang)));
    depends.push(("complete_from".into(), format!("{:?}", settings.complete_from.map(Month::number))));
    let plan = Plan::new(inputs, Some(folder.out()), spooled, depends, settings.memory)?;
    let path = folder.work("plan.json");
    if path.exists() {
        let bytes = std::fs::read(&path).map_err(BatchError::opening(&path))?;
        let begun: Plan =
            serde_json::from_slice(&bytes).map_err(io::Error::from).map_err(BatchError::opening(&path))?;
        return match begun.differs(&plan) {
            Some(what) => Err(BatchError::Other { what }),
            None => Ok(plan),
        };
    }
    write_whole(&path, |to| serde_json::to_writer(to, &plan).map_err(Into::into))?;
    Ok(plan)
}

/// All units of one part of the patients, each taken by the next thread that is free.
///
/// The threads here only read, wait and write; reviewing is done by the pool that all of them share.
fn units(work: &Work<'_>, plan: &Plan, jobs: usize, into: &mut Done) -> Result<(), BatchError> {
    let next = AtomicUsize::new(0);
    let first = work.partition.part == 0;
    let done: Mutex<(&mut Done, Option<BatchError>)> = Mutex::new((into, None));
    let locked = || done.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    std::thread::scope(|scope| {
        for _ in 0..jobs.clamp(1, plan.units.len().max(1)) {
            scope.spawn(|| {
                loop {
                    let unit = next.fetch_add(1, Ordering::Relaxed);
                    let Some(inputs) = plan.units.get(unit).filter(|_| locked().1.is_none()) else { return };
                    let record = match work.done(unit) {
                        Some(record) => {
                            let bytes = inputs.iter().map(|input| input.bytes).sum();
                            work.progress.add(record.counts.receipts, bytes);
                            Ok(record)
                        }
                        None => work.run(unit, inputs),
                    };
                    let mut done = locked();
                    match record {
                        Ok(record) => done.0.take(unit, record, first),
                        Err(error) => done.1 = done.1.take().or(Some(error)),
                    }
                }
            });
        }
    });
    match done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner) {
        (_, Some(error)) => Err(error),
        (_, None) => Ok(()),
    }
}

/// What is done: counts are added up as they come, so that memory does not grow with the number of units.
#[derive(Default)]
struct Done {
    streams: BTreeMap<usize, Vec<Stream>>,
    counts: Counts,
    /// How long each unit took, over all parts of the patients.
    milliseconds: BTreeMap<usize, u64>,
}

impl Done {
    /// Takes a unit. Every part of the patients reads all files; what they say of them is the same.
    fn take(&mut self, unit: usize, record: Record, first: bool) {
        self.counts.add(&record.counts);
        *self.milliseconds.entry(unit).or_default() += record.milliseconds;
        if first {
            self.streams.insert(unit, record.streams);
        }
    }

    /// The units that took the longest, each by the first file in it.
    fn slowest(&self) -> BTreeMap<String, u64> {
        let mut all: Vec<(usize, u64)> =
            self.milliseconds.iter().map(|(unit, took)| (*unit, *took)).collect();
        all.sort_by_key(|(unit, took)| (Reverse(*took), *unit));
        let name = |unit| self.streams.get(&unit)?.first().map(|one| format!("slowest {}", one.file));
        all.into_iter().take(SLOWEST).filter_map(|(unit, took)| Some((name(unit)?, took))).collect()
    }
}

fn run_of(plan: &Plan, done: Done, revision: &Revision<'_>, settings: &Settings) -> Run {
    let Done { streams, counts, .. } = done;
    Run {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        revision: plan.revision.iter().cloned().collect(),
        inputs: streams.into_values().flatten().collect(),
        history: plan.history.iter().map(|input| input.path.display().to_string()).collect(),
        parts: plan.parts,
        skipped: plan.skipped.clone(),
        outputs: BTreeMap::new(),
        goals: Goals::of(&counts),
        coverage: coverage(revision, settings, &counts),
        counts,
        timings: BTreeMap::new(),
        asked: settings.asked.clone(),
        decisions: String::new(),
    }
}

fn coverage(revision: &Revision<'_>, settings: &Settings, counts: &Counts) -> Coverage {
    let day = |day: Option<model::Date>| day.map_or_else(String::new, |day| day.to_string());
    let edition = |edition: masters::Edition| {
        BTreeMap::from([
            ("kind".to_owned(), edition.kind.slug().to_owned()),
            ("from".to_owned(), day(edition.from)),
            ("until".to_owned(), day(edition.to)),
            ("knowledge".to_owned(), format!("{:?}", edition.knowledge)),
        ])
    };
    Coverage {
        masters: revision.masters.editions().into_iter().map(edition).collect(),
        rules: revision.book.rules().len() as u64,
        refused: revision.refused.clone(),
        history_complete_from: settings.complete_from.map(Month::number),
        not_evaluated: counts.open.clone(),
    }
}

/// The digest of a file, or of the names and bytes of all files of a folder.
pub(crate) fn digest(path: &Path) -> Result<String, BatchError> {
    let mut hasher = blake3::Hasher::new();
    let hash = |path: &Path, hasher: &mut blake3::Hasher| {
        let hashed = std::fs::File::open(path).and_then(|mut file| io::copy(&mut file, hasher));
        hashed.map_err(BatchError::opening(path))
    };
    if !path.is_dir() {
        hash(path, &mut hasher)?;
        return Ok(hasher.finalize().to_hex().to_string());
    }
    for found in sources::walk(&[path.to_owned()])? {
        let name = found.path.strip_prefix(path).unwrap_or(&found.path).display().to_string();
        let mut own = blake3::Hasher::new();
        hash(&found.path, &mut own)?;
        hasher.update(&(name.len() as u64).to_le_bytes());
        hasher.update(name.as_bytes());
        hasher.update(own.finalize().as_bytes());
    }
    Ok(hasher.finalize().to_hex().to_string())
}
