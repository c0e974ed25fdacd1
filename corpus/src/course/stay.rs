//! Stays in a ward: who is admitted when, for what, and how long.

use model::{Date, Month, Sex};

use super::chart::Chart;
use super::labs::Test;
use super::prescription::Dose;
use super::stay_table::STAYS;
use crate::calendar;
use crate::codes::Code;
use crate::codes::comments::Comment;
use crate::draft::{Disease, Paragraph, Scene, bit};
use crate::people::{Patient, Place, Stage};

/// Why a patient is admitted and what follows.
#[derive(Debug)]
pub(super) struct Reason {
    /// Diseases with a modifier; the first is the main one.
    pub(super) diseases: &'static [(u32, u16)],
    pub(super) sex: Option<Sex>,
    pub(super) ages: (u32, u32),
    pub(super) weight: u32,
    /// Fewest and most days.
    pub(super) days: (u32, u32),
    pub(super) tests: &'static [Test],
    pub(super) surgery: Option<Surgery>,
    /// Drip infusions of the first days: drugs with tenths, and how many days.
    pub(super) drips: (&'static [(Code, u16)], u32),
    pub(super) drugs: &'static [Dose],
    pub(super) rehabilitation: Rehabilitation,
    pub(super) long_term: bool,
    /// Whether the operation needs a donor.
    pub(super) transplant: bool,
    /// 症状詳記.
    pub(super) statement: &'static [Paragraph],
}

/// An operation.
#[derive(Debug)]
pub(super) struct Surgery {
    /// Days after admission.
    pub(super) after: u32,
    pub(super) code: Code,
    pub(super) comments: &'static [Comment],
    pub(super) anesthesia: Anesthesia,
    /// Materials and drugs used, with tenths.
    pub(super) used: &'static [(Code, u16)],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anesthesia {
    None,
    Spinal,
    /// Closed-circuit general anesthesia, with its minutes.
    General(u16),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rehabilitation {
    None,
    Motion,
    Stroke,
}

/// A stay of a patient.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stay {
    pub(super) reason: &'static Reason,
    pub(crate) admitted: Date,
    /// The last day.
    pub(crate) left: Date,
}

/// Days of a month that count as a full one.
pub(super) const FULL_MONTH: u32 = 20;

/// Stays that tests look for.
#[cfg(test)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StayKind {
    Transplant,
    LongTerm,
}

/// Months of which a patient has at most one stay.
const CYCLE: u32 = 6;

/// The stay of a patient that touches a month.
pub(crate) fn stay_in(place: &Place, patient: &Patient, month: Month) -> Option<Stay> {
    if !place.is_hospital() {
        return None;
    }
    let count = month.year() * 12 + month.month_of_year() - 1;
    let begin = count / CYCLE * CYCLE;
    let first = Month::new(begin / 12, begin % 12 + 1)?;
    let mut draw = patient.draws_of(Stage::Stay, first);
    if !draw.chance(90) {
        return None;
    }
    let age = patient.age(first.first());
    let weight = |r: &Reason| {
        let fits = r.sex.is_none_or(|s| s == patient.sex) && (r.ages.0..=r.ages.1).contains(&age);
        let here = (!r.long_term || place.beds < 200) && (!r.transplant || place.beds >= 200);
        if fits && here { r.weight } else { 0 }
    };
    let reason = draw.weighted(STAYS, weight)?;
    // Stays begin in the first four months of a cycle and end within it.
    let begin = calendar::after(first.first(), draw.below(120.min(180 - reason.days.1)));
    // Who gets a kidney is admitted early in a month, so that the donor's stay lies within it.
    let admitted = begin.month().day(4 + begin.day() % 8).filter(|_| reason.transplant).unwrap_or(begin);
    let left = calendar::after(admitted, draw.within(reason.days.0, reason.days.1) - 1);
    let stay = Stay { reason, admitted, left };
    (stay.days_in(month) != 0 || stay.follow_up_date(place).month() == month).then_some(stay)
}

impl Stay {
    /// The days of a month spent in the ward.
    pub(crate) fn days_in(&self, month: Month) -> u32 {
        let within = |day: &u32| month.day(*day).is_some_and(|d| self.admitted <= d && d <= self.left);
        (1..=month.days()).filter(within).fold(0, |mask, day| mask | bit(day))
    }

    #[cfg(test)]
    pub(crate) const fn is(&self, kind: StayKind) -> bool {
        match kind {
            StayKind::Transplant => self.reason.transplant,
            StayKind::LongTerm => self.reason.long_term,
        }
    }

    /// How many months before this one saw at least twenty days of the stay.
    pub(super) fn full_months_before(&self, month: Month) -> usize {
        let full = |months: &Month| self.days_in(*months).count_ones() >= FULL_MONTH;
        (1..=3).filter_map(|back| month.plus(-back)).filter(full).count()
    }

    fn follow_up_date(&self, place: &Place) -> Date {
        calendar::next_open(calendar::after(self.left, 7), place.closed)
    }

    /// The day of a month on which the patient comes again after the stay.
    pub(crate) fn follow_up(&self, scene: &Scene<'_>) -> Option<u32> {
        let day = self.follow_up_date(scene.place);
        (day.month() == scene.month && !self.admitted.day().is_multiple_of(3)).then(|| day.day())
    }

    /// Writes the diseases of the stay.
    pub(crate) fn write_diseases(&self, chart: &mut Chart<'_>, main: bool) {
        for (nth, &(code, modifier)) in self.reason.diseases.iter().enumerate() {
            let mut disease = Disease::new(code, self.admitted);
            disease.modifiers = [modifier, 0, 0];
            disease.main = main && nth == 0;
            chart.disease(disease);
        }
    }
}
