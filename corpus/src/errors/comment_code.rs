//! A comment whose text is not what its pattern asks for.

use model::{CheckKind, Conclusion};

use super::{Case, Error, Spoil};
use crate::codes::comments::{Comment, Text};
use crate::draft::Line;

pub(super) const ERROR: Error = Error { kind: CheckKind::CommentCode, expected: Conclusion::Ask, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    let of_digits = |(_, c): &(usize, &Comment)| matches!(c.text, Text::Day(_) | Text::Number(_) | Text::DaysDone);
    let draft = &case.draft;
    let written = |line: &Line| {
        let first = usize::from(line.comments.0);
        (first..).zip(draft.comments_of(line)).find(of_digits).map(|(at, _)| at)
    };
    let (at, comment) =
        draft.live().find_map(|(at, group)| Some((at, draft.lines_of(group).iter().find_map(written)?)))?;
    // Digits are asked for; words stand there.
    let comment = case.draft.comments.get_mut(comment)?;
    (comment.text, comment.marked) = (Text::Fixed("不明"), true);
    Some(Spoil { day: case.day_of(at), decidable: true })
}
