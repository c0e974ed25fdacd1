//! Damage to items of a line.

use super::{File, Where};
use crate::random::Draw;

/// Changes the items of a line; gives the 1-based number of the one changed.
fn edit(
    file: &mut File,
    draw: &mut Draw,
    change: impl FnOnce(&mut Vec<Vec<u8>>, usize, &mut Draw) -> Option<usize>,
) -> Option<Where> {
    let line = file.any_line(draw)?;
    let mut items: Vec<Vec<u8>> = file.lines.get(line)?.split(|&b| b == b',').map(<[u8]>::to_vec).collect();
    // The record id stays, so that the record is still read as what it is.
    let at = draw.within(1, u32::try_from(items.len()).unwrap_or(2).max(2) - 1) as usize;
    let changed = change(&mut items, at, draw)?;
    *file.lines.get_mut(line)? = items.join(&b',');
    Some((Some(line as u64 + 1), u32::try_from(changed + 1).ok()))
}

/// The first item from a place on that is not empty.
fn filled(items: &[Vec<u8>], from: usize) -> Option<usize> {
    (from..items.len()).chain(1..from).find(|&at| items.get(at).is_some_and(|i| !i.is_empty()))
}

/// Blanks an item.
pub(super) fn blank(file: &mut File, draw: &mut Draw) -> Option<Where> {
    edit(file, draw, |items, at, _| {
        let at = filled(items, at)?;
        items.get_mut(at)?.clear();
        Some(at)
    })
}

/// Makes an item far longer than any item may be.
pub(super) fn lengthen(file: &mut File, draw: &mut Draw) -> Option<Where> {
    edit(file, draw, |items, at, draw| {
        let more = draw.within(5, 3000) as usize;
        let item = items.get_mut(at)?;
        let byte = item.first().copied().filter(u8::is_ascii).unwrap_or(b'9');
        item.resize(item.len() + more, byte);
        Some(at)
    })
}

/// Writes letters where anything stood.
pub(super) fn letters(file: &mut File, draw: &mut Draw) -> Option<Where> {
    edit(file, draw, |items, at, _| {
        let at = filled(items, at)?;
        items.get_mut(at)?.iter_mut().for_each(|b| *b = b'x');
        Some(at)
    })
}

/// Writes 30 February into the first item that looks like a day.
pub(super) fn bad_date(file: &mut File, draw: &mut Draw) -> Option<Where> {
    let start = file.any_line(draw)?;
    let is_day =
        |item: &[u8]| item.len() == 8 && item.iter().all(u8::is_ascii_digit) && item.starts_with(b"20");
    for line in (start..file.lines.len()).chain(0..start) {
        let bytes = file.lines.get(line)?;
        let mut items: Vec<Vec<u8>> = bytes.split(|&b| b == b',').map(<[u8]>::to_vec).collect();
        if let Some(at) = items.iter().position(|i| is_day(i)) {
            items.get_mut(at)?.splice(4.., *b"0230");
            *file.lines.get_mut(line)? = items.join(&b',');
            return Some((Some(line as u64 + 1), u32::try_from(at + 1).ok()));
        }
    }
    None
}

/// Drops an item with its separator.
pub(super) fn drop_one(file: &mut File, draw: &mut Draw) -> Option<Where> {
    edit(file, draw, |items, at, _| {
        (at < items.len()).then(|| items.remove(at))?;
        Some(at)
    })
}

/// Adds an item.
pub(super) fn add(file: &mut File, draw: &mut Draw) -> Option<Where> {
    edit(file, draw, |items, at, _| {
        (at <= items.len()).then(|| items.insert(at, b"1".to_vec()))?;
        Some(at)
    })
}

/// Joins an item with the one before it.
pub(super) fn join(file: &mut File, draw: &mut Draw) -> Option<Where> {
    edit(file, draw, |items, at, _| {
        let item = (at < items.len()).then(|| items.remove(at))?;
        items.get_mut(at - 1)?.extend_from_slice(&item);
        Some(at)
    })
}

/// Puts an item into quotation marks, as spreadsheets do.
pub(super) fn quote(file: &mut File, draw: &mut Draw) -> Option<Where> {
    edit(file, draw, |items, at, _| {
        let item = items.get_mut(at)?;
        item.insert(0, b'"');
        item.push(b'"');
        Some(at)
    })
}
