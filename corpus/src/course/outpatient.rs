//! A month of visits of one patient: what runs on, what is new, and the fees of the visits.

use super::acute::{Episode, episode};
use super::chart::Chart;
use super::chronic::{Care, Fund, Profile, visits};
use super::prescription::Dose;
use super::section;
use super::stay::Stay;
use crate::calendar;
use crate::codes::procedures::*;
use crate::draft::{Days, Draft, Scene, bit};
use crate::people::{Need, Patient, Specialty, Stage};
use model::Month;

/// Writes the outpatient receipt of a month; `false` when the patient does not come.
pub(crate) fn outpatient(
    scene: &Scene<'_>,
    patient: &Patient,
    stay: Option<&Stay>,
    draft: &mut Draft,
) -> bool {
    let profile = Profile::draw(scene.place, patient, scene.first);
    let without = Need { psychiatric: false, intractable: false };
    let Some(payer) = patient.payer(scene.place, scene.month, without) else { return false };
    draft.clear(*patient, payer);
    let mut chart = Chart::new(scene, draft, patient.draws_of(Stage::Visits, scene.month));
    let mut month = Plan::draw(&profile, &mut chart, stay);
    // A fund for a disease stands on the receipts of the months in which that disease is treated.
    let treated =
        |fund| month.chronic.is_some() && profile.active(scene.month).any(|a| a.course.fund == fund);
    let need = Need {
        psychiatric: treated(Fund::Psychiatric) && !patient.index.is_multiple_of(5),
        intractable: treated(Fund::Intractable),
    };
    if let Some(payer) = patient.payer(scene.place, scene.month, need) {
        chart.draft.payer = payer;
    }
    month.write(&profile, &mut chart)
}

/// What happens in the month.
struct Plan {
    /// The visit for what runs on.
    chronic: Option<u32>,
    /// The episode that begins this month and the one of the month before.
    episodes: [Option<Episode>; 2],
    /// Days spent in a ward, on which no visit can be.
    inside: u32,
    after_stay: Option<(u32, Stay)>,
}

impl Plan {
    fn draw(profile: &Profile, chart: &mut Chart<'_>, stay: Option<&Stay>) -> Self {
        let (scene, patient) = (chart.scene, chart.draft.patient);
        let inside = stay.map_or(0, |s| s.days_in(scene.month));
        let chronic = profile.is_due(scene.month).then(|| main_visit(profile, chart, inside)).flatten();
        let often = acute_share(scene.place.specialty, profile.since().is_some());
        let of = |month| episode(scene.place, &patient, month, often);
        let before = scene.month.plus(-1).and_then(of);
        // Whoever has no chronic course and still comes for the last month's disease gets no new one.
        let runs_on = before.as_ref().is_some_and(|e| e.days_in(scene.month) != 0);
        let now =
            if runs_on { None } else { of(scene.month).filter(|e| e.days_in(scene.month) & inside == 0) };
        let before = before.filter(|e| runs_on && e.days_in(scene.month) & inside == 0);
        let after_stay = stay.and_then(|s| Some((s.follow_up(scene)?, *s)));
        Self { chronic, episodes: [now.filter(|e| e.begins_in(scene.month)), before], inside, after_stay }
    }

    fn write(&mut self, profile: &Profile, chart: &mut Chart<'_>) -> bool {
        let month = chart.scene.month;
        let mut days = self.episodes.iter().flatten().fold(0, |mask, e| mask | e.days_in(month));
        let chronic = self.chronic.map_or(0, |day| visits(profile, chart, day) & !self.inside);
        days |= chronic;
        if let Some((day, stay)) = self.after_stay {
            days |= bit(day);
            stay.write_diseases(chart, self.chronic.is_none());
        }
        if days == 0 {
            return false;
        }
        chart.taken = days | self.inside;
        let first = self.first_visit(profile, chart, days);
        if chart.scene.place.specialty == Specialty::Pediatrics
            && chart.age < 6
            && chart.scene.place.index % 3 != 1
        {
            return self.bundled(profile, chart, (days, chronic), first);
        }
        self.treat(profile, chart, chronic);
        let treated = chart.draft.groups.len();
        chart.close_visits(days, first);
        chart.share(treated, chronic);
        !chart.draft.diseases.is_empty()
    }

    /// Diseases, care, tests and drugs.
    fn treat(&self, profile: &Profile, chart: &mut Chart<'_>, chronic: u32) {
        let month = chart.scene.month;
        let (mut doses, mut others): (Vec<Dose>, Vec<Dose>) = (Vec::new(), Vec::new());
        // All diseases first: drugs are chosen by them.
        self.write_diseases(profile, chart);
        if let Some(day) = self.chronic {
            for (nth, active) in profile.active(month).enumerate() {
                chart.draft.aside = chart.draft.payer.partial && !active.course.is_for_fund();
                active.treat(chart, day, chronic, nth == 0);
                (if chart.draft.aside { &mut others } else { &mut doses }).extend(active.doses());
            }
            chart.draft.aside = false;
            if profile.active(month).any(|a| a.course.fund == Fund::Intractable && a.start.month() != month) {
                chart.one(section::GUIDANCE, Days::on(day), INTRACTABLE_GUIDANCE);
            }
            doses.truncate(6);
            others.truncate(6 - doses.len());
            let specific = profile.active(month).next().is_some_and(|a| a.course.care == Care::Specific);
            chart.prescribe(day, (&doses, &others), profile.supply, specific);
        }
        for episode in self.episodes.iter().flatten() {
            chart.draft.aside = chart.draft.payer.partial;
            episode.write(chart);
        }
        chart.draft.aside = false;
    }

    /// The diseases of the courses, then of what is acute; the first is the main one.
    fn write_diseases(&self, profile: &Profile, chart: &mut Chart<'_>) {
        for active in profile.active(chart.scene.month) {
            active.write_diseases(chart, true);
        }
        for episode in self.episodes.iter().flatten() {
            episode.write_diseases(chart, true);
        }
    }

    /// The day of a 初診: the start of the first course, or of a disease when nothing ran before.
    fn first_visit(&self, profile: &Profile, chart: &Chart<'_>, days: u32) -> Option<u32> {
        let month = chart.scene.month;
        if let Some(since) = profile.since().filter(|s| s.month() <= month) {
            let starts = since.month() == month && days & bit(since.day()) != 0;
            return starts
                .then(|| days.trailing_zeros() + 1)
                .filter(|_| self.episodes.iter().flatten().all(|e| e.begins_in(month)));
        }
        let runs_on =
            self.after_stay.is_some() || self.episodes.iter().flatten().any(|e| !e.begins_in(month));
        (!runs_on).then(|| days.trailing_zeros() + 1)
    }

    /// 小児科外来診療料: everything of the visit in one fee.
    ///
    /// SPEC: 診療報酬の算定方法（令和6年厚生労働省告示第57号）別表第一 B001-2.
    fn bundled(
        &self,
        profile: &Profile,
        chart: &mut Chart<'_>,
        (days, chronic): (u32, u32),
        first: Option<u32>,
    ) -> bool {
        let month = chart.scene.month;
        self.write_diseases(profile, chart);
        for episode in self.episodes.iter().flatten() {
            episode.write(chart);
        }
        // What was done is in the fee: only the diseases stay.
        chart.draft.groups.clear();
        chart.draft.lines.clear();
        chart.draft.comments.clear();
        chart.draft.remarks.clear();
        chart.draft.attendant = 0;
        let codes = if chart.scene.place.dispenses {
            (CHILD_FIRST_DISPENSED, CHILD_AGAIN_DISPENSED)
        } else {
            (CHILD_FIRST_PRESCRIBED, CHILD_AGAIN_PRESCRIBED)
        };
        if chart.draft.patient.age(month.last()) >= 6 {
            return false;
        }
        let again = first.map_or(days, |d| days & !bit(d));
        first.map(|day| chart.one(section::GUIDANCE, Days::on(day), codes.0));
        chart.one(section::GUIDANCE, Days::once(again), codes.1);
        chart.draft.real_days = days;
        chart.share(0, chronic);
        !chart.draft.diseases.is_empty()
    }
}

/// The visit of the month for what runs on; the start of a course when it begins this month.
fn main_visit(profile: &Profile, chart: &mut Chart<'_>, inside: u32) -> Option<u32> {
    let month = chart.scene.month;
    let starts = profile.active(month).map(|a| a.start).filter(|s| s.month() == month).max();
    match starts {
        Some(start) => Some(start.day()).filter(|&d| inside & bit(d) == 0),
        None => chart.draw.day_of(chart.scene.open & !inside & whole_weeks(profile, month)),
    }
}

/// The days of a month but those of a week that began in the month before, for whom something is done once a week:
/// nothing is remembered of that month.
fn whole_weeks(profile: &Profile, month: Month) -> u32 {
    let before = if profile.is(Care::Psychiatry) { calendar::days_before_sunday(month) } else { 0 };
    u32::MAX << before
}

/// How many of 1000 patients get something acute in a month.
const fn acute_share(specialty: Specialty, chronic: bool) -> u32 {
    match (specialty, chronic) {
        (Specialty::Dialysis, _) => 0,
        (Specialty::Psychiatry, _) => 25,
        (Specialty::Pediatrics | Specialty::Otolaryngology, false) => 420,
        (Specialty::Dermatology | Specialty::Orthopedics | Specialty::Ophthalmology, false) => 300,
        (_, false) => 220,
        (_, true) => 90,
    }
}
