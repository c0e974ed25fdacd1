//! What somebody does with a case.

use std::collections::BTreeMap;

use model::Queue;
use serde::{Deserialize, Serialize};

use crate::people::Seat;

/// What is decided of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// 請求どおり.
    AsClaimed,
    /// 査定: so many points remain.
    Assess {
        /// Points after the assessment.
        points: u32,
    },
    /// 返戻.
    Return,
    /// 照会: the institution is asked first.
    Ask,
}

/// A line's verdict with its reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What.
    pub verdict: Verdict,
    /// Code of the reason in the list of the agency; none for what is as claimed.
    pub reason: Option<String>,
    /// The reason as it will be read.
    pub text: String,
}

impl Line {
    /// Two sides agree when verdict and reason are the same, whatever their words.
    fn agrees(&self, other: &Self) -> bool {
        self.verdict == other.verdict && self.reason == other.reason
    }
}

/// A decision: a verdict for every line that it is about, by the line's number in the receipt.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Verdicts by line.
    pub lines: BTreeMap<u32, Line>,
}

impl Decision {
    /// Whether two sides say the same.
    pub fn agrees(&self, other: &Self) -> bool {
        self.lines.len() == other.lines.len()
            && self.lines.iter().zip(&other.lines).all(|((a, one), (b, two))| a == b && one.agrees(two))
    }

    /// Whether something is asked first.
    pub fn asks(&self) -> bool {
        self.lines.values().any(|line| line.verdict == Verdict::Ask)
    }
}

/// What somebody does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// Gives the case to somebody of a seat; whoever has it has it no more.
    Assign {
        /// Which seat.
        seat: Seat,
        /// Whom.
        to: String,
        /// Anything to say with it.
        #[serde(default)]
        text: String,
    },
    /// Takes it from whom it was given to: everybody of the seat may take it again.
    Free {
        /// Which seat.
        seat: Seat,
    },
    /// Takes the case to work on it.
    Claim,
    /// Puts it back undecided.
    Release,
    /// Decides.
    Decide {
        /// How.
        decision: Decision,
    },
    /// Hands it on to another queue.
    Refer {
        /// Which, by [`Queue::slug`].
        queue: String,
        /// Why.
        text: String,
    },
    /// What the institution answered has come.
    Answered {
        /// What it says.
        text: String,
    },
    /// Takes a decision back while the month is open.
    Reopen {
        /// Why.
        text: String,
    },
}

impl Act {
    /// The name in files and in the audit trail.
    pub const fn slug(&self) -> &'static str {
        match self {
            Self::Assign { .. } => "assign",
            Self::Free { .. } => "free",
            Self::Claim => "claim",
            Self::Release => "release",
            Self::Decide { .. } => "decide",
            Self::Refer { .. } => "refer",
            Self::Answered { .. } => "answered",
            Self::Reopen { .. } => "reopen",
        }
    }
}

/// The queue of a name.
pub fn queue_of(slug: &str) -> Option<Queue> {
    Queue::ALL.into_iter().find(|queue| queue.slug() == slug)
}

/// An act that was allowed, with who did it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Id of the account.
    pub actor: String,
    /// On which seat.
    pub seat: Seat,
    /// What.
    pub act: Act,
}
