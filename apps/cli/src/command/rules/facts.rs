//! `shinsa rules facts`: the fields that rules can read, all of them or those with a word in them.

use std::io::Write;

use eval::facts::{Fact, facts, find};
use model::Lang;
use serde::Serialize;

use crate::args::rules::Facts;
use crate::exit::Done;
use crate::output::{FAINT, STRONG, to_stdout};

/// Lists them.
pub fn run(options: &Facts, lang: Lang) -> anyhow::Result<Done> {
    let found = options.word.as_deref().map_or_else(|| facts().collect(), find);
    if found.is_empty() {
        let word = options.word.as_deref().unwrap_or_default();
        match lang {
            Lang::Ja => anstream::eprintln!("「{word}」の付く欄はありません（すべては shinsa rules facts）"),
            Lang::En => anstream::eprintln!("no field has `{word}` in it (all of them: shinsa rules facts)"),
        }
        return Ok(Done::Troubled);
    }
    to_stdout(|out| if options.json { json(out, &found, lang) } else { screen(out, &found, lang) })?;
    Ok(Done::Clean)
}

/// Two lines a fact: what it is called and of what, then what it says and where that stands.
fn screen(out: &mut dyn Write, found: &[Fact], lang: Lang) -> anyhow::Result<()> {
    for fact in found {
        let other = match lang {
            Lang::Ja => fact.english,
            Lang::En => fact.name,
        };
        let name = fact.name_in(lang);
        let other = if other == name { String::new() } else { format!(" ({other})") };
        let (of, ty, unit) = (fact.of.in_lang(lang), fact.ty.in_lang(lang), fact.unit.in_lang(lang));
        let unit = if unit.is_empty() { String::new() } else { format!("（{unit}）") };
        match lang {
            Lang::Ja => writeln!(out, "{STRONG}{name}{STRONG:#}{other}  {of}の欄、{ty}{unit}")?,
            Lang::En => writeln!(out, "{STRONG}{name}{STRONG:#}{other}  of {of}; {ty}{unit}")?,
        }
        writeln!(out, "    {}  {FAINT}[{}]{FAINT:#}", fact.doc.in_lang(lang), fact.source)?;
    }
    Ok(())
}

/// A fact as JSON.
#[derive(Serialize)]
struct Line<'a> {
    name: &'a str,
    english: &'a str,
    of: &'a str,
    r#type: &'a str,
    unit: &'a str,
    doc: &'a str,
    source: &'a str,
}

/// Facts as JSON lines.
pub(super) fn json(out: &mut dyn Write, found: &[Fact], lang: Lang) -> anyhow::Result<()> {
    for fact in found {
        let line = Line {
            name: fact.name,
            english: fact.english,
            of: fact.of.in_lang(lang),
            r#type: fact.ty.in_lang(lang),
            unit: fact.unit.in_lang(lang),
            doc: fact.doc.in_lang(lang),
            source: fact.source,
        };
        serde_json::to_writer(&mut *out, &line)?;
        writeln!(out)?;
    }
    Ok(())
}
