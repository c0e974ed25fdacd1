//! Which assessments stand, told by what a receipt comes to: grounds that fall, limits that meet other assessments.
#![expect(clippy::indexing_slicing, reason = "a test stops at the first thing that is not so")]

use model::{Effect, Finding, Points, Share};

use crate::tests::{Case, RECEIPT, falls, finding, share};
use crate::{Doubt, State};

/// On some days, bit 0 is the 1st.
fn on(days: u32, finding: Finding) -> Finding {
    Finding { days, ..finding }
}

fn doubts(found: &[Finding]) -> Vec<Option<Doubt>> {
    Case::new(RECEIPT).settle(found).findings.into_iter().map(|weighed| weighed.doubt).collect()
}

const GROUND_FALLS: Option<Doubt> = Some(Doubt::GroundFalls);

/// Line 7 falls beside line 6, which stands on the 1st, the 2nd and twice on the 3rd.
#[test]
fn a_ground_falls_only_on_the_days_that_the_finding_names() {
    let beside = |days| on(days, falls("B", &[share(7, 1, 1)], &[6]));
    let first = falls("A", &[share(6, 1, 1)], &[]);
    assert_eq!(doubts(&[first.clone(), beside(0b001)]), [None, GROUND_FALLS.clone()]);
    assert_eq!(doubts(&[first.clone(), beside(0b010)]), [None, None]);
    // Of several days it names, one is left.
    assert_eq!(doubts(&[first.clone(), beside(0b011)]), [None, None]);
    // It names no day of the ground, or none at all: the ground stands as long as something of it does.
    assert_eq!(doubts(&[first.clone(), beside(0b1000)]), [None, None]);
    assert_eq!(doubts(&[first, beside(0)]), [None, None]);
    let whole = falls("A", &[share(6, 1, 1), share(6, 2, 1), share(6, 3, 2)], &[]);
    assert_eq!(doubts(&[whole.clone(), beside(0b1000)]), [None, GROUND_FALLS.clone()]);
    assert_eq!(doubts(&[whole, beside(0)]), [None, GROUND_FALLS.clone()]);
}

/// What stands twice and falls once is still there.
#[test]
fn a_ground_of_which_some_times_are_left_stands() {
    let beside = on(0b100, falls("B", &[share(7, 1, 1)], &[6]));
    let once = falls("A", &[share(6, 3, 1)], &[]);
    assert_eq!(doubts(&[once, beside.clone()]), [None, None]);
    let twice = falls("A", &[share(6, 3, 2)], &[]);
    assert_eq!(doubts(&[twice, beside]), [None, GROUND_FALLS.clone()]);
}

/// A finding may take what shows it: nobody else does.
#[test]
fn what_an_assessment_takes_itself_is_no_lost_ground() {
    let own = falls("A", &[share(6, 1, 1)], &[6]);
    assert_eq!(doubts(&[on(0b001, own)]), [None]);
    // A ground that is no line of the receipt falls with nothing.
    assert_eq!(doubts(&[falls("A", &[share(7, 1, 1)], &[2])]), [None]);
}

/// Fewer fall than a limit says when some are gone already: the newest, whatever the order in which they are told.
#[test]
fn of_one_line_the_newest_times_fall() {
    let all = vec![share(6, 1, 1), share(6, 2, 1), share(6, 3, 2)];
    let gone = falls("A", &[share(6, 2, 1)], &[]);
    let cut = |shares: &[Share]| {
        let limit = finding("月", Effect::Falls { shares: shares.to_vec(), among: all.clone() }, &[]);
        let settled = Case::new(RECEIPT).settle(&[gone.clone(), limit]);
        (settled.findings[1].effect.clone(), settled.findings[1].doubt.clone(), settled.findings[1].points)
    };
    // Of four two may stay: with the 2nd gone one more falls, and it is one of the 3rd.
    let newest = Effect::Falls { shares: vec![share(6, 3, 1)], among: Vec::new() };
    assert_eq!(cut(&[share(6, 3, 2)]), (newest, None, Some(-75)));
    // Of four one may stay: two more fall.
    let newest = Effect::Falls { shares: vec![share(6, 3, 2)], among: Vec::new() };
    assert_eq!(cut(&[share(6, 1, 1), share(6, 3, 2)]), (newest, None, Some(-150)));
}

/// With lines of two kinds nobody knows which of them falls.
#[test]
fn of_several_lines_nobody_knows_which_falls() {
    let all = vec![share(6, 1, 1), share(6, 2, 1), share(9, 1, 1), share(9, 2, 1)];
    let limit =
        finding("月", Effect::Falls { shares: vec![share(6, 2, 1), share(9, 2, 1)], among: all }, &[]);
    assert_eq!(doubts(std::slice::from_ref(&limit)), [None], "both fall");
    let gone = falls("A", &[share(6, 1, 1)], &[]);
    assert_eq!(doubts(&[gone, limit]), [None, Some(Doubt::WhichFalls)]);
}

/// Points that are set twice alike count once; set for lines of which some fell, only for what is left.
#[test]
fn points_set_twice_alike_are_set_once() {
    let set = |rule, points, shares: &[Share]| {
        finding(rule, Effect::Corrects(shares.to_vec(), Points(points)), &[])
    };
    let settle = |found: &[Finding]| {
        let settled = Case::new(RECEIPT).settle(found);
        settled.findings.into_iter().map(|one| (one.state, one.doubt, one.points)).collect::<Vec<_>>()
    };
    let [one, two] = [share(9, 1, 1), share(9, 2, 1)];
    let won = |points| (State::Won, None, Some(points));
    let twice = settle(&[set("A", 40, &[one]), set("B", 40, &[one])]);
    assert_eq!(twice, [won(-10), (State::Subsumed, None, Some(0))]);
    assert_eq!(settle(&[set("A", 40, &[one]), set("B", 30, &[two])]), [won(-10), won(-20)]);
    // The same points, but of more days: nobody says that they are one.
    let open = (State::Won, Some(Doubt::Contradiction), None);
    assert_eq!(settle(&[set("A", 40, &[one]), set("B", 40, &[one, two])]), [open.clone(), open]);
    // What fell has no points to set.
    let fallen = settle(&[falls("A", &[one], &[]), set("B", 40, &[one])]);
    assert_eq!(fallen, [won(-50), (State::Subsumed, None, Some(0))]);
}

/// Limits of groups that have nothing in common leave each other alone.
#[test]
fn limits_of_different_groups_stand_side_by_side() {
    let cap = |rule, of: Share, most| finding(rule, Effect::Caps(vec![of], Points(most)), &[]);
    let settled = Case::new(RECEIPT).settle(&[cap("A", share(7, 1, 1), 150), cap("B", share(8, 2, 1), 100)]);
    let points: Vec<_> = settled.findings.iter().map(|one| (one.doubt.clone(), one.points)).collect();
    assert_eq!(points, [(None, Some(-50)), (None, Some(-200))]);
    assert_eq!(settled.after, Some(750));
}

/// Staff decide what is doubted: until then it takes nothing, and what is sure beside it is computed all the same.
#[test]
fn what_is_doubted_takes_nothing_from_what_is_sure() {
    let found = [falls("A", &[share(6, 1, 1)], &[]), on(0b001, falls("B", &[share(7, 1, 1)], &[6]))];
    let settled = Case::new(RECEIPT).settle(&found);
    let points: Vec<_> = settled.findings.iter().map(|one| (one.points, one.by_payer[0])).collect();
    assert_eq!(points, [(Some(-75), -75), (None, 0)]);
    assert_eq!((settled.findings[0].units.len(), settled.findings[1].units.len()), (1, 0));
    let left: Vec<_> = settled.left.iter().map(|one| (one.unit, one.day)).collect();
    assert_eq!(left, [(0, 1)], "line 7 stands as claimed");
}
