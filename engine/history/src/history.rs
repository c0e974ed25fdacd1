//! Claims by patient: for a judged receipt, the others of its patient, in an order that no order of files changes.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

use eval::{Earlier, OtherClaim};
use model::Month;
use receipt::{Batch, Institution};

use crate::collect::{FileReport, fingerprint};
use crate::gaps::{Gaps, Reach};
use crate::institution::{as_number, institution_at};
use crate::patient::{Patient, Relation};

/// A claim.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub patient: Patient,
    pub month: Month,
    pub inpatient: Option<bool>,
    pub fingerprint: u64,
    pub file: u32,
    pub seq: u64,
    pub lines_before: u64,
    pub shelf: u32,
    pub receipt: u32,
    /// It has an error of record, so that what stands on it may be wrong or incomplete.
    pub damaged: bool,
    /// Another claim stands in its place: the same patient, month and kind.
    pub doubled: bool,
}

/// Claims of patients, with how complete they are.
#[derive(Debug, Default)]
pub struct History {
    shelves: Vec<Batch>,
    /// By patient, then month.
    entries: Vec<Entry>,
    groups: Groups,
    files: Vec<FileReport>,
    gaps: Gaps,
    complete_from: Option<Month>,
}

/// Where the entries of groups begin whose numbers begin alike; they are one-way, so they lie evenly.
///
/// PERF: a search through a hundred thousand entries waits for memory at every step, 4 µs a receipt; this waits once or twice.
#[derive(Debug, Default)]
struct Groups {
    /// By the first bits of a number; one more than there are.
    starts: Vec<u32>,
    shift: u32,
}

impl Groups {
    fn of(entries: &[Entry]) -> Self {
        let bits = entries.len().next_power_of_two().trailing_zeros().max(1);
        let (mut starts, shift) = (vec![0; (1 << bits) + 1], u64::BITS - bits);
        for entry in entries {
            let next = starts.get_mut((entry.patient.group >> shift) as usize + 1);
            next.into_iter().for_each(|count| *count += 1);
        }
        let mut before = 0;
        for start in &mut starts {
            before += *start;
            *start = before;
        }
        Self { starts, shift }
    }

    /// Where the entries of a group are, if there are any, with few others.
    fn near(&self, group: u64) -> Range<usize> {
        let at = group.checked_shr(self.shift).unwrap_or(0) as usize;
        let start = |at: usize| self.starts.get(at).map_or(0, |start| *start as usize);
        start(at)..start(at + 1)
    }
}

/// The receipt that is judged.
#[derive(Clone, Copy, Debug)]
pub struct Judged<'a> {
    /// The batch in which it stands, with its bytes.
    pub batch: &'a Batch,
    /// Which of its receipts.
    pub receipt: usize,
    /// The institution in force where the batch begins.
    pub institution: Option<Institution>,
}

/// The other claims of one patient; reused from receipt to receipt.
#[derive(Debug, Default)]
pub struct Others<'h> {
    claims: Vec<OtherClaim<'h>>,
    entries: Vec<&'h Entry>,
    reach: Option<Reach>,
    buffer: Vec<u8>,
}

/// Where a line of another claim stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: Arc<str>,
    /// 1-based ordinal of the receipt in its file.
    pub seq: u64,
    /// 1-based physical line.
    pub line: u64,
    /// The month of service.
    pub month: Month,
}

impl History {
    pub(crate) fn new(
        shelves: Vec<Batch>,
        mut entries: Vec<Entry>,
        files: Vec<FileReport>,
        gaps: Gaps,
        complete_from: Option<Month>,
    ) -> Self {
        let name = |entry: &Entry| files.get(entry.file as usize).map(|file| &*file.name);
        let order = |a: &Entry, b: &Entry| -> Ordering {
            let key = |e: &Entry| (e.patient.group, e.month, e.inpatient, e.fingerprint);
            key(a).cmp(&key(b)).then_with(|| name(a).cmp(&name(b))).then(a.seq.cmp(&b.seq))
        };
        entries.sort_unstable_by(order);
        // The same claim in two files, as when a folder holds the judged file too, is one.
        entries.dedup_by(|b, a| {
            (a.patient, a.month, a.fingerprint) == (b.patient, b.month, b.fingerprint) && a.file != b.file
        });
        entries.chunk_by_mut(|a, b| a.patient.group == b.patient.group).for_each(mark_doubled);
        entries.shrink_to_fit();
        let groups = Groups::of(&entries);
        Self { shelves, entries, groups, files, gaps, complete_from }
    }

    /// Looks up the other claims of a receipt's patient, of its month and before.
    pub fn others<'h>(&'h self, judged: Judged<'_>, into: &mut Others<'h>) {
        into.claims.clear();
        into.entries.clear();
        into.reach = None;
        let institution = institution_at(judged.institution, judged.batch, judged.receipt);
        let patient = Patient::of(judged.batch, judged.receipt, institution, &mut into.buffer);
        let month = judged.batch.receipts.get(judged.receipt).and_then(|receipt| receipt.month);
        let (Some(patient), Some(month), Some(institution)) = (patient, month, institution) else { return };
        let mut reach = Reach::said(self.complete_from, month);
        self.gaps.narrow(&mut reach, as_number(institution), month);
        let own = fingerprint(judged.batch, judged.receipt);
        for entry in self.of_group(patient.group) {
            if entry.month > month {
                break;
            }
            let relation = patient.relation(&entry.patient);
            let itself = entry.fingerprint == own && entry.month == month;
            if relation == Relation::Other || itself {
                continue;
            }
            if entry.damaged {
                reach.without(Some(entry.month), month);
            }
            let Some(batch) = self.shelves.get(entry.shelf as usize) else { continue };
            let sure = relation == Relation::Same && !entry.damaged && !entry.doubled;
            into.claims.push(OtherClaim { batch, receipt: entry.receipt as usize, sure });
            into.entries.push(entry);
        }
        into.reach = Some(reach);
    }

    fn of_group(&self, group: u64) -> &[Entry] {
        let near = self.entries.get(self.groups.near(group)).unwrap_or_default();
        let first = near.partition_point(|entry| entry.patient.group < group);
        let rest = near.get(first..).unwrap_or_default();
        rest.get(..rest.partition_point(|entry| entry.patient.group == group)).unwrap_or_default()
    }

    /// What came of each file.
    pub fn files(&self) -> &[FileReport] {
        &self.files
    }

    /// From which month on somebody said that nothing is missing.
    pub const fn complete_from(&self) -> Option<Month> {
        self.complete_from
    }

    /// Whether something was lost, so that not all months count as complete.
    pub const fn has_gaps(&self) -> bool {
        !self.gaps.is_empty()
    }

    /// How many claims are kept.
    pub const fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether none is.
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many bytes they hold.
    pub fn bytes_held(&self) -> usize {
        self.shelves.iter().map(Batch::bytes_held).sum::<usize>()
            + self.entries.capacity() * size_of::<Entry>()
            + self.groups.starts.capacity() * size_of::<u32>()
            + self.gaps.bytes_held()
    }
}

impl Others<'_> {
    /// What a rule is told.
    pub fn earlier(&self) -> Earlier<'_> {
        Earlier {
            claims: &self.claims,
            known_from: self.reach.and_then(|reach| reach.from),
            knows_month: self.reach.is_some_and(|reach| reach.this_month),
        }
    }

    /// Where a row of one of the claims stands.
    pub fn place<'f>(&self, history: &'f History, claim: usize, row: u32) -> Option<Place> {
        let entry = self.entries.get(claim)?;
        let file: &'f FileReport = history.files.get(entry.file as usize)?;
        let line = entry.lines_before + u64::from(row) + 1;
        Some(Place { file: Arc::clone(&file.name), seq: entry.seq, line, month: entry.month })
    }
}

/// Two different claims of one patient, month and kind: one was filed again, or one is too many; nobody knows which.
///
/// SPEC: 診療報酬請求書等の記載要領等について（昭和51年保険発第82号）別紙１: a claim for each patient, month and 入院 or 入院外
/// (taken as known, the text was not at hand).
fn mark_doubled(of_group: &mut [Entry]) {
    let slot = |entry: &Entry| (entry.month, entry.inpatient);
    for at in 1..of_group.len() {
        let (before, rest) = of_group.split_at_mut(at);
        let Some(entry) = rest.first_mut() else { break };
        let (own, patient) = (slot(entry), entry.patient);
        for other in before.iter_mut().rev().take_while(|other| slot(other) == own) {
            if other.patient.relation(&patient) == Relation::Same {
                (other.doubled, entry.doubled) = (true, true);
            }
        }
    }
}
