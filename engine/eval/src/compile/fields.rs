//! The catalogue of facts: which fields a thing has, and what they are.

use dsl::ast::{Name, Span};
use dsl::vocabulary::{Kind, Type};
use masters::FileKind;
use masters::column::ValueType;

use super::{Result, stop};
use crate::program::Step;

/// What an expression stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ty {
    Thing(Kind),
    Row(FileKind),
    /// A row of a master, while a set is made of it.
    Code(FileKind),
    Receipt,
    Patient,
    /// A run of days.
    Run,
    Value(Type),
    /// A code of a kind of master.
    CodeOf(FileKind),
}

impl Ty {
    /// The type of a value, where it is one.
    pub(super) const fn value(self) -> Option<Type> {
        match self {
            Self::Value(of) => Some(of),
            Self::CodeOf(_) => Some(Type::Code),
            _ => None,
        }
    }

    /// The master in which its code is found.
    pub(super) const fn master(self) -> Option<FileKind> {
        match self {
            Self::Thing(kind) => master_of(kind),
            Self::Code(kind) | Self::CodeOf(kind) => Some(kind),
            _ => None,
        }
    }
}

/// The master of a kind of thing.
pub(crate) const fn master_of(kind: Kind) -> Option<FileKind> {
    Some(match kind {
        Kind::Procedure | Kind::WardDay => FileKind::Procedure,
        Kind::Drug => FileKind::Drug,
        Kind::Material => FileKind::Material,
        Kind::Comment => FileKind::Comment,
        Kind::Disease => FileKind::Disease,
        _ => return None,
    })
}

/// A field of something.
pub(super) fn field(of: Ty, name: &Name) -> Result<(Step, Ty)> {
    let found = match of {
        Ty::Value(value) => of_value(value, &name.text),
        Ty::Receipt => of_receipt(&name.text),
        Ty::Patient => of_patient(&name.text),
        Ty::Run => of_run(&name.text),
        Ty::Thing(kind) => of_thing(kind, &name.text).or_else(|| column(master_of(kind)?, &name.text)),
        Ty::Row(kind) => of_row(kind, &name.text).or_else(|| column(kind, &name.text)),
        Ty::Code(kind) => of_code(kind, &name.text).or_else(|| column(kind, &name.text)),
        Ty::CodeOf(_) => None,
    };
    match found {
        Some(found) => Ok(found),
        None => unknown(name),
    }
}

fn unknown<T>(name: &Name) -> Result<T> {
    let ja = dsl::vocabulary::japanese(&name.text);
    stop(
        name.span,
        format!("「{ja}」という欄は、ここではまだ評価できません"),
        format!("the field `{}` cannot be evaluated here yet", name.text),
    )
}

pub(super) fn not_yet<T>(span: Span, what_ja: &str, what: &str) -> Result<T> {
    stop(span, format!("{what_ja}はまだ評価できません"), format!("{what} cannot be evaluated yet"))
}

const fn value(step: Step, of: Type) -> Option<(Step, Ty)> {
    Some((step, Ty::Value(of)))
}

fn of_value(of: Type, name: &str) -> Option<(Step, Ty)> {
    match (of, name) {
        (Type::Date, "calendar_month") | (Type::Month, "calendar_month") => value(Step::Month, Type::Month),
        (Type::Date, "age") => value(Step::Age, Type::Age),
        (Type::Date, "calendar_week") => Some((Step::Week, Ty::Thing(Kind::EachWeek))),
        (Type::Month, "first_day") => value(Step::FirstDay, Type::Date),
        (Type::Month, "last_day") => value(Step::LastDay, Type::Date),
        (Type::Month, "next_month") => value(Step::NextMonth, Type::Month),
        (Type::Month, "previous_month") => value(Step::PreviousMonth, Type::Month),
        (of, "rounded_up") => value(Step::RoundedUp, of),
        (of, "rounded_down") => value(Step::RoundedDown, of),
        (of, "rounded_half_up") => value(Step::RoundedHalfUp, of),
        _ => None,
    }
}

fn of_receipt(name: &str) -> Option<(Step, Ty)> {
    match name {
        "service_month" | "calendar_month" => value(Step::ServiceMonth, Type::Month),
        "real_days" => value(Step::RealDays, Type::Days),
        "total_points" => value(Step::TotalPoints, Type::Points),
        "admitted" => value(Step::Admitted, Type::Date),
        "setting" => value(Step::Setting, Type::Text),
        "first_day" => value(Step::FirstDay, Type::Date),
        "last_day" => value(Step::LastDay, Type::Date),
        _ => None,
    }
}

fn of_run(name: &str) -> Option<(Step, Ty)> {
    match name {
        "first_day" => value(Step::FirstDay, Type::Date),
        "last_day" => value(Step::LastDay, Type::Date),
        "days" => value(Step::Days, Type::Days),
        _ => None,
    }
}

fn of_patient(name: &str) -> Option<(Step, Ty)> {
    match name {
        "sex" => value(Step::Sex, Type::Text),
        "born" => value(Step::Born, Type::Date),
        _ => None,
    }
}

fn of_thing(kind: Kind, name: &str) -> Option<(Step, Ty)> {
    let coded = master_of(kind);
    let line = matches!(kind, Kind::Procedure | Kind::Drug | Kind::Material | Kind::Line | Kind::WardDay);
    match name {
        "admitted" if kind == Kind::Stay => value(Step::Admitted, Type::Date),
        // SPEC: 記録条件仕様（医科用）2023-03: no record of a medical claim holds the day of discharge.
        "discharged" if kind == Kind::Stay => value(Step::Discharged, Type::Date),
        "first_day" if kind == Kind::Stay => value(Step::Admitted, Type::Date),
        "last_day" if kind == Kind::Stay => value(Step::Discharged, Type::Date),
        "day" | "calendar_month" if kind == Kind::Stay => None,
        "days" | "kinds" if kind == Kind::Prescription => {
            let (step, of) =
                if name == "days" { (Step::Days, Type::Days) } else { (Step::Kinds, Type::Number) };
            value(step, of)
        }
        "包括検査点数" if kind == Kind::Bundle => value(Step::BundledPoints, Type::Points),
        "code" => Some((Step::Code, Ty::CodeOf(coded?))),
        "name" if coded.is_some() => value(Step::Name, Type::Text),
        "day" if kind != Kind::Disease && kind != Kind::EachWeek && kind != Kind::EachMonth => {
            value(Step::Day, Type::Date)
        }
        "first_day" => value(Step::FirstDay, Type::Date),
        "last_day" => value(Step::LastDay, Type::Date),
        "calendar_month" => value(Step::Month, Type::Month),
        "points" if line || kind == Kind::Bundle => value(Step::Points, Type::Points),
        "count" if line => value(Step::Count, Type::Times),
        "days" if line || matches!(kind, Kind::Visit | Kind::Bundle | Kind::EachDay) => {
            value(Step::Days, Type::Days)
        }
        "number" => value(Step::Number, Type::Number),
        "kinds" => value(Step::Kinds, Type::Number),
        "quantity" if line => value(Step::Quantity, Type::Quantity),
        "section" if line => value(Step::Section, Type::Number),
        "started" if kind == Kind::Disease => value(Step::Started, Type::Date),
        "outcome" if kind == Kind::Disease => value(Step::Outcome, Type::Text),
        _ => of_code(coded?, name),
    }
}

fn of_code(kind: FileKind, name: &str) -> Option<(Step, Ty)> {
    match (kind, name) {
        (_, "code") => Some((Step::Code, Ty::CodeOf(kind))),
        (_, "name") => value(Step::Name, Type::Text),
        (FileKind::Procedure, "区分番号") => value(Step::LawSection, Type::Text),
        (FileKind::Procedure, "注加算") => value(Step::IsAddition, Type::Truth),
        _ => None,
    }
}

fn of_row(kind: FileKind, name: &str) -> Option<(Step, Ty)> {
    match (kind, name) {
        (FileKind::CheckIndication, "患者適合") => value(Step::Fits, Type::Truth),
        (FileKind::CheckIndication, "病名不問") => value(Step::AnyDisease, Type::Truth),
        _ => None,
    }
}

fn column(kind: FileKind, name: &str) -> Option<(Step, Ty)> {
    let column = kind.layout().by_name(name).or_else(|| spoken(kind, name))?;
    let (number, ty) = match column.value {
        ValueType::Code(_) => (true, coded(column.name).map_or(Ty::Value(Type::Code), Ty::CodeOf)),
        ValueType::Decimal => (true, Ty::Value(Type::Quantity)),
        ValueType::Int => (true, Ty::Value(Type::Number)),
        ValueType::Date => (true, Ty::Value(Type::Date)),
        ValueType::Class | ValueType::Age | ValueType::Text => (false, Ty::Value(Type::Text)),
        ValueType::Reserved => return None,
    };
    Some((Step::Column(kind, column.item, number), ty))
}

/// Columns that the law calls otherwise than the layout.
fn spoken(kind: FileKind, name: &str) -> Option<&'static masters::column::Column> {
    match (kind, name) {
        (FileKind::CommentRelation, "コメント文") => kind.layout().by_id("comment_text"),
        _ => None,
    }
}

/// The master of the codes in a column.
fn coded(column: &str) -> Option<FileKind> {
    Some(match column {
        name if name.starts_with("診療行為コード") || name.contains("行為コード") => {
            FileKind::Procedure
        }
        name if name.starts_with("医薬品コード") => FileKind::Drug,
        name if name.starts_with("傷病名コード") => FileKind::Disease,
        name if name.starts_with("コメントコード") => FileKind::Comment,
        name if name.starts_with("特定器材コード") => FileKind::Material,
        _ => return None,
    })
}
