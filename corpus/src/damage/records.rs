//! Damage to whole lines.

use super::{File, Where, at_line};
use crate::random::Draw;

/// Drops a record.
pub(super) fn drop_one(file: &mut File, draw: &mut Draw) -> Option<Where> {
    let line = file.any_line(draw)?;
    file.lines.remove(line);
    Some(at_line(line))
}

/// Writes a record twice.
pub(super) fn double(file: &mut File, draw: &mut Draw) -> Option<Where> {
    let line = file.any_line(draw)?;
    let again = file.lines.get(line)?.clone();
    file.lines.insert(line, again);
    Some(at_line(line))
}

/// Swaps a record with the next.
pub(super) fn swap(file: &mut File, draw: &mut Draw) -> Option<Where> {
    let line = file.any_line(draw)?;
    (line + 1 < file.lines.len()).then(|| file.lines.swap(line, line + 1))?;
    Some(at_line(line))
}

/// Moves a record to any other place.
pub(super) fn wander(file: &mut File, draw: &mut Draw) -> Option<Where> {
    let line = file.any_line(draw)?;
    let record = file.lines.remove(line);
    let to = file.any_line(draw).unwrap_or(0);
    file.lines.insert(to, record);
    Some(at_line(line))
}

/// Puts a record of a kind that does not exist in.
pub(super) fn unknown(file: &mut File, draw: &mut Draw) -> Option<Where> {
    let line = file.any_line(draw)?;
    file.lines.insert(line, b"QQ,1,2,3".to_vec());
    Some(at_line(line))
}

/// Puts an empty line in.
pub(super) fn blank(file: &mut File, draw: &mut Draw) -> Option<Where> {
    let line = file.any_line(draw)?;
    file.lines.insert(line, Vec::new());
    Some(at_line(line))
}

/// Joins a line with the next, as when an end of line is lost.
pub(super) fn join(file: &mut File, draw: &mut Draw) -> Option<Where> {
    let line = file.any_line(draw)?;
    let next = (line + 1 < file.lines.len()).then(|| file.lines.remove(line + 1))?;
    file.lines.get_mut(line)?.extend_from_slice(&next);
    Some(at_line(line))
}
