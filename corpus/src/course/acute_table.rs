//! The acute diseases: when they come and what is done for them.
//!
//! Weights are rough orders of magnitude by season, not statistics.

use model::Sex;

use super::acute::Acute;
use super::labs::Test;
use super::prescription::Dose;
use super::section;
use crate::codes::diseases::*;
use crate::codes::drugs::*;
use crate::codes::procedures::*;
use crate::people::Specialty;

const GENERAL: u16 = Specialty::Internal.bit() | Specialty::Hospital.bit();
const CHILDREN: u16 = Specialty::Pediatrics.bit();
const BONES: u16 = Specialty::Orthopedics.bit() | Specialty::Hospital.bit();
const EYES: u16 = Specialty::Ophthalmology.bit();
const EARS: u16 = Specialty::Otolaryngology.bit();
const SKIN: u16 = Specialty::Dermatology.bit();
const URINARY: u16 = Specialty::Urology.bit();
const WOMEN: u16 = Specialty::Gynecology.bit();
const MIND: u16 = Specialty::Psychiatry.bit();

const ALL_YEAR: [u16; 12] = [10; 12];
const WINTER: [u16; 12] = [30, 28, 20, 12, 10, 8, 7, 7, 9, 12, 18, 28];
const FLU: [u16; 12] = [60, 45, 20, 4, 1, 0, 0, 0, 1, 3, 12, 45];
const SPRING: [u16; 12] = [3, 20, 40, 25, 8, 3, 2, 2, 4, 4, 3, 2];
const SUMMER: [u16; 12] = [1, 1, 2, 4, 8, 14, 30, 32, 14, 4, 1, 1];

const PLAIN: Acute = Acute {
    diseases: &[],
    at: 0,
    sex: None,
    ages: (0, 120),
    weight: ALL_YEAR,
    tests: &[],
    treatments: &[],
    injections: &[],
    drugs: &[],
    syrups: &[],
    days: 5,
    follow: 0,
    from_check_up: false,
};

const MUCUS: &[Dose] = &[Dose::meals(CARBOCISTEINE, 30)];
const COUGH: &[Dose] = &[Dose::meals(DEXTROMETHORPHAN, 60)];
const SYRUP: Dose = Dose::meals(CARBOCISTEINE_SYRUP, 90);

pub(super) const ACUTES: &[Acute] = &[
    Acute {
        diseases: &[(COLD, [0, 0])],
        at: GENERAL | CHILDREN | EARS | MIND,
        weight: WINTER,
        tests: &[(Test::Covid, 80)],
        drugs: &[MUCUS, COUGH, &[Dose::as_needed(ACETAMINOPHEN_500, 10, 6), Dose::meals(LOXOPROFEN, 30)]],
        syrups: &[SYRUP, Dose::as_needed(ACETAMINOPHEN_GRANULE, 10, 5)],
        follow: 1,
        ..PLAIN
    },
    Acute {
        diseases: &[(PHARYNGITIS, [0, 0])],
        at: GENERAL | CHILDREN | EARS,
        weight: WINTER,
        drugs: &[&[Dose::meals(TRANEXAMIC, 30)], &[Dose::meals(LOXOPROFEN, 30)]],
        syrups: &[SYRUP],
        follow: 1,
        ..PLAIN
    },
    Acute {
        diseases: &[(INFLUENZA_A, [0, 0])],
        at: GENERAL | CHILDREN,
        weight: FLU,
        tests: &[(Test::Flu, 900)],
        drugs: &[&[Dose::meals(OSELTAMIVIR, 20)], &[Dose::as_needed(ACETAMINOPHEN_500, 10, 6)]],
        syrups: &[Dose::meals(OSELTAMIVIR_SYRUP, 20), Dose::as_needed(ACETAMINOPHEN_GRANULE, 10, 5)],
        ..PLAIN
    },
    Acute {
        // 急性上気道炎 is what the drugs for phlegm are for.
        diseases: &[(COVID, [0, 0]), (COLD, [0, 0])],
        at: GENERAL | CHILDREN,
        weight: [14, 8, 5, 4, 5, 7, 16, 20, 10, 5, 5, 10],
        tests: &[(Test::FluCovid, 800)],
        drugs: &[MUCUS, &[Dose::as_needed(ACETAMINOPHEN_500, 10, 8)]],
        syrups: &[Dose::as_needed(ACETAMINOPHEN_GRANULE, 10, 5)],
        ..PLAIN
    },
    Acute {
        diseases: &[(BRONCHITIS, [0, 0])],
        at: GENERAL | CHILDREN,
        weight: WINTER,
        tests: &[(Test::ChestXray, 300), (Test::Inflammation, 250)],
        drugs: &[MUCUS, COUGH, &[Dose::daily(CLARITHROMYCIN, 20), Dose::daily(LEVOFLOXACIN, 10)]],
        syrups: &[SYRUP, Dose::meals(AMOXICILLIN_GRANULE, 30)],
        follow: 2,
        ..PLAIN
    },
    Acute {
        diseases: &[(TONSILLITIS, [0, 0])],
        at: GENERAL | CHILDREN | EARS,
        tests: &[(Test::Strep, 400)],
        drugs: &[&[Dose::meals(AMOXICILLIN, 30), Dose::meals(CEFCAPENE, 30)], &[Dose::meals(TRANEXAMIC, 30)]],
        syrups: &[Dose::meals(AMOXICILLIN_GRANULE, 30)],
        follow: 1,
        ..PLAIN
    },
    Acute {
        diseases: &[(GASTROENTERITIS, [0, 0])],
        at: GENERAL | CHILDREN,
        weight: WINTER,
        tests: &[(Test::Inflammation, 150)],
        injections: &[(section::DRIP, DRIP_OUTPATIENT, &[(MAINTENANCE_500, 10)], 150)],
        drugs: &[&[Dose::meals(BIFIDUS, 60)]],
        syrups: &[Dose::external(DOMPERIDONE_SUPPOSITORY, 30)],
        ..PLAIN
    },
    Acute {
        diseases: &[(CYSTITIS, [0, 0])],
        at: GENERAL | URINARY | WOMEN,
        sex: Some(Sex::Female),
        ages: (15, 95),
        tests: &[(Test::Urine, 950), (Test::UrineCulture, 250)],
        drugs: &[&[Dose::daily(LEVOFLOXACIN, 10), Dose::meals(CEFCAPENE, 30)]],
        follow: 1,
        ..PLAIN
    },
    Acute {
        diseases: &[(OTITIS_MEDIA, [RIGHT, 0])],
        at: EARS | CHILDREN,
        ages: (0, 14),
        treatments: &[(section::TREATMENT, EAR, true, 700)],
        drugs: &[&[Dose::meals(AMOXICILLIN, 30)]],
        syrups: &[Dose::meals(AMOXICILLIN_GRANULE, 30)],
        follow: 3,
        ..PLAIN
    },
    Acute {
        diseases: &[(SINUSITIS, [0, 0]), (COLD, [0, 0])],
        at: EARS,
        treatments: &[(section::TREATMENT, NOSE, true, 900), (section::TREATMENT, NEBULIZER, true, 800)],
        drugs: &[MUCUS, &[Dose::daily(CLARITHROMYCIN, 20), Dose::meals(CEFCAPENE, 30)]],
        syrups: &[SYRUP],
        follow: 3,
        ..PLAIN
    },
    Acute {
        diseases: &[(HAY_FEVER, [0, 0])],
        at: GENERAL | EARS | EYES | CHILDREN,
        ages: (6, 80),
        weight: SPRING,
        drugs: &[&[Dose::meals(FEXOFENADINE, 20), Dose::meals(OLOPATADINE, 20)]],
        days: 28,
        ..PLAIN
    },
    Acute {
        diseases: &[(OTITIS_EXTERNA, [LEFT, 0])],
        at: EARS,
        treatments: &[(section::TREATMENT, EAR, true, 900)],
        follow: 2,
        ..PLAIN
    },
    Acute {
        diseases: &[(EARWAX, [RIGHT, 0])],
        at: EARS,
        ages: (6, 100),
        treatments: &[(section::TREATMENT, EARWAX_OUT, false, 1000)],
        ..PLAIN
    },
    Acute {
        diseases: &[(CONJUNCTIVITIS, [RIGHT, 0])],
        at: EYES,
        drugs: &[&[Dose::external(LEVOFLOXACIN_EYE, 50)]],
        syrups: &[Dose::external(LEVOFLOXACIN_EYE, 50)],
        follow: 1,
        ..PLAIN
    },
    Acute {
        diseases: &[(ALLERGIC_CONJUNCTIVITIS, [BOTH, 0])],
        at: EYES,
        weight: SPRING,
        tests: &[(Test::EyePressure, 300)],
        drugs: &[&[Dose::external(OLOPATADINE_EYE, 50)]],
        syrups: &[Dose::external(OLOPATADINE_EYE, 50)],
        ..PLAIN
    },
    Acute {
        diseases: &[(ECZEMA, [0, 0])],
        at: SKIN | GENERAL | CHILDREN,
        drugs: &[&[Dose::external(BETAMETHASONE, 100)], &[Dose::meals(FEXOFENADINE, 20)]],
        syrups: &[Dose::external(BETAMETHASONE, 50)],
        follow: 1,
        days: 14,
        ..PLAIN
    },
    Acute {
        diseases: &[(URTICARIA, [0, 0])],
        at: SKIN | GENERAL,
        ages: (6, 90),
        drugs: &[&[Dose::meals(FEXOFENADINE, 20), Dose::meals(OLOPATADINE, 20)]],
        days: 14,
        follow: 1,
        ..PLAIN
    },
    Acute {
        diseases: &[(WART, [HAND, 0])],
        at: SKIN,
        ages: (6, 70),
        treatments: &[(section::TREATMENT, WART_FREEZING, true, 1000)],
        follow: 2,
        ..PLAIN
    },
    Acute {
        diseases: &[(CONTUSION, [RIGHT, LOWER_LEG])],
        at: BONES,
        ages: (6, 98),
        tests: &[(Test::LowerLegXray, 900)],
        treatments: &[(section::TREATMENT, PHYSIOTHERAPY, true, 500)],
        drugs: &[&[Dose::external(LOXOPROFEN_TAPE, 140)], &[Dose::meals(LOXOPROFEN, 30)]],
        follow: 2,
        days: 7,
        ..PLAIN
    },
    Acute {
        diseases: &[(ANKLE_SPRAIN, [LEFT, 0])],
        at: BONES,
        ages: (6, 80),
        tests: &[(Test::AnkleXray, 950)],
        treatments: &[(section::TREATMENT, PHYSIOTHERAPY, true, 500)],
        drugs: &[&[Dose::external(KETOPROFEN_TAPE, 140)], &[Dose::meals(LOXOPROFEN, 30)]],
        follow: 3,
        days: 7,
        ..PLAIN
    },
    Acute {
        diseases: &[(BACK_PAIN, [ACUTE, 0])],
        at: BONES,
        ages: (15, 95),
        tests: &[(Test::SpineXray, 850)],
        injections: &[(section::ANESTHESIA, TRIGGER_POINT, &[(LIDOCAINE_AMPOULE, 10)], 250)],
        drugs: &[
            &[Dose::meals(LOXOPROFEN, 30), Dose::meals(CELECOXIB, 20)],
            &[Dose::external(LOXOPROFEN_TAPE, 140)],
        ],
        follow: 2,
        days: 7,
        ..PLAIN
    },
    Acute {
        diseases: &[(CUT, [LEFT, HAND])],
        at: BONES | SKIN,
        ages: (6, 95),
        treatments: &[(section::TREATMENT, WOUND_SMALL, true, 1000)],
        drugs: &[&[Dose::external(GENTAMICIN, 100)]],
        follow: 3,
        ..PLAIN
    },
    Acute {
        diseases: &[(HEADACHE, [0, 0])],
        at: GENERAL,
        ages: (15, 90),
        tests: &[(Test::HeadCt, 150)],
        drugs: &[&[Dose::as_needed(LOXOPROFEN, 10, 10)]],
        ..PLAIN
    },
    Acute {
        diseases: &[(DEHYDRATION, [0, 0])],
        at: GENERAL,
        ages: (15, 98),
        weight: SUMMER,
        tests: &[(Test::Inflammation, 600)],
        injections: &[(section::DRIP, DRIP_OUTPATIENT, &[(RINGER_500, 10)], 900)],
        ..PLAIN
    },
    Acute {
        diseases: &[(LIVER_DYSFUNCTION, [0, 0])],
        at: GENERAL,
        ages: (20, 90),
        tests: &[(Test::Blood, 1000), (Test::Ultrasound, 600), (Test::AbdomenCt, 80)],
        from_check_up: true,
        ..PLAIN
    },
    Acute {
        diseases: &[(HAND_FOOT_MOUTH, [0, 0])],
        at: CHILDREN,
        ages: (0, 6),
        weight: SUMMER,
        syrups: &[Dose::as_needed(ACETAMINOPHEN_GRANULE, 10, 5)],
        ..PLAIN
    },
    Acute {
        diseases: &[(COLON_POLYP, [0, 0])],
        at: Specialty::Hospital.bit(),
        ages: (40, 85),
        weight: [3; 12],
        tests: &[(Test::Colonoscopy, 1000), (Test::Blood, 500)],
        ..PLAIN
    },
];
