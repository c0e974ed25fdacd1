//! Outputs that are made of the joined ones: each written whole or not at all, before `run.json` names it.

use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::Path;

use crate::error::BatchError;
use crate::folder::{Folder, write_whole};
use crate::run::Run;

/// A file made of what a run counted and of its joined outputs; the same results give the same bytes.
pub trait Output: Sync {
    /// Its name in the folder.
    fn name(&self) -> &str;

    /// Writes it. `run` has everything but digests and timings.
    ///
    /// # Errors
    /// The machine fails.
    fn write(&self, run: &Run, joined: Joined<'_>, to: &mut (dyn Write + Send)) -> io::Result<()>;
}

/// The joined outputs of a run.
#[derive(Clone, Copy, Debug)]
pub struct Joined<'a>(&'a Path);

impl<'a> Joined<'a> {
    /// Those of a folder.
    pub const fn of(folder: &'a Path) -> Self {
        Self(folder)
    }

    /// One of them (`receipts`, `findings`, `defects`), from its start.
    ///
    /// # Errors
    /// It cannot be opened.
    pub fn open(self, kind: &str) -> io::Result<BufReader<File>> {
        File::open(self.0.join(format!("{kind}.jsonl"))).map(|file| BufReader::with_capacity(1 << 18, file))
    }
}

/// Writes those that a run does not have yet and gives their digests by name; tells whether there were any.
pub(crate) fn write_missing(
    folder: &Folder,
    outputs: &[Box<dyn Output>],
    run: &mut Run,
) -> Result<bool, BatchError> {
    let mut any = false;
    for output in outputs {
        if run.outputs.contains_key(output.name()) {
            continue;
        }
        let path = folder.output(output.name());
        write_whole(&path, |to| output.write(run, Joined(folder.out()), to))?;
        run.outputs.insert(output.name().to_owned(), crate::screen::digest(&path)?);
        any = true;
    }
    Ok(any)
}
