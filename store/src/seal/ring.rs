//! The keys that seal: a file of lines `id key`, the first one current, the others only to open with.

use std::io::Write;
use std::path::Path;

use data_encoding::HEXLOWER;
use zeroize::Zeroizing;

use crate::error::{Problem, Result, StoreError};
use crate::token::random;

/// Keys by their ids; the first seals.
#[derive(Clone)]
pub struct KeyRing {
    current: (String, Zeroizing<[u8; 32]>),
    earlier: Vec<(String, Zeroizing<[u8; 32]>)>,
}

impl std::fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KeyRing({})", self.current.0)
    }
}

impl KeyRing {
    /// A ring of one new key.
    pub fn random() -> Result<Self> {
        Ok(Self { current: new_key()?, earlier: Vec::new() })
    }

    /// Reads a key file; makes it, readable for its owner alone, if there is none.
    pub fn open_or_make(path: &Path) -> Result<Self> {
        match std::fs::read_to_string(path) {
            Ok(text) => {
                only_the_owner(path)?;
                Self::parse(&Zeroizing::new(text))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let ring = Self::random()?;
                ring.write_new(path)?;
                Ok(ring)
            }
            Err(_) => Err(bad()),
        }
    }

    /// Reads an existing key file.
    pub fn open_file(path: &Path) -> Result<Self> {
        only_the_owner(path)?;
        Self::parse(&Zeroizing::new(std::fs::read_to_string(path).map_err(|_| bad())?))
    }

    /// From the text of a key file. Empty lines and lines with `#` at the beginning say nothing.
    pub fn parse(text: &str) -> Result<Self> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let mut keys = lines.map(parse_line).collect::<Result<Vec<_>>>()?.into_iter();
        let current = keys.next().ok_or_else(bad)?;
        let ring = Self { current, earlier: keys.collect() };
        let mut ids: Vec<&str> = ring.ids().collect();
        ids.sort_unstable();
        if ids.array_windows().any(|[a, b]| a == b) { Err(bad()) } else { Ok(ring) }
    }

    /// The text of a key file.
    pub fn text(&self) -> Zeroizing<String> {
        let mut text = String::from("# id key: the first seals, the others open what they sealed\n");
        for (id, key) in std::iter::once(&self.current).chain(&self.earlier) {
            text.push_str(&format!("{id} {}\n", HEXLOWER.encode(key.as_slice())));
        }
        Zeroizing::new(text)
    }

    /// Puts a new key before the others: what is sealed from now on is sealed by it.
    pub fn with_new_key(&self) -> Result<Self> {
        let mut earlier = vec![self.current.clone()];
        earlier.extend(self.earlier.iter().cloned());
        Ok(Self { current: new_key()?, earlier })
    }

    /// Writes the ring in place of a key file, whole or not at all.
    pub fn replace_file(&self, path: &Path) -> Result<()> {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // Files of tempfile are readable for their owner alone.
        let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|_| bad())?;
        file.write_all(self.text().as_bytes()).map_err(|_| bad())?;
        file.as_file().sync_all().map_err(|_| bad())?;
        file.persist(path).map_err(|_| bad())?;
        Ok(())
    }

    /// Ids of all keys, the current one first.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.current).chain(&self.earlier).map(|(id, _)| id.as_str())
    }

    pub(super) fn current(&self) -> (&str, &[u8; 32]) {
        (&self.current.0, &self.current.1)
    }

    pub(super) fn find(&self, id: &str) -> Option<&[u8; 32]> {
        std::iter::once(&self.current)
            .chain(&self.earlier)
            .find(|(known, _)| known == id)
            .map(|(_, key)| &**key)
    }

    /// Never over a file that is there: two starts at once must not seal with a key that is lost.
    fn write_new(&self, path: &Path) -> Result<()> {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|_| bad())?;
        file.write_all(self.text().as_bytes()).map_err(|_| bad())?;
        file.as_file().sync_all().map_err(|_| bad())?;
        file.persist_noclobber(path).map_err(|_| bad())?;
        Ok(())
    }
}

fn bad() -> StoreError {
    StoreError::new("keys", Problem::KeyFile)
}

/// The id is made from the key, so that two rings never give one id to two keys.
fn new_key() -> Result<(String, Zeroizing<[u8; 32]>)> {
    let key = Zeroizing::new(random::<32>()?);
    let hash = blake3::derive_key("shinsa store: id of a key", key.as_slice());
    Ok((HEXLOWER.encode(hash.first_chunk::<6>().ok_or_else(bad)?), key))
}

fn parse_line(line: &str) -> Result<(String, Zeroizing<[u8; 32]>)> {
    let (id, key) = line.split_once(' ').ok_or_else(bad)?;
    if id.len() > 32 || !id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        return Err(bad());
    }
    let bytes = Zeroizing::new(HEXLOWER.decode(key.trim().as_bytes()).map_err(|_| bad())?);
    let key: [u8; 32] = bytes.as_slice().try_into().map_err(|_| bad())?;
    Ok((id.to_owned(), Zeroizing::new(key)))
}

#[cfg(unix)]
fn only_the_owner(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path).map_err(|_| bad())?.permissions().mode();
    if mode & 0o077 == 0 { Ok(()) } else { Err(bad()) }
}

#[cfg(not(unix))]
fn only_the_owner(_path: &Path) -> Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at a surprise")]
    use super::*;
    use crate::seal::Spot;

    const HERE: Spot<'_> = Spot { table: "t", row: "r", column: "c", chunk: 0 };

    #[test]
    fn a_key_file_is_made_once_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        let made = KeyRing::open_or_make(&path).unwrap();
        let sealed = made.seal(HERE, b"x").unwrap();
        let read = KeyRing::open_or_make(&path).unwrap();
        assert_eq!(read.open(HERE, &sealed.key_id, &sealed.bytes).unwrap(), b"x");
        assert!(made.write_new(&path).is_err(), "never over a file that is there");
    }

    #[test]
    #[cfg(unix)]
    fn a_key_file_that_others_may_read_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        KeyRing::open_or_make(&path).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!(KeyRing::open_or_make(&path).unwrap_err().problem(), Problem::KeyFile);
        assert_eq!(KeyRing::open_file(&path).unwrap_err().problem(), Problem::KeyFile);
    }

    #[test]
    fn a_new_key_seals_and_the_old_one_still_opens() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        let old = KeyRing::open_or_make(&path).unwrap();
        let sealed = old.seal(HERE, b"x").unwrap();
        old.with_new_key().unwrap().replace_file(&path).unwrap();
        let new = KeyRing::open_file(&path).unwrap();
        assert_ne!(new.seal(HERE, b"x").unwrap().key_id, sealed.key_id);
        assert_eq!(new.open(HERE, &sealed.key_id, &sealed.bytes).unwrap(), b"x");
        assert_eq!(new.ids().count(), 2);
    }

    #[test]
    fn what_is_no_key_file_is_told() {
        let line = format!("a {}", "0".repeat(64));
        assert!(KeyRing::parse(&line).is_ok());
        let twice = format!("{line}\n{line}");
        for wrong in ["", "# nothing", "a", "a 00", "a zz", "ä 00", twice.as_str()] {
            assert_eq!(KeyRing::parse(wrong).unwrap_err().problem(), Problem::KeyFile, "{wrong}");
        }
    }

    #[test]
    fn debug_shows_no_key() {
        let ring = KeyRing::random().unwrap();
        let shown = format!("{ring:?}");
        assert!(!shown.contains(&HEXLOWER.encode(ring.current().1)));
    }
}
