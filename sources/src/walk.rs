//! Paths as a user names them become files, in a stable order.

use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::SourceError;

/// A file that was found, with its size.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Its path.
    pub path: PathBuf,
    /// Its bytes on disk.
    pub bytes: u64,
}

/// All files under the given paths: a file stands for itself, a folder for everything below it, sorted by name.
///
/// Hidden files and folders (names that start with a dot) below a given folder are left out. What stands below a folder and
/// cannot be looked into (a link to nothing, a folder without the right to read it) is found like a file: whoever opens it
/// learns why it cannot be read, and the others are not lost with it. A link to a folder that it stands in brings nothing new.
///
/// # Errors
/// A path that was given and does not exist or cannot be read.
pub fn walk(paths: &[PathBuf]) -> Result<Vec<Found>, SourceError> {
    let mut found = Vec::new();
    for path in paths {
        add(path, &mut Vec::new(), &mut found).map_err(|cause| SourceError::of_path(path, cause))?;
    }
    Ok(found)
}

/// Adds what stands at a path; `within`: the folders that it stands in.
fn add(path: &Path, within: &mut Vec<PathBuf>, found: &mut Vec<Found>) -> io::Result<()> {
    let meta = fs::metadata(path)?;
    if !meta.is_dir() {
        found.push(Found { path: path.to_owned(), bytes: meta.len() });
        return Ok(());
    }
    let whole = path.canonicalize()?;
    if within.contains(&whole) {
        return Ok(());
    }
    let entries = fs::read_dir(path)?.collect::<io::Result<Vec<_>>>()?;
    let mut below: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    below.sort();
    within.push(whole);
    for path in below.into_iter().filter(|path| !is_hidden(path)) {
        if add(&path, within, found).is_err() {
            found.push(Found { path, bytes: 0 });
        }
    }
    within.pop();
    Ok(())
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

#[cfg(test)]
mod tests {
    use super::walk;

    #[test]
    fn folders_give_their_files_in_order() -> Result<(), Box<dyn std::error::Error>> {
        let dir = tempfile::tempdir()?;
        std::fs::create_dir(dir.path().join("b"))?;
        for name in ["b/2.UKE", "b/1.UKE", "a.UKE", ".hidden"] {
            std::fs::write(dir.path().join(name), "x")?;
        }
        let found = walk(&[dir.path().to_owned()])?;
        let names: Vec<_> =
            found.iter().filter_map(|f| f.path.strip_prefix(dir.path()).ok()?.to_str()).collect();
        assert_eq!(names, ["a.UKE", "b/1.UKE", "b/2.UKE"]);
        assert!(walk(&[dir.path().join("none")]).is_err());
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn links_to_nothing_are_found_and_rings_end() -> Result<(), Box<dyn std::error::Error>> {
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir()?;
        std::fs::create_dir(dir.path().join("b"))?;
        std::fs::write(dir.path().join("b/1.UKE"), "x")?;
        symlink(dir.path().join("gone"), dir.path().join("a.UKE"))?;
        symlink(dir.path(), dir.path().join("b/up"))?;
        symlink("self", dir.path().join("self"))?;
        let found = walk(&[dir.path().to_owned()])?;
        let names: Vec<_> =
            found.iter().filter_map(|f| f.path.strip_prefix(dir.path()).ok()?.to_str()).collect();
        assert_eq!(names, ["a.UKE", "b/1.UKE", "self"]);
        Ok(())
    }
}
