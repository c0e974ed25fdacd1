//! Two uploads: what was mended is gone, the rest is the same, receipts in one file only are told as such.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on must stop")]

use super::compare;
use crate::check::tests::{checked, month};

#[test]
fn the_same_file_has_nothing_gone_and_nothing_new() {
    let checked = checked(&month(120, 61));
    let same = compare(&checked, &checked);
    assert_eq!((same.gone, same.new, same.only_before, same.only_after), (0, 0, 0, 0));
    assert!(same.same > 20);
    assert!(same.receipts.iter().all(|one| one.before == one.after && !one.changed));
}

#[test]
fn what_was_mended_is_gone_and_receipts_that_went_are_told() {
    let file = month(60, 62);
    let before = checked(&file);
    // A receipt less, and a field of another written with a blank at its end.
    let left_out = &before.receipts[10];
    let spoiled = &before.receipts[20];
    let mut other = file.clone();
    let name =
        file[spoiled.bytes.0 as usize..].split(|byte| *byte == b',').take(4).map(|field| field.len() + 1);
    let end_of_name = spoiled.bytes.0 as usize + name.sum::<usize>() + 2;
    let end_of_name = end_of_name + other[end_of_name..].iter().position(|byte| *byte == b',').unwrap();
    other.splice(end_of_name..end_of_name, *b"\x81\x40");
    other.drain(left_out.bytes.0 as usize..left_out.bytes.1 as usize);
    let after = checked(&other);
    let told = compare(&before, &after);
    let single = told.receipts.iter().filter(|one| one.before.is_none() || one.after.is_none());
    assert_eq!((told.only_before, told.only_after), (1, 0), "{:?}", single.collect::<Vec<_>>());
    let last = told.receipts.last().unwrap();
    assert_eq!((last.before, last.after), (Some(left_out.seq), None));
    let one = told.receipts.iter().find(|one| one.before == Some(spoiled.seq)).unwrap();
    assert!(one.changed);
    let new: Vec<&str> =
        one.notes.iter().filter(|note| note.state == "new").map(|note| note.name.as_str()).collect();
    assert!(new.contains(&"trailing-space"), "{new:?}");
    let back = compare(&after, &before);
    assert_eq!((back.gone, back.new), (told.new, told.gone));
    assert_eq!((back.only_before, back.only_after), (0, 1));
}

/// The number of a receipt (item 2 of RE) in its place, by another one.
fn renumbered(file: &[u8], at: u64, number: &str) -> Vec<u8> {
    let from = at as usize + b"RE,".len();
    let len = file[from..].iter().position(|byte| *byte == b',').unwrap();
    [&file[..from], number.as_bytes(), &file[from + len..]].concat()
}

#[test]
fn a_receipt_whose_number_was_mended_is_the_same_receipt() {
    let right = month(30, 63);
    let then = checked(&right);
    let [third, fourth] = [2, 3].map(|at: usize| &then.receipts[at]);
    let (own, next) = (third.number.unwrap().to_string(), fourth.number.unwrap().to_string());
    // The fourth was numbered like the third: one number twice, the next one not at all.
    let twice = renumbered(&right, fourth.bytes.0, &own);
    let told = compare(&checked(&twice), &then);
    assert_eq!((told.only_before, told.only_after), (0, 0));
    assert!(told.receipts.iter().all(|one| one.before == one.after), "each with itself");
    let changed: Vec<u64> =
        told.receipts.iter().filter(|one| one.changed).map(|one| one.after.unwrap()).collect();
    assert_eq!(changed, [fourth.seq]);
    // Numbers that were exchanged: each receipt is still itself, though its number is now the other one's.
    let exchanged = renumbered(&renumbered(&right, fourth.bytes.0, &own), third.bytes.0, &next);
    let told = compare(&then, &checked(&exchanged));
    assert!(told.receipts.iter().all(|one| one.before == one.after), "{:?}", told.receipts);
}
