//! The chronic courses: diseases, shares by age, drugs, care, tests.
//!
//! Shares are rough orders of magnitude, so that frequencies of codes are as skewed as in life; they are not statistics.

use model::Sex;

use super::chronic::{Care, Course, Fund};
use super::labs::Test;
use super::prescription::Dose;
use crate::codes::diseases::*;
use crate::codes::drugs::*;
use crate::people::Specialty;

const INTERNAL: u16 = Specialty::Internal.bit() | Specialty::Hospital.bit();
const ORTHOPEDICS: u16 = Specialty::Orthopedics.bit() | Specialty::Hospital.bit();
const EYES: u16 = Specialty::Ophthalmology.bit();
const EARS: u16 = Specialty::Otolaryngology.bit();
const SKIN: u16 = Specialty::Dermatology.bit();
const MIND: u16 = Specialty::Psychiatry.bit();
const URINARY: u16 = Specialty::Urology.bit() | Specialty::Hospital.bit();
const WOMEN: u16 = Specialty::Gynecology.bit();
const CHILDREN: u16 = Specialty::Pediatrics.bit();
const KIDNEY: u16 = Specialty::Dialysis.bit();

const PLAIN: Course = Course {
    diseases: &[],
    at: 0,
    sex: None,
    share: [0; 6],
    drugs: &[],
    care: Care::None,
    tests: &[],
    fund: Fund::None,
};

/// In the order in which a patient's four places are filled: what leads the care comes first.
pub(super) const COURSES: &[Course] = &[
    Course {
        diseases: &[(KIDNEY_FAILURE, 0), (RENAL_ANEMIA, 0), (ESSENTIAL_HYPERTENSION, 0)],
        at: KIDNEY,
        share: [0, 0, 1000, 1000, 1000, 1000],
        drugs: &[
            &[Dose::daily(AMLODIPINE_5, 10), Dose::daily(CARVEDILOL, 10)],
            &[Dose::daily(ALFACALCIDOL, 10)],
        ],
        care: Care::Dialysis,
        tests: &[(Test::Blood, 1), (Test::ChestXray, 1), (Test::Ecg, 6)],
        ..PLAIN
    },
    Course {
        diseases: &[(DIABETES_2, 0)],
        at: INTERNAL,
        share: [0, 0, 8, 60, 90, 80],
        drugs: &[&[Dose::meals(METFORMIN, 30)], &[Dose::daily(SITAGLIPTIN, 10)]],
        care: Care::Insulin,
        tests: &[(Test::Glucose, 1), (Test::Urine, 2), (Test::UrineAlbumin, 6)],
        ..PLAIN
    },
    Course {
        diseases: &[(CHRONIC_RESPIRATORY_FAILURE, 0), (COPD, 0)],
        at: INTERNAL,
        share: [0, 0, 0, 3, 10, 18],
        drugs: &[&[Dose::meals(CARBOCISTEINE, 30)], &[Dose::external(BUDESONIDE, 10)]],
        care: Care::Oxygen,
        tests: &[(Test::ChestXray, 6), (Test::Blood, 3)],
        ..PLAIN
    },
    Course {
        diseases: &[(ESSENTIAL_HYPERTENSION, 0)],
        at: INTERNAL,
        share: [0, 0, 25, 240, 340, 340],
        drugs: &[
            &[Dose::daily(AMLODIPINE_5, 10), Dose::daily(AMLODIPINE_2_5, 10), Dose::daily(TELMISARTAN, 10)],
            &[Dose::daily(OLMESARTAN, 10), Dose::daily(CANDESARTAN, 10), Dose::daily(VALSARTAN, 10)],
        ],
        care: Care::Lifestyle,
        tests: &[(Test::Blood, 6), (Test::Ecg, 12), (Test::ChestXray, 12)],
        ..PLAIN
    },
    Course {
        diseases: &[(DYSLIPIDEMIA, 0)],
        at: INTERNAL,
        share: [0, 0, 20, 170, 260, 220],
        drugs: &[&[
            Dose::daily(ROSUVASTATIN, 10),
            Dose::daily(ATORVASTATIN, 10),
            Dose::daily(PRAVASTATIN, 10),
            Dose::daily(EZETIMIBE, 10),
        ]],
        care: Care::Lifestyle,
        tests: &[(Test::Lipids, 4)],
        ..PLAIN
    },
    Course {
        diseases: &[(HEART_FAILURE, 0), (ATRIAL_FIBRILLATION, 0)],
        at: INTERNAL,
        share: [0, 0, 0, 10, 40, 110],
        drugs: &[
            &[Dose::meals(APIXABAN, 20), Dose::daily(WARFARIN, 25)],
            &[Dose::daily(BISOPROLOL, 10), Dose::daily(CARVEDILOL, 10)],
            &[Dose::daily(FUROSEMIDE, 10), Dose::daily(SPIRONOLACTONE, 10)],
        ],
        care: Care::Specific,
        tests: &[(Test::Bnp, 3), (Test::Ecg, 6), (Test::Prothrombin, 1), (Test::ChestXray, 6)],
        ..PLAIN
    },
    Course {
        diseases: &[(STROKE_SEQUELAE, 0)],
        at: INTERNAL,
        share: [0, 0, 0, 8, 40, 90],
        drugs: &[&[Dose::daily(CLOPIDOGREL, 10), Dose::daily(ASPIRIN, 10)]],
        care: Care::Specific,
        tests: &[(Test::Blood, 6)],
        ..PLAIN
    },
    Course {
        diseases: &[(ANGINA, 0)],
        at: INTERNAL,
        share: [0, 0, 0, 20, 50, 70],
        drugs: &[
            &[Dose::daily(ASPIRIN, 10)],
            &[Dose::daily(BISOPROLOL, 10)],
            &[Dose::as_needed(NITROGLYCERIN, 10, 5)],
        ],
        care: Care::Specific,
        tests: &[(Test::Ecg, 3), (Test::Blood, 6)],
        ..PLAIN
    },
    Course {
        diseases: &[(CHRONIC_GASTRITIS, 0)],
        at: INTERNAL,
        share: [0, 0, 30, 90, 110, 120],
        drugs: &[&[Dose::meals(REBAMIPIDE, 30), Dose::meals(MOSAPRIDE, 30)]],
        care: Care::Specific,
        tests: &[(Test::Gastroscopy, 12)],
        ..PLAIN
    },
    Course {
        diseases: &[(REFLUX, 0)],
        at: INTERNAL,
        share: [0, 0, 20, 60, 90, 120],
        drugs: &[&[Dose::daily(ESOMEPRAZOLE, 10), Dose::daily(LANSOPRAZOLE, 10)]],
        tests: &[(Test::Gastroscopy, 12)],
        ..PLAIN
    },
    Course {
        diseases: &[(ASTHMA, 0)],
        at: INTERNAL | CHILDREN,
        share: [0, 60, 40, 50, 40, 40],
        drugs: &[
            &[Dose::daily(MONTELUKAST, 10)],
            &[Dose::external(BUDESONIDE, 10), Dose::external(SALBUTAMOL, 10)],
        ],
        care: Care::Specific,
        tests: &[(Test::Lung, 6)],
        ..PLAIN
    },
    Course {
        diseases: &[(HYPERURICEMIA, 0)],
        at: INTERNAL,
        sex: Some(Sex::Male),
        share: [0, 0, 20, 90, 80, 70],
        drugs: &[&[Dose::daily(FEBUXOSTAT, 10), Dose::daily(ALLOPURINOL, 10)]],
        tests: &[(Test::UricAcid, 4)],
        ..PLAIN
    },
    Course {
        diseases: &[(HYPOTHYROIDISM, 0)],
        at: INTERNAL,
        share: [0, 0, 8, 20, 25, 25],
        drugs: &[&[Dose::daily(LEVOTHYROXINE, 10)]],
        care: Care::Specific,
        tests: &[(Test::Thyroid, 3)],
        ..PLAIN
    },
    Course {
        diseases: &[(OSTEOPOROSIS, 0)],
        at: INTERNAL | ORTHOPEDICS,
        sex: Some(Sex::Female),
        share: [0, 0, 0, 20, 120, 220],
        drugs: &[&[Dose::weekly(ALENDRONATE, 10)], &[Dose::daily(ALFACALCIDOL, 10)]],
        tests: &[(Test::BoneDensity, 6)],
        ..PLAIN
    },
    Course {
        diseases: &[(INSOMNIA, 0)],
        at: INTERNAL,
        share: [0, 0, 15, 50, 80, 120],
        drugs: &[&[Dose::daily(BROTIZOLAM, 10), Dose::daily(ZOLPIDEM, 10), Dose::daily(LEMBOREXANT, 10)]],
        ..PLAIN
    },
    Course {
        diseases: &[(CONSTIPATION, 0)],
        at: INTERNAL,
        share: [0, 0, 10, 30, 80, 160],
        drugs: &[&[Dose::meals(MAGNESIUM, 30), Dose::daily(SENNOSIDE, 20)]],
        ..PLAIN
    },
    Course {
        diseases: &[(ALZHEIMER, 0)],
        at: INTERNAL,
        share: [0, 0, 0, 0, 10, 110],
        drugs: &[&[Dose::daily(DONEPEZIL, 10)]],
        tests: &[(Test::Cognition, 6)],
        ..PLAIN
    },
    Course {
        diseases: &[(IRON_DEFICIENCY, 0)],
        at: INTERNAL | WOMEN,
        sex: Some(Sex::Female),
        share: [0, 0, 60, 40, 10, 10],
        drugs: &[&[Dose::daily(IRON, 20)]],
        tests: &[(Test::Iron, 3)],
        ..PLAIN
    },
    Course {
        diseases: &[(KNEE_OSTEOARTHRITIS, BOTH)],
        at: ORTHOPEDICS,
        share: [0, 0, 5, 120, 250, 320],
        drugs: &[
            &[Dose::external(LOXOPROFEN_TAPE, 280), Dose::external(KETOPROFEN_TAPE, 280)],
            &[Dose::meals(CELECOXIB, 20)],
        ],
        care: Care::JointInjection,
        tests: &[(Test::KneeXray, 6)],
        ..PLAIN
    },
    Course {
        diseases: &[(LUMBAR_SPONDYLOSIS, 0)],
        at: ORTHOPEDICS,
        share: [0, 5, 60, 160, 250, 300],
        drugs: &[
            &[Dose::meals(LOXOPROFEN, 30), Dose::meals(TRAMADOL, 40)],
            &[Dose::external(KETOPROFEN_TAPE, 280)],
        ],
        care: Care::Physiotherapy,
        tests: &[(Test::SpineXray, 6)],
        ..PLAIN
    },
    Course {
        diseases: &[(FROZEN_SHOULDER, RIGHT)],
        at: ORTHOPEDICS,
        share: [0, 0, 10, 90, 100, 80],
        drugs: &[&[Dose::external(LOXOPROFEN_TAPE, 210)]],
        care: Care::Physiotherapy,
        ..PLAIN
    },
    Course {
        diseases: &[(RHEUMATOID, 0)],
        at: ORTHOPEDICS | INTERNAL,
        share: [0, 0, 4, 10, 14, 14],
        drugs: &[&[Dose::weekly(METHOTREXATE, 30)], &[Dose::daily(PREDNISOLONE, 10)]],
        tests: &[(Test::Inflammation, 2)],
        ..PLAIN
    },
    Course {
        diseases: &[(OPEN_ANGLE_GLAUCOMA, BOTH)],
        at: EYES,
        share: [0, 0, 20, 180, 300, 320],
        drugs: &[&[Dose::external(LATANOPROST, 25), Dose::external(TIMOLOL, 50)]],
        tests: &[(Test::EyePressure, 1), (Test::Fundus, 3)],
        ..PLAIN
    },
    Course {
        diseases: &[(DRY_EYE, BOTH)],
        at: EYES,
        share: [0, 10, 120, 200, 220, 220],
        drugs: &[&[Dose::external(HYALURONATE_EYE, 20)]],
        ..PLAIN
    },
    Course {
        diseases: &[(CATARACT, BOTH)],
        at: EYES,
        share: [0, 0, 0, 60, 260, 340],
        tests: &[(Test::EyePressure, 3), (Test::Fundus, 6)],
        ..PLAIN
    },
    Course {
        diseases: &[(ALLERGIC_RHINITIS, 0)],
        at: EARS | INTERNAL | CHILDREN,
        share: [10, 60, 60, 40, 30, 20],
        drugs: &[&[Dose::meals(FEXOFENADINE, 20), Dose::meals(OLOPATADINE, 20)]],
        ..PLAIN
    },
    Course {
        diseases: &[(CHRONIC_SINUSITIS, 0)],
        at: EARS,
        share: [0, 60, 70, 90, 80, 60],
        drugs: &[&[Dose::meals(CARBOCISTEINE, 30)], &[Dose::daily(CLARITHROMYCIN, 10)]],
        ..PLAIN
    },
    Course {
        diseases: &[(ATOPIC_DERMATITIS, 0)],
        at: SKIN,
        share: [0, 160, 140, 60, 20, 20],
        drugs: &[
            &[Dose::external(BETAMETHASONE, 200)],
            &[Dose::external(HEPARINOID, 1000)],
            &[Dose::meals(OLOPATADINE, 20)],
        ],
        care: Care::Skin,
        ..PLAIN
    },
    Course {
        diseases: &[(XEROTIC_ECZEMA, 0)],
        at: SKIN | CHILDREN,
        share: [60, 60, 40, 80, 160, 220],
        drugs: &[&[Dose::external(HEPARINOID, 1000)]],
        ..PLAIN
    },
    Course {
        diseases: &[(DEPRESSION, 0), (INSOMNIA, 0)],
        at: MIND,
        share: [0, 0, 380, 420, 380, 300],
        drugs: &[
            &[Dose::daily(SERTRALINE, 20), Dose::daily(PAROXETINE, 20)],
            &[Dose::daily(ZOLPIDEM, 10), Dose::daily(BROTIZOLAM, 10)],
        ],
        care: Care::Psychiatry,
        fund: Fund::Psychiatric,
        ..PLAIN
    },
    Course {
        diseases: &[(SCHIZOPHRENIA, 0)],
        at: MIND,
        share: [0, 0, 180, 220, 180, 100],
        drugs: &[&[Dose::meals(RISPERIDONE, 20)]],
        care: Care::Psychiatry,
        fund: Fund::Psychiatric,
        ..PLAIN
    },
    Course {
        diseases: &[(ANXIETY, 0)],
        at: MIND,
        share: [0, 0, 320, 260, 240, 200],
        drugs: &[&[Dose::meals(ALPRAZOLAM, 30), Dose::meals(ETIZOLAM, 20)]],
        care: Care::Psychiatry,
        ..PLAIN
    },
    Course {
        diseases: &[(EPILEPSY, 0)],
        at: MIND | CHILDREN,
        share: [4, 10, 30, 20, 10, 10],
        drugs: &[&[Dose::meals(VALPROATE, 30), Dose::meals(CARBAMAZEPINE, 30)]],
        care: Care::Epilepsy,
        tests: &[(Test::Inflammation, 6)],
        fund: Fund::Psychiatric,
        ..PLAIN
    },
    Course {
        diseases: &[(PARKINSON, 0), (CONSTIPATION, 0)],
        at: Specialty::Hospital.bit(),
        share: [0, 0, 0, 4, 15, 25],
        drugs: &[&[Dose::meals(MAGNESIUM, 30)]],
        fund: Fund::Intractable,
        ..PLAIN
    },
    Course {
        diseases: &[(PROSTATE_HYPERPLASIA, 0)],
        at: URINARY | Specialty::Internal.bit(),
        sex: Some(Sex::Male),
        share: [0, 0, 0, 60, 160, 220],
        drugs: &[&[Dose::daily(TAMSULOSIN, 10)]],
        tests: &[(Test::Psa, 12), (Test::Urine, 3)],
        ..PLAIN
    },
    Course {
        diseases: &[(OVERACTIVE_BLADDER, 0)],
        at: URINARY,
        share: [0, 0, 10, 80, 140, 180],
        drugs: &[&[Dose::daily(SOLIFENACIN, 10)]],
        tests: &[(Test::Urine, 3)],
        ..PLAIN
    },
    Course {
        diseases: &[(MENSTRUAL_PAIN, 0)],
        at: WOMEN,
        share: [0, 0, 320, 90, 0, 0],
        drugs: &[&[Dose::as_needed(LOXOPROFEN, 10, 10)]],
        tests: &[(Test::CervixSmear, 12)],
        ..PLAIN
    },
    Course {
        diseases: &[(BREAST_CANCER, LEFT)],
        at: Specialty::Hospital.bit(),
        sex: Some(Sex::Female),
        share: [0, 0, 2, 20, 20, 12],
        drugs: &[&[Dose::daily(LETROZOLE, 10)]],
        tests: &[(Test::Blood, 3), (Test::Mammography, 12)],
        ..PLAIN
    },
    Course {
        diseases: &[(HEPATITIS_C, 0)],
        at: INTERNAL,
        share: [0, 0, 0, 6, 12, 12],
        care: Care::Specific,
        tests: &[(Test::Blood, 2), (Test::Ultrasound, 6)],
        ..PLAIN
    },
];
