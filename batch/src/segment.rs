//! Results of a unit on disk: frames of rows, each under the place of its first receipt, so that parts can be merged.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use crate::error::BatchError;
use crate::folder::{beside, put_in_place};

/// The outputs that are made of segments.
pub(crate) const KINDS: [&str; 3] = ["receipts", "findings", "defects"];

/// The place of rows in a unit: which stream, and the ordinal of the receipt in it.
pub(crate) type Key = (u32, u64);

/// Writes a segment; it counts when it is finished.
pub(crate) struct Writer {
    path: PathBuf,
    file: BufWriter<File>,
}

impl Writer {
    pub(crate) fn create(path: PathBuf) -> Result<Self, BatchError> {
        let beside = beside(&path);
        let file = File::create(&beside).map_err(BatchError::writing(&beside))?;
        Ok(Self { path, file: BufWriter::with_capacity(1 << 18, file) })
    }

    /// Writes rows under a key; keys come in order.
    pub(crate) fn frame(&mut self, key: Key, rows: &[u8]) -> Result<(), BatchError> {
        if rows.is_empty() {
            return Ok(());
        }
        let head =
            [&key.0.to_le_bytes()[..], &key.1.to_le_bytes()[..], &(rows.len() as u64).to_le_bytes()[..]];
        let written = head.iter().try_for_each(|part| self.file.write_all(part));
        written.and_then(|()| self.file.write_all(rows)).map_err(BatchError::writing(&self.path))
    }

    pub(crate) fn finish(mut self) -> Result<(), BatchError> {
        let flushed = self.file.flush().and_then(|()| self.file.get_ref().sync_all());
        flushed.map_err(BatchError::writing(&self.path))?;
        put_in_place(&beside(&self.path), &self.path)
    }
}

/// Reads a segment, frame by frame.
pub(crate) struct Reader {
    file: BufReader<File>,
    /// The next frame: its key and how many bytes its rows have.
    next: Option<(Key, u64)>,
}

impl Reader {
    pub(crate) fn open(path: &Path) -> Result<Self, BatchError> {
        let file = File::open(path).map_err(BatchError::opening(path))?;
        let mut reader = Self { file: BufReader::with_capacity(1 << 18, file), next: None };
        reader.next = reader.head().map_err(BatchError::opening(path))?;
        Ok(reader)
    }

    pub(crate) fn key(&self) -> Option<Key> {
        self.next.map(|(key, _)| key)
    }

    /// Copies the rows of the next frame.
    pub(crate) fn copy_next(&mut self, to: &mut impl Write) -> io::Result<()> {
        let Some((_, len)) = self.next else { return Ok(()) };
        let copied = io::copy(&mut (&mut self.file).take(len), to)?;
        if copied != len {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.next = self.head()?;
        Ok(())
    }

    fn head(&mut self) -> io::Result<Option<(Key, u64)>> {
        let mut stream = [0; 4];
        match self.file.read_exact(&mut stream) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            read => read?,
        }
        let (mut seq, mut len) = ([0; 8], [0; 8]);
        self.file.read_exact(&mut seq)?;
        self.file.read_exact(&mut len)?;
        Ok(Some(((u32::from_le_bytes(stream), u64::from_le_bytes(seq)), u64::from_le_bytes(len))))
    }
}
