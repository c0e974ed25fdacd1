//! The latest or the earliest of what was found, and how far back what is known reaches.

use dsl::ast::{Order, WindowKind as W};
use model::Date;

use super::Run;
use super::pile::{Found, Mark};
use super::thing::Thing;
use super::trace::Trace;
use super::values::Val;
use super::windows::Frame;

/// How far back a window looks.
enum Reach {
    /// No further than a receipt that is known.
    Known,
    From(Date),
    /// As far as the rule asks for.
    Asked,
}

impl<'a, T: Trace<'a>> Run<'a, '_, T> {
    /// Keeps the latest or the first by day: surely it, where nothing else can lie beyond it.
    pub(super) fn only_one(&mut self, order: Order, found: Found, from: Mark) -> Found {
        let sure = self.sure(found).to_vec();
        let span = |thing: &Thing<'a>| self.span_of(*thing);
        let best = match order {
            Order::Latest => sure.iter().copied().max_by_key(|thing| span(thing).map(|of| of.0)),
            Order::Earliest => sure
                .iter()
                .copied()
                .min_by_key(|thing| span(thing).map_or((true, None), |of| (false, Some(of.1)))),
        };
        let Some(best) = best else { return found };
        let of_best = span(&best);
        let beyond = |thing: &Thing<'a>| match (span(thing), of_best, order) {
            (Some(of), Some(best), Order::Latest) => of.1 > best.0,
            (Some(of), Some(best), Order::Earliest) => of.0 < best.1,
            _ => true,
        };
        let others = sure.iter().chain(self.maybe(found)).copied().filter(|thing| *thing != best);
        let rivals: Vec<Thing<'a>> = others.filter(beyond).collect();
        // What is not known lies before what is known, so the latest one stays the latest.
        let stays = order == Order::Latest
            && found.settled.zip(of_best).is_some_and(|(settled, (day, _))| settled <= day);
        let open = found.open && !stays;
        self.release(from);
        if rivals.is_empty() && !open {
            self.put_sure(best);
        } else {
            rivals.into_iter().chain([best]).for_each(|thing| self.put_maybe(thing));
        }
        Found { settled: found.settled, ..self.since(from, open) }
    }

    /// Whether the known claims reach back as far as the windows do.
    pub(super) fn reaches(&self, first: usize) -> bool {
        let mut from: Option<Date> = None;
        for frame in self.piles.frames.get(first..).unwrap_or_default() {
            match self.looks_back(frame) {
                Reach::Known => return true,
                Reach::From(day) => from = from.max(Some(day)),
                Reach::Asked => {}
            }
        }
        let month = self.case.month();
        let back = i32::try_from(self.rule.history).unwrap_or(i32::MAX);
        let asked = month.plus(back.saturating_neg()).map(model::Month::first);
        let Some(from) = from.or(asked) else { return false };
        from >= month.first() || self.case.known_from.is_some_and(|known| known.first() <= from)
    }

    fn looks_back(&self, frame: &Frame<'a>) -> Reach {
        let from = |day: Option<Date>| day.map_or(Reach::Asked, Reach::From);
        match (frame.kind(), frame.anchor) {
            (W::OnReceipt | W::InBundle | W::AttachedTo | W::InPrescription, _) => Reach::Known,
            (W::InStay, Some(Val::Thing(thing)))
            | (W::During, Some(Val::Thing(thing @ Thing::Stay { .. }))) => {
                let scope = thing.scope().and_then(|scope| self.case.scopes.get(scope));
                match scope.filter(|scope| scope.inpatient() == Some(true)) {
                    Some(scope) => from(scope.receipt.admission),
                    None => Reach::Known,
                }
            }
            _ => from(frame.interval.and_then(|interval| interval.from)),
        }
    }
}
