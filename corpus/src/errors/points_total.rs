//! Total points that are not the sum of the lines.

use model::{CheckKind, Conclusion};

use super::{Case, Error, Spoil};

pub(super) const ERROR: Error = Error { kind: CheckKind::PointsTotal, expected: Conclusion::Return, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    let wrong = i64::from(case.draw.within(1, 300));
    let less = case.draw.chance(500) && case.draft.total_points() > wrong;
    case.draft.overrides.points = if less { -wrong } else { wrong };
    case.draft.overrides.mark_payer = true;
    Some(Spoil::SURE)
}
