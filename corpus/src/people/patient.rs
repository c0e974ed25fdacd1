//! Patients: born once, the same in every month.

use model::{Date, Month, Sex};

use super::payer::{AgeClass, Need, Payer};
use super::{Place, Specialty};
use crate::random::Draw;

/// A patient of an institution.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Patient {
    /// The ordinal on the institution's books.
    pub(crate) index: u32,
    pub(crate) sex: Sex,
    pub(crate) birth: Date,
    /// Draws about the patient himself.
    key: u64,
    institution: u64,
    seed: u64,
}

/// What draws are for, so that one purpose never shifts another.
#[derive(Clone, Copy, Debug)]
#[repr(u64)]
pub(crate) enum Stage {
    Self_ = 10,
    Payer = 11,
    Courses = 12,
    Acute = 13,
    Visits = 14,
    Stay = 15,
    Error = 16,
}

/// Ages by specialty: (first age, last age, weight).
const fn ages(specialty: Specialty) -> &'static [(u32, u32, u32)] {
    match specialty {
        Specialty::Pediatrics => &[(0, 2, 35), (3, 5, 28), (6, 9, 22), (10, 14, 13), (15, 30, 2)],
        Specialty::Internal => &[(0, 14, 3), (15, 39, 17), (40, 64, 30), (65, 74, 23), (75, 96, 27)],
        Specialty::Orthopedics => &[(5, 14, 6), (15, 39, 12), (40, 64, 28), (65, 74, 22), (75, 96, 32)],
        Specialty::Ophthalmology => &[(3, 14, 10), (15, 39, 12), (40, 64, 23), (65, 74, 25), (75, 95, 30)],
        Specialty::Otolaryngology => &[(1, 5, 22), (6, 14, 20), (15, 39, 22), (40, 64, 18), (65, 90, 18)],
        Specialty::Dermatology => &[(0, 5, 10), (6, 14, 12), (15, 39, 32), (40, 64, 24), (65, 95, 22)],
        Specialty::Psychiatry => &[(15, 39, 34), (40, 64, 42), (65, 90, 24)],
        Specialty::Urology => &[(20, 39, 8), (40, 64, 22), (65, 74, 32), (75, 94, 38)],
        Specialty::Gynecology => &[(16, 39, 62), (40, 59, 32), (60, 80, 6)],
        Specialty::Dialysis => &[(40, 64, 38), (65, 74, 32), (75, 90, 30)],
        Specialty::Hospital => {
            &[(0, 5, 4), (6, 14, 3), (15, 39, 12), (40, 64, 24), (65, 74, 22), (75, 98, 35)]
        }
    }
}

impl Patient {
    /// The patient with an ordinal; `month` is the first month of the corpus, from which ages are counted.
    pub(crate) fn draw(seed: u64, place: &Place, index: u32, first: Month) -> Self {
        let key = u64::from(index);
        let institution = u64::from(place.index);
        let mut draw = Draw::keyed(&[seed, Stage::Self_ as u64, institution, key]);
        let band = draw.weighted(ages(place.specialty), |a| a.2).copied().unwrap_or((40, 64, 1));
        let age = draw.within(band.0, band.1);
        let female = match place.specialty {
            Specialty::Gynecology => true,
            Specialty::Urology => draw.chance(250),
            _ => draw.chance(540),
        };
        let days = age * 365 + age / 4 + draw.below(365);
        let birth = crate::calendar::before(first.first(), days);
        let sex = if female { Sex::Female } else { Sex::Male };
        Self { index, sex, birth, key, institution, seed }
    }

    /// Draws about the patient that are the same in every month.
    pub(crate) fn draws(&self, stage: Stage) -> Draw {
        Draw::keyed(&[self.seed, stage as u64, self.institution, self.key])
    }

    /// Draws of one month.
    pub(crate) fn draws_of(&self, stage: Stage, month: Month) -> Draw {
        Draw::keyed(&[self.seed, stage as u64, self.institution, self.key, u64::from(month.number())])
    }

    /// Completed years on a day.
    pub(crate) fn age(&self, on: Date) -> u32 {
        self.birth.age_on(on)
    }

    /// The age class in a month; `None` when it changes within the month (75th birthday), where claims are split.
    ///
    /// SPEC: 記載要領（保険発第82号）別紙１ 診療報酬明細書の記載要領: 未就学者, 高齢受給者, 後期高齢者.
    pub(crate) fn class(&self, month: Month) -> Option<AgeClass> {
        let (first, last) = (self.age(month.first()), self.age(month.last()));
        if first != last && last == 75 {
            return None;
        }
        Some(match first {
            75.. => AgeClass::LateElderly,
            // From the month after the 70th birthday, from the month of it when born on the 1st.
            70.. => AgeClass::Elderly,
            _ if self.is_preschool(month) => AgeClass::Preschool,
            ..15 => AgeClass::Child,
            _ => AgeClass::Adult,
        })
    }

    /// Before the 1 April after the sixth birthday (born on 2 April or later counts for the next year).
    fn is_preschool(&self, month: Month) -> bool {
        let late = (self.birth.month_of_year(), self.birth.day()) >= (4, 2);
        let school = self.birth.year() + 6 + u32::from(late);
        month.number() < school * 100 + 4
    }

    /// Whether claims of a month can go to an agency; quick, and right whatever the courses are.
    pub(crate) fn may_belong_to(&self, agency: u8, place: &Place, month: Month) -> bool {
        let need = Need { psychiatric: false, intractable: false };
        self.payer(place, month, need).is_some_and(|p| p.agency == agency)
    }

    /// Who pays in a month; `None` when claims would be split within it.
    pub(crate) fn payer(&self, place: &Place, month: Month, need: Need) -> Option<Payer> {
        let class = self.class(month)?;
        Some(Payer::draw(&mut self.draws(Stage::Payer), u32::from(place.prefecture), class, need))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
    use super::*;

    fn class(birth: u32, month: u32) -> Option<AgeClass> {
        let month = Month::from_number(month).unwrap();
        let patient = Patient::draw(1, &Place::draw(1, 0, 9), 0, month);
        Patient { birth: Date::from_number(birth).unwrap(), ..patient }.class(month)
    }

    #[test]
    fn age_classes_change_on_the_days_of_the_law() {
        // Born on 1 April: at school a year earlier than born on 2 April.
        assert_eq!(class(2019_04_01, 2025_03), Some(AgeClass::Preschool));
        assert_eq!(class(2019_04_01, 2025_04), Some(AgeClass::Child));
        assert_eq!(class(2019_04_02, 2026_03), Some(AgeClass::Preschool));
        assert_eq!(class(2019_04_02, 2026_04), Some(AgeClass::Child));
        // 高齢受給者 from the month after the 70th birthday, or of it when born on the 1st.
        assert_eq!(class(1955_02_02, 2025_02), Some(AgeClass::Adult));
        assert_eq!(class(1955_02_02, 2025_03), Some(AgeClass::Elderly));
        assert_eq!(class(1955_02_01, 2025_02), Some(AgeClass::Elderly));
        // 後期高齢者 from the 75th birthday: claims of that month are split, so none is made.
        assert_eq!(class(1950_02_10, 2025_02), None);
        assert_eq!(class(1950_02_10, 2025_03), Some(AgeClass::LateElderly));
    }
}
