//! Both lists of intake byte for byte.
#![expect(clippy::unwrap_used, reason = "tests")]

use model::{Date, Level, Month};

use super::{Faulty, IntakeError, Refiled, Sending};
use crate::testing::{issue, shown};
use crate::{Agency, Medium, WriteFault, asp_list, reception_list};

pub(crate) fn sending() -> Sending {
    let issue = issue(Agency::Fund, Medium::Electronic);
    let (agency, institution, month) = (issue.agency, issue.institution, issue.month);
    Sending { agency, institution, month, day: Date::from_number(2024_07_05), number: 1 }
}

pub(crate) fn error(code: u16, level: Level) -> IntakeError {
    IntakeError {
        code,
        level,
        upper: "固定点数に誤りがあります。".to_owned(),
        lower: "点数=29".to_owned(),
        section: Some(12),
        item: "再診料　７５×１".into(),
        points: Some((76, 75)),
    }
}

pub(crate) fn faulty(errors: Vec<IntakeError>) -> Faulty {
    Faulty {
        number: Some(17),
        chart: "A-1".into(),
        month: Month::from_number(2024_06),
        inpatient: Some(false),
        name: "架空　太郎".into(),
        birth: Date::from_number(1989_01_07),
        claim_information: "X9".into(),
        refiled: Refiled::AfterReturn,
        errors,
        ..Faulty::default()
    }
}

#[test]
fn a_list_of_the_intake_checks() {
    let sending = sending();
    let mut list = asp_list::begin(&sending).unwrap();
    list.push(&faulty(vec![error(3310, Level::L3), error(4850, Level::L48)])).unwrap();
    list.push(&faulty(vec![error(2541, Level::L2)])).unwrap();
    let donor =
        Faulty { donor: 1, recipient: Some((16, "B-2".into())), ..faulty(vec![error(4001, Level::L4)]) };
    list.push(&donor).unwrap();
    let whole = IntakeError { section: None, ..error(1011, Level::L1) };
    list.push(&Faulty { errors: vec![whole], ..Faulty::default() }).unwrap();
    let written = list.finish();
    assert_eq!(written.name, "RIhasp1131123456750001.csv");
    insta::assert_snapshot!(shown(&written.bytes));
}

#[test]
fn a_list_of_reception_has_errors_of_reception_alone() {
    let sending = sending();
    let mut list = reception_list::begin(&sending).unwrap();
    list.push(&faulty(vec![error(2541, Level::L2)])).unwrap();
    let refused = list.push(&faulty(vec![error(2541, Level::L2), error(3310, Level::L3)])).unwrap_err();
    assert_eq!((refused.item, refused.fault), (10, WriteFault::Value));
    let written = list.finish();
    assert_eq!(written.name, "RIuasp1131123456750001.csv");
    insta::assert_snapshot!(shown(&written.bytes));
}
