//! Lists that agencies send, made of a checked month, found again in its check.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on must stop")]

use formats::change_list::{
    Amount, Change, ChangeList, ChangedReceipt, GivenReason, Origin, Place, Reduction,
};
use formats::class::Class;
use formats::return_list::{ReturnList, ReturnReason, ReturnedPayer, ReturnedReceipt as Sent};
use formats::{Agency, Institution, Issue, Medium, Personal};
use model::{Branch, ClaimType, Month, Points, Yen};

use super::{Kept, ReturnedList, SaidBefore, hold_against, read};
use crate::check::tests::{checked, month};
use crate::{Checked, CheckedReceipt};

fn issue(checked: &Checked) -> Issue {
    let own = checked.receipts[0].institution.clone().unwrap();
    let month = checked.receipts[0].month.and_then(Month::from_number).unwrap();
    let (prefecture, code) = own.split_at(2);
    let institution = Institution {
        prefecture: Branch::read(prefecture).unwrap(),
        code: code.parse().unwrap(),
        name: "見本".to_owned(),
    };
    let processed = month.plus(1).unwrap();
    Issue {
        agency: Agency::Fund,
        institution,
        department: None,
        month,
        processed,
        medium: Medium::Electronic,
    }
}

/// An item of a receipt's first row of a kind, as text.
fn item(file: &[u8], of: &CheckedReceipt, kind: &str, number: usize) -> String {
    let bytes = &file[of.bytes.0 as usize..of.bytes.1 as usize];
    let (text, _) = formats::text::decode(bytes);
    let row = text.lines().find(|row| row.starts_with(kind)).unwrap().to_owned();
    row.split(',').nth(number - 1).unwrap().to_owned()
}

fn class() -> Class {
    Class { claim: ClaimType::medical(1112).unwrap(), donor: false }
}

/// 返戻内訳書 of some receipts, each with a code.
fn returns(file: &[u8], checked: &Checked, of: &[(usize, u16)]) -> (String, Vec<u8>) {
    let issue = issue(checked);
    let mut list = ReturnList::begin(&issue).unwrap();
    for (at, code) in of {
        let one = &checked.receipts[*at];
        let payer = ReturnedPayer {
            number: item(file, one, "HO", 2),
            days: Some(1),
            points: one.points_claimed.map(Points),
            ..ReturnedPayer::default()
        };
        let sent = Sent {
            month: one.month.and_then(Month::from_number).unwrap(),
            reception: None,
            class: class(),
            notes: Vec::new(),
            duty: None,
            name: Personal(item(file, one, "RE", 5)),
            payers: vec![payer],
            reasons: vec![ReturnReason { code: Some(*code), text: "記号・番号の誤り".to_owned() }],
            chart: Personal(String::new()),
            search_number: String::new(),
            claim_information: Personal(String::new()),
        };
        list.push(&sent).unwrap();
    }
    let written = list.finish().unwrap();
    (written.name, written.bytes)
}

/// 増減点連絡書 of a receipt: a cut of a section for two payers, one in yen, and the sum.
fn changes(file: &[u8], checked: &Checked, at: usize, letter: char) -> (String, Vec<u8>) {
    let issue = issue(checked);
    let one = &checked.receipts[at];
    let mut list = ChangeList::begin(&issue).unwrap();
    let reason = formats::codes::change_reason::ALL
        .iter()
        .find(|of| of.users == Agency::Fund.users() && of.letter == letter && of.holds(issue.processed))
        .unwrap();
    let amount = |law: &str, change| Amount { law: law.to_owned(), change };
    let reduction =
        |place, amounts: Vec<Amount>, reasons| Reduction { place, amounts, reasons, lines: Vec::new() };
    let points =
        || vec![amount("06", Change::Points(Points(-216))), amount("54", Change::Points(Points(-216)))];
    let given = GivenReason { origin: Origin::Review, reason };
    let sent = ChangedReceipt {
        month: issue.month,
        number: one.number.unwrap(),
        reception: None,
        special_review: false,
        insurer: Some(item(file, one, "HO", 2)),
        municipality: None,
        funds: Vec::new(),
        class: class(),
        notes: Vec::new(),
        duty: None,
        name: Personal(item(file, one, "RE", 5)),
        chart: Personal(String::new()),
        reductions: vec![
            reduction(Place::Section(21), points(), vec![given]),
            reduction(Place::Burden, vec![amount("06", Change::Yen(Yen(-300)))], Vec::new()),
            reduction(Place::Total, points(), Vec::new()),
        ],
        search_number: String::new(),
        claim_information: Personal(String::new()),
    };
    list.push(&sent).unwrap();
    let written = list.finish().unwrap();
    (written.name, written.bytes)
}

/// Receipts of the fund's first institution that can be found: outpatients with an insurer, single by points and name.
fn outpatients(checked: &Checked) -> Vec<usize> {
    let first = checked.receipts[0].institution.clone();
    let fits =
        |of: &CheckedReceipt| of.inpatient == Some(false) && of.number.is_some() && of.institution == first;
    (0..checked.receipts.len()).filter(|at| fits(&checked.receipts[*at])).collect()
}

fn held(list: &mut ReturnedList, file: &[u8], checked: &Checked) {
    let kept = [Kept { id: "c1", billed: &[2024_07], checked, claims: file }];
    hold_against(list, &kept);
}

#[test]
fn a_returned_receipt_is_found_by_its_patient_and_points() {
    let file = month(120, 81);
    let checked = checked(&file);
    let (told, silent): (Vec<usize>, Vec<usize>) = outpatients(&checked).into_iter().partition(|at| {
        checked.receipts[*at].findings.iter().any(|one| one.state == "won" && one.official_code.is_some())
    });
    let silent = silent
        .into_iter()
        .find(|at| checked.receipts[*at].findings.is_empty() && checked.receipts[*at].defects.is_empty());
    let (told, silent) = (told[0], silent.unwrap());
    let code = checked.receipts[told].findings.iter().find_map(|one| one.official_code.clone()).unwrap();
    let code: u16 = code.trim_start_matches('L').parse().unwrap();
    let (name, bytes) = returns(&file, &checked, &[(told, code), (silent, 3001), (told, 3001)]);
    let mut list = read(&bytes, &name).unwrap();
    assert_eq!(
        (list.form.as_str(), list.agency, list.processed, list.differences),
        ("henr", Some(1), Some(2024_07), 0)
    );
    held(&mut list, &file, &checked);
    let said: Vec<SaidBefore> = list.receipts.iter().map(|one| one.before.said).collect();
    assert_eq!(said, [SaidBefore::Same, SaidBefore::Nothing, SaidBefore::Other]);
    let first = &list.receipts[0];
    assert_eq!((first.before.check.as_deref(), first.before.seq), (Some("c1"), Some(told as u64 + 1)));
    assert_eq!(first.points, checked.receipts[told].points_claimed);
    assert!(!first.before.rules.is_empty());
    // Nothing of the patient is in what is kept.
    let kept = serde_json::to_string(&list).unwrap();
    let back: ReturnedList = serde_json::from_str(&kept).unwrap();
    for kind in [("RE", 5), ("HO", 2), ("HO", 4)] {
        let personal = item(&file, &checked.receipts[told], kind.0, kind.1);
        assert!(!personal.is_empty() && !kept.contains(&personal), "{kind:?}");
    }
    assert_eq!(back.receipts[0].reasons, list.receipts[0].reasons);
    assert!(!format!("{list:?}").contains(&item(&file, &checked.receipts[told], "RE", 5)));
}

#[test]
fn a_change_is_counted_once_whatever_payers_it_touches() {
    let file = month(120, 81);
    let checked = checked(&file);
    let at = outpatients(&checked)[3];
    let (name, bytes) = changes(&file, &checked, at, 'B');
    let mut list = read(&bytes, &name).unwrap();
    let one = &list.receipts[0];
    assert_eq!((one.number, one.points, one.yen), (checked.receipts[at].number, Some(-216), -300));
    assert_eq!(one.reasons.len(), 1, "the sum is no reason: {:?}", one.reasons);
    assert_eq!(
        (one.reasons[0].code.as_str(), one.reasons[0].section.as_str(), one.reasons[0].points),
        ("B", "21", -216)
    );
    held(&mut list, &file, &checked);
    assert_eq!(list.receipts[0].before.seq, Some(at as u64 + 1));
}

#[test]
fn what_cannot_be_held_against_a_check_says_why() {
    let file = month(120, 81);
    let checked = checked(&file);
    let at = outpatients(&checked)[0];
    let (name, bytes) = changes(&file, &checked, at, 'B');
    let said = |checks: &[Kept<'_>], change: &dyn Fn(&mut ReturnedList)| {
        let mut list = read(&bytes, &name).unwrap();
        change(&mut list);
        hold_against(&mut list, checks);
        list.receipts[0].before.said
    };
    let kept = Kept { id: "c1", billed: &[2024_07], checked: &checked, claims: &file };
    assert_eq!(said(&[], &|_| ()), SaidBefore::Gone);
    assert_eq!(said(&[kept], &|list| list.receipts[0].month = Some(2023_01)), SaidBefore::Gone);
    assert_eq!(said(&[kept], &|list| list.receipts[0].number = Some(900_000)), SaidBefore::NotFound);
    assert_eq!(
        said(&[kept], &|list| list.receipts[0].who.name = "別人".to_owned()),
        SaidBefore::NotFound,
        "the number is now another's"
    );
    assert_eq!(said(&[kept], &|list| list.institution = Some("7654321".to_owned())), SaidBefore::NotFound);
    assert!(said(&[kept, kept], &|_| ()).is_comparable(), "the same receipt sent twice is one");
    let mut other = checked.clone();
    other.receipts[at].content = "another".to_owned();
    let second = Kept { id: "c2", billed: &[2024_08], checked: &other, claims: &file };
    assert!(said(&[kept, second], &|_| ()).is_comparable(), "that of the month of processing");
    assert_eq!(said(&[kept, second], &|list| list.processed = None), SaidBefore::Several);
}

#[test]
fn other_files_are_none_and_months_filed_late_are_told() {
    assert!(read(b"IR,1,13,1,1234567", "a.UKE").is_none());
    assert!(read(b"", "RIhenr11311234567 50607.csv").is_none());
    let file = month(60, 82);
    let mut checked = checked(&file);
    let at = outpatients(&checked)[1];
    for (earlier, of_list) in [(2024_04, 2024_06), (2018_12, 2019_06)] {
        checked.receipts[0].month = Some(of_list);
        checked.receipts[at].month = Some(earlier);
        let (name, bytes) = returns(&file, &checked, &[(at, 3001)]);
        assert_eq!(read(&bytes, &name).unwrap().receipts[0].month, Some(earlier));
    }
}

#[test]
fn return_files_are_read() {
    let hen = "HI,1,202407,13,1,1234567,,00\r\nIR,1,13,1,1234567,,,202407,00,\r\n\
               RE,12,1112,202406,ﾐﾎﾝ,1,19800101,,,,,,,C-1,,,,,\r\nHO,06139992,,1,1,500\r\n\
               HR,202407,2,21,L3001,REASON,,,,,,,,\r\nHG,1,500,99\r\n\x1A";
    let list = read(hen.as_bytes(), "RECEIPTC.HEN").unwrap();
    assert_eq!((list.form.as_str(), list.agency, list.prefecture), ("HEN", Some(1), Some(13)));
    let one = &list.receipts[0];
    assert_eq!((one.number, one.month, one.inpatient), (Some(12), Some(2024_06), Some(false)));
    assert_eq!((one.reasons[0].code.as_str(), one.reasons[0].section.as_str()), ("L3001", "21"));
}
