//! The lists of one sending: what one institution filed with one agency, one receipt after another.

use std::path::Path;

use formats::change_list::{ChangeList, ChangedReceipt};
use formats::intake_list::{Faulty, Sending as Head};
use formats::return_file::{FiledReturn, ReturnFile, ReturnHead};
use formats::return_list::{ReturnList, ReturnedReceipt};
use formats::{Agency, Institution, Issue, Medium, Written, asp_list, reception_list};
use model::{Branch, Month};

use super::Asked;
use super::left_out::{Notes, Spot, Why};
use super::put::{Tally, put};
use crate::error::BatchError;

/// Something for a list, with the receipt it is about.
pub(super) struct Of<T> {
    pub(super) seq: Option<u64>,
    pub(super) what: T,
}

/// A sending so far.
pub(super) struct Sending {
    pub(super) file: String,
    pub(super) who: receipt::Institution,
    /// Its name in IR.
    pub(super) name: String,
    /// Which of the sendings of the institution with the agency.
    pub(super) number: u16,
    pub(super) listed: Vec<Of<ReturnedReceipt>>,
    pub(super) filed: Vec<Of<FiledReturn>>,
    pub(super) changed: Vec<Of<ChangedReceipt>>,
    pub(super) intake: Vec<Of<Faulty>>,
    pub(super) reception: Vec<Of<Faulty>>,
}

/// The agency of IR.
pub(super) fn agency(who: receipt::Institution) -> Option<Agency> {
    match who.agency {
        1 => Some(Agency::Fund),
        2 => Branch::of_prefecture(who.prefecture).map(Agency::Federation),
        _ => None,
    }
}

/// What is billed in a month is processed in it, unless somebody says otherwise.
pub(super) fn processed(asked: &Asked, who: receipt::Institution) -> Option<Month> {
    asked.processed.or(who.billed)
}

impl Sending {
    pub(super) fn new(file: &str, who: receipt::Institution, name: String, number: u16) -> Self {
        Self {
            file: file.to_owned(),
            who,
            name,
            number,
            listed: Vec::new(),
            filed: Vec::new(),
            changed: Vec::new(),
            intake: Vec::new(),
            reception: Vec::new(),
        }
    }

    /// Whether a receipt belongs to the same sending.
    pub(super) fn is_of(&self, file: &str, who: receipt::Institution) -> bool {
        let same = |one: receipt::Institution| (one.agency, one.prefecture, one.code, one.billed);
        self.file == file && same(self.who) == same(who)
    }

    fn is_empty(&self) -> bool {
        self.listed.is_empty()
            && self.filed.is_empty()
            && self.changed.is_empty()
            && self.intake.is_empty()
            && self.reception.is_empty()
    }

    /// Writes its files below a folder.
    pub(super) fn write(
        &self,
        below: &Path,
        asked: &Asked,
        notes: &mut Notes,
        tally: &mut Tally,
    ) -> Result<(), BatchError> {
        if self.is_empty() {
            return Ok(());
        }
        let (agency, branch) = (agency(self.who), Branch::of_prefecture(self.who.prefecture));
        let Some((agency, prefecture)) = agency.zip(branch) else {
            return self.none(notes, Why::Institution);
        };
        let Some((processed, month)) =
            processed(asked, self.who).and_then(|month| Some((month, self.services(month)?)))
        else {
            return self.none(notes, Why::Processed);
        };
        let institution = Institution { prefecture, code: self.who.code, name: self.name.clone() };
        let head =
            Head { agency, institution: institution.clone(), month, day: asked.sent, number: self.number };
        let medium = Medium::Electronic;
        let issue = Issue { agency, institution, department: None, month, processed, medium };
        let folder = format!("{}/{}-{:03}", self.who.number(), self.who.agency, self.number);
        for written in [
            self.return_list(&issue, notes)?,
            self.return_file(&issue, notes)?,
            self.change_list(&issue, notes)?,
            self.intake_list(&head, notes)?,
            self.reception_list(&head, notes)?,
        ]
        .into_iter()
        .flatten()
        {
            let name = format!("{folder}/{}", written.name);
            put(below, &name, &written.bytes, tally)?;
            notes.fitted(&name, &written)?;
        }
        Ok(())
    }

    /// The month of services of what is filed in time: the one before.
    ///
    /// SPEC: 療養の給付及び公費負担医療に関する費用の請求に関する命令 第二条: filed by the tenth of the month after.
    fn services(&self, processed: Month) -> Option<Month> {
        self.who.billed.unwrap_or(processed).plus(-1)
    }

    /// Everything of it is left out.
    fn none(&self, notes: &mut Notes, why: Why) -> Result<(), BatchError> {
        let all = [
            ("henr", seqs(&self.listed)),
            ("HEN", seqs(&self.filed)),
            ("zogn", seqs(&self.changed)),
            ("hasp", seqs(&self.intake)),
            ("uasp", seqs(&self.reception)),
        ];
        for (list, seqs) in all {
            for seq in seqs {
                notes.left(Spot { file: &self.file, seq, list }, why, None)?;
            }
        }
        Ok(())
    }

    /// Gives everything to a list; what it cannot hold is told.
    fn fill<T, E: std::fmt::Display>(
        &self,
        list: &'static str,
        all: &[Of<T>],
        notes: &mut Notes,
        mut push: impl FnMut(&T) -> Result<(), E>,
    ) -> Result<(), BatchError> {
        for one in all {
            if let Err(error) = push(&one.what) {
                // An error of a list names item and column, never the value.
                let spot = Spot { file: &self.file, seq: one.seq, list };
                notes.left(spot, Why::Value, Some(&error.to_string()))?;
            }
        }
        Ok(())
    }

    /// A list that cannot even begin: its head has no room for what it must say.
    fn unbegun<T, E: std::fmt::Display>(
        &self,
        list: &'static str,
        all: &[Of<T>],
        notes: &mut Notes,
        error: &E,
    ) -> Result<Option<Written>, BatchError> {
        self.fill(list, all, notes, |_| Err::<(), _>(error)).map(|()| None)
    }

    fn return_list(&self, issue: &Issue, notes: &mut Notes) -> Result<Option<Written>, BatchError> {
        if self.listed.is_empty() {
            return Ok(None);
        }
        match ReturnList::begin(issue) {
            Ok(mut list) => {
                self.fill("henr", &self.listed, notes, |one| list.push(one))?;
                Ok(list.finish())
            }
            Err(error) => self.unbegun("henr", &self.listed, notes, &error),
        }
    }

    fn return_file(&self, issue: &Issue, notes: &mut Notes) -> Result<Option<Written>, BatchError> {
        if self.filed.is_empty() {
            return Ok(None);
        }
        let head = ReturnHead {
            agency: issue.agency,
            prefecture: issue.institution.prefecture,
            institution: issue.institution.code,
            processed: issue.processed,
        };
        let mut file = match ReturnFile::begin(head) {
            Ok(file) => file,
            Err(error) => return self.unbegun("HEN", &self.filed, notes, &error),
        };
        self.fill("HEN", &self.filed, notes, |one| file.push(one))?;
        match file.finish() {
            Ok(written) => Ok(Some(written)),
            Err(error) => self.unbegun("HEN", &self.filed, notes, &error),
        }
    }

    fn change_list(&self, issue: &Issue, notes: &mut Notes) -> Result<Option<Written>, BatchError> {
        if self.changed.is_empty() {
            return Ok(None);
        }
        match ChangeList::begin(issue) {
            Ok(mut list) => {
                self.fill("zogn", &self.changed, notes, |one| list.push(one))?;
                Ok(list.finish())
            }
            Err(error) => self.unbegun("zogn", &self.changed, notes, &error),
        }
    }

    fn intake_list(&self, head: &Head, notes: &mut Notes) -> Result<Option<Written>, BatchError> {
        if self.intake.is_empty() {
            return Ok(None);
        }
        match asp_list::begin(head) {
            Ok(mut list) => {
                self.fill("hasp", &self.intake, notes, |one| list.push(one))?;
                Ok(Some(list.finish()))
            }
            Err(error) => self.unbegun("hasp", &self.intake, notes, &error),
        }
    }

    fn reception_list(&self, head: &Head, notes: &mut Notes) -> Result<Option<Written>, BatchError> {
        if self.reception.is_empty() {
            return Ok(None);
        }
        match reception_list::begin(head) {
            Ok(mut list) => {
                self.fill("uasp", &self.reception, notes, |one| list.push(one))?;
                Ok(Some(list.finish()))
            }
            Err(error) => self.unbegun("uasp", &self.reception, notes, &error),
        }
    }
}

fn seqs<T>(all: &[Of<T>]) -> Vec<Option<u64>> {
    all.iter().map(|one| one.seq).collect()
}
