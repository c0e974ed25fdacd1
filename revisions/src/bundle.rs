//! A bundle: a head, a key and a signature, the manifest, then the files one after another in the order of the manifest.
//!
//! Names and sizes stand in the manifest alone. Reading checks the length of the whole against it before anything is
//! taken apart, and every digest after.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;

use ed25519_dalek::SigningKey;
use review::session::{RevisionId, Stage};

use crate::error::{Error, Result};
use crate::keys::{self, Signed};
use crate::manifest::{CONTENT_LIMIT, Entry, Label, MANIFEST_LIMIT, Manifest};

/// First bytes of every bundle.
const MAGIC: &[u8; 8] = b"SHINSABN";
/// Magic, format, length of the manifest.
const HEAD: usize = 16;
/// Raised with every change of the container.
const FORMAT: u32 = 1;

/// A revision as it travels: its form is right, and every file is what the manifest says.
#[derive(Clone, Debug)]
pub struct Bundle {
    manifest: Manifest,
    /// The manifest as it was signed.
    signed: Vec<u8>,
    signature: Signed,
    files: Vec<Vec<u8>>,
}

fn wrong(ja: impl Into<String>, en: impl Into<String>) -> Error {
    Error::refused(Stage::Read, ja, en)
}

impl Bundle {
    /// Puts files together and signs them.
    ///
    /// # Errors
    /// A name that no revision has, or one that is there twice.
    pub fn make(label: Label, files: Vec<(String, Vec<u8>)>, key: &SigningKey) -> Result<Self> {
        let mut files = files;
        files.sort_by(|one, other| one.0.cmp(&other.0));
        let entry = |(path, bytes): &(String, Vec<u8>)| Entry {
            path: path.clone(),
            size: bytes.len() as u64,
            blake3: blake3::hash(bytes).to_hex().to_string(),
        };
        let manifest = Manifest::new(label, files.iter().map(entry).collect())?;
        let signed = manifest.write()?;
        let signature = keys::sign(key, &signed);
        Ok(Self { manifest, signed, signature, files: files.into_iter().map(|(_, bytes)| bytes).collect() })
    }

    /// Puts a revision together from its parts, as they are kept.
    ///
    /// # Errors
    /// They do not belong together.
    pub fn assemble(
        signed: Vec<u8>,
        signature: Signed,
        mut file: impl FnMut(&Entry) -> Result<Vec<u8>>,
    ) -> Result<Self> {
        let manifest = Manifest::read(&signed)?;
        let mut files = Vec::with_capacity(manifest.files().len());
        for entry in manifest.files() {
            let bytes = file(entry)?;
            hold_against(entry, &bytes)?;
            files.push(bytes);
        }
        Ok(Self { manifest, signed, signature, files })
    }

    /// Reads a bundle.
    ///
    /// # Errors
    /// How it is damaged.
    pub fn decode(bytes: &[u8]) -> Result<Self> {
        let none =
            || wrong("改訂のファイル（shinsa-bundle）ではありません", "this is no bundle of a revision");
        let short = || {
            wrong(
                "ファイルが途中で切れているか、余分があります。もう一度受け取ってください",
                "the file is cut short or has something added: fetch it again",
            )
        };
        let (head, rest) = bytes.split_first_chunk::<HEAD>().ok_or_else(none)?;
        let manifest_length = read_head(head)?;
        let (signature, rest) = rest.split_first_chunk::<{ Signed::LENGTH }>().ok_or_else(short)?;
        let (signed, mut rest) = rest.split_at_checked(manifest_length).ok_or_else(short)?;
        let manifest = Manifest::read(signed)?;
        if manifest.size() != rest.len() as u64 {
            return Err(short());
        }
        let mut files = Vec::with_capacity(manifest.files().len());
        for entry in manifest.files() {
            let size = usize::try_from(entry.size).map_err(|_| short())?;
            let (file, after) = rest.split_at_checked(size).ok_or_else(short)?;
            hold_against(entry, file)?;
            files.push(file.to_vec());
            rest = after;
        }
        Ok(Self { manifest, signed: signed.to_vec(), signature: Signed::from_bytes(signature), files })
    }

    /// Reads a bundle from a file, which is not taken into memory when it is larger than any bundle.
    ///
    /// # Errors
    /// The file cannot be read, or is damaged.
    pub fn open(path: &Path) -> Result<Self> {
        let limit = CONTENT_LIMIT + MANIFEST_LIMIT as u64 + 1024;
        let file = File::open(path).map_err(Error::disk(path))?;
        let size = file.metadata().map_err(Error::disk(path))?.len();
        if size > limit {
            return Err(wrong(
                "ファイルが大きすぎます（2 GiBまで）",
                "the file is too large (at most 2 GiB)",
            ));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
        // It may grow while it is read.
        file.take(limit).read_to_end(&mut bytes).map_err(Error::disk(path))?;
        Self::decode(&bytes)
    }

    /// The bytes of the bundle: the same content and key, the same bytes.
    pub fn write(&self, out: &mut impl Write) -> std::io::Result<()> {
        let length = u32::try_from(self.signed.len()).unwrap_or(u32::MAX);
        out.write_all(MAGIC)?;
        out.write_all(&FORMAT.to_le_bytes())?;
        out.write_all(&length.to_le_bytes())?;
        out.write_all(&self.signature.to_bytes())?;
        out.write_all(&self.signed)?;
        self.files.iter().try_for_each(|file| out.write_all(file))
    }

    /// The name of the revision.
    pub fn id(&self) -> RevisionId {
        RevisionId(*blake3::hash(&self.signed).as_bytes())
    }

    /// Its manifest.
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The bytes of the manifest, as signed.
    pub fn signed(&self) -> &[u8] {
        &self.signed
    }

    /// Its signature.
    pub const fn signature(&self) -> &Signed {
        &self.signature
    }

    /// Its files with what the manifest says of them.
    pub fn files(&self) -> impl Iterator<Item = (&Entry, &[u8])> {
        self.manifest.files().iter().zip(self.files.iter().map(Vec::as_slice))
    }

    pub(crate) fn into_files(self) -> impl Iterator<Item = (Entry, Vec<u8>)> {
        let entries = self.manifest.files().to_vec();
        entries.into_iter().zip(self.files)
    }
}

/// The length of the manifest.
fn read_head(head: &[u8; HEAD]) -> Result<usize> {
    let [magic @ .., f0, f1, f2, f3, l0, l1, l2, l3] = *head;
    if magic != *MAGIC {
        return Err(wrong(
            "改訂のファイル（shinsa-bundle）ではありません",
            "this is no bundle of a revision",
        ));
    }
    let (format, length) = (u32::from_le_bytes([f0, f1, f2, f3]), u32::from_le_bytes([l0, l1, l2, l3]));
    if format != FORMAT {
        return Err(wrong(
            format!("ファイルの形式{format}は、この版の shinsa では読めません（読める形式{FORMAT}）"),
            format!("bundle format {format} cannot be read by this program (it reads {FORMAT})"),
        ));
    }
    usize::try_from(length)
        .ok()
        .filter(|length| *length <= MANIFEST_LIMIT)
        .ok_or_else(|| wrong("目録が大きすぎます", "the manifest is too large"))
}

/// Holds a file against its entry.
fn hold_against(entry: &Entry, bytes: &[u8]) -> Result<()> {
    let same = entry.size == bytes.len() as u64 && blake3::hash(bytes).to_hex().as_str() == entry.blake3;
    let path = &entry.path;
    if same {
        Ok(())
    } else {
        Err(wrong(
            format!("{path} の内容が目録と違います（壊れているか、書き換えられています）"),
            format!("{path} is not what the manifest says: it is damaged or was changed"),
        ))
    }
}

#[cfg(test)]
mod tests;
