//! Reading a snapshot, trusting nothing: every length and every number that points somewhere is checked.

use bytemuck::Pod;

use crate::error::StoreError;
use crate::kind::FileKind;
use crate::pool::Pool;
use crate::snapshot::{
    CodeIndex, Coverage, KeyIndex, KindData, Relations, Slot, Snapshot, SourceRecord, State,
};
use crate::store::{FORMAT, HEADER, MAGIC, ORDER};
use crate::table::{Cells, ColumnData, Table};

/// The snapshot in a store.
pub(super) fn decode(bytes: &[u8]) -> Result<Snapshot, StoreError> {
    check_header(bytes)?;
    let mut reader = Reader { bytes: bytes.get(HEADER..).unwrap_or(&[]) };
    let pool = reader.pool()?;
    let kinds = reader.kinds(&pool)?;
    let sources = reader.sources()?;
    Ok(Snapshot { pool, kinds, sources })
}

fn check_header(bytes: &[u8]) -> Result<(), StoreError> {
    let part = |from: usize, to: usize| bytes.get(from..to).ok_or(StoreError::NotAStore);
    if part(0, 8)? != MAGIC {
        return Err(StoreError::NotAStore);
    }
    let format = u32::from_le_bytes(part(8, 12)?.try_into().map_err(|_| StoreError::NotAStore)?);
    match format {
        FORMAT => {}
        found if found > FORMAT => return Err(StoreError::NewerFormat { found, known: FORMAT }),
        found => return Err(StoreError::OlderFormat { found, known: FORMAT }),
    }
    if part(12, 16)? != ORDER.to_ne_bytes() {
        return Err(StoreError::ByteOrder);
    }
    let expected = u64::from_le_bytes(part(16, 24)?.try_into().map_err(|_| StoreError::NotAStore)?);
    let found = bytes.len() as u64;
    if expected != found {
        return Err(StoreError::Length { expected, found });
    }
    let digest = blake3::hash(bytes.get(HEADER..).unwrap_or(&[]));
    if part(24, HEADER)? != digest.as_bytes() {
        return Err(StoreError::Digest);
    }
    Ok(())
}

struct Reader<'a> {
    bytes: &'a [u8],
}

const SHORT: StoreError = StoreError::Part("a run of numbers");

impl Reader<'_> {
    fn count(&mut self) -> Result<usize, StoreError> {
        let (head, rest) = self.bytes.split_first_chunk::<8>().ok_or(SHORT)?;
        self.bytes = rest;
        usize::try_from(u64::from_ne_bytes(*head)).map_err(|_| SHORT)
    }

    fn run<T: Pod>(&mut self) -> Result<Vec<T>, StoreError> {
        let count = self.count()?;
        let length = count.checked_mul(size_of::<T>()).ok_or(SHORT)?;
        let filled = length.checked_next_multiple_of(8).ok_or(SHORT)?;
        let run = self.bytes.get(..length).ok_or(SHORT)?;
        self.bytes = self.bytes.get(filled..).ok_or(SHORT)?;
        let mut values = vec![T::zeroed(); count];
        bytemuck::cast_slice_mut::<T, u8>(&mut values).copy_from_slice(run);
        Ok(values)
    }

    fn pool(&mut self) -> Result<Pool, StoreError> {
        let text = String::from_utf8(self.run()?).map_err(|_| StoreError::Part("the text pool"))?;
        let ends: Vec<u32> = self.run()?;
        let fits = ends.is_sorted() && ends.iter().all(|&end| text.is_char_boundary(end as usize));
        if fits { Ok(Pool { bytes: text, ends }) } else { Err(StoreError::Part("the text pool")) }
    }

    fn kinds(&mut self, pool: &Pool) -> Result<Vec<KindData>, StoreError> {
        if self.count()? != FileKind::ALL.len() {
            return Err(StoreError::Part("the list of masters"));
        }
        FileKind::ALL.iter().map(|&kind| self.kind(kind, pool)).collect()
    }

    fn kind(&mut self, kind: FileKind, pool: &Pool) -> Result<KindData, StoreError> {
        let table = self.table(kind, pool)?;
        let codes = self.codes()?;
        let relations = self.relations(&table)?;
        let slots: Vec<u32> = self.run()?;
        let slots = slots.chunks_exact(3).map(slot).collect::<Result<_, _>>()?;
        Ok(KindData { table, codes, relations, slots })
    }

    fn table(&mut self, kind: FileKind, pool: &Pool) -> Result<Table, StoreError> {
        let (rows, columns) = (self.count()?, self.count()?);
        if columns != kind.layout().width() {
            return Err(StoreError::Part("a table"));
        }
        let columns = (0..columns).map(|_| self.column(rows, pool)).collect::<Result<_, _>>()?;
        Ok(Table { rows: u32::try_from(rows).map_err(|_| StoreError::Part("a table"))?, columns })
    }

    fn column(&mut self, rows: usize, pool: &Pool) -> Result<ColumnData, StoreError> {
        let cells = match self.count()? {
            1 => Cells::Narrow(self.run()?),
            2 => Cells::Middle(self.run()?),
            4 => Cells::Wide(self.run()?),
            _ => return Err(StoreError::Part("a column")),
        };
        let (texts, values): (Vec<u32>, Vec<i64>) = (self.run()?, self.run()?);
        let known = texts.iter().all(|&id| (id as usize) < pool.ends.len());
        let typed = values.is_empty() || values.len() == texts.len();
        if cells.len() == rows && known && typed {
            Ok(ColumnData { cells, texts, values })
        } else {
            Err(StoreError::Part("a column"))
        }
    }

    fn codes(&mut self) -> Result<CodeIndex, StoreError> {
        let (codes, starts) = (self.run::<u32>()?, self.run::<u32>()?);
        let (from, state) = (self.run::<u32>()?, self.run::<u32>()?);
        let (row, date) = (self.run::<u32>()?, self.run::<u32>()?);
        let segments = from.len();
        let same = [state.len(), row.len(), date.len()].iter().all(|&n| n == segments);
        let ordered = codes.is_sorted() && is_partition(&starts, codes.len(), segments);
        let known = state.iter().all(|&s| State::from_number(s).is_some());
        if same && ordered && known {
            Ok(CodeIndex { codes, starts, from, state, row, date })
        } else {
            Err(StoreError::Part("an index of codes"))
        }
    }

    fn relations(&mut self, table: &Table) -> Result<Relations, StoreError> {
        let (from, until): (Vec<u32>, Vec<u32>) = (self.run()?, self.run()?);
        let count = self.count()?;
        if count > FileKind::ALL.len() || from.len() != until.len() || from.len() > table.rows as usize {
            return Err(StoreError::Part("the days of rows"));
        }
        let indexes = (0..count).map(|_| self.key_index()).collect::<Result<_, _>>()?;
        Ok(Relations { from, until, indexes })
    }

    fn key_index(&mut self) -> Result<KeyIndex, StoreError> {
        let (keys, starts, rows): (Vec<u64>, Vec<u32>, Vec<u32>) = (self.run()?, self.run()?, self.run()?);
        if keys.is_sorted() && is_partition(&starts, keys.len(), rows.len()) {
            Ok(KeyIndex { keys, starts, rows })
        } else {
            Err(StoreError::Part("an index of keys"))
        }
    }

    fn sources(&mut self) -> Result<Vec<SourceRecord>, StoreError> {
        let numbers: Vec<u32> = self.run()?;
        numbers.chunks(9).map(|chunk| source(chunk).ok_or(StoreError::Part("the list of sources"))).collect()
    }
}

/// Whether starts divide `length` things among `parts` (nothing at all is well too).
fn is_partition(starts: &[u32], parts: usize, length: usize) -> bool {
    let empty = starts.is_empty() && parts == 0 && length == 0;
    empty
        || (starts.len() == parts + 1
            && starts.is_sorted()
            && starts.last().is_some_and(|&s| s as usize == length))
}

fn slot(numbers: &[u32]) -> Result<Slot, StoreError> {
    let &[from, coverage, date] = numbers else { return Err(StoreError::Part("the days covered")) };
    let coverage = Coverage::from_number(coverage).ok_or(StoreError::Part("the days covered"))?;
    Ok(Slot { from, coverage, date })
}

const fn source(numbers: &[u32]) -> Option<SourceRecord> {
    let &[kind, name, digest, published, dated_by, form, revision, rows, pending] = numbers else {
        return None;
    };
    Some(SourceRecord { kind, name, digest, published, dated_by, form, revision, rows, pending })
}
