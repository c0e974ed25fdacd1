//! Specimen tests: panels that doctors order together.

use super::chart::Chart;
use super::section;
use crate::codes::Code;
use crate::codes::comments::{self, Comment};
use crate::codes::diseases::{ANKLE_SPRAIN, CONTUSION, FEMUR_FRACTURE, KNEE_OSTEOARTHRITIS, OSTEOPOROSIS};
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
    ThighXray,
    LowerLegXray,
    AnkleXray,
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

/// How many of 1000 such tests are done on a day of their own.
const AGAIN_FOR_A_TEST: u32 = 120;

impl Chart<'_> {
    /// Does what a visit asks for, mostly at once; for some tests the patient comes again, which is no visit of its own.
    ///
    /// SPEC: 診療報酬の算定方法の一部改正に伴う実施上の留意事項（令和4年保医発0304第1号）別添１ 第１章第１部 通則２ウ: who comes for a test
    /// on a later day is not claimed another visit; 記録条件仕様（医科用）2023-03, 別表３０: such a day does not count.
    pub(super) fn order(&mut self, test: Test, day: u32) {
        let apart = matches!(test, Test::Ultrasound | Test::Gastroscopy | Test::Colonoscopy);
        let free = self.scene.open & !self.taken & u32::MAX.unbounded_shl(day);
        let again = if apart && !self.draft.payer.partial && self.draw.chance(AGAIN_FOR_A_TEST) {
            self.draw.day_of(free)
        } else {
            None
        };
        let Some(later) = again else { return self.test(test, day) };
        self.look_for(test, day);
        let before = self.draft.groups.len();
        self.test(test, later);
        if self.draft.groups.len() > before {
            self.draft.attendant |= bit(later);
            self.taken |= bit(later);
        }
    }

    /// The disease that a test looks for is suspected, unless it is known.
    fn look_for(&mut self, test: Test, day: u32) {
        if let Some(disease) = test.looks_for().filter(|&d| self.draft.diseases.iter().all(|k| k.code != d)) {
            self.suspect(disease, day);
        }
    }

    /// Does a test on a day, for a disease that is known or suspected.
    pub(crate) fn test(&mut self, test: Test, day: u32) {
        let on = Days::on(day);
        self.look_for(test, day);
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
            Test::Covid => self.covid(day, COVID_ANTIGEN, comments::COVID_GROUNDS),
            Test::FluCovid => self.covid(day, FLU_COVID_ANTIGEN, comments::FLU_COVID_GROUNDS),
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
                self.one_with(section::TEST, on, ULTRASOUND, &[Comment::plain(comments::ULTRASOUND_ABDOMEN)]);
            }
            Test::Gastroscopy => self.scope(day, GASTROSCOPY, comments::TISSUE_STOMACH),
            Test::Colonoscopy => self.scope(day, COLONOSCOPY, comments::TISSUE_COLON),
            Test::BoneDensity => self.bone_density(day),
            Test::Lung => {
                self.one(section::TEST, on, SPIROMETRY);
                self.one(section::TEST, on, FLOW_VOLUME);
            }
            Test::EyePressure => drop(self.one(section::TEST, on, EYE_PRESSURE)),
            Test::Fundus => drop(self.one(section::TEST, on, FUNDUS_BOTH)),
            Test::Cognition => drop(self.one(section::TEST, on, COGNITION)),
            Test::Nonstress => drop(self.one(section::TEST, on, NONSTRESS)),
            Test::ChestXray => self.x_ray(day, READ_TRUNK, 1, Comment::plain(comments::XRAY_CHEST)),
            Test::SpineXray => self.x_ray(day, READ_TRUNK, 2, Comment::plain(comments::XRAY_LUMBAR)),
            Test::KneeXray => self.limb(day, comments::XRAY_KNEE, KNEE_OSTEOARTHRITIS),
            Test::ThighXray => self.limb(day, comments::XRAY_THIGH, FEMUR_FRACTURE),
            Test::LowerLegXray => self.limb(day, comments::XRAY_LOWER_LEG, CONTUSION),
            Test::AnkleXray => self.limb(day, comments::XRAY_ANKLE, ANKLE_SPRAIN),
            Test::HeadCt => self.ct(day, comments::CT_HEAD),
            Test::AbdomenCt => self.ct(day, comments::CT_ABDOMEN),
            Test::ChestCt => self.ct(day, comments::CT_CHEST),
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

    /// An antigen test of COVID, with the reason for which it was needed.
    fn covid(&mut self, day: u32, code: Code, grounds: u32) {
        let text = if self.draw.chance(500) {
            "発熱及び咽頭痛があり、流行状況から必要と判断"
        } else {
            "発熱及び咳嗽があり、同居家族に陽性者がいるため"
        };
        self.one_with(section::TEST, Days::on(day), code, &[Comment::fixed(grounds, text)]);
    }

    fn urine_albumin(&mut self, day: u32) {
        let last = Comment::day(comments::URINE_ALBUMIN_LAST, crate::calendar::before(self.date(day), 182));
        self.one_with(section::TEST, Days::on(day), URINE_ALBUMIN, &[last]);
    }

    /// The first one of a disease says so; later ones say when the last was.
    fn bone_density(&mut self, day: u32) {
        let last = crate::calendar::before(self.date(day), 182);
        let since = self.draft.diseases.iter().find(|d| d.code == OSTEOPOROSIS).map(|d| d.start);
        let comment = match since {
            Some(start) if start < last => Comment::day(comments::BONE_DENSITY_LAST, last),
            _ => Comment::plain(comments::BONE_DENSITY_FIRST),
        };
        self.one_with(section::TEST, Days::on(day), BONE_DENSITY, &[comment]);
    }

    /// An endoscopy, with a biopsy now and then.
    fn scope(&mut self, day: u32, code: Code, organ: u32) {
        let on = Days::on(day);
        self.one(section::TEST, on, code);
        if self.draw.chance(300) {
            self.act(section::TEST, on, &[(BIOPSY, model::Quantity::SCALE)]);
            let group = self.act(section::TEST, on, &[(TISSUE, model::Quantity::SCALE)]);
            self.comment(group, &[Comment::plain(organ)]);
        }
    }
}
