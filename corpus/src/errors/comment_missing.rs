//! A procedure without the comment that it always asks for.

use model::{CheckKind, Conclusion};

use super::{Case, Error, Spoil};

pub(super) const ERROR: Error = Error { kind: CheckKind::CommentMissing, expected: Conclusion::Ask, spoil };

/// 条件区分 of a comment that is always asked for.
const ALWAYS: u8 = 1;

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    let at = case.pick(|_, lines| lines.iter().any(|l| l.comments.1 > 0))?;
    let group = case.draft.groups.get(at).copied()?;
    let nth = case.draft.lines_of(&group).iter().position(|l| l.comments.1 > 0)?;
    let code = case.draft.lines_of(&group).get(nth)?.code;
    let on = case.first();
    if !case.masters().comment_demands(code, on).any(|d| d.condition() == ALWAYS && !d.is_for_not_claiming()) {
        return None;
    }
    let line = case.draft.lines_of_mut(&group).get_mut(nth)?;
    (line.comments, line.marked) = ((0, 0), true);
    Some(Spoil { day: case.day_of(at), decidable: true })
}
