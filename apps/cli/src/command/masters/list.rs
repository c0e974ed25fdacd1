//! `shinsa masters list`: which days each master covers, and the files it was made from.

use std::io::Write;

use comfy_table::{CellAlignment, Table, presets};
use masters::{Edition, FileKind, Knowledge, Masters, SourceInfo};
use model::{Date, Lang, Text};
use serde::Serialize;

use crate::args::masters::List;
use crate::command::masters::store::{Opened, open, told_before, told_words};
use crate::exit::Done;
use crate::output::to_stdout;

#[derive(Serialize)]
struct EditionOut {
    kind: &'static str,
    title: &'static str,
    from: Option<String>,
    to: Option<String>,
    knowledge: &'static str,
    complete: bool,
    provisional: bool,
}

#[derive(Serialize)]
struct SourceOut {
    kind: &'static str,
    name: String,
    digest: String,
    form: &'static str,
    published: Option<String>,
    dated_by: &'static str,
    /// Days that were told at earlier imports and hold no more.
    told_before: Vec<String>,
    revision: Option<String>,
    rows: u32,
    pending: u32,
}

#[derive(Serialize)]
struct Out {
    store: String,
    editions: Vec<EditionOut>,
    sources: Vec<SourceOut>,
}

/// Lists the editions.
pub fn run(options: &List, lang: Lang) -> anyhow::Result<Done> {
    let opened = open(options.store.masters.as_deref(), lang)?;
    to_stdout(|out| {
        if options.json {
            serde_json::to_writer_pretty(&mut *out, &json(&opened, lang)?)?;
            return Ok(writeln!(out)?);
        }
        writeln!(out, "{}: {}", Text::new("マスター", "masters").in_lang(lang), opened.name(lang))?;
        if options.all {
            write_table(&editions(opened.masters(), lang), out)?;
            writeln!(out)?;
            return write_table(&sources(&opened, lang)?, out);
        }
        write_table(&summary(opened.masters(), lang), out)
    })?;
    Ok(Done::Clean)
}

fn text(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}

fn json(opened: &Opened, lang: Lang) -> anyhow::Result<Out> {
    let edition = |e: Edition| EditionOut {
        kind: e.kind.slug(),
        title: e.kind.title(),
        from: text(e.from),
        to: text(e.to),
        knowledge: e.knowledge.slug(),
        complete: e.knowledge == Knowledge::Complete,
        provisional: e.knowledge == Knowledge::Provisional,
    };
    let before = told_before(opened)?;
    let source = |s: SourceInfo| SourceOut {
        kind: s.kind.slug(),
        told_before: before(&s.digest).iter().map(ToString::to_string).collect(),
        name: s.name,
        digest: s.digest,
        form: s.form.slug(),
        published: text(s.published),
        dated_by: s.dated_by.slug(),
        revision: text(s.revision),
        rows: s.rows,
        pending: s.pending,
    };
    let masters = opened.masters();
    Ok(Out {
        store: opened.name(lang),
        editions: masters.editions().into_iter().map(edition).collect(),
        sources: masters.sources().into_iter().map(source).collect(),
    })
}

/// What is known of the days, in words.
const fn words(knowledge: Knowledge) -> Text {
    match knowledge {
        Knowledge::Nothing => Text::new("なし", "nothing"),
        Knowledge::Complete => Text::new("完全", "complete"),
        Knowledge::Provisional => {
            Text::new("暫定（最新の公表より後）", "provisional (after the newest publication)")
        }
        Knowledge::Earlier => {
            Text::new("行は有効・廃止済みコードは欠ける", "rows hold; codes abolished before are missing")
        }
        Knowledge::RevisionMissing => {
            Text::new("不明（改定後の全件ファイルがない）", "unknown (no full file since the revision)")
        }
        Knowledge::Excerpt => Text::new("抜粋", "excerpt"),
        Knowledge::Undated => Text::new("日付なし（暫定）", "undated (provisional)"),
    }
}

/// The lines of a table without the blanks that fill its last column.
fn write_table(table: &Table, out: &mut dyn Write) -> anyhow::Result<()> {
    table.lines().try_for_each(|line| Ok(writeln!(out, "{}", line.trim_end())?))
}

/// One row a master: the newest days of which everything is known, and what was taken in.
fn summary(masters: &Masters, lang: Lang) -> Table {
    let headings = [
        Text::new("マスター", "master"),
        Text::new("完全な期間（最新）", "complete (newest)"),
        Text::new("暫定", "provisional"),
        Text::new("取込行", "rows taken"),
        Text::new("保留の更新", "pending updates"),
    ];
    let (editions, sources) = (masters.editions(), masters.sources());
    let mut table = table(headings, lang);
    for &kind in FileKind::ALL {
        let editions: Vec<&Edition> = editions.iter().filter(|e| e.kind == kind).collect();
        let sources: Vec<&SourceInfo> = sources.iter().filter(|s| s.kind == kind).collect();
        let Some((complete, provisional)) = newest(&editions, lang) else { continue };
        let rows: u64 = sources.iter().map(|s| u64::from(s.rows)).sum();
        let pending = sources.iter().filter(|s| s.pending > 0).count();
        let title = kind.title_in(lang).to_owned();
        table.add_row([title, complete, provisional, rows.to_string(), pending.to_string()]);
    }
    for column in table.column_iter_mut().skip(3) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

/// The newest complete days and the last provisional one after them; without complete days, what there is instead.
fn newest(editions: &[&Edition], lang: Lang) -> Option<(String, String)> {
    let last = editions.last()?;
    let Some(at) = editions.iter().rposition(|e| e.knowledge == Knowledge::Complete) else {
        return Some((words(last.knowledge).in_lang(lang).to_owned(), "—".to_owned()));
    };
    let complete = editions.get(at)?;
    let after = editions.get(at + 1).filter(|e| e.knowledge == Knowledge::Provisional);
    let open = || Text::new("期限なし", "open").in_lang(lang).to_owned();
    let (to, until) = (Text::new("〜", " to "), Text::new("〜", "to "));
    let (to, until) = (to.in_lang(lang), until.in_lang(lang));
    let provisional = |e: &&Edition| e.to.map_or_else(open, |day| format!("{until}{day}"));
    Some((
        format!("{}{to}{}", day_or_dash(complete.from), day_or_dash(complete.to)),
        after.map_or_else(|| "—".to_owned(), provisional),
    ))
}

fn day_or_dash(day: Option<Date>) -> String {
    day.map_or_else(|| "—".to_owned(), |day| day.to_string())
}

fn table<const N: usize>(headings: [Text; N], lang: Lang) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(headings.map(|h| h.in_lang(lang)));
    table
}

fn editions(masters: &Masters, lang: Lang) -> Table {
    let headings = [
        Text::new("マスター", "master"),
        Text::new("から", "from"),
        Text::new("まで", "to"),
        Text::new("分かること", "known"),
    ];
    let mut table = table(headings, lang);
    for edition in masters.editions() {
        table.add_row([
            edition.kind.title_in(lang).to_owned(),
            day_or_dash(edition.from),
            day_or_dash(edition.to),
            words(edition.knowledge).in_lang(lang).to_owned(),
        ]);
    }
    table
}

fn sources(opened: &Opened, lang: Lang) -> anyhow::Result<Table> {
    let headings = [
        Text::new("ファイル", "file"),
        Text::new("公表日", "published"),
        Text::new("行", "rows"),
        Text::new("保留", "pending"),
    ];
    let mut table = table(headings, lang);
    let before = told_before(opened)?;
    for source in opened.masters().sources() {
        table.add_row([
            source.name,
            day_or_dash(source.published) + &told_words(&before(&source.digest), lang),
            source.rows.to_string(),
            source.pending.to_string(),
        ]);
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use masters::{Edition, FileKind, Knowledge};
    use model::{Date, Lang};

    use super::newest;

    fn edition(from: u32, to: u32, knowledge: Knowledge) -> Edition {
        let (from, to) = (Date::from_number(from), Date::from_number(to));
        Edition { kind: FileKind::Drug, from, to, knowledge }
    }

    fn said(editions: &[Edition]) -> Option<(String, String)> {
        newest(&editions.iter().collect::<Vec<_>>(), Lang::En)
    }

    fn pair(complete: &str, provisional: &str) -> Option<(String, String)> {
        Some((complete.to_owned(), provisional.to_owned()))
    }

    #[test]
    fn the_newest_complete_days_stand_with_the_provisional_ones_after_them() {
        let mut editions = vec![
            edition(20220401, 20220901, Knowledge::Complete),
            edition(20240601, 20250901, Knowledge::Complete),
            edition(20250902, 20260531, Knowledge::Provisional),
        ];
        assert_eq!(said(&editions), pair("2024-06-01 to 2025-09-01", "to 2026-05-31"));
        editions.push(edition(20260601, 0, Knowledge::RevisionMissing));
        assert_eq!(said(&editions), pair("2024-06-01 to 2025-09-01", "to 2026-05-31"));
    }

    #[test]
    fn without_complete_days_the_row_says_what_there_is() {
        assert_eq!(said(&[edition(20240601, 0, Knowledge::Excerpt)]), pair("excerpt", "—"));
        let complete = edition(20240401, 20250331, Knowledge::Complete);
        let missing = edition(20250401, 0, Knowledge::RevisionMissing);
        assert_eq!(said(&[complete.clone(), missing]), pair("2024-04-01 to 2025-03-31", "—"));
        let open = edition(20250401, 0, Knowledge::Provisional);
        assert_eq!(said(&[complete, open]), pair("2024-04-01 to 2025-03-31", "open"));
        assert_eq!(said(&[]), None);
    }
}
