//! What is written is read back: made-up lists of every form, and files that are no such lists.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use model::{Level, Points};
use proptest::prelude::*;

use super::{Document, ProblemKind, read};
use crate::change_list::{Change, ChangeList, ChangedReceipt, Place};
use crate::column::{Length, Mode, Part};
use crate::return_list::{ReturnList, ReturnedReceipt};
use crate::testing::issue;
use crate::text::fit;
use crate::{Agency, Medium, WriteFault, asp_list, intake_list, return_list};

/// Texts with everything that hurts: separators, quotes, half-width kana, what CP932 has not, control characters.
fn nasty() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop_oneof![
            Just('a'),
            Just(','),
            Just('"'),
            Just('\n'),
            Just('\r'),
            Just('ｱ'),
            Just('ﾞ'),
            Just('漢'),
            Just('髙'),
            Just('𠮷'),
            Just('\u{E000}'),
            Just('\\'),
            Just('¥'),
            Just('~'),
            Just('\u{1A}'),
            any::<char>()
        ],
        0..60,
    )
    .prop_map(|chars| chars.into_iter().collect())
}

fn cell(document: &Document, line: usize, item: usize) -> &str {
    &document.lines[line].cells[item - 1].text.0
}

/// The details of a document, as indices into its lines.
fn details(document: &Document) -> Vec<usize> {
    let lines = document.lines.iter().enumerate();
    lines.filter(|(_, line)| line.layout.part == Part::Detail).map(|(at, _)| at).collect()
}

proptest! {
    #[test]
    fn a_return_list_reads_back(
        texts in proptest::collection::vec((nasty(), nasty(), nasty(), 0_i64..99_999_999, 1_usize..4), 0..5),
        paper in any::<bool>(),
    ) {
        let medium = if paper { Medium::Paper } else { Medium::Electronic };
        let issue = issue(Agency::Fund, medium);
        let mut list = ReturnList::begin(&issue).unwrap();
        for (name, reason, own, points, payers) in &texts {
            let mut receipt = return_list::tests::receipt();
            (receipt.name, receipt.claim_information) = (name.as_str().into(), own.as_str().into());
            receipt.reasons[0].text = reason.clone();
            receipt.payers = vec![receipt.payers[0].clone(); *payers];
            receipt.payers[0].points = Some(Points(*points));
            list.push(&receipt).unwrap();
        }
        let written = list.finish().unwrap();
        let document = read(&written.bytes, Some(&written.name)).unwrap();
        prop_assert!(document.problems.is_empty(), "{:?}", document.problems);
        let begun: Vec<usize> = details(&document).into_iter().filter(|&at| document.lines[at].begins).collect();
        prop_assert_eq!(begun.len(), texts.len());
        for (at, (name, reason, own, points, payers)) in begun.into_iter().zip(&texts) {
            let (name, _) = fit(name, Mode::Full, Length::UpTo(40));
            prop_assert_eq!(cell(&document, at, 7), &name);
            prop_assert_eq!(cell(&document, at, 17), fit(reason, Mode::Full, Length::UpTo(50)).0);
            prop_assert_eq!(cell(&document, at, 9), points.to_string());
            let own = fit(own, Mode::Either, Length::UpTo(40)).0.replace('\\', "¥");
            prop_assert_eq!(cell(&document, at, 20), if paper { "" } else { &own });
            for below in at + 1..at + payers {
                prop_assert_eq!(cell(&document, below, 7), &name, "filled down");
                prop_assert_eq!(cell(&document, below, 4), "06130012");
            }
        }
    }

    #[test]
    fn a_change_list_reads_back(
        receipts in proptest::collection::vec((1_u32..999_999, nasty(), any::<i32>(), any::<bool>()), 0..5),
    ) {
        let issue = issue(Agency::Fund, Medium::Electronic);
        let mut list = ChangeList::begin(&issue).unwrap();
        for (number, text, points, special) in &receipts {
            let mut receipt = crate::change_list::tests::receipt();
            (receipt.number, receipt.special_review) = (*number, *special);
            receipt.reductions[0].amounts[0].change = Change::Points(Points(i64::from(*points)));
            receipt.reductions[0].lines[0].claimed.text = text.as_str().into();
            list.push(&receipt).unwrap();
        }
        let written = list.finish().unwrap();
        let document = read(&written.bytes, None).unwrap();
        prop_assert!(document.problems.is_empty(), "{:?}", document.problems);
        let lines = details(&document);
        prop_assert_eq!(lines.len(), receipts.len() * 4);
        for (lines, (number, text, points, _)) in lines.chunks(4).zip(&receipts) {
            for &line in lines {
                prop_assert_eq!(cell(&document, line, 3), number.to_string());
            }
            prop_assert_eq!(cell(&document, lines[0], 23), format!("{points:+}"));
            prop_assert_eq!(cell(&document, lines[0], 26), fit(text, Mode::Full, Length::UpTo(1100)).0);
            prop_assert_eq!(cell(&document, lines[1], 20), "21", "the place goes on");
            prop_assert_eq!((cell(&document, lines[2], 20), cell(&document, lines[2], 21)), ("", "合計"));
        }
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let issue = issue(Agency::Fund, Medium::Electronic);
        let mut file = ReturnList::begin(&issue).unwrap().finish().unwrap().bytes;
        let whole = read(&bytes, None);
        prop_assert!(whole.is_none_or(|document| !document.lines.is_empty()));
        file.extend(bytes);
        prop_assert!(read(&file, None).is_some());
    }
}

#[test]
fn lists_of_intake_read_back() {
    let sending = intake_list::tests::sending();
    let mut list = asp_list::begin(&sending).unwrap();
    let errors =
        vec![intake_list::tests::error(3310, Level::L3), intake_list::tests::error(4850, Level::L48)];
    list.push(&intake_list::tests::faulty(errors)).unwrap();
    let written = list.finish();
    let document = read(&written.bytes, Some(&written.name)).unwrap();
    assert!(document.problems.is_empty(), "{:?}", document.problems);
    assert_eq!(document.form.id, "hasp");
    assert_eq!(cell(&document, 3, 10), "３３１０");
    assert_eq!((cell(&document, 3, 17), cell(&document, 4, 17)), ("X9", ""));
    // A title in half-width letters is the same title.
    let (text, _) = crate::text::decode(&written.bytes);
    let half = crate::text::encode(&text.replace("ＡＳＰ", "ASP"));
    assert!(read(&half, None).unwrap().problems.is_empty());
}

#[test]
fn what_differs_is_told_and_kept() {
    let issue = issue(Agency::Fund, Medium::Electronic);
    let mut list = ReturnList::begin(&issue).unwrap();
    list.push(&ReturnedReceipt { payers: vec![], ..return_list::tests::receipt() }).unwrap();
    let (text, _) = crate::text::decode(&list.finish().unwrap().bytes);
    let damaged = text.replace("0012-00000345", "12-345").replace("L3001,", "L3001,,");
    let document = read(&crate::text::encode(&damaged), None).unwrap();
    let told: Vec<_> =
        document.problems.iter().map(|p| (p.line, p.at.map(|(item, _)| item), p.kind)).collect();
    assert_eq!(
        told[..2],
        [
            (3, None, ProblemKind::Items { found: 21, expected: 20 }),
            (3, Some(3), ProblemKind::Value(WriteFault::Length(6)))
        ]
    );
    assert_eq!(document.lines[2].cells.len(), 21);
}

#[test]
fn a_following_line_without_its_first_is_told() {
    let issue = issue(Agency::Fund, Medium::Electronic);
    let mut bytes = ChangeList::begin(&issue).unwrap().finish().unwrap().bytes;
    bytes.extend_from_slice(format!("4{}\r\n", ",".repeat(29)).as_bytes());
    let document = read(&bytes, None).unwrap();
    assert!(document.problems.iter().any(|p| p.kind == ProblemKind::Orphan));
}

#[test]
fn an_amount_that_a_patient_bears_has_no_place() {
    let issue = issue(Agency::Fund, Medium::Electronic);
    let mut list = ChangeList::begin(&issue).unwrap();
    let mut receipt: ChangedReceipt = crate::change_list::tests::receipt();
    receipt.reductions.truncate(1);
    let mut burden = receipt.reductions[0].clone();
    (burden.place, burden.lines) = (Place::Burden, vec![]);
    burden.amounts.truncate(1);
    burden.amounts[0].change = Change::Yen(model::Yen(-300));
    receipt.reductions.push(burden);
    list.push(&receipt).unwrap();
    let document = read(&list.finish().unwrap().bytes, None).unwrap();
    let last = document.lines.len() - 1;
    assert_eq!((cell(&document, last, 20), cell(&document, last, 23)), ("", "-¥300"));
}

#[test]
fn other_files_are_no_lists() {
    for other in [&b""[..], b"IR,1,13,1,1234567", b"a,b,c\r\nd,e,f\r\n"] {
        assert!(read(other, None).is_none());
    }
}
