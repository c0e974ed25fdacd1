//! A procedure for inpatients on an outpatient receipt, or the other way round (L4421).

use model::{CheckKind, Conclusion};

use super::{Case, Error, Spoil};
use crate::codes::procedures::*;
use crate::draft::Days;

pub(super) const ERROR: Error = Error { kind: CheckKind::InpatientOutpatient, expected: Conclusion::Assess, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    let day = case.day()?;
    let (section, code) = if case.draft.inpatient { (60, DRAW_BLOOD) } else { (13, PHARMACIST) };
    case.add(section, Days::on(day), &[(code, 0)])?;
    Some(Spoil::on(day))
}
