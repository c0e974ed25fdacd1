//! Acute diseases: when they come, on which days they are seen, what is done.

use model::{Date, Month, Sex};

use super::acute_table::ACUTES;
use super::chart::Chart;
use super::labs::Test;
use super::{Dose, section};
use crate::calendar;
use crate::codes::Code;
use crate::codes::comments::{Comment, FROM_CHECK_UP};
use crate::draft::{Days, Disease, bit};
use crate::people::{Patient, Place, Stage};

/// An acute disease and its course.
#[derive(Debug)]
pub(super) struct Acute {
    /// Diseases with modifiers.
    pub(super) diseases: &'static [(u32, [u16; 2])],
    /// Specialties, as bits.
    pub(super) at: u16,
    pub(super) sex: Option<Sex>,
    /// First and last age.
    pub(super) ages: (u32, u32),
    /// How often, by month from January.
    pub(super) weight: [u16; 12],
    pub(super) tests: &'static [(Test, u16)],
    /// Treatments: section, procedure, whether at every visit, and how many of 1000.
    pub(super) treatments: &'static [(u8, Code, bool, u16)],
    pub(super) injections: &'static [Injection],
    pub(super) drugs: &'static [&'static [Dose]],
    /// For small children instead.
    pub(super) syrups: &'static [Dose],
    pub(super) days: u8,
    /// Most visits after the first.
    pub(super) follow: u32,
    /// Whether it is mostly found in a check-up.
    pub(super) from_check_up: bool,
}

/// Section, procedure, drugs with tenths, how many of 1000.
type Injection = (u8, Code, &'static [(Code, u16)], u16);

/// An episode of a patient.
#[derive(Clone, Copy, Debug)]
pub(super) struct Episode {
    pub(super) acute: &'static Acute,
    pub(super) start: Date,
    /// The visits after the first; the same day when none.
    follow: [Option<Date>; 3],
    key: u32,
}

/// The episode of a patient that begins in a month.
pub(super) fn episode(place: &Place, patient: &Patient, month: Month, often: u32) -> Option<Episode> {
    let mut draw = patient.draws_of(Stage::Acute, month);
    if !draw.chance(often) {
        return None;
    }
    let age = patient.age(month.first());
    let at = (month.month_of_year() as usize).wrapping_sub(1);
    let weight = |a: &Acute| {
        let fits = a.at & place.specialty.bit() != 0
            && a.sex.is_none_or(|s| s == patient.sex)
            && (a.ages.0..=a.ages.1).contains(&age);
        if fits { a.weight.get(at).copied().map_or(0, u32::from) } else { 0 }
    };
    let acute = draw.weighted(ACUTES, weight)?;
    let start = calendar::next_open(month.day(draw.within(1, month.days()))?, place.closed);
    // Who is born this month was not ill the month before.
    if start < patient.birth {
        return None;
    }
    let mut follow = [None; 3];
    let mut last = start;
    let visits = draw.below(acute.follow + 1) as usize;
    for slot in follow.iter_mut().take(visits) {
        last = calendar::next_open(calendar::after(last, draw.within(3, 8)), place.closed);
        *slot = Some(last);
    }
    Some(Episode { acute, start, follow, key: draw.below(1 << 20) })
}

impl Episode {
    fn dates(&self) -> impl Iterator<Item = Date> {
        std::iter::once(self.start).chain(self.follow.into_iter().flatten())
    }

    /// The days of a month on which it is seen.
    pub(super) fn days_in(&self, month: Month) -> u32 {
        self.dates().filter(|d| d.month() == month).fold(0, |mask, d| mask | bit(d.day()))
    }

    /// Whether it begins in a month.
    pub(super) fn begins_in(&self, month: Month) -> bool {
        self.start.month() == month
    }

    /// Writes tests, treatments and drugs of a month.
    pub(super) fn write(&self, chart: &mut Chart<'_>) {
        let month = chart.scene.month;
        let seen = self.days_in(month);
        if self.begins_in(month) && self.acute.from_check_up && self.key.is_multiple_of(2) {
            chart.draft.remark(chart.scene.catalog, Comment::plain(FROM_CHECK_UP));
        }
        if self.begins_in(month) {
            self.first_visit(chart, self.start.day());
        }
        for &(section, code, every, share) in self.acute.treatments {
            let days = if every {
                seen
            } else {
                bit(self.start.day()) & if self.begins_in(month) { u32::MAX } else { 0 }
            };
            if self.key % 1000 < u32::from(share) {
                chart.one(section, Days::once(days), code);
            }
        }
    }

    /// Writes the diseases.
    pub(super) fn write_diseases(&self, chart: &mut Chart<'_>, main: bool) {
        let over = self.dates().all(|d| d.month() <= chart.scene.month);
        for (nth, &(code, [first, second])) in self.acute.diseases.iter().enumerate() {
            let mut disease = Disease::new(code, self.start);
            disease.modifiers = [first, second, 0];
            disease.outcome = if over { 2 } else { 1 };
            disease.main = main && nth == 0;
            chart.disease(disease);
        }
    }

    fn first_visit(&self, chart: &mut Chart<'_>, day: u32) {
        for &(test, share) in self.acute.tests {
            if chart.draw.chance(u32::from(share)) {
                chart.test(test, day);
            }
        }
        for &(section, code, drugs, share) in self.acute.injections {
            if chart.age >= 6
                && chart.draw.chance(u32::from(share))
                && chart.one(section, Days::on(day), code).is_some()
            {
                let lines: Vec<(Code, i64)> = drugs
                    .iter()
                    .map(|&(c, tenths)| (c, crate::catalog::whole(i64::from(tenths)) / 10))
                    .collect();
                chart.injected(section, Days::on(day), &lines);
            }
        }
        let key = self.key as usize;
        let small = chart.age < 10 && !self.acute.syrups.is_empty();
        let doses: Vec<Dose> = if small {
            self.acute.syrups.to_vec()
        } else if chart.age < 10 {
            Vec::new()
        } else {
            self.acute.drugs.iter().filter_map(|kinds| kinds.get(key % kinds.len().max(1)).copied()).collect()
        };
        chart.prescribe(day, (&doses, &[]), self.acute.days, false);
        if self.acute.treatments.iter().all(|t| t.0 != section::TREATMENT) {
            return;
        }
        chart.blocked |= bit(day);
    }
}
