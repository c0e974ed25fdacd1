//! A receipt above the points from which headquarters look at it; nothing in it is wrong.

use model::{CheckKind, Conclusion};

use super::{Case, Error, Spoil};
use crate::catalog::whole;
use crate::codes::diseases::ACUTE_INFARCTION;
use crate::codes::materials::HEART_PUMP;
use crate::codes::procedures::{GENERAL_ANESTHESIA, HEART_PUMP_FIRST, LONG_TERM_WARD};
use crate::draft::Days;

pub(super) const ERROR: Error = Error { kind: CheckKind::HighPoints, expected: Conclusion::Flag, spoil };

/// The highest of the thresholds in use; dated configuration decides in the engine.
const THRESHOLD: i64 = 400_000;

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    let day = case.draft.first_day()?;
    let used = [HEART_PUMP_FIRST, HEART_PUMP, GENERAL_ANESTHESIA];
    let possible = case.draft.inpatient && case.age() >= 18 && !case.draft.has(LONG_TERM_WARD);
    if !possible || used.into_iter().any(|c| !case.catalog().has(c) || case.draft.has(c)) {
        return None;
    }
    let on = Days::on(day);
    let before = case.draft.groups.len();
    case.draft.add(case.scene.catalog, 50, on, &[(HEART_PUMP_FIRST, 0)]);
    case.draft.add(case.scene.catalog, 50, on, &[(HEART_PUMP, whole(1))]);
    case.draft.add(case.scene.catalog, 54, on, &[(GENERAL_ANESTHESIA, whole(600))]);
    if case.draft.total_points() < THRESHOLD {
        case.draft.groups.truncate(before);
        return None;
    }
    if !case.has_disease(ACUTE_INFARCTION) {
        case.add_disease(ACUTE_INFARCTION, 0, false);
        case.draft.diseases.last_mut()?.start = case.draft.admitted?;
    }
    case.draft.statement = crate::course::HEART_PUMP;
    case.draft.overrides.mark_receipt = true;
    Some(Spoil::SURE)
}
