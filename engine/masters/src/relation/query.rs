//! Rows of a relation on a day, and whether the table can be trusted to have them all.

use std::marker::PhantomData;

use model::Date;

use crate::kind::FileKind;
use crate::lookup::Cause;
use crate::masters::Masters;
use crate::row::Row;
use crate::snapshot::{Coverage, KindData};

/// The rows found, as an iterator; ask [`Related::cause`] before taking "none" for "there is no such rule".
#[derive(Clone, Debug)]
pub struct Related<'m, T> {
    masters: &'m Masters,
    kind: FileKind,
    data: Option<&'m KindData>,
    rows: std::slice::Iter<'m, u32>,
    on: Date,
    known: Result<bool, Cause>,
    row_type: PhantomData<T>,
}

impl<'m, T> Related<'m, T> {
    /// Why rows may be missing; `None` when an edition of the table speaks of the day.
    pub const fn cause(&self) -> Option<Cause> {
        match self.known {
            Ok(_) => None,
            Err(cause) => Some(cause),
        }
    }

    /// Whether no publication speaks of the day: the newest known rows were taken.
    pub const fn is_provisional(&self) -> bool {
        matches!(self.known, Ok(true))
    }

    fn in_force(&self, row: u32) -> bool {
        let Some(relations) = self.data.map(|d| &d.relations) else { return false };
        let day = self.on.number();
        let from = relations.from.get(row as usize).copied().unwrap_or(u32::MAX);
        let until = relations.until.get(row as usize).copied().unwrap_or(0);
        from <= day && day <= until
    }
}

impl<'m, T: From<Row<'m>>> Iterator for Related<'m, T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        loop {
            let row = *self.rows.next()?;
            if self.in_force(row) {
                return Some(T::from(Row::new(self.masters, self.kind, row, self.is_provisional())));
            }
        }
    }
}

impl Masters {
    /// Rows of a relation with a key in one of its indexes, on a day.
    pub(crate) fn related<T>(&self, kind: FileKind, index: usize, key: u64, on: Date) -> Related<'_, T> {
        let data = self.snapshot().kind(kind);
        let rows = data.and_then(|d| d.relations.indexes.get(index)).map_or(&[][..], |i| i.rows(key));
        Related {
            masters: self,
            kind,
            data,
            rows: rows.iter(),
            on,
            known: self.table_known(kind, on),
            row_type: PhantomData,
        }
    }

    /// Whether rows of a relation can be found by an item alone.
    pub fn has_index(kind: FileKind, item: u16) -> bool {
        kind.layout().index_on(item).is_some()
    }

    /// Rows of a relation whose item is a code, on a day; `None` when the relation has no index on that item alone.
    pub fn rows_with(&self, kind: FileKind, item: u16, code: u32, on: Date) -> Option<Related<'_, Row<'_>>> {
        Some(self.related(kind, kind.layout().index_on(item)?, u64::from(code), on))
    }

    /// All rows of a relation in force on a day, in the order of the file.
    pub fn relation_rows(&self, kind: FileKind, on: Date) -> impl Iterator<Item = Row<'_>> {
        let data = self.snapshot().kind(kind);
        let rows = data.map_or(0, |d| d.table.rows);
        let relations = data.map(|d| &d.relations);
        let day = on.number();
        let provisional = matches!(self.table_known(kind, on), Ok(true));
        (0..rows).filter_map(move |row| {
            let (from, until) = (relations?.from.get(row as usize)?, relations?.until.get(row as usize)?);
            (*from <= day && day <= *until).then(|| Row::new(self, kind, row, provisional))
        })
    }

    /// All rows of a relation in force on some day of a span, in the order of the file.
    pub fn relation_rows_within(
        &self,
        kind: FileKind,
        first: Date,
        last: Date,
    ) -> impl Iterator<Item = Row<'_>> {
        let data = self.snapshot().kind(kind);
        let rows = data.map_or(0, |d| d.table.rows);
        let relations = data.map(|d| &d.relations);
        let (first, last) = (first.number(), last.number());
        (0..rows).filter_map(move |row| {
            let (from, until) = (relations?.from.get(row as usize)?, relations?.until.get(row as usize)?);
            (*from <= last && first <= *until).then(|| Row::new(self, kind, row, false))
        })
    }

    /// Whether a table speaks of every day of a span.
    pub fn table_known_within(&self, kind: FileKind, first: Date, last: Date) -> bool {
        let slots = self.snapshot().kind(kind).map_or(&[][..], |d| d.slots.as_slice());
        let changes = slots.iter().filter_map(|slot| Date::from_number(slot.from));
        let inside = changes.filter(|day| first < *day && *day <= last);
        std::iter::once(first).chain(inside).all(|day| self.table_known(kind, day).is_ok())
    }

    /// Whether a table has the same rows and is known as well on every day of a span.
    pub fn is_table_steady(&self, kind: FileKind, first: Date, last: Date) -> bool {
        let Some(data) = self.snapshot().kind(kind) else { return true };
        let (first, last) = (first.number(), last.number());
        let begins = |day: &u32| first < *day && *day <= last;
        let ends = |day: &u32| first <= *day && *day < last;
        let relations = &data.relations;
        !data.slots.iter().any(|slot| begins(&slot.from))
            && !relations.from.iter().any(begins)
            && !relations.until.iter().any(ends)
    }

    /// Whether a table speaks of a day (`Ok(true)`: provisionally), or why not.
    pub fn table_known(&self, kind: FileKind, on: Date) -> Result<bool, Cause> {
        let coverage = self.snapshot().kind(kind).map_or(Coverage::Nothing, |d| d.slot(on.number()).coverage);
        match coverage {
            Coverage::Complete => Ok(false),
            Coverage::Provisional | Coverage::Earlier | Coverage::Undated => Ok(true),
            _ => Err(self.cause(kind, self.reason(kind, on))),
        }
    }
}
