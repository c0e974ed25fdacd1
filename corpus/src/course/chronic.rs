//! Chronic courses: who has them, since when, how often they come, and what is done at each visit.

use model::{Date, Month, Sex};

use super::chart::Chart;
use super::chronic_table::COURSES;
use super::labs::Test;
use super::{Dose, section};
use crate::calendar;
use crate::codes::comments::Comment;
use crate::codes::procedures::*;
use crate::draft::{Days, Disease, bit};
use crate::people::{Patient, Place, Stage};

/// What is claimed for caring for a chronic disease, besides tests and drugs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Care {
    None,
    /// 特定疾患療養管理料.
    Specific,
    /// 生活習慣病管理料(Ⅱ).
    Lifestyle,
    /// 皮膚科特定疾患指導管理料(Ⅱ).
    Skin,
    /// 通院精神療法.
    Psychiatry,
    /// てんかん指導料.
    Epilepsy,
    /// 在宅自己注射指導管理料.
    Insulin,
    /// 在宅酸素療法指導管理料.
    Oxygen,
    /// 消炎鎮痛等処置 several times a month.
    Physiotherapy,
    /// 関節腔内注射.
    JointInjection,
    /// 人工腎臓, three times a week.
    Dialysis,
}

/// A chronic disease and its course.
#[derive(Debug)]
pub(super) struct Course {
    /// Diseases with a modifier (0 is none); the first is the main one.
    pub(super) diseases: &'static [(u32, u16)],
    /// Specialties, as bits.
    pub(super) at: u16,
    pub(super) sex: Option<Sex>,
    /// How many of 1000 have it, by age: under 6, 15, 40, 65, 75, and above.
    pub(super) share: [u16; 6],
    /// One of each.
    pub(super) drugs: &'static [&'static [Dose]],
    pub(super) care: Care,
    /// Tests with the months between them.
    pub(super) tests: &'static [(Test, u32)],
    /// Needs 自立支援医療 or 指定難病.
    pub(super) fund: Fund,
}

/// The national fund a course comes with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fund {
    None,
    Psychiatric,
    Intractable,
}

/// A course of a patient.
#[derive(Clone, Copy, Debug)]
pub(super) struct Active {
    pub(super) course: &'static Course,
    pub(super) start: Date,
    /// Draws of its own.
    pub(super) key: u32,
}

/// The chronic courses of a patient and the rhythm of his visits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Profile {
    pub(super) courses: [Option<Active>; 4],
    /// Months between visits.
    every: u32,
    phase: u32,
    /// Days of drugs of one prescription.
    pub(super) supply: u8,
}

impl Profile {
    /// The same in every month.
    pub(super) fn draw(place: &Place, patient: &Patient, first: Month) -> Self {
        let mut draw = patient.draws(Stage::Courses);
        let every = *draw.weighted(&[(1, 62), (2, 25), (3, 13)], |w| w.1).map_or(&1, |w| &w.0);
        let mut profile =
            Self { courses: [None; 4], every, phase: draw.below(3), supply: (every * 28) as u8 };
        let age = patient.age(first.first());
        let mut slots = profile.courses.iter_mut();
        for course in COURSES.iter().filter(|c| c.at & place.specialty.bit() != 0) {
            let (hit, back, day) = (draw.below(1000), draw.below(1000), draw.within(1, 28));
            let fits = course.sex.is_none_or(|s| s == patient.sex) && hit < u32::from(course.share(age));
            if !fits {
                continue;
            }
            let Some(slot) = slots.next() else { break };
            let start = start(place, patient, first, back, day);
            *slot = Some(Active { course, start, key: draw.below(1 << 30) });
        }
        if profile.is(Care::Dialysis) || profile.is(Care::Physiotherapy) || profile.is(Care::JointInjection) {
            (profile.every, profile.supply) = (1, 28);
        }
        profile
    }

    pub(super) fn active(&self, month: Month) -> impl Iterator<Item = Active> {
        self.courses.into_iter().flatten().filter(move |a| a.start.month() <= month)
    }

    pub(super) fn is(&self, care: Care) -> bool {
        self.courses.iter().flatten().any(|a| a.course.care == care)
    }

    /// Whether the patient comes in a month: at the start of a course, then in his rhythm.
    pub(super) fn is_due(&self, month: Month) -> bool {
        let months = month.year() * 12 + month.month_of_year();
        let in_rhythm = (months + self.phase).is_multiple_of(self.every);
        let mut active = self.active(month);
        active.next().is_some() && (in_rhythm || self.active(month).any(|a| a.start.month() == month))
    }

    /// The first day on which anything was treated.
    pub(super) fn since(&self) -> Option<Date> {
        self.courses.iter().flatten().map(|a| a.start).min()
    }
}

/// When a course began: mostly in the years before the corpus, sometimes within it.
fn start(place: &Place, patient: &Patient, first: Month, back: u32, day: u32) -> Date {
    let months = if back < 900 { -2 - (back * back / 9000) as i32 } else { (back - 900) as i32 / 6 };
    let month = first.plus(months).unwrap_or(first);
    let wanted = month.day(day).unwrap_or(month.first()).max(calendar::after(patient.birth, 30));
    calendar::next_open(wanted, place.closed)
}

impl Course {
    /// Whether a fund for a disease pays for it; 精神通院 pays for all care of the mind.
    pub(super) fn is_for_fund(&self) -> bool {
        self.fund != Fund::None || self.care == Care::Psychiatry
    }

    fn share(&self, age: u32) -> u16 {
        let band = match age {
            ..6 => 0,
            6..15 => 1,
            15..40 => 2,
            40..65 => 3,
            65..75 => 4,
            _ => 5,
        };
        self.share.get(band).copied().unwrap_or(0)
    }
}

impl Active {
    /// Writes the diseases; the first of the first course is the main one.
    pub(super) fn write_diseases(&self, chart: &mut Chart<'_>, main: bool) {
        for (nth, &(code, modifier)) in self.course.diseases.iter().enumerate() {
            let mut disease = Disease::new(code, self.start);
            disease.modifiers = [modifier, 0, 0];
            disease.main = main && nth == 0;
            chart.disease(disease);
        }
    }

    /// Care and tests of the month, on the day of the visit or on all visits.
    pub(super) fn treat(&self, chart: &mut Chart<'_>, day: u32, visits: u32, leads: bool) {
        let is_new = self.start.month() == chart.scene.month || !leads;
        self.care(chart, day, visits, is_new);
        let month = chart.scene.month;
        let since = calendar::months_between(self.start.month(), month).unsigned_abs();
        for (nth, &(test, every)) in (0..).zip(self.course.tests) {
            // Tests of one course come apart, unless they come every month.
            if (since + self.key % every + nth).is_multiple_of(every) {
                chart.order(test, day);
            }
        }
    }

    fn care(&self, chart: &mut Chart<'_>, day: u32, visits: u32, is_new: bool) {
        let on = Days::on(day);
        match self.course.care {
            Care::None => {}
            // Management fees are for the main disease, and not for the month of its first visit.
            Care::Specific if !is_new => specific(chart, on),
            Care::Lifestyle if !is_new && !chart.scene.place.is_large() => {
                chart.one(section::GUIDANCE, on, LIFESTYLE_2);
                chart.blocked |= on.mask;
            }
            Care::Skin if !is_new => drop(chart.one(section::GUIDANCE, on, SKIN_GUIDANCE)),
            Care::Psychiatry => psychotherapy(chart, visits),
            Care::Epilepsy if !is_new => drop(chart.one(section::GUIDANCE, on, EPILEPSY_GUIDANCE)),
            Care::Insulin => insulin(chart, on),
            Care::Oxygen => oxygen(chart, on),
            Care::Physiotherapy => drop(chart.one(section::TREATMENT, Days::once(visits), PHYSIOTHERAPY)),
            Care::JointInjection => joint(chart, visits),
            Care::Dialysis => super::chart::dialysis(chart, visits),
            _ => {}
        }
    }

    /// The drugs of a prescription: one of each kind, always the same for a patient.
    pub(super) fn doses(&self) -> impl Iterator<Item = Dose> {
        let key = self.key as usize;
        self.course.drugs.iter().filter_map(move |kinds| kinds.get(key % kinds.len().max(1)).copied())
    }
}

fn specific(chart: &mut Chart<'_>, on: Days) {
    let place = chart.scene.place;
    let code = match place.beds {
        _ if !place.is_hospital() => SPECIFIC_DISEASE_CLINIC,
        ..100 => SPECIFIC_DISEASE_SMALL_HOSPITAL,
        100..200 => SPECIFIC_DISEASE_HOSPITAL,
        _ => return,
    };
    chart.one(section::GUIDANCE, on, code);
}

fn insulin(chart: &mut Chart<'_>, on: Days) {
    use crate::codes::comments::{FOR_SELF_INJECTION, GLUCOSE_TIMES};
    use crate::codes::drugs::INSULIN_GLARGINE;
    chart.one(section::HOME, on, SELF_INJECTION);
    // The code is that of thirty times and more; from forty on there is another.
    let times = chart.draw.within(30, 39);
    chart.one_with(section::HOME, on, GLUCOSE_METER, &[Comment::number(GLUCOSE_TIMES, times)]);
    if chart.scene.place.dispenses {
        let group = chart.injected(section::HOME, on, &[(INSULIN_GLARGINE, crate::catalog::whole(2))]);
        chart.comment(group, &[Comment::plain(FOR_SELF_INJECTION)]);
    }
}

fn psychotherapy(chart: &mut Chart<'_>, visits: u32) {
    let minutes = [Comment::plain(crate::codes::comments::PSYCHOTHERAPY_MINUTES)];
    chart.one_with(section::OTHER, Days::once(visits), PSYCHOTHERAPY_SHORT, &minutes);
}

fn oxygen(chart: &mut Chart<'_>, on: Days) {
    use crate::codes::comments::OXYGEN_SATURATION;
    let saturation = chart.draw.within(85, 92);
    chart.one_with(section::HOME, on, HOME_OXYGEN, &[Comment::number(OXYGEN_SATURATION, saturation)]);
    chart.one(section::HOME, on, OXYGEN_CONCENTRATOR);
}

fn joint(chart: &mut Chart<'_>, visits: u32) {
    use crate::codes::drugs::HYALURONATE_JOINT;
    // At most five times in a row are usual; two days of a month here.
    let two = visits & visits.wrapping_neg();
    let days = two | ((visits & !two) & (visits & !two).wrapping_neg());
    if chart.one(section::DRIP, Days::once(days), INJECT_JOINT).is_some() {
        chart.injected(section::DRIP, Days::once(days), &[(HYALURONATE_JOINT, crate::catalog::whole(1))]);
    }
}

/// The days of a month's visits: one, or several for treatments that need them.
pub(super) fn visits(profile: &Profile, chart: &mut Chart<'_>, main: u32) -> u32 {
    let open = chart.scene.open;
    if profile.is(Care::Dialysis) {
        // In its first month it begins with the day of the first visit.
        let begins = profile.active(chart.scene.month).any(|a| a.start == chart.date(main));
        let from = if begins { u32::MAX << (main - 1) } else { u32::MAX };
        return super::chart::dialysis_days(chart) & from | bit(main);
    }
    let extra = if profile.is(Care::Physiotherapy) {
        chart.draw.within(2, 8)
    } else if profile.is(Care::JointInjection) {
        chart.draw.within(1, 3)
    } else {
        u32::from(chart.draw.chance(60))
    };
    (0..extra)
        .filter_map(|_| chart.draw.day_of(open >> (main - 1) << (main - 1)))
        .fold(bit(main), |mask, day| mask | bit(day))
}
