//! An addition for small children, claimed for somebody older.

use model::{CheckKind, Conclusion};

use super::{Case, Error, Spoil};
use crate::codes::procedures::*;
use crate::draft::Days;

pub(super) const ERROR: Error = Error { kind: CheckKind::Age, expected: Conclusion::Assess, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    if case.age() < 16 {
        return None;
    }
    if case.draft.inpatient {
        let day = case.draft.first_day()?;
        let days = Days::once(case.draft.real_days);
        return case.fits(CHILD_ROOM).then(|| case.add(90, days, &[(CHILD_ROOM, 0)]))?.map(|_| Spoil::on(day));
    }
    let additions =
        [(FIRST_VISIT, FIRST_VISIT_CHILD), (AGAIN, AGAIN_CHILD), (HOSPITAL_VISIT, HOSPITAL_VISIT_CHILD)];
    let (at, addition) =
        additions.into_iter().find_map(|(fee, addition)| Some((case.draft.find(fee)?.0, addition)))?;
    case.fits(addition).then(|| case.extend(at, addition))?;
    Some(Spoil { day: case.day_of(at), decidable: true })
}
