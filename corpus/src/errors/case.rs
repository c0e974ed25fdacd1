//! A draft to be spoiled, with what errors need to look at and change.

use masters::Masters;
use model::{Date, DrugCode, Month};

use crate::catalog::Catalog;
use crate::codes::Code;
use crate::codes::procedures::*;
use crate::draft::{Days, Disease, Draft, Group, Line, Scene, bit};
use crate::random::Draw;

/// A draft to be spoiled.
pub(crate) struct Case<'a> {
    pub(crate) scene: &'a Scene<'a>,
    pub(crate) draft: &'a mut Draft,
    pub(crate) draw: Draw,
}

/// Fees that need the absence of a first visit in the month.
const NOT_WITH_FIRST_VISIT: &[Code] = &[
    SPECIFIC_DISEASE_CLINIC,
    SPECIFIC_DISEASE_SMALL_HOSPITAL,
    SPECIFIC_DISEASE_HOSPITAL,
    LIFESTYLE_1_PRESSURE,
    LIFESTYLE_2,
    SKIN_GUIDANCE,
    EPILEPSY_GUIDANCE,
    INTRACTABLE_GUIDANCE,
];

impl Case<'_> {
    pub(super) fn masters(&self) -> &Masters {
        self.scene.masters
    }

    pub(super) fn catalog(&self) -> &Catalog {
        self.scene.catalog
    }

    pub(super) fn month(&self) -> Month {
        self.scene.month
    }

    /// The first day of the month, as of which relations are asked.
    pub(super) fn first(&self) -> Date {
        self.scene.month.first()
    }

    pub(super) fn age(&self) -> u32 {
        self.draft.patient.age(self.scene.month.last())
    }

    /// A day on which the patient was seen.
    pub(super) fn day(&mut self) -> Option<u32> {
        self.draw.day_of(self.draft.real_days)
    }

    /// Whether a code may stand on the receipt but for the error.
    pub(super) fn fits(&self, code: Code) -> bool {
        let Some(entry) = self.catalog().entry(code.index) else { return false };
        let wrong_receipt = if self.draft.inpatient { 2 } else { 1 };
        let wrong_place = if self.scene.place.is_hospital() { 2 } else { 1 };
        entry.in_force && entry.in_out != wrong_receipt && entry.hospital_clinic != wrong_place
    }

    /// Adds a 剤 whose lines are all marked.
    pub(super) fn add(&mut self, section: u8, days: Days, lines: &[(Code, i64)]) -> Option<usize> {
        let group = self.draft.add(self.scene.catalog, section, days, lines)?;
        (0..lines.len()).for_each(|nth| self.draft.mark(group, nth));
        Some(group)
    }

    /// Adds a line to a 剤, marks it and computes the points anew.
    pub(super) fn extend(&mut self, at: usize, code: Code) -> bool {
        let Some(group) = self.draft.groups.get(at).copied() else { return false };
        let mut lines: Vec<Line> = self.draft.lines_of(&group).to_vec();
        lines.push(Line {
            code: code.number,
            index: code.index,
            quantity: 0,
            comments: (0, 0),
            marked: true,
        });
        let first = self.draft.lines.len() as u16;
        self.draft.lines.extend_from_slice(&lines);
        if let Some(group) = self.draft.groups.get_mut(at) {
            (group.first, group.len) = (first, lines.len() as u16);
        }
        self.draft.reprice(self.scene.catalog, at);
        true
    }

    /// Whether the receipt has no first visit, so that a disease from before can stand on it.
    pub(super) fn runs_on(&self) -> bool {
        const FIRST: [Code; 3] = [FIRST_VISIT, CHILD_FIRST_PRESCRIBED, CHILD_FIRST_DISPENSED];
        !FIRST.into_iter().any(|c| self.draft.has(c))
    }

    /// Adds a disease that is known for so many days, marked when the error is about it.
    pub(super) fn add_disease(&mut self, code: u32, days_ago: u32, marked: bool) {
        let born = crate::calendar::after(self.draft.patient.birth, 1);
        let start = crate::calendar::before(self.first(), days_ago).max(born);
        self.draft.diseases.push(Disease { marked, ..Disease::new(code, start) });
    }

    /// Whether a disease is there, suspected or not.
    pub(super) fn has_disease(&self, code: u32) -> bool {
        self.draft.diseases.iter().any(|d| d.code == code)
    }

    /// Whether a disease for which a drug is indicated is there; `true` also when the masters do not say.
    pub(super) fn is_indicated(&self, drug: Code) -> bool {
        let mut any = false;
        for row in self.masters().indications(DrugCode(drug.number), self.first()) {
            any = true;
            if row.is_unconditional() || row.disease().is_some_and(|d| self.has_disease(d.0)) {
                return true;
            }
        }
        !any
    }

    /// Where drugs for internal use are handed out: the day and for how long.
    pub(super) fn dispensing(&self) -> Option<(u32, u8)> {
        let code = if self.draft.inpatient { DISPENSE_WARD } else { DISPENSE_INTERNAL };
        let (at, _) = self.draft.find(code)?;
        let day = self.draft.groups.get(at)?.days.mask.trailing_zeros() + 1;
        Some((day, if self.draft.inpatient { 1 } else { 14 }))
    }

    /// Takes 外来管理加算 away on a day, where something else now blocks it.
    pub(super) fn drop_management(&mut self, day: u32) {
        for at in 0..self.draft.groups.len() {
            let Some(group) = self.draft.groups.get(at).copied() else { continue };
            if self.draft.lines_of(&group).iter().any(|l| l.code == OUTPATIENT_MANAGEMENT.number) {
                self.take_days(at, bit(day));
            }
        }
    }

    /// Takes days away from a 剤.
    pub(super) fn take_days(&mut self, at: usize, days: u32) {
        if let Some(group) = self.draft.groups.get_mut(at) {
            group.days = group.days.without(days);
            group.dropped |= group.days.mask == 0;
        }
    }

    /// The 剤 that are written and fulfil a condition.
    pub(super) fn groups(&self, fits: impl Fn(&Group, &[Line]) -> bool) -> Vec<usize> {
        let of = |(at, group): (usize, &Group)| fits(group, self.draft.lines_of(group)).then_some(at);
        self.draft.live().filter_map(of).collect()
    }

    /// One of the 剤 that fulfil a condition.
    pub(super) fn pick(&mut self, fits: impl Fn(&Group, &[Line]) -> bool) -> Option<usize> {
        let groups = self.groups(fits);
        self.draw.pick(&groups).copied()
    }

    /// The first day of a 剤.
    pub(super) fn day_of(&self, at: usize) -> Option<u32> {
        self.draft.groups.get(at).map(|g| g.days.mask.trailing_zeros() + 1)
    }

    /// Whether a fee stands there that cannot be with a first visit of the month.
    pub(super) fn forbids_first_visit(&self) -> bool {
        NOT_WITH_FIRST_VISIT.iter().any(|&c| self.draft.has(c))
    }
}
