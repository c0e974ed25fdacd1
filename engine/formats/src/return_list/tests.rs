//! 返戻内訳書 byte for byte.
#![expect(clippy::unwrap_used, reason = "tests")]

use model::{ClaimType, Month, Points, Yen};

use super::{ReturnList, ReturnReason, ReturnedPayer, ReturnedReceipt, insurer};
use crate::class::Class;
use crate::testing::issue;
use crate::{Agency, Medium, NoteKind, Personal, ReceptionNumber, WriteFault};

pub(crate) fn receipt() -> ReturnedReceipt {
    let payer = |number: &str, points| ReturnedPayer {
        number: number.to_owned(),
        days: Some(2),
        points: Some(Points(points)),
        share: Some(Yen(1200)),
        meal_share: Some(Yen(0)),
        ..ReturnedPayer::default()
    };
    ReturnedReceipt {
        month: Month::from_number(2024_06).unwrap(),
        reception: ReceptionNumber::new(12, 345),
        class: Class { claim: ClaimType::medical(1122).unwrap(), donor: false },
        notes: vec![2],
        duty: None,
        name: "架空　ﾀﾛｳ".into(),
        payers: vec![payer("06130012", 1234), payer("19136018", 200)],
        reasons: vec![ReturnReason {
            code: Some(3001), text: "患者氏名の記録がありません".to_owned()
        }],
        chart: "A-1".into(),
        search_number: "12345678901234567".to_owned(),
        claim_information: Personal::default(),
    }
}

#[test]
fn a_small_list() {
    let issue = issue(Agency::Fund, Medium::Electronic);
    let mut list = ReturnList::begin(&issue).unwrap();
    list.push(&receipt()).unwrap();
    let late = ReturnedReceipt { month: Month::from_number(2024_04).unwrap(), ..receipt() };
    list.push(&late).unwrap();
    let written = list.finish().unwrap();
    assert_eq!(written.name, "RIhenr1131123456750607.csv");
    assert!(written.bytes.ends_with(b"\r\n") && written.notes.is_empty());
    insta::assert_snapshot!(crate::testing::shown(&written.bytes));
}

#[test]
fn a_paper_list_leaves_electronic_items_off() {
    let issue = issue(Agency::Federation(model::Branch::read("13").unwrap()), Medium::Paper);
    let mut list = ReturnList::begin(&issue).unwrap();
    list.push(&ReturnedReceipt { month: Month::from_number(2024_04).unwrap(), ..receipt() }).unwrap();
    let written = list.finish().unwrap();
    assert_eq!(written.name, "MIhenr2131123456750607.csv");
    insta::assert_snapshot!(crate::testing::shown(&written.bytes));
}

#[test]
fn what_cannot_be_said_takes_the_receipt_back() {
    let issue = issue(Agency::Fund, Medium::Electronic);
    let mut list = ReturnList::begin(&issue).unwrap();
    let mut bad = receipt();
    bad.payers.push(ReturnedPayer { number: "123456789".to_owned(), ..ReturnedPayer::default() });
    let error = list.push(&bad).unwrap_err();
    assert_eq!((error.item, error.fault), (4, WriteFault::Length(9)));
    assert!(!error.to_string().contains("123456789"), "an error tells no value");
    let empty = ReturnList::begin(&issue).unwrap().finish().unwrap().bytes;
    assert_eq!(list.finish().unwrap().bytes, empty);
}

#[test]
fn what_had_to_be_fitted_is_noted() {
    let issue = issue(Agency::Fund, Medium::Electronic);
    let mut list = ReturnList::begin(&issue).unwrap();
    let mut long = receipt();
    long.name = "𠮷".into();
    long.reasons.push(ReturnReason { code: Some(1), text: "あ".repeat(51) });
    list.push(&long).unwrap();
    let notes: Vec<_> = list.finish().unwrap().notes.iter().map(|n| (n.line, n.item, n.kind)).collect();
    assert_eq!(notes, [(3, 7, NoteKind::Replaced(1)), (4, 17, NoteKind::Shortened(1))]);
}

#[test]
fn insurer_numbers_of_0101() {
    assert_eq!(insurer("01010016"), "01010016");
    assert_eq!(insurer("01010024"), "    0024");
    assert_eq!(insurer("06130012"), "06130012");
}
