//! `shinsa rules prune`: which old revisions could go, and why the others stay; with `--apply` they go.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use model::{Lang, Text};
use revisions::home::{Event, Held, Pruning};
use serde_json::json;

use crate::args::rules::revision::Prune;
use crate::command::revision::{self, or_told};
use crate::exit::{Done, io_cause};
use crate::output::to_stdout;

/// A decision log has lines of at most four megabytes; the plan of a run is one line and may be longer.
const MOST_LINE: u64 = 1 << 30;

/// Prunes, or says what it would do.
pub fn run(options: &Prune, lang: Lang) -> anyhow::Result<Done> {
    let home = match revision::home(options.revision_home.as_deref(), lang) {
        Ok(home) => home,
        Err(done) => return Ok(done),
    };
    let state = or_told!(home.state(), lang);
    let known: Vec<&str> = state.events.iter().map(|event| event.revision.as_str()).collect();
    let mut named = BTreeMap::new();
    for path in &options.runs {
        if let Err((path, error)) = name(path, &known, &mut named) {
            // What cannot be read may name a revision: nothing goes.
            let text = Text::new("読めないので、何も除きません", "it cannot be read, so nothing is removed");
            anstream::eprintln!("{}: {}（{}）", path.display(), text.in_lang(lang), io_cause(&error, lang));
            return Ok(Done::Partly);
        }
    }
    let pruning = match options.apply {
        true => or_told!(home.prune(&named, options.keep), lang),
        false => or_told!(home.pruning(&named, options.keep), lang),
    };
    to_stdout(|out| {
        if options.json {
            return Ok(writeln!(out, "{}", in_json(&pruning, options.apply))?);
        }
        Ok(screen(out, &pruning, options.apply, lang)?)
    })?;
    Ok(Done::Clean)
}

type Unread = (PathBuf, io::Error);

/// Which of the revisions that are known stand in a file, or in the files of a folder that say by what was judged.
fn name(path: &Path, known: &[&str], named: &mut BTreeMap<String, PathBuf>) -> Result<(), Unread> {
    let failed = |error| (path.to_owned(), error);
    if !path.is_dir() {
        return in_file(path, known, named).map_err(failed);
    }
    let mut entries = Vec::new();
    for entry in path.read_dir().map_err(failed)? {
        entries.push(entry.map_err(failed)?.path());
    }
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            name(&entry, known, named)?;
        } else if says_by_what(&entry) {
            in_file(&entry, known, named).map_err(|error| (entry.clone(), error))?;
        }
    }
    Ok(())
}

/// `run.json` of a run, `plan.json` of one that is not done, and decision logs.
fn says_by_what(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    matches!(name, "run.json" | "plan.json") || name.ends_with(".log")
}

/// Digests stand as they are in all of these files, so their text is searched, whatever their form.
fn in_file(path: &Path, known: &[&str], named: &mut BTreeMap<String, PathBuf>) -> io::Result<()> {
    let mut reader = BufReader::new(File::open(path)?);
    let mut line = Vec::new();
    while io::Read::take(&mut reader, MOST_LINE).read_until(b'\n', &mut line)? > 0 {
        let text = String::from_utf8_lossy(&line);
        for revision in known.iter().filter(|revision| text.contains(**revision)) {
            named.entry((*revision).to_owned()).or_insert_with(|| path.to_owned());
        }
        line.clear();
    }
    Ok(())
}

fn in_json(pruning: &Pruning, applied: bool) -> serde_json::Value {
    let kept = pruning.kept.iter().map(|(event, why)| {
        let by = match why {
            Held::Named(path) => Some(path),
            _ => None,
        };
        json!({ "revision": event.revision, "number": event.number, "name": event.name, "why": slug(why), "by": by })
    });
    let gone =
        |event: &Event| json!({ "revision": event.revision, "number": event.number, "name": event.name });
    json!({
        "applied": applied,
        "kept": kept.collect::<Vec<_>>(),
        "removed": pruning.removed.iter().map(gone).collect::<Vec<_>>(),
        "strays": pruning.strays,
        "files": pruning.objects,
        "bytes": pruning.bytes,
    })
}

const fn slug(why: &Held) -> &'static str {
    match why {
        Held::Active => "active",
        Held::Previous => "previous",
        Held::Recent => "recent",
        Held::Named(_) => "named",
    }
}

fn screen(out: &mut dyn Write, pruning: &Pruning, applied: bool, lang: Lang) -> io::Result<()> {
    let word = |ja, en| Text::new(ja, en).in_lang(lang);
    for (event, why) in &pruning.kept {
        let why = match why {
            Held::Active => word("有効", "active").to_owned(),
            Held::Previous => word("一つ前（戻し先）", "the one before (rollback)").to_owned(),
            Held::Recent => word("最近有効だった", "recently active").to_owned(),
            Held::Named(path) => format!("{} {}", word("記録に名前がある", "named by"), path.display()),
        };
        writeln!(out, "{} {}: {why}", word("残す", "kept"), called(event))?;
    }
    let goes = if applied { word("除いた", "removed") } else { word("除ける", "could go") };
    for event in &pruning.removed {
        writeln!(out, "{goes} {}", called(event))?;
    }
    if !pruning.strays.is_empty() {
        let text = word("途中で止まった有効化の残り", "left by activations that were broken off");
        writeln!(out, "{goes} {text}: {}", pruning.strays.len())?;
    }
    let Pruning { objects, bytes, removed, .. } = pruning;
    match lang {
        Lang::Ja => writeln!(out, "{goes}もの: 改訂{}件、ファイル{objects}個、{bytes}バイト", removed.len())?,
        Lang::En => writeln!(out, "{goes}: {} revisions, {objects} files, {bytes} bytes", removed.len())?,
    }
    if !applied && *objects > 0 {
        let text = word("実際に除くには --apply を付けてください", "add --apply to really remove them");
        writeln!(out, "{text}")?;
    }
    Ok(())
}

fn called(event: &Event) -> String {
    let short = event.revision.get(..12).unwrap_or_default();
    format!("{} {} {short}（{}）", event.number, event.name, event.at)
}
