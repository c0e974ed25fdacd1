//! A receipt with the patient's other receipts and the masters.

use std::ops::Range;

use masters::{FileKind, Lookup, Masters, Row};
use model::{Date, Month, Sex};
use receipt::Batch;
use receipt::batch::{Line, LineKind, NONE, Receipt};

use super::Earlier;
use crate::book::Config;

/// A receipt in its batch.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub batch: &'a Batch,
    pub receipt: &'a Receipt,
    /// Its place in the batch.
    pub at: usize,
    pub month: Month,
    /// Its place among the patient's other claims; `None` for the judged receipt.
    pub claim: Option<usize>,
    /// Whether it is surely the patient's.
    pub sure: bool,
}

/// The receipt that is judged is the first scope.
pub(crate) struct Case<'a> {
    pub scopes: Vec<Scope<'a>>,
    pub known_from: Option<Month>,
    /// Whether all receipts of the patient and month at this institution are known.
    pub knows_month: bool,
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
        let scope = |batch: &'a Batch, at: usize, claim: Option<usize>, sure: bool| {
            let receipt = batch.receipts.get(at)?;
            Some(Scope { batch, receipt, at, month: receipt.month?, claim, sure })
        };
        let mut scopes = vec![scope(batch, receipt, None, true)?];
        let others = earlier.claims.iter().enumerate();
        scopes.extend(
            others.filter_map(|(claim, other)| scope(other.batch, other.receipt, Some(claim), other.sure)),
        );
        let Earlier { known_from, knows_month, .. } = earlier;
        Some(Self { scopes, known_from, knows_month, masters, config })
    }

    pub fn judged(&self) -> Option<&Scope<'a>> {
        self.scopes.first()
    }

    pub fn month(&self) -> Month {
        self.judged().map_or(Date::FIRST.month(), |scope| scope.month)
    }

    /// From which month on all claims are known; that of the receipt, where nothing earlier is.
    pub fn known_from(&self) -> Month {
        self.known_from.map_or(self.month(), |known| known.min(self.month()))
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

    /// The row of a code on a day; why not, when the master cannot tell.
    pub fn row(&self, kind: FileKind, code: u32, on: Date) -> Result<Option<Row<'a>>, masters::Cause> {
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

    pub fn inpatient(&self) -> Option<bool> {
        self.receipt.claim_type.map(|kind| kind.inpatient)
    }

    /// Days on which the patient came, and days on which they may have come.
    ///
    /// SPEC: 記録条件仕様（医科用）2023-03, 受診日等レコード (JD). Without it the days of the lines only may be visits: a fee
    /// of a month or a result of a test can stand on a day without one.
    pub fn visits(&self) -> (u32, u32) {
        let all = &self.batch.visits;
        let first = all.partition_point(|visits| (visits.receipt as usize) < self.at);
        let own = all.get(first..).unwrap_or_default().iter();
        let own = own.take_while(|visits| visits.receipt as usize == self.at);
        match own.map(|visits| visits.counted | visits.uncounted | visits.disagreeing).reduce(|a, b| a | b) {
            Some(days) => (days, 0),
            None => (0, self.days_of_lines(|_| true)),
        }
    }

    /// Days on which drugs were handed out (診療識別 21 内服, 22 屯服, 23 外用).
    pub fn prescribed(&self) -> u32 {
        self.days_of_lines(|line| self.is_prescribed(line))
    }

    /// Whether a line is a drug handed out. SPEC: 記録条件仕様（医科用）2023-03, 別表 診療識別コード.
    pub fn is_prescribed(&self, line: usize) -> bool {
        self.line(line).is_some_and(|line| line.kind == LineKind::Drug && matches!(line.section, 21..=23))
    }

    fn days_of_lines(&self, of: impl Fn(usize) -> bool) -> u32 {
        self.lines().filter(|&line| of(line)).fold(0, |all, line| all | self.days(line))
    }

    /// The days of a line, bit 0 the 1st; none when it has none.
    pub fn days(&self, line: usize) -> u32 {
        self.line(line).map_or(0, |line| line.days)
    }

    /// How often a line counts on a day; without days, its 回数, where that can be read.
    pub fn count(&self, line: usize, day: u8) -> u16 {
        self.batch.times_on(line, day).unwrap_or(0).max(1)
    }

    /// Whether some line counts otherwise on one day than on another.
    pub fn counts_days_apart(&self) -> bool {
        self.batch.day_counts_of(&self.receipt.lines).next().is_some()
    }

    /// The lines of a 剤.
    pub fn lines_of(&self, unit: usize) -> Range<usize> {
        self.batch.units.get(unit).map_or(0..0, |unit| range(&unit.lines))
    }

    /// The 剤 of a line.
    pub fn unit_of(&self, line: usize) -> Option<usize> {
        self.line(line).map(|line| line.unit).filter(|&unit| unit != NONE).map(|unit| unit as usize)
    }

    /// The master in which the code of a line stands.
    pub fn master_of(&self, line: usize) -> Option<FileKind> {
        Some(match self.line(line)?.kind {
            LineKind::Procedure => FileKind::Procedure,
            LineKind::Drug => FileKind::Drug,
            LineKind::Material => FileKind::Material,
        })
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
