//! A record with its fields, as its layout names them.

use model::{Date, Era, Lang, Month};
use receipt::layout::{Column, Shape, Table};
use receipt::{Batch, RecordKind, form, read};

use super::notes::Notes;
use super::{SheetField, SheetRecord};

/// A row as a record; what is no record of the claim is told whole.
pub(super) fn record(batch: &Batch, row: u32, notes: &Notes<'_>, lang: Lang) -> SheetRecord {
    let line = batch.line_of(row);
    let id = batch.record_id(row);
    let kind = id.and_then(RecordKind::from_id);
    // A row of history begins with other fields than the record that it repeats.
    let layout = kind.filter(|_| !batch.history.contains(&row)).and_then(read::compiled);
    let (name, fields) = match layout {
        Some(layout) => {
            let name = match lang {
                Lang::Ja => layout.layout.name,
                Lang::En => layout.layout.en,
            };
            let columns = layout.columns.iter().zip(2..=u8::MAX);
            let fields = columns.filter_map(|(column, item)| field(batch, (row, item), column, lang));
            (name.to_owned(), fields.collect())
        }
        None => (String::new(), vec![whole(batch, row)]),
    };
    SheetRecord { line, record: id.map(|id| id.to_string()), name, fields, notes: notes.on(line) }
}

/// A row of which no field has a name.
fn whole(batch: &Batch, row: u32) -> SheetField {
    SheetField {
        item: 0,
        key: String::new(),
        name: String::new(),
        value: receipt::characters::decode(batch.row(row), batch.encoding),
        meaning: String::new(),
        personal: true,
    }
}

fn field(batch: &Batch, (row, item): (u32, u8), column: &Column, lang: Lang) -> Option<SheetField> {
    let written = batch.field(row, item);
    if written.is_empty() {
        return None;
    }
    let name = match (lang, column.ordinal) {
        (Lang::Ja, _) => column.name(),
        (Lang::En, None) => column.field.en.to_owned(),
        (Lang::En, Some(ordinal)) => format!("{} {ordinal}", column.field.en),
    };
    Some(SheetField {
        item,
        key: match column.ordinal {
            None => column.field.en.to_owned(),
            Some(ordinal) => format!("{} {ordinal}", column.field.en),
        },
        name,
        value: batch.text(row, item),
        meaning: meaning(column.field.shape, written, lang),
        personal: column.field.personal,
    })
}

/// What a value means by its shape.
fn meaning(shape: Shape, written: &[u8], lang: Lang) -> String {
    match shape {
        Shape::Code(table) => named(table, written).to_owned(),
        Shape::CodeList { each, table: Some(table) } => {
            let names = written.chunks(usize::from(each).max(1)).map(|code| named(table, code));
            names.collect::<Vec<_>>().join("、")
        }
        Shape::Date => form::to_date(written).map_or_else(String::new, |day| day_in_words(day, lang)),
        Shape::Month => form::to_month(written).map_or_else(String::new, |month| month_in_words(month, lang)),
        _ => String::new(),
    }
}

fn named(table: &'static Table, code: &[u8]) -> &'static str {
    table.meaning(code).unwrap_or_default()
}

/// A day as people say it: of the era calendar in Japanese.
pub(super) fn day_in_words(day: Date, lang: Lang) -> String {
    match (lang, Era::of(day)) {
        (Lang::Ja, Some(era)) => {
            let year = era.year_of(day.year());
            format!("{}{year}年{}月{}日", era.name(), day.month_of_year(), day.day())
        }
        _ => day.to_string(),
    }
}

/// A month as people say it.
pub(super) fn month_in_words(month: Month, lang: Lang) -> String {
    match (lang, Era::of(month.last())) {
        (Lang::Ja, Some(era)) => {
            let year = era.year_of(month.year());
            format!("{}{year}年{}月", era.name(), month.month_of_year())
        }
        _ => month.to_string(),
    }
}
