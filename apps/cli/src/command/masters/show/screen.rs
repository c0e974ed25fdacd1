//! A code on screen: what it is, what it costs over time, what ties it to others.

use std::io::Write;

use masters::column::Column;
use masters::{FileKind, Lookup, Procedure, Row};
use model::{Lang, Text};

use super::{Subject, answer, name_of, ties, width_of};
use crate::output::{FAINT, STRONG};

/// Entries of a list shown unless all are asked for.
const SHOWN: usize = 12;

/// Writes one code.
pub fn write(subject: &Subject<'_>, all: bool, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
    let row = subject.answer.row();
    let width = width_of(subject.kind);
    // A code that cannot be told on the day still has the name that it is known by.
    let last =
        || subject.masters.history(subject.kind, subject.code).into_iter().rev().find_map(|(_, a)| a.row());
    let name = row.or_else(last).map_or("", |row| name_of(row));
    let title = subject.kind.title_in(lang);
    writeln!(out, "\n{STRONG}{:0width$} {name}{STRONG:#}  {FAINT}{title}{FAINT:#}", subject.code)?;
    let provisional = matches!(subject.answer, Lookup::InForce(row) if row.is_provisional());
    let note = if provisional {
        Text::new("（暫定: 最新の公表より後の日）", " (provisional: after the newest publication)")
    } else {
        Text::new("", "")
    };
    writeln!(out, "{}: {}{}", subject.on, answer(&subject.answer, lang), note.in_lang(lang))?;
    if let Some(row) = row {
        facts(subject, row, lang, out)?;
    }
    history(subject, lang, out)?;
    for tie in ties::of(subject.masters, subject.kind, subject.code, subject.on, lang) {
        write_tie(&tie, all, lang, out)?;
    }
    if let Some(row) = row.filter(|_| all) {
        items(row, lang, out)?;
    }
    Ok(())
}

/// The items that most people ask for, by master.
#[rustfmt::skip]
const fn wanted(kind: FileKind) -> &'static [&'static str] {
    match kind {
        FileKind::Procedure | FileKind::Ward => &[
            "name", "kana", "points_kind", "points", "unit", "in_out", "elderly", "hospital_clinic", "real_days",
            "days_or_times", "most_times", "age_low", "age_high", "step_low", "step_high", "step_size", "step_points",
            "note_addition_code", "note_addition_serial", "outpatient_management", "notice_class_1",
        ],
        FileKind::Drug => &[
            "name", "kana", "price_kind", "price", "unit", "dosage_form", "generic", "controlled", "yj_code",
            "generic_name", "transition", "elective",
        ],
        FileKind::Material => &[
            "name", "kana", "price_kind", "price", "unit", "calculation", "points_ceiling", "transition", "age_low",
            "age_high", "annex", "section",
        ],
        FileKind::Disease => &[
            "name", "short_name", "kana", "icd10_1", "icd10_2", "successor_code", "sole_use_forbidden",
            "not_claimable", "specific_disease", "intractable_outpatient", "listed",
        ],
        FileKind::Modifier => &["name", "kana", "class", "listed"],
        _ => &["pattern", "name", "kana", "column_1", "digits_1", "column_2", "digits_2", "selection"],
    }
}

fn facts(subject: &Subject<'_>, row: Row<'_>, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
    let layout = row.kind().layout();
    for column in wanted(subject.kind).iter().filter_map(|id| layout.by_id(id)) {
        let text = row.text(column.item);
        if is_said(column.id, text) {
            writeln!(out, "  {}: {}", column.title(lang), with_meaning(column, text, lang))?;
        }
    }
    if subject.kind == FileKind::Procedure {
        procedure_facts(subject, lang, out)?;
    }
    Ok(())
}

/// A value with what it means.
fn with_meaning(column: &Column, text: &str, lang: Lang) -> String {
    match (column.meaning(text), lang) {
        (None, _) => text.to_owned(),
        (Some(meaning), Lang::Ja) => format!("{text}（{}）", meaning.ja),
        (Some(meaning), Lang::En) => format!("{text} ({})", meaning.en),
    }
}

/// Whether an item says anything: zeros of limits and flags that are off do not.
fn is_said(id: &str, text: &str) -> bool {
    let zero = text.bytes().all(|b| matches!(b, b'0' | b'.'));
    let always = matches!(id, "points" | "price" | "in_out" | "pattern");
    always || !(zero || (id == "step_high" && text == "99999999"))
}

fn procedure_facts(subject: &Subject<'_>, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
    let code = model::ProcedureCode(subject.code);
    let Some(procedure): Option<Procedure<'_>> = subject.masters.procedure(code, subject.on).row() else {
        return Ok(());
    };
    let word = Text::new("区分番号", "section").in_lang(lang);
    let none = || Text::new("なし", "none").in_lang(lang).to_owned();
    writeln!(out, "  {word}: {}", procedure.section().name().unwrap_or_else(none))?;
    for standard in procedure.facility_standards() {
        let name = subject.masters.facility_standard(standard).unwrap_or("");
        writeln!(out, "  {}: {standard} {name}", Text::new("施設基準", "facility standard").in_lang(lang))?;
    }
    for addition in procedure.age_additions() {
        let word = Text::new("年齢加算", "age addition").in_lang(lang);
        writeln!(out, "  {word}: {}〜{} {}", addition.low, addition.high, addition.code)?;
    }
    Ok(())
}

/// From which day on what held, with points or price.
fn history(subject: &Subject<'_>, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(out, "{}", Text::new("推移", "over time").in_lang(lang))?;
    for (from, step) in subject.masters.history(subject.kind, subject.code) {
        let from = from.map_or_else(|| "          〜".to_owned(), |day| format!("{day}〜"));
        let provisional = step.in_force().is_some_and(|row| row.is_provisional());
        let note = if provisional { Text::new("（暫定）", " (provisional)").in_lang(lang) } else { "" };
        let amount = step
            .in_force()
            .and_then(|row| amount(row, lang))
            .map_or(String::new(), |amount| format!(" {amount}"));
        writeln!(out, "  {from} {}{note}{amount}", answer(&step, lang))?;
    }
    Ok(())
}

/// Points or price with its unit; 点数識別 and 金額種別 other than these are factors or prices of purchase.
fn amount(row: Row<'_>, lang: Lang) -> Option<String> {
    let layout = row.kind().layout();
    let column = layout.by_id("points").or(layout.by_id("price"))?;
    let kind = layout.by_id("points_kind").or(layout.by_id("price_kind"))?;
    let amount = row.quantity(column.item)?;
    let unit = match (column.id, row.class(kind.item)?) {
        ("points", 3 | 7 | 8) => Text::new("点", " points"),
        ("points" | "price", 1) => Text::new("円", " yen"),
        (_, 5 | 6) => Text::new("％", " %"),
        _ => return Some(format!("{amount} {}", with_meaning(kind, row.text(kind.item), lang))),
    };
    Some(format!("{amount}{}", unit.in_lang(lang)))
}

fn write_tie(tie: &ties::Tie, all: bool, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
    let title = tie.title.in_lang(lang);
    if let Some(why) = tie.unknown.as_deref().filter(|_| tie.entries.is_empty()) {
        return Ok(writeln!(out, "{title}: {FAINT}{why}{FAINT:#}")?);
    }
    writeln!(out, "{title} ({})", tie.entries.len())?;
    let shown = if all { tie.entries.len() } else { SHOWN };
    for entry in tie.entries.iter().take(shown) {
        writeln!(out, "  {} {}  {FAINT}{}{FAINT:#}", entry.code, entry.name, entry.note)?;
    }
    if tie.entries.len() > shown {
        let more = tie.entries.len() - shown;
        let text = if lang == Lang::Ja {
            format!("ほか{more}件（--allで表示）")
        } else {
            format!("{more} more (--all)")
        };
        writeln!(out, "  {FAINT}{text}{FAINT:#}")?;
    }
    Ok(())
}

/// Every item that is not blank.
fn items(row: Row<'_>, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
    for (column, text) in row.items().filter(|(_, text)| !text.is_empty()) {
        let said = with_meaning(column, text, lang);
        writeln!(out, "  {:>3} {}: {said}", column.item, column.title(lang))?;
    }
    Ok(())
}
