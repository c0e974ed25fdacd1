//! Overlays of branches: which rules a branch has otherwise than the nation, since when, and what the rule did there.

use batch::{RuleCount, Run};
use eval::Difference;
use model::{Branch, Date, Month};

/// A rule that a branch has otherwise than the nation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlay {
    /// Whose.
    pub branch: Branch,
    /// The code of the rule.
    pub rule: String,
    /// From and until when.
    pub days: (Date, Option<Date>),
    /// Why.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
}

impl From<&Difference> for Overlay {
    fn from(of: &Difference) -> Self {
        Self {
            branch: of.branch,
            rule: of.rule.0.clone(),
            days: of.days,
            reason: of.reason.clone(),
            owner: of.owner.clone(),
        }
    }
}

impl Overlay {
    /// Whether it holds in a month.
    pub fn holds_in(&self, month: Month) -> bool {
        let (from, until) = self.days;
        from <= month.last() && until.is_none_or(|until| month.first() <= until)
    }

    /// How many months it has held by the end of a month, that month among them.
    pub fn age(&self, month: Month) -> u32 {
        let months = |month: Month| i64::from(month.year()) * 12 + i64::from(month.month_of_year());
        u32::try_from(months(month) - months(self.days.0.month()) + 1).unwrap_or(0)
    }

    /// What the rule did in the branch, and in all others.
    pub(crate) fn counts(&self, run: &Run) -> [RuleCount; 2] {
        let mut sums = [RuleCount::default(); 2];
        for (branch, count) in run.counts.rules.get(&self.rule).into_iter().flatten() {
            let [own, others] = &mut sums;
            match branch {
                0 => {}
                of if Branch::of_prefecture(*of) == Some(self.branch) => own.add(count),
                _ => others.add(count),
            }
        }
        sums
    }
}

/// The last month of service of a run.
pub(crate) fn last_month(run: &Run) -> Option<Month> {
    let months = run.counts.efforts.0.values().flat_map(|months| months.keys());
    months.filter_map(|month| Month::from_number(*month)).max()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails when it panics")]

    use std::collections::BTreeMap;

    use batch::{Counts, RuleCount, Run};
    use model::{Branch, Date, Month};

    use super::{Overlay, last_month};

    #[test]
    fn an_overlay_is_as_old_as_its_months() {
        let day = |y, m, d| Date::new(y, m, d).unwrap();
        let one = Overlay {
            branch: Branch::of_prefecture(13).unwrap(),
            rule: "A".to_owned(),
            days: (day(2024, 4, 1), Some(day(2025, 3, 31))),
            reason: String::new(),
            owner: String::new(),
        };
        let month = |number| Month::from_number(number).unwrap();
        let held = [202403, 202404, 202503, 202504].map(|number| one.holds_in(month(number)));
        assert_eq!(held, [false, true, true, false]);
        assert_eq!([202404, 202503].map(|number| one.age(month(number))), [1, 12]);
        let count = |flagged| RuleCount { flagged, ..RuleCount::default() };
        let branches = BTreeMap::from([(0, count(9)), (13, count(1)), (14, count(2)), (27, count(3))]);
        let rules = BTreeMap::from([("A".to_owned(), branches)]);
        let mut run = Run { counts: Counts { rules, ..Counts::default() }, ..Run::default() };
        assert_eq!(one.counts(&run).map(|count| count.flagged), [1, 5]);
        assert_eq!(last_month(&run), None);
        let months = BTreeMap::from([(202405, [1; 5]), (202406, [1; 5]), (0, [1; 5])]);
        run.counts.efforts.0.insert("06130012".to_owned(), months);
        assert_eq!(last_month(&run), Some(month(202406)));
    }
}
