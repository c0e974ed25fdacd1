//! `shinsa rules verify`: who signed a revision and what is in it; its rules are checked and its examples run.

use std::io::Write;

use model::{Lang, Text};
use review::session::{Snapshot, Tests, prepare};
use revisions::{Bundle, Label, Verified};
use serde_json::json;

use crate::args::rules::revision::Verify;
use crate::command::revision::{self, or_told};
use crate::exit::Done;
use crate::output::{FAINT, STRONG, to_stdout};

/// Verifies a bundle.
pub fn run(options: &Verify, lang: Lang) -> anyhow::Result<Done> {
    let bundle = or_told!(Bundle::open(&options.bundle), lang);
    let home = revision::folder(options.revision_home.as_deref()).map(revisions::Home::new);
    let trust = match &home {
        Some(home) => home.trust(&options.trust),
        None => revisions::Trust::read(&options.trust),
    };
    let trust = or_told!(trust, lang);
    if !options.json {
        to_stdout(|out| contents(out, &bundle, options.all, lang))?;
    }
    let verified = or_told!(Verified::new(bundle, &trust), lang);
    let kept = verified.clone();
    let content = or_told!(verified.content(None), lang);
    let snapshot = or_told!(revision::watched(lang, |at| prepare(content, Tests::Run, &[], at)), lang);
    to_stdout(|out| {
        if options.json { as_json(out, &kept, &snapshot) } else { screen(out, &kept, &snapshot, lang) }
    })?;
    Ok(Done::Clean)
}

fn contents(out: &mut dyn Write, bundle: &Bundle, all: bool, lang: Lang) -> anyhow::Result<()> {
    let manifest = bundle.manifest();
    let Label { number, name, creator, note, valid_from } = manifest.label();
    let word = |ja, en| Text::new(ja, en).in_lang(lang);
    writeln!(out, "{STRONG}{} {number} {name}{STRONG:#}", word("改訂", "revision"))?;
    writeln!(out, "{}: {}", word("要約値", "digest"), bundle.id())?;
    for (title, text) in [(word("作成者", "made by"), creator), (word("理由", "note"), note)] {
        if !text.is_empty() {
            writeln!(out, "{title}: {text}")?;
        }
    }
    if let Some(day) = valid_from {
        writeln!(out, "{}: {day}", word("適用日", "valid from"))?;
    }
    let (files, size, program) = (manifest.files().len(), manifest.size(), manifest.program());
    match lang {
        Lang::Ja => writeln!(out, "内容: {files}ファイル、{size}バイト（shinsa {program} で作成）")?,
        Lang::En => writeln!(out, "content: {files} files, {size} bytes (made with shinsa {program})")?,
    }
    for entry in manifest.files().iter().filter(|_| all) {
        writeln!(
            out,
            "  {FAINT}{}{FAINT:#} {:>10} {}",
            entry.blake3.get(..12).unwrap_or_default(),
            entry.size,
            entry.path
        )?;
    }
    Ok(())
}

fn screen(out: &mut dyn Write, verified: &Verified, snapshot: &Snapshot, lang: Lang) -> anyhow::Result<()> {
    let (signer, trials) = (verified.signer(), snapshot.trials());
    let (passed, untried, overlaid) = (trials.passed, trials.untried, trials.overlaid);
    let (rules, branches) = (snapshot.book(None).rules().len(), snapshot.branches().count());
    match lang {
        Lang::Ja => writeln!(
            out,
            "署名: {}（鍵 {}）\n規則: {rules}件、上書のある支部{branches}、まだ評価できない規則{}件\n例: 一致{passed}件、不一致0件、このマスターでは試せない{untried}件、支部の上書で変わる{overlaid}件",
            signer.name,
            signer.key,
            snapshot.not_run().len()
        )?,
        Lang::En => writeln!(
            out,
            "signed by: {} (key {})\nrules: {rules}, branches with overlays: {branches}, rules that cannot be run yet: {}\nexamples: {passed} as they say, 0 not, {untried} that its masters cannot decide, {overlaid} otherwise for a branch",
            signer.name,
            signer.key,
            snapshot.not_run().len()
        )?,
    }
    Ok(())
}

fn as_json(out: &mut dyn Write, verified: &Verified, snapshot: &Snapshot) -> anyhow::Result<()> {
    let label = verified.manifest().label();
    let trials = snapshot.trials();
    let files: Vec<_> = verified.manifest().files().iter().map(|entry| json!(entry)).collect();
    let line = json!({
        "revision": verified.id().to_string(),
        "number": label.number,
        "name": label.name,
        "creator": label.creator,
        "note": label.note,
        "valid_from": label.valid_from.map(|day| day.to_string()),
        "program": verified.manifest().program(),
        "signer": verified.signer().name,
        "key": verified.signer().key,
        "rules": snapshot.book(None).rules().len(),
        "not_run": snapshot.not_run(),
        "branches": snapshot.branches().map(|branch| branch.number()).collect::<Vec<_>>(),
        "examples": { "passed": trials.passed, "untried": trials.untried, "overlaid": trials.overlaid },
        "files": files,
    });
    writeln!(out, "{line}")?;
    Ok(())
}
