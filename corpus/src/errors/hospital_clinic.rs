//! A procedure of hospitals claimed by a clinic, or the other way round (L4603).

use model::{CheckKind, Conclusion};

use super::{Case, Error, Spoil};
use crate::codes::procedures::*;
use crate::draft::bit;

pub(super) const ERROR: Error = Error { kind: CheckKind::HospitalClinic, expected: Conclusion::Assess, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    let (at, nth) = case.draft.find(AGAIN)?;
    let day = case.day_of(at)?;
    if case.scene.place.is_hospital() {
        return (nth == 0 && case.extend(at, AGAIN_STATEMENT)).then_some(Spoil::on(day));
    }
    // A clinic claims 外来診療料 for one of its visits.
    case.catalog().has(HOSPITAL_VISIT).then_some(())?;
    case.drop_management(day);
    case.take_days(at, bit(day));
    case.add(12, crate::draft::Days::on(day), &[(HOSPITAL_VISIT, 0)])?;
    Some(Spoil::on(day))
}
