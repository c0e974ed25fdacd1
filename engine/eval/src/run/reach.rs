//! Where on a receipt the windows of a search can reach: what surely lies outside is passed over before it is looked at.

use std::ops::Range;

use dsl::ast::WindowKind as W;
use model::Month;

use super::Run;
use super::case::Scope;
use super::thing::{Thing, bit};
use super::trace::Trace;
use super::values::Val;

/// The days and the 剤 that a search can reach on one receipt.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reach {
    /// Bit 0 is the 1st; lines without days are always looked at.
    days: u32,
    unit: Option<usize>,
}

impl Reach {
    /// The days of a line that can be reached; `None` when the line cannot.
    pub fn days(&self, scope: &Scope<'_>, line: usize, days: u32) -> Option<u32> {
        let elsewhere = |unit| scope.unit_of(line).is_some_and(|own| own != unit);
        if (days != 0 && days & self.days == 0) || self.unit.is_some_and(elsewhere) {
            return None;
        }
        Some(days & self.days)
    }
}

impl<'a, T: Trace<'a>> Run<'a, '_, T> {
    /// How far windows reach on a receipt of a month.
    pub(super) fn reach(&self, frames: Range<usize>, month: Month) -> Reach {
        let mut reach = Reach { days: u32::MAX, unit: None };
        // Who is told how it goes is told of what came near, too.
        if T::ON {
            return reach;
        }
        for frame in self.piles.frames.get(frames).unwrap_or_default() {
            match (frame.kind(), frame.anchor) {
                // Of a thing whose day is not known nothing is surely outside.
                (_, Some(Val::Thing(thing))) if thing.is_undated() => {}
                (W::InBundle, Some(Val::Thing(anchor))) => self.reach_bundle(anchor, &mut reach),
                (
                    W::OnDay
                    | W::AtTime
                    | W::InWeek
                    | W::InMonth
                    | W::Before
                    | W::After
                    | W::UpTo
                    | W::From
                    | W::CountingFrom
                    | W::WithinBefore
                    | W::WithinAfter
                    | W::LastTo
                    | W::SpanOf,
                    Some(Val::Thing(_) | Val::Date(_) | Val::Month(_)),
                ) => {
                    if let Some(interval) = frame.interval {
                        let first = interval.from.map_or(1, |from| day_in(month, from, 1, 32));
                        let last = interval.to.map_or(31, |to| day_in(month, to, 0, 31));
                        reach.days &= mask(first, last);
                    }
                }
                _ => {}
            }
        }
        reach
    }

    fn reach_bundle(&self, anchor: Thing<'a>, reach: &mut Reach) {
        let (unit, day) = match anchor {
            Thing::Line { scope, line, day } => {
                (self.case.scopes.get(scope).and_then(|scope| scope.unit_of(line)), day)
            }
            Thing::Bundle { unit, day, .. } => (Some(unit), day),
            _ => return,
        };
        // Without a 剤 or a day nothing is sure.
        if unit.is_some() && day != 0 {
            reach.unit = unit;
            reach.days &= bit(day);
        }
    }
}

/// The day of the month, or what stands for a day before and behind the month.
fn day_in(month: Month, day: model::Date, before: u32, behind: u32) -> u32 {
    if day < month.first() {
        before
    } else if day > month.last() {
        behind
    } else {
        day.number() % 100
    }
}

/// The bits of days, both included.
fn mask(first: u32, last: u32) -> u32 {
    (first..=last.min(31)).fold(0, |all, day| all | u8::try_from(day).map_or(0, bit))
}
