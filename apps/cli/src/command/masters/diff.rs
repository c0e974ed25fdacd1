//! `shinsa masters diff`: what changed between two days, code by code.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write;

use masters::{FileKind, Lookup, Masters, Row};
use model::{Lang, Text};
use serde::Serialize;

use crate::args::masters::Diff;
use crate::command::masters::show::{answer, name_of, width_of};
use crate::command::masters::store::open;
use crate::exit::Done;
use crate::output::{STRONG, to_stdout};

/// Codes of a kind shown on screen for each sort of change.
const SHOWN: usize = 10;

/// How a code differs between the days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Change {
    /// In force now, not before.
    Begun,
    /// In force before, not now.
    Ended,
    /// In force on both days, with another row.
    Changed,
    /// One of the days cannot be told.
    CannotTell,
}

#[derive(Serialize)]
struct Item {
    item: u16,
    name: Cow<'static, str>,
    before: String,
    after: String,
}

#[derive(Serialize)]
struct Difference {
    kind: &'static str,
    code: String,
    name: String,
    change: Change,
    before: String,
    after: String,
    items: Vec<Item>,
}

/// Compares the days.
pub fn run(options: &Diff, lang: Lang) -> anyhow::Result<Done> {
    let opened = open(options.store.masters.as_deref(), lang)?;
    let masters = opened.masters();
    let kinds = FileKind::ALL.iter().filter(|&&kind| masters.all_codes(kind).next().is_some());
    let found: Vec<Difference> = kinds.flat_map(|&kind| compare(masters, kind, options, lang)).collect();
    to_stdout(|out| {
        if options.json {
            serde_json::to_writer_pretty(&mut *out, &found)?;
            return Ok(writeln!(out)?);
        }
        writeln!(out, "{}: {} → {}", opened.name(lang), options.from, options.to)?;
        write_text(&found, options.all, lang, out)
    })?;
    Ok(Done::Clean)
}

fn compare(masters: &Masters, kind: FileKind, options: &Diff, lang: Lang) -> Vec<Difference> {
    let codes = masters.all_codes(kind);
    let compared = codes.filter_map(|(id, code)| {
        let (before, after) =
            (masters.find_id(kind, id, options.from), masters.find_id(kind, id, options.to));
        let (change, items) = change(before, after, lang)?;
        let row = after.row().or(before.row());
        Some(Difference {
            kind: kind.slug(),
            code: format!("{code:0width$}", width = width_of(kind)),
            name: row.map_or(String::new(), |row| name_of(row).to_owned()),
            change,
            before: answer(&before, lang),
            after: answer(&after, lang),
            items,
        })
    });
    compared.collect()
}

fn change(before: Lookup<Row<'_>>, after: Lookup<Row<'_>>, lang: Lang) -> Option<(Change, Vec<Item>)> {
    match (before, after) {
        (Lookup::InForce(a), Lookup::InForce(b)) => {
            let items = items(a, b, lang);
            (!items.is_empty()).then_some((Change::Changed, items))
        }
        (Lookup::CannotTell(_), Lookup::CannotTell(_)) => None,
        (Lookup::CannotTell(_), _) | (_, Lookup::CannotTell(_)) => Some((Change::CannotTell, Vec::new())),
        (_, Lookup::InForce(_)) => Some((Change::Begun, Vec::new())),
        (Lookup::InForce(_), _) => Some((Change::Ended, Vec::new())),
        _ => None,
    }
}

/// Items that differ, those about the master itself left aside.
fn items(before: Row<'_>, after: Row<'_>, lang: Lang) -> Vec<Item> {
    let pairs =
        before.items().zip(after.items()).filter(|((column, a), (_, b))| a != b && !column.bookkeeping);
    let item = |((column, a), (_, b)): ((&'static masters::column::Column, &str), (_, &str))| Item {
        item: column.item,
        name: column.title(lang),
        before: a.to_owned(),
        after: b.to_owned(),
    };
    pairs.map(item).collect()
}

fn write_text(found: &[Difference], all: bool, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut groups: BTreeMap<(&str, Change), Vec<&Difference>> = BTreeMap::new();
    for difference in found {
        groups.entry((difference.kind, difference.change)).or_default().push(difference);
    }
    for ((kind, change), differences) in groups {
        let title = FileKind::from_slug(kind).map_or(kind, |k| k.title_in(lang));
        let word = words(change).in_lang(lang);
        writeln!(out, "\n{STRONG}{title}: {word} {}{STRONG:#}", differences.len())?;
        let shown = if all { differences.len() } else { SHOWN };
        for difference in differences.iter().take(shown) {
            writeln!(out, "  {} {}  {}", difference.code, difference.name, told(difference))?;
        }
        if differences.len() > shown {
            let more = differences.len() - shown;
            writeln!(
                out,
                "  {}",
                if lang == Lang::Ja {
                    format!("ほか{more}件（--allで表示）")
                } else {
                    format!("{more} more (--all)")
                }
            )?;
        }
    }
    Ok(())
}

fn told(difference: &Difference) -> String {
    if difference.items.is_empty() {
        return format!("{} → {}", difference.before, difference.after);
    }
    let items: Vec<String> =
        difference.items.iter().map(|i| format!("{}「{}」→「{}」", i.name, i.before, i.after)).collect();
    items.join("、")
}

const fn words(change: Change) -> Text {
    match change {
        Change::Begun => Text::new("新たに有効", "came into force"),
        Change::Ended => Text::new("有効でなくなった", "went out of force"),
        Change::Changed => Text::new("内容の変更", "changed"),
        Change::CannotTell => Text::new("どちらかの日が判断できない", "one day cannot be told"),
    }
}
