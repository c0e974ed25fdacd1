//! The rows of a batch, one after another.

use super::pass::Row;
use super::quick::{Window, window};
use crate::scan::Marks;

/// Stands at a row that ends with a line feed.
#[derive(Clone, Copy)]
pub struct Rows<'a> {
    bytes: &'a [u8],
    line_feeds: &'a [u32],
    index: usize,
    start: usize,
    /// The first row that ends with a line feed alone.
    pub bare_lf: Option<Row>,
}

impl<'a> Rows<'a> {
    /// Stands at the first row.
    pub fn new(bytes: &'a [u8], marks: &'a Marks) -> Self {
        Self { bytes, line_feeds: &marks.line_feeds, index: 0, start: 0, bare_lf: None }
    }

    /// The row; `None` behind the last line feed.
    pub fn row(&mut self) -> Option<Row> {
        let feed = *self.line_feeds.get(self.index)? as usize;
        let carriage = feed > self.start && self.bytes.get(feed - 1) == Some(&b'\r');
        let row = Row { index: self.index as u32, start: self.start, end: feed - usize::from(carriage) };
        if !carriage && self.bare_lf.is_none() {
            self.bare_lf = Some(row);
        }
        Some(row)
    }

    /// The row and a window from its start on, when it ends with CR LF and the bytes go on far enough.
    #[inline(always)]
    pub fn ordinary_row(&self) -> Option<(Row, &'a Window)> {
        let feed = *self.line_feeds.get(self.index)? as usize;
        let end = feed.wrapping_sub(1);
        // Before an empty row stands the line feed of the row before, so this byte is one of the row.
        let carriage = self.bytes.get(end) == Some(&b'\r');
        let row = Row { index: self.index as u32, start: self.start, end };
        window(self.bytes, self.start).filter(|_| carriage).map(|window| (row, window))
    }

    /// The same for a row that may end with LF alone.
    #[cold]
    pub fn unusual_row(&mut self) -> Option<(Row, &'a Window)> {
        let row = self.row()?;
        window(self.bytes, row.start).map(|window| (row, window))
    }

    /// Goes to the next row.
    #[inline(always)]
    pub fn advance(&mut self) {
        self.start = self.line_feeds.get(self.index).map_or(self.start, |&feed| feed as usize + 1);
        self.index += 1;
    }

    /// The line feeds from that of the row on.
    #[inline(always)]
    pub fn feeds(&self) -> &'a [u32] {
        self.line_feeds.get(self.index..).unwrap_or_default()
    }

    /// Goes some rows on, at least one.
    #[inline(always)]
    pub fn advance_by(&mut self, rows: usize) {
        self.index += rows - 1;
        self.advance();
    }

    /// The bytes behind the last line feed, as a row.
    pub const fn unfinished(&self) -> Option<Row> {
        let row = Row { index: self.index as u32, start: self.start, end: self.bytes.len() };
        if row.start < row.end { Some(row) } else { None }
    }
}
