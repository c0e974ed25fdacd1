//! Why a record could not be written.

use std::fmt;

use crate::layout::Mode;
use crate::records::RecordKind;

/// A value that did not fit its item; the record was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteError {
    pub(super) kind: RecordKind,
    pub(super) item: u8,
    pub(super) fault: WriteFault,
}

/// What did not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteFault {
    /// The record has no such item, or a later one is already written.
    Order,
    /// Too long, or not the length of a fixed item.
    Length {
        /// Bytes of the value.
        bytes: usize,
        /// Bytes of the item.
        max: u16,
    },
    /// Negative, or too many digits before or after the point.
    Decimal {
        /// Digits before the point.
        int: u8,
        /// Digits after the point.
        frac: u8,
    },
    /// A character that Shift_JIS does not have; kept back when it is part of personal data.
    NotShiftJis(Option<char>),
    /// A comma, quotation mark, line end or other control character.
    Separator,
    /// Characters of another mode than that of the item.
    Mode(Mode),
    /// Blanks after the last character.
    BlankEnd,
}

impl WriteError {
    /// The kind of record.
    pub const fn kind(&self) -> RecordKind {
        self.kind
    }

    /// The 1-based item.
    pub const fn item(&self) -> u8 {
        self.item
    }

    /// What did not fit.
    pub const fn fault(&self) -> &WriteFault {
        &self.fault
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self
            .kind
            .layout()
            .fields()
            .nth(usize::from(self.item).wrapping_sub(2))
            .map(|(field, _)| field.name);
        write!(f, "item {} ({}) of {}: {}", self.item, name.unwrap_or("?"), self.kind.id(), self.fault)
    }
}

impl fmt::Display for WriteFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Order => f.write_str("the record has no such item, or a later item is already written"),
            Self::Length { bytes, max } => write!(f, "the value has {bytes} bytes where the item has {max}"),
            Self::Decimal { int, frac } => {
                write!(
                    f,
                    "the value is negative or has more than {int} digits before or {frac} after the point"
                )
            }
            Self::NotShiftJis(Some(c)) => {
                write!(f, "Shift_JIS has no character `{c}` (U+{:04X})", u32::from(*c))
            }
            Self::NotShiftJis(None) => f.write_str("the value has a character that Shift_JIS does not have"),
            Self::Separator => f.write_str("the value has a comma, a quotation mark or a control character"),
            Self::Mode(mode) => {
                write!(f, "the value is not written in the mode of the item ({})", mode.name())
            }
            Self::BlankEnd => f.write_str("the value ends with a blank"),
        }
    }
}

impl std::error::Error for WriteError {}
