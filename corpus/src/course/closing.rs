//! What follows from a month of visits or a stay: visit fees, 判断料, drawing of blood.

use super::chart::Chart;
use super::section;
use crate::codes::Code;
use crate::codes::procedures::*;
use crate::draft::{Days, bit};

/// 検査等実施判断グループ and its 判断料.
///
/// SPEC: マスターファイル仕様説明書（令和6年度版）医科診療行為マスター, item 51.
const JUDGEMENTS: &[(usize, Code)] = &[
    (1, JUDGE_URINE),
    (2, JUDGE_BLOOD),
    (3, JUDGE_CHEMISTRY_1),
    (4, JUDGE_CHEMISTRY_2),
    (5, JUDGE_IMMUNE),
    (6, JUDGE_MICROBE),
    (11, JUDGE_LUNG),
    (33, CT_READ),
    (40, JUDGE_PATHOLOGY),
    (41, JUDGE_PATHOLOGY),
];

/// Until the sixth birthday, small children have additions of their own.
const SMALL_CHILD: u32 = 6;

impl Chart<'_> {
    /// Fees that follow from tests; once a month each, on the day of the first test.
    pub(crate) fn judge(&mut self) {
        let mut first = 0;
        for &(group, code) in JUDGEMENTS {
            let Some(&day) = self.judged.get(group).filter(|&&d| d != 0) else { continue };
            if self.draft.has(code) {
                continue;
            }
            let section = if group == 33 { section::IMAGE } else { section::TEST };
            self.one(section, Days::on(u32::from(day)), code);
            if group <= 6 && (first == 0 || day < first) {
                first = day;
            }
        }
        if first != 0 && self.scene.place.is_hospital() {
            self.one(section::TEST, Days::on(u32::from(first)), LAB_MANAGEMENT);
        }
    }

    /// Drawing of blood, for outpatients.
    fn draw_blood(&mut self) {
        let small = self.days_below(SMALL_CHILD) & self.blood;
        self.act(section::TEST, Days::once(self.blood & !small), &[(DRAW_BLOOD, 0)]);
        self.act(section::TEST, Days::once(small), &[(DRAW_BLOOD, 0), (DRAW_BLOOD_CHILD, 0)]);
    }

    /// Days of the month on which the patient is younger than so many years.
    fn days_below(&self, years: u32) -> u32 {
        if self.age > years {
            return 0;
        }
        let younger = |day: &u32| self.draft.patient.age(self.date(*day)) < years;
        (1..=self.scene.month.days()).filter(younger).fold(0, |mask, day| mask | bit(day))
    }

    /// Ends an outpatient receipt: visits on a mask of days, the first of them as 初診 when so.
    pub(crate) fn close_visits(&mut self, visits: u32, first: Option<u32>) {
        self.judge();
        self.draw_blood();
        self.draft.real_days = visits;
        let again = match first {
            Some(day) => {
                self.first_visit(day);
                visits & !bit(day)
            }
            None => visits,
        };
        if self.scene.place.is_large() {
            self.hospital_visits(again);
        } else {
            self.repeated_visits(again);
        }
    }

    fn first_visit(&mut self, day: u32) {
        let mut lines = vec![(FIRST_VISIT, 0)];
        if self.days_below(SMALL_CHILD) & bit(day) != 0 {
            lines.push((FIRST_VISIT_CHILD, 0));
        }
        let saturday = self.date(day).weekday() == chrono::Weekday::Sat;
        if saturday && !self.scene.place.is_hospital() && self.draw.chance(400) {
            lines.push((FIRST_VISIT_EARLY_LATE, 0));
        }
        if self.scene.place.digital {
            lines.extend(
                [FIRST_VISIT_DIGITAL, DIGITAL_OLD].into_iter().find(|&c| self.may(c)).map(|c| (c, 0)),
            );
        }
        self.act(section::FIRST, Days::on(day), &lines);
    }

    /// 再診料 with its additions, and 外来管理加算 on days without what excludes it.
    fn repeated_visits(&mut self, days: u32) {
        let small = self.days_below(SMALL_CHILD) & days;
        let digital = self.digital_day(days);
        let mut lines = vec![(AGAIN, 0)];
        if !self.scene.place.is_hospital() {
            lines.push((AGAIN_STATEMENT, 0));
        }
        self.act(section::AGAIN, Days::once(days & !small & !digital), &lines);
        lines.push((AGAIN_CHILD, 0));
        self.act(section::AGAIN, Days::once(small & !digital), &lines);
        if let Some(code) = [AGAIN_DIGITAL, DIGITAL_AGAIN_OLD].into_iter().find(|&c| self.may(c)) {
            if small & digital == 0 {
                lines.pop();
            }
            lines.push((code, 0));
            self.act(section::AGAIN, Days::once(digital), &lines);
        }
        self.act(section::AGAIN, Days::once(days & !self.blocked), &[(OUTPATIENT_MANAGEMENT, 0)]);
    }

    /// The day of the addition for medical information: once in three months.
    fn digital_day(&self, days: u32) -> u32 {
        let months = self.scene.month.year() * 12 + self.scene.month.month_of_year();
        let due = (months + self.draft.patient.index).is_multiple_of(3);
        let possible = [AGAIN_DIGITAL, DIGITAL_AGAIN_OLD].into_iter().any(|c| self.may(c));
        if due && possible && self.scene.place.digital { days & days.wrapping_neg() } else { 0 }
    }

    fn hospital_visits(&mut self, days: u32) {
        let small = self.days_below(SMALL_CHILD) & days;
        self.act(section::AGAIN, Days::once(days & !small), &[(HOSPITAL_VISIT, 0)]);
        self.act(section::AGAIN, Days::once(small), &[(HOSPITAL_VISIT, 0), (HOSPITAL_VISIT_CHILD, 0)]);
    }
}
