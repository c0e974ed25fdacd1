//! Specimen tests: panels that doctors order together.

use super::chart::Chart;
use super::section;
use crate::codes::Code;
use crate::codes::procedures::*;
use crate::draft::{Days, bit};

/// A test, or several that are ordered together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Test {
    /// Blood count and ten or more 血液化学検査.
    Blood,
    /// Blood count, a few 血液化学検査 and CRP.
    Inflammation,
    /// Lipids and liver.
    Lipids,
    /// Glucose, HbA1c, kidney.
    Glucose,
    UricAcid,
    Thyroid,
    Iron,
    Urine,
    /// Albumin in urine, with its comment on earlier tests.
    UrineAlbumin,
    Bnp,
    Psa,
    Ecg,
    ChestXray,
    KneeXray,
    SpineXray,
    LimbXray,
    Ultrasound,
    Gastroscopy,
    Colonoscopy,
    BoneDensity,
    Lung,
    EyePressure,
    Fundus,
    Flu,
    FluCovid,
    Covid,
    Strep,
    UrineCulture,
    HeadCt,
    AbdomenCt,
    ChestCt,
    Cognition,
    CervixSmear,
    Mammography,
    Nonstress,
    Prothrombin,
}

impl Test {
    /// The disease that is suspected when the test is ordered without it.
    const fn looks_for(self) -> Option<u32> {
        use crate::codes::diseases::*;
        Some(match self {
            Self::Gastroscopy => GASTRIC_CANCER,
            Self::Colonoscopy => COLON_CANCER,
            Self::Psa => PROSTATE_CANCER,
            Self::CervixSmear => CERVICAL_CANCER,
            Self::Mammography => BREAST_CANCER,
            Self::Flu => INFLUENZA_A,
            Self::Covid | Self::FluCovid => COVID,
            Self::Strep => STREP_INFECTION,
            Self::ChestCt => LUNG_CANCER,
            Self::AbdomenCt => LIVER_CANCER,
            Self::HeadCt => STROKE,
            Self::Bnp => HEART_FAILURE,
            Self::Thyroid => HYPOTHYROIDISM,
            Self::Cognition => ALZHEIMER,
            Self::BoneDensity => OSTEOPOROSIS,
            _ => return None,
        })
    }
}

const BASIC: &[Code] =
    &[AST, ALT, GAMMA_GT, BILIRUBIN, PROTEIN, ALBUMIN, UREA, CREATININE, SODIUM, POTASSIUM, LD];
const SMALL: &[Code] = &[AST, ALT, LD, UREA, CREATININE, SODIUM, POTASSIUM];
const LIPIDS: &[Code] = &[HDL, LDL, TRIGLYCERIDE, AST, ALT, GAMMA_GT];
const SUGAR: &[Code] = &[GLUCOSE, UREA, CREATININE, LDL, HDL, TRIGLYCERIDE, AST, ALT];

impl Chart<'_> {
    /// Does a test on a day, for a disease that is known or suspected.
    pub(crate) fn test(&mut self, test: Test, day: u32) {
        let on = Days::on(day);
        if let Some(disease) = test.looks_for().filter(|&d| self.draft.diseases.iter().all(|k| k.code != d)) {
            self.suspect(disease, day);
        }
        match test {
            Test::Blood => {
                self.count(day);
                self.chemistry(day, BASIC);
            }
            Test::Inflammation => {
                self.count(day);
                self.chemistry(day, SMALL);
                self.in_blood(day, CRP);
            }
            Test::Lipids => self.chemistry(day, LIPIDS),
            Test::Glucose => {
                self.chemistry(day, SUGAR);
                self.in_blood(day, HBA1C);
            }
            Test::UricAcid => self.chemistry(day, &[URIC_ACID, CREATININE, AST, ALT, UREA]),
            Test::Thyroid => {
                self.in_blood(day, TSH);
                self.in_blood(day, FT4);
            }
            Test::Iron => {
                self.count(day);
                self.in_blood(day, FERRITIN);
            }
            Test::Bnp => self.in_blood(day, BNP),
            Test::Psa => self.in_blood(day, PSA),
            Test::Prothrombin => self.in_blood(day, PROTHROMBIN),
            Test::Urine => drop(self.specimen(on, URINE)),
            Test::UrineAlbumin => self.urine_albumin(day),
            Test::Flu => self.antigen(day, FLU_ANTIGEN),
            Test::Covid => self.antigen(day, COVID_ANTIGEN),
            Test::FluCovid => self.antigen(day, FLU_COVID_ANTIGEN),
            Test::Strep => self.antigen(day, STREP),
            Test::UrineCulture => drop(self.specimen(on, URINE_CULTURE)),
            Test::CervixSmear => drop(self.act(section::TEST, on, &[(CERVIX_SMEAR, model::Quantity::SCALE)])),
            _ => self.body_test(test, day),
        }
    }

    /// Tests of the living body and images.
    fn body_test(&mut self, test: Test, day: u32) {
        let on = Days::on(day);
        // Small children have additions of their own to these tests.
        if self.age < 6 {
            return;
        }
        match test {
            Test::Ecg => drop(self.one(section::TEST, on, ECG)),
            Test::Ultrasound => {
                let part =
                    [crate::codes::comments::Comment::plain(crate::codes::comments::ULTRASOUND_ABDOMEN)];
                self.one_with(section::TEST, on, ULTRASOUND, &part);
            }
            Test::Gastroscopy => self.scope(day, GASTROSCOPY, crate::codes::comments::TISSUE_STOMACH),
            Test::Colonoscopy => self.scope(day, COLONOSCOPY, crate::codes::comments::TISSUE_COLON),
            Test::BoneDensity => drop(self.one(section::TEST, on, BONE_DENSITY)),
            Test::Lung => {
                self.one(section::TEST, on, SPIROMETRY);
                self.one(section::TEST, on, FLOW_VOLUME);
            }
            Test::EyePressure => drop(self.one(section::TEST, on, EYE_PRESSURE)),
            Test::Fundus => drop(self.one(section::TEST, on, FUNDUS_BOTH)),
            Test::Cognition => drop(self.one(section::TEST, on, COGNITION)),
            Test::Nonstress => drop(self.one(section::TEST, on, NONSTRESS)),
            Test::ChestXray => self.x_ray(day, READ_TRUNK, 1),
            Test::SpineXray => self.x_ray(day, READ_TRUNK, 2),
            Test::KneeXray | Test::LimbXray => self.x_ray(day, READ_LIMB, 2),
            Test::HeadCt => self.ct(day, crate::codes::comments::CT_HEAD),
            Test::AbdomenCt => self.ct(day, crate::codes::comments::CT_ABDOMEN),
            Test::ChestCt => self.ct(day, crate::codes::comments::CT_CHEST),
            Test::Mammography => {
                let lines = [(MAMMOGRAPHY_READ, 0), (MAMMOGRAPHY, 0), (MAMMOGRAPHY_DIGITAL, 0)];
                self.act(section::IMAGE, on, &lines);
            }
            _ => {}
        }
    }

    fn specimen(&mut self, on: Days, code: Code) -> Option<usize> {
        self.one(section::TEST, on, code)
    }

    /// A blood count, with its white cells now and then.
    fn count(&mut self, day: u32) {
        self.in_blood(day, BLOOD_COUNT);
        if self.draw.chance(350) {
            self.specimen(Days::on(day), BLOOD_SMEAR);
        }
    }

    /// 血液化学検査 as one 剤, so that their points are those of the bundle.
    fn chemistry(&mut self, day: u32, codes: &[Code]) {
        let lines: Vec<(Code, i64)> = codes.iter().map(|&c| (c, 0)).collect();
        if codes.iter().any(|&c| self.draft.find(c).is_some_and(|(g, _)| self.same_day(g, day))) {
            return;
        }
        if self.act(section::TEST, Days::on(day), &lines).is_some() {
            self.blood |= bit(day);
        }
    }

    fn same_day(&self, group: usize, day: u32) -> bool {
        self.draft.groups.get(group).is_some_and(|g| g.days.mask & bit(day) != 0)
    }

    fn in_blood(&mut self, day: u32, code: Code) {
        let done = self.draft.find(code).is_some_and(|(g, _)| self.same_day(g, day));
        if !done && self.specimen(Days::on(day), code).is_some() {
            self.blood |= bit(day);
        }
    }

    fn antigen(&mut self, day: u32, code: Code) {
        self.one(section::TEST, Days::on(day), code);
    }

    fn urine_albumin(&mut self, day: u32) {
        use crate::codes::comments::{Comment, URINE_ALBUMIN_LAST};
        let last = crate::calendar::before(self.date(day), 182);
        self.one_with(section::TEST, Days::on(day), URINE_ALBUMIN, &[Comment::day(URINE_ALBUMIN_LAST, last)]);
    }

    /// An endoscopy, with a biopsy now and then.
    fn scope(&mut self, day: u32, code: Code, organ: u32) {
        let on = Days::on(day);
        self.one(section::TEST, on, code);
        if self.draw.chance(300) {
            self.act(section::TEST, on, &[(BIOPSY, model::Quantity::SCALE)]);
            let group = self.act(section::TEST, on, &[(TISSUE, model::Quantity::SCALE)]);
            self.draft.comment(group, 0, &[crate::codes::comments::Comment::plain(organ)]);
        }
    }
}
