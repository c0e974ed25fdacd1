//! What is missing: claims that were lost or could not be placed, and how far back that leaves the rest complete.

use model::Month;

/// Claims that are not there, by institution (as a one-way number) and month of service; `None` stands for any.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gaps {
    missing: Vec<(Option<u64>, Option<Month>)>,
}

/// From which month on everything is known, and whether that holds in the judged month too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reach {
    pub from: Option<Month>,
    pub this_month: bool,
}

impl Reach {
    /// What somebody said: everything from a month on.
    pub fn said(complete_from: Option<Month>, month: Month) -> Self {
        Self { from: complete_from, this_month: complete_from.is_some_and(|from| from <= month) }
    }

    /// With a month that is not complete.
    pub fn without(&mut self, gap: Option<Month>, month: Month) {
        match gap {
            None => *self = Self { from: None, this_month: false },
            Some(gap) if gap == month => self.this_month = false,
            Some(gap) if gap < month => self.from = self.from.and_then(|from| Some(from.max(gap.plus(1)?))),
            // What is later than the judged month is not asked.
            Some(_) => {}
        }
    }
}

impl Gaps {
    /// Notes that something is missing.
    pub fn add(&mut self, institution: Option<u64>, month: Option<Month>) {
        if !self.missing.contains(&(institution, month)) {
            self.missing.push((institution, month));
        }
    }

    /// What they leave of what somebody said.
    pub fn narrow(&self, reach: &mut Reach, institution: u64, month: Month) {
        for &(of, gap) in &self.missing {
            if of.is_none_or(|of| of == institution) {
                reach.without(gap, month);
            }
        }
    }

    pub const fn is_empty(&self) -> bool {
        self.missing.is_empty()
    }

    pub fn bytes_held(&self) -> usize {
        self.missing.capacity() * size_of::<(Option<u64>, Option<Month>)>()
    }
}

#[cfg(test)]
mod tests {
    use super::{Gaps, Reach};
    use model::Month;

    fn month(number: u32) -> Option<Month> {
        Month::from_number(number)
    }

    fn left(gaps: &[(Option<u64>, Option<Month>)]) -> Option<(Option<Month>, bool)> {
        let (judged, mut all) = (month(2024_06)?, Gaps::default());
        gaps.iter().for_each(|&(institution, month)| all.add(institution, month));
        let mut reach = Reach::said(month(2024_01), judged);
        all.narrow(&mut reach, 7, judged);
        Some((reach.from, reach.this_month))
    }

    #[test]
    fn a_gap_shortens_what_is_complete() {
        assert_eq!(left(&[]), Some((month(2024_01), true)));
        assert_eq!(
            left(&[(Some(7), month(2024_03)), (Some(7), month(2024_02))]),
            Some((month(2024_04), true))
        );
        assert_eq!(left(&[(Some(8), month(2024_03))]), Some((month(2024_01), true)));
        assert_eq!(left(&[(None, month(2024_05))]), Some((month(2024_06), true)));
        assert_eq!(left(&[(Some(7), month(2024_06))]), Some((month(2024_01), false)));
        assert_eq!(left(&[(Some(7), month(2024_07))]), Some((month(2024_01), true)));
        assert_eq!(left(&[(Some(7), None)]), Some((None, false)));
    }

    #[test]
    fn nothing_is_complete_unless_somebody_says_so() {
        let judged = Month::from_number(2024_06);
        let reach = judged.map(|judged| Reach::said(None, judged));
        assert_eq!(reach, Some(Reach { from: None, this_month: false }));
    }
}
