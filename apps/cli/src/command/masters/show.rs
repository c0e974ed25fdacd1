//! `shinsa masters show`: a code in full, whatever master it is of.

mod json;
mod screen;
mod ties;

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context;
use masters::{FileKind, Knowledge, Lookup, Masters, Row};
use model::{Date, Lang, Text};

use crate::args::masters::Show;
use crate::command::masters::store::open;
use crate::exit::Done;
use crate::output::to_stdout;

/// How many near codes are suggested.
const NEAR: usize = 5;

/// What is shown: a code of a master on a day.
struct Subject<'m> {
    masters: &'m Masters,
    kind: FileKind,
    code: u32,
    on: Date,
    answer: Lookup<Row<'m>>,
}

/// Shows the code.
pub fn run(options: &Show, lang: Lang) -> anyhow::Result<Done> {
    let opened = open(options.store.masters.as_deref(), lang)?;
    let masters = opened.masters();
    let Some(code) = options.code.parse::<u32>().ok().filter(|_| matches!(options.code.len(), 4 | 7 | 9))
    else {
        let text = Text::new("コードは9桁、7桁または4桁の数字です", "a code has 9, 7 or 4 digits");
        anstream::eprintln!("{}: {}", options.code, text.in_lang(lang));
        return Ok(Done::Misused);
    };
    let today = today()?;
    let subjects: Vec<Subject<'_>> = kinds_of(&options.code)
        .filter(|&kind| masters.code_id(kind, code).is_some())
        .map(|kind| subject(masters, kind, code, options.on, today))
        .collect();
    let standard =
        Some(options.code.as_str()).filter(|c| c.len() == 4).and_then(|c| masters.facility_standard(c));
    to_stdout(|out| {
        if options.json {
            return json::write(options, &subjects, standard, &opened, lang, out);
        }
        writeln!(out, "{}: {}", Text::new("マスター", "masters").in_lang(lang), opened.name(lang))?;
        if subjects.is_empty() && standard.is_none() {
            return absent(masters, options, code, options.on.unwrap_or(today), lang, out);
        }
        for subject in &subjects {
            screen::write(subject, options.all, lang, out)?;
        }
        if let Some(name) = standard {
            writeln!(
                out,
                "{}: {} {name}",
                Text::new("施設基準", "facility standard").in_lang(lang),
                options.code
            )?;
        }
        Ok(())
    })?;
    Ok(if subjects.is_empty() && standard.is_none() { Done::Troubled } else { Done::Clean })
}

fn subject(masters: &Masters, kind: FileKind, code: u32, asked: Option<Date>, today: Date) -> Subject<'_> {
    let on = asked.unwrap_or_else(|| day_to_show(masters, kind, code, today));
    Subject { masters, kind, code, on, answer: masters.find(kind, code, on) }
}

/// Today, or the last day of which the master says everything when it cannot speak of today.
fn day_to_show(masters: &Masters, kind: FileKind, code: u32, today: Date) -> Date {
    if !matches!(masters.find(kind, code, today), Lookup::CannotTell(_)) {
        return today;
    }
    let complete = |e: &masters::Edition| e.kind == kind && e.knowledge == Knowledge::Complete;
    let last = masters.editions().into_iter().rfind(complete).and_then(|e| e.to);
    // A starter set has no complete edition: the newest row that is there stands for it.
    last.or_else(|| masters.history(kind, code).into_iter().rfind(|(_, a)| a.row().is_some())?.0)
        .unwrap_or(today)
}

fn today() -> anyhow::Result<Date> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let days = i64::try_from(seconds / 86_400)?;
    Date::new(1970, 1, 1)
        .and_then(|epoch| epoch.plus_days(days))
        .context("the clock shows no day of the calendar")
}

/// The masters whose codes are written with so many digits and begin so.
fn kinds_of(code: &str) -> impl Iterator<Item = FileKind> {
    let kinds: &[FileKind] = match (code.len(), code.chars().next()) {
        (9, Some('1')) => &[FileKind::Procedure, FileKind::Ward],
        (9, Some('6')) => &[FileKind::Drug],
        (9, Some('7')) => &[FileKind::Material],
        (9, Some('8')) => &[FileKind::Comment],
        (7, _) => &[FileKind::Disease],
        (4, _) => &[FileKind::Modifier],
        _ => &[],
    };
    kinds.iter().copied()
}

fn absent(
    masters: &Masters,
    options: &Show,
    code: u32,
    day: Date,
    lang: Lang,
    out: &mut dyn std::io::Write,
) -> anyhow::Result<()> {
    let kind = kinds_of(&options.code).next();
    match (kind.map(|kind| masters.find(kind, code, day)), lang) {
        (Some(Lookup::CannotTell(cause)), _) => writeln!(out, "{}: {}", options.code, cause.message(lang))?,
        (_, Lang::Ja) => writeln!(out, "{}: そのようなコードはありません", options.code)?,
        (_, Lang::En) => writeln!(out, "{}: there is no such code", options.code)?,
    }
    let near = kind.map_or(Vec::new(), |kind| masters.near_codes(kind, code, NEAR));
    for (kind, other) in kind.iter().flat_map(|&kind| near.iter().map(move |&other| (kind, other))) {
        let row = masters.history(kind, other).into_iter().rev().find_map(|(_, answer)| answer.row());
        let name = row.map_or("", |row| name_of(row));
        let word = Text::new("近いコード", "near").in_lang(lang);
        writeln!(out, "  {word}: {other:0width$} {name}", width = width_of(kind))?;
    }
    Ok(())
}

/// The name of what a row describes.
pub fn name_of(row: Row<'_>) -> &str {
    let columns = row.kind().layout();
    let text = |id| columns.by_id(id).map_or("", |c| row.text(c.item));
    match text("short_name") {
        "" => text("name"),
        name => name,
    }
}

/// How many digits the codes of a master have.
pub fn width_of(kind: FileKind) -> usize {
    kind.layout().code_width()
}

/// An answer in words.
pub fn answer<T>(answer: &Lookup<T>, lang: Lang) -> String {
    let ja = lang == Lang::Ja;
    match answer {
        Lookup::InForce(_) => if ja { "有効" } else { "in force" }.to_owned(),
        Lookup::Abolished { last, stated: true, .. } if ja => format!("廃止（{last}まで）"),
        Lookup::Abolished { last, stated: true, .. } => format!("abolished (until {last})"),
        Lookup::Abolished { last, .. } if ja => format!("廃止（遅くとも{last}まで。次の版にない）"),
        Lookup::Abolished { last, .. } => {
            format!("abolished (by {last} at the latest: not in the next edition)")
        }
        Lookup::NotYetInForce { from, .. } if ja => format!("適用前（{from}から）"),
        Lookup::NotYetInForce { from, .. } => format!("not yet in force (from {from})"),
        Lookup::PastTransition { last, .. } if ja => format!("経過措置・使用期限切れ（{last}まで）"),
        Lookup::PastTransition { last, .. } => format!("past its transition (until {last})"),
        Lookup::Unknown => if ja { "存在しない" } else { "unknown" }.to_owned(),
        Lookup::CannotTell(cause) if ja => format!("判断できない: {}", cause.message(lang)),
        Lookup::CannotTell(cause) => format!("cannot tell: {}", cause.message(lang)),
    }
}
