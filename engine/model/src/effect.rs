//! What a conclusion changes of what is claimed, line by line and day by day.

use crate::Points;

/// Times of a line on a day that an assessment speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share {
    /// 1-based physical line of the file.
    pub line: u64,
    /// The day of the month; 0 when the line has none.
    pub day: u8,
    /// How many of its times on that day.
    pub times: u16,
}

/// What a conclusion changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Effect {
    /// Nothing that is claimed.
    #[default]
    None,
    /// These are not paid. Of a verdict that counts, `among` is all that was counted: when something of it falls for
    /// another reason, so much less falls for this one.
    Falls {
        /// What falls.
        shares: Vec<Share>,
        /// What was counted; empty when nothing was.
        among: Vec<Share>,
    },
    /// Each of these has so many points instead of those claimed.
    Corrects(Vec<Share>, Points),
    /// These together have at most so many points.
    Caps(Vec<Share>, Points),
    /// These become something else, of which the points are not known.
    Replaces(Vec<Share>),
}

impl Effect {
    /// What it speaks of.
    pub fn shares(&self) -> &[Share] {
        match self {
            Self::None => &[],
            Self::Falls { shares, .. }
            | Self::Corrects(shares, _)
            | Self::Caps(shares, _)
            | Self::Replaces(shares) => shares,
        }
    }
}
