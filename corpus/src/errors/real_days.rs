//! 診療実日数 that is not the number of days with visits.

use model::{CheckKind, Conclusion};

use super::{Case, Error, Spoil};

pub(super) const ERROR: Error = Error { kind: CheckKind::RealDays, expected: Conclusion::Return, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    let days = case.draft.real_days.count_ones();
    // One more day can be a visit without any line; one day less than the visits claimed is always wrong.
    if days < 2 {
        return None;
    }
    case.draft.overrides.days = -1;
    case.draft.overrides.mark_payer = true;
    Some(Spoil::SURE)
}
