//! Line ends, empty lines and the end of the file.

use model::{Defect, DefectKind};
use receipt::Batch;
use receipt::characters::END_OF_FILE;

use super::kinds::Kind;
use super::{Draft, Edit};

/// A line that says nothing, with its line end.
pub(super) fn empty_line(batch: &Batch, row: u32) -> Option<Draft> {
    let (start, end) = (batch.row_start(row), batch.row_start(row + 1).min(batch.bytes.len()));
    let bytes = batch.bytes.get(start..end)?;
    let is_empty = bytes.ends_with(b"\n") && bytes.iter().all(|byte| matches!(byte, b' ' | b'\r' | b'\n'));
    let edit = Edit { start: batch.offset + start as u64, len: bytes.len() as u64, with: Vec::new() };
    is_empty.then(|| Draft {
        kinds: vec![Kind::EmptyLine],
        seq: None,
        line: batch.line_of(row),
        record: None,
        field: None,
        edits: vec![edit],
    })
}

/// CRLF wherever LF stands alone, those of empty lines left aside: they are removed whole.
pub(super) fn line_ends(bytes: &[u8]) -> Option<Draft> {
    let mut edits = Vec::new();
    let mut first = 0;
    let (mut start, mut line) = (0_usize, 0_u64);
    for row in bytes.split_inclusive(|byte| *byte == b'\n') {
        line += 1;
        let content = row.strip_suffix(b"\n");
        let bare = content.is_some_and(|content| !content.ends_with(b"\r"));
        if bare && !row.iter().all(|byte| matches!(byte, b' ' | b'\n')) {
            let at = (start + row.len() - 1) as u64;
            edits.push(Edit { start: at, len: 0, with: b"\r".to_vec() });
            first = if first == 0 { line } else { first };
        }
        start += row.len();
    }
    (!edits.is_empty()).then(|| Draft {
        kinds: vec![Kind::LineEnds],
        seq: None,
        line: first,
        record: None,
        field: None,
        edits,
    })
}

/// A line end behind the last line, before the end-of-file code when it stands there.
pub(super) fn last_line_end(bytes: &[u8]) -> Option<Draft> {
    let content = bytes.strip_suffix(&[END_OF_FILE]).unwrap_or(bytes);
    if content.is_empty() || content.ends_with(b"\n") || content.contains(&END_OF_FILE) {
        return None;
    }
    let line = content.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
    let edit = Edit { start: content.len() as u64, len: 0, with: b"\r\n".to_vec() };
    Some(Draft {
        kinds: vec![Kind::LastLineEnd],
        seq: None,
        line,
        record: None,
        field: None,
        edits: vec![edit],
    })
}

/// What is empty behind the end-of-file code; anything else there is not ours to remove.
pub(super) fn after_end(batch: &Batch, row: u32, defect: &Defect) -> Option<Draft> {
    debug_assert_eq!(defect.kind, DefectKind::AfterEof);
    // Only the end of the file: a code in its midst may be anything.
    if !batch.last {
        return None;
    }
    let code = batch.bytes.iter().position(|byte| *byte == END_OF_FILE)?;
    let behind = batch.bytes.get(code + 1..)?;
    let is_own_line = code == 0 || batch.bytes.get(code - 1) == Some(&b'\n');
    let is_empty = !behind.is_empty()
        && behind.iter().all(|byte| matches!(*byte, b'\r' | b'\n' | b' ' | 0 | END_OF_FILE));
    let edit = Edit { start: batch.offset + code as u64 + 1, len: behind.len() as u64, with: Vec::new() };
    (is_own_line && is_empty).then(|| Draft {
        kinds: vec![Kind::AfterEnd],
        seq: None,
        line: batch.line_of(row),
        record: None,
        field: None,
        edits: vec![edit],
    })
}
