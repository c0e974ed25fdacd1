//! What the official lists do not say, and what was fitted: `notes.jsonl`, without any value of a receipt.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use formats::{NoteKind, Written};
use serde::Serialize;

use crate::error::BatchError;

/// Why something stands in no list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Why {
    /// No IR says who filed it.
    Institution,
    /// Nothing says in which month it is processed.
    Processed,
    /// No month of services.
    Month,
    /// No レセプト種別.
    Class,
    /// No レセプト番号.
    Number,
    /// No 返戻区分 of that code.
    ReturnClass,
    /// Its records cannot be found.
    NoRecords,
    /// It has no official code.
    NoCode,
    /// The agency has no letter for it in the month of processing.
    NoLetter,
    /// The form cannot hold a value.
    Value,
}

impl Why {
    const fn slug(self) -> &'static str {
        match self {
            Self::Institution => "no-institution",
            Self::Processed => "no-month-of-processing",
            Self::Month => "no-month",
            Self::Class => "no-class",
            Self::Number => "no-number",
            Self::ReturnClass => "no-return-class",
            Self::NoRecords => "no-records",
            Self::NoCode => "no-official-code",
            Self::NoLetter => "no-letter",
            Self::Value => "value-does-not-fit",
        }
    }
}

/// Where something was meant to stand.
#[derive(Clone, Copy)]
pub(super) struct Spot<'a> {
    pub(super) file: &'a str,
    pub(super) seq: Option<u64>,
    /// 帳票ID, or `HEN`.
    pub(super) list: &'static str,
}

#[derive(Serialize)]
struct Left<'a> {
    file: &'a str,
    seq: Option<u64>,
    list: &'static str,
    why: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
}

#[derive(Serialize)]
struct Fitted<'a> {
    output: &'a str,
    line: u32,
    item: u8,
    column: &'static str,
    note: &'static str,
    n: u32,
}

/// The notes of a run, written as they come.
pub(super) struct Notes {
    to: BufWriter<File>,
    path: std::path::PathBuf,
    pub(super) left_out: u64,
    pub(super) fitted: u64,
}

impl Notes {
    pub(super) fn create(path: &Path) -> Result<Self, BatchError> {
        let file = File::create(path).map_err(BatchError::writing(path))?;
        Ok(Self { to: BufWriter::new(file), path: path.to_owned(), left_out: 0, fitted: 0 })
    }

    /// Something stands in no list; `detail` never has a value of the receipt.
    pub(super) fn left(&mut self, spot: Spot<'_>, why: Why, detail: Option<&str>) -> Result<(), BatchError> {
        self.left_out += 1;
        let Spot { file, seq, list } = spot;
        self.row(&Left { file, seq, list, why: why.slug(), detail })
    }

    /// What was fitted in a list.
    pub(super) fn fitted(&mut self, output: &str, written: &Written) -> Result<(), BatchError> {
        for note in &written.notes {
            let (kind, n) = match note.kind {
                NoteKind::Replaced(n) => ("replaced", n),
                NoteKind::Shortened(n) => ("shortened", n),
                NoteKind::LeftOut(n) => ("left-out", n),
            };
            self.fitted += 1;
            let (line, item, column) = (note.line, note.item, note.column.name);
            self.row(&Fitted { output, line, item, column, note: kind, n })?;
        }
        Ok(())
    }

    fn row(&mut self, row: &impl Serialize) -> Result<(), BatchError> {
        let written = serde_json::to_writer(&mut self.to, row).map_err(std::io::Error::from);
        written.and_then(|()| self.to.write_all(b"\n")).map_err(BatchError::writing(&self.path))
    }

    pub(super) fn finish(mut self) -> Result<(), BatchError> {
        let flushed = self.to.flush().and_then(|()| self.to.get_ref().sync_all());
        flushed.map_err(BatchError::writing(&self.path))
    }
}
