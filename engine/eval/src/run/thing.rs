//! Things that noun phrases find, by their place in the columns; a line stands once for each of its days.

use masters::Row;
use model::{Date, Month};

/// A thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Thing<'a> {
    /// A line on a day; day 0 when the line has none.
    Line {
        scope: usize,
        line: usize,
        day: u8,
    },
    Disease {
        scope: usize,
        index: usize,
    },
    Comment {
        scope: usize,
        index: usize,
    },
    /// A 剤 on a day.
    Bundle {
        scope: usize,
        unit: usize,
        day: u8,
    },
    Day(Date),
    /// By its Sunday.
    Week(Date),
    Month(Month),
    Row(Row<'a>),
    /// A code of a master, while a set is made.
    Code {
        kind: masters::FileKind,
        code: u32,
        day: Date,
    },
}
