//! A code as one JSON object.

use std::collections::BTreeMap;
use std::io::Write;

use masters::{Lookup, Masters, Row};
use model::Lang;
use serde::Serialize;

use super::{NEAR, Subject, kinds_of, name_of, ties, width_of};
use crate::args::masters::Show;
use crate::command::masters::store::Opened;

#[derive(Serialize)]
struct Out<'a> {
    code: &'a str,
    store: String,
    facility_standard: Option<&'a str>,
    found: Vec<Found>,
    near: Vec<String>,
}

#[derive(Serialize)]
struct Found {
    kind: &'static str,
    title: &'static str,
    code: String,
    on: String,
    answer: AnswerOut,
    name: Option<String>,
    /// Every item that is not blank, by its English name.
    items: BTreeMap<&'static str, String>,
    /// What the classes among them mean, where the specification lists it.
    meanings: BTreeMap<&'static str, &'static str>,
    history: Vec<Step>,
    ties: Vec<ties::Tie>,
}

#[derive(Serialize)]
struct AnswerOut {
    answer: &'static str,
    provisional: bool,
    last: Option<String>,
    stated: Option<bool>,
    from: Option<String>,
    reason: Option<&'static str>,
    message: Option<String>,
}

#[derive(Serialize)]
struct Step {
    /// The first day; null = ever.
    since: Option<String>,
    #[serde(flatten)]
    answer: AnswerOut,
    name: Option<String>,
    points: Option<String>,
}

/// Writes the object.
pub fn write(
    options: &Show,
    subjects: &[Subject<'_>],
    standard: Option<&str>,
    opened: &Opened,
    lang: Lang,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let (masters, store) = (opened.masters(), opened.name(lang));
    let found = subjects.iter().map(|subject| found(subject, lang)).collect();
    let near = if subjects.is_empty() && standard.is_none() { near(options, masters) } else { Vec::new() };
    let object = Out { code: &options.code, store, facility_standard: standard, found, near };
    serde_json::to_writer_pretty(&mut *out, &object)?;
    Ok(writeln!(out)?)
}

fn near(options: &Show, masters: &Masters) -> Vec<String> {
    let code = options.code.parse().unwrap_or(0);
    let Some(kind) = kinds_of(&options.code).next() else { return Vec::new() };
    let near = masters.near_codes(kind, code, NEAR);
    near.into_iter().map(|code| format!("{code:0width$}", width = width_of(kind))).collect()
}

fn found(subject: &Subject<'_>, lang: Lang) -> Found {
    let row = subject.answer.row();
    let items = |row: Row<'_>| {
        row.items().filter(|(_, t)| !t.is_empty()).map(|(c, t)| (c.id, t.to_owned())).collect()
    };
    let meanings = |row: Row<'_>| {
        let meant = row.items().filter_map(|(c, t)| Some((c.id, c.meaning(t)?.in_lang(lang))));
        meant.collect()
    };
    let history = subject.masters.history(subject.kind, subject.code);
    Found {
        kind: subject.kind.slug(),
        title: subject.kind.title(),
        code: format!("{:0width$}", subject.code, width = width_of(subject.kind)),
        on: subject.on.to_string(),
        answer: answer(&subject.answer, lang),
        name: row.map(|row| name_of(row).to_owned()),
        items: row.map(items).unwrap_or_default(),
        meanings: row.map(meanings).unwrap_or_default(),
        history: history
            .iter()
            .map(|(from, step)| self::step(from.map(|d| d.to_string()), step, lang))
            .collect(),
        ties: ties::of(subject.masters, subject.kind, subject.code, subject.on, lang),
    }
}

fn step(since: Option<String>, found: &Lookup<Row<'_>>, lang: Lang) -> Step {
    let row = found.row();
    let points = |row: Row<'_>| {
        let layout = row.kind().layout();
        let column = layout.by_id("points").or(layout.by_id("price"))?;
        Some(row.text(column.item).to_owned())
    };
    Step {
        since,
        answer: answer(found, lang),
        name: row.map(|row| name_of(row).to_owned()),
        points: row.and_then(points),
    }
}

fn answer(found: &Lookup<Row<'_>>, lang: Lang) -> AnswerOut {
    let mut out = AnswerOut {
        answer: found.slug(),
        provisional: false,
        last: None,
        stated: None,
        from: None,
        reason: None,
        message: None,
    };
    match found {
        Lookup::InForce(row) => out.provisional = row.is_provisional(),
        Lookup::Abolished { last, stated, .. } => {
            (out.last, out.stated) = (Some(last.to_string()), Some(*stated))
        }
        Lookup::PastTransition { last, .. } => out.last = Some(last.to_string()),
        Lookup::NotYetInForce { from, .. } => out.from = Some(from.to_string()),
        Lookup::CannotTell(cause) => {
            (out.reason, out.message) = (Some(cause.reason.slug()), Some(cause.message(lang)));
        }
        Lookup::Unknown => {}
    }
    out
}
