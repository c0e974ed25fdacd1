//! Values in words, with the units that the rule gives them.

use dsl::ast::{Condition, Value as Written};
use dsl::vocabulary::{Type, Unit};
use model::Lang;

use crate::compile::fields::catalog::{FIELDS, Gives};
use crate::program::{Bound, Cond, Expr, Read, Rule, Shown, Step};
use crate::run::text::number;
use crate::tri::Tri;

/// A number, or both of its ends.
pub(super) fn shown(least: i64, most: i64, of: Option<Type>, lang: Lang) -> String {
    let mut text = String::new();
    number(least, most, Shown(of), lang, &mut text);
    text
}

/// A yes or no.
pub(super) const fn truth(of: Tri, lang: Lang) -> &'static str {
    match (of, lang) {
        (Tri::Yes, Lang::Ja) => "はい",
        (Tri::No, Lang::Ja) => "いいえ",
        (Tri::Unknown, Lang::Ja) => "不明",
        (Tri::Yes, Lang::En) => "yes",
        (Tri::No, Lang::En) => "no",
        (Tri::Unknown, Lang::En) => "not known",
    }
}

/// The type of the numbers that a condition compares: as its fields have it, else by the unit that its author wrote.
pub(super) fn compared(cond: &Cond, written: Option<&Condition>, rule: &Rule) -> Option<Type> {
    let Cond::Compare(_, left, right) = cond else { return None };
    let of_words = || match written {
        Some(Condition::Compare(_, left, right)) => unit(&left.node).or_else(|| unit(&right.node)),
        _ => None,
    };
    type_of(left, rule).or_else(|| type_of(right, rule)).or_else(of_words)
}

fn unit(of: &Written) -> Option<Type> {
    match of {
        Written::Number(number) => number.unit.map(Unit::type_of),
        _ => None,
    }
}

/// The type of a value, as far as its unit needs it.
pub(super) fn type_of(of: &Expr, rule: &Rule) -> Option<Type> {
    match of {
        Expr::Step(_, step) => field(*step),
        Expr::Read(_, Read::Count) => Some(Type::Times),
        Expr::Read(_, Read::Days) | Expr::DaysBetween(..) => Some(Type::Days),
        Expr::Read(_, Read::Field(step) | Read::Folded(_, step)) => field(*step),
        Expr::MonthsBetween(..) => Some(Type::Months),
        Expr::Slot(slot) => rule.bindings.iter().find_map(|binding| match &binding.bound {
            Bound::Value(value) if binding.slot == *slot => type_of(value, rule),
            _ => None,
        }),
        Expr::Math(_, left, right) => type_of(left, rule).or_else(|| type_of(right, rule)),
        Expr::Choice(_, arms) => arms.iter().find_map(|(_, value)| type_of(value, rule)),
        Expr::Band(_, arms) => arms.iter().find_map(|(_, _, value)| type_of(value, rule)),
        Expr::Dated(values) => values.iter().find_map(|(_, value)| type_of(value, rule)),
        _ => None,
    }
}

fn field(step: Step) -> Option<Type> {
    let found = FIELDS.iter().find(|field| field.step == step)?;
    match found.gives {
        Gives::Value(of) => Some(of),
        Gives::OwnCode | Gives::Week | Gives::Same => None,
    }
}
