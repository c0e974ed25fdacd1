//! Which days are asked about, and what is said of the answers, by a source that answers as it is told.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first thing that is not so"
)]

use intake::content::{Missing, Outcome};
use model::{Certainty, Conclusion, Date, Lang, Queue};
use receipt::Batch;

use super::check;
use crate::answer::{Answer, Eligibility, Insured, Span};

/// June 2024: a line on the 3rd and 10th, a visit that counts on the 5th and one that does not on the 7th.
const RECEIPT: &str = "\
RE,1,1112,202406,X,1,19800115
HO,06130012,12,345,2,150
SN,1,03,,,,01
JD,1,,,,,1,,2
SI,12,1,112007410,,75,2,,,,,,,,,1,,,,,,,1
";

/// A day of June is answered by what stands for it.
#[derive(Debug)]
struct Source(fn(u32) -> Answer);

impl Eligibility for Source {
    fn on(&self, insured: &Insured, day: Date) -> Answer {
        assert_eq!(
            (insured.insurer, insured.birth.number(), insured.branch),
            (*b"06130012", 1980_01_15, Some(1))
        );
        assert_eq!(day.month().number(), 2024_06);
        (self.0)(day.day())
    }
}

fn read(receipts: &str) -> Batch {
    let text = format!("IR,1,13,1,1234567,,X,202407,00,\r\n{}", receipts.replace('\n', "\r\n"));
    let mut batch = Batch { bytes: text.into_bytes(), ..Batch::default() };
    receipt::read(&mut batch);
    batch
}

fn ask(receipts: &str, only: Option<&[bool]>, answer: fn(u32) -> Answer) -> Outcome {
    let mut outcome = Outcome::default();
    check(&read(receipts), only, &Source(answer), Lang::En, &mut outcome);
    outcome
}

/// Rules with the days they name, 1 is the 1st.
fn told(outcome: &Outcome) -> Vec<(String, Vec<u32>)> {
    let days = |mask: u32| (1..=31).filter(|day| mask >> (day - 1) & 1 == 1).collect();
    outcome.findings.iter().map(|found| (found.rule.to_string(), days(found.days))).collect()
}

fn untold(outcome: &Outcome) -> Vec<(u64, Missing)> {
    outcome.not_evaluated.iter().map(|one| (one.seq, one.cause)).collect()
}

fn span(from: u32, until: Option<u32>) -> Span {
    Span { from: Date::from_number(from).unwrap(), until: until.and_then(Date::from_number) }
}

#[test]
fn every_day_of_service_and_every_visit_is_asked_about_once() {
    let all = ask(RECEIPT, None, |_| Answer::None);
    assert_eq!(told(&all), [("eligibility:none".to_owned(), vec![3, 5, 7, 10])]);
    assert_eq!(untold(&all), []);
    // A visit that stands for insurance and fund is one day.
    let both = RECEIPT.replace("JD,1,,,,,1,,2\n", "JD,1,,,,,1,,2\nJD,2,,,,,1,,2\n");
    assert_eq!(told(&ask(&both, None, |_| Answer::None)), told(&all));
    let valid = ask(RECEIPT, None, |_| Answer::Valid(span(2020_04_01, None)));
    assert_eq!((told(&valid), untold(&valid)), (vec![], vec![]));
}

/// The agency decides whether such a receipt is sent on, billed all the same or returned: a person looks.
#[test]
fn whatever_is_found_goes_to_staff() {
    for answer in [
        |_| Answer::None,
        |_| Answer::NoSuchPerson,
        |_| Answer::Several(2),
        |_| Answer::Lost(span(2020_04_01, Some(2024_06_01))),
        |_| Answer::NotYet(span(2024_07_01, None)),
    ] as [fn(u32) -> Answer; 5]
    {
        let found = ask(RECEIPT, None, answer).findings;
        let decided: Vec<_> = found.iter().map(|one| (one.certainty, one.conclusion, one.queue)).collect();
        assert_eq!(decided, [(Certainty::Review, Conclusion::Flag, Some(Queue::Staff))]);
        // It stands at the insurer: the second line of the receipt, the third of the file.
        assert_eq!(found.first().unwrap().lines.first().unwrap().line, 3);
    }
}

/// Insurance that ended and began anew within the month is told for the days between, by each time that it names.
#[test]
fn days_with_the_same_answer_are_one_finding() {
    let outcome = ask(RECEIPT, None, |day| match day {
        3 | 5 => Answer::Lost(span(2020_04_01, Some(2024_06_01))),
        7 => Answer::Lost(span(2024_06_06, Some(2024_06_07))),
        _ => Answer::Several(2),
    });
    let lost = "eligibility:lost".to_owned();
    let expected =
        [(lost.clone(), vec![3, 5]), (lost, vec![7]), ("eligibility:several".to_owned(), vec![10])];
    assert_eq!(told(&outcome), expected);
    let messages: Vec<&str> = outcome.findings.iter().map(|one| one.message.as_str()).collect();
    assert!(
        messages[0].contains("06130012") && messages[0].contains("until before 2024-06-01"),
        "{messages:?}"
    );
    assert!(messages[1].contains("insured from 2024-06-06"), "{messages:?}");
}

/// A day that the source does not cover is no day without insurance; what it says of other days is told.
#[test]
fn what_is_not_covered_is_not_evaluated_and_hides_nothing() {
    let outcome = ask(RECEIPT, None, |day| if day > 4 { Answer::NotCovered } else { Answer::None });
    assert_eq!(told(&outcome), [("eligibility:none".to_owned(), vec![3])]);
    assert_eq!(untold(&outcome), [(1, Missing::NotCovered)]);
}

/// 確認区分 01 is what the institution does itself; what agency or insurer confirmed is told with it.
#[test]
fn a_confirmation_by_agency_or_insurer_is_told() {
    let message = |class: &str| {
        let receipt = RECEIPT.replace("SN,1,03", &format!("SN,1,{class}"));
        ask(&receipt, None, |_| Answer::None).findings.remove(0).message
    };
    assert!(message("03").contains("kind of confirmation 03"), "{}", message("03"));
    assert!(!message("01").contains("kind of confirmation"), "{}", message("01"));
    // That of a public fund says nothing of the insurance.
    let fund = RECEIPT.replace("SN,1,03", "SN,1,01,,,,01\nSN,2,03");
    let of_fund = ask(&fund, None, |_| Answer::None).findings.remove(0).message;
    assert!(!of_fund.contains("kind of confirmation"), "{of_fund}");
}

/// Each receipt is asked about by its own days and confirmation; those that are not marked are not asked about at all.
#[test]
fn each_receipt_is_its_own() {
    let other = RECEIPT.replace("RE,1", "RE,2").replace("SN,1,03", "SN,1,01").replace("JD,1,,,,,1,,2\n", "");
    let both = format!("{RECEIPT}{other}");
    let outcome = ask(&both, None, |_| Answer::None);
    let days: Vec<_> = outcome.findings.iter().map(|one| (one.seq, one.days.count_ones())).collect();
    assert_eq!(days, [(1, 4), (2, 2)]);
    let turned = ask(&format!("{other}{RECEIPT}"), None, |_| Answer::None);
    let days: Vec<_> = turned.findings.iter().map(|one| (one.seq, one.days.count_ones())).collect();
    assert_eq!(days, [(1, 2), (2, 4)]);
    let confirmed: Vec<bool> =
        outcome.findings.iter().map(|one| one.message.contains("confirmation")).collect();
    assert_eq!(confirmed, [true, false]);
    let seqs = |only: &[bool]| {
        ask(&both, Some(only), |_| Answer::None).findings.iter().map(|one| one.seq).collect::<Vec<_>>()
    };
    assert_eq!(
        (seqs(&[true, false]), seqs(&[false, true]), seqs(&[false, false])),
        (vec![1], vec![2], vec![])
    );
}

/// 公費単独 has no insurer to ask. Who cannot be named, or has no day, is not taken as insured.
#[test]
fn nobody_is_asked_about_whom_the_receipt_does_not_name() {
    let none = |receipt: &str| {
        let outcome = ask(receipt, None, |_| Answer::None);
        assert_eq!(told(&outcome), []);
        untold(&outcome)
    };
    let alone =
        RECEIPT.replace("1112", "1212").replace("HO,06130012,12,345,2,150", "KO,12136015,1234567,,2,150");
    assert_eq!(none(&alone), []);
    for unnamed in [
        RECEIPT.replace("12,345", "12,"),
        RECEIPT.replace("19800115", ""),
        RECEIPT.replace("HO,06130012", "HO,"),
        RECEIPT.replace("JD,1,,,,,1,,2\n", "").replace("2,,,,,,,,,1,,,,,,,1", "2"),
    ] {
        assert_eq!(none(&unnamed), [(1, Missing::Insured)], "{unnamed}");
    }
}
