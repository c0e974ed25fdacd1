//! Institutions: hospitals and clinics, what they are good at, and when they are open.

use chrono::Weekday;

use super::numbers::with_check_digit;
use crate::random::Draw;

/// What an institution is good at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Specialty {
    Internal,
    Pediatrics,
    Orthopedics,
    Ophthalmology,
    Otolaryngology,
    Dermatology,
    Psychiatry,
    Urology,
    Gynecology,
    Dialysis,
    Hospital,
}

impl Specialty {
    /// Its place in sets of specialties.
    pub(crate) const fn bit(self) -> u16 {
        1 << self as u8
    }

    /// The code of 診療科名.
    ///
    /// SPEC: 記録条件仕様（医科用）2023-03, 別表１０.
    pub(crate) const fn department(self) -> Option<u32> {
        match self {
            Self::Internal | Self::Dialysis => Some(1),
            Self::Pediatrics => Some(9),
            Self::Orthopedics => Some(11),
            Self::Ophthalmology => Some(26),
            Self::Otolaryngology => Some(27),
            Self::Dermatology => Some(19),
            Self::Psychiatry => Some(2),
            Self::Urology => Some(20),
            Self::Gynecology => Some(23),
            Self::Hospital => None,
        }
    }
}

/// How often each specialty occurs, in 1000, roughly as clinics and hospitals stand in the country.
const SPECIALTIES: &[(Specialty, u32)] = &[
    (Specialty::Internal, 470),
    (Specialty::Hospital, 75),
    (Specialty::Pediatrics, 80),
    (Specialty::Orthopedics, 100),
    (Specialty::Ophthalmology, 75),
    (Specialty::Otolaryngology, 60),
    (Specialty::Dermatology, 55),
    (Specialty::Psychiatry, 45),
    (Specialty::Urology, 15),
    (Specialty::Gynecology, 15),
    (Specialty::Dialysis, 10),
];

/// The first institutions, so that small corpora have some of everything.
const OPENING: &[Specialty] = &[
    Specialty::Internal,
    Specialty::Hospital,
    Specialty::Orthopedics,
    Specialty::Pediatrics,
    Specialty::Internal,
    Specialty::Ophthalmology,
    Specialty::Hospital,
    Specialty::Otolaryngology,
    Specialty::Dermatology,
    Specialty::Psychiatry,
    Specialty::Dialysis,
    Specialty::Urology,
    Specialty::Gynecology,
];

/// Prefectures with weights by people, in 1000.
const PREFECTURES: &[(u8, u32)] = &[
    (13, 112),
    (14, 73),
    (27, 70),
    (23, 60),
    (11, 58),
    (12, 50),
    (28, 43),
    (1, 41),
    (40, 41),
    (22, 29),
    (8, 23),
    (34, 22),
    (26, 20),
    (4, 18),
    (15, 17),
    (20, 16),
    (21, 16),
    (9, 15),
    (10, 15),
    (33, 15),
    (7, 14),
    (24, 14),
    (43, 14),
    (46, 13),
    (47, 12),
    (25, 11),
    (35, 11),
    (29, 10),
    (38, 10),
    (42, 10),
    (2, 10),
    (3, 9),
    (44, 9),
    (17, 9),
    (45, 8),
    (6, 8),
    (16, 8),
    (5, 7),
    (37, 7),
    (30, 7),
    (41, 6),
    (19, 6),
    (18, 6),
    (36, 6),
    (39, 5),
    (32, 5),
    (31, 4),
];

/// Weekdays on which clinics take their day off.
const DAYS_OFF: &[Option<Weekday>] =
    &[Some(Weekday::Thu), Some(Weekday::Wed), Some(Weekday::Sun), Some(Weekday::Thu), None];

/// An institution.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// Its ordinal in the corpus.
    pub(crate) index: u32,
    /// 医療機関コード, seven digits.
    pub(crate) code: u32,
    pub(crate) prefecture: u8,
    pub(crate) specialty: Specialty,
    /// Beds; 0 for clinics without beds.
    pub(crate) beds: u32,
    /// Weekday off besides Sunday.
    pub(crate) closed: Option<Weekday>,
    /// Whether drugs are handed out in the institution (院内処方).
    pub(crate) dispenses: bool,
    /// Whether notes on the medical-information addition are claimed.
    pub(crate) digital: bool,
    /// Whether its system writes what was confirmed online: days of visits (JD) and the kind of window payment (MF).
    pub(crate) confirms: bool,
    /// Whether its system writes comments as records of their own (CO) behind the line, not within it.
    pub(crate) comments_apart: bool,
    /// Whether its general wards are paid by diagnosis groups (DPC): those stays are claims of another kind.
    pub(crate) flat_rate: bool,
    /// How many patients are on its books.
    pub(crate) roster: u32,
}

impl Place {
    /// The institution with an ordinal; `most` caps its roster so that small corpora have several institutions.
    pub(crate) fn draw(seed: u64, index: u32, most: u32) -> Self {
        let mut draw = Draw::keyed(&[seed, 1, u64::from(index)]);
        let drawn = draw.weighted(SPECIALTIES, |s| s.1).map_or(Specialty::Internal, |s| s.0);
        let specialty = OPENING.get(index as usize).copied().unwrap_or(drawn);
        let prefecture = draw.weighted(PREFECTURES, |p| p.1).map_or(13, |p| p.0);
        let hospital = specialty == Specialty::Hospital;
        let beds = if hospital {
            *draw.pick(&[60, 98, 120, 150, 180, 199, 240, 320, 450]).unwrap_or(&120)
        } else {
            0
        };
        let roster = if hospital { beds * 12 } else { draw.within(350, 1600) };
        Self {
            index,
            code: with_check_digit(100_000 + index % 900_000),
            prefecture,
            specialty,
            beds,
            closed: if hospital { None } else { draw.pick(DAYS_OFF).copied().flatten() },
            // A fifth of all, and some of the first ones, whatever the seed.
            dispenses: index % 5 == 4,
            digital: draw.chance(700),
            // Both records are optional; how many systems write them is not known to the authors.
            confirms: draw.chance(600),
            comments_apart: draw.chance(500),
            // The first hospitals have all kinds of stays, whatever the seed.
            flat_rate: hospital && draw.chance(300) && index as usize >= OPENING.len(),
            roster: roster.min(most).max(1),
        }
    }

    pub(crate) const fn is_hospital(&self) -> bool {
        matches!(self.specialty, Specialty::Hospital)
    }

    /// Whether repeated visits are claimed as 外来診療料 (hospitals with 200 beds and more).
    ///
    /// SPEC: 診療報酬の算定方法（令和6年厚生労働省告示第57号）別表第一 A002 注１.
    pub(crate) const fn is_large(&self) -> bool {
        self.beds >= 200
    }
}
