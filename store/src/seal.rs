//! Seals values that may name a patient: XChaCha20-Poly1305 under a key that is not in the store.
//!
//! The additional data names table, row, column and chunk, so that a sealed value moved to another place does not open.
//! The id of the key stands beside each sealed value, so that a key can be changed while old values still open.

mod ring;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

pub use ring::KeyRing;

use crate::error::{Problem, Result, StoreError};
use crate::token::random;

const NONCE: usize = 24;

/// Where a sealed value stands.
#[derive(Clone, Copy, Debug)]
pub struct Spot<'a> {
    /// Table.
    pub table: &'static str,
    /// Id of the row.
    pub row: &'a str,
    /// Column.
    pub column: &'static str,
    /// Which piece of the value.
    pub chunk: u64,
}

impl Spot<'_> {
    /// Each part with its length before it, so that no two spots have the same bytes.
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(96);
        for part in ["shinsa store 1", self.table, self.row, self.column] {
            bytes.extend_from_slice(&(part.len() as u64).to_le_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
        bytes.extend_from_slice(&self.chunk.to_le_bytes());
        bytes
    }
}

/// A sealed value as it is kept: the nonce, then the text with its tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Which key opens it.
    pub key_id: String,
    /// Nonce, text, tag.
    pub bytes: Vec<u8>,
}

impl KeyRing {
    /// Seals under the current key.
    pub fn seal(&self, spot: Spot<'_>, plain: &[u8]) -> Result<Sealed> {
        let (key_id, key) = self.current();
        let nonce = random::<NONCE>()?;
        let cipher = XChaCha20Poly1305::new(key.into());
        let sealed = cipher
            .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: &spot.bytes() })
            .map_err(|_| StoreError::new(spot.table, Problem::System))?;
        let mut bytes = nonce.to_vec();
        bytes.extend_from_slice(&sealed);
        Ok(Sealed { key_id: key_id.to_owned(), bytes })
    }

    /// Opens what stands at a spot.
    pub fn open(&self, spot: Spot<'_>, key_id: &str, sealed: &[u8]) -> Result<Vec<u8>> {
        let damaged = || StoreError::new(spot.table, Problem::Damaged);
        let key = self.find(key_id).ok_or_else(|| StoreError::new(spot.table, Problem::MissingKey))?;
        let (nonce, text) = sealed.split_first_chunk::<NONCE>().ok_or_else(damaged)?;
        XChaCha20Poly1305::new(key.into())
            .decrypt(&XNonce::from(*nonce), Payload { msg: text, aad: &spot.bytes() })
            .map_err(|_| damaged())
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at a surprise")]
    use super::*;

    const HERE: Spot<'_> = Spot { table: "uploads", row: "a", column: "claims", chunk: 0 };

    #[test]
    fn what_is_sealed_opens_only_where_it_was_sealed() {
        let ring = KeyRing::random().unwrap();
        let sealed = ring.seal(HERE, b"secret text").unwrap();
        assert!(!sealed.bytes.windows(6).any(|w| w == b"secret"));
        assert_eq!(ring.open(HERE, &sealed.key_id, &sealed.bytes).unwrap(), b"secret text");
        for elsewhere in [
            Spot { table: "accounts", ..HERE },
            Spot { row: "b", ..HERE },
            Spot { column: "head", ..HERE },
            Spot { chunk: 1, ..HERE },
        ] {
            let error = ring.open(elsewhere, &sealed.key_id, &sealed.bytes).unwrap_err();
            assert_eq!(error.problem(), Problem::Damaged);
        }
    }

    #[test]
    fn a_changed_byte_a_cut_value_and_another_key_are_told() {
        let ring = KeyRing::random().unwrap();
        let sealed = ring.seal(HERE, b"text").unwrap();
        for at in 0..sealed.bytes.len() {
            let mut bytes = sealed.bytes.clone();
            bytes[at] ^= 1;
            assert_eq!(ring.open(HERE, &sealed.key_id, &bytes).unwrap_err().problem(), Problem::Damaged);
            assert_eq!(
                ring.open(HERE, &sealed.key_id, &sealed.bytes[..at]).unwrap_err().problem(),
                Problem::Damaged
            );
        }
        let other = KeyRing::random().unwrap();
        let error = other.open(HERE, &sealed.key_id, &sealed.bytes).unwrap_err();
        assert_eq!(error.problem(), Problem::MissingKey);
    }

    #[test]
    fn the_same_text_is_never_sealed_to_the_same_bytes() {
        let ring = KeyRing::random().unwrap();
        assert_ne!(ring.seal(HERE, b"x").unwrap().bytes, ring.seal(HERE, b"x").unwrap().bytes);
    }
}
