//! The official lists of a run: a pure function of its rows and of the claim files that they speak of.
//!
//! What comes in: `run.json`, the three files of rows, the claim files, each held to the digest that the run saw. What
//! goes out: a folder that is whole or not there, with a folder for each institution and sending. Rows and files are read
//! once, side by side; what is kept at a time is what one sending has in its lists. docs/design/outputs.md says why.

mod changed;
pub mod decided;
mod figures;
mod filer;
mod files;
mod left_out;
mod named;
mod people;
mod put;
mod returned;
mod rows;
mod sending;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use formats::intake_list::Faulty;
use model::{Date, Month};
use receipt::cut::Limits;
use receipt::{Batch, Frame};
use review::walk;
use wire::{DefectRow, FindingRow, ReceiptRow};

use crate::error::BatchError;
use crate::folder::{beside, put_in_place};
use crate::run::{Run, Stream};
use desk::official::Facts;
use desk::official::{Intake, faulty};
pub use figures::FileFigures;
use left_out::{Notes, Spot, Why};
pub use named::NamedClaim;
pub use people::{ForPeople, Left, for_people};
use put::Tally;
use rows::Rows;
use sending::{Of, Sending, agency, processed};

/// What somebody knows beside the run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked {
    /// The month of processing; without it the one in which each file is billed.
    pub processed: Option<Month>,
    /// The day of sending, which no claim file has.
    pub sent: Option<Date>,
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Official {
    /// How many files of each list.
    pub files: BTreeMap<String, u64>,
    /// How much found no place in a list.
    pub left_out: u64,
    /// How many texts were fitted.
    pub fitted: u64,
}

/// Writes the official lists of a run that came to its end.
///
/// # Errors
/// There is no such run, its inputs changed, `out` is there already, or the machine fails; then `out` is as it was.
pub fn official(of: &Path, out: &Path, asked: &Asked) -> Result<Official, BatchError> {
    let path = of.join("run.json");
    let bytes = match fs::read(&path) {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Err(BatchError::NoRun),
        read => read.map_err(BatchError::opening(&path))?,
    };
    let run: Run =
        serde_json::from_slice(&bytes).map_err(io::Error::from).map_err(BatchError::opening(&path))?;
    if out.exists() {
        return Err(BatchError::Exists { path: out.to_owned() });
    }
    lists(&run, of, None, out, asked)
}

/// The same of a run whose rows stand in a folder; whatever stands at `out` is replaced.
pub(crate) fn lists(
    run: &Run,
    rows: &Path,
    stdin: Option<&Path>,
    out: &Path,
    asked: &Asked,
) -> Result<Official, BatchError> {
    let part = beside(out);
    remove(&part)?;
    fs::create_dir_all(&part).map_err(BatchError::writing(&part))?;
    let mut stage = Stage {
        receipts: Rows::open(&rows.join("receipts.jsonl"))?,
        findings: Rows::open(&rows.join("findings.jsonl"))?,
        defects: Rows::open(&rows.join("defects.jsonl"))?,
        asked,
        notes: Notes::create(&part.join("notes.jsonl"))?,
        below: part.clone(),
        tally: Tally::default(),
        numbers: BTreeMap::new(),
        filer: None,
        sending: None,
    };
    let written = files::each(&run.inputs, stdin, |stream, bytes| stage.stream(stream, bytes));
    let told = written.and_then(|()| stage.finish(&run.inputs));
    match told {
        Ok(told) => {
            remove(out)?;
            put_in_place(&part, out)?;
            Ok(told)
        }
        Err(error) => {
            // What hinders the lists is told; that half of them could not be removed is not worth more.
            drop(remove(&part));
            Err(error)
        }
    }
}

fn remove(folder: &Path) -> Result<(), BatchError> {
    match fs::remove_dir_all(folder) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(BatchError::writing(folder)(cause)),
        _ => Ok(()),
    }
}

/// Who files the receipts that follow.
struct Filer {
    who: receipt::Institution,
    name: String,
    /// IR as it stands, when it is one.
    row: Option<Vec<u8>>,
}

/// What is known while rows and files are read side by side.
struct Stage<'a> {
    receipts: Rows<ReceiptRow>,
    findings: Rows<FindingRow>,
    defects: Rows<DefectRow>,
    asked: &'a Asked,
    notes: Notes,
    below: PathBuf,
    tally: Tally,
    /// How many sendings each institution had with each agency.
    numbers: BTreeMap<(u8, u8, u32), u16>,
    filer: Option<Filer>,
    sending: Option<Sending>,
}

impl Stage<'_> {
    fn stream(&mut self, stream: &Stream, bytes: &mut dyn io::Read) -> Result<(), BatchError> {
        self.filer = None;
        // Why a broken file ends early was told when it was screened.
        walk(bytes, Limits::default(), |batch| self.batch(&stream.file, batch))?;
        let rest = self.defects.take_while(|row| row.file == stream.file)?;
        self.of_file(&stream.file, &rest)?;
        if self.receipts.is_at(|row| row.file == stream.file) {
            return Err(BatchError::Changed { file: stream.file.clone() });
        }
        self.close()
    }

    fn batch(&mut self, file: &str, batch: &Batch) -> Result<(), BatchError> {
        let mut frames = batch.frames.iter().peekable();
        for receipt in 0..batch.receipts.len() {
            while let Some(frame) = frames.next_if(|frame| stands_before(frame, receipt)) {
                self.filed_by(batch, frame);
            }
            self.receipt(file, Facts { batch, receipt })?;
        }
        frames.for_each(|frame| self.filed_by(batch, frame));
        Ok(())
    }

    fn filed_by(&mut self, batch: &Batch, frame: &Frame) {
        let Frame::Institution { row, institution, .. } = frame else { return };
        let filing = batch.row(*row).starts_with(b"IR");
        self.filer = Some(Filer {
            who: *institution,
            // SPEC: 医療機関名称 is item 7 of IR and of UK.
            name: batch.text(*row, 7).trim().to_owned(),
            row: filing.then(|| batch.row(*row).to_vec()),
        });
    }

    fn receipt(&mut self, file: &str, of: Facts<'_>) -> Result<(), BatchError> {
        let seq = of.batch.seq_of(of.receipt);
        let row = self.receipts.take_if(|row| row.file == file && row.seq == seq)?;
        let Some(row) = row else { return Err(BatchError::Changed { file: file.to_owned() }) };
        // Sendings are counted whether or not a list says something of them.
        self.sending(file)?;
        let findings = self.findings.take_while(|row| row.file == file && row.seq == seq)?;
        let mut defects =
            self.defects.take_while(|row| row.file == file && row.seq.is_none_or(|own| own <= seq))?;
        let own = defects.iter().position(|row| row.seq.is_some()).unwrap_or(defects.len());
        let own = defects.split_off(own);
        self.of_file(file, &defects)?;
        if row.disposition == "returned" {
            self.returned(file, of, &findings, &own)?;
        }
        if row.disposition == "assessed" {
            self.changed(file, of, &findings)?;
        }
        self.intake(file, Some(of), &own, &findings)
    }

    fn returned(
        &mut self,
        file: &str,
        of: Facts<'_>,
        findings: &[FindingRow],
        defects: &[DefectRow],
    ) -> Result<(), BatchError> {
        let seq = Some(of.batch.seq_of(of.receipt));
        let listed = returned::listed(of, findings, defects);
        let row = self.filer.as_ref().and_then(|filer| filer.row.as_deref());
        let filed = returned::filed(of, row, findings, defects);
        let mut left: Vec<(&'static str, Why)> = Vec::new();
        match self.sending(file)? {
            Some(sending) => {
                let mut add = |list, why| left.push((list, why));
                listed.map_or_else(|why| add("henr", why), |what| sending.listed.push(Of { seq, what }));
                filed.map_or_else(|why| add("HEN", why), |what| sending.filed.push(Of { seq, what }));
            }
            None => left.extend([("henr", Why::Institution), ("HEN", Why::Institution)]),
        }
        left.into_iter().try_for_each(|(list, why)| self.notes.left(Spot { file, seq, list }, why, None))
    }

    fn changed(&mut self, file: &str, of: Facts<'_>, findings: &[FindingRow]) -> Result<(), BatchError> {
        let seq = Some(of.batch.seq_of(of.receipt));
        let spot = Spot { file, seq, list: "zogn" };
        let asked = self.asked;
        let Some(sending) = self.sending(file)? else {
            return self.notes.left(spot, Why::Institution, None);
        };
        let Some(agency) = agency(sending.who) else {
            return self.notes.left(spot, Why::Institution, None);
        };
        match changed::listed(of, findings, (agency.users(), processed(asked, sending.who))) {
            Ok((what, unlettered)) => {
                sending.changed.push(Of { seq, what });
                (0..unlettered).try_for_each(|_| self.notes.left(spot, Why::NoLetter, None))
            }
            Err(why) => self.notes.left(spot, why, None),
        }
    }

    /// Defects of a file as a whole.
    fn of_file(&mut self, file: &str, defects: &[DefectRow]) -> Result<(), BatchError> {
        if defects.is_empty() { Ok(()) } else { self.intake(file, None, defects, &[]) }
    }

    fn intake(
        &mut self,
        file: &str,
        of: Option<Facts<'_>>,
        defects: &[DefectRow],
        findings: &[FindingRow],
    ) -> Result<(), BatchError> {
        let seq = of.map(|of| of.batch.seq_of(of.receipt));
        let spot = Spot { file, seq, list: "hasp" };
        let intake = Intake::of(of, defects, findings);
        (0..intake.unlisted).try_for_each(|_| self.notes.left(spot, Why::NoCode, None))?;
        if intake.errors.is_empty() {
            return Ok(());
        }
        let Some(sending) = self.sending(file)? else {
            return self.notes.left(spot, Why::Institution, None);
        };
        let told = |errors| match of {
            Some(of) => faulty(of, errors),
            None => Faulty { errors, ..Faulty::default() },
        };
        let reception = intake.of_reception();
        if !reception.is_empty() {
            sending.reception.push(Of { seq, what: told(reception) });
        }
        sending.intake.push(Of { seq, what: told(intake.errors) });
        Ok(())
    }

    /// The sending that receipts belong to now; `None` when nobody says who files them.
    fn sending(&mut self, file: &str) -> Result<Option<&mut Sending>, BatchError> {
        let Some(who) = self.filer.as_ref().map(|filer| filer.who) else { return Ok(None) };
        if !self.sending.as_ref().is_some_and(|sending| sending.is_of(file, who)) {
            self.close()?;
            let number = self.numbers.entry((who.agency, who.prefecture, who.code)).or_default();
            *number = number.saturating_add(1);
            let name = self.filer.as_ref().map_or_else(String::new, |filer| filer.name.clone());
            self.sending = Some(Sending::new(file, who, name, *number));
        }
        Ok(self.sending.as_mut())
    }

    fn close(&mut self) -> Result<(), BatchError> {
        match self.sending.take() {
            Some(sending) => sending.write(&self.below, self.asked, &mut self.notes, &mut self.tally),
            None => Ok(()),
        }
    }

    fn finish(mut self, inputs: &[Stream]) -> Result<Official, BatchError> {
        self.close()?;
        if !(self.receipts.is_done() && self.findings.is_done() && self.defects.is_done()) {
            let file = inputs.last().map_or_else(String::new, |last| last.file.clone());
            return Err(BatchError::Changed { file });
        }
        let (left_out, fitted) = (self.notes.left_out, self.notes.fitted);
        self.notes.finish()?;
        Ok(Official { files: self.tally.files, left_out, fitted })
    }
}

fn stands_before(frame: &Frame, receipt: usize) -> bool {
    match frame {
        Frame::Institution { receipts, .. } | Frame::Summary { receipts, .. } => {
            *receipts as usize <= receipt
        }
    }
}
