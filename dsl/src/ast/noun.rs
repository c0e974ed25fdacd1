//! Noun phrases and sets: what lines, diseases, comments, rows and stays are looked for, and where.

use super::{Code, Condition, Path, Span, Spanned, Value};
use crate::vocabulary::Kind;

/// Which one of those found, by day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// 最も新しい.
    Latest,
    /// 最初の.
    Earliest,
}

/// The state of a disease.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// 確定の: without the modifier "suspected".
    Confirmed,
    /// 疑いの.
    Suspected,
    /// 主たる: the main disease.
    Main,
}

/// Where and when a noun phrase looks; each word has one meaning (docs/rule-language.md, calendar words).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "docs/rule-language.md has a row for each")]
pub enum WindowKind {
    InHistory,
    InAndOut,
    AnyInstitution,
    OnDay,
    AtTime,
    InWeek,
    InMonth,
    InFiscalYear,
    InBundle,
    InPrescription,
    InStay,
    OnReceipt,
    During,
    AttachedTo,
    OtherThan,
    Before,
    After,
    UpTo,
    From,
    CountingFrom,
    WithinBefore,
    WithinAfter,
    LastTo,
    SpanOf,
}

/// A window with its operands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Window {
    /// Which.
    pub kind: WindowKind,
    /// The thing or day it is measured from; none for windows of scope.
    pub anchor: Option<Spanned<Value>>,
    /// The length of time, or the row whose unit gives it.
    pub measure: Option<Spanned<Value>>,
    /// Where it stands.
    pub span: Span,
}

/// A noun phrase.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Noun {
    /// Where and when it looks.
    pub windows: Vec<Window>,
    /// Which one by day.
    pub order: Option<Order>,
    /// In which state, of a disease.
    pub state: Option<State>,
    /// Among which codes, rows of which table, or which lines already found.
    pub set: Option<SetExpr>,
    /// What it looks for.
    pub kind: Spanned<Kind>,
    /// What must hold of it.
    pub filter: Option<Box<Condition>>,
    /// Where it stands.
    pub span: Span,
}

/// A range of ICD-10 codes; one end alone means all codes that start with it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IcdRange {
    /// The first.
    pub from: Spanned<String>,
    /// The last.
    pub to: Option<Spanned<String>>,
}

/// A term of a set.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each variant holds the type that is described")]
pub enum SetTerm {
    Code(Code),
    Range(Code, Code),
    Icd(IcdRange),
    Named(Path),
    /// All rows of the master for which a condition holds.
    Picked(Spanned<Kind>, Box<Condition>),
    Nested(Box<SetExpr>),
}

/// A set: a list, less some, within others.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SetExpr {
    /// What is in it.
    pub terms: Vec<SetTerm>,
    /// What is taken out (…を除く); order does not matter, as taking out and keeping to commute.
    pub except: Vec<SetExpr>,
    /// What it is kept to (…に限る).
    pub within: Vec<SetExpr>,
    /// Where it stands.
    pub span: Span,
}
