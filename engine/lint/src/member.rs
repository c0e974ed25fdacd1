//! Which codes a set holds on a day, read off the masters without any receipt.
//!
//! The engine answers "is this code in the set" for codes of receipts; here the question is whether any code is.

use dsl::ast::{Condition, Relation, SetExpr, SetTerm, Value};
use masters::{FileKind, Lookup, Procedure, Row};
use model::{Date, Quantity};

use crate::Book;
use crate::days::Days;
use crate::law::{in_icd, is_complete, plain};
use crate::spans::turns;

/// What a set holds over some days.
pub(crate) struct Held {
    /// Whether it holds, or may hold, anything at all.
    pub(crate) ever: bool,
    /// Stretches of days on which it surely holds nothing, in order.
    pub(crate) empty: Vec<Days>,
}

/// How deep sets may name sets.
const DEEPEST: u8 = 8;

/// What a set holds over its days: each code is asked once for each of its own stretches.
pub(crate) fn held(book: &Book<'_>, set: &SetExpr, kind: FileKind, days: Days) -> Held {
    let mut filled: Vec<Days> = Vec::new();
    for (_, code) in book.masters.all_codes(kind) {
        let history = book.masters.history(kind, code);
        let ends = history.iter().skip(1).map(|(from, _)| from.and_then(|from| from.plus_days(-1)));
        for ((from, found), until) in history.iter().zip(ends.chain([None])) {
            let stretch = Days { from: from.unwrap_or(Date::FIRST), until, ..days };
            if let (Lookup::InForce(row), Some(stretch)) = (found, days.within(stretch)) {
                let inside = At { book, day: stretch.from }.contains(set, code, *row, 0);
                // What cannot be told may well be there.
                filled.extend((inside != Some(false)).then_some(stretch));
            }
        }
    }
    filled.sort_unstable();
    let empty = gaps(&filled, days).into_iter().filter_map(|gap| surely(book, kind, gap)).collect();
    Held { ever: !filled.is_empty(), empty }
}

/// The days that no stretch covers; stretches stand in order of their first days.
fn gaps(filled: &[Days], days: Days) -> Vec<Days> {
    let mut gaps = Vec::new();
    let mut next = days.from;
    for stretch in filled {
        if stretch.from > next {
            gaps.push(Days { from: next, until: stretch.from.plus_days(-1), ..days });
        }
        let Some(behind) = stretch.until.and_then(|until| until.plus_days(1)) else { return gaps };
        next = next.max(behind);
    }
    gaps.extend(days.has(next).then_some(Days { from: next, ..days }));
    gaps
}

/// The part of a stretch, from its first day of which the master has all codes.
fn surely(book: &Book<'_>, kind: FileKind, gap: Days) -> Option<Days> {
    let turns: Vec<Date> = turns(book.masters, kind, gap).into_iter().collect();
    let first = turns.iter().position(|day| is_complete(book.masters, kind, *day))?;
    let end = turns.iter().skip(first + 1).find(|day| !is_complete(book.masters, kind, **day));
    Some(Days { from: *turns.get(first)?, until: end.and_then(|end| end.plus_days(-1)).or(gap.until), ..gap })
}

struct At<'b> {
    book: &'b Book<'b>,
    day: Date,
}

impl At<'_> {
    /// Whether a code in force is in a set; `None`: cannot be told.
    fn contains(&self, set: &SetExpr, code: u32, row: Row<'_>, depth: u8) -> Option<bool> {
        let mut inside = any(set.terms.iter().map(|term| self.in_term(term, code, row, depth)));
        for out in &set.except {
            inside = all([inside, self.contains(out, code, row, depth).map(|inside| !inside)].into_iter());
        }
        for within in &set.within {
            inside = all([inside, self.contains(within, code, row, depth)].into_iter());
        }
        inside
    }

    fn in_term(&self, term: &SetTerm, code: u32, row: Row<'_>, depth: u8) -> Option<bool> {
        let number = |written: &dsl::ast::Code| written.digits.parse::<u32>().ok();
        match term {
            SetTerm::Code(only) => Some(number(only)? == code),
            SetTerm::Range(first, last) => Some((number(first)?..=number(last)?).contains(&code)),
            SetTerm::Icd(range) => {
                let row = masters::Disease::from(row);
                Some(
                    [row.icd10_1(), row.icd10_2()]
                        .into_iter()
                        .map(plain)
                        .any(|icd| !icd.is_empty() && in_icd(range, &icd)),
                )
            }
            SetTerm::Named(path) if path.fields.is_empty() && depth < DEEPEST => {
                let set = self.book.named.on(&path.root.text, self.day)?;
                self.contains(&set.members, code, row, depth + 1)
            }
            SetTerm::Named(_) => None,
            SetTerm::Picked(_, condition) => self.holds(condition, code, row, depth),
            SetTerm::Nested(inner) => self.contains(inner, code, row, depth),
        }
    }

    fn holds(&self, of: &Condition, code: u32, row: Row<'_>, depth: u8) -> Option<bool> {
        match of {
            Condition::All(parts) => all(parts.iter().map(|part| self.holds(part, code, row, depth))),
            Condition::Any(parts) => any(parts.iter().map(|part| self.holds(part, code, row, depth))),
            Condition::Not(inner) => self.holds(inner, code, row, depth).map(|holds| !holds),
            Condition::Compare(relation, left, right) => compare(*relation, &left.node, &right.node, row),
            Condition::StartsWith(value, start) => {
                Some(text(&value.node, row)?.starts_with(start.node.as_str()))
            }
            Condition::IsTrue(value) => match &value.node {
                Value::Its(name) if name.text == "注加算" && row.kind() == FileKind::Procedure => {
                    Some(Procedure::from(row).is_addition())
                }
                _ => None,
            },
            Condition::Member(value, set, inside) => match &value.node {
                Value::Its(name) if name.text == "code" => {
                    self.contains(set, code, row, depth).map(|holds| holds == *inside)
                }
                _ => None,
            },
            _ => None,
        }
    }
}

fn compare(relation: Relation, left: &Value, right: &Value, row: Row<'_>) -> Option<bool> {
    match (relation, right) {
        (Relation::Equal, Value::Text(constant)) => Some(text(left, row)? == constant.node),
        (Relation::Different, Value::Text(constant)) => Some(text(left, row)? != constant.node),
        (_, Value::Number(constant)) => {
            let (value, constant) = (number(left, row)?, Quantity::parse(constant.digits.as_bytes())?);
            ordered(relation, value.cmp(&constant))
        }
        (_, Value::Code(constant)) => {
            let constant = constant.digits.parse().ok().map(Quantity::whole)?;
            ordered(relation, number(left, row)?.cmp(&constant))
        }
        _ => None,
    }
}

const fn ordered(relation: Relation, order: std::cmp::Ordering) -> Option<bool> {
    Some(match relation {
        Relation::Greater => order.is_gt(),
        Relation::AtLeast => order.is_ge(),
        Relation::AtMost => order.is_le(),
        Relation::Less => order.is_lt(),
        Relation::Equal => order.is_eq(),
        Relation::Different => order.is_ne(),
        Relation::Before | Relation::After | Relation::UpTo | Relation::From => return None,
    })
}

/// An item of the row as text; `None` when it is not one of the master's own.
fn text(of: &Value, row: Row<'_>) -> Option<String> {
    let Value::Its(name) = of else { return None };
    match (row.kind(), name.text.as_str()) {
        (FileKind::Procedure, "区分番号") => {
            Some(Procedure::from(row).section().name().unwrap_or_default())
        }
        (_, name) => Some(row.text(row.kind().layout().by_name(name)?.item).to_owned()),
    }
}

fn number(of: &Value, row: Row<'_>) -> Option<Quantity> {
    let Value::Its(name) = of else { return None };
    row.quantity(row.kind().layout().by_name(&name.text)?.item)
}

fn any(mut parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut open = false;
    let found = parts.any(|part| {
        open |= part.is_none();
        part == Some(true)
    });
    if found { Some(true) } else { (!open).then_some(false) }
}

fn all(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    any(parts.map(|part| part.map(|holds| !holds))).map(|found| !found)
}
