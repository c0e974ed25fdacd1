//! An addition without the fee that it is added to.

use model::{CheckKind, Conclusion};

use super::{Case, Error, Spoil};
use crate::codes::procedures::*;
use crate::draft::Days;

pub(super) const ERROR: Error =
    Error { kind: CheckKind::AdditionWithoutParent, expected: Conclusion::Assess, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    let day = case.day()?;
    let first = [FIRST_VISIT_EARLY_LATE, FIRST_VISIT_LATE].into_iter().find(|&c| case.fits(c));
    let (section, code) = if case.draft.inpatient {
        (40, None)
    } else if !case.draft.has(FIRST_VISIT) {
        (11, first)
    } else if !case.draft.has(AGAIN) {
        (12, Some(AGAIN_STATEMENT).filter(|&c| case.fits(c)))
    } else {
        (12, None)
    };
    case.add(section, Days::on(day), &[(code?, 0)])?;
    Some(Spoil::on(day))
}
