//! Conditions whose answer does not depend on any receipt: comparisons of literals, contradictions, what is always so.
//!
//! Only what follows from the form of a condition is told; that a master has no such value is the work of `rules lint`.

use super::bounds::{self, Said, compared, complement};
use super::uses::{Thing, each_use};
use crate::ast::{Condition, File, Relation, Span, Spanned, Value};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Message};

/// What is always or never so in a file.
pub(super) fn check(file: &File) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for item in &file.items {
        each_use(&item.body, &mut |thing| {
            if let Thing::Condition(condition) = thing {
                found.extend(told(condition));
            }
        });
    }
    found
}

/// What is wrong with a condition itself; its parts are visited by themselves.
fn told(of: &Condition) -> Option<Diagnostic> {
    match of {
        Condition::Compare(relation, left, right) => constant(*relation, left, right),
        Condition::All(parts) => {
            let (first, second) = clash(&flat(parts))?;
            Some(never(second, Some(first)))
        }
        Condition::Any(parts) => {
            let denied: Vec<Condition> = parts.iter().map(negated).collect();
            let (first, second) = clash(&denied.iter().collect::<Vec<_>>())?;
            Some(always(second, Some(first)))
        }
        _ => None,
    }
}

fn constant(relation: Relation, left: &Spanned<Value>, right: &Spanned<Value>) -> Option<Diagnostic> {
    // A value compared with itself: whatever it is, or undecided where it is not known.
    let itself = (left.node == right.node).then(|| bounds::holds(relation, 0, 0));
    let span = left.span.join(right.span);
    match compared(relation, &left.node, &right.node).or(itself)? {
        true => Some(always(span, None)),
        false => Some(never(span, None)),
    }
}

/// Which two of some conditions cannot hold together, by their places in the text.
pub(super) fn clash(parts: &[&Condition]) -> Option<(Span, Span)> {
    let says: Vec<Option<Said<'_>>> = parts.iter().map(|part| bounds::said(part)).collect();
    for (at, (part, said)) in parts.iter().zip(&says).enumerate() {
        let opposite = negated(part);
        for (earlier, of_earlier) in parts.iter().zip(&says).take(at) {
            let contradict = said.iter().zip(of_earlier).any(|(a, b)| bounds::contradict(a, b));
            if **earlier == opposite || contradict {
                return Some((earlier.span(), part.span()));
            }
        }
    }
    None
}

/// The parts of a condition that all must hold.
pub(super) fn conjuncts(of: &Condition) -> Vec<&Condition> {
    match of {
        Condition::All(parts) => flat(parts),
        one => vec![one],
    }
}

fn flat(parts: &[Condition]) -> Vec<&Condition> {
    parts.iter().flat_map(conjuncts).collect()
}

/// Whether a condition holds whenever some others do, as far as their form shows.
pub(super) fn follows(from: &[&Condition], of: &Condition) -> bool {
    match of {
        Condition::All(parts) => parts.iter().all(|part| follows(from, part)),
        Condition::Any(parts) if parts.iter().any(|part| follows(from, part)) => true,
        of => {
            let denied = negated(of);
            let all: Vec<&Condition> = from.iter().copied().chain(conjuncts(&denied)).collect();
            !from.is_empty() && clash(from).is_none() && clash(&all).is_some()
        }
    }
}

/// The condition that holds exactly when another fails.
fn negated(of: &Condition) -> Condition {
    match of {
        Condition::Not(inner) => (**inner).clone(),
        Condition::Compare(relation, left, right) => {
            Condition::Compare(complement(*relation), left.clone(), right.clone())
        }
        Condition::Some(noun) => Condition::No(noun.clone()),
        Condition::No(noun) => Condition::Some(noun.clone()),
        Condition::Member(value, set, inside) => Condition::Member(value.clone(), set.clone(), !inside),
        Condition::All(parts) => Condition::Any(parts.iter().map(negated).collect()),
        Condition::Any(parts) => Condition::All(parts.iter().map(negated).collect()),
        other => Condition::Not(Box::new(other.clone())),
    }
}

/// A condition that never holds, with what it contradicts.
pub(super) fn never(at: Span, against: Option<Span>) -> Diagnostic {
    let message = Message::new("この条件は決して成り立ちません", "this condition never holds");
    let help = Message::new(
        "比べる値・向き（以上・以下・超える・未満）・かつと又は を確かめてください",
        "check the values, the direction of the comparison, and whether `and` should be `or`",
    );
    let diagnostic = Diagnostic::new(DiagnosticCode::NeverHolds, at, message).with_help(help);
    match against {
        Some(against) => diagnostic
            .with_label(against, Message::new("これと両立しません", "cannot hold together with this")),
        None => diagnostic,
    }
}

/// A condition that always holds, with what leaves nothing else.
pub(super) fn always(at: Span, beside: Option<Span>) -> Diagnostic {
    let message = Message::new("この条件はいつも成り立ちます", "this condition always holds");
    let help = Message::new(
        "要らない条件なら消し、そうでなければ比べる値と向きを確かめてください",
        "take it out if it is not needed; else check the values and the direction of the comparison",
    );
    let diagnostic = Diagnostic::new(DiagnosticCode::AlwaysHolds, at, message).with_help(help);
    match beside {
        Some(beside) => diagnostic
            .with_label(beside, Message::new("これとどちらかが成り立ちます", "one of it and this holds")),
        None => diagnostic,
    }
}
