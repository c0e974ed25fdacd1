//! Rows of tables, by their keys.

use std::sync::OnceLock;

use masters::{FileKind, Reason, Row};
use model::Date;

use super::Run;
use super::nouns::Look;
use super::pile::Mark;
use super::thing::Thing;
use super::trace::{Doubt, Trace};
use super::values::Val;
use crate::program::{Expr, Noun, Table};
use crate::tri::Tri;

impl<'a, T: Trace<'a>> Run<'a, '_, T> {
    /// Rows of a table by their key: from where on the piles hold them, and whether there may be more.
    pub(super) fn rows(&mut self, noun: &'a Noun, table: &'a Table) -> (Mark, bool, Option<Date>) {
        let one_is_enough = std::mem::take(&mut self.one_is_enough);
        let day = self.key_day(&table.key);
        let Val::Code(code) = self.value(&table.key) else {
            if T::ON {
                self.tell_doubts(&[(Doubt::Key, true)]);
            }
            return (self.mark(), true, None);
        };
        let Some(rows) = self.case.masters.rows_with(table.kind, table.item, code, day) else {
            return (self.mark(), true, None);
        };
        // That there is no row rests on the table as well.
        self.grounds.soft |= rows.is_provisional();
        let cause = rows.cause();
        let mut also = [(0, None); Table::MOST_EQUALITIES];
        for ((item, of), place) in table.also.iter().zip(&mut also) {
            *place = match self.value(of) {
                Val::Code(code) => (*item, Some(code)),
                _ => (*item, None),
            };
        }
        let also = also.get(..table.also.len()).unwrap_or_default();
        let among = table.among.as_ref().map(|(item, of)| (*item, self.value(of)));
        let mark = self.mark();
        for row in rows {
            if among.is_some_and(|(item, of)| self.is_not_among(row.number(item), of)) {
                continue;
            }
            let same = |&(item, code): &(u16, Option<u32>)| match (row.number(item), code) {
                (Some(one), Some(other)) => (one == other).into(),
                _ => Tri::Unknown,
            };
            let same = also.iter().map(same).fold(Tri::Yes, Tri::and);
            if same != Tri::No {
                self.take_as((same, Look::default()), noun, 0, Thing::Row(row));
                if one_is_enough && !self.since(mark, false).sure.is_empty() {
                    break;
                }
            }
        }
        let open = match cause {
            Some(cause) if !(self.case.config.excerpt_is_all && cause.reason == Reason::Excerpt) => {
                let found = self.since(mark, true);
                if T::ON {
                    self.tell_doubts(&[(Doubt::Table(cause), true)]);
                }
                if found.sure.is_empty() && found.maybe.is_empty() {
                    self.tell_cause(cause);
                }
                true
            }
            _ => false,
        };
        (mark, open, None)
    }

    /// Whether a code of a row is surely not that of something found. Who is told how it goes is told of each row.
    fn is_not_among(&self, code: Option<u32>, of: Val<'a>) -> bool {
        !T::WITHIN && code.is_some_and(|code| self.is_code_of(of, code) == Tri::No)
    }

    /// The day on which a table is asked: that of the thing whose code is the key.
    fn key_day(&mut self, key: &'a Expr) -> Date {
        let first = self.case.month().first();
        match key {
            Expr::Step(inner, _) => match self.value(inner) {
                Val::Thing(thing) => self.master_day(thing).unwrap_or(first),
                _ => first,
            },
            _ => first,
        }
    }
}

/// 特例条件: the row has conditions that the table does not hold, so a person decides.
///
/// SPEC: 医科電子点数表の活用手引き（令和6年度版）５.
pub(super) fn is_special(row: Row<'_>) -> bool {
    special_item(row.kind()).is_some_and(|item| row.class(item) == Some(1))
}

/// The item of 特例条件, if a kind of rows has one.
///
/// PERF: looking for a column by its name costs as much as all else that is done with a row.
pub(super) fn special_item(kind: FileKind) -> Option<u16> {
    static ITEMS: OnceLock<Vec<Option<u16>>> = OnceLock::new();
    let item = |kind: &FileKind| kind.layout().by_id("special").map(|column| column.item);
    let items = ITEMS.get_or_init(|| FileKind::ALL.iter().map(item).collect());
    items.get(kind as usize).copied().flatten()
}
