//! Damage to single bytes of a line.

use super::{File, Where, at_line};
use crate::random::Draw;

/// A line and a byte of it.
fn spot(file: &File, draw: &mut Draw) -> Option<(usize, usize)> {
    let line = file.any_line(draw)?;
    let length = file.lines.get(line)?.len();
    Some((line, draw.below(u32::try_from(length).unwrap_or(u32::MAX)) as usize))
}

/// Changes one byte to any other.
pub(super) fn change(file: &mut File, draw: &mut Draw) -> Option<Where> {
    let (line, at) = spot(file, draw)?;
    let other = draw.within(1, 255) as u8;
    let byte = file.lines.get_mut(line)?.get_mut(at)?;
    *byte ^= other;
    Some(at_line(line))
}

/// Drops one byte.
pub(super) fn drop_one(file: &mut File, draw: &mut Draw) -> Option<Where> {
    let (line, at) = spot(file, draw)?;
    file.lines.get_mut(line)?.remove(at);
    Some(at_line(line))
}

/// Puts any byte in.
pub(super) fn insert(file: &mut File, draw: &mut Draw) -> Option<Where> {
    let (line, at) = spot(file, draw)?;
    let byte = draw.below(256) as u8;
    file.lines.get_mut(line)?.insert(at, byte);
    Some(at_line(line))
}

/// Drops the second byte of a two-byte character.
pub(super) fn halve(file: &mut File, draw: &mut Draw) -> Option<Where> {
    let start = file.any_line(draw)?;
    let leads = |b: &u8| matches!(b, 0x81..=0x9F | 0xE0..=0xFC);
    let order = (start..file.lines.len()).chain(0..start);
    let (line, at) = order.into_iter().find_map(|l| Some((l, file.lines.get(l)?.iter().position(leads)?)))?;
    let bytes = file.lines.get_mut(line)?;
    (at + 1 < bytes.len()).then(|| bytes.remove(at + 1))?;
    Some(at_line(line))
}

/// Puts NUL, a vertical tab, an escape or an early end-of-file code in.
pub(super) fn control(file: &mut File, draw: &mut Draw) -> Option<Where> {
    let (line, at) = spot(file, draw)?;
    let byte = *draw.pick(&[0x00, 0x0B, 0x1B, 0x1A, 0x7F, 0x09])?;
    file.lines.get_mut(line)?.insert(at, byte);
    Some(at_line(line))
}
