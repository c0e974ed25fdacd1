//! From when until when a row says what it says.

use model::Date;

use super::Row;
use crate::snapshot::State;

/// The first and the last day; `None`: without an end.
pub type Days = (Option<Date>, Option<Date>);

impl Row<'_> {
    /// The days on which a row holds around a day; `code`: the code by which it was found, where its master has codes.
    pub fn days(&self, code: Option<u32>, on: Date) -> Days {
        let Some(data) = self.masters.snapshot().kind(self.kind) else { return (None, None) };
        let place = self.row as usize;
        if let (Some(&from), Some(&until)) = (data.relations.from.get(place), data.relations.until.get(place))
        {
            return (Date::from_number(from), Date::from_number(until));
        }
        let Some(id) = code.and_then(|code| self.masters.code_id(self.kind, code)) else {
            return (None, None);
        };
        let at = |id: u32| data.codes.starts.get(id as usize).map_or(0, |&start| start as usize);
        let days = data.codes.from.get(at(id.0)..at(id.0 + 1)).unwrap_or_default();
        let next = days.partition_point(|&from| from <= on.number());
        let from = next.checked_sub(1).and_then(|own| days.get(own));
        let until = days.get(next).and_then(|&day| Date::from_number(day)?.plus_days(-1));
        (from.and_then(|&day| Date::from_number(day)), until)
    }
}

impl Row<'_> {
    /// The days on which a row holds, those around a day before others; of a code that is not in force on the day, those on
    /// which it was or will be.
    pub(crate) fn days_in_force(&self, code: Option<u32>, on: Date) -> Days {
        let around = self.days(code, on);
        let Some((data, id)) = self
            .masters
            .snapshot()
            .kind(self.kind)
            .zip(code.and_then(|code| self.masters.code_id(self.kind, code)))
        else {
            return around;
        };
        let at = |id: u32| data.codes.starts.get(id as usize).map_or(0, |&start| start as usize);
        let is_own = |place: usize| {
            let state = data.codes.state.get(place).copied().and_then(State::from_number);
            data.codes.row.get(place) == Some(&self.row)
                && matches!(state, Some(State::InForce | State::Provisional))
        };
        let starts = |place: usize| data.codes.from.get(place).and_then(|&day| Date::from_number(day));
        let own = (at(id.0)..at(id.0 + 1)).filter(|&place| is_own(place)).filter_map(starts);
        let spans: Vec<Days> = own.map(|from| self.days(code, from)).collect();
        if spans.is_empty() || spans.contains(&around) {
            around
        } else {
            spans.last().copied().unwrap_or(around)
        }
    }
}

#[cfg(test)]
mod tests {
    use model::Date;

    use crate::{FileKind, Lookup, Masters};

    #[test]
    fn a_row_holds_until_the_next_one_of_its_code() {
        let masters = Masters::starter();
        let mut compared = 0;
        for &code in masters.codes(FileKind::Procedure) {
            let steps = masters.history(FileKind::Procedure, code);
            for (from, answer) in &steps {
                let (Some(from), Lookup::InForce(row)) = (from, answer) else { continue };
                let (first, until) = row.days(Some(code), *from);
                assert_eq!(first, Some(*from), "{code}");
                let next = steps.iter().filter_map(|(day, _)| *day).find(|day| day > from);
                assert_eq!(until, next.and_then(|day: Date| day.plus_days(-1)), "{code}");
                compared += 1;
            }
        }
        assert!(compared > 50, "{compared} rows");
        let day = Date::from_number(2024_06_10).into_iter().next();
        for row in day.iter().flat_map(|day| masters.relation_rows(FileKind::CountLimit, *day)) {
            let (from, until) = row.days(None, Date::FIRST);
            assert!(from <= day && until.is_none_or(|until| Some(until) >= day), "{row:?}");
        }
    }

    #[test]
    fn a_row_that_is_not_in_force_tells_the_days_on_which_it_is() {
        let (masters, mut before, mut after) = (Masters::starter(), 0, 0);
        for &code in masters.codes(FileKind::Procedure) {
            for day in [2004_04_01, 2024_06_10, 2030_01_01].into_iter().filter_map(Date::from_number) {
                let (row, from, until) = match masters.find(FileKind::Procedure, code, day) {
                    Lookup::NotYetInForce { from, row } => (row, Some(from), None),
                    Lookup::Abolished { last, row, .. } => (row, None, Some(last)),
                    _ => continue,
                };
                let told = row.told(Some(code), day, [3]).days;
                before += usize::from(from.is_some_and(|from| told.0 == Some(from)));
                after += usize::from(until.is_some_and(|last| told.1 == Some(last)));
                assert!(from.is_none_or(|from| told.0 == Some(from)), "{code} {day}: {told:?}");
                assert!(until.is_none_or(|last| told.1 == Some(last)), "{code} {day}: {told:?}");
            }
        }
        assert!(before > 0 && after > 0, "{before} before their days, {after} after");
    }
}
