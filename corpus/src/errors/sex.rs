//! A test of one sex, claimed for the other.

use model::{CheckKind, Conclusion, ProcedureCode, Sex};

use super::{Case, Error, Spoil};
use crate::codes::procedures::*;
use crate::draft::Days;

pub(super) const ERROR: Error = Error { kind: CheckKind::Sex, expected: Conclusion::Assess, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    let (code, quantity) = match case.draft.patient.sex {
        Sex::Male => (CERVIX_SMEAR, model::Quantity::SCALE),
        Sex::Female => (PSA, 0),
    };
    let day = case.day()?;
    let own = case.draft.patient.sex as u8;
    let rows = case.masters().procedure_indications(ProcedureCode(code.number), case.first());
    let sexes: Vec<u8> = rows.map(|r| r.sex()).collect();
    let decidable = !sexes.is_empty() && sexes.iter().all(|&s| s != 0 && s != own);
    case.add(60, Days::on(day), &[(code, quantity)])?;
    Some(Spoil { day: Some(day), decidable })
}
