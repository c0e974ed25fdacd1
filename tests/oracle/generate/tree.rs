//! Nodes of the tree at no place.

use dsl::ast::{
    Code, Condition, Day, DayMonth, Entry, Name, Number, Path, Relation, SetExpr, SetTerm, Span, Spanned,
    Value,
};
use dsl::vocabulary::Unit;
use model::{Date, Month};

pub(super) fn name(text: &str) -> Name {
    Name { text: text.to_owned(), span: Span::default() }
}

pub(super) fn nowhere<T>(node: T) -> Spanned<T> {
    Spanned::new(Span::default(), node)
}

pub(super) fn entry<T>(node: T) -> Entry<T> {
    Entry { before: Vec::new(), after: None, node, span: Span::default() }
}

pub(super) fn path(root: &str, fields: &[&str]) -> Path {
    Path { root: name(root), fields: fields.iter().map(|field| name(field)).collect(), span: Span::default() }
}

pub(super) fn read(root: &str, fields: &[&str]) -> Value {
    Value::Path(path(root, fields))
}

pub(super) fn its(field: &str) -> Value {
    Value::Its(name(field))
}

pub(super) fn number(digits: impl ToString, unit: Option<Unit>) -> Number {
    Number { digits: digits.to_string(), unit, span: Span::default() }
}

pub(super) fn amount(digits: impl ToString, unit: Option<Unit>) -> Value {
    Value::Number(number(digits, unit))
}

pub(super) fn text(of: &str) -> Value {
    Value::Text(nowhere(of.to_owned()))
}

pub(super) fn day(yyyymmdd: u32) -> Value {
    Value::Day(Day { date: Date::from_number(yyyymmdd).expect("a day"), span: Span::default() })
}

pub(super) fn month(yyyymm: u32) -> Value {
    Value::Month(DayMonth { month: Month::from_number(yyyymm).expect("a month"), span: Span::default() })
}

pub(super) fn code(of: u32) -> Code {
    let digits = if of < 10_000_000 { format!("{of:07}") } else { of.to_string() };
    Code { digits, span: Span::default() }
}

pub(super) fn code_value(of: u32) -> Value {
    Value::Code(code(of))
}

pub(super) fn set(terms: Vec<SetTerm>) -> SetExpr {
    SetExpr { terms, except: Vec::new(), within: Vec::new(), span: Span::default() }
}

pub(super) fn compare(relation: Relation, left: Value, right: Value) -> Condition {
    Condition::Compare(relation, nowhere(left), nowhere(right))
}
