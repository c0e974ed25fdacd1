//! The month of review: its cases are worked on until it is closed, and closed it stays.

use model::Text;
use serde::{Deserialize, Serialize};

/// Where a month stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Month {
    /// Cases come in and are worked on.
    Open,
    /// Nothing changes any more.
    Closed,
}

/// Why a month cannot be closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotClosed {
    /// It is closed already.
    Already,
    /// Cases are not settled; how many.
    Unsettled(u64),
}

impl NotClosed {
    /// What and what to do.
    pub const fn text(self) -> Text {
        match self {
            Self::Already => Text::new("この月はすでに締め切られています", "the month is closed already"),
            Self::Unsettled(_) => Text::new(
                "判断の済んでいない事案があります。すべて済ませてから締め切ってください",
                "cases are not settled; settle all of them before closing",
            ),
        }
    }
}

impl Month {
    /// Closes the month when nothing is left to decide.
    pub const fn close(self, unsettled: u64) -> Result<Self, NotClosed> {
        match (self, unsettled) {
            (Self::Closed, _) => Err(NotClosed::Already),
            (Self::Open, 0) => Ok(Self::Closed),
            (Self::Open, left) => Err(NotClosed::Unsettled(left)),
        }
    }

    /// The name in files.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }
}
