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
    /// Windows that are days and nothing else, a bit for each: what stands on a day that they reach surely lies in them.
    exact: u64,
    /// The last day of the month.
    last: u8,
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

    /// The windows in which a line surely lies on one of these days, a bit for each; day 0 is none.
    pub const fn inside(&self, day: u8) -> u64 {
        if day != 0 && day <= self.last { self.exact } else { 0 }
    }
}

impl<'a, T: Trace<'a>> Run<'a, '_, T> {
    /// How far windows reach on a receipt of a month.
    pub(super) fn reach(&self, frames: Range<usize>, month: Month) -> Reach {
        let last = u8::try_from(month.last().number() % 100).unwrap_or(0);
        let mut reach = Reach { days: u32::MAX, unit: None, exact: 0, last };
        // Who is told how it goes is told of what came near, too.
        if T::WITHIN {
            return reach;
        }
        for (at, frame) in (0..64).zip(self.piles.frames.get(frames).unwrap_or_default()) {
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
                        reach.exact |= 1 << at;
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

/// The bits of days, both included; none where the last lies before the first.
const fn mask(first: u32, last: u32) -> u32 {
    // Days up to one as bits; 32 days and more are all of them.
    const fn up_to(day: u32) -> u32 {
        match 1_u32.checked_shl(day) {
            Some(next) => next - 1,
            None => u32::MAX,
        }
    }
    up_to(if last > 31 { 31 } else { last }) & !up_to(first.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::mask;

    #[test]
    fn days_are_bits_from_the_first_to_the_last() {
        for (first, last) in (0..=33).flat_map(|first| (0..=33).map(move |last| (first, last))) {
            let inside = |day: u32| first <= day && day <= last;
            let expected = (1..=31).filter(|&day| inside(day)).fold(0, |all, day| all | 1 << (day - 1));
            assert_eq!(mask(first, last), expected, "{first} to {last}");
        }
    }
}
