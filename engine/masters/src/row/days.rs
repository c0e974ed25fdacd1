//! From when until when a row says what it says.

use model::Date;

use super::Row;

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
}
