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
