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
    /// An inpatient stay, by a receipt on which it stands.
    Stay {
        scope: usize,
    },
    /// A day on which the patient came.
    Visit {
        scope: usize,
        day: u8,
    },
    /// The drugs handed out on a day.
    Prescription {
        scope: usize,
        day: u8,
    },
    /// Days without a gap.
    Run {
        first: Date,
        last: Date,
    },
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

impl Thing<'_> {
    /// Whether it stands on the receipt that is judged, or on none.
    pub(super) fn is_on_judged(&self) -> bool {
        self.scope().is_none_or(|scope| scope == 0)
    }

    /// The receipt on which it stands, 0 is the judged one; `None` when it stands on none.
    pub(crate) const fn scope(&self) -> Option<usize> {
        match *self {
            Thing::Line { scope, .. }
            | Thing::Disease { scope, .. }
            | Thing::Comment { scope, .. }
            | Thing::Bundle { scope, .. }
            | Thing::Stay { scope }
            | Thing::Visit { scope, .. }
            | Thing::Prescription { scope, .. } => Some(scope),
            Thing::Day(_)
            | Thing::Run { .. }
            | Thing::Week(_)
            | Thing::Month(_)
            | Thing::Row(_)
            | Thing::Code { .. } => None,
        }
    }

    /// Whether it stands on one day that is not known.
    pub(super) const fn is_undated(&self) -> bool {
        matches!(
            self,
            Thing::Line { day: 0, .. }
                | Thing::Bundle { day: 0, .. }
                | Thing::Visit { day: 0, .. }
                | Thing::Comment { .. }
        )
    }
}

/// A day of a month as a bit; none for day 0.
pub(super) fn bit(day: u8) -> u32 {
    u32::from(day).checked_sub(1).and_then(|at| 1_u32.checked_shl(at)).unwrap_or(0)
}
