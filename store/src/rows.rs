//! Values out of rows, with the error of the store.

use sqlx::Row;
use sqlx::any::AnyRow;

use crate::error::{At, Problem, Result, StoreError};

/// A row, and the table that errors name.
pub struct Columns<'r> {
    row: &'r AnyRow,
    place: &'static str,
}

impl<'r> Columns<'r> {
    pub fn new(place: &'static str, row: &'r AnyRow) -> Self {
        Self { row, place }
    }

    pub fn text(&self, column: &str) -> Result<String> {
        self.row.try_get(column).at(self.place)
    }

    pub fn number(&self, column: &str) -> Result<i64> {
        self.row.try_get(column).at(self.place)
    }

    pub fn bytes(&self, column: &str) -> Result<Vec<u8>> {
        self.row.try_get(column).at(self.place)
    }

    pub fn maybe_text(&self, column: &str) -> Result<Option<String>> {
        self.row.try_get(column).at(self.place)
    }

    pub fn maybe_number(&self, column: &str) -> Result<Option<i64>> {
        self.row.try_get(column).at(self.place)
    }

    pub fn maybe_bytes(&self, column: &str) -> Result<Option<Vec<u8>>> {
        self.row.try_get(column).at(self.place)
    }

    /// What cannot be read as it was written.
    pub fn damaged(&self) -> StoreError {
        StoreError::new(self.place, Problem::Damaged)
    }
}
