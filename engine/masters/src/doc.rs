//! The documentation page of the layouts, derived from the tables that the importer reads by.

use std::fmt::Write;

use crate::calendar::revisions;
use crate::column::{Column, Cycle, Layout, Shape, ValueType};
use crate::kind::FileKind;

/// The page, as docs/master-layouts.md holds it.
pub fn page() -> String {
    let mut page = String::from(
        "# Layouts of the official masters\n\n\
         Derived from `engine/masters/src/import/`; do not edit (`UPDATE_DOCS=1` writes it anew).\n\
         What the files are and how to take them in: [masters.md](masters.md).\n\n",
    );
    for &kind in FileKind::ALL {
        write_kind(&mut page, kind);
    }
    page.push_str(
        "## Revisions\n\n| cycle | first day | seen in official data | source |\n|---|---|---|---|\n",
    );
    for (name, cycle) in [("診療報酬改定", Cycle::Fees), ("薬価改定", Cycle::DrugPrices)] {
        for revision in revisions(cycle) {
            let seen = if revision.verified { "yes" } else { "**no**" };
            let _ = writeln!(page, "| {name} | {} | {seen} | {} |", revision.start, revision.source);
        }
    }
    page
}

fn write_kind(page: &mut String, kind: FileKind) {
    let layout = kind.layout();
    let verified = if layout.verified { "" } else { " **Not verified.**" };
    let _ =
        writeln!(page, "## `{}` {}\n\nSource: {}.{verified}", kind.slug(), layout.title.ja, layout.source);
    let _ = writeln!(page, "{}\n", kept(layout));
    page.push_str("| 項番 | name | 項目名 | type | |\n|---|---|---|---|---|\n");
    for column in layout.columns {
        let _ = writeln!(
            page,
            "| {} | {} | {} | {} | {} |",
            column.item,
            column.id,
            column.name,
            type_name(column.value),
            notes(column)
        );
    }
    page.push('\n');
}

/// How the file is kept, in one sentence a line.
fn kept(layout: &Layout) -> String {
    let renewed = match layout.cycle {
        Cycle::Fees => "Renewed with every 診療報酬改定.",
        Cycle::DrugPrices => "Renewed with every 薬価改定.",
        Cycle::Continuous => "Carried on from one publication to the next.",
    };
    let shape = match layout.shape {
        Shape::Coded { code, changed, abolished, .. } => {
            format!("One row a code (item {code}), changed on item {changed}, last day item {abolished}.")
        }
        Shape::Relation { since: Some(since), until: Some(until), .. } => {
            format!("Rows hold from item {since} to item {until}.")
        }
        Shape::Relation { .. } => "Rows bear no days.".to_owned(),
    };
    format!("{shape}\n{renewed}")
}

fn type_name(value: ValueType) -> String {
    match value {
        ValueType::Code(width) => format!("code of {width} digits"),
        ValueType::Date => "day".to_owned(),
        ValueType::Decimal => "decimal".to_owned(),
        ValueType::Int => "number".to_owned(),
        ValueType::Class => "class".to_owned(),
        ValueType::Age => "age limit".to_owned(),
        ValueType::Text => "text".to_owned(),
        ValueType::Reserved => "reserved".to_owned(),
    }
}

fn notes(column: &Column) -> String {
    let mut notes = Vec::new();
    if column.required {
        notes.push("required".to_owned());
    }
    if !column.meanings.is_empty() {
        let meant: Vec<String> =
            column.meanings.iter().map(|m| format!("{} {} ({})", m.value, m.text.ja, m.text.en)).collect();
        notes.push(meant.join(", "));
    }
    if !column.allowed.is_empty() {
        notes.push(format!("one of {}", column.allowed.join(" ")));
    }
    notes.join("; ")
}
