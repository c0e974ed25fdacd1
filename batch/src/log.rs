//! A lasting decision log: the chains of many runs in one, in segments, appended whole or not at all.
//!
//! `000001.log` and so on are the segments; the first record of each follows the last of the one before. `head.json` is
//! written after each run: a log that ends before it has lost its end.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::chain::{Broken, Fault, Head, Walked, line, walk};
use crate::decisions;
use crate::error::BatchError;
use crate::folder::write_whole;
use crate::run::Run;

/// A segment that is larger is followed by a new one.
const SEGMENT: u64 = 16 << 20;
const LOCK: &str = "log.lock";
const HEAD: &str = "head.json";

/// `head.json`.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    records: u64,
    hash: String,
}

/// What a log holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct LogState {
    /// Where it ends.
    pub head: Head,
    /// The heads of the runs in it, in their order.
    pub runs: Vec<String>,
    /// Whether a writer was broken off after the last whole record; the next one takes its rest away.
    pub torn: bool,
    /// Where the next record goes: the segment, and how many bytes of it are whole.
    at: (u64, u64),
}

/// Why a log cannot be read or appended to.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The chain is not whole.
    #[error("broken")]
    Broken(Broken),
    /// The machine.
    #[error(transparent)]
    Machine(#[from] BatchError),
}

/// Reads a log to its end and holds it against its own hashes and the head that was kept.
///
/// # Errors
/// The chain is broken; a file cannot be read.
pub fn verify_log(dir: &Path) -> Result<LogState, LogError> {
    let kept = kept(dir)?;
    let mut state = LogState { at: (1, 0), ..LogState::default() };
    let (mut seen, mut runs) = (kept.as_ref().is_none_or(|kept| kept.records == 0), Vec::new());
    for number in 1.. {
        let path = segment(dir, number);
        if !path.exists() {
            break;
        }
        if state.torn {
            // Something follows what was broken off: that is not how a log is written.
            return Err(LogError::Broken(Broken { record: state.head.records + 1, fault: Fault::Form }));
        }
        let file = File::open(&path).map_err(BatchError::opening(&path))?;
        let mut other = None;
        let walked = walk(state.head.clone(), BufReader::new(file), |head, record| {
            if let Some(kept) = kept.as_ref().filter(|kept| kept.records == head.records) {
                seen = kept.hash == head.hash;
                other = (!seen).then_some(head.records);
            }
            runs.extend(run_head(record));
        });
        let Walked { head, whole, torn } =
            walked.map_err(BatchError::opening(&path))?.map_err(LogError::Broken)?;
        if let Some(record) = other {
            return Err(LogError::Broken(Broken { record, fault: Fault::Other }));
        }
        (state.head, state.torn, state.at) = (head, torn, (number, whole));
    }
    if !seen {
        return Err(LogError::Broken(Broken { record: state.head.records + 1, fault: Fault::Short }));
    }
    state.runs = runs;
    Ok(state)
}

/// Appends a run; one that is there already is left alone. Gives the state after it, and whether it was appended.
///
/// # Errors
/// The log is broken and is left as it is; a file cannot be read or written.
pub fn append(dir: &Path, run: &Run, unix_seconds: u64) -> Result<(LogState, bool), LogError> {
    fs::create_dir_all(dir).map_err(BatchError::writing(dir))?;
    let lock = dir.join(LOCK);
    let held = File::create(&lock).map_err(BatchError::writing(&lock))?;
    held.lock().map_err(BatchError::writing(&lock))?;
    let state = verify_log(dir)?;
    if state.runs.contains(&run.decisions) {
        keep(dir, &state.head)?;
        return Ok((state, false));
    }
    let (text, head) = records(run, unix_seconds, &state.head).map_err(BatchError::writing(dir))?;
    write(dir, &state, text.as_bytes())?;
    keep(dir, &head)?;
    Ok((verify_log(dir)?, true))
}

/// The records of a run, chained on; the last one says when it was taken in and the head of its own chain.
fn records(run: &Run, unix_seconds: u64, from: &Head) -> io::Result<(String, Head)> {
    let (own, _) = decisions::of(run)?;
    let (mut text, mut head) = (String::new(), from.clone());
    let mut add = |record: &Value| {
        let (line, after) = line(&head, record)?;
        text.push_str(&line);
        head = after;
        Ok::<(), io::Error>(())
    };
    let mut failed = Ok(());
    let walked = walk(Head::default(), own.as_bytes(), |_, record| {
        if failed.is_ok() {
            failed = add(record);
        }
    })?;
    failed?;
    walked.map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
    add(&serde_json::json!({ "type": "run", "head": run.decisions, "unix_seconds": unix_seconds }))?;
    Ok((text, head))
}

fn run_head(record: &Value) -> Option<String> {
    let run = record.get("type").and_then(Value::as_str) == Some("run");
    record.get("head").and_then(Value::as_str).filter(|_| run).map(str::to_owned)
}

/// Writes after what is whole; the rest of a writer that was broken off is cut away.
fn write(dir: &Path, state: &LogState, text: &[u8]) -> Result<(), BatchError> {
    let (number, whole) = match state.at {
        (number, whole) if whole >= SEGMENT && !state.torn => (number + 1, 0),
        at => at,
    };
    let path = segment(dir, number);
    let written =
        OpenOptions::new().create(true).truncate(false).write(true).open(&path).and_then(|mut file| {
            file.set_len(whole)?;
            file.seek(SeekFrom::Start(whole))?;
            file.write_all(text)?;
            file.sync_all()?;
            File::open(dir)?.sync_all()
        });
    written.map_err(BatchError::writing(&path))
}

fn segment(dir: &Path, number: u64) -> PathBuf {
    dir.join(format!("{number:06}.log"))
}

fn kept(dir: &Path) -> Result<Option<Kept>, BatchError> {
    let path = dir.join(HEAD);
    let mut text = String::new();
    match File::open(&path).and_then(|mut file| file.read_to_string(&mut text)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(BatchError::opening(&path)(error)),
        Ok(_) => {
            let kept = serde_json::from_str(&text).map_err(io::Error::from);
            kept.map(Some).map_err(BatchError::opening(&path))
        }
    }
}

fn keep(dir: &Path, head: &Head) -> Result<(), BatchError> {
    let kept = Kept { records: head.records, hash: head.hash.clone() };
    write_whole(&dir.join(HEAD), |to| serde_json::to_writer(to, &kept).map_err(Into::into))
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "a test stops at the first thing that is not so"
    )]

    use std::fs;

    use super::{LogError, append, segment, verify_log};
    use crate::chain::Fault;
    use crate::decisions;
    use crate::run::{Run, Stream};

    /// A run over so many files.
    fn run(files: u64) -> Run {
        let stream = |n| Stream { file: format!("{n}.UKE"), receipts: n, ..Stream::default() };
        let mut run =
            Run { version: "0".to_owned(), inputs: (0..files).map(stream).collect(), ..Run::default() };
        run.decisions = decisions::of(&run).unwrap().1.hash;
        run
    }

    fn logged() -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for files in 1..4 {
            assert!(append(dir.path(), &run(files), 1_700_000_000).unwrap().1);
        }
        dir
    }

    #[test]
    fn runs_are_appended_once() {
        let dir = logged();
        let before = verify_log(dir.path()).unwrap();
        assert_eq!(before.runs, (1..4).map(|files| run(files).decisions).collect::<Vec<_>>());
        let (after, appended) = append(dir.path(), &run(2), 1_700_000_001).unwrap();
        assert_eq!((after, appended), (before, false));
    }

    #[test]
    fn what_was_tampered_with_is_refused_and_left_alone() {
        let whole = fs::read_to_string(segment(logged().path(), 1)).unwrap();
        let lines: Vec<&str> = whole.split_inclusive('\n').collect();
        let (last, rest) = lines.split_last().unwrap();
        let swapped = [&[lines[1], lines[0]][..], &lines[2..]].concat().concat();
        let dropped = [&lines[..3], &lines[4..]].concat().concat();
        let flipped = whole.replacen("0.UKE", "1.UKE", 1);
        let twice = [&lines[..], &[last]].concat().concat();
        for text in [swapped, dropped, flipped, twice, rest.concat(), String::new()] {
            let dir = logged();
            let path = segment(dir.path(), 1);
            fs::write(&path, &text).unwrap();
            assert!(matches!(verify_log(dir.path()), Err(LogError::Broken(_))), "{text}");
            assert!(matches!(append(dir.path(), &run(9), 0), Err(LogError::Broken(_))));
            assert_eq!(fs::read_to_string(&path).unwrap(), text, "a broken log is left as it is");
        }
    }

    #[test]
    fn a_writer_that_was_broken_off_is_told_and_the_next_goes_on() {
        let dir = logged();
        let path = segment(dir.path(), 1);
        let whole = fs::read(&path).unwrap();
        fs::write(&path, [&whole[..], &whole[..whole.len() / 3][..70]].concat()).unwrap();
        let state = verify_log(dir.path()).unwrap();
        assert!(state.torn && state.runs.len() == 3);
        let (state, appended) = append(dir.path(), &run(9), 0).unwrap();
        assert!(appended && !state.torn && state.runs.len() == 4);
        assert!(fs::read(&path).unwrap().starts_with(&whole));
    }

    #[test]
    fn a_writer_may_be_killed_at_any_byte() {
        let dir = logged();
        let (path, head) = (segment(dir.path(), 1), dir.path().join("head.json"));
        let (before, kept) = (fs::read(&path).unwrap().len(), fs::read(&head).unwrap());
        append(dir.path(), &run(20), 0).unwrap();
        let after = fs::read(&path).unwrap();
        for cut in (before..=after.len()).step_by(97).chain([after.len()]) {
            fs::write(&path, &after[..cut]).unwrap();
            fs::write(&head, &kept).unwrap();
            assert_eq!(verify_log(dir.path()).unwrap().runs.len(), if cut == after.len() { 4 } else { 3 });
            let (state, appended) = append(dir.path(), &run(20), 0).unwrap();
            assert_eq!((state.runs.len(), state.torn, appended), (4, false, cut < after.len()), "{cut}");
        }
    }

    #[test]
    fn an_end_that_was_cut_off_is_seen_by_the_head() {
        let dir = logged();
        let path = segment(dir.path(), 1);
        let text = fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let shorter = lines[..lines.len() - 1].concat();
        fs::write(&path, shorter).unwrap();
        let fault = verify_log(dir.path()).map_err(|error| match error {
            LogError::Broken(broken) => broken.fault,
            LogError::Machine(error) => unreachable!("{error}"),
        });
        assert_eq!(fault, Err(Fault::Short));
    }

    #[test]
    fn a_large_segment_is_followed_by_another() {
        let dir = logged();
        append(dir.path(), &run(70_000), 0).unwrap();
        append(dir.path(), &run(5), 0).unwrap();
        assert!(segment(dir.path(), 2).exists());
        assert_eq!(verify_log(dir.path()).unwrap().runs.len(), 5);
        fs::remove_file(segment(dir.path(), 1)).unwrap();
        assert!(matches!(verify_log(dir.path()), Err(LogError::Broken(_))));
    }
}
