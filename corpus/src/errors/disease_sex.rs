//! A disease of the other sex.

use model::{CheckKind, Conclusion, Sex};

use super::{Case, Error, Spoil};
use crate::codes::diseases::{PROSTATE_HYPERPLASIA, UTERINE_FIBROID};

pub(super) const ERROR: Error = Error { kind: CheckKind::DiseaseSex, expected: Conclusion::Return, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    if !case.runs_on() {
        return None;
    }
    let code = match case.draft.patient.sex {
        Sex::Male => UTERINE_FIBROID,
        Sex::Female => PROSTATE_HYPERPLASIA,
    };
    let days = case.draw.within(10, 900);
    case.add_disease(code, days, true);
    Some(Spoil::SURE)
}
