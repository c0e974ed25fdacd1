//! From a return to its answer: returned, filed again as an institution would, read, matched.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use super::{Answer, KnownReturn, answer};
use crate::return_file::ReturnFile;
use crate::return_file::tests::{FILED, batch, filed, head};
use crate::text::decode;

const BY: (u8, (u8, u32)) = (1, (13, 1_234_567));

/// What was returned: the file's text, and what is remembered.
fn returned(numbers: [Option<&str>; 2]) -> (String, Vec<KnownReturn>) {
    let batch = batch(FILED);
    let mut file = ReturnFile::begin(head()).unwrap();
    let mut known = Vec::new();
    for (receipt, number) in numbers.into_iter().enumerate() {
        let filed = filed(&batch, receipt, number);
        file.push(&filed).unwrap();
        known.push(KnownReturn::of(&filed, BY.0, BY.1).unwrap());
    }
    (decode(&file.finish().unwrap().bytes).0, known)
}

/// What an institution makes of it: HI, HR and HG go, UK and GO come, history stays, a record is corrected.
fn refiled(text: &str) -> String {
    let kept = |line: &&str| !["HI,", "HR,", "HG,", "\u{1A}"].iter().any(|gone| line.starts_with(gone));
    let body: String =
        text.split("\r\n").filter(kept).filter(|l| !l.is_empty()).fold(String::new(), |body, line| {
            let corrected =
                if line.starts_with("SI,") { line.replace(",75,", ",76,") } else { line.to_owned() };
            body + &corrected + "\r\n"
        });
    format!("UK,1,13,1,1234567,,架空診療所,202408,00,\r\n{body}GO,2,152,99\r\n\u{1A}")
}

fn answers(text: &str, known: &[KnownReturn]) -> Vec<Answer> {
    let batch = batch(text);
    let unread: Vec<_> =
        batch.defects.iter().filter(|d| d.kind == model::DefectKind::UnknownRecord).collect();
    assert!(unread.is_empty(), "{unread:?}");
    (0..batch.receipts.len()).map(|receipt| answer(&batch, receipt, BY, known)).collect()
}

#[test]
fn the_search_number_tells_the_return() {
    let (text, known) = returned([Some("00012407000000001"), Some("00012407000000002")]);
    assert_eq!(answers(&refiled(&text), &known), [Answer::One(0), Answer::One(1)]);
    assert_eq!(answers(&refiled(&text), &known[1..]), [Answer::Unknown, Answer::One(0)]);
}

#[test]
fn history_tells_it_without_a_number() {
    let (text, mut known) = returned([None, None]);
    assert_eq!(answers(&refiled(&text), &known), [Answer::One(0), Answer::One(1)]);
    known.push(known[0].clone());
    assert_eq!(answers(&refiled(&text), &known), [Answer::Several(vec![0, 2]), Answer::One(1)]);
}

#[test]
fn the_number_in_the_history_tells_it_when_that_of_the_receipt_was_lost() {
    let (text, known) = returned([Some("00012407000000001"), None]);
    let lost = refiled(&text).replacen("00012407000000001", "", 1);
    assert_eq!(answers(&lost, &known), [Answer::One(0), Answer::One(1)]);
}

#[test]
fn a_first_filing_answers_nothing() {
    let (_, known) = returned([None, None]);
    assert_eq!(answers(FILED, &known), [Answer::NotRefiled, Answer::NotRefiled]);
}

#[test]
fn a_return_of_another_institution_is_not_answered() {
    let (text, mut known) = returned([Some("00012407000000001"), None]);
    for one in &mut known {
        one.institution.1 = 7_654_321;
    }
    assert_eq!(answers(&refiled(&text), &known), [Answer::Unknown, Answer::Unknown]);
}

#[test]
fn a_second_return_keeps_the_first_history() {
    let (text, first) = returned([None, None]);
    let batch = batch(&refiled(&text));
    let again = filed(&batch, 0, None);
    assert_eq!(again.request.history.len(), 6);
    let mut file = ReturnFile::begin(head()).unwrap();
    file.push(&again).unwrap();
    let second = KnownReturn::of(&again, BY.0, BY.1).unwrap();
    let text = refiled(&decode(&file.finish().unwrap().bytes).0);
    // Both returns stand in the history; without numbers nothing tells which is answered.
    assert_eq!(answers(&text, &[first[0].clone(), second]), [Answer::Several(vec![0, 1])]);
}

/// Whole made-up files: every receipt is returned, filed again and found.
#[test]
fn every_receipt_of_the_samples_finds_its_return() {
    let samples: [&[u8]; 2] = [
        include_bytes!("../../../../corpus/samples/outpatient.UKE"),
        include_bytes!("../../../../corpus/samples/inpatient.UKE"),
    ];
    for sample in samples {
        let batch = batch(&decode(sample).0);
        let mut file = ReturnFile::begin(head()).unwrap();
        let mut known = Vec::new();
        for receipt in 0..batch.receipts.len() {
            let filed = filed(&batch, receipt, None);
            file.push(&filed).unwrap();
            known.push(KnownReturn::of(&filed, BY.0, BY.1).unwrap());
        }
        let found = answers(&refiled(&decode(&file.finish().unwrap().bytes).0), &known);
        let expected: Vec<Answer> = (0..known.len()).map(Answer::One).collect();
        assert!(known.len() > 3);
        assert_eq!(found, expected);
    }
}
