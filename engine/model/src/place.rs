//! Where something stands in a claim file.

use crate::RecordId;

/// A run of bytes: where it starts in the file and how long it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Offset of the first byte, counted from the start of the (unpacked) file.
    pub start: u64,
    /// How many bytes.
    pub len: u32,
}

/// Where something stands: physical line, record, field and bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// 1-based physical line.
    pub line: u64,
    /// The record of that line; `None` when the line has no readable record id.
    pub record: Option<RecordId>,
    /// 1-based item number within the record (the record id is item 1); `None` for the record as a whole.
    pub field: Option<u8>,
    /// The bytes.
    pub span: Span,
}
