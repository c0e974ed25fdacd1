//! Conditions: yes, no, undecided.

use dsl::ast::Relation;
use model::Date;

use super::Run;
use super::thing::Thing;
use super::values::Val;
use crate::program::{Cond, Expr, Noun};
use crate::tri::Tri;

impl<'a> Run<'a, '_> {
    pub(crate) fn holds(&mut self, of: &'a Cond) -> Tri {
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
                let found = self.find(noun);
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
                self.release(mark);
                compare(*relation, &left, &right)
            }
            Cond::Member(code, kind, set) => {
                let Val::Code(found) = self.value(code) else { return Tri::Unknown };
                let day = self.day_of_code(code);
                self.contains(set, *kind, found, day)
            }
            Cond::StartsWith(text, start) => match self.value(text).text() {
                Some(text) => text.starts_with(start.as_str()).into(),
                None => Tri::Unknown,
            },
            Cond::IsUnknown(of) => matches!(self.value(of), Val::Unknown).into(),
            Cond::IsTrue(of) => match self.value(of) {
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
