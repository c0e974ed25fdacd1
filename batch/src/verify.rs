//! Whether what a run left is still what it wrote: its decision log, its outputs, and `run.json`.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use crate::chain::{Broken, Fault, Head, walk};
use crate::decisions;
use crate::error::BatchError;
use crate::run::Run;
use crate::screen::digest;

/// What is not as a run wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The decision log is not whole.
    Chain(Broken),
    /// A writer of the log was broken off.
    Torn,
    /// What `run.json` says is not what the log says.
    Run,
    /// An output is another, or not there.
    Output(String),
}

/// Reads `run.json` of a folder.
///
/// # Errors
/// It is not there, or no `run.json`.
pub fn run_of(folder: &Path) -> Result<Run, BatchError> {
    let path = folder.join("run.json");
    let bytes = std::fs::read(&path).map_err(BatchError::opening(&path))?;
    serde_json::from_slice(&bytes).map_err(std::io::Error::from).map_err(BatchError::opening(&path))
}

/// Holds what stands in the folder of a run against its decision log.
///
/// # Errors
/// A file cannot be read.
pub fn verify_run(folder: &Path) -> Result<(Run, Vec<Wrong>), BatchError> {
    let run = run_of(folder)?;
    let mut wrong = Vec::new();
    let path = folder.join(decisions::NAME);
    let file = File::open(&path).map_err(BatchError::opening(&path))?;
    let walked =
        walk(Head::default(), BufReader::new(file), |_, _| {}).map_err(BatchError::opening(&path))?;
    match walked {
        Err(broken) => wrong.push(Wrong::Chain(broken)),
        Ok(walked) if walked.torn => wrong.push(Wrong::Torn),
        Ok(walked) if walked.head.hash != run.decisions => {
            wrong.push(Wrong::Chain(Broken { record: walked.head.records, fault: Fault::Other }));
        }
        Ok(_) => {}
    }
    // The records follow from run.json, so a run.json that was changed has another head.
    let (_, head) = decisions::of(&run).map_err(BatchError::opening(&path))?;
    if head.hash != run.decisions {
        wrong.push(Wrong::Run);
    }
    wrong.extend(outputs(folder, &run.outputs)?.into_iter().map(Wrong::Output));
    Ok((run, wrong))
}

/// Which outputs are not those of the digests.
fn outputs(folder: &Path, digests: &BTreeMap<String, String>) -> Result<Vec<String>, BatchError> {
    let mut wrong = Vec::new();
    for (name, known) in digests {
        let path = folder.join(name);
        if !path.exists() || digest(&path)? != *known {
            wrong.push(name.clone());
        }
    }
    Ok(wrong)
}
