//! The reasons of stays.
//!
//! Weights and lengths are rough orders of magnitude, not statistics.

use model::Sex;

use super::labs::Test;
use super::prescription::Dose;
use super::statements;
use super::stay::{Anesthesia, Reason, Rehabilitation, Surgery};
use crate::codes::comments::{Comment, NARROWED_VESSEL};
use crate::codes::diseases::*;
use crate::codes::drugs::*;
use crate::codes::materials::*;
use crate::codes::procedures::*;

pub(super) const PLAIN: Reason = Reason {
    diseases: &[],
    sex: None,
    ages: (15, 110),
    weight: 0,
    days: (3, 10),
    tests: &[],
    surgery: None,
    drips: (&[], 0),
    drugs: &[],
    rehabilitation: Rehabilitation::None,
    long_term: false,
    transplant: false,
    statement: &[],
};

const ADMISSION: &[Test] = &[Test::Inflammation, Test::ChestXray, Test::Ecg];

pub(super) const STAYS: &[Reason] = &[
    Reason {
        diseases: &[(PNEUMONIA, 0)],
        weight: 30,
        days: (7, 21),
        tests: &[Test::Inflammation, Test::ChestXray, Test::Ecg, Test::ChestCt],
        drips: (&[(SULBACTAM, 20), (SALINE_100, 20)], 7),
        drugs: &[Dose::meals(CARBOCISTEINE, 30)],
        ..PLAIN
    },
    Reason {
        diseases: &[(ASPIRATION_PNEUMONIA, 0), (CONSTIPATION, 0)],
        ages: (70, 110),
        weight: 30,
        days: (14, 40),
        tests: ADMISSION,
        drips: (&[(SULBACTAM, 20), (MAINTENANCE_500, 20)], 10),
        drugs: &[Dose::meals(MAGNESIUM, 30)],
        ..PLAIN
    },
    Reason {
        diseases: &[(CONGESTIVE_FAILURE, 0), (ESSENTIAL_HYPERTENSION, 0)],
        ages: (60, 110),
        weight: 25,
        days: (10, 28),
        tests: &[Test::Blood, Test::ChestXray, Test::Ecg, Test::Bnp],
        drips: (&[(FUROSEMIDE_INJECTION, 10), (SALINE_100, 10)], 5),
        drugs: &[Dose::daily(FUROSEMIDE, 10), Dose::daily(CARVEDILOL, 10)],
        statement: statements::HEART,
        ..PLAIN
    },
    Reason {
        diseases: &[(STROKE, 0), (ESSENTIAL_HYPERTENSION, 0)],
        ages: (45, 110),
        weight: 25,
        days: (14, 45),
        tests: &[Test::Inflammation, Test::HeadCt, Test::Ecg],
        drips: (&[(MAINTENANCE_500, 20)], 7),
        drugs: &[Dose::daily(CLOPIDOGREL, 10), Dose::daily(AMLODIPINE_5, 10)],
        rehabilitation: Rehabilitation::Stroke,
        statement: statements::BRAIN,
        ..PLAIN
    },
    Reason {
        diseases: &[(FEMUR_FRACTURE, RIGHT), (OSTEOPOROSIS, 0)],
        ages: (65, 110),
        weight: 25,
        days: (20, 45),
        tests: &[Test::Inflammation, Test::ThighXray, Test::Ecg, Test::ChestXray],
        surgery: Some(Surgery {
            after: 2,
            code: FEMUR_FIXATION,
            comments: &[],
            anesthesia: Anesthesia::Spinal,
            used: &[(BONE_PLATE, 10)],
        }),
        drips: (&[(CEFAZOLIN, 20), (SALINE_100, 20)], 4),
        drugs: &[Dose::meals(LOXOPROFEN, 30)],
        rehabilitation: Rehabilitation::Motion,
        statement: statements::FEMUR,
        ..PLAIN
    },
    Reason {
        diseases: &[(KNEE_OSTEOARTHRITIS, LEFT)],
        ages: (60, 90),
        weight: 12,
        days: (18, 35),
        tests: &[Test::Blood, Test::KneeXray, Test::Ecg, Test::ChestXray],
        surgery: Some(Surgery {
            after: 1,
            code: KNEE_REPLACEMENT,
            comments: &[],
            anesthesia: Anesthesia::General(150),
            used: &[(KNEE_PART, 10), (BONE_CEMENT, 400)],
        }),
        drugs: &[Dose::meals(CELECOXIB, 20)],
        rehabilitation: Rehabilitation::Motion,
        statement: statements::KNEE,
        ..PLAIN
    },
    Reason {
        diseases: &[(CHOLECYSTITIS, 0), (GALLSTONES, 0)],
        ages: (30, 95),
        weight: 15,
        days: (5, 10),
        tests: &[Test::Inflammation, Test::Ultrasound, Test::Ecg, Test::AbdomenCt],
        surgery: Some(Surgery {
            after: 1,
            code: GALLBLADDER_SCOPE,
            comments: &[],
            anesthesia: Anesthesia::General(120),
            used: &[(PROPOFOL, 10), (ROCURONIUM, 10)],
        }),
        drips: (&[(CEFTRIAXONE, 10), (SALINE_100, 10)], 3),
        statement: statements::GALLBLADDER,
        ..PLAIN
    },
    Reason {
        diseases: &[(APPENDICITIS, 0)],
        ages: (15, 70),
        weight: 10,
        days: (4, 8),
        tests: &[Test::Inflammation, Test::AbdomenCt, Test::Ecg],
        surgery: Some(Surgery {
            after: 0,
            code: APPENDECTOMY,
            comments: &[],
            anesthesia: Anesthesia::Spinal,
            used: &[(BUPIVACAINE, 10)],
        }),
        drips: (&[(CEFTRIAXONE, 10), (SALINE_100, 10)], 3),
        ..PLAIN
    },
    Reason {
        diseases: &[(HERNIA, RIGHT)],
        sex: Some(Sex::Male),
        ages: (40, 90),
        weight: 15,
        days: (3, 5),
        tests: &[Test::Blood, Test::Ecg, Test::ChestXray],
        surgery: Some(Surgery {
            after: 1,
            code: HERNIA_REPAIR,
            comments: &[],
            anesthesia: Anesthesia::Spinal,
            used: &[(BUPIVACAINE, 10)],
        }),
        drugs: &[Dose::meals(LOXOPROFEN, 30)],
        ..PLAIN
    },
    Reason {
        diseases: &[(CATARACT, RIGHT)],
        ages: (55, 95),
        weight: 15,
        days: (2, 3),
        tests: &[Test::Blood, Test::EyePressure],
        surgery: Some(Surgery {
            after: 0,
            code: CATARACT_SURGERY,
            comments: &[],
            anesthesia: Anesthesia::None,
            used: &[],
        }),
        ..PLAIN
    },
    Reason {
        diseases: &[(COLON_POLYP, 0)],
        ages: (40, 88),
        weight: 20,
        days: (2, 3),
        tests: &[Test::Blood, Test::Ecg],
        surgery: Some(Surgery {
            after: 0,
            code: POLYPECTOMY,
            comments: &[],
            anesthesia: Anesthesia::None,
            used: &[],
        }),
        ..PLAIN
    },
    Reason {
        diseases: &[(UTERINE_FIBROID, 0)],
        sex: Some(Sex::Female),
        ages: (35, 55),
        weight: 25,
        days: (7, 11),
        tests: &[Test::Blood, Test::Ecg, Test::ChestXray],
        surgery: Some(Surgery {
            after: 1,
            code: HYSTERECTOMY,
            comments: &[],
            anesthesia: Anesthesia::General(150),
            used: &[(PROPOFOL, 10), (ROCURONIUM, 10)],
        }),
        drips: (&[(RINGER_500, 20)], 2),
        statement: statements::UTERUS,
        ..PLAIN
    },
    Reason {
        diseases: &[(PRETERM_LABOR, 0)],
        sex: Some(Sex::Female),
        ages: (20, 44),
        weight: 25,
        days: (8, 12),
        tests: &[Test::Blood, Test::Nonstress],
        surgery: Some(Surgery {
            after: 1,
            code: CESAREAN,
            comments: &[],
            anesthesia: Anesthesia::Spinal,
            used: &[(BUPIVACAINE, 10)],
        }),
        drips: (&[(RINGER_500, 20)], 2),
        ..PLAIN
    },
    Reason {
        diseases: &[(ANGINA, 0), (DYSLIPIDEMIA, 0)],
        ages: (50, 90),
        weight: 15,
        days: (3, 6),
        tests: &[Test::Blood, Test::Ecg, Test::ChestXray],
        surgery: Some(Surgery {
            after: 1,
            code: CORONARY_STENT,
            comments: &[Comment::plain(NARROWED_VESSEL)],
            anesthesia: Anesthesia::None,
            used: &[(STENT, 10)],
        }),
        drugs: &[Dose::daily(ASPIRIN, 10), Dose::daily(CLOPIDOGREL, 10), Dose::daily(ROSUVASTATIN, 10)],
        statement: statements::CORONARY,
        ..PLAIN
    },
    Reason {
        diseases: &[(PYELONEPHRITIS, 0)],
        sex: Some(Sex::Female),
        weight: 12,
        days: (6, 12),
        tests: &[Test::Inflammation, Test::Urine, Test::UrineCulture],
        drips: (&[(CEFTRIAXONE, 10), (SALINE_100, 10)], 5),
        ..PLAIN
    },
    Reason {
        diseases: &[(STROKE_SEQUELAE, 0), (CONSTIPATION, 0)],
        ages: (70, 110),
        weight: 40,
        days: (40, 58),
        drugs: &[Dose::meals(MAGNESIUM, 30), Dose::daily(CLOPIDOGREL, 10)],
        long_term: true,
        ..PLAIN
    },
    // So long that the ceiling of 高額療養費 is reached for the fourth time.
    Reason {
        diseases: &[(STROKE_SEQUELAE, 0)],
        ages: (40, 64),
        weight: 6,
        days: (100, 118),
        drugs: &[Dose::daily(CLOPIDOGREL, 10)],
        long_term: true,
        ..PLAIN
    },
    Reason {
        diseases: &[(KIDNEY_FAILURE, 0)],
        ages: (20, 69),
        weight: 1,
        days: (18, 28),
        tests: &[Test::Blood, Test::ChestXray, Test::Ecg],
        surgery: Some(Surgery {
            after: 3,
            code: KIDNEY_TRANSPLANT,
            comments: &[],
            anesthesia: Anesthesia::General(300),
            used: &[],
        }),
        transplant: true,
        ..PLAIN
    },
];
