//! Shapes that cannot be meant, whatever the types: bands with gaps, history that nobody asked for.

use model::Quantity;

use super::uses::{Thing, each_use};
use crate::ast::{Band, Body, File, Number, Range, Rule, Span, Value, WindowKind};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Message};

/// What is wrong with the shapes of a file.
pub(super) fn check(file: &File) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for item in &file.items {
        each_use(&item.body, &mut |thing| {
            if let Thing::Value(Value::Band(band)) = thing {
                found.extend(gap(band));
            }
        });
        if let Body::Rule(rule) = &item.body {
            found.extend(unasked_history(rule, &item.body));
        }
    }
    found
}

/// Ranges stand in order, and each begins where the one before it ends.
fn gap(band: &Band) -> Option<Diagnostic> {
    let ranges = band.arms.iter().map(|a| &a.range);
    ranges.clone().zip(ranges.skip(1)).find(|(a, b)| !meets(a, b)).map(|(_, b)| {
        let message = Message::new(
            "この範囲は前の範囲に続いていません（隙間又は重なりがあります）",
            "this range does not go on where the one before it ends: there is a gap or an overlap",
        );
        Diagnostic::new(DiagnosticCode::BandBroken, b.span, message)
    })
}

/// Whether the second range begins one after the end of the first: bands count whole things.
fn meets(first: &Range, second: &Range) -> bool {
    let whole = |n: &Number| Quantity::parse(n.digits.as_bytes()).map(Quantity::scaled);
    let same_unit = |a: &Number, b: &Number| a.unit == b.unit;
    match (&first.most, &second.least) {
        (Some(a), Some(b)) => {
            same_unit(a, b)
                && whole(a).zip(whole(b)).is_some_and(|(a, b)| a.checked_add(Quantity::SCALE) == Some(b))
        }
        _ => false,
    }
}

/// A rule that looks into history says how much of it must be known.
fn unasked_history(rule: &Rule, body: &Body) -> Option<Diagnostic> {
    if rule.needs.is_some() {
        return None;
    }
    let mut first: Option<Span> = None;
    each_use(body, &mut |thing| {
        if let Thing::Noun(noun) = thing {
            let window = noun.windows.iter().find(|w| w.kind == WindowKind::InHistory);
            first = first.or(window.map(|w| w.span));
        }
    });
    let message = Message::new(
        "履歴を見る規則には「履歴」の欄（必要な月数）が要ります",
        "a rule that looks into history needs the clause `needs`",
    );
    let help = Message::new("「履歴 6月」のように書きます", "write for example: needs 6 months");
    first.map(|at| Diagnostic::new(DiagnosticCode::HistoryUnasked, at, message).with_help(help))
}
