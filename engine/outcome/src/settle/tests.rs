//! What a settled finding says of itself: whether it counts, and the names of doubts that files keep.
#![expect(clippy::indexing_slicing, reason = "a test stops at the first thing that is not so")]

use model::{Certainty, Conclusion, Effect, Finding, Lang};

use super::{Doubt, State};
use crate::tests::{Case, RECEIPT, falls, finding, of, share, si};

/// What is only told, by its certainty or by its conclusion, counts for nothing and takes nothing.
#[test]
fn what_is_only_told_is_a_notice() {
    let told = |certainty, conclusion| {
        let found = Finding { certainty, conclusion, ..falls("A", &[share(7, 1, 1)], &[]) };
        let one = Case::new(RECEIPT).settle(std::slice::from_ref(&found)).findings.remove(0);
        (one.state, one.points)
    };
    assert_eq!(told(Certainty::Notice, Conclusion::Assess), (State::Notice, Some(0)));
    assert_eq!(told(Certainty::Definite, Conclusion::Notice), (State::Notice, Some(0)));
    assert_eq!(told(Certainty::Definite, Conclusion::Assess), (State::Won, Some(-200)));
    // What a person has still to decide has no points yet.
    assert_eq!(told(Certainty::Review, Conclusion::Assess), (State::Won, None));
    assert_eq!(told(Certainty::Review, Conclusion::Flag), (State::Won, Some(0)));
}

/// A receipt of which a line is cut goes back whole for another reason: the cut waits, and the points are nobody's.
#[test]
fn what_goes_back_is_not_cut() {
    let back = Finding { conclusion: Conclusion::Return, ..finding("R", Effect::None, &[2]) };
    let settled = Case::new(RECEIPT).settle(&[falls("A", &[share(7, 1, 1)], &[]), back]);
    let of: Vec<_> = settled.findings.iter().map(|one| (one.state, one.points, one.by_payer[0])).collect();
    assert_eq!(of, [(State::Subsumed, Some(0), 0), (State::Won, Some(0), 0)]);
    assert!(settled.payers.iter().all(|payer| payer.after.is_none()));
}

/// Files keep doubts by their names: each comes back as itself, and no two have one name or one sentence.
#[test]
fn doubts_come_back_by_their_names() {
    for doubt in Doubt::PLAIN {
        assert_eq!(Doubt::of_slug(doubt.slug()), Some(doubt.clone()));
        for other in Doubt::PLAIN.iter().filter(|other| **other != doubt) {
            assert_ne!(doubt.message(Lang::Ja), other.message(Lang::Ja));
        }
    }
    assert_eq!(Doubt::of_slug("readings"), None, "what pricing leaves open says more than its name");
}

/// A judgement fee loses its last test: who takes the test is doubted, and not whoever takes another line of that day.
#[test]
fn only_the_assessment_on_which_something_leans_is_doubted() {
    let case = of(&[
        si("60", 160_008_010, "21", &[(3, 1), (10, 1)]),
        si("60", 160_061_810, "125", &[(3, 1)]),
        si("12", 112_007_410, "75", &[(3, 1), (10, 1)]),
    ]);
    let tests = falls("A", &[share(6, 3, 1), share(6, 10, 1)], &[]);
    let settled = case.settle(&[tests.clone(), falls("B", &[share(8, 3, 1)], &[])]);
    let told: Vec<_> = settled.findings.iter().map(|one| (one.doubt.clone(), one.points)).collect();
    assert_eq!(told, [(Some(Doubt::Dependent), None), (None, Some(-75))]);
    assert_eq!(settled.after, None, "the whole waits for staff");
    // Where the fee falls as well nothing leans.
    let settled = case.settle(&[tests, falls("B", &[share(7, 3, 1)], &[])]);
    let told: Vec<_> = settled.findings.iter().map(|one| (one.doubt.clone(), one.points)).collect();
    assert_eq!(told, [(None, Some(-42)), (None, Some(-125))]);
}

/// A line that falls once of twice leaves a 剤 of which one time is whole and one is not: no price is made of that.
#[test]
fn a_unit_that_stands_by_halves_has_no_price() {
    let case = of(&[si("60", 160_000_310, "", &[(1, 2)]), si("", 160_008_010, "47", &[(1, 2)])]);
    let told = |times| {
        let settled = case.settle(&[falls("A", &[share(7, 1, times)], &[])]);
        (settled.findings[0].doubt.clone(), settled.findings[0].points)
    };
    assert_eq!(told(1), (Some(Doubt::PartOfUnit), None));
    assert_eq!(told(2), (None, Some(-42)));
}
