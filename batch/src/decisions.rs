//! The decision log of a run: digests of what was judged, by what, and of what came of it; no data of anybody.
//!
//! The records follow from `run.json` alone, so the same run has the same chain; its head stands in `run.json`.

use std::io::Write;
use std::path::Path;

use serde::Serialize;

use crate::chain::{Head, line};
use crate::error::BatchError;
use crate::folder::write_whole;
use crate::run::{Run, Stream};

/// The file in the folder of a run.
pub(crate) const NAME: &str = "decisions.log";

/// A record.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Record<'a> {
    /// By what was judged.
    Begin { version: &'a str, revision: &'a std::collections::BTreeMap<String, String>, parts: u64 },
    /// What was judged.
    Stream { file: &'a str, bytes: u64, digest: &'a str, receipts: u64, whole: bool, refused: bool },
    /// What came of it.
    End {
        receipts: u64,
        outputs: &'a std::collections::BTreeMap<String, String>,
        /// Of all that was counted.
        counts: String,
    },
}

/// The chain of a run as a text, and its head.
pub(crate) fn of(run: &Run) -> std::io::Result<(String, Head)> {
    let (mut text, mut head) = (String::new(), Head::default());
    let mut add = |record: &Record<'_>| {
        let (line, after) = line(&head, record)?;
        text.push_str(&line);
        head = after;
        Ok::<(), std::io::Error>(())
    };
    add(&Record::Begin { version: &run.version, revision: &run.revision, parts: run.parts })?;
    run.inputs.iter().try_for_each(|input| add(&stream(input)))?;
    let counts = blake3::hash(&serde_json::to_vec(&run.counts)?).to_hex().to_string();
    add(&Record::End { receipts: run.counts.receipts, outputs: &run.outputs, counts })?;
    Ok((text, head))
}

fn stream(of: &Stream) -> Record<'_> {
    Record::Stream {
        file: &of.file,
        bytes: of.bytes,
        digest: &of.digest,
        receipts: of.receipts,
        whole: of.broken.is_none(),
        refused: of.refused,
    }
}

/// Writes the chain of a run beside its outputs; its head goes to `run.json`.
pub(crate) fn write(folder: &Path, run: &mut Run) -> Result<(), BatchError> {
    let path = folder.join(NAME);
    let (text, head) = of(run).map_err(BatchError::writing(&path))?;
    run.decisions = head.hash;
    write_whole(&path, |to| to.write_all(text.as_bytes()))
}
