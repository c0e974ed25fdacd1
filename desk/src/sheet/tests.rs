//! Sheets of made-up months, of the official sample and of damaged files.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on must stop"
)]

use std::collections::BTreeMap;

use model::Lang;

use super::{Note, Sheet, sheet};
use crate::check::tests::{SNAPSHOT, checked, month};
use crate::{Checked, CheckedReceipt};

pub(crate) fn part(file: &[u8], (start, end): (u64, u64)) -> &[u8] {
    &file[start as usize..end as usize]
}

fn of(file: &[u8], receipt: &CheckedReceipt) -> Sheet {
    sheet(part(file, receipt.bytes), part(file, receipt.frame), receipt, &SNAPSHOT, Lang::Ja).unwrap()
}

fn sheets(file: &[u8], checked: &Checked) -> Vec<Sheet> {
    checked.receipts.iter().map(|receipt| of(file, receipt)).collect()
}

/// Every note of the sheet.
fn notes(sheet: &Sheet) -> Vec<Note> {
    let mut all = sheet.notes.clone();
    let records = sheet.institution.iter().chain(&sheet.receipt).chain(&sheet.statements);
    let records = records.chain(&sheet.donor).chain(&sheet.others);
    let of_payers = sheet.payers.iter().flat_map(|payer| {
        std::iter::once(&payer.record).chain(&payer.confirmations).chain(&payer.visit_records)
    });
    all.extend(records.chain(of_payers).flat_map(|record| record.notes.clone()));
    all.extend(sheet.diseases.iter().flat_map(|disease| disease.notes.clone()));
    for unit in sheet.sections.iter().flat_map(|section| &section.units) {
        all.extend(unit.lines.iter().flat_map(|line| line.notes.clone()));
        let of_lines = unit.lines.iter().flat_map(|line| &line.comments);
        all.extend(of_lines.chain(&unit.comments).flat_map(|comment| comment.notes.clone()));
    }
    all
}

#[test]
fn every_row_and_everything_said_of_it_stands_on_the_sheet() {
    let file = month(400, 11);
    let checked = checked(&file);
    for (sheet, receipt) in sheets(&file, &checked).iter().zip(&checked.receipts) {
        let rows = part(&file, receipt.bytes).iter().filter(|byte| **byte == b'\n').count() as u64;
        let placed = sheet.placed();
        assert!((receipt.first_line..receipt.first_line + rows).all(|line| placed.contains(&line)));
        assert_eq!(placed.len() as u64, rows + 1, "the institution and the rows, each once");
        let mut told: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        notes(sheet).into_iter().for_each(|note| told.entry(note.of).or_default().push(note.at));
        let all = |of: &str, count: usize| {
            (0..count).all(|at| told.get(of).is_some_and(|places| places.contains(&at)))
        };
        assert!(all("finding", receipt.findings.len()) && all("defect", receipt.defects.len()));
        let lines = sheet.sections.iter().flat_map(|section| &section.units).flat_map(|unit| &unit.lines);
        for line in lines {
            let text = line_of(&file, line.line);
            assert!(text.starts_with(line.record.as_bytes()));
            assert!(String::from_utf8_lossy(&text).contains(&line.code));
        }
    }
}

fn line_of(file: &[u8], line: u64) -> Vec<u8> {
    file.split(|byte| *byte == b'\n').nth(line as usize - 1).unwrap().to_vec()
}

#[test]
fn totals_of_units_are_those_of_the_insurer() {
    let file = month(300, 12);
    let checked = checked(&file);
    let mut met = 0;
    for (sheet, receipt) in sheets(&file, &checked).iter().zip(&checked.receipts) {
        let wrong = receipt.defects.iter().any(|defect| defect.level != "L48");
        if wrong || sheet.payers.len() != 1 {
            continue;
        }
        let units = sheet.sections.iter().filter(|section| section.section.code != "97");
        let sum: i64 = units.flat_map(|section| &section.units).filter_map(|unit| unit.total).sum();
        assert_eq!(Some(sum), sheet.payers[0].points);
        met += 1;
    }
    assert!(met > 50, "{met}");
}

#[test]
fn a_sheet_says_what_the_claim_says() {
    let file = b"IR,1,13,1,1234567,,\x93\x8c\x8b\x9e\x88\xe3\x89\x40,202407,00,\r\n\
RE,1,1112,202406,\x8e\x8e\x8c\xb1,2,19500102,,,,,,,,,,,,,,,01,,,,,,,,,,,,,,,\x83\x56\x83\x50\x83\x93,\r\n\
HO,06132013,\x8b\x4c,123,1,300,,,,,,,,\r\nSN,1,01,,,,03,,\r\n\
SY,8830417,20240601,1,8002,,01,\r\n\
SI,12,1,112007410,,75,1,,,,,,,1,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,\r\n\
CO,,1,840000000,\x82\x51\r\n\
GO,1,75,99\r\n\x1a";
    let checked = checked(file);
    let sheet = of(file, &checked.receipts[0]);
    assert_eq!((sheet.title.as_str(), sheet.month.as_str()), ("診療報酬明細書（医科入院外）", "令和6年6月"));
    let receipt = sheet.receipt.as_ref().unwrap();
    let meaning = |key: &str| receipt.field(key).unwrap().meaning.clone();
    assert_eq!(meaning("date of birth"), "昭和25年1月2日");
    assert_eq!(meaning("sex"), "女");
    assert_eq!(receipt.field("name in katakana").unwrap().value, "シケン");
    assert_eq!(sheet.institution.as_ref().unwrap().field("institution name").unwrap().value, "東京医院");
    assert_eq!(sheet.payers[0].confirmations[0].field("branch number").unwrap().value, "03");
    assert!(sheet.diseases[0].main && sheet.diseases[0].name.ends_with("の疑い"), "{:?}", sheet.diseases);
    let section = &sheet.sections[0];
    assert_eq!(section.section.name, "再診（入院外）");
    assert_eq!(
        (section.units[0].points, section.units[0].count, section.units[0].total),
        (Some(75), Some(1), Some(75))
    );
    assert_eq!(section.units[0].days[0].day, 1);
    assert_eq!(section.units[0].lines[0].comments.len(), 1);
}

#[test]
fn damaged_receipts_have_sheets_or_none() {
    let file = month(12, 13);
    for seed in 0..40 {
        let (damaged, _) = corpus::damage::damage(&file, seed, 3);
        let checked = checked(&damaged);
        for receipt in &checked.receipts {
            let (bytes, frame) = (part(&damaged, receipt.bytes), part(&damaged, receipt.frame));
            let sheet = sheet(bytes, frame, receipt, &SNAPSHOT, Lang::En);
            let sheet = sheet.unwrap_or_else(|| panic!("seed {seed}, receipt {}", receipt.seq));
            let rows =
                bytes.split(|byte| *byte == b'\n').filter(|row| !matches!(*row, [] | [b'\r'] | [0x1A]));
            assert!(sheet.placed().len() >= rows.count(), "seed {seed}, receipt {}", receipt.seq);
        }
    }
}

#[test]
fn a_damaged_receipt_with_hundreds_of_funds_has_its_sheet() {
    let file = month(3, 11);
    let end = file.windows(3).position(|bytes| bytes == b"\nSY").unwrap() + 1;
    let funds = b"KO,54136015,1234567,,1,0\r\n".repeat(300);
    let file = [&file[..end], &funds, &file[end..]].concat();
    let checked = checked(&file);
    let sheet = &sheets(&file, &checked)[0];
    assert!(sheet.payers.len() >= 300, "{}", sheet.payers.len());
}
