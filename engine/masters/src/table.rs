//! A table in memory: columns of small numbers into a dictionary of their distinct values.
//!
//! Flags take one byte a row; typed columns keep the value of each dictionary entry, so reading one parses nothing.

use std::collections::HashMap;

use crate::column::{Column, ValueType};
use crate::pool::{Pool, PoolBuilder, TextId};
use crate::value;

/// Row numbers of one column, in the smallest width that holds them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cells {
    /// Up to 256 distinct values.
    Narrow(Vec<u8>),
    /// Up to 65,536.
    Middle(Vec<u16>),
    /// More.
    Wide(Vec<u32>),
}

impl Cells {
    /// The dictionary entry of a row.
    pub(crate) fn get(&self, row: u32) -> Option<u32> {
        match self {
            Self::Narrow(cells) => cells.get(row as usize).map(|&c| u32::from(c)),
            Self::Middle(cells) => cells.get(row as usize).map(|&c| u32::from(c)),
            Self::Wide(cells) => cells.get(row as usize).copied(),
        }
    }

    /// How many rows.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Narrow(cells) => cells.len(),
            Self::Middle(cells) => cells.len(),
            Self::Wide(cells) => cells.len(),
        }
    }

    fn pack(cells: Vec<u32>, distinct: usize) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "each cell is below `distinct`, which fits the width"
        )]
        match distinct {
            0..=0x100 => Self::Narrow(cells.into_iter().map(|c| c as u8).collect()),
            0x101..=0x1_0000 => Self::Middle(cells.into_iter().map(|c| c as u16).collect()),
            _ => Self::Wide(cells),
        }
    }
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ColumnData {
    pub(crate) cells: Cells,
    /// Text of each dictionary entry.
    pub(crate) texts: Vec<TextId>,
    /// Value of each dictionary entry; empty for columns of text.
    pub(crate) values: Vec<i64>,
}

/// One table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) rows: u32,
    pub(crate) columns: Vec<ColumnData>,
}

impl Table {
    /// The text of a cell (1-based item).
    pub(crate) fn text(&self, row: u32, item: u16) -> Option<TextId> {
        let column = self.column(item)?;
        column.texts.get(column.cells.get(row)? as usize).copied()
    }

    /// The value of a typed cell; `None` when blank, "none" or a column of text.
    pub(crate) fn value(&self, row: u32, item: u16) -> Option<i64> {
        let column = self.column(item)?;
        column.values.get(column.cells.get(row)? as usize).copied().filter(|&v| v != value::NONE)
    }

    pub(crate) fn column(&self, item: u16) -> Option<&ColumnData> {
        self.columns.get(usize::from(item).checked_sub(1)?)
    }
}

/// Builds the table of a kind from rows of the import pool, moving their texts to the final pool.
pub(crate) struct TableBuilder<'a> {
    pub(crate) source: &'a PoolBuilder,
    pub(crate) pool: &'a mut Pool,
    pub(crate) moved: &'a mut HashMap<TextId, TextId>,
}

impl TableBuilder<'_> {
    /// Packs rows into columns.
    pub(crate) fn build(&mut self, columns: &[Column], rows: &[&[TextId]]) -> Table {
        let data =
            columns.iter().enumerate().map(|(index, column)| self.column(column, index, rows)).collect();
        Table { rows: u32::try_from(rows.len()).unwrap_or(u32::MAX), columns: data }
    }

    fn column(&mut self, column: &Column, index: usize, rows: &[&[TextId]]) -> ColumnData {
        let mut entries: HashMap<TextId, u32> = HashMap::new();
        let (mut texts, mut values, mut cells) = (Vec::new(), Vec::new(), Vec::with_capacity(rows.len()));
        for row in rows {
            let id = row.get(index).copied().unwrap_or(0);
            let entry = *entries.entry(id).or_insert_with(|| {
                let text = self.source.get(id);
                if !matches!(column.value, ValueType::Text | ValueType::Reserved) {
                    values.push(value::read(column.value, text).unwrap_or(value::NONE));
                }
                texts.push(move_text(self.moved, self.pool, id, text));
                u32::try_from(texts.len() - 1).unwrap_or(u32::MAX)
            });
            cells.push(entry);
        }
        ColumnData { cells: Cells::pack(cells, texts.len()), texts, values }
    }
}

fn move_text(moved: &mut HashMap<TextId, TextId>, pool: &mut Pool, id: TextId, text: &str) -> TextId {
    *moved.entry(id).or_insert_with(|| pool.push(text))
}
