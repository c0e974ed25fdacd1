//! Random ids and secrets, and the one-way hashes that are kept of secrets.

use data_encoding::{BASE32_NOPAD, HEXLOWER};
use zeroize::Zeroize;

use crate::error::{Problem, Result, StoreError};

/// A secret for its owner's eyes: it is shown once, never kept, and wiped when dropped.
pub struct Secret(String);

impl Secret {
    /// From a text that the owner gives.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// Bytes from the operating system.
pub fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| StoreError::new("random", Problem::System))?;
    Ok(bytes)
}

/// An id of 128 bits that cannot be counted through: base32 in small letters.
pub fn id() -> Result<String> {
    Ok(BASE32_NOPAD.encode(&random::<16>()?).to_lowercase())
}

/// A secret of 256 bits as base32 in small letters.
pub fn secret() -> Result<Secret> {
    Ok(Secret(BASE32_NOPAD.encode(&random::<32>()?).to_lowercase()))
}

/// What is kept of a secret of full strength: a hash, bound to what it is for.
/// A slow hash is for passwords only; 256 random bits cannot be guessed.
pub fn hash(purpose: &str, secret: &str) -> Vec<u8> {
    blake3::derive_key(purpose, secret.as_bytes()).to_vec()
}

/// A second secret made from a first one, so that it need not be kept.
pub fn derived(purpose: &str, secret: &str) -> Secret {
    Secret(HEXLOWER.encode(&blake3::derive_key(purpose, secret.as_bytes())))
}
