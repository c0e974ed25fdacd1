//! A record with its layout: items by name.

use receipt::RecordKind;
use receipt::layout::Field;

use super::rows::{self, Row};

/// A record of a known kind.
#[derive(Clone, Debug)]
pub struct Record<'a> {
    pub row: Row<'a>,
    pub kind: RecordKind,
    fields: Vec<&'a [u8]>,
}

/// The 1-based number of an item by its Japanese name; that of the first for a run.
pub fn item(kind: RecordKind, name: &str) -> usize {
    let found = kind.layout().fields().position(|(field, _)| field.name == name);
    found.unwrap_or_else(|| panic!("{} has an item {name}", kind.id())) + 2
}

impl<'a> Record<'a> {
    pub fn new(row: Row<'a>, kind: RecordKind) -> Self {
        Self { row, kind, fields: rows::fields(row.content) }
    }

    pub fn total(&self) -> usize {
        self.fields.len()
    }

    /// An item by its number; blank when the record ends before it.
    pub fn at(&self, item: usize) -> &'a [u8] {
        self.fields.get(item - 1).copied().unwrap_or_default()
    }

    /// An item by its name.
    pub fn get(&self, name: &str) -> &'a [u8] {
        self.at(item(self.kind, name))
    }

    /// Where an item starts in the file; the end of the row when the record ends before it.
    pub fn start_of(&self, item: usize) -> usize {
        let row = self.row;
        if item > self.fields.len() {
            return row.start + row.content.len();
        }
        row.start + self.fields[..item - 1].iter().map(|field| field.len() + 1).sum::<usize>()
    }

    /// All items of the layout, with number and value.
    pub fn items(&self) -> impl Iterator<Item = (usize, &'static Field, &'a [u8])> {
        let fields = self.kind.layout().fields().enumerate();
        fields.map(|(i, (field, _))| (i + 2, field, self.at(i + 2)))
    }
}
