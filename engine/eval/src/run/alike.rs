//! Things that need not be tried, as one that is alike to the rest of the rule has been (`plan/alike.rs`).

use std::ops::Range;

use super::case::Scope;
use super::pile::Grounds;
use super::thing::{Thing, bit};
use super::trace::Trace;
use super::values::Val;
use super::{Answer, Run, effect};
use crate::plan::Alike;

/// Something that was tried.
#[derive(Clone, Debug)]
pub(super) struct Tried<'a> {
    thing: Thing<'a>,
    sure: bool,
    /// What its being meant rests on.
    grounds: Grounds,
    /// What was said of it, among the judgements: nothing further can be said of what is alike, but for its day.
    said: Range<usize>,
    /// How many ways said something of it, where these are counted.
    ways: usize,
}

/// The day of a line or a 剤.
const fn dated(thing: Thing<'_>) -> Option<u8> {
    match thing {
        Thing::Line { day, .. } | Thing::Bundle { day, .. } => Some(day),
        _ => None,
    }
}

/// A variable at work: its place, and what was tried before it.
type At = (usize, usize);

impl<'a, T: Trace<'a>> Run<'a, '_, T> {
    /// Whether something like it has been tried; then what was said of that is said of it, too.
    pub(super) fn is_like_another(&mut self, (at, since): At, thing: Thing<'a>, sure: bool) -> bool {
        let (alike, grounds) = (self.planned.known.alike(at), self.grounds);
        // Who is told how it goes is told of everything.
        if T::ON || *alike == Alike::None {
            return false;
        }
        for place in since..self.piles.tried.len() {
            let Some(one) =
                self.piles.tried.get(place).filter(|one| (one.sure, one.grounds) == (sure, grounds))
            else {
                continue;
            };
            let (other, said, ways) = (one.thing, one.said.clone(), one.ways);
            if self.are_alike((at, alike), other, thing) {
                self.echo(said, (other, thing), *alike == Alike::OfLine);
                if T::BRIEF {
                    self.trace.count(ways);
                }
                return true;
            }
        }
        false
    }

    /// Notes that something was tried, and from where on judgements speak of it.
    pub(super) fn keep_tried(
        &mut self,
        at: usize,
        (thing, sure, grounds): (Thing<'a>, bool, Grounds),
        from: (usize, u32, usize),
    ) {
        let (known, (first, said, ways)) = (self.planned.known, from);
        let can_be_alike = match (known.alike(at), thing) {
            (Alike::None, _) => false,
            (Alike::Rows(_), thing) => matches!(thing, Thing::Row(_)),
            (_, Thing::Line { scope, day, .. } | Thing::Bundle { scope, day, .. }) => {
                scope == 0 && day != 0 && (said == self.said || known.speaks_alike)
            }
            _ => false,
        };
        if !T::ON && can_be_alike {
            let ways = if T::BRIEF { self.trace.ways_said() - ways } else { 0 };
            self.piles.tried.push(Tried { thing, sure, grounds, said: first..self.judgements.len(), ways });
        }
    }

    /// Says of a thing what was said of another; `of_line`: only its own lines are the same on both days.
    fn echo(&mut self, said: Range<usize>, (one, thing): (Thing<'a>, Thing<'a>), of_line: bool) {
        let (Some(from), Some(to)) = (dated(one), dated(thing)) else { return };
        let lines = of_line.then(|| self.physical_lines(thing));
        let said = self.judgements.get_mut(said).unwrap_or_default();
        for judgement in said.iter_mut().filter(|judgement| judgement.answer != Answer::Undecided) {
            let others = if judgement.days & bit(to) == 0 { 0 } else { bit(from) };
            judgement.days |= bit(to) | others;
            effect::echo(&mut judgement.effect, lines.as_deref(), from, to);
        }
    }

    /// The physical lines of a line or a 剤 of the judged receipt.
    fn physical_lines(&self, thing: Thing<'a>) -> Vec<u64> {
        let Some(scope) = self.case.judged() else { return Vec::new() };
        let lines = match thing {
            Thing::Line { line, .. } => line..line + 1,
            Thing::Bundle { unit, .. } => scope.lines_of(unit),
            _ => 0..0,
        };
        lines.filter_map(|line| scope.line(line)).map(|line| scope.batch.line_of(line.row)).collect()
    }

    fn are_alike(&mut self, (at, alike): (usize, &Alike), one: Thing<'a>, other: Thing<'a>) -> bool {
        if let (Alike::Rows(items), Thing::Row(one), Thing::Row(other)) = (alike, one, other) {
            return items.iter().all(|&item| one.entry(item) == other.entry(item));
        }
        let Some(scope) = self.case.judged() else { return false };
        let (mut lines, days) = match (one, other) {
            (Thing::Line { scope: 0, line, day }, Thing::Line { scope: 0, line: same, day: then })
                if line == same =>
            {
                (line..line + 1, (day, then))
            }
            (Thing::Bundle { scope: 0, unit, day }, Thing::Bundle { scope: 0, unit: same, day: then })
                if unit == same =>
            {
                (scope.lines_of(unit), (day, then))
            }
            _ => return false,
        };
        if scope.counts_days_apart() || self.stands_before(at, scope, (&lines, [days.0, days.1])) {
            return false;
        }
        match alike {
            Alike::None | Alike::Rows(_) => false,
            Alike::OfLine => lines.all(|line| self.steady_row(line).is_some()),
            Alike::OnSameDays => self.case.scopes.len() == 1 && self.have_same_lines(scope, days),
        }
    }

    /// Whether a variable that was bound before stands for something of the lines of two things on one of their days: then
    /// they can be told apart.
    fn stands_before(&self, at: usize, scope: &Scope<'a>, (lines, days): (&Range<usize>, [u8; 2])) -> bool {
        let meets = |own: Range<usize>| own.start < lines.end && lines.start < own.end;
        self.rule.bindings.get(..at).unwrap_or_default().iter().any(|binding| {
            match self.piles.slots.get(binding.slot) {
                Some(Val::Thing(Thing::Line { scope: 0, line, day })) => {
                    days.contains(day) && meets(*line..*line + 1)
                }
                Some(Val::Thing(Thing::Bundle { scope: 0, unit, day })) => {
                    days.contains(day) && meets(scope.lines_of(*unit))
                }
                _ => false,
            }
        })
    }

    /// Whether the same lines stand on two days, each of which the masters call the same on both.
    fn have_same_lines(&mut self, scope: &Scope<'a>, (one, other): (u8, u8)) -> bool {
        scope.lines().all(|line| {
            let days = scope.days(line);
            let (on_one, on_other) = (days & bit(one) != 0, days & bit(other) != 0);
            on_one == on_other && (!on_one || self.steady_row(line).is_some())
        })
    }
}
