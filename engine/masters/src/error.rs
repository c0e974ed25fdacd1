//! What can be wrong with a store.

/// Why a store cannot be opened. Import the official files again to make a new one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The file is something else.
    #[error("not a master store of Shinsa")]
    NotAStore,
    /// A later version wrote it.
    #[error(
        "the store has format {found}, this version reads format {known}: update the program, or import anew"
    )]
    NewerFormat {
        /// Its format.
        found: u32,
        /// The format that this version writes.
        known: u32,
    },
    /// An earlier version wrote it.
    #[error(
        "the store has the old format {found}, this version reads format {known}: import the official files again"
    )]
    OlderFormat {
        /// Its format.
        found: u32,
        /// The format that this version writes.
        known: u32,
    },
    /// It ends too early or too late.
    #[error("the store is damaged: {expected} bytes are due, {found} are there")]
    Length {
        /// As the header says.
        expected: u64,
        /// As found.
        found: u64,
    },
    /// Its bytes are not those that were written.
    #[error("the store is damaged: its digest does not agree")]
    Digest,
    /// Its parts do not fit together.
    #[error("the store is damaged: {0} does not fit")]
    Part(&'static str),
    /// It was written on a machine with the other byte order.
    #[error("the store was written on a machine with another byte order: import the official files again")]
    ByteOrder,
}
