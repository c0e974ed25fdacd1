//! What a rule concludes, its exceptions, and the texts that go with it.

use super::{Condition, Name, Path, SetExpr, Span, Spanned, Value};
use crate::vocabulary::Queue;

/// Which lines are cut first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CutOrder {
    /// 新しいものから.
    LatestFirst,
    /// 安いものから.
    CheapestFirst,
}

/// The reason under which an assessment or a return goes out.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reason {
    /// A letter (A–K) or an official code; which ones there are is data of the agency.
    pub code: String,
    /// Where it stands.
    pub span: Span,
}

/// What is concluded.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "docs/rule-language.md has a row for each")]
pub enum VerdictKind {
    Remove,
    ReduceTo(Spanned<Value>),
    ReduceBy(Spanned<Value>),
    Replace(Spanned<Value>),
    Correct(Spanned<Value>),
    Repair(Spanned<Value>),
    Keep(Spanned<Value>),
    Cap(Spanned<Value>),
    Flag(Spanned<Queue>),
    Notice,
    Return,
    Ask(SetExpr),
}

/// A verdict on a thing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Verdict {
    /// On what.
    pub subject: Spanned<Value>,
    /// What.
    pub kind: VerdictKind,
    /// What is cut first, where something is cut.
    pub cut: Option<CutOrder>,
    /// Under which reason.
    pub reason: Option<Reason>,
    /// Where it stands.
    pub span: Span,
}

/// When a verdict is drawn.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Guard {
    /// Whenever the rule fires.
    Always,
    /// When a condition holds.
    When(Condition),
    /// When no earlier verdict of the rule was drawn.
    Otherwise,
}

/// A verdict with its guard.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Guarded {
    /// When.
    pub guard: Guard,
    /// What.
    pub verdict: Verdict,
}

/// What an exception leads to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// この限りでない: the rule does not fire.
    Stop,
    /// Another verdict in place of the rule's own.
    Verdict(Box<Verdict>),
}

/// An exception (ただし), with at most one exception of its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Exception {
    /// When.
    pub condition: Condition,
    /// When not, after all.
    pub but_not: Option<Condition>,
    /// What then.
    pub outcome: Outcome,
}

/// What is concluded when values are not known.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unknown {
    /// Of which variables.
    pub names: Vec<Name>,
    /// What then; never an assessment.
    pub verdict: Verdict,
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TemplatePart {
    /// As it stands.
    Literal(String),
    /// The value of a path.
    Placeholder(Path),
}

/// A text with placeholders.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Template {
    /// Its pieces; no two literals beside each other, none empty.
    pub parts: Vec<TemplatePart>,
    /// Where it stands.
    pub span: Span,
}
