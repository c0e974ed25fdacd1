//! An acute disease that goes on for half a year and more.

use model::{CheckKind, Conclusion};

use super::{Case, Error, Spoil};
use crate::codes::diseases::{ACUTE_GASTRITIS, BRONCHITIS, COLD, PHARYNGITIS};

pub(super) const ERROR: Error = Error { kind: CheckKind::AcuteTooLong, expected: Conclusion::Flag, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    let &code = case.draw.pick(&[BRONCHITIS, COLD, PHARYNGITIS, ACUTE_GASTRITIS])?;
    if case.has_disease(code) || !case.runs_on() {
        return None;
    }
    let days = case.draw.within(190, 700);
    case.add_disease(code, days, true);
    Some(Spoil::SURE)
}
