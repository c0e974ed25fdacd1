//! Things and their fields, read off plain receipts and the public answers of the masters.

use masters::{FileKind, Masters, Row};
use model::{Date, Month};
use receipt::batch::LineKind;

use super::calendar;
use super::claims::{Bundle, Disease, Line, Patient, Receipt};
use super::known::ONE;

/// A thing that rules speak of; a line or a 剤 stands once for each of its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    Line {
        receipt: usize,
        bundle: usize,
        line: usize,
        day: u8,
    },
    Bundle {
        receipt: usize,
        bundle: usize,
        day: u8,
    },
    /// A comment after a bundle, or on the receipt as a whole.
    Comment {
        receipt: usize,
        bundle: Option<usize>,
        at: usize,
    },
    Disease {
        receipt: usize,
        at: usize,
    },
    /// An inpatient stay, by the first known receipt on which it stands.
    Stay {
        receipt: usize,
    },
    /// A day on which the patient came, or may have come.
    Visit {
        receipt: usize,
        day: u8,
    },
    /// The drugs handed out on a day.
    Prescription {
        receipt: usize,
        day: u8,
    },
    /// Days without a gap.
    Run {
        first: Date,
        last: Date,
    },
    Day(Date),
    /// By its Sunday.
    Week(Date),
    Month(Month),
    /// A row of a table, by its place among those in force on a day.
    Row {
        table: FileKind,
        on: Date,
        at: usize,
    },
    /// A code of a master, while a set is made of those that fit.
    Code {
        master: FileKind,
        code: u32,
        on: Date,
    },
}

/// One receipt with what it is judged by.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    pub patient: &'a Patient,
    pub masters: &'a Masters,
}

impl<'a> Case<'a> {
    /// The judged receipt.
    pub fn receipt(&self) -> &'a Receipt {
        &self.patient.receipts[0]
    }

    pub fn bundle(&self, receipt: usize, bundle: usize) -> &'a Bundle {
        &self.patient.receipts[receipt].bundles[bundle]
    }

    pub fn line(&self, thing: Thing) -> Option<&'a Line> {
        match thing {
            Thing::Line { receipt, bundle, line, .. } => Some(&self.bundle(receipt, bundle).lines[line]),
            _ => None,
        }
    }

    /// A disease.
    pub fn disease(&self, thing: Thing) -> Option<&'a Disease> {
        match thing {
            Thing::Disease { receipt, at } => Some(&self.patient.receipts[receipt].diseases[at]),
            _ => None,
        }
    }

    /// The receipt on which a thing stands.
    pub const fn receipt_of(&self, thing: Thing) -> Option<usize> {
        match thing {
            Thing::Line { receipt, .. }
            | Thing::Bundle { receipt, .. }
            | Thing::Comment { receipt, .. }
            | Thing::Disease { receipt, .. }
            | Thing::Stay { receipt }
            | Thing::Visit { receipt, .. }
            | Thing::Prescription { receipt, .. } => Some(receipt),
            _ => None,
        }
    }

    /// The day of a thing that has one.
    pub fn day(&self, thing: Thing) -> Option<Date> {
        match thing {
            Thing::Line { receipt, day, .. }
            | Thing::Bundle { receipt, day, .. }
            | Thing::Visit { receipt, day }
            | Thing::Prescription { receipt, day } => {
                self.patient.receipts[receipt].month.day(u32::from(day))
            }
            Thing::Stay { receipt } => self.patient.receipts[receipt].admitted,
            Thing::Day(day) => Some(day),
            Thing::Disease { .. } => self.disease(thing).map(|disease| disease.started),
            _ => None,
        }
    }

    /// The days of service of a thing: a disease, a comment and a stay are there all the month.
    pub fn served(&self, thing: Thing) -> Option<(Date, Date)> {
        match thing {
            Thing::Disease { receipt, .. } | Thing::Comment { receipt, .. } | Thing::Stay { receipt } => {
                Some(self.month_of(receipt))
            }
            _ => self.days(thing),
        }
    }

    fn month_of(&self, receipt: usize) -> (Date, Date) {
        let month = self.patient.receipts[receipt].month;
        (month.first(), month.last())
    }

    /// The first and last day of a thing; those of its month, where its day is not known.
    pub fn days(&self, thing: Thing) -> Option<(Date, Date)> {
        match thing {
            Thing::Week(sunday) => Some((sunday, calendar::later(sunday, 6))),
            Thing::Month(month) => Some((month.first(), month.last())),
            Thing::Run { first, last } => Some((first, last)),
            Thing::Line { receipt, day: 0, .. }
            | Thing::Bundle { receipt, day: 0, .. }
            | Thing::Visit { receipt, day: 0 }
            | Thing::Comment { receipt, .. } => Some(self.month_of(receipt)),
            _ => self.day(thing).map(|day| (day, day)),
        }
    }

    /// Whether a thing stands on one day that is not known.
    pub const fn has_unknown_day(&self, thing: Thing) -> bool {
        matches!(
            thing,
            Thing::Line { day: 0, .. }
                | Thing::Bundle { day: 0, .. }
                | Thing::Visit { day: 0, .. }
                | Thing::Comment { .. }
        )
    }

    /// On which day the masters are asked about a thing.
    pub fn asked_on(&self, thing: Thing) -> Date {
        if let Thing::Row { on, .. } | Thing::Code { on, .. } = thing {
            return on;
        }
        let month = self.patient.receipts[self.receipt_of(thing).unwrap_or(0)].month;
        match thing {
            Thing::Disease { .. } => month.last(),
            _ => self.day(thing).unwrap_or(month.first()),
        }
    }

    /// Its code.
    pub fn code(&self, thing: Thing) -> Option<u32> {
        match thing {
            Thing::Line { .. } => self.line(thing).map(|line| line.code),
            Thing::Disease { .. } => self.disease(thing).map(|disease| disease.code),
            Thing::Code { code, .. } => Some(code),
            Thing::Comment { receipt, bundle: Some(bundle), at } => {
                Some(self.bundle(receipt, bundle).comments[at])
            }
            Thing::Comment { receipt, bundle: None, at } => Some(self.patient.receipts[receipt].comments[at]),
            _ => None,
        }
    }

    /// The master in which its code stands.
    pub fn master(&self, thing: Thing) -> Option<FileKind> {
        Some(match thing {
            Thing::Line { .. } => match self.line(thing)?.kind() {
                LineKind::Procedure => FileKind::Procedure,
                LineKind::Drug => FileKind::Drug,
                LineKind::Material => FileKind::Material,
            },
            Thing::Comment { .. } => FileKind::Comment,
            Thing::Disease { .. } => FileKind::Disease,
            Thing::Code { master, .. } => master,
            _ => return None,
        })
    }

    /// How often it counts.
    pub fn count(&self, thing: Thing) -> Option<i128> {
        let (receipt, bundle, on) = match thing {
            Thing::Line { receipt, bundle, day, .. } | Thing::Bundle { receipt, bundle, day } => {
                (receipt, bundle, day)
            }
            _ => return Some(1),
        };
        let bundle = self.bundle(receipt, bundle);
        if on == 0 {
            return Some(i128::from(bundle.times));
        }
        bundle.days.iter().find(|(day, _)| *day == on).map(|&(_, count)| i128::from(count))
    }

    /// The points of one time: a line alone in its 剤 has those of the record, others those of the master.
    pub fn points(&self, thing: Thing) -> Option<i128> {
        match thing {
            Thing::Bundle { receipt, bundle, .. } => {
                Some(i128::from(self.bundle(receipt, bundle).points) * ONE)
            }
            Thing::Line { receipt, bundle, .. } => {
                let bundle = self.bundle(receipt, bundle);
                if bundle.lines.len() == 1 {
                    return Some(i128::from(bundle.points) * ONE);
                }
                let row = self.row_of_master(FileKind::Procedure, self.code(thing)?, self.asked_on(thing));
                row.filter(|row| row.text(11) == "3").and_then(|row| row.value(12)).map(i128::from)
            }
            _ => None,
        }
    }

    /// The row of a code: the one in force, or the last or first one known when it is abolished or not yet in force.
    pub fn row_of_master(&self, kind: FileKind, code: u32, on: Date) -> Option<Row<'a>> {
        self.masters.find(kind, code, on).row()
    }

    /// A row of a table.
    pub fn row(&self, thing: Thing) -> Option<Row<'a>> {
        match thing {
            Thing::Row { table, on, at } => self.masters.relation_rows(table, on).nth(at),
            _ => None,
        }
    }
}
