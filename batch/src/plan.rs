//! What a run works on: its inputs as units, small files together, and what else the results depend on.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use sources::{Found, walk};

use crate::error::BatchError;

/// Small files are worked on together up to so many bytes: enough that what is written for a unit does not count, few
/// enough that a run that is killed loses little.
const UNIT_BYTES: u64 = 32 << 20;

/// What memory a claim of the history takes at most, and how many bytes it has at least in a file.
///
/// Measured: 630 bytes a claim kept (docs/design/history.md); made-up outpatient claims have 780 bytes.
const KEPT_BYTES: u64 = 700;
const CLAIM_BYTES: u64 = 500;
/// Packed claims are taken to be so many times larger.
const PACKED: u64 = 12;

/// Files and folders as a user names them.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// What is screened.
    pub claims: Vec<PathBuf>,
    /// What is only known.
    pub history: Vec<PathBuf>,
    /// Whether standard input is screened too, the last of all.
    pub stdin: bool,
}

/// A file with what tells whether it is still the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    pub(crate) path: PathBuf,
    /// What it is called in results, when not by its path.
    pub(crate) name: Option<String>,
    pub(crate) bytes: u64,
    /// Nanoseconds since 1970.
    pub(crate) modified: u64,
}

/// What is worked on, and in what parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub(crate) units: Vec<Vec<Input>>,
    pub(crate) history: Vec<Input>,
    /// Into how many parts the patients are divided, so that their claims fit the memory.
    pub(crate) parts: u64,
    /// What the results depend on beside the inputs: rules, masters, settings.
    pub(crate) revision: Vec<(String, String)>,
}

impl Plan {
    pub(crate) fn new(
        inputs: &Inputs,
        spooled: Option<Input>,
        revision: Vec<(String, String)>,
        memory: u64,
    ) -> Result<Self, BatchError> {
        let mut claims = found(&inputs.claims)?;
        claims.extend(spooled);
        let history = found(&inputs.history)?;
        let parts = if history.is_empty() { 1 } else { parts(claims.iter().chain(&history), memory) };
        Ok(Self { units: units(claims), history, parts, revision })
    }

    /// What of another plan is not the same.
    pub(crate) fn differs(&self, other: &Self) -> Option<&'static str> {
        match () {
            () if self.units != other.units => Some("inputs"),
            () if self.history != other.history => Some("history"),
            () if self.revision != other.revision => Some("revision"),
            () if self.parts != other.parts => Some("parts"),
            () => None,
        }
    }

    /// How many bytes on disk are screened.
    pub fn bytes(&self) -> u64 {
        self.units.iter().flatten().map(|input| input.bytes).sum()
    }

    /// How many files are screened.
    pub fn files(&self) -> usize {
        self.units.iter().map(Vec::len).sum()
    }
}

fn found(paths: &[PathBuf]) -> Result<Vec<Input>, BatchError> {
    let input = |found: Found| {
        let modified = std::fs::metadata(&found.path).and_then(|meta| meta.modified()).ok();
        let since = modified.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
        let modified = since.map_or(0, |since| u64::try_from(since.as_nanos()).unwrap_or(u64::MAX));
        Input { path: found.path, name: None, bytes: found.bytes, modified }
    };
    let mut inputs: Vec<Input> = walk(paths)?.into_iter().map(input).collect();
    // A file that is named twice, by itself and by its folder, is one file.
    let mut seen = std::collections::BTreeSet::new();
    inputs.retain(|input| seen.insert(input.path.clone()));
    Ok(inputs)
}

fn units(inputs: Vec<Input>) -> Vec<Vec<Input>> {
    let (mut units, mut bytes) = (Vec::<Vec<Input>>::new(), u64::MAX);
    for input in inputs {
        bytes = bytes.saturating_add(input.bytes);
        match units.last_mut().filter(|_| bytes <= UNIT_BYTES) {
            Some(unit) => unit.push(input),
            None => {
                bytes = input.bytes;
                units.push(vec![input]);
            }
        }
    }
    units
}

/// So many parts that the claims of one fit the memory.
fn parts<'a>(inputs: impl Iterator<Item = &'a Input>, memory: u64) -> u64 {
    let claims: u64 = inputs.map(|input| input.bytes * packing(&input.path) / CLAIM_BYTES).sum();
    (claims * KEPT_BYTES).div_ceil(memory.max(1)).max(1)
}

/// By the name alone: it decides only how many parts there are.
fn packing(path: &Path) -> u64 {
    let packed = path.extension().is_some_and(|extension| {
        let extension = extension.to_ascii_lowercase();
        extension == "gz" || extension == "zip"
    });
    if packed { PACKED } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::{Input, UNIT_BYTES, units};

    fn sized(bytes: u64) -> Input {
        Input { path: bytes.to_string().into(), name: None, bytes, modified: 0 }
    }

    #[test]
    fn small_files_are_worked_on_together() {
        let sizes = [UNIT_BYTES / 2, UNIT_BYTES / 2, 1, UNIT_BYTES * 3, 1, 2];
        let of = |unit: &Vec<Input>| unit.len();
        assert_eq!(units(sizes.map(sized).to_vec()).iter().map(of).collect::<Vec<_>>(), [2, 1, 1, 2]);
    }
}
