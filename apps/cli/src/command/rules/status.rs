//! `shinsa rules status`: which revision every branch runs, how it came so, and what failed last.

use std::io::Write;

use model::{Branch, Lang, Text};
use revisions::Home;
use revisions::home::{Event, EventKind, FailureNote, State};
use serde_json::json;

use crate::args::rules::revision::Status;
use crate::command::revision::{self, or_told};
use crate::exit::Done;
use crate::output::{FAINT, STRONG, to_stdout};

/// Shows the state.
pub fn run(options: &Status, lang: Lang) -> anyhow::Result<Done> {
    let home = match revision::home(options.revision_home.as_deref(), lang) {
        Ok(home) => home,
        Err(done) => return Ok(done),
    };
    let state = or_told!(home.state(), lang);
    let trusted = match state.active() {
        Some(event) => Some(or_told!(home.trust(&[]), lang).knows(&event.key)),
        None => None,
    };
    to_stdout(|out| {
        if options.json {
            let line = json!({
                "active": state.active(),
                "key_trusted": trusted,
                "failure": state.failure,
                "events": if options.all { state.events.as_slice() } else { &[] },
            });
            writeln!(out, "{line}")?;
            return Ok(());
        }
        screen(out, (&home, &state), trusted, options.all, lang)
    })?;
    Ok(if state.failure.is_some() { Done::Troubled } else { Done::Clean })
}

fn screen(
    out: &mut dyn Write,
    (home, state): (&Home, &State),
    trusted: Option<bool>,
    all: bool,
    lang: Lang,
) -> anyhow::Result<()> {
    let word = |ja, en| Text::new(ja, en).in_lang(lang);
    match state.active() {
        Some(event) => active(out, event, lang)?,
        None => writeln!(out, "{}", word("有効な改訂はまだありません", "no revision is active yet"))?,
    }
    if trusted == Some(false) {
        let text = word(
            "注意: 署名した鍵は、今は trusted にありません",
            "warning: the key that signed it is no longer among those that are trusted",
        );
        writeln!(out, "{text}")?;
    }
    if let Some(failure) = &state.failure {
        failed(out, failure, lang)?;
    }
    for event in state.events.iter().rev().filter(|_| all) {
        past(out, event, home.keeps(&event.revision), lang)?;
    }
    Ok(())
}

fn active(out: &mut dyn Write, event: &Event, lang: Lang) -> anyhow::Result<()> {
    let names: Vec<&str> =
        event.branches.iter().filter_map(|number| Some(Branch::read(number)?.name())).collect();
    let (number, name, at) = (event.number, &event.name, &event.at);
    let Event { revision, signer, key, rules, passed, untried, .. } = event;
    let (settings, not_run) = (event.settings.join("、"), event.not_run.len());
    match lang {
        Lang::Ja => {
            writeln!(out, "{STRONG}有効な改訂: {number}「{name}」{STRONG:#}（{at} から、47支部すべて）")?;
            writeln!(out, "  要約値: {revision}\n  署名: {signer}（鍵 {key}）")?;
            writeln!(
                out,
                "  規則: {rules}件（まだ評価できない規則{not_run}件）、例: 一致{passed}件、試せない{untried}件"
            )?;
            writeln!(
                out,
                "  上書のある支部: {}",
                if names.is_empty() { "なし".to_owned() } else { names.join("、") }
            )?;
            writeln!(out, "  設定: {}", if settings.is_empty() { "なし" } else { &settings })?;
        }
        Lang::En => {
            writeln!(
                out,
                "{STRONG}active revision: {number} `{name}`{STRONG:#} (since {at}, all 47 branches)"
            )?;
            writeln!(out, "  digest: {revision}\n  signed by: {signer} (key {key})")?;
            writeln!(
                out,
                "  rules: {rules} ({not_run} cannot be run yet), examples: {passed} as they say, {untried} not decided"
            )?;
            writeln!(
                out,
                "  branches with overlays: {}",
                if names.is_empty() { "none".to_owned() } else { names.join(", ") }
            )?;
            writeln!(out, "  settings: {}", if settings.is_empty() { "none" } else { &settings })?;
        }
    }
    Ok(())
}

fn failed(out: &mut dyn Write, failure: &FailureNote, lang: Lang) -> anyhow::Result<()> {
    let (at, bundle) = (&failure.at, &failure.bundle);
    let of = |words: &revisions::home::Words| match lang {
        Lang::Ja => words.ja.clone(),
        Lang::En => words.en.clone(),
    };
    match lang {
        Lang::Ja => writeln!(out, "{STRONG}最後の失敗{STRONG:#}（{at}、{bundle}）: {}", of(&failure.why))?,
        Lang::En => writeln!(out, "{STRONG}last failure{STRONG:#} ({at}, {bundle}): {}", of(&failure.why))?,
    }
    failure.details.iter().take(20).try_for_each(|detail| writeln!(out, "  {}", of(detail)))?;
    Ok(())
}

fn past(out: &mut dyn Write, event: &Event, is_kept: bool, lang: Lang) -> anyhow::Result<()> {
    let kind = match event.kind {
        EventKind::Activated => Text::new("有効化", "activated"),
        EventKind::RolledBack => Text::new("戻し", "rolled back"),
    };
    let gone = if is_kept { "" } else { Text::new("（整理済み）", " (pruned)").in_lang(lang) };
    let short = event.revision.get(..12).unwrap_or_default();
    writeln!(
        out,
        "{FAINT}{}{FAINT:#} {} {} {} {short}{gone}",
        event.at,
        kind.in_lang(lang),
        event.number,
        event.name
    )?;
    Ok(())
}
