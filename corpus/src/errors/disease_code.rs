//! A disease code that does not exist, or one that cannot be claimed (L3204, L4222).

use masters::Lookup;
use model::{CheckKind, Conclusion, DiseaseCode};

use super::{Case, Error, Spoil};
use crate::codes::diseases::CHECKUP;

pub(super) const ERROR: Error = Error { kind: CheckKind::DiseaseCode, expected: Conclusion::Return, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    let unknown = 9_990_000 + case.draw.below(9000);
    // On any day of the month: a master that was published within it does not say what came after.
    let days = [case.first(), case.month().last()];
    let answers = days.map(|day| case.masters().disease(DiseaseCode(unknown), day));
    let alone = case.draft.diseases.len() == 1;
    let (code, decidable) = if alone { (CHECKUP, true) } else { (unknown, answers.iter().all(|answer| matches!(answer, Lookup::Unknown))) };
    if !alone && answers.iter().any(|answer| answer.row().is_some()) {
        return None;
    }
    // The main disease keeps its code, so that what depends on it stays right.
    let disease = case.draft.diseases.iter_mut().rev().find(|d| alone || !d.main)?;
    disease.code = code;
    disease.modifiers = [0; 3];
    disease.marked = true;
    Some(Spoil { day: None, decidable })
}
