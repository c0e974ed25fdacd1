//! Points of a material that do not follow from its price.

use model::{CheckKind, Conclusion};

use super::{Case, Error, Spoil};

pub(super) const ERROR: Error = Error { kind: CheckKind::MaterialPrice, expected: Conclusion::Assess, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    let more = i64::from(case.draw.within(5, 90));
    let at = case.pick(|_, lines| lines.iter().all(|l| l.code / 100_000_000 == 7))?;
    case.draft.groups.get_mut(at)?.points += more;
    case.draft.mark(at, 0);
    Some(Spoil { day: case.day_of(at), decidable: true })
}
