//! Uploads: claims as they came and what was found in them, sealed; counts in the clear.
//!
//! Claims are sealed in chunks of 1 MiB, results in sheets of 64 receipts, so that one receipt is opened without the others.
//! An upload is written in one transaction: it is there whole or not at all.

mod again;
mod list;
mod purge;
mod read;
mod sheets;
mod write;

pub use again::Results;
pub use list::{Cursor, Page};
pub use purge::Purged;

use crate::audit::Entry;
use crate::coded::coded;
use crate::seal::Spot;
use crate::words::Institution;

/// Bytes of claims in a chunk.
pub const CHUNK: usize = 1 << 20;
/// Receipts in a sheet.
pub const SHEET: usize = 64;

coded!(
    /// Whether the claims are still there.
    State {
        Kept = "kept", "保存中", "kept";
        Purged = "purged", "削除済み", "deleted";
    }
);

/// What is to be kept.
#[derive(Clone, Debug)]
pub struct NewUpload<'a> {
    /// Whose it is.
    pub institution: &'a Institution,
    /// Id of the account or key that brought it.
    pub made_by: &'a str,
    /// Name of the file; sealed, since people write names into it.
    pub file_name: &'a str,
    /// The revision it was judged by.
    pub revision: &'a str,
    /// When the claims and results are deleted.
    pub delete_after: i64,
    /// The file as it came.
    pub claims: &'a [u8],
    /// What was found in the file as a whole, serialised by the caller.
    pub head: &'a [u8],
    /// What was found in each receipt, serialised by the caller, in the order of the file.
    pub receipts: &'a [Vec<u8>],
    /// How many receipts came to each disposition.
    pub dispositions: &'a [(&'a str, i64)],
    /// Row of the audit trail, written in the same transaction; its subject is made here.
    pub audit: Option<Entry>,
}

/// A key that a client gives so that a repeated request does nothing twice.
#[derive(Clone, Copy, Debug)]
pub struct Idempotency<'a> {
    /// The client's key.
    pub key: &'a str,
    /// Hash of all that the request says.
    pub request: [u8; 32],
}

/// What came of writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// A new upload.
    Made(String),
    /// The same request came before and made this one.
    Before(String),
}

impl Written {
    /// The upload's id.
    pub fn id(&self) -> &str {
        match self {
            Self::Made(id) | Self::Before(id) => id,
        }
    }
}

/// What stands of an upload in the clear, and its file name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Random id.
    pub id: String,
    /// Whose it is.
    pub institution: Institution,
    /// Who brought it.
    pub made_by: String,
    /// When.
    pub made: i64,
    /// When the claims are deleted.
    pub delete_after: i64,
    /// Whether they are still there.
    pub state: State,
    /// The revision it was judged by.
    pub revision: String,
    /// BLAKE3 of the claims.
    pub digest: Vec<u8>,
    /// Bytes of the claims.
    pub size: i64,
    /// How many receipts.
    pub receipts: i64,
    /// How many came to each disposition, by name.
    pub dispositions: Vec<(String, i64)>,
    /// Name of the file, while the claims are kept.
    pub file_name: Option<String>,
}

fn name_spot(id: &str) -> Spot<'_> {
    Spot { table: "uploads", row: id, column: "file_name", chunk: 0 }
}

fn head_spot(id: &str) -> Spot<'_> {
    Spot { table: "uploads", row: id, column: "head", chunk: 0 }
}

fn chunk_spot(id: &str, seq: u64) -> Spot<'_> {
    Spot { table: "upload_chunks", row: id, column: "sealed", chunk: seq }
}

fn sheet_spot(id: &str, seq: u64) -> Spot<'_> {
    Spot { table: "upload_sheets", row: id, column: "sealed", chunk: seq }
}
