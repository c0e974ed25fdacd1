//! Full file and updates, merged, against the same files merged item by item by somebody else.

use std::collections::BTreeMap;

use masters::{FileKind, Masters, build};
use model::Date;

use super::files::{bytes, set};

/// The rows of a merged file by code.
fn merged_by_others(name: &str) -> Option<BTreeMap<u32, Vec<String>>> {
    let (text, _, _) = encoding_rs::SHIFT_JIS.decode(bytes()?.get(name)?);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let rows = reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect());
    Some(rows.map(|row: Vec<String>| (row[2].parse().unwrap(), row)).collect())
}

/// Every item that differs from the merged file, on the last day that both speak of.
fn differences(
    masters: &Masters,
    kind: FileKind,
    others: &BTreeMap<u32, Vec<String>>,
    on: Date,
) -> Vec<String> {
    let mut found = Vec::new();
    for (code, row) in others {
        let Some(mine) = masters.find(kind, *code, on).row() else {
            found.push(format!("{code}: {}", masters.find(kind, *code, on).slug()));
            continue;
        };
        for (column, text) in mine.items() {
            let theirs = row.get(usize::from(column.item) - 1).map_or("", String::as_str);
            if text != theirs {
                found.push(format!("{code} item {}: {text} against {theirs}", column.item));
            }
        }
    }
    found
}

#[test]
fn procedures_and_materials_agree_item_by_item() {
    let on = Date::from_number(2025_09_01).unwrap();
    for (kind, part, name) in [
        (FileKind::Procedure, "updates/s_", "masters/R6/s.csv"),
        (FileKind::Material, "updates/t_", "masters/R6/t.csv"),
    ] {
        let (Some(set), Some(others)) = (set(&[part]), merged_by_others(name)) else { return };
        let (masters, report) = build(&set);
        assert!(report.warnings.is_empty(), "{:?}", report.warnings);
        assert_eq!(masters.all_codes(kind).count(), others.len());
        assert_eq!(differences(&masters, kind, &others, on), Vec::<String>::new());
    }
}

#[test]
fn drugs_agree_up_to_the_price_revision_that_is_missing() {
    let on = Date::from_number(2025_03_31).unwrap();
    let (Some(set), Some(mut others)) = (set(&["updates/y_"]), merged_by_others("masters/R6/y.csv")) else {
        return;
    };
    // What the merged file took over after 2025-04-01 stands on prices of 2024: left aside.
    others.retain(|_, row| row[29].as_str() < "20250401");
    let (masters, _) = build(&set);
    assert_eq!(others.len(), 20457);
    assert_eq!(differences(&masters, FileKind::Drug, &others, on), Vec::<String>::new());
}
