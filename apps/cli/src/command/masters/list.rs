//! `shinsa masters list`: which days each master covers, and the files it was made from.

use comfy_table::{Table, presets};
use masters::{Edition, Knowledge, Masters, SourceInfo};
use model::{Date, Lang, Text};
use serde::Serialize;

use crate::args::masters::List;
use crate::command::masters::store::{Opened, open};
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
            serde_json::to_writer_pretty(&mut *out, &json(&opened, lang))?;
            return Ok(writeln!(out)?);
        }
        writeln!(out, "{}: {}", Text::new("マスター", "masters").in_lang(lang), opened.name(lang))?;
        writeln!(out, "{}", editions(opened.masters(), lang))?;
        if options.all {
            writeln!(out, "{}", sources(opened.masters(), lang))?;
        }
        Ok(())
    })?;
    Ok(Done::Clean)
}

fn text(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}

fn json(opened: &Opened, lang: Lang) -> Out {
    let edition = |e: Edition| EditionOut {
        kind: e.kind.slug(),
        title: e.kind.title(),
        from: text(e.from),
        to: text(e.to),
        knowledge: e.knowledge.slug(),
        complete: e.knowledge == Knowledge::Complete,
        provisional: e.knowledge == Knowledge::Provisional,
    };
    let source = |s: SourceInfo| SourceOut {
        kind: s.kind.slug(),
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
    Out {
        store: opened.name(lang),
        editions: masters.editions().into_iter().map(edition).collect(),
        sources: masters.sources().into_iter().map(source).collect(),
    }
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

fn table(headings: [Text; 4], lang: Lang) -> Table {
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
        let title = match lang {
            Lang::Ja => edition.kind.title(),
            Lang::En => edition.kind.slug(),
        };
        let day = |day: Option<Date>| day.map_or_else(|| "—".to_owned(), |day| day.to_string());
        table.add_row([
            title.to_owned(),
            day(edition.from),
            day(edition.to),
            words(edition.knowledge).in_lang(lang).to_owned(),
        ]);
    }
    table
}

fn sources(masters: &Masters, lang: Lang) -> Table {
    let headings = [
        Text::new("ファイル", "file"),
        Text::new("公表日", "published"),
        Text::new("行", "rows"),
        Text::new("保留", "pending"),
    ];
    let mut table = table(headings, lang);
    for source in masters.sources() {
        let published = source.published.map_or_else(|| "—".to_owned(), |day| day.to_string());
        table.add_row([source.name, published, source.rows.to_string(), source.pending.to_string()]);
    }
    table
}
