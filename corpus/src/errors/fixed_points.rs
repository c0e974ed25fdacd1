//! Points of a procedure that are not those of the master.

use model::{CheckKind, Conclusion};

use super::{Case, Error, Spoil};

pub(super) const ERROR: Error = Error { kind: CheckKind::FixedPoints, expected: Conclusion::Assess, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    let more = i64::from(case.draw.within(1, 40));
    let at = case.pick(|group, lines| {
        lines.len() == 1 && !group.yen && lines.iter().all(|l| l.code / 100_000_000 == 1)
    })?;
    case.draft.groups.get_mut(at)?.points += more;
    case.draft.mark(at, 0);
    Some(Spoil { day: case.day_of(at), decidable: true })
}
