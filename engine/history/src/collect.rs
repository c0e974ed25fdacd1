//! Collects claims, file by file: what rules need of each, and what was lost on the way.

use std::sync::Arc;

use model::{Defect, Level, Month};
use receipt::{Batch, Institution};
use twox_hash::XxHash3_64;

use crate::gaps::Gaps;
use crate::history::{Entry, History};
use crate::institution::{as_number, institution_at};
use crate::patient::Patient;

/// Claims to a shelf: few enough that closing one copies little, enough that there are few.
const SHELF: usize = 2048;

/// Which patients are kept: one part of so many, so that a month of any size can be worked on part by part.
///
/// A patient's claims are all in the same part, since the part is taken from what the claims are held together by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Partition {
    /// Which part, from 0.
    pub part: u64,
    /// Of how many.
    pub of: u64,
}

impl Partition {
    /// Everybody.
    pub const WHOLE: Self = Self { part: 0, of: 1 };

    /// Whether a patient belongs to the part.
    pub const fn holds(self, patient: &Patient) -> bool {
        self.of < 2 || patient.group % self.of == self.part
    }
}

/// What came of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileReport {
    /// Its name, as it was given.
    pub name: Arc<str>,
    /// Claims.
    pub claims: u64,
    /// The first and the last month of service.
    pub months: Option<(Month, Month)>,
    /// Claims whose patient or month cannot be told; they are left out.
    pub unplaced: u64,
    /// Claims with an error of record; they decide nothing.
    pub damaged: u64,
    /// Errors of the file itself.
    pub faults: u64,
    /// Whether it could not be read, or not to its end.
    pub broken: bool,
}

/// The keys of a receipt of a batch.
#[derive(Clone, Copy, Debug)]
pub struct Keyed {
    patient: Option<Patient>,
    institution: Option<Institution>,
    fingerprint: u64,
}

impl Keyed {
    /// Whether a part of the patients holds it; claims whose patient cannot be told stand in the first.
    pub fn is_in(&self, partition: Partition) -> bool {
        self.patient.map_or(partition.part == 0, |patient| partition.holds(&patient))
    }
}

impl Default for Partition {
    fn default() -> Self {
        Self::WHOLE
    }
}

/// The keys of all receipts of a batch that was read; `institution`: what is in force where it begins.
///
/// This is the dear part of collecting, and needs nothing but the batch.
pub fn keys(batch: &Batch, institution: Option<Institution>) -> Vec<Keyed> {
    let mut buffer = Vec::new();
    let key = |receipt: usize| {
        let institution = institution_at(institution, batch, receipt);
        let patient = Patient::of(batch, receipt, institution, &mut buffer);
        Keyed { patient, institution, fingerprint: fingerprint(batch, receipt) }
    };
    (0..batch.receipts.len()).map(key).collect()
}

/// A number of all bytes of a receipt: the same claim in two files has the same. It never leaves the process, so it need not
/// be one-way, which would take longer than all the keys of the patient.
pub(crate) fn fingerprint(batch: &Batch, receipt: usize) -> u64 {
    let rows = batch.receipts.get(receipt).map_or(0..0, |receipt| receipt.rows.clone());
    let start = batch.row_range(rows.start).start;
    let end = rows.end.checked_sub(1).map_or(start, |last| batch.row_range(last).end);
    XxHash3_64::oneshot(batch.bytes.get(start..end).unwrap_or_default())
}

/// Claims on their way into a [`History`].
#[derive(Debug)]
pub struct Collector {
    partition: Partition,
    shelves: Vec<Batch>,
    entries: Vec<Entry>,
    files: Vec<FileReport>,
    gaps: Gaps,
}

impl Collector {
    /// An empty one.
    pub fn new(partition: Partition) -> Self {
        Self { partition, shelves: Vec::new(), entries: Vec::new(), files: Vec::new(), gaps: Gaps::default() }
    }

    /// A file begins.
    pub fn begin(&mut self, name: &str) {
        self.files.push(FileReport {
            name: name.into(),
            claims: 0,
            months: None,
            unplaced: 0,
            damaged: 0,
            faults: 0,
            broken: false,
        });
    }

    /// The next batch of the file, read, placed in its file and keyed.
    pub fn add(&mut self, batch: &Batch, keys: &[Keyed]) {
        let damaged = self.take_defects(batch);
        for (receipt, key) in keys.iter().enumerate() {
            self.claim(batch, receipt, *key, damaged.binary_search(&receipt).is_ok());
        }
    }

    /// The file ends; `defects`: what is known only then.
    pub fn end(&mut self, defects: &[Defect], broken: bool) {
        let faults = defects.iter().filter(|defect| defect.level != Level::L48).count() as u64;
        if broken || faults > 0 {
            // What stood behind the break may be anybody's.
            self.gaps.add(None, None);
        }
        if let Some(file) = self.files.last_mut() {
            file.faults += faults;
            file.broken = broken;
        }
    }

    /// What came of the files so far.
    pub fn files(&self) -> &[FileReport] {
        &self.files
    }

    /// Everything that was collected; `complete_from`: from which month on somebody says that nothing is missing.
    pub fn finish(mut self, complete_from: Option<Month>) -> History {
        self.shelves.iter_mut().for_each(Batch::shrink);
        History::new(self.shelves, self.entries, self.files, self.gaps, complete_from)
    }

    /// Notes what defects leave unknown, and gives the receipts that have one, in order.
    fn take_defects(&mut self, batch: &Batch) -> Vec<usize> {
        let mut damaged = Vec::new();
        for defect in batch.defects.iter().filter(|defect| defect.level != Level::L48) {
            let receipt = defect.seq.and_then(|seq| seq.checked_sub(batch.receipts_before + 1));
            damaged.extend(receipt.and_then(|receipt| usize::try_from(receipt).ok()));
            // A line that is no record may have been the head of a claim, or of another institution's claims.
            if defect.place.record.is_none() || defect.seq.is_none() {
                self.gaps.add(None, None);
                if let Some(file) = self.files.last_mut() {
                    file.faults += 1;
                }
            }
        }
        damaged.sort_unstable();
        damaged.dedup();
        damaged
    }

    fn claim(&mut self, batch: &Batch, receipt: usize, key: Keyed, damaged: bool) {
        let (Some(own), Some(file)) = (batch.receipts.get(receipt), self.files.last_mut()) else { return };
        file.claims += 1;
        file.damaged += u64::from(damaged);
        if let Some(month) = own.month {
            let (first, last) = file.months.unwrap_or((month, month));
            file.months = Some((first.min(month), last.max(month)));
        }
        let (Some(patient), Some(month)) = (key.patient, own.month) else {
            file.unplaced += 1;
            self.gaps.add(key.institution.map(as_number), own.month);
            return;
        };
        if !self.partition.holds(&patient) {
            return;
        }
        let (seq, inpatient) = (batch.seq_of(receipt), own.claim_type.map(|kind| kind.inpatient));
        let file = self.files.len() - 1;
        let Some((shelf, at)) = self.shelve(batch, receipt) else { return };
        self.entries.push(Entry {
            patient,
            month,
            inpatient,
            fingerprint: key.fingerprint,
            file: file as u32,
            seq,
            lines_before: batch.lines_before,
            shelf: shelf as u32,
            receipt: at as u32,
            damaged,
            doubled: false,
        });
    }

    fn shelve(&mut self, batch: &Batch, receipt: usize) -> Option<(usize, usize)> {
        if self.shelves.last().is_none_or(|shelf| shelf.receipts.len() >= SHELF) {
            if let Some(full) = self.shelves.last_mut() {
                full.shrink();
            }
            self.shelves.push(Batch::default());
        }
        let at = self.shelves.last_mut()?.take_in(batch, receipt)?;
        Some((self.shelves.len() - 1, at))
    }
}
