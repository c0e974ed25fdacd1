//! Stores survive writing and reading, and nothing else.

#![expect(clippy::indexing_slicing, reason = "places are below the length by construction")]

use crate::error::StoreError;
use crate::masters::Masters;
use crate::store::{encode, open};

fn store() -> Vec<u8> {
    encode(Masters::starter())
}

#[test]
fn what_was_written_is_read() {
    let bytes = store();
    let opened = open(&bytes).map(|m| encode(&m));
    assert_eq!(opened.as_deref(), Ok(bytes.as_slice()));
}

#[test]
fn other_files_and_versions_are_told_apart() {
    assert_eq!(open(b"IR,1,13").err(), Some(StoreError::NotAStore));
    assert_eq!(open(b"").err(), Some(StoreError::NotAStore));
    let mut newer = store();
    newer[8] += 1;
    assert_eq!(open(&newer).err(), Some(StoreError::NewerFormat { found: 2, known: 1 }));
    let mut older = store();
    older[8] = 0;
    assert_eq!(open(&older).err(), Some(StoreError::OlderFormat { found: 0, known: 1 }));
}

#[test]
fn every_cut_and_every_flipped_byte_is_found() {
    let bytes = store();
    for length in (0..bytes.len()).step_by(bytes.len() / 50 + 1) {
        assert!(open(&bytes[..length]).is_err(), "cut to {length}");
    }
    for place in (0..bytes.len()).step_by(bytes.len() / 50 + 1) {
        let mut damaged = bytes.clone();
        damaged[place] ^= 0x40;
        assert!(open(&damaged).is_err(), "byte {place}");
    }
}

/// Damage behind a right digest (a store written by a faulty program) must not panic either.
#[test]
fn parts_that_do_not_fit_are_refused_without_panic() {
    let bytes = store();
    for place in (super::HEADER..bytes.len()).step_by(bytes.len() / 300 + 1) {
        let mut damaged = bytes.clone();
        damaged[place] ^= 0x81;
        let digest = blake3::hash(&damaged[super::HEADER..]);
        damaged[24..super::HEADER].copy_from_slice(digest.as_bytes());
        if let Ok(masters) = open(&damaged) {
            let rows: usize = crate::FileKind::ALL.iter().map(|&kind| masters.all_codes(kind).count()).sum();
            assert!(rows < bytes.len());
            crate::fuzz::touch(&masters);
        }
    }
}
