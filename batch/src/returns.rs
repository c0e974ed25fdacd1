//! Earlier returns: what was sent back, so that a receipt that is filed again can be held to it.

use std::path::{Path, PathBuf};

use formats::refile::{Answer, KnownReturn, answer};
use formats::return_file::known::known;
use receipt::{Batch, Institution};
use sources::each_stream;
use wire::{AnswerRow, AnsweredRow};

use crate::error::BatchError;

/// The returns of earlier runs or of agencies. No text of a receipt is kept.
#[derive(Debug, Default)]
pub struct Returns {
    known: Vec<KnownReturn>,
    /// For each: the file and the 1-based ordinal in it.
    places: Vec<(String, u64)>,
    digest: String,
}

impl Returns {
    /// Reads return files (HEN), and those of folders of runs.
    ///
    /// # Errors
    /// Something is not there, cannot be read, or is no return file.
    pub fn read(paths: &[PathBuf]) -> Result<Self, BatchError> {
        let mut returns = Self::default();
        let mut hasher = blake3::Hasher::new();
        for path in paths {
            let mut files = Vec::new();
            if path.is_dir() {
                below(path, &mut files)?
            } else {
                files.push(path.clone())
            }
            files.sort();
            for file in files {
                each_stream(&file, |stream| returns.take(&stream.name, stream.bytes, &mut hasher))?;
            }
        }
        returns.digest = hasher.finalize().to_hex().to_string();
        Ok(returns)
    }

    fn take(
        &mut self,
        name: &str,
        from: &mut dyn std::io::Read,
        hasher: &mut blake3::Hasher,
    ) -> Result<(), BatchError> {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes).map_err(BatchError::opening(Path::new(name)))?;
        let Some(known) = known(&bytes) else { return Err(BatchError::NotReturns { file: name.to_owned() }) };
        hasher.update(blake3::hash(&bytes).as_bytes());
        self.places.extend((1..).zip(&known).map(|(ordinal, _)| (name.to_owned(), ordinal)));
        self.known.extend(known);
        Ok(())
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// One digest of all that was read.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Which return a receipt answers; `None` when it was not filed again.
    pub fn answered(&self, batch: &Batch, receipt: usize, by: Option<Institution>) -> Option<AnsweredRow> {
        let by = by.map_or((0, (0, 0)), |own| (own.agency, (own.prefecture, own.code)));
        let (state, places) = match answer(batch, receipt, by, &self.known) {
            Answer::NotRefiled => return None,
            Answer::Unknown => ("none", Vec::new()),
            Answer::One(at) => ("one", vec![at]),
            Answer::Several(all) => ("several", all),
        };
        let place = |at: usize| {
            self.places.get(at).map(|(file, ordinal)| AnswerRow { file: file.clone(), ordinal: *ordinal })
        };
        let returns = places.into_iter().filter_map(place).collect();
        Some(AnsweredRow { state: state.to_owned(), returns })
    }
}

/// The return files below a folder.
fn below(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), BatchError> {
    for entry in std::fs::read_dir(folder).map_err(BatchError::opening(folder))? {
        let path = entry.map_err(BatchError::opening(folder))?.path();
        let hen = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("HEN"));
        if path.is_dir() {
            below(&path, files)?;
        } else if hen {
            files.push(path);
        }
    }
    Ok(())
}
