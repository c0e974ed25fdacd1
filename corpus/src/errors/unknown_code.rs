//! A procedure code that no master has (L3303).

use masters::Lookup;
use model::{CheckKind, Conclusion, ProcedureCode};

use super::{Case, Error, Spoil};

pub(super) const ERROR: Error = Error { kind: CheckKind::UnknownCode, expected: Conclusion::Return, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    // 198 is a leading group that no procedure has had so far; what the masters say of it decides.
    let number = 198_000_010 + case.draw.below(90_000) * 10;
    let answer = case.masters().procedure(ProcedureCode(number), case.first());
    let decidable = matches!(answer, Lookup::Unknown);
    if answer.row().is_some() {
        return None;
    }
    let at = case.pick(|group, lines| lines.len() == 1 && (group.section == 60 || group.section == 40))?;
    let group = case.draft.groups.get(at).copied()?;
    let line = case.draft.lines_of_mut(&group).first_mut()?;
    (line.code, line.index, line.marked) = (number, u16::MAX, true);
    Some(Spoil { day: case.day_of(at), decidable })
}
