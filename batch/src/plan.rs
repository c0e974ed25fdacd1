//! What a run works on: its inputs as units, small files together, and what else the results depend on.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use sources::{Found, SourceError, Stream, each_stream, walk};

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
    /// Whether its name is not UTF-8. No result could name it, so it is told and not read.
    #[serde(default)]
    pub(crate) misnamed: bool,
}

impl Input {
    /// [`each_stream`] of the file.
    pub(crate) fn each_stream<E: From<SourceError>>(
        &self,
        each: impl FnMut(Stream<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        if self.misnamed {
            let name = self.path.display().to_string();
            return Err(SourceError { name, cause: io::ErrorKind::InvalidFilename.into() }.into());
        }
        each_stream(&self.path, each)
    }
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
    /// Folders with results of earlier runs, which are no claims.
    #[serde(default)]
    pub(crate) skipped: Vec<String>,
}

impl Plan {
    /// `out`: where the results go, if that is known; it is no input though it stands among them.
    pub(crate) fn new(
        inputs: &Inputs,
        out: Option<&Path>,
        spooled: Option<Input>,
        revision: Vec<(String, String)>,
        memory: u64,
    ) -> Result<Self, BatchError> {
        let out = out.and_then(|out| out.canonicalize().ok());
        let mut skipped = BTreeSet::new();
        let mut claims = found(&inputs.claims, out.as_deref(), &mut skipped)?;
        claims.extend(spooled);
        let history = found(&inputs.history, out.as_deref(), &mut skipped)?;
        let parts = if history.is_empty() { 1 } else { parts(claims.iter().chain(&history), memory) };
        let skipped = skipped.iter().map(|folder| folder.display().to_string()).collect();
        Ok(Self { units: units(claims), history, parts, revision, skipped })
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

fn found(
    paths: &[PathBuf],
    out: Option<&Path>,
    skipped: &mut BTreeSet<PathBuf>,
) -> Result<Vec<Input>, BatchError> {
    let (mut inputs, mut seen, mut claims) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for path in paths {
        let whole = path.canonicalize().ok();
        // What is named itself is meant; below it the folder of these results is not.
        let own = out.filter(|out| whole.as_deref() != Some(*out));
        for found in walk(std::slice::from_ref(path))? {
            // A file that is named twice, by itself and by its folder or in two ways, is one file.
            let real = found.path.canonicalize().unwrap_or_else(|_| found.path.clone());
            if own.is_some_and(|own| real.starts_with(own)) || !seen.insert(real) {
                continue;
            }
            match results_around(&found.path, path, &mut claims) {
                Some(folder) => _ = skipped.insert(folder),
                None => inputs.push(input(found)),
            }
        }
    }
    Ok(inputs)
}

fn input(found: Found) -> Input {
    if let Some(name) = found.path.to_str().is_none().then(|| found.path.display().to_string()) {
        return Input { path: name.into(), name: None, bytes: 0, modified: 0, misnamed: true };
    }
    let modified = std::fs::metadata(&found.path).and_then(|meta| meta.modified()).ok();
    let since = modified.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    let modified = since.map_or(0, |since| u64::try_from(since.as_nanos()).unwrap_or(u64::MAX));
    Input { path: found.path, name: None, bytes: found.bytes, modified, misnamed: false }
}

/// The folder with the results of a run that a file stands in, at or below the folder that was named; `claims`: folders
/// that are known to be none.
fn results_around(file: &Path, named: &Path, claims: &mut BTreeSet<PathBuf>) -> Option<PathBuf> {
    let folders = file.ancestors().skip(1).take_while(|folder| folder.starts_with(named));
    let is_results =
        |folder: &Path| ["run.json", "receipts.jsonl"].iter().all(|name| folder.join(name).is_file());
    let mut below = Vec::new();
    for folder in folders {
        if claims.contains(folder) {
            break;
        }
        if is_results(folder) {
            return Some(folder.to_owned());
        }
        below.push(folder.to_owned());
    }
    claims.extend(below);
    None
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
    #![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

    use std::fs;
    use std::path::{Path, PathBuf};

    use sources::SourceError;

    use super::{Input, Inputs, Plan, UNIT_BYTES, units};

    fn sized(bytes: u64) -> Input {
        Input { path: bytes.to_string().into(), name: None, bytes, modified: 0, misnamed: false }
    }

    fn plan(claims: &[PathBuf], out: Option<&Path>) -> Plan {
        Plan::new(&Inputs { claims: claims.to_vec(), ..Inputs::default() }, out, None, Vec::new(), 1 << 20)
            .unwrap()
    }

    /// The files of a plan below a folder.
    fn files(plan: &Plan, dir: &Path) -> Vec<String> {
        let name = |input: &Input| input.path.strip_prefix(dir).unwrap().display().to_string();
        plan.units.iter().flatten().map(name).collect()
    }

    #[test]
    fn a_file_that_is_named_in_two_ways_is_one_file() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        fs::create_dir(dir.join("in")).unwrap();
        fs::write(dir.join("in/a.UKE"), "IR").unwrap();
        let named = [dir.join("in/a.UKE"), dir.join("in/../in/a.UKE"), dir.join("in")];
        assert_eq!(files(&plan(&named, None), dir), ["in/a.UKE"]);
    }

    #[test]
    fn results_among_the_claims_are_no_claims() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        for name in
            ["a.UKE", "b/b.UKE", "old/official/1.csv", "old/run.json", "old/receipts.jsonl", "new/x.csv"]
        {
            fs::create_dir_all(dir.join("in").join(name).parent().unwrap()).unwrap();
            fs::write(dir.join("in").join(name), "x").unwrap();
        }
        // One that is only called so is no run.
        fs::write(dir.join("in/b/run.json"), "x").unwrap();
        let all = plan(&[dir.join("in")], Some(&dir.join("in/new")));
        assert_eq!(files(&all, dir), ["in/a.UKE", "in/b/b.UKE", "in/b/run.json"]);
        assert_eq!(all.skipped, [dir.join("in/old").display().to_string()]);
        let named = plan(&[dir.join("in/new"), dir.join("in/old")], Some(&dir.join("in/new")));
        assert_eq!((files(&named, dir), named.skipped.len()), (vec!["in/new/x.csv".to_owned()], 1));
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_not_utf8_is_told_and_stops_no_other_file() {
        use std::os::unix::ffi::OsStrExt;
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        // 請求 in Shift_JIS.
        let name = std::ffi::OsStr::from_bytes(b"\x90\xBF\x8B\x81.UKE");
        fs::write(dir.join(name), "IR").unwrap();
        fs::write(dir.join("z.UKE"), "IR").unwrap();
        let all = plan(&[dir.to_owned()], None);
        let kept: Plan = serde_json::from_str(&serde_json::to_string(&all).unwrap()).unwrap();
        assert_eq!(kept, all);
        let read = |input: &Input| {
            input.each_stream(|_| Ok::<(), SourceError>(())).map_err(|error| error.cause.kind())
        };
        let read: Vec<_> = all.units.iter().flatten().map(read).collect();
        assert_eq!(read, [Ok(()), Err(std::io::ErrorKind::InvalidFilename)]);
    }

    #[test]
    fn small_files_are_worked_on_together() {
        let sizes = [UNIT_BYTES / 2, UNIT_BYTES / 2, 1, UNIT_BYTES * 3, 1, 2];
        let of = |unit: &Vec<Input>| unit.len();
        assert_eq!(units(sizes.map(sized).to_vec()).iter().map(of).collect::<Vec<_>>(), [2, 1, 1, 2]);
    }
}
