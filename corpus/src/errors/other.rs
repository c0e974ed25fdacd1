//! The same disease twice.

use model::{CheckKind, Conclusion};

use super::{Case, Error, Spoil};

pub(super) const ERROR: Error = Error { kind: CheckKind::Other, expected: Conclusion::Notice, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    let month = case.month();
    let at = case.draft.diseases.iter().position(|d| d.outcome == 1 && d.start.month() < month)?;
    let disease = case.draft.diseases.get_mut(at)?;
    disease.marked = true;
    let day = month.first();
    let again = crate::draft::Disease { start: day, main: false, ..*disease };
    case.draft.diseases.push(again);
    Some(Spoil::SURE)
}
