//! Who acts: on which seat, and for which institutions never.

use std::collections::BTreeSet;

use model::Queue;
use serde::{Deserialize, Serialize};

/// The seat on which somebody acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Seat {
    /// 職員.
    Staff,
    /// 診療担当者代表.
    Providers,
    /// 保険者代表.
    Insurers,
    /// 学識経験者, as a member of the committee.
    Learned,
    /// 本部.
    Headquarters,
    /// 裁定者（公益代表）.
    Arbiter,
    /// 管理者: hands cases out, and sees none.
    Administrator,
}

impl Seat {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Staff,
        Self::Providers,
        Self::Insurers,
        Self::Learned,
        Self::Headquarters,
        Self::Arbiter,
        Self::Administrator,
    ];

    /// The name in files.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Providers => "providers",
            Self::Insurers => "insurers",
            Self::Learned => "learned",
            Self::Headquarters => "headquarters",
            Self::Arbiter => "arbiter",
            Self::Administrator => "administrator",
        }
    }

    /// From the name in files.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|seat| seat.slug() == slug)
    }

    /// Whether it hands cases out to others.
    pub const fn hands_out(self) -> bool {
        matches!(self, Self::Staff | Self::Headquarters | Self::Administrator)
    }

    /// Whether cases of a queue are for this seat.
    pub const fn serves(self, queue: Queue) -> bool {
        match queue {
            Queue::Staff => matches!(self, Self::Staff),
            Queue::Committee => matches!(self, Self::Providers | Self::Insurers | Self::Learned),
            Queue::Priority => matches!(self, Self::Providers | Self::Insurers),
            Queue::Headquarters => matches!(self, Self::Headquarters),
            Queue::Arbiter => matches!(self, Self::Arbiter),
        }
    }
}

/// Whether both sides decide in a queue.
// SPEC: 重点審査 is decided by both sides, a split by the neutral member (published account of the reform of
// 支払基金, since 2021-04); that other queues are decided by one person is *unverified* practice.
pub const fn two_sided(queue: Queue) -> bool {
    matches!(queue, Queue::Priority)
}

/// Whoever acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Id of the account.
    pub id: String,
    /// On which seat.
    pub seat: Seat,
    /// Institutions that are the person's own or with which there is a declared relation.
    pub conflicts: BTreeSet<String>,
}
