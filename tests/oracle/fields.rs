//! Fields of things, and columns of rows.

use masters::column::ValueType;
use masters::{FileKind, Row};
use model::Quantity;
use receipt::batch::LineKind;

use super::calendar;
use super::claims::{Line, Receipt};
use super::known::{Answer, Ends, Value};
use super::things::{Case, Thing};

impl<'a> Case<'a> {
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
        if letter == "-" || letter == "*" {
            // Meals and what else the fee schedule has no section for.
            return Some(String::new());
        }
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
    pub fn days_of_prescriptions(&self, receipt: usize) -> Vec<u8> {
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
    let Some(column) = columns.find(|column| [plain(column.name), bare(column.name)].contains(&plain(name)))
    else {
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
