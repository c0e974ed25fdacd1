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

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
    use masters::Masters;
    use model::Month;

    use crate::catalog::Catalog;
    use crate::codes::procedures::{AGAIN, AGAIN_STATEMENT};
    use crate::draft::{Days, Draft};
    use crate::people::{AgeClass, Need, Patient, Payer, Place};
    use crate::random::Draw;

    #[test]
    fn a_group_divides_by_the_days_of_the_first_fund() {
        let month = Month::new(2025, 2).unwrap();
        let catalog = Catalog::new(Masters::starter(), month);
        let need = Need { psychiatric: true, intractable: false };
        let payer = Payer::draw(&mut Draw::keyed(&[1]), 13, AgeClass::Adult, need);
        let of = |own| {
            let patient = Patient::draw(1, &Place::draw(1, 0, 9), 0, month);
            let mut draft = Draft::new(month, patient, payer);
            let lines = [(AGAIN, 0), (AGAIN_STATEMENT, 0)];
            let at = draft.add(&catalog, 12, Days::once(0b1011), &lines).unwrap();
            draft.real_days = 0b1011;
            draft.split(at, own);
            let groups: Vec<_> =
                draft.live().map(|(_, g)| (g.aside, g.days.mask, draft.lines_of(g).len())).collect();
            (groups, draft.share().points, draft.own_share().points, draft.own_share().days)
        };
        // 再診料 75 and 明細書発行体制等加算 1, on three days.
        assert_eq!(of(0b1111), (vec![(false, 0b1011, 2)], 228, 228, 0b1011));
        assert_eq!(of(0b0100), (vec![(true, 0b1011, 2)], 228, 0, 0));
        assert_eq!(of(0b0010), (vec![(false, 0b0010, 2), (true, 0b1001, 2)], 228, 76, 0b0010));
    }
}
