//! The files of a new revision, from where its makers have them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use masters::Masters;

use crate::error::{Error, Result};
use crate::manifest::{MASTERS, rule_path, setting_path};

/// What a revision is made of.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    files: Vec<(String, Vec<u8>)>,
    names: BTreeSet<String>,
}

impl Gathered {
    /// Rule files and overlays: every `.rule` below the folders, by its path there; without any, the built-in book.
    ///
    /// # Errors
    /// A file cannot be read, two have one name, or there is none.
    pub fn rules(mut self, paths: &[PathBuf]) -> Result<Self> {
        if paths.is_empty() {
            for file in rulebook::FILES {
                self.add(rule_path(file.path), file.text.as_bytes().to_vec())?;
            }
            return Ok(self);
        }
        let before = self.files.len();
        for (name, path) in found(paths, &["rule"])? {
            self.add(rule_path(&name), fs::read(&path).map_err(Error::disk(&path))?)?;
        }
        if self.files.len() == before {
            return Err(Error::misuse(
                "ルールのファイル（.rule）がありません",
                "there is no rule file (.rule)",
            ));
        }
        Ok(self)
    }

    /// Files of settings (`.toml`, `.json`), by their paths below the folders.
    ///
    /// # Errors
    /// A file cannot be read, or two have one name.
    pub fn settings(mut self, paths: &[PathBuf]) -> Result<Self> {
        for (name, path) in found(paths, &["toml", "json"])? {
            self.add(setting_path(&name), fs::read(&path).map_err(Error::disk(&path))?)?;
        }
        Ok(self)
    }

    /// The masters.
    ///
    /// # Errors
    /// There are some already.
    pub fn masters(mut self, masters: &Masters) -> Result<Self> {
        self.add(MASTERS.to_owned(), masters::encode(masters))?;
        Ok(self)
    }

    /// The files, by name.
    pub fn files(self) -> Vec<(String, Vec<u8>)> {
        self.files
    }

    fn add(&mut self, name: String, bytes: Vec<u8>) -> Result<()> {
        if !self.names.insert(name.clone()) {
            return Err(Error::misuse(
                format!("同じ名前のファイルが二つあります: {name}"),
                format!("two files of one name: {name}"),
            ));
        }
        self.files.push((name, bytes));
        Ok(())
    }
}

/// Files with one of the endings, by the name that they have in a revision. A file that is named stands for itself.
fn found(paths: &[PathBuf], endings: &[&str]) -> Result<Vec<(String, PathBuf)>> {
    let mut all = Vec::new();
    for path in paths {
        for file in sources::walk(std::slice::from_ref(path))? {
            let ending =
                file.path.extension().is_some_and(|known| endings.iter().any(|ending| known == *ending));
            if !ending && file.path == *path {
                return Err(Error::misuse(
                    format!("{}: 改訂に入らないファイルです（{}）", path.display(), endings.join("、")),
                    format!("{}: no file of a revision ({})", path.display(), endings.join(", ")),
                ));
            }
            if ending {
                all.push((name_in(path, &file.path), file.path));
            }
        }
    }
    Ok(all)
}

/// The path below the folder that was named, with `/` on every system; of a file, its name.
fn name_in(named: &Path, found: &Path) -> String {
    let below = found.strip_prefix(named).ok().filter(|below| !below.as_os_str().is_empty());
    let below = below.or_else(|| found.file_name().map(Path::new)).unwrap_or(found);
    let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}
