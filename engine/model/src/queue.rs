//! Who looks at a receipt that the computer may not finish.

use crate::Text;

/// A queue, from the nearest to the last to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Queue {
    /// 職員.
    Staff,
    /// 審査委員会.
    Committee,
    /// 重点審査.
    Priority,
    /// 本部（特別審査）.
    Headquarters,
    /// 裁定者（公益代表）.
    Arbiter,
}

impl Queue {
    /// All of them, the nearest first.
    pub const ALL: [Self; 5] =
        [Self::Staff, Self::Committee, Self::Priority, Self::Headquarters, Self::Arbiter];

    /// The name in files.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Committee => "committee",
            Self::Priority => "priority",
            Self::Headquarters => "headquarters",
            Self::Arbiter => "arbiter",
        }
    }

    /// The word for people.
    pub const fn name(self) -> Text {
        match self {
            Self::Staff => Text::new("職員", "staff"),
            Self::Committee => Text::new("審査委員会", "committee"),
            Self::Priority => Text::new("重点審査", "priority review"),
            Self::Headquarters => Text::new("本部（特別審査）", "headquarters"),
            Self::Arbiter => Text::new("裁定者", "arbiter"),
        }
    }
}
