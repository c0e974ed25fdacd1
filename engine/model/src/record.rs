//! The identity of a record: the two letters at its head (レコード識別情報).

use std::fmt;

/// The two letters at the head of a record.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(pub [u8; 2]);

impl RecordId {
    /// The letters as text; anything but ASCII letters and digits is shown as `?`.
    pub fn as_text(self) -> String {
        self.0.iter().map(|&b| if b.is_ascii_alphanumeric() { char::from(b) } else { '?' }).collect()
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.as_text())
    }
}

impl fmt::Debug for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
