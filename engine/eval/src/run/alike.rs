//! Things that need not be tried, as one that is alike to the rest of the rule has said nothing (`plan/alike.rs`).

use masters::FileKind;
use receipt::batch::LineKind;

use super::Run;
use super::case::Scope;
use super::thing::{Thing, bit};
use super::trace::Trace;
use super::values::Val;
use crate::plan::Alike;

/// Something that said nothing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Silence<'a> {
    thing: Thing<'a>,
    sure: bool,
}

impl<'a, T: Trace<'a>> Run<'a, '_, T> {
    /// Whether something like it has said nothing since.
    pub(super) fn is_silent(&self, (at, since): (usize, usize), thing: Thing<'a>, sure: bool) -> bool {
        let alike = self.planned.known.alike(at);
        // Who is told how it goes is told of everything.
        if T::ON || alike == Alike::None {
            return false;
        }
        let before = self.piles.silent.get(since..).unwrap_or_default();
        before.iter().any(|one| one.sure == sure && self.are_alike((at, alike), one.thing, thing))
    }

    /// Notes that something said nothing.
    pub(super) fn keep_silence(&mut self, at: usize, thing: Thing<'a>, sure: bool) {
        let can_be_alike = matches!(
            thing,
            Thing::Line { scope: 0, day: 1.., .. } | Thing::Bundle { scope: 0, day: 1.., .. }
        );
        if !T::ON && can_be_alike && self.planned.known.alike(at) != Alike::None {
            self.piles.silent.push(Silence { thing, sure });
        }
    }

    fn are_alike(&self, (at, alike): (usize, Alike), one: Thing<'a>, other: Thing<'a>) -> bool {
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
        if scope.counts_days_apart() || self.stands_before(at, [one, other]) {
            return false;
        }
        match alike {
            Alike::None => false,
            Alike::OfLine => lines.all(|line| self.is_steady(scope, line)),
            Alike::OnSameDays => self.case.scopes.len() == 1 && self.have_same_lines(scope, days),
        }
    }

    /// Whether a variable that was bound before stands for one of two things: then they can be told apart.
    fn stands_before(&self, at: usize, two: [Thing<'a>; 2]) -> bool {
        self.rule.bindings.get(..at).unwrap_or_default().iter().any(|binding| {
            matches!(self.piles.slots.get(binding.slot), Some(Val::Thing(thing)) if two.contains(thing))
        })
    }

    fn have_same_lines(&self, scope: &Scope<'a>, (one, other): (u8, u8)) -> bool {
        scope.lines().all(|line| {
            let days = scope.days(line);
            let (on_one, on_other) = (days & bit(one) != 0, days & bit(other) != 0);
            on_one == on_other && (!on_one || self.is_steady(scope, line))
        })
    }

    /// Whether the master says the same of a line's code on every day of the month.
    fn is_steady(&self, scope: &Scope<'a>, line: usize) -> bool {
        let kind = scope.line(line).map_or(FileKind::Procedure, |line| match line.kind {
            LineKind::Procedure => FileKind::Procedure,
            LineKind::Drug => FileKind::Drug,
            LineKind::Material => FileKind::Material,
        });
        self.case.masters.is_steady(kind, scope.code(line), scope.month.first(), scope.month.last())
    }
}
