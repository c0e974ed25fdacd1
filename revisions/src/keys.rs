//! Keys and signatures: ed25519, in the PEM forms of openssl; who may sign is a folder of public keys.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{
    DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey, KeypairBytes,
};
use ed25519_dalek::{SECRET_KEY_LENGTH, Signature, Signer as _, SigningKey, VerifyingKey};
use review::session::Stage;

use crate::error::{Error, Result};

/// Stands before the manifest in what is signed, so that a signature of anything else is none of a revision.
const CONTEXT: &[u8] = b"shinsa revision v1\n";

/// A public key with what it signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    key: [u8; 32],
    signature: [u8; 64],
}

impl Signed {
    /// How many bytes it has.
    pub const LENGTH: usize = 96;

    pub(crate) fn from_bytes(bytes: &[u8; Self::LENGTH]) -> Self {
        let mut signed = Self { key: [0; 32], signature: [0; 64] };
        let (key, signature) = bytes.split_at(32);
        signed.key.copy_from_slice(key);
        signed.signature.copy_from_slice(signature);
        signed
    }

    pub(crate) fn to_bytes(&self) -> [u8; Self::LENGTH] {
        let mut bytes = [0; Self::LENGTH];
        let (key, signature) = bytes.split_at_mut(32);
        key.copy_from_slice(&self.key);
        signature.copy_from_slice(&self.signature);
        bytes
    }

    /// The key by which people know it: the first digits of its digest.
    pub fn key_name(&self) -> String {
        key_name(&self.key)
    }

    /// Whether the key signed the manifest.
    pub fn is_of(&self, manifest: &[u8]) -> bool {
        VerifyingKey::from_bytes(&self.key).is_ok_and(|key| {
            key.verify_strict(&message(manifest), &Signature::from_bytes(&self.signature)).is_ok()
        })
    }
}

fn key_name(key: &[u8; 32]) -> String {
    blake3::hash(key).to_hex().chars().take(16).collect()
}

fn message(manifest: &[u8]) -> Vec<u8> {
    [CONTEXT, manifest].concat()
}

/// Signs a manifest.
pub fn sign(key: &SigningKey, manifest: &[u8]) -> Signed {
    let signature = key.sign(&message(manifest)).to_bytes();
    Signed { key: key.verifying_key().to_bytes(), signature }
}

/// Who signed a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signer {
    /// The name of the file of the public key.
    pub name: String,
    /// The key by which people know it.
    pub key: String,
}

/// Who may sign.
#[derive(Clone, Debug, Default)]
pub struct Trust {
    keys: Vec<(String, VerifyingKey)>,
}

impl Trust {
    /// The public keys of files and folders (`*.pem`).
    ///
    /// # Errors
    /// A file cannot be read, or holds no public key.
    pub fn read(paths: &[PathBuf]) -> Result<Self> {
        let mut keys = Vec::new();
        for found in sources::walk(paths)? {
            let path = found.path;
            if paths.contains(&path) || path.extension().is_some_and(|extension| extension == "pem") {
                let text = fs::read_to_string(&path).map_err(Error::disk(&path))?;
                let name = path.file_stem().unwrap_or_default().to_string_lossy();
                let name = name.strip_suffix(".pub").unwrap_or(&name).to_owned();
                let key = VerifyingKey::from_public_key_pem(&text)
                    .map_err(|_| not_a_key(&path, "公開", "public"))?;
                keys.push((name, key));
            }
        }
        Ok(Self { keys })
    }

    /// Whether nobody may sign.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Whether a key, by the name that people know it by, may sign.
    pub fn knows(&self, key: &str) -> bool {
        self.keys.iter().any(|(_, known)| key_name(known.as_bytes()) == key)
    }

    /// Who signed.
    ///
    /// # Errors
    /// The signature is not of this manifest, or its key is not trusted.
    pub fn who(&self, signed: &Signed, manifest: &[u8]) -> Result<Signer> {
        if !signed.is_of(manifest) {
            return Err(Error::refused(
                Stage::Signature,
                "署名が内容と合いません（壊れているか、書き換えられています）",
                "the signature is not of this content: it is damaged or was changed",
            ));
        }
        let key = signed.key_name();
        match self.keys.iter().find(|(_, known)| known.to_bytes() == signed.key) {
            Some((name, _)) => Ok(Signer { name: name.clone(), key }),
            None => Err(Error::refused(
                Stage::Signature,
                format!("信頼していない鍵（{key}）の署名です。署名した人の公開鍵を確かめて登録してください"),
                format!(
                    "signed by a key that is not trusted here ({key}): check whose it is and add its public key"
                ),
            )),
        }
    }
}

/// Reads a private key.
///
/// # Errors
/// The file cannot be read, or holds none.
pub fn read_private(path: &Path) -> Result<SigningKey> {
    let text = fs::read_to_string(path).map_err(Error::disk(path))?;
    SigningKey::from_pkcs8_pem(&text).map_err(|_| not_a_key(path, "秘密", "private"))
}

fn not_a_key(path: &Path, ja: &str, en: &str) -> Error {
    let path = path.display();
    Error::misuse(
        format!("{path}: ed25519の{ja}鍵（PEM）ではありません"),
        format!("{path}: no ed25519 {en} key (PEM)"),
    )
}

/// Makes a pair of keys and writes them; nothing is overwritten. The private one can be read by its owner only.
///
/// # Errors
/// A file is there already or cannot be written; the system gives no random numbers.
pub fn generate(private: &Path, public: &Path) -> Result<String> {
    let mut seed = [0; SECRET_KEY_LENGTH];
    getrandom::fill(&mut seed).map_err(|error| Error::disk(private)(std::io::Error::other(error)))?;
    let key = SigningKey::from_bytes(&seed);
    // openssl reads the first version of PKCS#8, which has no public key in it.
    let pair = KeypairBytes { secret_key: key.to_bytes(), public_key: None };
    let cannot = |error: &dyn std::fmt::Display| {
        Error::misuse(format!("鍵を書けません（{error}）"), format!("the key cannot be written ({error})"))
    };
    let secret = pair.to_pkcs8_pem(LineEnding::LF).map_err(|error| cannot(&error))?;
    let open = key.verifying_key().to_public_key_pem(LineEnding::LF).map_err(|error| cannot(&error))?;
    write_new(private, secret.as_bytes(), true)?;
    write_new(public, open.as_bytes(), false)?;
    Ok(key_name(key.verifying_key().as_bytes()))
}

fn write_new(path: &Path, bytes: &[u8], secret: bool) -> Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, if secret { 0o600 } else { 0o644 });
    let mut file = options.open(path).map_err(Error::disk(path))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(Error::disk(path))
}
