//! Reading a snapshot, trusting nothing: every length and every number that points somewhere is checked.

use std::io::{self, BufReader, Read};

use blake3::Hasher;
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
/// Bytes of the longest letter in UTF-8.
const LONGEST: usize = 4;
/// Bytes that are read and hashed at a time, so that they are hashed while they are still near.
const PIECE: usize = 256 << 10;

/// The snapshot in a store that is so many bytes long.
pub(super) fn decode(mut source: impl Read, length: u64) -> io::Result<Result<Snapshot, StoreError>> {
    let mut header = [0; HEADER];
    let Some(left) = length.checked_sub(HEADER as u64) else { return Ok(Err(StoreError::NotAStore)) };
    source.read_exact(&mut header)?;
    let digest = match check_header(&header, length) {
        Ok(digest) => digest,
        Err(error) => return Ok(Err(error)),
    };
    let hashed = Hashed { source: source.take(left), hasher: Hasher::new() };
    let mut reader = Reader { source: BufReader::with_capacity(PIECE, hashed), left };
    let snapshot = match reader.snapshot() {
        Err(Stopped::Source(error)) => return Err(error),
        Err(Stopped::Store(error)) => Err(error),
        Ok(snapshot) => Ok(snapshot),
    };
    // That the bytes are not those that were written is why they do not fit, so it is told first.
    io::copy(&mut reader.source, &mut io::sink())?;
    if reader.source.get_ref().hasher.finalize() != digest {
        return Ok(Err(StoreError::Digest));
    }
    Ok(snapshot)
}

/// The digest that a header names.
fn check_header(header: &[u8; HEADER], length: u64) -> Result<[u8; 32], StoreError> {
    let mut rest = header.as_slice();
    if rest.split_off(..MAGIC.len()) != Some(MAGIC) {
        return Err(StoreError::NotAStore);
    }
    match u32::from_le_bytes(chunk(&mut rest)?) {
        FORMAT => {}
        found if found > FORMAT => return Err(StoreError::NewerFormat { found, known: FORMAT }),
        found => return Err(StoreError::OlderFormat { found, known: FORMAT }),
    }
    if chunk(&mut rest)? != ORDER.to_ne_bytes() {
        return Err(StoreError::ByteOrder);
    }
    let expected = u64::from_le_bytes(chunk(&mut rest)?);
    if expected != length {
        return Err(StoreError::Length { expected, found: length });
    }
    chunk(&mut rest)
}

fn chunk<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], StoreError> {
    let (chunk, behind) = rest.split_first_chunk().ok_or(StoreError::NotAStore)?;
    *rest = behind;
    Ok(*chunk)
}

/// What is read from it is hashed.
struct Hashed<R> {
    source: R,
    hasher: Hasher,
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = buffer.len().min(PIECE);
        let piece = buffer.get_mut(..most).unwrap_or_default();
        let read = self.source.read(piece)?;
        self.hasher.update(piece.get(..read).unwrap_or_default());
        Ok(read)
    }
}

/// Why reading stopped.
enum Stopped {
    Source(io::Error),
    Store(StoreError),
}

impl From<io::Error> for Stopped {
    fn from(error: io::Error) -> Self {
        Self::Source(error)
    }
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

type Outcome<T> = Result<T, Stopped>;

struct Reader<R> {
    source: R,
    /// Bytes that are still to come.
    left: u64,
}

const SHORT: StoreError = StoreError::Part("a run of numbers");
const NO_TEXT: StoreError = StoreError::Part("the text pool");

impl<R: Read> Reader<R> {
    fn snapshot(&mut self) -> Outcome<Snapshot> {
        let pool = self.pool()?;
        let kinds = self.kinds(&pool)?;
        let sources = self.sources()?;
        Ok(Snapshot { pool, kinds, sources })
    }

    /// Fills a buffer; `left` says before whether there is enough.
    fn fill(&mut self, buffer: &mut [u8]) -> Outcome<()> {
        self.left = self.left.checked_sub(buffer.len() as u64).ok_or(SHORT)?;
        Ok(self.source.read_exact(buffer)?)
    }

    fn count(&mut self) -> Outcome<usize> {
        let mut count = [0; 8];
        self.fill(&mut count)?;
        Ok(usize::try_from(u64::from_ne_bytes(count)).map_err(|_| SHORT)?)
    }

    /// How many things follow, of so many bytes each, which are there.
    fn length(&mut self, size: usize) -> Outcome<usize> {
        let count = self.count()?;
        let length = count.checked_mul(size).ok_or(SHORT)?;
        if length as u64 > self.left { Err(SHORT.into()) } else { Ok(count) }
    }

    /// Passes over what fills up a run to eight bytes.
    fn fill_up(&mut self, length: usize) -> Outcome<()> {
        let mut filling = [0; 8];
        let filling = filling.get_mut(..length.wrapping_neg() % 8).unwrap_or_default();
        self.fill(filling)
    }

    fn run<T: Pod>(&mut self) -> Outcome<Vec<T>> {
        let mut values = vec![T::zeroed(); self.length(size_of::<T>())?];
        let bytes = bytemuck::cast_slice_mut::<T, u8>(&mut values);
        let length = bytes.len();
        self.fill(bytes)?;
        self.fill_up(length)?;
        Ok(values)
    }

    /// A run of UTF-8, checked piece by piece.
    fn text(&mut self) -> Outcome<String> {
        let length = self.length(1)?;
        let (mut text, mut piece) = (String::with_capacity(length), vec![0; PIECE]);
        let (mut due, mut kept) = (length, 0);
        while due > 0 {
            let new = due.min(PIECE - kept);
            self.fill(piece.get_mut(kept..kept + new).unwrap_or_default())?;
            due -= new;
            let all = piece.get(..kept + new).unwrap_or_default();
            let whole = if due == 0 { all.len() } else { before_the_last_letter(all) };
            let letters = simdutf8::basic::from_utf8(all.get(..whole).unwrap_or_default());
            text.push_str(letters.map_err(|_| NO_TEXT)?);
            kept = all.len() - whole;
            piece.copy_within(whole..whole + kept, 0);
        }
        self.fill_up(length)?;
        Ok(text)
    }

    fn pool(&mut self) -> Outcome<Pool> {
        let text = self.text()?;
        let ends: Vec<u32> = self.run()?;
        let fits = ends.is_sorted() && ends.iter().all(|&end| text.is_char_boundary(end as usize));
        if fits { Ok(Pool { bytes: text, ends }) } else { Err(NO_TEXT.into()) }
    }

    fn kinds(&mut self, pool: &Pool) -> Outcome<Vec<KindData>> {
        if self.count()? != FileKind::ALL.len() {
            return Err(StoreError::Part("the list of masters").into());
        }
        FileKind::ALL.iter().map(|&kind| self.kind(kind, pool)).collect()
    }

    fn kind(&mut self, kind: FileKind, pool: &Pool) -> Outcome<KindData> {
        let table = self.table(kind, pool)?;
        let codes = self.codes()?;
        let relations = self.relations(&table)?;
        let slots: Vec<u32> = self.run()?;
        let slots = slots.chunks_exact(3).map(slot).collect::<Result<_, _>>()?;
        Ok(KindData { table, codes, relations, slots })
    }

    fn table(&mut self, kind: FileKind, pool: &Pool) -> Outcome<Table> {
        let (rows, columns) = (self.count()?, self.count()?);
        if columns != kind.layout().width() {
            return Err(StoreError::Part("a table").into());
        }
        let columns = (0..columns).map(|_| self.column(rows, pool)).collect::<Result<_, _>>()?;
        Ok(Table { rows: u32::try_from(rows).map_err(|_| StoreError::Part("a table"))?, columns })
    }

    fn column(&mut self, rows: usize, pool: &Pool) -> Outcome<ColumnData> {
        let cells = match self.count()? {
            1 => Cells::Narrow(self.run()?),
            2 => Cells::Middle(self.run()?),
            4 => Cells::Wide(self.run()?),
            _ => return Err(StoreError::Part("a column").into()),
        };
        let (texts, values): (Vec<u32>, Vec<i64>) = (self.run()?, self.run()?);
        let known = texts.iter().all(|&id| (id as usize) < pool.ends.len());
        let typed = values.is_empty() || values.len() == texts.len();
        if cells.len() == rows && known && typed {
            Ok(ColumnData { cells, texts, values })
        } else {
            Err(StoreError::Part("a column").into())
        }
    }

    fn codes(&mut self) -> Outcome<CodeIndex> {
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
            Err(StoreError::Part("an index of codes").into())
        }
    }

    fn relations(&mut self, table: &Table) -> Outcome<Relations> {
        let (from, until): (Vec<u32>, Vec<u32>) = (self.run()?, self.run()?);
        let count = self.count()?;
        if count > FileKind::ALL.len() || from.len() != until.len() || from.len() > table.rows as usize {
            return Err(StoreError::Part("the days of rows").into());
        }
        let indexes = (0..count).map(|_| self.key_index()).collect::<Result<_, _>>()?;
        Ok(Relations { from, until, indexes })
    }

    fn key_index(&mut self) -> Outcome<KeyIndex> {
        let (keys, starts, rows): (Vec<u64>, Vec<u32>, Vec<u32>) = (self.run()?, self.run()?, self.run()?);
        if keys.is_sorted() && is_partition(&starts, keys.len(), rows.len()) {
            Ok(KeyIndex { keys, starts, rows })
        } else {
            Err(StoreError::Part("an index of keys").into())
        }
    }

    fn sources(&mut self) -> Outcome<Vec<SourceRecord>> {
        let numbers: Vec<u32> = self.run()?;
        let sources = numbers.chunks(9).map(source).collect::<Option<_>>();
        Ok(sources.ok_or(StoreError::Part("the list of sources"))?)
    }
}

/// Where the last letter begins, of which the end may not be there yet; behind them all where none of the last bytes begins
/// one, which is no text then.
fn before_the_last_letter(bytes: &[u8]) -> usize {
    let (begins, far) = (|byte: &u8| !(0x80..0xC0).contains(byte), bytes.len().saturating_sub(LONGEST));
    let near = bytes.get(far..).unwrap_or_default();
    near.iter().rposition(begins).map_or(bytes.len(), |at| far + at)
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
