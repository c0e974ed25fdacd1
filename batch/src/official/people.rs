//! What a run left to people: each receipt with its rows and its bytes, the claim files held to what the run read.

use std::fs;
use std::io;
use std::path::Path;

use desk::Taken;
use receipt::Batch;
use receipt::cut::Limits;
use review::walk;
use wire::{DefectRow, FindingRow, ReceiptRow};

use super::figures::{self, FileFigures, OfFile};
use super::filer::{Filed, Filer};
use super::named::{self, NamedClaim};
use super::{files, rows::Rows};
use crate::error::BatchError;
use crate::run::Run;

/// A receipt that people are to look at.
#[derive(Debug)]
pub struct ForPeople {
    /// The digest of its claim file.
    pub file: String,
    /// What was found.
    pub taken: Taken,
    /// The bytes that it is shown from.
    pub claim: Vec<u8>,
    /// Other claims of the patient that its findings name, as far as they are at hand and no cases of the same run.
    pub linked: Vec<NamedClaim>,
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
        found: Left::default(),
        counted: OfFile::default(),
    };
    files::each(&run.inputs, None, |stream, bytes| {
        let mut filer = Filer::default();
        walk(bytes, Limits::default(), |batch| {
            reading.batch(&mut filer, (&stream.file, &stream.digest), batch)
        })?;
        reading.defects.take_while(|row| row.file == stream.file)?;
        if reading.receipts.is_at(|row| row.file == stream.file) {
            return Err(BatchError::Changed { file: stream.file.clone() });
        }
        reading.counted(&stream.digest);
        Ok(())
    })?;
    let mut found = reading.found;
    named::put(of, &run, &mut found.receipts)?;
    Ok(found)
}

struct Reading<'a> {
    run: &'a str,
    receipts: Rows<ReceiptRow>,
    findings: Rows<FindingRow>,
    defects: Rows<DefectRow>,
    found: Left,
    /// Of the file at hand.
    counted: OfFile,
}

impl Reading<'_> {
    fn batch(&mut self, filer: &mut Filer, of: (&str, &str), batch: &Batch) -> Result<(), BatchError> {
        filer.each(batch, |receipt, filed| self.receipt(of, (batch, receipt), filed))
    }

    /// The file at hand came to its end.
    fn counted(&mut self, digest: &str) {
        let all = std::mem::take(&mut self.counted).into_iter();
        let one =
            |((billed, branch), counts)| FileFigures { file: digest.to_owned(), billed, branch, counts };
        self.found.figures.extend(all.map(one));
    }

    fn receipt(
        &mut self,
        (file, digest): (&str, &str),
        (batch, at): (&Batch, usize),
        filed: Filed<'_>,
    ) -> Result<(), BatchError> {
        let seq = batch.seq_of(at);
        let row = self.receipts.take_if(|row| row.file == file && row.seq == seq)?;
        let Some(receipt) = row else { return Err(BatchError::Changed { file: file.to_owned() }) };
        let findings = self.findings.take_while(|row| row.file == file && row.seq == seq)?;
        let mut defects =
            self.defects.take_while(|row| row.file == file && row.seq.is_none_or(|own| own <= seq))?;
        let billed = filed.and_then(|(_, who)| who.billed).map(model::Month::number);
        figures::count(&mut self.counted, billed, &receipt, &findings)
            .ok_or_else(|| self.receipts.unknown())?;
        if receipt.disposition != "review" {
            return Ok(());
        }
        defects.retain(|row| row.seq.is_some());
        let rows = desk::TakenRows { receipt, findings, defects };
        let (taken, claim) = Taken::new(self.run, rows, (batch, at), filed);
        let linked = Vec::new();
        self.found.receipts.push(ForPeople { file: digest.to_owned(), taken, claim, linked });
        Ok(())
    }
}
