//! Things and their fields, read off plain receipts and the public answers of the masters.

use dsl::vocabulary::Kind;
use masters::column::ValueType;
use masters::{FileKind, Masters, Row};
use model::{Date, Month, Quantity};
use receipt::batch::LineKind;

use super::calendar;
use super::claims::{Bundle, Disease, Line, Patient, Receipt};
use super::known::{Answer, Ends, ONE, Value};

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
            "last_day" | "discharged" if matches!(thing, Thing::Stay { .. }) => Value::NotKnown,
            "admitted" | "first_day" if matches!(thing, Thing::Stay { .. }) => {
                Value::of(self.day(thing), Value::Date)
            }
            "days" => match thing {
                Thing::Run { first, last } => Value::whole(i128::from(calendar::days_between(first, last))),
                Thing::Prescription { receipt, day } => {
                    Value::of(self.prescribed_for(receipt, day), Value::whole)
                }
                _ => Value::of(self.day(thing), |_| Value::whole(1)),
            },
            "kinds" => match thing {
                Thing::Prescription { receipt, day } => Value::whole(self.drugs_of(receipt, day)),
                _ => Value::of(self.code(thing), |_| Value::whole(1)),
            },
            "区分番号" => Value::of(self.law_section(thing), Value::Text),
            "注加算" => Value::of(self.procedure(thing), |row| Value::Truth(is_addition(row))),
            "code" => Value::of(self.code(thing), Value::Code),
            "day" => Value::of(self.day(thing), Value::Date),
            "first_day" => Value::of(span, |(first, _)| Value::Date(first)),
            "last_day" => Value::of(span, |(_, last)| Value::Date(last)),
            "calendar_month" => Value::of(span, |(first, _)| Value::Month(first.month())),
            "points" => Value::of(self.points(thing), |points| Value::Number(Ends::exactly(points))),
            "count" => Value::of(self.count(thing), Value::whole),
            "number" => Value::whole(1),
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

    /// The master's row of a procedure.
    fn procedure(&self, thing: Thing) -> Option<Row<'a>> {
        self.master(thing).filter(|&kind| kind == FileKind::Procedure)?;
        self.row_of_master(FileKind::Procedure, self.code(thing)?, self.asked_on(thing))
    }

    /// 区分番号 as the law writes it.
    fn law_section(&self, thing: Thing) -> Option<String> {
        let row = self.procedure(thing)?;
        let cell = |name: &str| row.kind().layout().by_name(name).map_or("", |column| row.text(column.item));
        let letter = cell("コード表用番号（アルファベット部）").replace('Ａ', "A").replace('Ｄ', "D");
        let (number, branch) = (cell("コード表用番号 区分番号"), cell("コード表用番号 枝番"));
        let branch = branch.trim_start_matches('0');
        let dash = if branch.is_empty() { "" } else { "-" };
        (!letter.is_empty() && !number.is_empty()).then(|| format!("{letter}{number}{dash}{branch}"))
    }

    /// 病棟日: a line of a basic inpatient fee, not of an addition to one.
    pub fn is_ward_day(&self, thing: Thing) -> Answer {
        let Some(row) = self.procedure(thing) else { return Answer::Undecided };
        let section = self.law_section(thing).unwrap_or_default();
        let number = section.strip_prefix('A').and_then(|rest| rest.get(..3)?.parse().ok()).unwrap_or(0);
        let basic = (100..=109).contains(&number) || (300..=319).contains(&number) || number == 400;
        Answer::from(basic && !is_addition(row))
    }

    /// Whether a bundle's line is a drug handed out (診療識別 21, 22, 23).
    fn is_handed_out(&self, receipt: usize, bundle: usize, line: &Line) -> bool {
        let section = self.patient.receipts[receipt].section_of(bundle);
        line.kind() == LineKind::Drug && (21..=23).contains(&section)
    }

    /// The drugs of a prescription, each with its bundle.
    fn handed_out(&self, receipt: usize, day: u8) -> Vec<(usize, &'a Line)> {
        let bundles = self.patient.receipts[receipt].bundles.iter().enumerate();
        let on_day = bundles.filter(|(_, of)| of.days.iter().any(|&(on, _)| on == day));
        let lines = on_day.flat_map(|(bundle, of)| of.lines.iter().map(move |line| (bundle, line)));
        lines.filter(|&(bundle, line)| self.is_handed_out(receipt, bundle, line)).collect()
    }

    /// For how many days the drugs are: the most of 内服薬 (21).
    fn prescribed_for(&self, receipt: usize, day: u8) -> Option<i128> {
        let of = &self.patient.receipts[receipt];
        let drugs = self.handed_out(receipt, day).into_iter();
        let days = drugs.filter(|&(bundle, _)| of.section_of(bundle) == 21);
        days.map(|(bundle, _)| i128::from(of.bundles[bundle].times)).max()
    }

    fn drugs_of(&self, receipt: usize, day: u8) -> i128 {
        let mut codes: Vec<u32> = self.handed_out(receipt, day).iter().map(|(_, line)| line.code).collect();
        codes.sort_unstable();
        codes.dedup();
        codes.len() as i128
    }

    /// The receipt and day of the prescription to which something belongs; day 0 where it is not known.
    pub fn prescription(&self, thing: Thing) -> Option<(usize, u8)> {
        match thing {
            Thing::Prescription { receipt, day } => Some((receipt, day)),
            Thing::Line { receipt, bundle, line, day } => {
                let of = &self.bundle(receipt, bundle).lines[line];
                self.is_handed_out(receipt, bundle, of).then_some((receipt, day))
            }
            _ => None,
        }
    }

    /// Days on which drugs were handed out.
    fn days_of_prescriptions(&self, receipt: usize) -> Vec<u8> {
        (1..=31).filter(|&day| !self.handed_out(receipt, day).is_empty()).collect()
    }

    /// The inpatient receipt on which something stands.
    pub fn stay_of(&self, thing: Thing) -> Option<&'a Receipt> {
        let receipt = &self.patient.receipts[self.receipt_of(thing)?];
        receipt.inpatient.then_some(receipt)
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

/// 告示等識別区分（１） 7 or 9.
fn is_addition(row: Row<'_>) -> bool {
    matches!(row.text(68), "7" | "9")
}

/// A column of a row by its name: numbers as numbers, codes as codes, all else as text.
pub fn cell(row: Row<'_>, name: &str) -> Value {
    // Names in rules are kept half width and may leave brackets out.
    let plain = |name: &str| name.replace('（', "(").replace('）', ")").replace('１', "1").replace('２', "2");
    let bare = |name: &str| plain(name).replace("(調剤)", "");
    let mut columns = row.kind().layout().columns.iter();
    let Some(column) = columns.find(|column| [plain(column.name), bare(column.name)].contains(&plain(name))) else {
        return Value::NotKnown;
    };
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

/// All things of a kind, on the judged receipt or on all that are known, each with whether it is surely there.
pub fn all(case: &Case<'_>, kind: Kind, others: bool, this_month: bool) -> Vec<(Thing, Answer)> {
    let receipts = if others { case.patient.receipts.len() } else { 1 };
    let month = case.receipt().month;
    let mut found = Vec::new();
    for receipt in (0..receipts).filter(|&at| !this_month || case.patient.receipts[at].month == month) {
        match kind {
            Kind::Visit => visits(case, receipt, &mut found),
            _ => {
                let mut here = Vec::new();
                on_receipt(case, kind, receipt, &mut here);
                // Days, weeks and months are there once, however many receipts show them.
                here.retain(|thing| !found.contains(&(*thing, Answer::Holds)));
                found.extend(here.into_iter().map(|thing| (thing, Answer::Holds)));
            }
        }
    }
    found
}

/// Days of 受診日等レコード; without it, the days of lines may be days of visits.
fn visits(case: &Case<'_>, receipt: usize, found: &mut Vec<(Thing, Answer)>) {
    let of = &case.patient.receipts[receipt];
    let on = |day: u8| match &of.visits {
        Some(visits) if visits.iter().any(|(known, _)| *known == day) => Some(Answer::Holds),
        None if of.bundles.iter().any(|b| b.days.iter().any(|(known, _)| *known == day)) => {
            Some(Answer::Undecided)
        }
        _ => None,
    };
    let days = (1..=31).filter_map(|day| Some((day, on(day)?)));
    found.extend(days.map(|(day, answer)| (Thing::Visit { receipt, day }, answer)));
}

fn on_receipt(case: &Case<'_>, kind: Kind, at: usize, found: &mut Vec<Thing>) {
    let receipt = &case.patient.receipts[at];
    match kind {
        Kind::Stay => found.extend(is_stay(case, at).then_some(Thing::Stay { receipt: at })),
        Kind::Prescription => {
            let days = case.days_of_prescriptions(at).into_iter();
            found.extend(days.map(|day| Thing::Prescription { receipt: at, day }));
        }
        Kind::Procedure | Kind::WardDay | Kind::Drug | Kind::Material | Kind::Line => {
            let wanted = |line: &Line| match line.kind() {
                LineKind::Procedure => matches!(kind, Kind::Procedure | Kind::WardDay),
                LineKind::Drug => kind == Kind::Drug,
                LineKind::Material => kind == Kind::Material,
            };
            for (bundle, of) in receipt.bundles.iter().enumerate() {
                for (line, _) in of.lines.iter().enumerate().filter(|(_, l)| kind == Kind::Line || wanted(l))
                {
                    let days = days_of(of).into_iter();
                    found.extend(days.map(|day| Thing::Line { receipt: at, bundle, line, day }));
                }
            }
        }
        Kind::Bundle => {
            for (bundle, of) in receipt.bundles.iter().enumerate() {
                let days = days_of(of).into_iter();
                found.extend(days.map(|day| Thing::Bundle { receipt: at, bundle, day }));
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
            found.extend(calendar_things(receipt, kind));
        }
        _ => {}
    }
}

/// The days of a 剤; one without days stands once, on a day that is not known.
fn days_of(bundle: &Bundle) -> Vec<u8> {
    if bundle.days.is_empty() { vec![0] } else { bundle.days.iter().map(|&(day, _)| day).collect() }
}

/// Whether a receipt is the first known one of a stay: receipts with one day of admission are of one stay.
fn is_stay(case: &Case<'_>, at: usize) -> bool {
    let of = &case.patient.receipts[at];
    let same = |other: &Receipt| other.inpatient && other.admitted.is_some() && other.admitted == of.admitted;
    of.inpatient && !case.patient.receipts[..at].iter().any(same)
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
