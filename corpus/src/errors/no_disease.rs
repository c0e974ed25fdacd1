//! A receipt without any disease.

use model::{CheckKind, Conclusion};

use super::{Case, Error, Spoil};

pub(super) const ERROR: Error = Error { kind: CheckKind::NoDisease, expected: Conclusion::Return, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    case.draft.diseases.clear();
    case.draft.overrides.mark_receipt = true;
    Some(Spoil::SURE)
}
