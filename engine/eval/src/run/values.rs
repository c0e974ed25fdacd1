//! Values: known, not known, or between two ends.

use dsl::ast::{Arithmetic, ChoiceMode, Fold};
use dsl::vocabulary::Unit;
use model::{Date, Month};

use super::Run;
use super::calendar::{days_between, months_between, plus_months};
use super::thing::Thing;
use crate::program::{Cond, Expr, Noun, Read};
use crate::tri::Tri;

/// One, in the scale of all numbers.
pub(super) const ONE: i64 = model::Quantity::SCALE;
/// More than any number of a rule.
pub(super) const ENDLESS: i64 = i64::MAX / 4;

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Val<'a> {
    Unknown,
    /// Between two ends, both included.
    Number(i64, i64),
    Date(Date),
    Month(Month),
    Code(u32),
    Text(&'a str),
    Owned(String),
    Truth(Tri),
    Thing(Thing<'a>),
    /// Things found; `maybe` may not be meant, and when `open` there may be more.
    Group {
        things: Vec<Thing<'a>>,
        maybe: Vec<Thing<'a>>,
        open: bool,
    },
}

impl Val<'_> {
    pub(super) const fn exactly(number: i64) -> Self {
        Self::Number(number, number)
    }

    pub(super) fn count(count: usize) -> Self {
        Self::exactly(i64::try_from(count).unwrap_or(ENDLESS / ONE) * ONE)
    }

    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Owned(text) => Some(text),
            _ => None,
        }
    }
}

impl<'a> Run<'a, '_> {
    pub(crate) fn value(&mut self, of: &'a Expr) -> Val<'a> {
        match of {
            Expr::Number(number) => Val::exactly(*number),
            Expr::Date(date) => Val::Date(*date),
            Expr::Month(month) => Val::Month(*month),
            Expr::Code(code) => Val::Code(*code),
            Expr::Text(text) => Val::Text(text),
            Expr::Slot(slot) => self.left(*slot),
            Expr::Its => self.its.last().map_or(Val::Unknown, |thing| Val::Thing(*thing)),
            Expr::Receipt | Expr::Patient => Val::Unknown,
            Expr::Step(from, step) => match &**from {
                Expr::Receipt => self.of_receipt(*step),
                Expr::Patient => self.of_patient(*step),
                from => {
                    let from = self.value(from);
                    self.step(&from, *step)
                }
            },
            Expr::Plus(day, time, unit) => self.plus(day, time, *unit),
            Expr::Math(operation, left, right) => {
                let (left, right) = (self.value(left), self.value(right));
                math(*operation, &left, &right)
            }
            Expr::DaysBetween(from, to) => match (self.day(from), self.day(to)) {
                (Some(from), Some(to)) => Val::exactly(days_between(from, to) * ONE),
                _ => Val::Unknown,
            },
            Expr::MonthsBetween(from, to) => match (self.day(from), self.day(to)) {
                (Some(from), Some(to)) => Val::exactly(months_between(from.month(), to.month()) * ONE),
                _ => Val::Unknown,
            },
            Expr::Choice(mode, arms) => self.choice(*mode, arms),
            Expr::Band(by, arms) => self.band(by, arms),
            Expr::Dated(values) => self.dated(values),
            Expr::HowMany(sets, noun) => self.how_many(sets, noun),
            Expr::Read(noun, read) => self.read(noun, read),
        }
    }

    /// The value of a variable, without what earlier verdicts took away.
    fn left(&self, slot: usize) -> Val<'a> {
        match self.slots.get(slot) {
            Some(Val::Group { things, maybe, open }) if !self.gone.is_empty() => {
                let left = |all: &[Thing<'a>]| {
                    all.iter().copied().filter(|thing| !self.gone.contains(thing)).collect::<Vec<_>>()
                };
                Val::Group { things: left(things), maybe: left(maybe), open: *open }
            }
            Some(value) => value.clone(),
            None => Val::Unknown,
        }
    }

    /// The day of a value.
    pub(super) fn day(&mut self, of: &'a Expr) -> Option<Date> {
        match self.value(of) {
            Val::Date(date) => Some(date),
            Val::Month(month) => Some(month.first()),
            Val::Thing(thing) => self.day_of(thing),
            _ => None,
        }
    }

    fn plus(&mut self, day: &'a Expr, time: &'a Expr, unit: Unit) -> Val<'a> {
        let (Some(day), Val::Number(least, most)) = (self.day(day), self.value(time)) else {
            return Val::Unknown;
        };
        if least != most {
            return Val::Unknown;
        }
        later(day, least / ONE, unit).map_or(Val::Unknown, Val::Date)
    }

    fn choice(&mut self, mode: ChoiceMode, arms: &'a [(Option<Cond>, Expr)]) -> Val<'a> {
        let mut open: Vec<(bool, Val<'a>)> = Vec::new();
        for (when, value) in arms {
            let holds = when.as_ref().map_or(Tri::Yes, |when| self.holds(when));
            if holds == Tri::No {
                continue;
            }
            open.push((holds == Tri::Yes, self.value(value)));
            if mode == ChoiceMode::First && holds == Tri::Yes {
                break;
            }
        }
        if let [(true, only)] = open.as_slice() {
            return only.clone();
        }
        let ends: Option<Vec<(bool, i64, i64)>> = open
            .iter()
            .map(|(sure, value)| match value {
                Val::Number(least, most) => Some((*sure, *least, *most)),
                _ => None,
            })
            .collect();
        ends.and_then(|ends| between(mode, &ends)).unwrap_or(Val::Unknown)
    }

    fn band(&mut self, by: &'a Expr, arms: &'a [(i64, i64, Expr)]) -> Val<'a> {
        let Val::Number(least, most) = self.value(by) else { return Val::Unknown };
        let mut ends: Option<(i64, i64)> = None;
        for (from, to, value) in arms {
            if most < *from || *to < least {
                continue;
            }
            let Val::Number(low, high) = self.value(value) else { return Val::Unknown };
            ends = Some(ends.map_or((low, high), |(a, b)| (a.min(low), b.max(high))));
        }
        ends.map_or(Val::Unknown, |(least, most)| Val::Number(least, most))
    }

    /// The value of a parameter in the month of service.
    fn dated(&mut self, values: &'a [(Date, Expr)]) -> Val<'a> {
        let (first, last) = (self.case.month().first(), self.case.month().last());
        let on = |day: Date| values.iter().rposition(|(from, _)| *from <= day);
        match (on(first), on(last)) {
            (Some(a), Some(b)) if a == b => {
                values.get(a).map_or(Val::Unknown, |(_, value)| self.value(value))
            }
            _ => Val::Unknown,
        }
    }

    fn how_many(&mut self, sets: &'a [crate::program::Set], noun: &'a Noun) -> Val<'a> {
        let found = self.find(noun);
        let (mut least, mut most) = (0, 0);
        for set in sets {
            let mut sure = false;
            let mut maybe = found.open;
            for (things, certain) in [(&found.sure, true), (&found.maybe, false)] {
                for thing in things {
                    match self.thing_in(set, *thing) {
                        Tri::Yes if certain => sure = true,
                        Tri::No => {}
                        _ => maybe = true,
                    }
                }
            }
            least += i64::from(sure) * ONE;
            most += i64::from(sure || maybe) * ONE;
        }
        Val::Number(least, most)
    }

    fn read(&mut self, noun: &'a Noun, read: &'a Read) -> Val<'a> {
        let found = self.find(noun);
        let group = Val::Group { things: found.sure, maybe: found.maybe, open: found.open };
        match read {
            Read::Count => self.step(&group, crate::program::Step::Count),
            Read::Days => self.step(&group, crate::program::Step::Days),
            Read::Number => self.step(&group, crate::program::Step::Number),
            Read::Kinds => self.step(&group, crate::program::Step::Kinds),
            Read::Field(step) => match &group {
                Val::Group { things, maybe, open: false } if maybe.is_empty() => match things.as_slice() {
                    [one] => self.step(&Val::Thing(*one), *step),
                    _ => Val::Unknown,
                },
                Val::Group { things, maybe, open: true } if maybe.is_empty() && noun.order.is_some() => {
                    match things.as_slice() {
                        [one] => self.step(&Val::Thing(*one), *step),
                        _ => Val::Unknown,
                    }
                }
                _ => Val::Unknown,
            },
            Read::Folded(fold, step) => self.fold(*fold, *step, &group),
            Read::Rank(of) => {
                let of = self.value(of);
                self.rank(&of, &group)
            }
        }
    }

    fn fold(&mut self, fold: Fold, step: crate::program::Step, group: &Val<'a>) -> Val<'a> {
        let Val::Group { things, maybe, open } = group else { return Val::Unknown };
        if *open || !maybe.is_empty() {
            return Val::Unknown;
        }
        let mut ends: Option<(i64, i64)> = (fold == Fold::Sum).then_some((0, 0));
        for thing in things {
            let Val::Number(low, high) = self.step(&Val::Thing(*thing), step) else { return Val::Unknown };
            ends = Some(match (fold, ends) {
                (Fold::Sum, Some((a, b))) => (a.saturating_add(low), b.saturating_add(high)),
                (Fold::Max, Some((a, b))) => (a.max(low), b.max(high)),
                (Fold::Min, Some((a, b))) => (a.min(low), b.min(high)),
                (_, None) => (low, high),
            });
        }
        ends.map_or(Val::Unknown, |(least, most)| Val::Number(least, most))
    }

    /// Which place a thing takes among others by day, the first being 1.
    fn rank(&mut self, of: &Val<'a>, among: &Val<'a>) -> Val<'a> {
        let (Val::Thing(of), Val::Group { things, maybe, open: false }) = (of, among) else {
            return Val::Unknown;
        };
        let (Some(day), true) = (self.day_of(*of), maybe.is_empty()) else { return Val::Unknown };
        let mut before = 1;
        for thing in things {
            let Some(other) = self.day_of(*thing) else { return Val::Unknown };
            before += usize::from(other < day);
        }
        Val::count(before)
    }
}

/// A day after a time.
pub(super) fn later(day: Date, n: i64, unit: Unit) -> Option<Date> {
    match unit {
        Unit::Days => day.plus_days(n),
        Unit::Weeks => day.plus_days(n.checked_mul(7)?),
        Unit::Months => plus_months(day, i32::try_from(n).ok()?),
        Unit::Years => plus_months(day, i32::try_from(n.checked_mul(12)?).ok()?),
        _ => None,
    }
}

/// The least and the greatest that a choice with undecided arms can give.
fn between<'a>(mode: ChoiceMode, ends: &[(bool, i64, i64)]) -> Option<Val<'a>> {
    let all = || ends.iter();
    let sure = || ends.iter().filter(|(sure, _, _)| *sure);
    let least = all().map(|(_, least, _)| *least).min()?;
    let most = all().map(|(_, _, most)| *most).max()?;
    Some(match mode {
        ChoiceMode::First => Val::Number(least, most),
        ChoiceMode::Greatest => Val::Number(sure().map(|(_, least, _)| *least).max().unwrap_or(least), most),
        ChoiceMode::Least => Val::Number(least, sure().map(|(_, _, most)| *most).min().unwrap_or(most)),
    })
}

fn math<'a>(operation: Arithmetic, left: &Val<'a>, right: &Val<'a>) -> Val<'a> {
    let (Val::Number(a, b), Val::Number(c, d)) = (left, right) else { return Val::Unknown };
    let wide = |x: i64, y: i64| -> Option<i64> {
        let exact = match operation {
            Arithmetic::Add => i128::from(x) + i128::from(y),
            Arithmetic::Subtract => i128::from(x) - i128::from(y),
            Arithmetic::Multiply => i128::from(x) * i128::from(y) / i128::from(ONE),
            Arithmetic::Divide => (i128::from(x) * i128::from(ONE)).checked_div(i128::from(y))?,
        };
        i64::try_from(exact).ok()
    };
    let ends: Option<Vec<i64>> =
        [(*a, *c), (*a, *d), (*b, *c), (*b, *d)].iter().map(|(x, y)| wide(*x, *y)).collect();
    match ends.as_deref().map(|ends| (ends.iter().min(), ends.iter().max())) {
        Some((Some(least), Some(most))) => Val::Number(*least, *most),
        _ => Val::Unknown,
    }
}
