//! A procedure that was abolished before the month: the old addition in place of the new one.

use masters::Lookup;
use model::{CheckKind, Conclusion, ProcedureCode};

use super::{Case, Error, Spoil};
use crate::codes::procedures::*;

pub(super) const ERROR: Error = Error { kind: CheckKind::AbolishedCode, expected: Conclusion::Return, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    for (new, old) in [(FIRST_VISIT_DIGITAL, DIGITAL_OLD), (AGAIN_DIGITAL, DIGITAL_AGAIN_OLD)] {
        let Some((at, nth)) = case.draft.find(new) else { continue };
        let Lookup::Abolished { row, .. } = case.masters().procedure(ProcedureCode(old.number), case.first()) else {
            continue;
        };
        let more = row.points().scaled() - case.catalog().entry(new.index)?.fee.value;
        let group = case.draft.groups.get(at).copied()?;
        let line = case.draft.lines_of_mut(&group).get_mut(nth)?;
        (line.code, line.index, line.marked) = (old.number, old.index, true);
        case.draft.groups.get_mut(at)?.points += more / model::Quantity::SCALE;
        return Some(Spoil { day: case.day_of(at), decidable: true });
    }
    None
}
