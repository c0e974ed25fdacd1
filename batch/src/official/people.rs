//! What a run left to people: each receipt with its rows and its bytes, the claim files held to what the run read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use desk::Taken;
use receipt::cut::Limits;
use receipt::{Batch, Frame, Institution};
use review::walk;
use sources::{SourceError, each_stream};
use wire::{DefectRow, FindingRow, ReceiptRow};

use super::figures::{self, FileFigures, OfFile};
use super::files;
use super::rows::Rows;
use super::stands_before;
use crate::error::BatchError;
use crate::run::Run;
use crate::unit::Hashed;

/// A receipt that people are to look at.
#[derive(Debug)]
pub struct ForPeople {
    /// The digest of its claim file.
    pub file: String,
    /// What was found.
    pub taken: Taken,
    /// The bytes that it is shown from.
    pub claim: Vec<u8>,
}

/// What is taken in of a run.
#[derive(Debug, Default)]
pub struct Left {
    /// The receipts that are to be looked at (disposition `review`), in the order of the run.
    pub receipts: Vec<ForPeople>,
    /// What it counted, file by file.
    pub figures: Vec<FileFigures>,
}

/// The receipts of a run that are to be looked at, and its figures. All of them are held in memory: nothing may be taken in
/// of a file that turns out to have changed.
///
/// # Errors
/// There is no such run, its inputs changed, or the machine fails.
pub fn for_people(of: &Path) -> Result<Left, BatchError> {
    let path = of.join("run.json");
    let bytes = match fs::read(&path) {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Err(BatchError::NoRun),
        read => read.map_err(BatchError::opening(&path))?,
    };
    let run: Run =
        serde_json::from_slice(&bytes).map_err(io::Error::from).map_err(BatchError::opening(&path))?;
    let mut reading = Reading {
        run: &run.decisions,
        receipts: Rows::open(&of.join("receipts.jsonl"))?,
        findings: Rows::open(&of.join("findings.jsonl"))?,
        defects: Rows::open(&of.join("defects.jsonl"))?,
        filed: None,
        found: Left::default(),
        counted: OfFile::default(),
    };
    files::each(&run.inputs, None, |stream, bytes| {
        reading.filed = None;
        walk(bytes, Limits::default(), |batch| reading.batch(&stream.file, &stream.digest, batch))?;
        reading.defects.take_while(|row| row.file == stream.file)?;
        if reading.receipts.is_at(|row| row.file == stream.file) {
            return Err(BatchError::Changed { file: stream.file.clone() });
        }
        reading.counted(&stream.digest);
        Ok(())
    })?;
    let mut found = reading.found;
    name_files(&run, &mut found.receipts);
    Ok(found)
}

/// Tells each receipt the digests of the files that its findings name: those of the run as it read them, those of the
/// history as they are now. What is not there any more stays without.
fn name_files(run: &Run, found: &mut [ForPeople]) {
    let mut digests: BTreeMap<String, String> =
        run.inputs.iter().map(|input| (input.file.clone(), input.digest.clone())).collect();
    let wanted: BTreeSet<&str> = found.iter().flat_map(|one| one.taken.named_files()).collect();
    let missing: BTreeSet<String> =
        wanted.into_iter().filter(|name| !digests.contains_key(*name)).map(str::to_owned).collect();
    if !missing.is_empty() {
        for path in &run.history {
            let _gone = each_stream(Path::new(path), |stream| {
                if missing.contains(&stream.name) {
                    let mut hashed = Hashed::new(stream.bytes);
                    if io::copy(&mut hashed, &mut io::sink()).is_ok() {
                        digests.insert(stream.name.clone(), hashed.digest());
                    }
                }
                Ok::<(), SourceError>(())
            });
        }
    }
    for one in found {
        let named = one.taken.named_files().into_iter();
        let known = named.filter_map(|name| Some((name.to_owned(), digests.get(name)?.clone())));
        one.taken.files = known.filter(|(_, digest)| !digest.is_empty()).collect();
    }
}

struct Reading<'a> {
    run: &'a str,
    receipts: Rows<ReceiptRow>,
    findings: Rows<FindingRow>,
    defects: Rows<DefectRow>,
    /// IR in force.
    filed: Option<(Vec<u8>, Institution)>,
    found: Left,
    /// Of the file at hand.
    counted: OfFile,
}

impl Reading<'_> {
    fn batch(&mut self, file: &str, digest: &str, batch: &Batch) -> Result<(), BatchError> {
        let mut frames = batch.frames.iter().peekable();
        for receipt in 0..batch.receipts.len() {
            while let Some(frame) = frames.next_if(|frame| stands_before(frame, receipt)) {
                self.filed_by(batch, frame);
            }
            self.receipt((file, digest), batch, receipt)?;
        }
        frames.for_each(|frame| self.filed_by(batch, frame));
        Ok(())
    }

    /// The file at hand came to its end.
    fn counted(&mut self, digest: &str) {
        let all = std::mem::take(&mut self.counted).into_iter();
        let one =
            |((billed, branch), counts)| FileFigures { file: digest.to_owned(), billed, branch, counts };
        self.found.figures.extend(all.map(one));
    }

    fn filed_by(&mut self, batch: &Batch, frame: &Frame) {
        let Frame::Institution { row, institution, .. } = *frame else { return };
        let bytes = batch.row_start(row)..batch.row_start(row + 1);
        self.filed = Some((batch.bytes.get(bytes).unwrap_or_default().to_vec(), institution));
    }

    fn receipt(&mut self, (file, digest): (&str, &str), batch: &Batch, at: usize) -> Result<(), BatchError> {
        let seq = batch.seq_of(at);
        let row = self.receipts.take_if(|row| row.file == file && row.seq == seq)?;
        let Some(receipt) = row else { return Err(BatchError::Changed { file: file.to_owned() }) };
        let findings = self.findings.take_while(|row| row.file == file && row.seq == seq)?;
        let mut defects =
            self.defects.take_while(|row| row.file == file && row.seq.is_none_or(|own| own <= seq))?;
        let billed = self.filed.as_ref().and_then(|(_, who)| who.billed).map(model::Month::number);
        figures::count(&mut self.counted, billed, &receipt, &findings)
            .ok_or_else(|| self.receipts.unknown())?;
        if receipt.disposition != "review" {
            return Ok(());
        }
        defects.retain(|row| row.seq.is_some());
        let rows = desk::TakenRows { receipt, findings, defects };
        let filed = self.filed.as_ref().map(|(bytes, who)| (bytes.as_slice(), *who));
        let (taken, claim) = Taken::new(self.run, rows, (batch, at), filed);
        self.found.receipts.push(ForPeople { file: digest.to_owned(), taken, claim });
        Ok(())
    }
}
