//! More of a drug in a day than is allowed.

use model::{CheckKind, Conclusion, DrugCode, Quantity};

use super::{Case, Error, Spoil};

pub(super) const ERROR: Error = Error { kind: CheckKind::Dose, expected: Conclusion::Flag, spoil };

/// What stands for "no limit" in the official layout.
const NO_LIMIT: i64 = 9_999_999_999;

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    let on = case.first();
    let most = |drug: u32, case: &Case<'_>| {
        let rows = case.masters().indications(DrugCode(drug), on);
        rows.filter_map(|r| r.most()).map(Quantity::scaled).filter(|&m| m > 0 && m < NO_LIMIT).max()
    };
    let groups = case.groups(|group, _| group.section == 21);
    for at in groups {
        let group = case.draft.groups.get(at).copied()?;
        let line = *case.draft.lines_of(&group).first()?;
        let Some(limit) = most(line.code, case) else { continue };
        let line = case.draft.lines_of_mut(&group).first_mut()?;
        line.quantity = limit * 2;
        line.marked = true;
        case.draft.reprice(case.scene.catalog, at);
        return Some(Spoil { day: case.day_of(at), decidable: true });
    }
    None
}
