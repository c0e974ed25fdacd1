//! A suspected disease that was never settled.

use model::{CheckKind, Conclusion};

use super::{Case, Error, Spoil};
use crate::codes::diseases::{COLON_CANCER, GASTRIC_CANCER, LIVER_CANCER, SUSPECTED};

pub(super) const ERROR: Error = Error { kind: CheckKind::SuspectedTooLong, expected: Conclusion::Flag, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    let &code = case.draw.pick(&[GASTRIC_CANCER, COLON_CANCER, LIVER_CANCER])?;
    if case.has_disease(code) || !case.runs_on() {
        return None;
    }
    let days = case.draw.within(190, 500);
    case.add_disease(code, days, true);
    case.draft.diseases.last_mut()?.modifiers = [SUSPECTED, 0, 0];
    Some(Spoil::SURE)
}
