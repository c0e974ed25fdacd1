//! Windows: each calendar word as an interval of days, or as a tie to the thing it is measured from.

use dsl::ast::WindowKind as W;
use dsl::vocabulary::Unit;
use model::{Date, Month};

use super::Run;
use super::calendar::{first_within_months, fiscal_year, sunday};
use super::pile::Found;
use super::thing::Thing;
use super::trace::Trace;
use super::values::{ONE, Val, later};
use crate::program::{Expr, Window};
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
    window: &'a Window,
    pub anchor: Option<Val<'a>>,
    measure: Option<Val<'a>>,
    /// `None` for ties, and for days that are not known.
    pub interval: Option<Interval>,
}

impl Frame<'_> {
    pub const fn kind(&self) -> W {
        self.window.kind
    }
}

impl<'a, T: Trace<'a>> Run<'a, '_, T> {
    /// Looks up what a window is measured from.
    pub(super) fn frame(&mut self, window: &'a Window) -> Frame<'a> {
        let anchor = window.anchor.as_ref().map(|anchor| self.value(anchor));
        let measure = window.measure.as_ref().map(|measure| self.value(measure));
        // Of a thing whose day is not known, the first day that it may have.
        let from = match anchor {
            Some(Val::Thing(thing)) if thing.is_undated() => {
                self.span_of(thing).map(|(first, _)| Val::Date(first))
            }
            other => other,
        };
        let interval = from.and_then(|from| self.interval(window, &from, measure.as_ref()));
        Frame { window, anchor, measure, interval }
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
        let Val::Thing(Thing::Row(row)) = row else { return None };
        let (first, last) = match anchor {
            Val::Thing(thing) => self.span_of(*thing)?,
            Val::Date(day) => (*day, *day),
            _ => return None,
        };
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
    pub(super) fn inside(&self, frame: &Frame<'a>, thing: Thing<'a>) -> Tri {
        match (frame.kind(), frame.anchor) {
            // Which receipts are looked at was settled before.
            (W::InHistory | W::InAndOut, _) => Tri::Yes,
            (W::OnReceipt, _) if frame.window.anchor == Some(Expr::Receipt) => {
                (thing.scope() == Some(0)).into()
            }
            (W::OtherThan, Some(Val::Group(found))) => self.is_among(found, thing).not(),
            (_, Some(Val::Group(found))) => self.beside_any(frame, found, thing),
            (_, Some(Val::Thing(anchor))) => self.beside(frame, frame.interval, anchor, thing),
            _ => self.within(frame.interval, thing),
        }
    }

    /// Whether it lies in the window of one of several things.
    fn beside_any(&self, frame: &Frame<'a>, found: Found, thing: Thing<'a>) -> Tri {
        let mut any = Tri::from(false);
        let mut at = 0;
        while let Some((one, sure)) = self.nth(found, at) {
            let interval = self.interval(frame.window, &Val::Thing(one), frame.measure.as_ref());
            let beside = self.beside(frame, interval, one, thing);
            any = any.or(if sure { beside } else { beside.and(Tri::Unknown) });
            at += 1;
        }
        if found.open { any.or(Tri::Unknown) } else { any }
    }

    /// Whether it lies in the window of one thing.
    fn beside(
        &self,
        frame: &Frame<'a>,
        interval: Option<Interval>,
        anchor: Thing<'a>,
        thing: Thing<'a>,
    ) -> Tri {
        match (frame.kind(), anchor) {
            (W::OtherThan, _) => Tri::from(anchor == thing).not(),
            (W::InBundle, _) => self.same_bundle(anchor, thing),
            (W::AttachedTo, _) => self.attached(anchor, thing),
            (W::OnReceipt, _) => (thing.scope() == anchor.scope()).into(),
            (W::InStay, _) | (W::During, Thing::Stay { .. }) => self.same_stay(anchor, thing),
            (W::InPrescription, _) | (W::During, Thing::Prescription { .. }) => {
                self.same_prescription(anchor, thing)
            }
            _ if anchor.is_undated() => self.on_some_day(frame, anchor, thing),
            _ => self.within(interval, thing),
        }
    }

    /// The same, measured from a thing whose day is not known: for each day that it may have.
    fn on_some_day(&self, frame: &Frame<'a>, anchor: Thing<'a>, thing: Thing<'a>) -> Tri {
        let Some((first, last)) = self.span_of(anchor) else { return Tri::Unknown };
        let (mut all, mut any) = (Tri::Yes, Tri::No);
        let mut next = Some(first);
        while let Some(day) = next.filter(|day| *day <= last) {
            let inside =
                self.within(self.interval(frame.window, &Val::Date(day), frame.measure.as_ref()), thing);
            (all, any) = (all.and(inside), any.or(inside));
            next = day.plus_days(1);
        }
        if all == any { all } else { Tri::Unknown }
    }

    /// What lasts several days lies in a window when all of them do; what has one that is not known, when that one does.
    fn within(&self, interval: Option<Interval>, thing: Thing<'a>) -> Tri {
        let (Some(Interval { from, to }), Some((first, last))) = (interval, self.span_of(thing)) else {
            return Tri::Unknown;
        };
        let inside = from.is_none_or(|from| first >= from) && to.is_none_or(|to| last <= to);
        let outside = from.is_some_and(|from| last < from)
            || to.is_some_and(|to| first > to)
            || from.zip(to).is_some_and(|(from, to)| to < from);
        match (inside && !outside, outside) {
            (true, _) => Tri::Yes,
            (_, false) if thing.is_undated() => Tri::Unknown,
            _ => Tri::No,
        }
    }

    fn is_among(&self, found: Found, thing: Thing<'a>) -> Tri {
        if self.sure(found).contains(&thing) {
            return Tri::Yes;
        }
        if self.maybe(found).contains(&thing) { Tri::Unknown } else { Tri::No }
    }

    fn same_bundle(&self, anchor: Thing<'a>, thing: Thing<'a>) -> Tri {
        let unit = |thing: Thing<'a>| match thing {
            Thing::Line { scope, line, day } => {
                let unit = self.case.scopes.get(scope).and_then(|scope| scope.unit_of(line));
                Some(unit.map(|unit| (scope, unit, day)))
            }
            Thing::Bundle { scope, unit, day } => Some(Some((scope, unit, day))),
            _ => None,
        };
        match (unit(anchor), unit(thing)) {
            (Some(Some(a)), Some(Some(b))) => (a == b).into(),
            (None, _) | (_, None) => Tri::No,
            _ => Tri::Unknown,
        }
    }

    fn attached(&self, anchor: Thing<'a>, thing: Thing<'a>) -> Tri {
        let (Thing::Line { scope, line, .. }, Thing::Comment { scope: other, index }) = (anchor, thing)
        else {
            return Tri::No;
        };
        let to = self.case.scopes.get(other).and_then(|s| s.batch.comments.line.get(index).copied());
        (scope == other && to.map(|to| to as usize) == Some(line)).into()
    }

    /// The days on which a thing was there to be judged: a disease, a comment and a stay all the month.
    pub(super) fn served(&self, thing: Thing<'a>) -> Option<(Date, Date)> {
        match thing {
            Thing::Disease { scope, .. } | Thing::Comment { scope, .. } | Thing::Stay { scope } => {
                let month = self.case.scopes.get(scope)?.month;
                Some((month.first(), month.last()))
            }
            other => self.span_of(other),
        }
    }

    /// The day of a thing, where it has just one.
    pub(super) fn day_of(&self, thing: Thing<'a>) -> Option<Date> {
        let (first, last) = self.span_of(thing)?;
        (first == last || !matches!(thing, Thing::Line { .. } | Thing::Bundle { .. } | Thing::Comment { .. }))
            .then_some(first)
    }

    /// The days in which a thing lies: its own, or the month when it has none.
    pub(crate) fn span_of(&self, thing: Thing<'a>) -> Option<(Date, Date)> {
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
                let disease = self.case.scopes.get(scope)?.batch.diseases.get(index)?;
                Date::from_number(disease.start).map(|day| (day, day))
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
