//! Values.

use proptest::prelude::*;
use proptest::sample::select;

use super::conditions::condition;
use super::nouns::{noun, term};
use super::words::{code, day, month, name, nowhere, number, path, text};
use crate::ast::{
    Arithmetic, Arm, Band, BandArm, ChoiceMode, Fold, Number, Range, Read, Span, Spanned, Value,
};

/// Values that hold no other.
fn leaf() -> impl Strategy<Value = Value> {
    prop_oneof![
        3 => path().prop_map(Value::Path),
        2 => number().prop_map(Value::Number),
        1 => day().prop_map(Value::Day),
        1 => month().prop_map(Value::Month),
        1 => code().prop_map(Value::Code),
        1 => text().prop_map(Value::Text),
        1 => name().prop_map(Value::Its),
    ]
}

/// Values of a depth.
pub(super) fn value(depth: u32) -> BoxedStrategy<Value> {
    if depth == 0 {
        return leaf().boxed();
    }
    let inner = || boxed(depth - 1);
    let arithmetic =
        select(&[Arithmetic::Add, Arithmetic::Subtract, Arithmetic::Multiply, Arithmetic::Divide][..]);
    prop_oneof![
        4 => leaf(),
        1 => (name(), prop::collection::vec(spanned(depth - 1), 1..3)).prop_map(|(n, a)| Value::Call(n, a)),
        1 => (inner(), name()).prop_filter_map("fields of paths belong to the path", |(of, n)| {
            (!matches!(of.node, Value::Path(_))).then_some(Value::Field(of, n))
        }),
        1 => (inner(), inner()).prop_map(|(of, by)| Value::Plus(of, by)),
        1 => (arithmetic, inner(), inner()).prop_map(|(how, l, r)| Value::Arithmetic(how, l, r)),
        1 => (inner(), inner()).prop_map(|(l, r)| Value::DaysBetween(l, r)),
        1 => (inner(), inner()).prop_map(|(l, r)| Value::MonthsBetween(l, r)),
        1 => choice(depth - 1),
        1 => band(depth - 1),
        1 => (prop::collection::vec(term(depth - 1), 1..3), noun(depth - 1))
            .prop_map(|(terms, noun)| Value::HowMany(terms, Box::new(noun))),
        2 => (noun(depth - 1), read(depth - 1)).prop_map(|(noun, read)| Value::Noun(Box::new(noun), read)),
    ]
    .boxed()
}

/// A value at a place.
pub(super) fn spanned(depth: u32) -> impl Strategy<Value = Spanned<Value>> {
    value(depth).prop_map(nowhere)
}

fn boxed(depth: u32) -> impl Strategy<Value = Box<Spanned<Value>>> {
    spanned(depth).prop_map(Box::new)
}

fn choice(depth: u32) -> impl Strategy<Value = Value> {
    let arm = (value(depth), prop::option::of(condition(depth)))
        .prop_map(|(value, condition)| Arm { value, condition });
    let mode = select(&[ChoiceMode::First, ChoiceMode::Greatest, ChoiceMode::Least][..]);
    (mode, prop::collection::vec(arm, 1..4)).prop_map(|(mode, arms)| Value::Choice(mode, arms))
}

fn band(depth: u32) -> impl Strategy<Value = Value> {
    let arm = (range(), value(depth)).prop_map(|(range, value)| BandArm { range, value });
    (value(depth), prop::collection::vec(arm, 1..4))
        .prop_map(|(of, arms)| Value::Band(Box::new(Band { of, arms })))
}

fn range() -> impl Strategy<Value = Range> {
    let ends = prop_oneof![
        (number(), number()).prop_map(|(l, m)| (Some(l), Some(m))),
        number().prop_map(|n| (Some(n.clone()), Some(n))),
        number().prop_map(|n: Number| (Some(n), None)),
        number().prop_map(|n| (None, Some(n))),
    ];
    ends.prop_map(|(least, most)| Range { least, most, span: Span::default() })
}

fn read(depth: u32) -> impl Strategy<Value = Read> {
    prop_oneof![
        Just(Read::Count),
        Just(Read::Days),
        Just(Read::Number),
        Just(Read::Kinds),
        name().prop_filter("totals have words of their own", |n| !is_total(&n.text)).prop_map(Read::Field),
        (select(&[Fold::Sum, Fold::Max, Fold::Min][..]), name())
            .prop_filter("totals have words of their own", |(_, n)| !is_total(&n.text))
            .prop_map(|(fold, n)| Read::Folded(fold, n)),
        boxed(depth).prop_map(Read::Rank),
    ]
}

/// 回数, 日数, 件数 and 種類数 of a noun phrase are totals, not fields.
fn is_total(name: &str) -> bool {
    ["count", "days", "number", "kinds"].contains(&name)
}
