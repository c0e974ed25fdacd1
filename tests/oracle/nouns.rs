//! Noun phrases: every thing is tried against every part of the phrase, one by one.

use dsl::ast::{Condition, Noun, Order, State, WindowKind};
use dsl::vocabulary::Kind;
use model::Date;

use super::all::all;
use super::calendar;
use super::known::Answer::{self, Fails, Holds, Undecided};
use super::known::{Found, Value};
use super::run::Run;
use super::things::Thing;

/// 未コード化傷病名: its ICD-10 code is not known.
pub const UNCODED: u32 = 999;

impl Run<'_> {
    /// What a noun phrase finds; what is found of a doubtful kind softens the verdict that rests on it.
    pub fn find(&self, noun: &Noun) -> Found {
        let found = self.search(noun, &mut None);
        found.sure.iter().for_each(|&thing| self.softens(noun, thing));
        found
    }

    /// The same, where each thing is judged by itself: `alone` takes those that soften what rests on them.
    pub fn search(&self, noun: &Noun, alone: &mut Option<Vec<Thing>>) -> Found {
        if noun.kind.node == Kind::Row {
            return self.rows(noun);
        }
        if noun.order.is_some() {
            // Which is the latest rests on all of them.
            *alone = None;
        }
        let has = |kind| noun.windows.iter().any(|window| window.kind == kind);
        let (history, parallel) = (has(WindowKind::InHistory), has(WindowKind::InAndOut));
        let mut found = Found::default();
        if history && !parallel && self.reaches_beyond(noun) {
            (found.more, found.settled) = (true, Some(self.known_from().first()));
        }
        if (parallel && !self.case.patient.knows_month) || self.may_hide_visits(noun, history, parallel) {
            (found.more, found.settled) = (true, None);
        }
        for (thing, there) in all(&self.case, noun.kind.node, history || parallel, parallel) {
            if self.gone.borrow().contains(&thing) {
                continue;
            }
            let before = self.soft.get();
            let meant = self.is_meant(noun, thing);
            if let Some(alone) = alone
                && self.soft.replace(before)
                && !before
            {
                alone.push(thing);
            }
            match if meant == Fails { Fails } else { Answer::all([there, meant]) } {
                Holds => found.sure.push(thing),
                Undecided => found.perhaps.push(thing),
                Fails => {}
            }
        }
        match noun.order {
            Some(order) => self.one_of(order, found),
            None => found,
        }
    }

    /// A receipt without 受診日等レコード does not show on which days the patient came.
    fn may_hide_visits(&self, noun: &Noun, history: bool, parallel: bool) -> bool {
        let receipts = self.case.patient.receipts.iter().enumerate();
        let looked_at = receipts.filter(|(at, receipt)| {
            *at == 0 || (history && !parallel) || (parallel && receipt.month == self.case.receipt().month)
        });
        let mut without = looked_at.filter(|(_, receipt)| receipt.visits.is_none());
        let may_stand = |receipt: usize| {
            let some_day = Thing::Visit { receipt, day: 0 };
            Answer::all(noun.windows.iter().map(|window| self.stands_in(window, some_day))) != Fails
        };
        noun.kind.node == Kind::Visit && without.any(|(at, _)| may_stand(at))
    }

    fn is_meant(&self, noun: &Noun, thing: Thing) -> Answer {
        let ward = match noun.kind.node {
            Kind::WardDay => self.case.is_ward_day(thing),
            _ => Holds,
        };
        let state = noun.state.map_or(Holds, |state| self.is_in(state, thing));
        let windows = noun.windows.iter().map(|window| self.stands_in(window, thing));
        let set = noun.set.as_ref().map_or(Holds, |set| self.is_member(thing, set));
        let first = Answer::all(windows.chain([ward, state, set]));
        if first == Fails {
            return Fails;
        }
        let filter = noun.filter.as_ref().map_or(Holds, |filter| self.about(thing, filter));
        Answer::all([first, filter])
    }

    fn is_in(&self, state: State, thing: Thing) -> Answer {
        let Some(disease) = self.case.disease(thing) else { return Fails };
        Answer::from(match state {
            State::Confirmed => !disease.suspected,
            State::Suspected => disease.suspected,
            State::Main => disease.main,
        })
    }

    /// A condition about the thing that a phrase is just looking at.
    pub fn about(&self, thing: Thing, condition: &Condition) -> Answer {
        self.its.borrow_mut().push(thing);
        let answer = self.holds(condition);
        self.its.borrow_mut().pop();
        answer
    }

    /// Notes what lets a definite verdict fall to review.
    pub fn softens(&self, noun: &Noun, thing: Thing) {
        let suspected =
            self.case.disease(thing).is_some_and(|disease| disease.suspected || disease.code == UNCODED);
        let at_time = noun.windows.iter().any(|window| window.kind == WindowKind::AtTime);
        let special = self.case.row(thing).is_some_and(|row| {
            row.is_provisional() || super::fields::cell(row, "特例条件") == Value::Text("1".to_owned())
        });
        if suspected || at_time || special {
            self.soft.set(true);
        }
    }

    /// The latest or the earliest of what was found: surely it, where nothing else can lie beyond it.
    fn one_of(&self, order: Order, found: Found) -> Found {
        let days = |thing: &Thing| self.case.days(*thing);
        let best = match order {
            Order::Latest => found.sure.iter().copied().max_by_key(|thing| days(thing).map(|d| d.0)),
            Order::Earliest => found
                .sure
                .iter()
                .copied()
                .min_by_key(|thing| days(thing).map_or((true, None), |d| (false, Some(d.1)))),
        };
        let Some(best) = best else { return found };
        let beyond = |thing: &Thing| match (days(thing), days(&best), order) {
            (Some(of), Some(best), Order::Latest) => of.1 > best.0,
            (Some(of), Some(best), Order::Earliest) => of.0 < best.1,
            _ => true,
        };
        let others = found.sure.iter().chain(&found.perhaps).copied().filter(|thing| *thing != best);
        let rivals: Vec<Thing> = others.filter(beyond).collect();
        let known_to_be_last = order == Order::Latest
            && found.settled.zip(days(&best)).is_some_and(|(settled, best)| settled <= best.0);
        let more = found.more && !known_to_be_last;
        if rivals.is_empty() && !more {
            return Found { sure: vec![best], ..Found::default() };
        }
        let perhaps = rivals.into_iter().chain([best]).collect();
        Found { sure: Vec::new(), perhaps, more, settled: found.settled }
    }

    /// Unbroken runs of the days of what was found; one that may be longer or shorter is only perhaps one.
    pub fn runs(&self, found: &Found) -> Found {
        let undated = found.sure.iter().chain(&found.perhaps).any(|&thing| self.case.day(thing).is_none());
        let days = |things: &[Thing]| -> Vec<Date> {
            things.iter().filter_map(|&thing| self.case.day(thing)).collect()
        };
        let (sure, perhaps) = (days(&found.sure), days(&found.perhaps));
        let mut made = Found { more: found.more || undated, ..Found::default() };
        let has = |day: Date| sure.contains(&day) || perhaps.contains(&day);
        let mut all: Vec<Date> = sure.iter().chain(&perhaps).copied().collect();
        all.sort();
        all.dedup();
        for first in all.into_iter().filter(|&day| !has(calendar::later(day, -1))) {
            let mut last = first;
            while has(calendar::later(last, 1)) {
                last = calendar::later(last, 1);
            }
            let mut inside = (0..calendar::days_between(first, last)).map(|n| calendar::later(first, n));
            let all_known = inside.all(|day| sure.contains(&day));
            let may_begin_before = found.more && found.settled.is_none_or(|settled| first <= settled);
            let run = Thing::Run { first, last };
            match all_known && !may_begin_before && !undated {
                true => made.sure.push(run),
                false => made.perhaps.push(run),
            }
        }
        made
    }
}
