//! A month in a ward: basic fee by day of the stay, additions, meals, operation, infusions, rehabilitation.

use model::{Date, Quantity};

use super::chart::Chart;
use super::section;
use super::stay::{Anesthesia, FULL_MONTH, Rehabilitation, Stay, Surgery};
use crate::calendar;
use crate::catalog::whole;
use crate::codes::Code;
use crate::codes::comments::{self, Comment};
use crate::codes::procedures::*;
use crate::draft::{Days, Draft, Scene, bit};
use crate::people::{Need, Patient, Stage, Window};

/// Writes the inpatient receipt of a month; `false` when no day of the stay falls in it.
pub(crate) fn inpatient(scene: &Scene<'_>, patient: &Patient, stay: &Stay, draft: &mut Draft) -> bool {
    let inside = stay.days_in(scene.month);
    if scene.place.flat_rate && !stay.reason.long_term {
        return false;
    }
    let need = Need { psychiatric: false, intractable: false };
    let Some(payer) = patient.payer(scene.place, scene.month, need).filter(|_| inside != 0) else {
        return false;
    };
    draft.clear(*patient, payer);
    draft.inpatient = true;
    let mut chart = Chart::new(scene, draft, patient.draws_of(Stage::Visits, stay.admitted.month()));
    // 限度額適用認定証, shown by most inpatients below 70.
    chart.draft.note = (payer.note.is_none() && payer.insurer.is_some() && chart.age >= 15).then_some(CLASS);
    chart.draft.statement = stay.reason.statement;
    chart.draft.stated = stay.reason.surgery.is_some() && stay.admitted.day().is_multiple_of(3);
    fill(&mut chart, stay, inside);
    if chart.draft.note == Some(CLASS) && is_often(&chart, stay) {
        chart.draft.note = Some(CLASS_OFTEN);
    }
    true
}

/// What is done and claimed on the days of a month that are spent in the ward.
pub(super) fn fill(chart: &mut Chart<'_>, stay: &Stay, inside: u32) {
    chart.draft.inpatient = true;
    chart.draft.admitted = Some(stay.admitted);
    chart.draft.real_days = inside;
    stay.write_diseases(chart, true);
    let ward = Ward { stay, inside, admission: on(stay.admitted, chart.scene.month) };
    ward.fees(chart);
    ward.meals(chart);
    if !stay.reason.long_term {
        ward.additions(chart);
        ward.treatment(chart);
        // SPEC: 診療報酬の算定方法（令和6年厚生労働省告示第57号）別表第一 A101 注３: drugs and tests are in the fee of a ward for long stays.
        chart.ward_drugs(inside, stay.reason.drugs);
    }
    chart.judge();
}

/// 特記事項 区ウ, 多ウ.
///
/// SPEC: 記録条件仕様（医科用）2023-03, 別表９.
const CLASS: &str = "28";
const CLASS_OFTEN: &str = "33";

/// Whether the three months before reached the ceiling in this ward (多数回該当): each had twenty days of a stay that costs
/// the same every day, and as many reach it.
fn is_often(chart: &Chart<'_>, stay: &Stay) -> bool {
    let days = i64::from(chart.draft.real_days.count_ones()).max(1);
    stay.reason.long_term
        && stay.full_months_before(chart.scene.month) == 3
        && Window::reaches(CLASS, chart.draft.total_points() / days * i64::from(FULL_MONTH))
}

/// The day of the month of a date, when it falls in the month.
fn on(date: Date, month: model::Month) -> Option<u32> {
    (date.month() == month).then(|| date.day())
}

struct Ward<'s> {
    stay: &'s Stay,
    /// Days of the month in the ward.
    inside: u32,
    /// The day of admission, when it is in the month.
    admission: Option<u32>,
}

impl Ward<'_> {
    /// The basic fee with the addition for the first two weeks and the next sixteen days.
    ///
    /// SPEC: 診療報酬の算定方法（令和6年厚生労働省告示第57号）別表第一 A100 注３: up to 14 days, 15 to 30 days.
    fn fees(&self, chart: &mut Chart<'_>) {
        if self.stay.reason.long_term {
            chart.one(section::WARD, Days::once(self.inside), LONG_TERM_WARD);
            return;
        }
        let basic = match chart.scene.place.beds {
            ..100 => ACUTE_WARD_6,
            100..300 => ACUTE_WARD_4,
            _ => ACUTE_WARD_1,
        };
        let (first, second) = (self.days_of_stay(chart, 1, 14), self.days_of_stay(chart, 15, 30));
        chart.act(section::WARD, Days::once(first), &[(basic, 0), (WARD_FIRST_14, 0)]);
        chart.act(section::WARD, Days::once(second), &[(basic, 0), (WARD_15_TO_30, 0)]);
        chart.one(section::WARD, Days::once(self.inside & !first & !second), basic);
    }

    /// The days of the month that are the nth to the mth of the stay.
    fn days_of_stay(&self, chart: &Chart<'_>, from: i32, to: i32) -> u32 {
        let nth = |day: u32| calendar::days_between(self.stay.admitted, chart.date(day)) + 1;
        (1..=31)
            .filter(|&d| self.inside & bit(d) != 0 && (from..=to).contains(&nth(d)))
            .fold(0, |m, d| m | bit(d))
    }

    fn additions(&self, chart: &mut Chart<'_>) {
        let region = if matches!(chart.scene.place.prefecture, 13) { REGION_1 } else { REGION_7 };
        if matches!(chart.scene.place.prefecture, 11..=14 | 22 | 23 | 26..=28 | 34 | 40) {
            chart.one(section::WARD, Days::once(self.inside), region);
        }
        let Some(day) = self.admission else { return };
        let infection = if chart.scene.place.is_large() { INFECTION_1 } else { INFECTION_2 };
        for code in [RECORDS, SAFETY_1, infection, PATIENT_SUPPORT] {
            chart.one(section::WARD, Days::on(day), code);
        }
        if chart.age >= 70 {
            let notes = [Comment::plain(comments::DELIRIUM_RISK), Comment::plain(comments::DELIRIUM_MEASURE)];
            chart.one_with(section::WARD, Days::on(day), DELIRIUM, &notes);
        }
    }

    /// Three meals a day; two on the day of admission, one on the day of leaving, none on the day of an operation.
    fn meals(&self, chart: &mut Chart<'_>) {
        let admission = self.admission.map_or(0, bit);
        let leaving = on(self.stay.left, chart.scene.month).map_or(0, bit) & !admission;
        let fasting = self.operation(chart).map_or(0, |(day, _)| bit(day));
        let full = self.inside & !admission & !leaving & !fasting;
        for (mask, meals) in [(full, 3), (admission & !fasting, 2), (leaving & !fasting, 1)] {
            chart.act(section::MEAL, Days::once(mask), &[(MEAL, whole(meals))]);
        }
        chart.one(section::MEAL, Days::once(full), MEAL_ROOM);
    }

    fn treatment(&self, chart: &mut Chart<'_>) {
        if let Some(day) = self.admission {
            for &test in self.stay.reason.tests {
                chart.test(test, day);
            }
        }
        self.check_again(chart);
        if let Some((day, surgery)) = self.operation(chart) {
            let donor = self.stay.reason.transplant.then(|| super::donor::donor(chart, day));
            if donor.as_ref().is_none_or(Option::is_some) {
                operate(chart, day, surgery);
            }
            chart.draft.donor = donor.flatten().map(Box::new);
        }
        self.drips(chart);
        self.rehabilitate(chart);
        let visit = self.days_of_stay(chart, 3, 3);
        if self.inside.count_ones() > 4 {
            chart.one(section::GUIDANCE, Days::once(visit), PHARMACIST);
        }
    }

    /// Blood is looked at once a week.
    fn check_again(&self, chart: &mut Chart<'_>) {
        for week in 1..6 {
            let nth = week * 7 + 1;
            let day = self.days_of_stay(chart, nth, nth);
            if day != 0 && !self.stay.reason.tests.is_empty() {
                chart.test(super::labs::Test::Inflammation, day.trailing_zeros() + 1);
            }
        }
    }

    fn operation(&self, chart: &Chart<'_>) -> Option<(u32, &'static Surgery)> {
        let surgery = self.stay.reason.surgery.as_ref()?;
        let day = on(calendar::after(self.stay.admitted, surgery.after), chart.scene.month)?;
        (self.inside & bit(day) != 0).then_some((day, surgery))
    }

    fn drips(&self, chart: &mut Chart<'_>) {
        let (drugs, days) = self.stay.reason.drips;
        let mask = self.days_of_stay(chart, 1, i32::try_from(days).unwrap_or(0));
        if !drugs.is_empty() && chart.one(section::DRIP, Days::once(mask), DRIP).is_some() {
            chart.injected(section::DRIP, Days::once(mask), &tenths(drugs));
        }
    }

    fn rehabilitate(&self, chart: &mut Chart<'_>) {
        let sundays = calendar::weekdays(chart.scene.month, chrono::Weekday::Sun);
        let days = self.inside & !sundays & !self.days_of_stay(chart, 1, 4);
        let started = self.stay.reason.surgery.as_ref().map_or(0, |s| s.after);
        let begin = calendar::after(self.stay.admitted, started);
        match self.stay.reason.rehabilitation {
            Rehabilitation::None => {}
            Rehabilitation::Motion => {
                let notes = [
                    Comment::fixed(comments::MOTION_DISEASE, "運動器の外傷又は手術後"),
                    Comment::day(comments::MOTION_OPERATION, begin),
                    Comment::new(comments::DAYS_DONE, comments::Text::DaysDone),
                ];
                units(chart, days, REHAB_MOTION, &notes);
            }
            Rehabilitation::Stroke => {
                let notes = [
                    Comment::fixed(comments::STROKE_DISEASE, "脳梗塞"),
                    Comment::day(comments::STROKE_ONSET, self.stay.admitted),
                    Comment::new(comments::DAYS_DONE, comments::Text::DaysDone),
                ];
                units(chart, days, REHAB_STROKE, &notes);
            }
        }
    }
}

/// Two units of twenty minutes a day.
fn units(chart: &mut Chart<'_>, days: u32, code: Code, notes: &[Comment]) {
    let group = chart.act(section::OTHER, Days::once(days), &[(code, whole(2))]);
    chart.comment(group, notes);
}

fn operate(chart: &mut Chart<'_>, day: u32, surgery: &Surgery) {
    let at = Days::on(day);
    chart.one_with(section::SURGERY, at, surgery.code, surgery.comments);
    for &(code, amount) in surgery.used {
        chart.injected(section::SURGERY, at, &tenths(&[(code, amount)]));
    }
    match surgery.anesthesia {
        Anesthesia::None => {}
        Anesthesia::Spinal => {
            chart.act(section::ANESTHESIA, at, &[(SPINAL_ANESTHESIA, whole(90))]);
        }
        Anesthesia::General(minutes) => {
            chart.act(section::ANESTHESIA, at, &[(GENERAL_ANESTHESIA, whole(i64::from(minutes)))]);
            if chart.scene.place.is_large() {
                chart.one(section::ANESTHESIA, at, ANESTHETIST);
            }
        }
    }
}

fn tenths(lines: &[(Code, u16)]) -> Vec<(Code, i64)> {
    lines.iter().map(|&(code, amount)| (code, i64::from(amount) * (Quantity::SCALE / 10))).collect()
}
