//! The snapshot on disk: a header with format and digest, then runs of numbers, each aligned to eight bytes.
//!
//! Opening reads each run into its vector and hashes it on the way: no parsing, no unsafe, and no second place for thirty
//! megabytes that the system would have to find. Mapping the file would save the copy (some milliseconds) and cost an unsafe
//! crate.

mod read;
mod write;

use std::io::{self, Read};

use crate::error::StoreError;
use crate::masters::Masters;

/// First bytes of every store.
const MAGIC: &[u8; 8] = b"SHINSAMS";
/// Raised with every change of the format or of a layout.
const FORMAT: u32 = 1;
/// A number whose bytes tell the byte order.
const ORDER: u32 = 0x0102_0304;
/// Magic, format, byte order, length, digest.
const HEADER: usize = 8 + 4 + 4 + 8 + 32;

/// The bytes of a store: the same masters give the same bytes.
pub fn encode(masters: &Masters) -> Vec<u8> {
    write::encode(masters.snapshot())
}

/// Opens a store from its bytes.
///
/// # Errors
/// Says how the store is damaged, or that another version wrote it.
pub fn open(bytes: &[u8]) -> Result<Masters, StoreError> {
    // What is in memory can be damaged, but reading does not fail.
    open_from(bytes, bytes.len() as u64).unwrap_or(Err(StoreError::NotAStore))
}

/// Opens a store from a file of some length. Says how the store is damaged, or that another version wrote it.
///
/// # Errors
/// When the source fails, or ends before its length.
pub fn open_from(source: impl Read, length: u64) -> io::Result<Result<Masters, StoreError>> {
    Ok(read::decode(source, length)?.map(Masters::new))
}

#[cfg(test)]
mod tests;
