//! A visit fee of a day on which the patient was in the ward.

use model::{CheckKind, Conclusion};

use super::{Case, Error, Spoil};
use crate::codes::procedures::{AGAIN, HOSPITAL_VISIT};
use crate::course::stay_in;
use crate::draft::Days;

pub(super) const ERROR: Error =
    Error { kind: CheckKind::InpatientAndOutpatient, expected: Conclusion::Assess, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    if case.draft.inpatient {
        return None;
    }
    let stay = stay_in(case.scene.place, &case.draft.patient, case.month())?;
    let inside = stay.days_in(case.month()) & !case.draft.real_days;
    let day = case.draw.day_of(inside)?;
    let fee = if case.scene.place.is_large() { HOSPITAL_VISIT } else { AGAIN };
    case.add(12, Days::on(day), &[(fee, 0)])?;
    case.draft.real_days |= crate::draft::bit(day);
    Some(Spoil::on(day))
}
