//! Paths as a user names them become files, in a stable order.

use std::path::{Path, PathBuf};

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
/// Hidden files and folders (names that start with a dot) below a given folder are left out.
///
/// # Errors
/// A path that does not exist or cannot be read; those that were found so far are lost on purpose, since a run over
/// half of what was asked for is no run.
pub fn walk(paths: &[PathBuf]) -> Result<Vec<Found>, SourceError> {
    let mut found = Vec::new();
    for path in paths {
        add(path, &mut found)?;
    }
    Ok(found)
}

fn add(path: &Path, found: &mut Vec<Found>) -> Result<(), SourceError> {
    let meta = std::fs::metadata(path).map_err(|cause| SourceError::of_path(path, cause))?;
    if !meta.is_dir() {
        found.push(Found { path: path.to_owned(), bytes: meta.len() });
        return Ok(());
    }
    let entries = std::fs::read_dir(path).and_then(|entries| entries.collect::<Result<Vec<_>, _>>());
    let mut below: Vec<PathBuf> = entries
        .map_err(|cause| SourceError::of_path(path, cause))?
        .into_iter()
        .map(|entry| entry.path())
        .collect();
    below.sort();
    below.iter().filter(|path| !is_hidden(path)).try_for_each(|path| add(path, found))
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
}
