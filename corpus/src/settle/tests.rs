//! What the tables forbid is left off, and nothing else.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use masters::Masters;
use model::Month;

use super::Settler;
use crate::catalog::{Catalog, whole};
use crate::codes::Code;
use crate::codes::procedures::*;
use crate::draft::{Days, Draft};
use crate::people::{AgeClass, Need, Patient, Payer, Place};
use crate::random::Draw;

struct Sheet {
    catalog: Catalog,
    draft: Draft,
}

impl Sheet {
    fn new() -> Self {
        let month = Month::new(2025, 2).unwrap();
        let patient = Patient::draw(1, &Place::draw(1, 0, 9), 0, month);
        let need = Need { psychiatric: false, intractable: false };
        let payer = Payer::draw(&mut Draw::keyed(&[1]), 13, AgeClass::Adult, need);
        Self { catalog: Catalog::new(Masters::starter(), month), draft: Draft::new(month, patient, payer) }
    }

    fn with(mut self, section: u8, days: u32, lines: &[(Code, i64)]) -> Self {
        self.draft.add(&self.catalog, section, Days::once(days), lines).unwrap();
        self
    }

    /// Codes, points and days of what is left, in the order in which it was put in.
    fn settled(mut self) -> Vec<(Vec<u32>, i64, u32)> {
        Settler::new().settle(&mut self.draft, &self.catalog);
        let shown = |group| self.draft.lines_of(group).iter().map(|l| l.code).collect();
        self.draft.live().map(|(_, g)| (shown(g), g.points, g.days.mask)).collect()
    }
}

#[test]
fn one_of_two_that_exclude_each_other_on_a_day_is_left() {
    let sheet = Sheet::new().with(40, 0b111, &[(PHYSIOTHERAPY, 0)]).with(40, 0b110_000, &[(MASSAGE, 0)]);
    assert_eq!(sheet.settled().len(), 2, "on other days both stay");
    let sheet = Sheet::new().with(40, 0b111, &[(PHYSIOTHERAPY, 0)]).with(40, 0b1110, &[(MASSAGE, 0)]);
    // Both cost the same; the smaller code stays.
    let left = [(vec![PHYSIOTHERAPY.number], 35, 1), (vec![MASSAGE.number], 35, 0b1110)];
    assert_eq!(sheet.settled(), left);
}

#[test]
fn what_is_included_goes_and_the_rest_of_its_bundle_is_priced_anew() {
    let sheet = Sheet::new().with(12, 1, &[(HOSPITAL_VISIT, 0)]).with(60, 1, &[(BLOOD_COUNT, 0)]);
    assert_eq!(sheet.settled(), [(vec![HOSPITAL_VISIT.number], 76, 1)]);
}

#[test]
fn what_is_more_than_a_month_allows_is_cut() {
    let sheet = Sheet::new().with(60, 0b101, &[(JUDGE_BLOOD, 0)]);
    assert_eq!(sheet.settled(), [(vec![JUDGE_BLOOD.number], 125, 1)]);
}

#[test]
fn what_is_more_than_a_week_allows_is_cut() {
    // February 2025: the 1st is a Saturday, the next week runs from the 2nd to the 8th.
    let days = 1 | 0b111 << 2 | 1 << 8;
    let sheet = Sheet::new().with(80, days, &[(PSYCHOTHERAPY_SHORT, 0)]);
    assert_eq!(sheet.settled(), [(vec![PSYCHOTHERAPY_SHORT.number], 315, 1 | 1 << 2 | 1 << 8)]);
}

#[test]
fn what_a_month_allows_is_counted_over_both_receipts_of_a_patient() {
    let ward = Sheet::new().with(60, 1, &[(JUDGE_BLOOD, 0)]);
    let visits = || Sheet::new().with(60, 0b100, &[(JUDGE_BLOOD, 0)]).with(60, 0b100, &[(BLOOD_COUNT, 0)]);
    let mut settler = Settler::new();
    settler.remember(&ward.draft);
    let mut sheet = visits();
    settler.settle(&mut sheet.draft, &sheet.catalog);
    assert!(!sheet.draft.has(JUDGE_BLOOD) && sheet.draft.has(BLOOD_COUNT));
    // Of another patient, or where the ward had something else.
    settler.forget();
    settler.remember(&Sheet::new().with(60, 1, &[(JUDGE_URINE, 0)]).draft);
    let mut sheet = visits();
    settler.settle(&mut sheet.draft, &sheet.catalog);
    assert!(sheet.draft.has(JUDGE_BLOOD) && sheet.draft.has(BLOOD_COUNT));
}

#[test]
fn additions_that_do_not_go_with_the_basic_fee_are_left_off() {
    let mut sheet = Sheet::new().with(90, 0b11, &[(LONG_TERM_WARD, 0)]).with(90, 1, &[(PRESSURE_SORE, 0)]);
    sheet.draft.inpatient = true;
    assert_eq!(sheet.settled(), [(vec![LONG_TERM_WARD.number], 1964, 0b11)]);
}

#[test]
fn points_follow_from_the_masters() {
    let points = |section, lines: &[(Code, i64)]| Sheet::new().with(section, 1, lines).draft.total_points();
    assert_eq!(points(70, &[(READ_TRUNK, whole(1)), (SHOOT_DIGITAL, whole(1)), (DIGITAL_PLAIN, 0)]), 210);
    assert_eq!(points(70, &[(READ_TRUNK, whole(2)), (SHOOT_DIGITAL, whole(2)), (DIGITAL_PLAIN, 0)]), 287);
    assert_eq!(points(54, &[(SPINAL_ANESTHESIA, whole(90))]), 850);
    assert_eq!(points(54, &[(GENERAL_ANESTHESIA, whole(150))]), 6600);
    assert_eq!(points(54, &[(GENERAL_ANESTHESIA, whole(151))]), 7200);
    assert_eq!(points(60, &[(AST, 0), (ALT, 0), (UREA, 0), (CREATININE, 0)]), 17 + 17 + 11 + 11);
    assert_eq!(points(60, &[(AST, 0), (ALT, 0), (UREA, 0), (CREATININE, 0), (LD, 0)]), 93);
    assert_eq!(points(80, &[(REHAB_MOTION, whole(2))]), 370);
}
