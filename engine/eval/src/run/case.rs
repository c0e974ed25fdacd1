//! A receipt with the patient's other receipts and the masters.

use std::ops::Range;

use masters::{Lookup, Masters, Row};
use model::{Date, Month, Sex};
use receipt::Batch;
use receipt::batch::{Line, NONE, Receipt};

use super::Earlier;
use crate::book::Config;

/// A receipt in its batch.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub batch: &'a Batch,
    pub receipt: &'a Receipt,
    pub month: Month,
}

/// The receipt that is judged is the first scope.
pub(crate) struct Case<'a> {
    pub scopes: Vec<Scope<'a>>,
    pub known_from: Option<Month>,
    pub masters: &'a Masters,
    pub config: Config,
}

impl<'a> Case<'a> {
    /// `None` when the month of service cannot be read.
    pub fn new(
        batch: &'a Batch,
        receipt: usize,
        earlier: Earlier<'a>,
        masters: &'a Masters,
        config: Config,
    ) -> Option<Self> {
        let scope = |batch: &'a Batch, at: usize| {
            let receipt = batch.receipts.get(at)?;
            Some(Scope { batch, receipt, month: receipt.month? })
        };
        let mut scopes = vec![scope(batch, receipt)?];
        if let Some(batch) = earlier.batch {
            scopes.extend(earlier.receipts.iter().filter_map(|&at| scope(batch, at)));
        }
        Some(Self { scopes, known_from: earlier.known_from, masters, config })
    }

    pub fn judged(&self) -> Option<&Scope<'a>> {
        self.scopes.first()
    }

    pub fn month(&self) -> Month {
        self.judged().map_or(Date::FIRST.month(), |scope| scope.month)
    }

    pub fn inpatient(&self) -> Option<bool> {
        self.judged()?.receipt.claim_type.map(|kind| kind.inpatient)
    }

    pub fn sex(&self) -> Option<Sex> {
        self.judged()?.receipt.sex
    }

    pub fn born(&self) -> Option<Date> {
        self.judged()?.receipt.birth
    }

    /// Whether a rule holds on a day of the month of service; single days are judged where they are read.
    pub fn holds(&self, (from, until): (Date, Option<Date>)) -> bool {
        let month = self.month();
        from <= month.last() && until.is_none_or(|until| month.first() <= until)
    }

    /// The row of a code on a day; why not, when the master cannot tell.
    pub fn row(
        &self,
        kind: masters::FileKind,
        code: u32,
        on: Date,
    ) -> Result<Option<Row<'a>>, masters::Cause> {
        match self.masters.find(kind, code, on) {
            Lookup::InForce(row) => Ok(Some(row)),
            Lookup::CannotTell(cause) => Err(cause),
            other => Ok(other.row()),
        }
    }
}

impl<'a> Scope<'a> {
    pub const fn lines(&self) -> Range<usize> {
        range(&self.receipt.lines)
    }

    pub const fn diseases(&self) -> Range<usize> {
        range(&self.receipt.diseases)
    }

    pub const fn comments(&self) -> Range<usize> {
        range(&self.receipt.comments)
    }

    pub const fn units(&self) -> Range<usize> {
        range(&self.receipt.units)
    }

    /// One line of the batch.
    pub fn line(&self, line: usize) -> Option<&'a Line> {
        self.batch.lines.get(line)
    }

    /// How often a line counts on a day; without days, its 回数.
    pub fn count(&self, line: usize, day: u8) -> u16 {
        if day == 0 {
            return self.line(line).map_or(1, |line| line.count.max(1));
        }
        let more = self.batch.day_counts.iter().find(|more| more.line as usize == line && more.day == day);
        more.map_or(1, |more| more.count)
    }

    /// The lines of a 剤.
    pub fn lines_of(&self, unit: usize) -> Range<usize> {
        self.batch.units.get(unit).map_or(0..0, |unit| range(&unit.lines))
    }

    /// The 剤 of a line.
    pub fn unit_of(&self, line: usize) -> Option<usize> {
        self.line(line).map(|line| line.unit).filter(|&unit| unit != NONE).map(|unit| unit as usize)
    }

    pub fn code(&self, line: usize) -> u32 {
        self.line(line).map_or(0, |line| line.code)
    }

    pub fn disease_code(&self, index: usize) -> u32 {
        self.batch.diseases.get(index).map_or(0, |disease| disease.code)
    }
}

const fn range(of: &Range<u32>) -> Range<usize> {
    of.start as usize..of.end as usize
}
