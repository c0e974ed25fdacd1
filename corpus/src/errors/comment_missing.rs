//! A procedure without the comment that it always asks for.

use masters::CommentDemand;
use model::{CheckKind, Conclusion};

use super::{Case, Error, Spoil};
use crate::draft::Line;

pub(super) const ERROR: Error = Error { kind: CheckKind::CommentMissing, expected: Conclusion::Ask, spoil };

/// 条件区分 of a comment that is always asked for.
const ALWAYS: u8 = 1;

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    let groups = asking(case);
    let (at, code) = case.draw.pick(&groups).copied()?;
    for line in case.draft.lines.iter_mut().filter(|l| l.code == code) {
        (line.comments, line.marked) = ((0, 0), true);
    }
    Some(Spoil { day: case.day_of(at), decidable: true })
}

/// The 剤 of which it would be told that a comment is missing, with the procedure that asks for it.
fn asking(case: &Case<'_>) -> Vec<(usize, u32)> {
    let told = |line: &&Line| line.comments.1 > 0 && is_told_without(case, line.code);
    let of = |(at, group)| Some((at, case.draft.lines_of(group).iter().find(told)?.code));
    case.draft.live().filter_map(of).collect()
}

/// Whether a procedure always asks for a comment, and no other line of the receipt has one that would do.
fn is_told_without(case: &Case<'_>, code: u32) -> bool {
    let asked = |d: &CommentDemand<'_>| d.condition() == ALWAYS && !d.is_for_not_claiming();
    let demands = case.masters().comment_demands(code, case.first()).filter(asked);
    let asked: Vec<u32> = demands.map(|d| d.comment().0).collect();
    let of_others = |line: &&Line| line.code != code;
    let lines = case.draft.live().flat_map(|(_, group)| case.draft.lines_of(group)).filter(of_others);
    let mut others = lines.flat_map(|line| case.draft.comments_of(line));
    !asked.is_empty() && !others.any(|comment| asked.contains(&comment.code))
}
