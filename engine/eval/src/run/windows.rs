//! Windows: each calendar word as an interval of days, or as a tie to the thing it is measured from.

use dsl::ast::WindowKind as W;
use dsl::vocabulary::Unit;
use model::{Date, Month};

use super::Run;
use super::calendar::{first_within_months, fiscal_year, sunday};
use super::runs::scope_of;
use super::thing::Thing;
use super::values::{ONE, Val, later};
use crate::program::Window;
use crate::tri::Tri;

/// From when until when; `None`: without an end.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Interval {
    pub from: Option<Date>,
    pub to: Option<Date>,
}

/// A window with its operands looked up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame<'a> {
    pub kind: W,
    pub anchor: Option<Val<'a>>,
    /// `None` for ties, and for days that are not known.
    pub interval: Option<Interval>,
}

impl<'a> Run<'a, '_> {
    /// Looks up what a window is measured from.
    pub(super) fn frame(&mut self, window: &'a Window) -> Frame<'a> {
        let anchor = window.anchor.as_ref().map(|anchor| self.value(anchor));
        let measure = window.measure.as_ref().map(|measure| self.value(measure));
        let interval = anchor.as_ref().and_then(|anchor| self.interval(window, anchor, measure.as_ref()));
        Frame { kind: window.kind, anchor, interval }
    }

    fn interval(&self, window: &Window, anchor: &Val<'a>, measure: Option<&Val<'a>>) -> Option<Interval> {
        let between =
            |from: Option<Date>, to: Option<Date>| Some(Interval { from: Some(from?), to: Some(to?) });
        let month = |month: Month| between(Some(month.first()), Some(month.last()));
        if let W::SpanOf = window.kind {
            return self.span_of_row(anchor, measure?);
        }
        if let Val::Month(of) = anchor {
            return self.month_interval(window, *of, measure);
        }
        let (first, last) = match anchor {
            Val::Date(day) => (*day, *day),
            Val::Thing(thing) => self.span_of(*thing)?,
            _ => return None,
        };
        let one = (first == last).then_some(first);
        match window.kind {
            W::OnDay | W::AtTime => between(Some(one?), one),
            W::During => between(Some(first), Some(last)),
            W::InWeek => {
                let week = sunday(one?);
                between(week, week?.plus_days(6))
            }
            W::InMonth => (first.month() == last.month()).then(|| month(first.month())).flatten(),
            W::InFiscalYear => {
                fiscal_year(first.month()).and_then(|(from, to)| between(Some(from), Some(to)))
            }
            W::Before => Some(Interval { from: None, to: Some(first.plus_days(-1)?) }),
            W::After => Some(Interval { from: Some(last.plus_days(1)?), to: None }),
            W::UpTo => Some(Interval { from: None, to: Some(last) }),
            W::From => Some(Interval { from: Some(first), to: None }),
            W::CountingFrom => {
                let end = later(one?, length(measure)?, window.unit?)?.plus_days(-1);
                between(one, end)
            }
            W::WithinBefore => {
                let n = length(measure)?;
                let from = match window.unit? {
                    Unit::Days => one?.plus_days(-n),
                    Unit::Weeks => one?.plus_days(n.checked_mul(-7)?),
                    Unit::Months => first_within_months(one?, i32::try_from(n).ok()?),
                    Unit::Years => first_within_months(one?, i32::try_from(n.checked_mul(12)?).ok()?),
                    _ => None,
                };
                between(from, one?.plus_days(-1))
            }
            W::WithinAfter => between(one?.plus_days(1), later(one?, length(measure)?, window.unit?)),
            W::LastTo => {
                let week = sunday(one?)?;
                let back = length(measure)?.checked_sub(1)?;
                match window.unit? {
                    Unit::Weeks => between(week.plus_days(back.checked_mul(-7)?), week.plus_days(6)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Windows measured from a calendar month.
    fn month_interval(&self, window: &Window, of: Month, measure: Option<&Val<'a>>) -> Option<Interval> {
        let n = || i32::try_from(length(measure)?).ok();
        let (from, to) = match window.kind {
            W::InMonth | W::During | W::OnDay => (of, of),
            W::CountingFrom => (of, of.plus(n()?.checked_sub(1)?)?),
            W::WithinBefore => (of.plus(-n()?)?, of.plus(-1)?),
            W::LastTo => (of.plus(1 - n()?)?, of),
            W::Before => return Some(Interval { from: None, to: Some(of.plus(-1)?.last()) }),
            W::After => return Some(Interval { from: Some(of.plus(1)?.first()), to: None }),
            W::UpTo => return Some(Interval { from: None, to: Some(of.last()) }),
            W::From => return Some(Interval { from: Some(of.first()), to: None }),
            _ => return None,
        };
        Some(Interval { from: Some(from.first()), to: Some(to.last()) })
    }

    /// The window of a unit of 算定回数 around a day (docs/rule-language.md, units of 算定回数).
    ///
    /// SPEC: 医科電子点数表の活用手引き（令和6年度版）付表1; units that a receipt cannot show have no interval.
    fn span_of_row(&self, anchor: &Val<'a>, row: &Val<'a>) -> Option<Interval> {
        let (Val::Thing(thing), Val::Thing(Thing::Row(row))) = (anchor, row) else { return None };
        let (first, last) = self.span_of(*thing)?;
        let month = first.month();
        let months = |n: i32| Some((month.plus(1 - n)?.first(), month.last()));
        let week = || sunday((first == last).then_some(first)?);
        let (from, to) = match row.number(4)? {
            121 if first == last => (first, first),
            138 => (week()?, week()?.plus_days(6)?),
            142 => (week()?.plus_days(-7)?, week()?.plus_days(6)?),
            131 => months(1)?,
            143 => months(2)?,
            144 => months(3)?,
            145 => months(4)?,
            146 => months(6)?,
            147 => months(12)?,
            148 => months(60)?,
            _ => return None,
        };
        Some(Interval { from: Some(from), to: Some(to) })
    }

    /// Whether a thing lies in a window.
    pub(super) fn inside(&self, frame: Frame<'a>, thing: Thing<'a>) -> Tri {
        match (frame.kind, frame.anchor) {
            (W::InHistory, _) => Tri::Yes,
            (W::InAndOut, _) => self.in_this_month(thing),
            (W::InStay, Some(Val::Thing(anchor))) => self.same_stay(anchor, thing),
            (W::During, Some(Val::Thing(anchor @ Thing::Stay { .. }))) => self.same_stay(anchor, thing),
            (W::InPrescription | W::During, Some(Val::Thing(anchor @ Thing::Prescription { .. })))
            | (W::InPrescription, Some(Val::Thing(anchor))) => self.same_prescription(anchor, thing),
            (W::OnReceipt, _) => (scope_of(thing) == Some(0)).into(),
            (W::OtherThan, Some(anchor)) => self.is_same(anchor, thing).not(),
            (W::InBundle, Some(Val::Thing(anchor))) => self.same_bundle(anchor, thing),
            (W::AttachedTo, Some(Val::Thing(anchor))) => self.attached(anchor, thing),
            (_, Some(Val::Group(found))) => {
                let mut any = Tri::from(false);
                for one in self.sure(found).iter().chain(self.maybe(found)) {
                    any = any.or(self.beside(frame.kind, *one, thing));
                }
                if any == Tri::No && found.open { Tri::Unknown } else { any }
            }
            _ => self.within(frame.interval, thing),
        }
    }

    /// 横覧: this receipt and the others of the same patient and month at this institution.
    fn in_this_month(&self, thing: Thing<'a>) -> Tri {
        let month = scope_of(thing).and_then(|scope| self.case.scopes.get(scope)).map(|scope| scope.month);
        (month == Some(self.case.month())).into()
    }

    fn beside(&self, kind: W, one: Thing<'a>, thing: Thing<'a>) -> Tri {
        let anchor = Val::Thing(one);
        let window = Window { kind, anchor: None, measure: None, unit: None };
        self.within(self.interval(&window, &anchor, None), thing)
    }

    fn within(&self, interval: Option<Interval>, thing: Thing<'a>) -> Tri {
        let (Some(interval), Some((first, last))) = (interval, self.span_of(thing)) else {
            return Tri::Unknown;
        };
        let after = interval.from.is_none_or(|from| first >= from);
        let before = interval.to.is_none_or(|to| last <= to);
        let outside =
            interval.from.is_some_and(|from| last < from) || interval.to.is_some_and(|to| first > to);
        match (after && before, outside) {
            (true, _) => Tri::Yes,
            (_, true) => Tri::No,
            _ => Tri::Unknown,
        }
    }

    fn is_same(&self, anchor: Val<'a>, thing: Thing<'a>) -> Tri {
        match anchor {
            Val::Thing(other) => (other == thing).into(),
            Val::Group(found) => self.sure(found).contains(&thing).into(),
            _ => Tri::Unknown,
        }
    }

    fn same_bundle(&self, anchor: Thing<'a>, thing: Thing<'a>) -> Tri {
        let unit = |thing: Thing<'a>| match thing {
            Thing::Line { scope, line, day } => {
                Some((scope, self.case.scopes.get(scope)?.unit_of(line)?, day))
            }
            Thing::Bundle { scope, unit, day } => Some((scope, unit, day)),
            _ => None,
        };
        match (unit(anchor), unit(thing)) {
            (Some(a), Some(b)) => (a == b).into(),
            _ => Tri::Unknown,
        }
    }

    fn attached(&self, anchor: Thing<'a>, thing: Thing<'a>) -> Tri {
        let (Thing::Line { scope, line, .. }, Thing::Comment { scope: other, index }) = (anchor, thing)
        else {
            return Tri::Unknown;
        };
        let to = self.case.scopes.get(other).and_then(|s| s.batch.comments.line.get(index).copied());
        (scope == other && to.map(|to| to as usize) == Some(line)).into()
    }

    /// The day of a thing, where it has just one.
    pub(super) fn day_of(&self, thing: Thing<'a>) -> Option<Date> {
        let (first, last) = self.span_of(thing)?;
        (first == last || !matches!(thing, Thing::Line { .. } | Thing::Bundle { .. } | Thing::Comment { .. }))
            .then_some(first)
    }

    /// The days in which a thing lies: its own, or the month when it has none.
    pub(super) fn span_of(&self, thing: Thing<'a>) -> Option<(Date, Date)> {
        let month = |scope: usize| self.case.scopes.get(scope).map(|scope| scope.month);
        match thing {
            Thing::Line { scope, day, .. }
            | Thing::Bundle { scope, day, .. }
            | Thing::Visit { scope, day }
            | Thing::Prescription { scope, day } => {
                let month = month(scope)?;
                if day == 0 {
                    return Some((month.first(), month.last()));
                }
                month.day(u32::from(day)).map(|day| (day, day))
            }
            Thing::Disease { scope, index } => {
                let start = self.case.scopes.get(scope)?.batch.diseases.start.get(index).copied()?;
                Date::from_number(start).map(|day| (day, day))
            }
            Thing::Comment { scope, .. } => month(scope).map(|month| (month.first(), month.last())),
            Thing::Day(day) | Thing::Code { day, .. } => Some((day, day)),
            // A stay is placed by its day of admission: when it ends stands on no receipt.
            Thing::Stay { scope } => self.case.scopes.get(scope)?.receipt.admission.map(|day| (day, day)),
            Thing::Run { first, last } => Some((first, last)),
            Thing::Week(sunday) => Some((sunday, sunday.plus_days(6)?)),
            Thing::Month(month) => Some((month.first(), month.last())),
            Thing::Row(_) => None,
        }
    }
}

/// A whole number of days, weeks or months.
fn length(measure: Option<&Val<'_>>) -> Option<i64> {
    match measure {
        Some(Val::Number(least, most)) if least == most && least % ONE == 0 => Some(least / ONE),
        _ => None,
    }
}
