//! A comment whose text is not what its pattern asks for.

use model::{CheckKind, Conclusion};

use super::{Case, Error, Spoil};
use crate::codes::comments::Text;

pub(super) const ERROR: Error = Error { kind: CheckKind::CommentCode, expected: Conclusion::Ask, spoil };

fn spoil(case: &mut Case<'_>) -> Option<Spoil> {
    let is_digits = |c: &crate::codes::comments::Comment| matches!(c.text, Text::Day(_) | Text::Number(_));
    let comments = &case.draft.comments;
    let of = |l: &crate::draft::Line| {
        let (first, count) = (usize::from(l.comments.0), usize::from(l.comments.1));
        (first..first + count).find(|&at| comments.get(at).is_some_and(is_digits))
    };
    let lines = case.draft.live().flat_map(|(at, g)| {
        case.draft.lines_of(g).iter().enumerate().filter_map(move |(nth, l)| Some((at, nth, of(l)?)))
    });
    let (at, nth, comment) = lines.min()?;
    // Digits are asked for; words stand there.
    case.draft.comments.get_mut(comment)?.text = Text::Fixed("不明");
    case.draft.mark(at, nth);
    Some(Spoil { day: case.day_of(at), decidable: true })
}
