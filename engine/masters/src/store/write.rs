//! Writing a snapshot.

use bytemuck::NoUninit;

use crate::snapshot::{CodeIndex, KeyIndex, KindData, Relations, Slot, Snapshot, SourceRecord};
use crate::store::{FORMAT, HEADER, MAGIC, ORDER};
use crate::table::{Cells, ColumnData, Table};

/// The bytes of a snapshot.
pub(super) fn encode(snapshot: &Snapshot) -> Vec<u8> {
    let mut writer = Writer { bytes: vec![0; HEADER] };
    writer.run(snapshot.pool.bytes.as_bytes());
    writer.run(&snapshot.pool.ends);
    writer.count(snapshot.kinds.len());
    snapshot.kinds.iter().for_each(|kind| writer.kind(kind));
    let sources: Vec<u32> = snapshot.sources.iter().flat_map(source).collect();
    writer.run(&sources);
    writer.finish()
}

struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// A run of numbers: how many, then they, filled up to eight bytes.
    fn run<T: NoUninit>(&mut self, values: &[T]) {
        self.count(values.len());
        self.bytes.extend_from_slice(bytemuck::cast_slice(values));
        self.bytes.resize(self.bytes.len().next_multiple_of(8), 0);
    }

    fn count(&mut self, n: usize) {
        self.bytes.extend_from_slice(&(n as u64).to_ne_bytes());
    }

    fn kind(&mut self, kind: &KindData) {
        self.table(&kind.table);
        self.codes(&kind.codes);
        self.relations(&kind.relations);
        let slots: Vec<u32> =
            kind.slots.iter().flat_map(|s: &Slot| [s.from, s.coverage as u32, s.date]).collect();
        self.run(&slots);
    }

    fn table(&mut self, table: &Table) {
        self.count(table.rows as usize);
        self.count(table.columns.len());
        table.columns.iter().for_each(|column| self.column(column));
    }

    fn column(&mut self, column: &ColumnData) {
        match &column.cells {
            Cells::Narrow(cells) => {
                self.count(1);
                self.run(cells);
            }
            Cells::Middle(cells) => {
                self.count(2);
                self.run(cells);
            }
            Cells::Wide(cells) => {
                self.count(4);
                self.run(cells);
            }
        }
        self.run(&column.texts);
        self.run(&column.values);
    }

    fn codes(&mut self, index: &CodeIndex) {
        for run in [&index.codes, &index.starts, &index.from, &index.state, &index.row, &index.date] {
            self.run(run);
        }
    }

    fn relations(&mut self, relations: &Relations) {
        self.run(&relations.from);
        self.run(&relations.until);
        self.count(relations.indexes.len());
        for KeyIndex { keys, starts, rows } in &relations.indexes {
            self.run(keys);
            self.run(starts);
            self.run(rows);
        }
    }

    fn finish(mut self) -> Vec<u8> {
        let length = (self.bytes.len() as u64).to_le_bytes();
        let digest = blake3::hash(self.bytes.get(HEADER..).unwrap_or(&[]));
        let format = FORMAT.to_le_bytes();
        let order = ORDER.to_ne_bytes();
        let header = MAGIC.iter().chain(&format).chain(&order).chain(&length).chain(digest.as_bytes());
        self.bytes.iter_mut().zip(header).for_each(|(to, from)| *to = *from);
        self.bytes
    }
}

const fn source(record: &SourceRecord) -> [u32; 9] {
    let SourceRecord { kind, name, digest, published, dated_by, form, revision, rows, pending } = *record;
    [kind, name, digest, published, dated_by, form, revision, rows, pending]
}
