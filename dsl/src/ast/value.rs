//! Values: literals, paths, arithmetic, choices, bands, and what is read off noun phrases.

use super::{Condition, Noun, SetTerm, Span, Spanned};
use crate::vocabulary::{Kind, Unit};

/// A name as written in no surface: built-in names in their English form, all others as they stand, full-width
/// letters and digits folded to half width.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    /// The folded text.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// A name and the fields read off it: `管理料の日の月`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Path {
    /// The variable, set, parameter, definition or built-in thing.
    pub root: Name,
    /// Its fields, outermost last.
    pub fields: Vec<Name>,
    /// Where it stands.
    pub span: Span,
}

/// An exact decimal with its unit.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    /// Half-width digits without leading zeros or underscores, with at most one point.
    pub digits: String,
    /// The unit; none for a bare number.
    pub unit: Option<Unit>,
    /// Where it stands.
    pub span: Span,
}

/// A code of nine, seven or four digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Code {
    /// Half-width digits.
    pub digits: String,
    /// Where it stands.
    pub span: Span,
}

impl Code {
    /// Of which kind of thing it is a code, by its first digit and its length.
    ///
    /// SPEC: マスターファイル仕様説明書（令和6年度版）３: nine digits begin with 1 (procedures), 6 (drugs), 7 (materials), 8
    /// (comments); diseases have seven.
    pub fn kind(&self) -> Option<Kind> {
        match (self.digits.len(), self.digits.as_bytes().first()) {
            (9, Some(b'1')) => Some(Kind::Procedure),
            (9, Some(b'6')) => Some(Kind::Drug),
            (9, Some(b'7')) => Some(Kind::Material),
            (9, Some(b'8')) => Some(Kind::Comment),
            (7, _) => Some(Kind::Disease),
            _ => None,
        }
    }
}

/// A day as `YYYY-MM-DD`; whether the calendar has it is checked when the clause is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Day {
    /// The day.
    pub date: model::Date,
    /// Where it stands.
    pub span: Span,
}

/// A month as `YYYY-MM`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DayMonth {
    /// The month.
    pub month: model::Month,
    /// Where it stands.
    pub span: Span,
}

/// The four operations, exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// Which arm of a choice counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChoiceMode {
    /// The first that holds.
    First,
    /// The greatest of those that hold.
    Greatest,
    /// The least of those that hold.
    Least,
}

/// An arm of a choice; without a condition it always holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Arm {
    /// What it gives.
    pub value: Value,
    /// When.
    pub condition: Option<Condition>,
}

/// A range of a band.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Range {
    /// From this number on; `None`: no lower end.
    pub least: Option<Number>,
    /// Up to and with this number; `None`: no upper end.
    pub most: Option<Number>,
    /// Where it stands.
    pub span: Span,
}

/// One row of a band.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BandArm {
    /// For which numbers.
    pub range: Range,
    /// What it gives.
    pub value: Value,
}

/// A table of values by number; gaps and overlaps are errors.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Band {
    /// The number that selects.
    pub of: Value,
    /// The rows.
    pub arms: Vec<BandArm>,
}

/// How fields of many things are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Fold {
    Sum,
    Max,
    Min,
}

/// What is read off the things that a noun phrase finds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Read {
    /// 回数: the counts added up.
    Count,
    /// 日数: different days.
    Days,
    /// 件数: how many things.
    Number,
    /// 種類数: different codes.
    Kinds,
    /// A field of the one thing found.
    Field(Name),
    /// A field of all things found, put together.
    Folded(Fold, Name),
    /// 順位: which place a thing takes among them by day, the first being 1.
    Rank(Box<Spanned<Value>>),
}

/// A value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each variant holds the type that is described")]
pub enum Value {
    Day(Day),
    Month(DayMonth),
    Code(Code),
    Number(Number),
    Text(Spanned<String>),
    Path(Path),
    /// A field of the thing that a noun phrase is just looking at: `その回数`.
    Its(Name),
    /// A definition with arguments.
    Call(Name, Vec<Spanned<Value>>),
    /// A field of a computed value.
    Field(Box<Spanned<Value>>, Name),
    /// The day after a time has passed from a day.
    Plus(Box<Spanned<Value>>, Box<Spanned<Value>>),
    Arithmetic(Arithmetic, Box<Spanned<Value>>, Box<Spanned<Value>>),
    /// Days from one day to another, both counted.
    DaysBetween(Box<Spanned<Value>>, Box<Spanned<Value>>),
    /// Calendar months from the month of one day to the month of another.
    MonthsBetween(Box<Spanned<Value>>, Box<Spanned<Value>>),
    Choice(ChoiceMode, Vec<Arm>),
    Band(Box<Band>),
    /// How many of the sets have such a thing.
    HowMany(Vec<SetTerm>, Box<Noun>),
    Noun(Box<Noun>, Read),
}
