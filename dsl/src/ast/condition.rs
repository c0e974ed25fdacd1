//! Conditions: three-valued sentences about values and noun phrases.

use super::{Name, Noun, SetExpr, Span, Spanned, Value};

/// A comparison; days have words of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Relation {
    Greater,
    AtLeast,
    AtMost,
    Less,
    Equal,
    Different,
    Before,
    After,
    UpTo,
    From,
}

/// A condition.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Condition {
    /// かつ: all of them.
    All(Vec<Condition>),
    /// 又は: one of them.
    Any(Vec<Condition>),
    /// …でない.
    Not(Box<Condition>),
    /// There is such a thing.
    Some(Box<Noun>),
    /// There is no such thing.
    No(Box<Noun>),
    /// Something holds of every such thing.
    Every(Box<Noun>, Box<Condition>),
    /// A defined condition holds.
    Holds(Name, Vec<Spanned<Value>>),
    /// Two values compare so.
    Compare(Relation, Spanned<Value>, Spanned<Value>),
    /// A code lies in a set, or (`false`) does not.
    Member(Spanned<Value>, SetExpr, bool),
    /// A text starts so.
    StartsWith(Spanned<Value>, Spanned<String>),
    /// A value is not known.
    IsUnknown(Spanned<Value>),
    /// A yes-or-no value is yes.
    IsTrue(Spanned<Value>),
}

impl Condition {
    /// Where its first value stands; for messages.
    pub fn span(&self) -> Span {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().map(Self::span).reduce(Span::join).unwrap_or_default()
            }
            Self::Not(inner) => inner.span(),
            Self::Some(noun) | Self::No(noun) | Self::Every(noun, _) => noun.span,
            Self::Holds(name, _) => name.span,
            Self::Compare(_, left, right) => left.span.join(right.span),
            Self::Member(value, set, _) => value.span.join(set.span),
            Self::StartsWith(value, text) => value.span.join(text.span),
            Self::IsUnknown(value) | Self::IsTrue(value) => value.span,
        }
    }
}
