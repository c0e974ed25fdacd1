//! Small made-up files for the tests: a good row of every kind, and rows changed item by item.

use std::fmt::Write;

use crate::column::{Column, ValueType};
use crate::kind::FileKind;

/// A row of a kind: defaults that pass every check, then the given items.
pub(crate) fn row(kind: FileKind, items: &[(u16, &str)]) -> Vec<String> {
    let mut cells: Vec<String> = kind.layout().columns.iter().map(|c| good(kind, c)).collect();
    set(&mut cells, items);
    cells
}

/// A row of an update: all blank but change, letter, code and the given items.
pub(crate) fn delta(kind: FileKind, code: &str, change: &str, items: &[(u16, &str)]) -> Vec<String> {
    let layout = kind.layout();
    let mut cells = vec![String::new(); layout.width()];
    let own = [(1, change), (2, layout.letter.unwrap_or("")), (layout.code_item().unwrap_or(3), code)];
    set(&mut cells, &own);
    set(&mut cells, items);
    cells
}

fn set(cells: &mut [String], items: &[(u16, &str)]) {
    for &(item, value) in items {
        if let Some(cell) = cells.get_mut(usize::from(item) - 1) {
            value.clone_into(cell);
        }
    }
}

/// Quoted CSV, CRLF, as published (in UTF-8, which is recognised).
pub(crate) fn csv(rows: &[Vec<String>]) -> Vec<u8> {
    let mut text = String::new();
    for row in rows {
        let cells: Vec<String> = row.iter().map(|c| format!("\"{c}\"")).collect();
        let _ = write!(text, "{}\r\n", cells.join(","));
    }
    text.into_bytes()
}

/// The file name under which a kind is recognised.
pub(crate) fn name(kind: FileKind) -> String {
    format!("{}.csv", kind.file_name())
}

/// A file of one good row (two where pairs must stand in both directions).
pub(crate) fn file(kind: FileKind) -> Vec<Vec<String>> {
    let mut rows = vec![row(kind, &[])];
    if is_exclusion(kind) {
        rows.push(row(kind, &[(2, "111000220"), (4, "111000110"), (6, "2")]));
    }
    if kind.layout().header {
        rows.insert(0, kind.layout().columns.iter().map(|c| c.name.to_owned()).collect());
    }
    rows
}

/// Whether a kind is one of the four tables of exclusions.
pub(crate) fn is_exclusion(kind: FileKind) -> bool {
    kind.slug().starts_with("haihan")
}

fn good(kind: FileKind, column: &Column) -> String {
    let fixed = match (kind, column.id) {
        (FileKind::Ward, "code") => "190610001",
        (FileKind::Disease, "code") => "8830001",
        (FileKind::Modifier, "code") => "8002",
        (FileKind::Drug, "code") | (_, "drug" | "drug_1") => "620000001",
        (_, "drug_2") => "620000002",
        (FileKind::Material, "code") => "710000001",
        (FileKind::Comment, "code") => "840000001",
        (FileKind::Comment, "class") => "8",
        (FileKind::Comment, "pattern") => "40",
        (FileKind::Comment, "serial") => "1",
        (FileKind::CommentRelation, "comment_code") => "840000001",
        (FileKind::Facility, "code") => "0003",
        (FileKind::CheckCase, "code") | (_, "code" | "code_1" | "procedure") => "111000110",
        (_, "code_2") => "111000220",
        (FileKind::BasicFee, "group") => "001",
        (FileKind::Inclusion, "group") => "A000001",
        (_, "disease") => "8830001",
        (_, "change") => "0",
        (_, "letter") => return kind.layout().letter.unwrap_or("").to_owned(),
        (_, "changed") => "20240601",
        (_, "since") => "20240601",
        (_, "abolished" | "until") => "99999999",
        (_, "points_kind") => "3",
        (_, "price_kind" | "claim") => "1",
        (_, "previous_points_kind" | "previous_price_kind") => "1",
        _ => "",
    };
    match column.value {
        _ if !fixed.is_empty() => fixed.to_owned(),
        ValueType::Decimal if column.required => "10.00".to_owned(),
        ValueType::Class | ValueType::Int if column.required => "0".to_owned(),
        ValueType::Text if column.required => "試し".to_owned(),
        _ => String::new(),
    }
}
