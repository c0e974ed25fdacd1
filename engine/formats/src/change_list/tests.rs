//! 増減点連絡書 byte for byte.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use model::{ClaimType, Month, Points, Yen};

use super::{
    Amount, Change, ChangeList, ChangedLine, ChangedReceipt, GivenReason, Origin, Place, Reduction, Said,
};
use crate::class::Class;
use crate::codes::change_reason::{Users, find};
use crate::testing::{issue, shown};
use crate::{Agency, Medium, NoteKind, Personal, WriteFault};

fn given(origin: Origin, users: Users, letter: char) -> GivenReason {
    let month = Month::from_number(2024_07).unwrap();
    GivenReason { origin, reason: find(users, letter, month).unwrap() }
}

fn points(law: &str, points: i64) -> Amount {
    Amount { law: law.to_owned(), change: Change::Points(Points(points)) }
}

fn line(claimed: &str, corrected: &str) -> ChangedLine {
    let said = |text: &str| Said { burden: (!text.is_empty()).then_some('2'), text: text.into() };
    ChangedLine { claimed: said(claimed), corrected: said(corrected) }
}

pub(crate) fn receipt() -> ChangedReceipt {
    let review = given(Origin::Review, Users::Fund, 'B');
    ChangedReceipt {
        month: Month::from_number(2024_06).unwrap(),
        number: 17,
        reception: None,
        special_review: false,
        insurer: Some("06130012".to_owned()),
        municipality: None,
        funds: vec!["54136015".to_owned()],
        class: Class { claim: ClaimType::medical(1122).unwrap(), donor: false },
        notes: vec![],
        duty: None,
        name: "架空　花子".into(),
        chart: "0001".into(),
        reductions: vec![
            Reduction {
                place: Place::Section(21),
                amounts: vec![points("06", -216), points("54", -216)],
                reasons: vec![given(Origin::OfficeCheck, Users::Fund, 'F'), review],
                lines: vec![line("架空錠１０ｍｇ　６錠　２７×１６", "２７×８"), line("別の行", "")],
            },
            Reduction {
                place: Place::Total,
                amounts: vec![points("06", -216)],
                reasons: vec![],
                lines: vec![],
            },
            Reduction {
                place: Place::Meals,
                amounts: vec![Amount { law: "06".to_owned(), change: Change::Yen(Yen(-7000)) }],
                reasons: vec![],
                lines: vec![],
            },
        ],
        search_number: "12345678901234567".to_owned(),
        claim_information: "A1".into(),
    }
}

#[test]
fn a_small_list() {
    let issue = issue(Agency::Fund, Medium::Electronic);
    let mut list = ChangeList::begin(&issue).unwrap();
    list.push(&receipt()).unwrap();
    list.push(&ChangedReceipt { number: 18, special_review: true, ..receipt() }).unwrap();
    let written = list.finish().unwrap();
    assert_eq!(written.name, "RIzogn1131123456750607.csv");
    assert!(written.notes.is_empty());
    insta::assert_snapshot!(shown(&written.bytes));
}

#[test]
fn only_sums_and_donor_sums() {
    let issue = issue(Agency::Fund, Medium::Electronic);
    let mut list = ChangeList::begin(&issue).unwrap();
    let mut sums = receipt();
    let alone = |place| Reduction { place, amounts: vec![points("06", 100)], reasons: vec![], lines: vec![] };
    sums.reductions = vec![alone(Place::Total), alone(Place::DonorSums)];
    list.push(&sums).unwrap();
    insta::assert_snapshot!(shown(&list.finish().unwrap().bytes));
}

#[test]
fn a_third_reason_is_noted_and_letters_stand_once() {
    let issue = issue(Agency::Fund, Medium::Electronic);
    let mut list = ChangeList::begin(&issue).unwrap();
    let mut many = receipt();
    many.reductions.truncate(1);
    many.reductions[0].reasons = vec![
        given(Origin::OfficeCheck, Users::Fund, 'F'),
        given(Origin::OfficeAid, Users::Fund, 'K'),
        given(Origin::Review, Users::Fund, 'A'),
        given(Origin::Review, Users::Fund, 'A'),
    ];
    list.push(&many).unwrap();
    let written = list.finish().unwrap();
    assert!(shown(&written.bytes).contains(",AK,"));
    assert_eq!(
        written.notes.iter().map(|n| (n.item, n.kind)).collect::<Vec<_>>(),
        [(24, NoteKind::LeftOut(1))]
    );
}

#[test]
fn letters_of_another_agency_are_refused() {
    let issue = issue(Agency::Fund, Medium::Electronic);
    let mut list = ChangeList::begin(&issue).unwrap();
    let mut other = receipt();
    other.reductions[0].reasons = vec![given(Origin::Review, Users::Federations, 'A')];
    let error = list.push(&other).unwrap_err();
    assert_eq!((error.item, error.fault), (24, WriteFault::Value));
}

#[test]
fn debug_shows_no_person() {
    let shown = format!("{:?}", ChangedReceipt { name: Personal::from("架空花子"), ..receipt() });
    assert!(!shown.contains("架空") && !shown.contains("0001"));
}
