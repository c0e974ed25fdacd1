//! A test without the fee for judging it, which could have been claimed.

use model::{CheckKind, Conclusion};

use super::{Case, Error, Spoil};
use crate::codes::procedures::*;

pub(super) const ERROR: Error = Error { kind: CheckKind::MissedClaim, expected: Conclusion::Notice, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    for (judge, group_of_tests) in [(JUDGE_BLOOD, 2), (JUDGE_CHEMISTRY_1, 3), (JUDGE_IMMUNE, 5), (CT_READ, 33)] {
        let Some((fee, _)) = case.draft.find(judge) else { continue };
        let judged = |index: u16| case.catalog().entry(index).is_some_and(|e| e.judged_by == group_of_tests);
        let test = case.draft.live().find_map(|(at, g)| {
            Some((at, case.draft.lines_of(g).iter().position(|l| judged(l.index))?))
        });
        let Some((at, nth)) = test else { continue };
        case.draft.groups.get_mut(fee)?.dropped = true;
        case.draft.mark(at, nth);
        return Some(Spoil { day: case.day_of(at), decidable: true });
    }
    None
}
