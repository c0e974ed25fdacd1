//! What stands in the clauses of an item, one entry a line, each with its remarks.

use model::Date;

use super::{Code, Name, Noun, Span, Spanned, Value};
use crate::vocabulary::SourceKind;

/// An entry with the remarks that belong to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry<T> {
    /// Remarks on lines of their own before it, without `--`.
    pub before: Vec<String>,
    /// A remark at the end of its line.
    pub after: Option<String>,
    /// The entry.
    pub node: T,
    /// Where it stands.
    pub span: Span,
}

/// A place in the law.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Basis {
    /// What kind of source.
    pub kind: Spanned<SourceKind>,
    /// Which clause of it.
    pub clause: Spanned<String>,
}

/// From when until when something holds, by the date of service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Validity {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Option<Date>,
    /// Where it stands.
    pub span: Span,
}

/// What a variable stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// Each thing found, one after the other.
    Each(Noun),
    /// All things found, as one group.
    All(Noun),
    /// Each unbroken run of days.
    Run(Noun),
    /// A value.
    Value(Spanned<Value>),
}

/// A variable of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Binding {
    /// Its name.
    pub name: Name,
    /// What it stands for.
    pub bound: Bound,
}

/// What an example must do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Expected {
    /// 該当.
    Fires,
    /// 非該当.
    Silent,
    /// 不明: not evaluated.
    Unknown,
}

/// A small receipt that says what a rule does.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Example {
    /// Whether it stands on the boundary.
    pub boundary: bool,
    /// What the rule must do.
    pub expected: Expected,
    /// By which verdict.
    pub verdict: Option<u32>,
    /// What it shows.
    pub title: Spanned<String>,
    /// The receipt.
    pub facts: Vec<Entry<Fact>>,
}

/// One line of an example's receipt.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fact {
    /// In the 剤 of the line before it.
    pub joined: bool,
    /// What it is: a kind, or a built-in name as `patient`.
    pub subject: Name,
    /// Its code.
    pub code: Option<Code>,
    /// What is said of it.
    pub attributes: Vec<Attribute>,
}

/// What is said of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Attribute {
    /// Days of the month.
    Days(Vec<u8>),
    /// A field and its value.
    Field(Name, Value),
    /// A word.
    Flag(Name),
    /// A text.
    Text(Spanned<String>),
}
