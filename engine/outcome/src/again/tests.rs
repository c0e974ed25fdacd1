//! What a second judging is held against, and what becomes of a receipt, by hand-made findings.
#![expect(clippy::indexing_slicing, reason = "a test stops at the first thing that is not so")]

use model::{Certainty, Conclusion, Effect, Finding, Points, Queue};
use receipt::batch::UnitLeft;

use super::{Again, Alone, alone, newly_said, reopen};
use crate::tests::{Case, RECEIPT, falls, finding, share};
use crate::{Disposition, Doubt, Settled, State, Subject};

fn subject<'a>(case: &'a Case, findings: &'a [Finding]) -> Subject<'a> {
    Subject {
        batch: &case.batch,
        receipt: 0,
        institution: None,
        defects: &[],
        findings,
        not_evaluated: &[],
        refused: false,
    }
}

/// The rules that newly say something.
fn new(case: &Case, first: &[Finding], again: &[Finding]) -> Vec<String> {
    let settled = case.settle(first);
    assert_eq!(settled.disposition, Disposition::Assessed);
    newly_said(subject(case, first), &settled, again).map(|one| one.rule.to_string()).collect()
}

fn left(unit: u32, day: u8, times: u16, points: i32) -> UnitLeft {
    UnitLeft { unit, day, times: vec![times], points }
}

#[test]
fn what_stands_is_told_by_unit_and_day() {
    let case = Case::new(RECEIPT);
    // One of two times on the 3rd, the whole line on the 1st, and other points for the fourth 剤.
    let found = [
        falls("A", &[share(6, 3, 1)], &[]),
        falls("B", &[share(6, 1, 1)], &[]),
        finding("C", Effect::Corrects(vec![share(9, 2, 1)], Points(40)), &[]),
    ];
    let settled = case.settle(&found);
    assert_eq!(settled.left, [left(0, 1, 0, 0), left(0, 3, 1, 75), left(3, 2, 1, 40)]);
    assert_eq!(case.settle(&[]).left, []);
}

#[test]
fn each_assessment_stands_alone_without_what_the_others_take() {
    let case = Case::new(RECEIPT);
    let found = [falls("A", &[share(6, 1, 1)], &[]), falls("B", &[share(6, 3, 1), share(7, 1, 1)], &[])];
    let settled = case.settle(&found);
    // Without A its line is whole again; what B takes is gone. And the other way round.
    let expected = [
        Alone { finding: 0, places: vec![(6, 1)], left: vec![left(0, 3, 1, 75), left(1, 1, 0, 0)] },
        Alone { finding: 1, places: vec![(6, 3), (7, 1)], left: vec![left(0, 1, 0, 0)] },
    ];
    assert_eq!(alone(subject(&case, &found), &settled), expected);
    // One by itself rests on nothing that another takes; what takes nothing is none.
    let one = [found[0].clone(), falls("C", &[share(6, 1, 1)], &[])];
    assert_eq!(alone(subject(&case, &one), &case.settle(&one)), []);
}

#[test]
fn an_assessment_comes_again_by_its_rule_or_by_that_of_another() {
    let case = Case::new(RECEIPT);
    let first = [falls("A", &[share(6, 1, 1)], &[]), falls("B", &[share(7, 1, 1)], &[])];
    let settled = case.settle(&first);
    let own = &alone(subject(&case, &first), &settled)[0];
    let comes = |again: &[Finding]| own.comes_again(&first, again);
    assert!(comes(&first[..1]));
    assert!(comes(&[falls("B", &[share(6, 1, 1)], &[])]), "two limits meet at one line");
    assert!(comes(&[finding(
        "A",
        Effect::Falls { shares: vec![share(6, 2, 1)], among: vec![share(6, 1, 1)] },
        &[]
    )]));
    assert!(!comes(&[]));
    assert!(!comes(&[falls("A", &[share(6, 2, 1)], &[])]), "another day");
    assert!(!comes(&[falls("X", &[share(6, 1, 1)], &[])]), "a rule that took nothing before");
    let review = Finding { certainty: Certainty::Review, ..first[0].clone() };
    assert!(!comes(&[review]), "what a person decides takes nothing");
}

#[test]
fn a_limit_comes_again_over_what_the_others_leave_of_it() {
    let case = Case::new(RECEIPT);
    let all = [share(9, 1, 1), share(9, 2, 1), share(9, 3, 2)];
    let first = [falls("A", &all[..1], &[]), finding("C", Effect::Caps(all.to_vec(), Points(120)), &[])];
    let settled = case.settle(&first);
    let both = alone(subject(&case, &first), &settled);
    assert_eq!(both[1].places, [(9, 2), (9, 3)]);
    let rest = finding("C", Effect::Caps(all[1..].to_vec(), Points(120)), &[]);
    assert!(both[1].comes_again(&first, &[rest]) && !both[1].comes_again(&first, &[]));
}

#[test]
fn only_what_asks_for_other_lines_or_days_is_new() {
    let case = Case::new(RECEIPT);
    let first = [falls("A", &[share(6, 1, 1), share(6, 2, 1)], &[8]), falls("B", &[share(7, 1, 1)], &[])];
    let is_new = |again: Finding| !new(&case, &first, &[again]).is_empty();
    assert!(!is_new(falls("A", &[share(6, 1, 1)], &[9])), "fewer lines, another witness");
    assert!(is_new(falls("A", &[share(6, 3, 1)], &[8])), "another day");
    assert!(is_new(falls("A", &[share(8, 2, 1)], &[6])), "a line that only showed it");
    assert!(is_new(falls("C", &[share(6, 1, 1)], &[])), "another rule");
    // Lines of a flag, which takes nothing: its days are those of the finding.
    let flag = |rule: &'static str, days: u32| Finding {
        conclusion: Conclusion::Flag,
        effect: Effect::None,
        days,
        ..falls(rule, &[share(6, 1, 1)], &[])
    };
    assert!(!is_new(flag("A", 0b11)) && is_new(flag("A", 0b111)) && !is_new(flag("A", 0)));
    // Nobody is asked.
    let told = Finding { conclusion: Conclusion::Notice, ..flag("C", 1) };
    assert!(!is_new(told) && !is_new(Finding { certainty: Certainty::Notice, ..flag("C", 1) }));
    assert!(!is_new(Finding { conclusion: Conclusion::Repair, ..flag("C", 1) }));
    // What was only told before was not asked.
    let before = [first[0].clone(), Finding { certainty: Certainty::Notice, ..flag("C", 1) }];
    assert_eq!(new(&case, &before, &[flag("C", 1)]), ["C"]);
}

#[test]
fn what_names_no_line_is_new_when_its_rule_was_silent() {
    let case = Case::new(RECEIPT);
    let whole = |rule: &'static str| Finding {
        conclusion: Conclusion::Flag,
        lines: Vec::new(),
        ..finding(rule, Effect::None, &[])
    };
    let first = [falls("A", &[share(6, 1, 1)], &[])];
    assert_eq!(new(&case, &first, &[whole("F")]), ["F"]);
    let settled = case.settle(&first);
    let known = [first[0].clone(), whole("F")];
    assert_eq!(newly_said(subject(&case, &known), &settled, &[whole("F")]).count(), 0);
}

#[test]
fn the_programs_own_points_are_no_claim() {
    let case = Case::new(RECEIPT);
    let first = [falls("A", &[share(6, 3, 1)], &[])];
    let set = |line, day| finding("S", Effect::Corrects(vec![share(line, day, 1)], Points(1)), &[]);
    assert_eq!(new(&case, &first, &[set(6, 3)]), Vec::<String>::new());
    assert_eq!(new(&case, &first, &[set(6, 1), set(7, 1)]), ["S", "S"]);
}

fn reopened(first: &[Finding], new: &[Finding], gone: &[usize]) -> Settled {
    let case = Case::new(RECEIPT);
    let mut settled = case.settle(first);
    let all = [first, new].concat();
    reopen(subject(&case, &all), &mut settled, Again { new: new.len(), gone });
    settled
}

#[test]
fn staff_see_what_is_new_beside_what_would_be_taken() {
    let first = [falls("A", &[share(6, 1, 1)], &[]), falls("B", &[share(7, 1, 1)], &[])];
    let new = Finding { certainty: Certainty::Review, ..falls("C", &[share(8, 2, 1)], &[]) };
    let settled = reopened(&first, std::slice::from_ref(&new), &[]);
    assert_eq!((settled.disposition, settled.queue), (Disposition::Review, Some(Queue::Staff)));
    assert_eq!((settled.after, settled.payers[0].after, settled.claimed), (None, None, Some(1000)));
    let points: Vec<_> =
        settled.findings.iter().map(|one| (one.state, one.points, one.doubt.clone())).collect();
    let expected = [
        (State::Won, Some(-75), None),
        (State::Won, Some(-200), None),
        (State::Won, None, Some(Doubt::Remains)),
    ];
    assert_eq!(points, expected);
    // Names of findings stay, and the new one has its own.
    let before = Case::new(RECEIPT).settle(&first);
    assert_eq!(settled.findings[0].id, before.findings[0].id);
    assert!(before.findings.iter().all(|one| one.id != settled.findings[2].id));
    // Whatever the order of the new ones, each is called the same.
    let other = Finding { rule: "D".into(), ..new.clone() };
    let one = reopened(&first, &[new.clone(), other.clone()], &[]);
    let two = reopened(&first, &[other, new], &[]);
    assert_eq!((one.findings[2].id, one.findings[3].id), (two.findings[3].id, two.findings[2].id));
}

/// What a person decides has no points yet, be it a cut or a look.
#[test]
fn what_is_new_has_no_points_whatever_it_asks_for() {
    let first = [falls("A", &[share(6, 1, 1)], &[])];
    for conclusion in [Conclusion::Assess, Conclusion::Flag, Conclusion::Return, Conclusion::Ask] {
        let new = Finding { conclusion, ..finding("C", Effect::None, &[]) };
        let told = &reopened(&first, &[new], &[]).findings[1];
        assert_eq!((told.points, told.doubt.clone()), (None, Some(Doubt::Remains)), "{conclusion:?}");
    }
}

#[test]
fn an_assessment_that_does_not_come_again_has_no_points() {
    let first = [falls("A", &[share(6, 1, 1)], &[]), falls("B", &[share(7, 1, 1)], &[])];
    let settled = reopened(&first, &[], &[1]);
    assert_eq!(settled.disposition, Disposition::Review);
    let told: Vec<_> = settled.findings.iter().map(|one| (one.points, one.doubt.clone())).collect();
    assert_eq!(told, [(Some(-75), None), (None, Some(Doubt::NotAgain))]);
    assert_eq!(settled.findings[1].by_payer, [0; 5]);
}
