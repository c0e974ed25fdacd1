//! A row of an official master or table that a finding rests on.

use crate::Date;

/// What was read of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MasterRow {
    /// The master or table, by its short name.
    pub master: &'static str,
    /// The code with all its digits, where the master has one row a code; rows of tables are known by their columns.
    pub code: Option<String>,
    /// The first and the last day on which the row says so; `None`: without an end.
    pub days: (Option<Date>, Option<Date>),
    /// Whether no publication speaks of the day: the newest known row was taken.
    pub is_provisional: bool,
    /// The columns that were read, by their number (項番), each with its text as published.
    pub columns: Vec<(u16, String)>,
}

impl MasterRow {
    /// Takes in what else was read of the same row; `false` when the other is another row. Rows of tables have no code, so they
    /// are the same only where all that was read of them is.
    pub fn join(&mut self, other: &Self) -> bool {
        let is_same = (self.master, &self.code, self.days) == (other.master, &other.code, other.days);
        if !is_same || (self.code.is_none() && self.columns != other.columns) {
            return false;
        }
        for column in &other.columns {
            if !self.columns.contains(column) {
                self.columns.push(column.clone());
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::MasterRow;

    fn row(code: Option<&str>, columns: &[(u16, &str)]) -> MasterRow {
        let columns = columns.iter().map(|&(item, text)| (item, text.to_owned())).collect();
        let code = code.map(str::to_owned);
        MasterRow { master: "procedures", code, days: (None, None), is_provisional: false, columns }
    }

    fn joined(mut one: MasterRow, other: &MasterRow) -> Option<Vec<u16>> {
        one.join(other).then(|| one.columns.iter().map(|(item, _)| *item).collect())
    }

    /// A finding rests on a row once, with all that was read of it.
    #[test]
    fn what_was_read_of_one_row_is_kept_together() {
        let (points, name) =
            (row(Some("112007410"), &[(12, "75")]), row(Some("112007410"), &[(12, "75"), (5, "再診料")]));
        assert_eq!(joined(points.clone(), &name), Some(vec![12, 5]));
        assert_eq!(joined(points.clone(), &row(Some("111000110"), &[(12, "75")])), None, "another code");
        let other = MasterRow { master: "drugs", ..points.clone() };
        assert_eq!(joined(points.clone(), &other), None, "another master");
        let later = MasterRow { days: (crate::Date::from_number(2024_06_01), None), ..points.clone() };
        assert_eq!(joined(points, &later), None, "the row of another time");
    }

    /// Rows of tables have no code: two of which the same columns say different things are two rows.
    #[test]
    fn rows_without_a_code_are_known_by_what_they_say() {
        let one = row(None, &[(1, "A"), (2, "B")]);
        assert_eq!(joined(one.clone(), &one), Some(vec![1, 2]));
        assert_eq!(joined(one.clone(), &row(None, &[(1, "A"), (2, "C")])), None);
        assert_eq!(joined(one, &row(None, &[(1, "A")])), None);
    }
}
