//! A fee that needs a facility standard which the institution has not notified.

use model::{CheckKind, Conclusion};

use super::{Case, Error, Spoil};
use crate::codes::procedures::*;
use crate::draft::Days;

pub(super) const ERROR: Error = Error { kind: CheckKind::FacilityStandard, expected: Conclusion::Assess, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    // No clinic of a corpus has notified 検体検査管理加算, and no hospital its highest class.
    let code = if case.draft.inpatient { LAB_MANAGEMENT_4 } else { LAB_MANAGEMENT };
    let possible = case.draft.inpatient || !case.scene.place.is_hospital();
    let (at, _) = case.draft.find(JUDGE_CHEMISTRY_1).filter(|_| possible && !case.draft.has(code))?;
    let day = case.day_of(at)?;
    if case.draft.inpatient {
        // The two classes exclude each other.
        let lower = case.draft.find(LAB_MANAGEMENT).map(|(g, _)| g);
        if let Some(group) = lower.and_then(|g| case.draft.groups.get_mut(g)) {
            group.dropped = true;
        }
    }
    case.add(60, Days::on(day), &[(code, 0)])?;
    // A claim file does not say which standards were notified.
    Some(Spoil { day: Some(day), decidable: false })
}
