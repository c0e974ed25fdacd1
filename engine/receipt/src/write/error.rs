//! Why a record could not be written.

use thiserror::Error;

use crate::layout::Mode;
use crate::records::RecordKind;

/// A value that did not fit its item; the record was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("item {item} ({}) of {}: {fault}", name(*.kind, *.item), .kind.id())]
pub struct WriteError {
    pub(super) kind: RecordKind,
    pub(super) item: u8,
    pub(super) fault: WriteFault,
}

/// What did not fit.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WriteFault {
    /// The record has no such item, or a later one is already written.
    #[error("the record has no such item, or a later item is already written")]
    Order,
    /// Too long, or not the length of a fixed item.
    #[error("the value has {bytes} bytes where the item has {max}")]
    Length {
        /// Bytes of the value.
        bytes: usize,
        /// Bytes of the item.
        max: u16,
    },
    /// Negative, or too many digits before or after the point.
    #[error("the value is negative or has more than {int} digits before or {frac} after the point")]
    Decimal {
        /// Digits before the point.
        int: u8,
        /// Digits after the point.
        frac: u8,
    },
    /// A character that Shift_JIS does not have; kept back when it is part of personal data.
    #[error("{}", not_shift_jis(*.0))]
    NotShiftJis(Option<char>),
    /// A comma, quotation mark, line end or other control character.
    #[error("the value has a comma, a quotation mark or a control character")]
    Separator,
    /// Characters of another mode than that of the item.
    #[error("the value is not written in the mode of the item ({})", .0.name())]
    Mode(Mode),
    /// Blanks after the last character.
    #[error("the value ends with a blank")]
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

/// The Japanese name of an item, for messages.
fn name(kind: RecordKind, item: u8) -> &'static str {
    let field = kind.layout().fields().nth(usize::from(item).wrapping_sub(2));
    field.map_or("?", |(field, _)| field.name)
}

fn not_shift_jis(character: Option<char>) -> String {
    character.map_or_else(
        || "the value has a character that Shift_JIS does not have".to_owned(),
        |c| format!("Shift_JIS has no character `{c}` (U+{:04X})", u32::from(c)),
    )
}
