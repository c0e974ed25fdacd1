//! Stores survive writing and reading, and nothing else.

#![expect(clippy::indexing_slicing, reason = "places are below the length by construction")]

use std::io::{ErrorKind, Read};

use crate::error::StoreError;
use crate::masters::Masters;
use crate::store::{encode, open, open_from};

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

/// Texts of one to four bytes a letter, longer than what is read at a time, so that letters lie across.
#[test]
fn texts_of_any_length_survive() {
    let mut snapshot = Masters::starter().snapshot().clone();
    for n in 0..40_000 {
        snapshot.pool.push(&format!("{n}é診療報酬明細書𠮷"));
    }
    assert!(snapshot.pool.bytes.len() > 1 << 20);
    let bytes = encode(&Masters::new(snapshot));
    assert!(open(&bytes).is_ok_and(|opened| encode(&opened) == bytes));
    let mut damaged = bytes;
    damaged[100_000..400_000].fill(0x80);
    let digest = blake3::hash(&damaged[super::HEADER..]);
    damaged[24..super::HEADER].copy_from_slice(digest.as_bytes());
    assert_eq!(open(&damaged).err(), Some(StoreError::Part("the text pool")));
}

/// Gives a few bytes at a time.
struct Slow<'a>(&'a [u8]);

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let most = buffer.len().min(7);
        self.0.read(&mut buffer[..most])
    }
}

#[test]
fn a_slow_source_is_read_and_one_that_ends_early_is_an_error() {
    let bytes = store();
    let opened = open_from(Slow(&bytes), bytes.len() as u64).map(|masters| masters.map(|m| encode(&m)));
    assert!(opened.is_ok_and(|opened| opened.as_deref() == Ok(&bytes)));
    let cut = open_from(Slow(&bytes[..bytes.len() / 2]), bytes.len() as u64);
    assert!(cut.is_err_and(|error| error.kind() == ErrorKind::UnexpectedEof));
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
