//! Several diseases, none of them the main one.

use model::{CheckKind, Conclusion};

use super::{Case, Error, Spoil};

pub(super) const ERROR: Error = Error { kind: CheckKind::MainDisease, expected: Conclusion::Notice, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    if case.draft.diseases.len() < 2 || !case.draft.diseases.iter().any(|d| d.main) {
        return None;
    }
    for disease in &mut case.draft.diseases {
        disease.marked = disease.main;
        disease.main = false;
    }
    Some(Spoil::SURE)
}
