//! Things and their fields, read off plain receipts and the public answers of the masters.

use dsl::vocabulary::Kind;
use masters::column::ValueType;
use masters::{FileKind, Masters, Row};
use model::{Date, Month, Quantity};
use receipt::batch::LineKind;

use super::calendar;
use super::claims::{Bundle, Disease, Line, Patient, Receipt};
use super::known::{Ends, ONE, Value};

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

    fn bundle(&self, receipt: usize, bundle: usize) -> &'a Bundle {
        &self.patient.receipts[receipt].bundles[bundle]
    }

    fn line(&self, thing: Thing) -> Option<&'a Line> {
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
            | Thing::Disease { receipt, .. } => Some(receipt),
            _ => None,
        }
    }

    /// The day of a thing that has one.
    pub fn day(&self, thing: Thing) -> Option<Date> {
        match thing {
            Thing::Line { receipt, day, .. } | Thing::Bundle { receipt, day, .. } => {
                self.patient.receipts[receipt].month.day(u32::from(day))
            }
            Thing::Day(day) => Some(day),
            Thing::Disease { .. } => self.disease(thing).map(|disease| disease.started),
            _ => None,
        }
    }

    /// The days of service of a thing: a disease and a comment are there all the month.
    pub fn served(&self, thing: Thing) -> Option<(Date, Date)> {
        match thing {
            Thing::Disease { receipt, .. } | Thing::Comment { receipt, .. } => {
                let month = self.patient.receipts[receipt].month;
                Some((month.first(), month.last()))
            }
            _ => self.days(thing),
        }
    }

    /// The first and last day of a thing.
    pub fn days(&self, thing: Thing) -> Option<(Date, Date)> {
        match thing {
            Thing::Week(sunday) => Some((sunday, calendar::later(sunday, 6))),
            Thing::Month(month) => Some((month.first(), month.last())),
            _ => self.day(thing).map(|day| (day, day)),
        }
    }

    /// On which day the masters are asked about a thing.
    pub fn asked_on(&self, thing: Thing) -> Date {
        if let Thing::Row { on, .. } | Thing::Code { on, .. } = thing {
            return on;
        }
        let month = self.patient.receipts[self.receipt_of(thing).unwrap_or(0)].month;
        match thing {
            Thing::Disease { .. } => month.last(),
            Thing::Comment { .. } => month.first(),
            _ => self.day(thing).unwrap_or(month.last()),
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
        let days = &self.bundle(receipt, bundle).days;
        days.iter().find(|(day, _)| *day == on).map(|&(_, count)| i128::from(count))
    }

    /// The points of one time: a line alone in its 剤 has those of the record, others those of the master.
    fn points(&self, thing: Thing) -> Option<i128> {
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

    /// A field of a thing.
    pub fn field(&self, thing: Thing, name: &str) -> Value {
        let span = self.days(thing);
        match name {
            "code" => Value::of(self.code(thing), Value::Code),
            "day" => Value::of(self.day(thing), Value::Date),
            "first_day" => Value::of(span, |(first, _)| Value::Date(first)),
            "last_day" => Value::of(span, |(_, last)| Value::Date(last)),
            "calendar_month" => Value::of(span, |(first, _)| Value::Month(first.month())),
            "points" => Value::of(self.points(thing), |points| Value::Number(Ends::exactly(points))),
            "count" => Value::of(self.count(thing), Value::whole),
            "days" | "number" | "kinds" => Value::whole(1),
            "quantity" => {
                let quantity = self.line(thing).and_then(|line| line.quantity);
                Value::of(quantity, |quantity| Value::Number(Ends::exactly(i128::from(quantity))))
            }
            "section" => match thing {
                Thing::Line { receipt, bundle, .. } => {
                    Value::whole(i128::from(self.patient.receipts[receipt].section_of(bundle)))
                }
                _ => Value::NotKnown,
            },
            "started" => Value::of(self.disease(thing), |disease| Value::Date(disease.started)),
            "outcome" => Value::of(self.disease(thing), |disease| {
                let word = match disease.outcome {
                    2 => "cured",
                    3 => "died",
                    4 => "stopped",
                    _ => "",
                };
                Value::Text(word.to_owned())
            }),
            column => self.column(thing, column),
        }
    }

    fn column(&self, thing: Thing, name: &str) -> Value {
        let row = match thing {
            Thing::Row { .. } => self.row(thing),
            _ => self
                .master(thing)
                .zip(self.code(thing))
                .and_then(|(kind, code)| self.row_of_master(kind, code, self.asked_on(thing))),
        };
        Value::of(row, |row| cell(row, name))
    }
}

/// A column of a row by its name: numbers as numbers, codes as codes, all else as text.
pub fn cell(row: Row<'_>, name: &str) -> Value {
    let Some(column) = row.kind().layout().by_name(name) else { return Value::NotKnown };
    match column.value {
        ValueType::Code(_) => Value::of(row.number(column.item), Value::Code),
        ValueType::Decimal | ValueType::Int => {
            let number = row.quantity(column.item).map(Quantity::scaled);
            Value::of(number, |number| Value::Number(Ends::exactly(i128::from(number))))
        }
        ValueType::Date => Value::of(row.date(column.item), Value::Date),
        ValueType::Class | ValueType::Age | ValueType::Text | ValueType::Reserved => {
            Value::Text(row.text(column.item).to_owned())
        }
    }
}

/// All things of a kind, on the judged receipt or on all that are known.
pub fn all(case: &Case<'_>, kind: Kind, history: bool) -> Vec<Thing> {
    let receipts = if history { case.patient.receipts.len() } else { 1 };
    let mut found = Vec::new();
    for receipt in 0..receipts {
        on_receipt(case, kind, receipt, &mut found);
    }
    found
}

fn on_receipt(case: &Case<'_>, kind: Kind, at: usize, found: &mut Vec<Thing>) {
    let receipt = &case.patient.receipts[at];
    match kind {
        Kind::Procedure | Kind::Drug | Kind::Material | Kind::Line => {
            let wanted = |line: &Line| match line.kind() {
                LineKind::Procedure => kind == Kind::Procedure,
                LineKind::Drug => kind == Kind::Drug,
                LineKind::Material => kind == Kind::Material,
            };
            for (bundle, of) in receipt.bundles.iter().enumerate() {
                for (line, _) in of.lines.iter().enumerate().filter(|(_, l)| kind == Kind::Line || wanted(l))
                {
                    found.extend(of.days.iter().map(|&(day, _)| Thing::Line {
                        receipt: at,
                        bundle,
                        line,
                        day,
                    }));
                }
            }
        }
        Kind::Bundle => {
            for (bundle, of) in receipt.bundles.iter().enumerate() {
                found.extend(of.days.iter().map(|&(day, _)| Thing::Bundle { receipt: at, bundle, day }));
            }
        }
        Kind::Comment => {
            found.extend((0..receipt.comments.len()).map(|c| Thing::Comment {
                receipt: at,
                bundle: None,
                at: c,
            }));
            for (bundle, of) in receipt.bundles.iter().enumerate() {
                let comments = 0..of.comments.len();
                found.extend(comments.map(|c| Thing::Comment { receipt: at, bundle: Some(bundle), at: c }));
            }
        }
        Kind::Disease => {
            found.extend((0..receipt.diseases.len()).map(|d| Thing::Disease { receipt: at, at: d }))
        }
        Kind::EachDay | Kind::EachWeek | Kind::EachMonth => {
            for thing in calendar_things(receipt, kind) {
                if !found.contains(&thing) {
                    found.push(thing);
                }
            }
        }
        _ => {}
    }
}

/// The days on which a line stands, the weeks that touch the month, the month.
fn calendar_things(receipt: &Receipt, kind: Kind) -> Vec<Thing> {
    let stands =
        |day: &u32| receipt.bundles.iter().any(|b| b.days.iter().any(|(on, _)| u32::from(*on) == *day));
    let days = 1..=receipt.month.days();
    match kind {
        Kind::EachDay => {
            days.filter(stands).filter_map(|day| receipt.month.day(day)).map(Thing::Day).collect()
        }
        Kind::EachMonth => vec![Thing::Month(receipt.month)],
        _ => {
            let mut weeks: Vec<Thing> = days
                .filter_map(|day| receipt.month.day(day))
                .map(|day| Thing::Week(calendar::sunday(day)))
                .collect();
            weeks.dedup();
            weeks
        }
    }
}
