//! How far a run is, for somebody who watches; counted a batch at a time.

use std::sync::atomic::{AtomicU64, Ordering};

/// Counts that only grow.
#[derive(Debug, Default)]
pub struct Progress {
    receipts: AtomicU64,
    bytes: AtomicU64,
    total: AtomicU64,
}

impl Progress {
    pub(crate) fn expect(&self, bytes: u64) {
        self.total.store(bytes, Ordering::Relaxed);
    }

    pub(crate) fn add(&self, receipts: u64, bytes: u64) {
        self.receipts.fetch_add(receipts, Ordering::Relaxed);
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Receipts that were settled.
    pub fn receipts(&self) -> u64 {
        self.receipts.load(Ordering::Relaxed)
    }

    /// Bytes that were worked on, and how many there are; packed files count as they are on disk when they are done.
    pub fn bytes(&self) -> (u64, u64) {
        (self.bytes.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed))
    }
}
