//! What comparisons with literals say of a value: bounds and constants, as far as they can contradict each other.

use model::Quantity;

use crate::ast::{Condition, Number, Relation, Value};
use crate::vocabulary::Unit;

/// The end of a range of numbers, and whether it lies in it.
type End = Option<(i64, bool)>;

/// What one comparison says of the value on its other side.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Said<'c> {
    /// It lies in a range, in numbers of one unit.
    Range(&'c Value, Measure, End, End),
    /// It is this text or code.
    Is(&'c Value, &'c Value),
}

/// Numbers that can be compared with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    Of(Option<Unit>),
    Day,
    Month,
}

/// A literal as a number of its measure.
fn literal(of: &Value) -> Option<(Measure, i64)> {
    match of {
        Value::Number(Number { digits, unit, .. }) => {
            Some((Measure::Of(*unit), Quantity::parse(digits.as_bytes())?.scaled()))
        }
        // Days are compared by their place in the calendar; that months differ in length does not matter for order.
        Value::Day(day) => Some((Measure::Day, i64::from(day.date.number()))),
        Value::Month(month) => Some((Measure::Month, i64::from(month.month.number()))),
        _ => None,
    }
}

/// Whether two literals compare so; `None` when one is no literal or they do not compare.
pub(super) fn compared(relation: Relation, left: &Value, right: &Value) -> Option<bool> {
    if let (Some((a, left)), Some((b, right))) = (literal(left), literal(right)) {
        return (a == b).then(|| holds(relation, left, right));
    }
    let texts = matches!((left, right), (Value::Text(_), Value::Text(_)) | (Value::Code(_), Value::Code(_)));
    match relation {
        Relation::Equal if texts => Some(left == right),
        Relation::Different if texts => Some(left != right),
        _ => None,
    }
}

/// Whether a comparison holds of two numbers.
pub(super) const fn holds(relation: Relation, left: i64, right: i64) -> bool {
    match relation {
        Relation::Greater | Relation::After => left > right,
        Relation::AtLeast | Relation::From => left >= right,
        Relation::AtMost | Relation::UpTo => left <= right,
        Relation::Less | Relation::Before => left < right,
        Relation::Equal => left == right,
        Relation::Different => left != right,
    }
}

/// The comparison that holds exactly when another fails.
pub(super) const fn complement(relation: Relation) -> Relation {
    match relation {
        Relation::Greater => Relation::AtMost,
        Relation::AtLeast => Relation::Less,
        Relation::AtMost => Relation::Greater,
        Relation::Less => Relation::AtLeast,
        Relation::Equal => Relation::Different,
        Relation::Different => Relation::Equal,
        Relation::Before => Relation::From,
        Relation::After => Relation::UpTo,
        Relation::UpTo => Relation::After,
        Relation::From => Relation::Before,
    }
}

/// The same comparison with its sides changed.
const fn turned(relation: Relation) -> Relation {
    match relation {
        Relation::Greater => Relation::Less,
        Relation::AtLeast => Relation::AtMost,
        Relation::AtMost => Relation::AtLeast,
        Relation::Less => Relation::Greater,
        Relation::Before => Relation::After,
        Relation::After => Relation::Before,
        Relation::UpTo => Relation::From,
        Relation::From => Relation::UpTo,
        same @ (Relation::Equal | Relation::Different) => same,
    }
}

/// What a comparison says; `None` when it compares no literal.
pub(super) fn said(of: &Condition) -> Option<Said<'_>> {
    let Condition::Compare(relation, left, right) = of else { return None };
    let (value, relation, constant) = match (literal(&left.node), literal(&right.node)) {
        (None, Some(_)) => (&left.node, *relation, &right.node),
        (Some(_), None) => (&right.node, turned(*relation), &left.node),
        _ => return constant_of(*relation, &left.node, &right.node),
    };
    let (measure, number) = literal(constant)?;
    let (low, high) = match relation {
        Relation::Greater | Relation::After => (above(measure, number), None),
        Relation::AtLeast | Relation::From => (Some((number, true)), None),
        Relation::AtMost | Relation::UpTo => (None, Some((number, true))),
        Relation::Less | Relation::Before => (None, below(measure, number)),
        Relation::Equal => (Some((number, true)), Some((number, true))),
        Relation::Different => return None,
    };
    Some(Said::Range(value, measure, low, high))
}

/// Of what comes in whole numbers, "more than two" is "three or more".
fn above(measure: Measure, number: i64) -> End {
    if is_whole(measure) {
        number.checked_add(Quantity::SCALE).map(|n| (n, true))
    } else {
        Some((number, false))
    }
}

fn below(measure: Measure, number: i64) -> End {
    if is_whole(measure) {
        number.checked_sub(Quantity::SCALE).map(|n| (n, true))
    } else {
        Some((number, false))
    }
}

const fn is_whole(measure: Measure) -> bool {
    matches!(
        measure,
        Measure::Of(Some(
            Unit::Times | Unit::Days | Unit::Weeks | Unit::YearsOld | Unit::Sheets | Unit::Items
        ))
    )
}

fn constant_of<'c>(relation: Relation, left: &'c Value, right: &'c Value) -> Option<Said<'c>> {
    let constant = |of: &Value| matches!(of, Value::Text(_) | Value::Code(_));
    match (relation, constant(left), constant(right)) {
        (Relation::Equal, false, true) => Some(Said::Is(left, right)),
        (Relation::Equal, true, false) => Some(Said::Is(right, left)),
        _ => None,
    }
}

/// Whether two of them cannot both hold.
pub(super) fn contradict(one: &Said<'_>, other: &Said<'_>) -> bool {
    match (one, other) {
        (
            Said::Range(value, measure, low, high),
            Said::Range(other, of_other, low_of_other, high_of_other),
        ) => {
            value == other
                && measure == of_other
                && (is_empty(*low, *high_of_other) || is_empty(*low_of_other, *high))
        }
        (Said::Is(value, constant), Said::Is(other, other_constant)) => {
            value == other && constant != other_constant && same_sort(constant, other_constant)
        }
        _ => false,
    }
}

fn same_sort(one: &Value, other: &Value) -> bool {
    matches!((one, other), (Value::Text(_), Value::Text(_)) | (Value::Code(_), Value::Code(_)))
}

fn is_empty(low: End, high: End) -> bool {
    match (low, high) {
        (Some((low, in_low)), Some((high, in_high))) => low > high || low == high && !(in_low && in_high),
        _ => false,
    }
}
