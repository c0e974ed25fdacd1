//! A psychotropic handed out for longer than allowed.

use model::{CheckKind, Conclusion, DrugCode};

use super::{Case, Error, Spoil};
use crate::draft::Days;

pub(super) const ERROR: Error = Error { kind: CheckKind::DaysSupplied, expected: Conclusion::Assess, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    if case.draft.inpatient {
        return None;
    }
    let catalog = case.scene.catalog;
    let at = case.pick(|group, lines| {
        group.section == 21 && lines.iter().all(|l| catalog.entry(l.index).is_some_and(|e| e.controlled == 5))
    })?;
    let group = case.draft.groups.get(at).copied()?;
    let drug = case.draft.lines_of(&group).first()?.code;
    let mut rows = case.masters().indications(DrugCode(drug), case.first());
    let decidable = rows.any(|r| r.most_days().is_some_and(|d| d < 60));
    case.draft.groups.get_mut(at)?.days = Days::each(group.days.mask, 60);
    case.draft.mark(at, 0);
    Some(Spoil { day: case.day_of(at), decidable })
}
