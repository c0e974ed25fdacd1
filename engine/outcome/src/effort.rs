//! How far a receipt had to go: the ground of fees by tiers (手数料の階層化).

use model::{Queue, Text};

use crate::settle::{Disposition, Settled};

/// Who had to look at a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effort {
    /// The computer alone.
    Computer,
    /// Staff.
    Staff,
    /// A committee, also with priority.
    Committee,
    /// Headquarters, or an arbiter.
    Headquarters,
    /// Nobody: it could not be received.
    Refused,
}

impl Effort {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Computer, Self::Staff, Self::Committee, Self::Headquarters, Self::Refused];

    /// That of a settled receipt.
    pub fn of(settled: &Settled) -> Self {
        match (settled.disposition, settled.queue) {
            (Disposition::Unreadable, _) => Self::Refused,
            (_, None) => Self::Computer,
            (_, Some(Queue::Staff)) => Self::Staff,
            (_, Some(Queue::Committee | Queue::Priority)) => Self::Committee,
            (_, Some(Queue::Headquarters | Queue::Arbiter)) => Self::Headquarters,
        }
    }

    /// The name in files.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Computer => "computer",
            Self::Staff => "staff",
            Self::Committee => "committee",
            Self::Headquarters => "headquarters",
            Self::Refused => "refused",
        }
    }

    /// The word for people.
    pub const fn name(self) -> Text {
        match self {
            Self::Computer => Text::new("コンピュータのみ", "computer only"),
            Self::Staff => Text::new("職員", "staff"),
            Self::Committee => Text::new("審査委員会", "committee"),
            Self::Headquarters => Text::new("本部", "headquarters"),
            Self::Refused => Text::new("受付不能", "not received"),
        }
    }
}

#[cfg(test)]
mod tests {
    use model::Queue;

    use super::Effort;
    use crate::settle::{Disposition, Settled};

    /// What is paid goes by whoever had to look: the last to decide. Who could not be received costs nothing.
    #[test]
    fn the_last_who_looked_decides_the_effort() {
        let of = |disposition, queue| {
            let (payers, findings, left) = (Vec::new(), Vec::new(), Vec::new());
            Effort::of(&Settled { disposition, queue, claimed: None, after: None, payers, findings, left })
        };
        for done in [Disposition::Accepted, Disposition::Assessed, Disposition::Returned] {
            assert_eq!(of(done, None), Effort::Computer, "{done:?}");
        }
        for (queue, effort) in [
            (Queue::Staff, Effort::Staff),
            (Queue::Committee, Effort::Committee),
            (Queue::Priority, Effort::Committee),
            (Queue::Headquarters, Effort::Headquarters),
            (Queue::Arbiter, Effort::Headquarters),
        ] {
            assert_eq!(of(Disposition::Review, Some(queue)), effort, "{queue:?}");
        }
        assert_eq!(of(Disposition::Unreadable, None), Effort::Refused);
    }
}
