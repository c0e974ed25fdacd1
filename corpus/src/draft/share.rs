//! What each payer of a draft bears: the sums of the lines that name it.

use super::{Draft, Group, Line};

/// What a payer bears.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Share {
    /// Days of service.
    pub(crate) days: u32,
    pub(crate) points: i64,
    /// Meals in yen, and how many.
    pub(crate) yen: i64,
    pub(crate) meals: i64,
}

impl Draft {
    /// What all payers of the receipt share, but for a partial first fund.
    pub(crate) fn share(&self) -> Share {
        Share { days: self.real_days, ..self.share_of(|_| true) }
    }

    /// What a partial first fund bears.
    pub(crate) fn own_share(&self) -> Share {
        self.share_of(|group| !group.aside)
    }

    fn share_of(&self, is_in: impl Fn(&Group) -> bool) -> Share {
        let mut share = Share::default();
        for (_, group) in self.live().filter(|(_, g)| is_in(g)) {
            let times = i64::from(group.days.total());
            share.days |= group.days.mask;
            if group.yen {
                let of_line = |l: &Line| l.quantity / model::Quantity::SCALE;
                share.yen += group.points * times;
                share.meals += self.lines_of(group).iter().map(of_line).sum::<i64>() * times;
            } else {
                share.points += group.points * times;
            }
        }
        share
    }
}
