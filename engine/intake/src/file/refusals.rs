//! Whose claims of a file cannot be received: a file may hold those of many institutions.
//!
//! SPEC: 受付・事務点検ASP, level L1 (docs/intake-codes.md): refused is the whole filing of an institution, not what others
//! filed in the same data. 記録条件仕様（医科用）2023-03, 第１章３（１）: a filing is IR, its receipts and GO, and one file may hold
//! several. A fault of the file itself, or one that stands before the first IR, refuses all of it: so does one of UK, which heads
//! what agencies sent back and is no filing itself.

use std::collections::{BTreeMap, BTreeSet};

use model::{Defect, DefectKind, Detail, Level, Place};
use receipt::{Batch, Frame, Institution, RecordKind};

use crate::view::of_kind;

/// From how many L2 errors on all that an institution filed is refused.
///
/// SPEC: L1920 (docs/intake-codes.md).
const TOO_MANY_ERRORS: u64 = 1000;

/// Who files and to whom: agency, prefecture, fee table, 医療機関コード. Volumes and months of filing are no part of it.
type Filer = (u8, u8, u8, u32);

const fn filer(of: &Institution) -> Filer {
    (of.agency, of.prefecture, of.fee_table, of.code)
}

/// Whose claims of a file cannot be received.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusals {
    whole: bool,
    filers: BTreeSet<Filer>,
}

impl Refusals {
    /// Whether anything is refused.
    pub fn any(&self) -> bool {
        self.whole || !self.filers.is_empty()
    }

    /// Whether the receipts of an institution are refused.
    pub fn refuses(&self, institution: Option<&Institution>) -> bool {
        self.whole || institution.is_some_and(|own| self.filers.contains(&filer(own)))
    }

    fn add(&mut self, filer: Option<Filer>) {
        match filer {
            Some(filer) => _ = self.filers.insert(filer),
            None => self.whole = true,
        }
    }
}

/// The errors of an institution so far.
#[derive(Debug)]
struct Errors {
    count: u64,
    last: Place,
}

/// What refuses so far.
#[derive(Debug, Default)]
pub struct Tally {
    refusals: Refusals,
    errors: BTreeMap<Option<Filer>, Errors>,
    /// Whose IR is in force; none before the first one and after UK.
    files: Option<Filer>,
}

impl Tally {
    /// What is refused; the L2 errors of the file count once [`Tally::finish`] was asked.
    pub const fn refusals(&self) -> &Refusals {
        &self.refusals
    }

    /// Takes the defects of a batch that has its place in the file.
    pub fn take(&mut self, batch: &Batch) {
        for defect in &batch.defects {
            match defect.level {
                Level::L1 => self.refuse(defect, at(batch, self.files, defect)),
                Level::L2 => self.count(defect, at(batch, self.files, defect)),
                _ => {}
            }
        }
        self.files = heads(batch).last().map_or(self.files, |(_, filer)| filer);
    }

    /// Takes a defect that refuses what one institution filed, or the file.
    pub fn refuse(&mut self, defect: &Defect, institution: Option<Filer>) {
        let filer = if is_of_the_file(defect.kind) { None } else { institution };
        self.refusals.add(filer);
    }

    /// Takes what is known only at the end of the file.
    pub fn end(&mut self, defects: &[Defect]) {
        let refusing = defects.iter().filter(|defect| defect.level == Level::L1);
        refusing.for_each(|defect| self.refuse(defect, self.files));
    }

    fn count(&mut self, defect: &Defect, institution: Option<Filer>) {
        let new = || Errors { count: 0, last: defect.place };
        let errors = self.errors.entry(institution).or_insert_with(new);
        errors.count += 1;
        errors.last = defect.place;
    }

    /// Who has too many errors, told where the last of them stands.
    pub fn finish(&mut self) -> Vec<Defect> {
        let mut told = Vec::new();
        for (filer, errors) in &self.errors {
            if errors.count < TOO_MANY_ERRORS {
                continue;
            }
            self.refusals.add(*filer);
            let place = Place { record: None, field: None, ..errors.last };
            let detail = Detail::Two(TOO_MANY_ERRORS.cast_signed(), errors.count.cast_signed());
            told.push(of_kind(place, DefectKind::TooManyErrors, detail));
        }
        told.sort_unstable();
        told
    }
}

/// Faults that no single institution has.
const fn is_of_the_file(kind: DefectKind) -> bool {
    use DefectKind::{AfterEof, EmptyFile, NoInstitution, NoReceipt, Utf8File};
    matches!(kind, AfterEof | EmptyFile | NoInstitution | NoReceipt | Utf8File)
}

/// Where somebody begins to file in a batch: nobody by UK, whose fault no filing has.
fn heads(batch: &Batch) -> impl Iterator<Item = (u64, Option<Filer>)> {
    batch.frames.iter().filter_map(|frame| match frame {
        Frame::Institution { row, institution, .. } => {
            let is_filing = batch.record_id(*row) != Some(RecordKind::Uk.id());
            Some((batch.line_of(*row), is_filing.then(|| filer(institution))))
        }
        Frame::Summary { .. } => None,
    })
}

/// Who files at the line of a defect.
fn at(batch: &Batch, before: Option<Filer>, defect: &Defect) -> Option<Filer> {
    heads(batch).take_while(|(line, _)| *line <= defect.place.line).last().map_or(before, |(_, own)| own)
}
