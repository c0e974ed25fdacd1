//! Rows of a run, read one after another beside the claim files.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use crate::error::BatchError;

/// A file of rows, one row ahead.
pub(super) struct Rows<T> {
    path: PathBuf,
    lines: BufReader<File>,
    line: u64,
    text: String,
    next: Option<T>,
}

impl<T: DeserializeOwned> Rows<T> {
    pub(super) fn open(path: &Path) -> Result<Self, BatchError> {
        let file = File::open(path).map_err(BatchError::opening(path))?;
        let lines = BufReader::with_capacity(1 << 20, file);
        let mut rows = Self { path: path.to_owned(), lines, line: 0, text: String::new(), next: None };
        rows.advance()?;
        Ok(rows)
    }

    /// The next row, if it is one that is meant.
    pub(super) fn take_if(&mut self, meant: impl FnOnce(&T) -> bool) -> Result<Option<T>, BatchError> {
        if !self.next.as_ref().is_some_and(meant) {
            return Ok(None);
        }
        let row = self.next.take();
        self.advance()?;
        Ok(row)
    }

    /// All rows from here on that are meant.
    pub(super) fn take_while(&mut self, meant: impl Fn(&T) -> bool) -> Result<Vec<T>, BatchError> {
        let mut rows = Vec::new();
        while let Some(row) = self.take_if(&meant)? {
            rows.push(row);
        }
        Ok(rows)
    }

    /// Leaves out all rows from here on that are meant.
    pub(super) fn skip_while(&mut self, meant: impl Fn(&T) -> bool) -> Result<(), BatchError> {
        while self.take_if(&meant)?.is_some() {}
        Ok(())
    }

    /// The row that was taken last says what this version does not know.
    pub(super) fn unknown(&self) -> BatchError {
        BatchError::Row { path: self.path.clone(), line: self.line.saturating_sub(1) }
    }

    /// Whether the next row is one that is meant.
    pub(super) fn is_at(&self, meant: impl FnOnce(&T) -> bool) -> bool {
        self.next.as_ref().is_some_and(meant)
    }

    /// Whether all rows were taken.
    pub(super) const fn is_done(&self) -> bool {
        self.next.is_none()
    }

    fn advance(&mut self) -> Result<(), BatchError> {
        self.text.clear();
        self.line += 1;
        let read = self.lines.read_line(&mut self.text).map_err(BatchError::opening(&self.path))?;
        if read > 0 {
            // The cause would quote the row.
            let row = serde_json::from_str(&self.text);
            self.next = Some(row.map_err(|_| BatchError::Row { path: self.path.clone(), line: self.line })?);
        }
        Ok(())
    }
}
