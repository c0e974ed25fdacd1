//! Something claimed more often than a month allows.

use model::{CheckKind, Conclusion};

use super::{Case, Error, Spoil};
use crate::draft::Days;

pub(super) const ERROR: Error = Error { kind: CheckKind::CountLimit, expected: Conclusion::Assess, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    let rules = &case.scene.catalog.rules;
    let at = case.pick(|group, lines| {
        let limit = lines.first().map_or(0, |l| rules.limits(usize::from(l.index)).month);
        // Visits are left alone: their number is bound to the days.
        lines.len() == 1 && group.section > 12 && group.section != 97 && limit == 1 && group.days.total() == 1
    })?;
    let group = case.draft.groups.get_mut(at)?;
    group.days = Days::each(group.days.mask, 2);
    case.draft.mark(at, 0);
    Some(Spoil { day: case.day_of(at), decidable: true })
}
