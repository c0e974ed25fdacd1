//! Conditions: yes, no, undecided.

use dsl::ast::Relation;
use model::Date;

use super::Run;
use super::rows::special_item;
use super::thing::Thing;
use super::trace::Trace;
use super::values::Val;
use crate::program::{Cond, Expr, Noun, Step};
use crate::tri::Tri;

impl<'a, T: Trace<'a>> Run<'a, '_, T> {
    pub(crate) fn holds(&mut self, of: &'a Cond) -> Tri {
        if T::ON { self.holds_aloud(of) } else { self.decide(of) }
    }

    pub(super) fn decide(&mut self, of: &'a Cond) -> Tri {
        match of {
            Cond::All(parts) => {
                let mut all = Tri::Yes;
                for part in parts {
                    all = all.and(self.holds(part));
                    if all == Tri::No {
                        break;
                    }
                }
                all
            }
            Cond::Any(parts) => {
                let mut any = Tri::No;
                for part in parts {
                    any = any.or(self.holds(part));
                    if any == Tri::Yes {
                        break;
                    }
                }
                any
            }
            Cond::Not(inner) => self.holds(inner).not(),
            Cond::Exists(noun, wanted) => {
                let mark = self.mark();
                self.one_is_enough = rows_are_alike(noun);
                let found = self.find(noun);
                self.one_is_enough = false;
                self.release(mark);
                let exists = if !found.sure.is_empty() {
                    Tri::Yes
                } else if found.open || !found.maybe.is_empty() {
                    Tri::Unknown
                } else {
                    Tri::No
                };
                if *wanted { exists } else { exists.not() }
            }
            Cond::Every(noun, inner) => {
                let mark = self.mark();
                let every = self.every(noun, inner);
                self.release(mark);
                every
            }
            Cond::Compare(relation, left, right) => {
                let mark = self.mark();
                let (left, right) = (self.value(left), self.value(right));
                if T::ON {
                    self.tell_values(&[left, right]);
                }
                self.release(mark);
                compare(*relation, &left, &right)
            }
            Cond::Member(code, kind, set) => {
                let Val::Code(found) = self.aloud(code) else { return Tri::Unknown };
                let day = self.day_of_code(code);
                self.contains(set, *kind, found, day)
            }
            Cond::StartsWith(text, start) => match self.aloud(text).text() {
                Some(text) => text.starts_with(start.as_str()).into(),
                None => Tri::Unknown,
            },
            Cond::IsUnknown(of) => matches!(self.aloud(of), Val::Unknown).into(),
            Cond::IsTrue(of) => match self.aloud(of) {
                Val::Truth(truth) => truth,
                _ => Tri::Unknown,
            },
        }
    }

    /// The day on which a code is looked up: that of the thing whose code it is, else the last of the month.
    fn day_of_code(&mut self, code: &'a Expr) -> Date {
        let thing = match code {
            Expr::Step(of, _) => self.value(of),
            _ => Val::Unknown,
        };
        let day = match thing {
            Val::Thing(thing) => self.master_day(thing),
            _ => None,
        };
        day.unwrap_or(self.case.month().last())
    }

    fn every(&mut self, noun: &'a Noun, inner: &'a Cond) -> Tri {
        let found = self.find(noun);
        let mut every = if found.open { Tri::Unknown } else { Tri::Yes };
        let mut at = 0;
        while let Some((thing, sure)) = self.nth(found, at) {
            let holds = self.holds_of(thing, inner);
            every = match (sure, holds) {
                (true, holds) => every.and(holds),
                (false, Tri::Yes) => every,
                (false, _) => every.and(Tri::Unknown),
            };
            at += 1;
        }
        every
    }

    /// A condition on what `その` speaks of.
    pub(super) fn holds_of(&mut self, thing: Thing<'a>, condition: &'a Cond) -> Tri {
        self.piles.its.push(thing);
        let holds = self.holds(condition);
        self.piles.its.pop();
        holds
    }
}

/// Whether a row that is meant says of a table all that further ones would: none softens or finds out more than another.
fn rows_are_alike(noun: &Noun) -> bool {
    noun.order.is_none()
        && noun.table.as_ref().is_some_and(|table| special_item(table.kind).is_none())
        && noun.filter.as_ref().is_none_or(is_of_the_row)
}

/// Whether a condition reads nothing but the row and variables.
fn is_of_the_row(condition: &Cond) -> bool {
    match condition {
        Cond::All(parts) | Cond::Any(parts) => parts.iter().all(is_of_the_row),
        Cond::Not(inner) => is_of_the_row(inner),
        Cond::Compare(_, left, right) => is_column(left) && is_column(right),
        Cond::StartsWith(value, _) | Cond::IsUnknown(value) | Cond::IsTrue(value) => is_column(value),
        Cond::Member(value, _, set) => {
            let simple = set.icd.is_empty() && set.picked.is_empty() && set.nested.is_empty();
            let whole = set.except.is_empty() && set.within.is_empty();
            is_column(value)
                && simple
                && whole
                && set.found.iter().all(|found| matches!(found, Expr::Slot(_)))
        }
        Cond::Exists(..) | Cond::Every(..) => false,
    }
}

fn is_column(value: &Expr) -> bool {
    match value {
        Expr::Number(_) | Expr::Date(_) | Expr::Code(_) | Expr::Text(_) | Expr::Slot(_) => true,
        Expr::Step(from, Step::Code) => matches!(**from, Expr::Slot(_)),
        Expr::Step(from, Step::Column(..) | Step::Fits | Step::AnyDisease) => matches!(**from, Expr::Its),
        _ => false,
    }
}

/// Compares two values, each known, not known or between two ends.
pub(crate) fn compare(relation: Relation, left: &Val<'_>, right: &Val<'_>) -> Tri {
    if let (Some(a), Some(b)) = (left.text(), right.text()) {
        return match relation {
            Relation::Equal => (a == b).into(),
            Relation::Different => (a != b).into(),
            _ => Tri::Unknown,
        };
    }
    let (Some((a, b)), Some((c, d))) = (ends(left), ends(right)) else { return Tri::Unknown };
    match relation {
        Relation::Greater | Relation::After => more(a, b, c, d),
        Relation::AtMost | Relation::UpTo => more(a, b, c, d).not(),
        Relation::Less | Relation::Before => more(c, d, a, b),
        Relation::AtLeast | Relation::From => more(c, d, a, b).not(),
        Relation::Equal => same(a, b, c, d),
        Relation::Different => same(a, b, c, d).not(),
    }
}

fn ends(value: &Val<'_>) -> Option<(i64, i64)> {
    Some(match value {
        Val::Number(least, most) => (*least, *most),
        Val::Date(date) => (i64::from(date.number()), i64::from(date.number())),
        Val::Month(month) => (i64::from(month.number()), i64::from(month.number())),
        Val::Code(code) => (i64::from(*code), i64::from(*code)),
        _ => return None,
    })
}

const fn more(a: i64, b: i64, c: i64, d: i64) -> Tri {
    if a > d {
        Tri::Yes
    } else if b <= c {
        Tri::No
    } else {
        Tri::Unknown
    }
}

const fn same(a: i64, b: i64, c: i64, d: i64) -> Tri {
    if a == b && b == c && c == d {
        Tri::Yes
    } else if b < c || d < a {
        Tri::No
    } else {
        Tri::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::{Relation, Tri, Val, compare};

    #[test]
    fn a_value_between_two_ends_decides_when_both_agree() {
        let limit = Val::Number(1, 2);
        let used = |n| Val::exactly(n);
        assert_eq!(compare(Relation::Greater, &used(3), &limit), Tri::Yes);
        assert_eq!(compare(Relation::Greater, &used(2), &limit), Tri::Unknown);
        assert_eq!(compare(Relation::Greater, &used(1), &limit), Tri::No);
        assert_eq!(compare(Relation::Equal, &used(3), &limit), Tri::No);
        assert_eq!(compare(Relation::Equal, &Val::Unknown, &limit), Tri::Unknown);
    }
}
