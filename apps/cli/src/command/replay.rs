//! `shinsa replay`: a past run made again in a folder of its own, and where it does not come out the same.

mod told;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use batch::{FindingDifference, FirstDifference, Run, finding_difference, first_difference, verify_run};
use clap::Parser;
use model::{Lang, Text};

use super::{log, screen};
use crate::args::log::Replay;
use crate::args::{Arguments, Command, Screen};
use crate::exit::Done;

/// What came of doing a run again.
struct Replayed {
    /// What is not as the run wrote it.
    wrong: Vec<String>,
    /// What the run depended on that is another now: name, then, now.
    depends: Vec<(String, Option<String>, Option<String>)>,
    /// Inputs that are other ones now.
    inputs: Vec<(String, Input)>,
    /// Outputs that are not the same.
    outputs: BTreeMap<String, Option<FirstDifference>>,
    findings: FindingDifference,
    /// Whether something could not be read now.
    unread: bool,
}

/// How an input differs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Input {
    Changed,
    Gone,
    New,
}

/// Makes a run again.
pub fn run(options: &Replay, lang: Lang, quiet: bool) -> anyhow::Result<Done> {
    if !options.run.join("run.json").exists() {
        let text =
            Text::new("run.json がありません。審査結果のフォルダーを指定してください", "no run.json there");
        anstream::eprintln!("{}: {}", options.run.display(), text.in_lang(lang));
        return Ok(Done::Misused);
    }
    let (past, wrong) = verify_run(&options.run).map_err(|error| log::machine(error, lang))?;
    let folder = tempfile::tempdir().context("a folder of its own")?;
    let out = folder.path().join("replay");
    let asked = asked(&past, options, &out, lang)?;
    let then = if past.revision.get("lang").is_some_and(|lang| lang == "En") { Lang::En } else { Lang::Ja };
    let (screened, _) = screen::judged(&asked, then, quiet)?;
    let now = match screened {
        Ok(run) => run,
        Err(error) => return screen::told(error, &asked, lang),
    };
    let wrong = wrong.iter().map(|wrong| log::of_wrong(wrong, lang)).collect();
    let replayed =
        compared(&past, &now, [&options.run, &out], wrong).map_err(|error| log::machine(error, lang))?;
    told::tell(&replayed, options, lang, quiet)?;
    Ok(match (replayed.unread, replayed.same()) {
        (_, true) => Done::Clean,
        (true, false) => Done::Partly,
        (false, false) => Done::Troubled,
    })
}

impl Replayed {
    /// Whether the run came out the same, bit for bit, and what is kept of it is what it wrote.
    fn same(&self) -> bool {
        self.wrong.is_empty() && self.outputs.is_empty()
    }
}

/// The run as it was asked for, with what is given anew, as `shinsa screen` reads it.
fn asked(past: &Run, options: &Replay, out: &Path, lang: Lang) -> anyhow::Result<Screen> {
    let mut asked: BTreeMap<&str, Vec<OsString>> = BTreeMap::new();
    for (option, values) in &past.asked {
        asked.insert(option, values.iter().map(OsString::from).collect());
    }
    if let Some(revision) = past.revision.get("revision") {
        // Runs of earlier versions named the masters at hand, which were not those that judged.
        asked.remove("masters");
        asked.insert("revision", vec![revision.into()]);
    }
    if options.masters.is_some() || !options.rules.is_empty() {
        // What is given anew judges, and not the revision that did.
        asked.retain(|option, _| !matches!(*option, "revision" | "revision-home"));
    }
    let many = |paths: &[PathBuf]| paths.iter().map(|path| path.clone().into_os_string()).collect::<Vec<_>>();
    let one = |path: &Option<PathBuf>| many(path.as_slice());
    let given = [
        ("paths", many(&options.paths)),
        ("rules", many(&options.rules)),
        ("history", many(&options.history)),
        ("masters", one(&options.masters)),
        ("eligibility", one(&options.eligibility)),
        ("routing", one(&options.routing)),
    ];
    for (option, values) in given {
        if !values.is_empty() {
            asked.insert(option, values);
        }
    }
    let paths = asked.remove("paths").unwrap_or_default();
    if paths.is_empty() {
        let text = Text::new(
            "この結果には何を審査したかの記録がありません。ファイルを指定してください",
            "this run does not say what was screened; name the files",
        );
        bail!("{}: {}", options.run.display(), text.in_lang(lang));
    }
    let mut words: Vec<OsString> = vec!["shinsa".into(), "screen".into()];
    words.extend(["--out".into(), out.into(), "--jobs".into(), options.jobs.to_string().into()]);
    for (option, values) in asked {
        for value in values {
            words.push(format!("--{option}").into());
            words.extend((!value.is_empty()).then_some(value));
        }
    }
    words.push("--".into());
    words.extend(paths);
    match Arguments::try_parse_from(words).map(|arguments| arguments.command) {
        Ok(Command::Screen(screen)) => Ok(*screen),
        _ => {
            let text = Text::new(
                "記録にある指定をこの版のプログラムは読めません",
                "this version of the program cannot read how the run was asked for",
            );
            bail!("{}: {}", options.run.display(), text.in_lang(lang))
        }
    }
}

fn compared(
    past: &Run,
    now: &Run,
    [then_at, now_at]: [&Path; 2],
    wrong: Vec<String>,
) -> Result<Replayed, batch::BatchError> {
    let mut replayed = Replayed {
        wrong,
        depends: depends(past, now),
        inputs: inputs(past, now),
        outputs: BTreeMap::new(),
        findings: FindingDifference::default(),
        unread: now.inputs.iter().any(|input| input.broken.is_some()),
    };
    let names = past.outputs.keys().chain(now.outputs.keys());
    for name in names.filter(|name| past.outputs.get(*name) != now.outputs.get(*name)) {
        let paths = [then_at.join(name), now_at.join(name)];
        let rows = name.ends_with(".jsonl") && paths.iter().all(|path| path.exists());
        let first = if rows { first_difference([&paths[0], &paths[1]])? } else { None };
        if rows && name == "findings.jsonl" {
            let files: Vec<String> = past.inputs.iter().map(|input| input.file.clone()).collect();
            replayed.findings = finding_difference([&paths[0], &paths[1]], &files)?;
        }
        replayed.outputs.insert(name.clone(), first);
    }
    Ok(replayed)
}

fn depends(past: &Run, now: &Run) -> Vec<(String, Option<String>, Option<String>)> {
    let of = |run: &Run, name: &str| match name {
        "version" => Some(run.version.clone()),
        "parts" => Some(run.parts.to_string()),
        name => run.revision.get(name).cloned(),
    };
    let names = past.revision.keys().chain(now.revision.keys()).map(String::as_str);
    let names: std::collections::BTreeSet<&str> = names.chain(["version", "parts"]).collect();
    let all = names.into_iter().map(|name| (name.to_owned(), of(past, name), of(now, name)));
    all.filter(|(_, then, now)| then != now).collect()
}

fn inputs(past: &Run, now: &Run) -> Vec<(String, Input)> {
    let of = |run: &Run| -> BTreeMap<String, (String, bool)> {
        let stream = |one: &batch::Stream| (one.file.clone(), (one.digest.clone(), one.broken.is_some()));
        run.inputs.iter().map(stream).collect()
    };
    let (then, now) = (of(past), of(now));
    let gone = then.iter().filter_map(|(file, was)| match now.get(file) {
        None => Some((file.clone(), Input::Gone)),
        Some(is) if is != was => Some((file.clone(), Input::Changed)),
        Some(_) => None,
    });
    let new = now.keys().filter(|file| !then.contains_key(*file)).map(|file| (file.clone(), Input::New));
    gone.chain(new).collect()
}
