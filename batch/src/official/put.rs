//! Files of the folder of official lists, and what is counted of them.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use crate::error::BatchError;

/// What was written so far.
#[derive(Default)]
pub(super) struct Tally {
    /// By 帳票ID, or `HEN`.
    pub(super) files: BTreeMap<String, u64>,
}

impl Tally {
    fn count(&mut self, name: &str) {
        let own = name.rsplit('/').next().unwrap_or(name);
        let list = formats::name::read(own).map_or("HEN", |name| name.form);
        *self.files.entry(list.to_owned()).or_default() += 1;
    }
}

/// Writes a file that is not there yet, flushed to the disk.
pub(super) fn put(below: &Path, name: &str, bytes: &[u8], tally: &mut Tally) -> Result<(), BatchError> {
    let path = below.join(name);
    let folder = path.parent().unwrap_or(below);
    fs::create_dir_all(folder).map_err(BatchError::writing(folder))?;
    let written = File::create_new(&path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(BatchError::writing(&path))?;
    tally.count(name);
    Ok(())
}
