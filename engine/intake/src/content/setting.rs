//! Procedures against the setting: inpatient or outpatient, hospital or clinic.
//!
//! SPEC: マスターファイル仕様説明書（令和6年度版）３（７） items 13 and 19; L4421, L4603 (docs/intake-codes.md).
//! Whether a hospital or a clinic files is not in the claim file; the caller says it, or a number of beds does, which
//! only hospitals write (記録条件仕様（医科用） （４）イ 病床数).

use model::InstitutionKind;

use super::case::Case;
use super::rules::{self, Rule};
use super::{Missing, Outcome};

/// Items of the procedure master.
const INPATIENT: u8 = 1;
const OUTPATIENT: u8 = 2;
const HOSPITAL: u8 = 1;
const CLINIC: u8 = 2;

/// Item of 病床数 in RE.
const BEDS: u8 = 13;

/// Checks every procedure in force.
pub fn check(case: &Case<'_>, outcome: &mut Outcome) {
    let inpatient = case.inpatient();
    let institution = institution(case);
    for (line, procedure) in case.procedures() {
        let mut tell = |rule: &Rule, item: u16| {
            let lines = vec![case.subject(line)];
            case.tell(outcome, rule, lines, case.days(line), [procedure.short_name(), ""]);
            case.rests_on(outcome, procedure.row(), &[item]);
        };
        match (inpatient, procedure.in_out()) {
            (Some(false), INPATIENT) => tell(&rules::INPATIENT_ONLY, 13),
            (Some(true), OUTPATIENT) => tell(&rules::OUTPATIENT_ONLY, 13),
            _ => {}
        }
        match (institution, procedure.hospital_clinic()) {
            (InstitutionKind::Clinic, HOSPITAL) => tell(&rules::HOSPITAL_ONLY, 19),
            (InstitutionKind::Hospital, CLINIC) => tell(&rules::CLINIC_ONLY, 19),
            (InstitutionKind::Unknown, HOSPITAL) => {
                outcome.cannot_tell(case, &rules::HOSPITAL_ONLY, Missing::InstitutionKind);
            }
            (InstitutionKind::Unknown, CLINIC) => {
                outcome.cannot_tell(case, &rules::CLINIC_ONLY, Missing::InstitutionKind);
            }
            _ => {}
        }
    }
    case.procedures_untold(outcome, &rules::INPATIENT_ONLY);
}

fn institution(case: &Case<'_>) -> InstitutionKind {
    let beds = || !case.receipt.batch.field(case.receipt.receipt.row, BEDS).is_empty();
    match case.config.institution {
        InstitutionKind::Unknown if beds() => InstitutionKind::Hospital,
        known => known,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{RECEIPT, check_as, check_with, untold};
    use model::InstitutionKind;

    use super::super::Missing;

    #[test]
    fn procedures_have_their_setting() {
        check_with(&[("IY,", "SI,40,1,140000110,,10,1\nIY,")], &["inpatient-only@7"]);
        let inpatient = [("1112", "1111"), ("19800115", "19800115,,20240601")];
        check_with(&[inpatient[0], inpatient[1], ("IY,", "SI,40,1,140000110,,10,1\nIY,")], &[]);
        check_with(
            &[inpatient[0], inpatient[1], ("IY,", "SI,40,1,140000210,,10,1\nIY,")],
            &["outpatient-only@7"],
        );
    }

    #[test]
    fn hospitals_and_clinics_have_their_procedures() {
        let hospital = RECEIPT.replace("IY,", "SI,40,1,140000310,,10,1\nIY,");
        let clinic = RECEIPT.replace("IY,", "SI,40,1,140000410,,10,1\nIY,");
        check_as(InstitutionKind::Clinic, &hospital, &["hospital-only@7"]);
        check_as(InstitutionKind::Hospital, &hospital, &[]);
        check_as(InstitutionKind::Hospital, &clinic, &["clinic-only@7"]);
        check_as(InstitutionKind::Clinic, &clinic, &[]);
    }

    #[test]
    fn without_a_word_on_the_institution_nothing_is_judged() {
        let hospital = RECEIPT.replace("IY,", "SI,40,1,140000310,,10,1\nIY,");
        assert_eq!(untold(&hospital), [("intake:hospital-only".into(), Missing::InstitutionKind, 1)]);
        assert_eq!(untold(RECEIPT), []);
        // A number of beds says hospital.
        let clinic =
            RECEIPT.replace("IY,", "SI,40,1,140000410,,10,1\nIY,").replace("19800115", "19800115,,,,,,100");
        check_as(InstitutionKind::Unknown, &clinic, &["clinic-only@7", "beds-unneeded@2"]);
    }
}
