//! What a noun phrase finds: surely, perhaps, and whether there may be more that nobody knows of.

use dsl::ast::{State, WindowKind};
use dsl::vocabulary::Kind;
use model::{Date, DiseaseCode};
use receipt::batch::LineKind;

use super::Run;
use super::calendar::sunday;
use super::case::Scope;
use super::pile::{Found, Grounds, Mark};
use super::rows::is_special;
use super::thing::Thing;
use super::trace::{Doubt, Event, Seen, Trace};
use super::values::Val;
use crate::plan::{Phrase, Sheet};
use crate::program::{Noun, Slot, parts_of};
use crate::tri::Tri;

/// What is known of the codes that a search can find, before anything is looked at.
#[derive(Clone, Copy)]
struct Wanted<'r> {
    /// The variable that will stand for what is found.
    slot: Option<Slot>,
    /// The one code that is meant.
    code: Option<u32>,
    /// What the plan knows of the codes of the receipt that is judged.
    planned: Option<(&'r Phrase, &'r Sheet)>,
    /// How high the piles were before.
    from: Mark,
}

/// What is known of a thing before it is looked at.
#[derive(Clone, Copy, Default)]
pub(super) struct Look<'r> {
    /// By the plan, the set and the condition are surely met by its code but for these parts.
    rest: Option<&'r [usize]>,
    /// Windows in which it surely lies, a bit for each (`reach.rs`).
    inside: u64,
}

impl<'a, 'r, T: Trace<'a>> Run<'a, 'r, T> {
    /// What a noun phrase finds; a thing among it that softens lets the verdict fall to review.
    pub(super) fn find(&mut self, noun: &'a Noun) -> Found {
        let found = self.search(noun, None);
        self.grounds.soft |= self.sure(found).iter().any(|thing| self.softens(noun, *thing));
        found
    }

    /// The same, where each thing is judged by itself; `slot`: the variable that will stand for it.
    pub(super) fn search(&mut self, noun: &'a Noun, slot: Option<Slot>) -> Found {
        let alone = std::mem::replace(&mut self.alone, slot.is_some() && noun.order.is_none());
        let wanted = T::ON && self.trace.wants_detail();
        if T::ON {
            self.trace.hear(Event::Search(noun));
        }
        let (mark, open, settled) = match &noun.table {
            Some(table) => {
                // A row of a table is no part of a claim, whoever's the claim is from which it is asked.
                let doubtful = std::mem::replace(&mut self.doubtful, false);
                let found = self.rows(noun, table);
                self.doubtful = doubtful;
                found
            }
            None => self.on_receipts(noun, slot),
        };
        self.alone = alone;
        let found = Found { settled, ..self.since(mark, open) };
        let found = match noun.order {
            Some(order) => self.only_one(order, found, mark),
            None => found,
        };
        if T::ON {
            let seen = if wanted { self.seen(Val::Group(found)) } else { Seen::Unknown };
            self.trace.hear(Event::Searched(seen));
        }
        found
    }

    /// Looks through this receipt and, in 履歴の or 入院・入院外を通じた, the others: from where on the piles hold what was
    /// found, whether there may be more, and from which day on there is none.
    fn on_receipts(&mut self, noun: &'a Noun, slot: Option<Slot>) -> (Mark, bool, Option<Date>) {
        let first = self.piles.frames.len();
        for window in &noun.windows {
            let frame = self.frame(window);
            self.piles.frames.push(frame);
        }
        let parallel = noun.windows.iter().any(|window| window.kind == WindowKind::InAndOut);
        let unreached = noun.history && !parallel && !self.reaches(first);
        let (apart, mut unseen) = (parallel && !self.case.knows_month, false);
        let wanted =
            Wanted { slot, code: self.only_code(noun), planned: self.looks(noun), from: self.mark() };
        let scopes = if noun.history { self.case.scopes.len() } else { 1 };
        let doubtful = self.doubtful;
        for at in 0..scopes {
            // 横覧: this receipt and the others of the same patient and month at this institution.
            if parallel && self.case.scopes.get(at).map(|scope| scope.month) != Some(self.case.month()) {
                continue;
            }
            self.doubtful = self.case.scopes.get(at).is_some_and(|scope| !scope.sure);
            unseen |= noun.kind == Kind::Visit && self.hides_visits(noun, first, at);
            self.things(noun, first, at, wanted);
        }
        self.doubtful = doubtful;
        self.piles.frames.truncate(first);
        if T::ON {
            self.tell_doubts(&[
                (Doubt::Earlier, unreached),
                (Doubt::Parallel, apart),
                (Doubt::Visits, unseen),
            ]);
        }
        let hidden = apart || unseen;
        let settled = (unreached && !hidden).then(|| self.case.known_from().first());
        (wanted.from, unreached || hidden, settled)
    }

    /// Whether a receipt that a phrase looks at does not say on which days the patient came.
    fn hides_visits(&mut self, noun: &'a Noun, first: usize, at: usize) -> bool {
        let some_day = Thing::Visit { scope: at, day: 0 };
        let shown = self.case.scopes.get(at).is_some_and(|scope| scope.visits().0 != 0);
        let mut frames = first..first + noun.windows.len();
        !shown
            && frames.all(|at| {
                let frame = self.piles.frames.get(at);
                frame.is_some_and(|frame| self.inside(frame, some_day) != Tri::No)
            })
    }

    /// What the plan knows of the codes that a phrase may mean. Who is told how it goes is told of what came near, too.
    fn looks(&self, noun: &Noun) -> Option<(&'r Phrase, &'r Sheet)> {
        let phrase = self.planned.known.phrase(noun).filter(|_| !T::WITHIN)?;
        Some((phrase, self.planned.sheet?))
    }

    /// The code, where a set names one, or is that of one thing already found.
    fn only_code(&mut self, noun: &'a Noun) -> Option<u32> {
        let set = noun.set.as_ref()?;
        if let Some(code) = set.one_code() {
            return Some(code);
        }
        let [one] = set.found.as_slice() else { return None };
        let alone =
            set.ranges.is_empty() && set.icd.is_empty() && set.picked.is_empty() && set.nested.is_empty();
        match self.value(one) {
            Val::Code(code) if alone => Some(code),
            _ => None,
        }
    }

    /// Puts a thing where it belongs.
    fn take(&mut self, noun: &'a Noun, first: usize, thing: Thing<'a>) {
        self.take_as((Tri::Yes, Look::default()), noun, first, thing);
    }

    /// The same for a thing of which it is known whether it is `there`; where each is judged by itself, what softens one of
    /// them does not soften the others, and what cannot be told of one is no cause for the others.
    pub(super) fn take_as(
        &mut self,
        (there, look): (Tri, Look<'r>),
        noun: &'a Noun,
        first: usize,
        thing: Thing<'a>,
    ) {
        self.piles.looks += 1;
        if self.piles.gone.contains(&thing) {
            return;
        }
        let there = if self.doubtful { there.and(Tri::Unknown) } else { there };
        let (before, alone) = (self.grounds, self.alone);
        if alone {
            self.grounds = Grounds::default();
        }
        let mark = self.mark();
        if T::WITHIN {
            self.trace.hear(Event::Try);
        }
        let meant = there.and(self.is_meant(noun, first, thing, look));
        self.release(mark);
        if T::WITHIN {
            self.tell_key(noun, thing);
            self.trace.hear(Event::Tried(meant));
        }
        let mut on = Grounds::default();
        if alone {
            on = std::mem::replace(&mut self.grounds, before);
        }
        if meant != Tri::No {
            self.put(thing, meant == Tri::Yes, on);
        }
        if T::WITHIN && meant != Tri::Yes {
            self.look_closely(noun, first, thing);
        }
    }

    /// The same for days, weeks and months, which are there once however many receipts show them.
    fn take_once(&mut self, noun: &'a Noun, first: usize, from: Mark, thing: Thing<'a>) {
        let found = self.since(from, false);
        if !self.sure(found).contains(&thing) && !self.maybe(found).contains(&thing) {
            self.take(noun, first, thing);
        }
    }

    fn is_meant(&mut self, noun: &'a Noun, first: usize, thing: Thing<'a>, look: Look<'r>) -> Tri {
        let mut meant = self.in_state(noun.state, thing);
        if noun.kind == Kind::WardDay {
            meant = meant.and(self.is_ward_day(thing));
        }
        for at in 0..noun.windows.len() {
            if at < 64 && look.inside >> at & 1 != 0 {
                continue;
            }
            let Some(frame) = self.piles.frames.get(first + at) else { break };
            if meant == Tri::No {
                return Tri::No;
            }
            meant = meant.and(self.inside(frame, thing));
        }
        if let Some(rest) = look.rest {
            let parts = noun.filter.as_ref().map_or(&[][..], parts_of);
            for part in rest.iter().filter_map(|at| parts.get(*at)) {
                if meant == Tri::No {
                    return Tri::No;
                }
                meant = meant.and(self.holds_of(thing, part));
            }
            return meant;
        }
        if let (Some(set), true) = (&noun.set, meant != Tri::No) {
            meant = meant.and(self.thing_in(set, thing));
        }
        if let (Some(filter), true) = (&noun.filter, meant != Tri::No) {
            meant = meant.and(self.holds_of(thing, filter));
        }
        meant
    }

    /// Automatic softening (docs/rule-language.md, section 5, order of a rule).
    pub(super) fn softens(&self, noun: &Noun, thing: Thing<'a>) -> bool {
        noun.windows.iter().any(|window| window.kind == WindowKind::AtTime)
            || match thing {
                Thing::Disease { scope, index } => {
                    let disease =
                        self.case.scopes.get(scope).and_then(|scope| scope.batch.diseases.get(index));
                    disease.is_some_and(|disease| disease.suspected || disease.code == DiseaseCode::UNCODED.0)
                }
                Thing::Row(row) => row.is_provisional() || is_special(row),
                _ => false,
            }
    }

    pub(super) fn in_state(&self, state: Option<State>, thing: Thing<'a>) -> Tri {
        let (Some(state), Thing::Disease { scope, index }) = (state, thing) else { return Tri::Yes };
        let scope = self.case.scopes.get(scope);
        let Some(disease) = scope.and_then(|scope| scope.batch.diseases.get(index)) else {
            return Tri::Unknown;
        };
        match state {
            State::Confirmed => (!disease.suspected).into(),
            State::Suspected => disease.suspected.into(),
            State::Main => disease.main.into(),
        }
    }

    /// Everything of a kind on a receipt.
    fn things(&mut self, noun: &'a Noun, first: usize, at: usize, wanted: Wanted<'r>) {
        let case = self.case;
        let Some(scope) = case.scopes.get(at) else { return };
        match noun.kind {
            Kind::Disease => {
                for index in scope.diseases() {
                    let look = self.look(noun, wanted, scope.disease_code(index), |of| of.of_disease(index));
                    if let Some(look) = look {
                        self.take_as((Tri::Yes, look), noun, first, Thing::Disease { scope: at, index });
                    }
                }
            }
            Kind::Comment => {
                for index in scope.comments() {
                    let code = scope.batch.comments.code.get(index).copied().unwrap_or(0);
                    if let Some(look) = self.look(noun, wanted, code, |of| of.of_comment(index)) {
                        self.take_as((Tri::Yes, look), noun, first, Thing::Comment { scope: at, index });
                    }
                }
            }
            Kind::Bundle => {
                for unit in scope.units() {
                    if self.passes_over(wanted, scope, unit) {
                        continue;
                    }
                    let days = scope.lines_of(unit).last().map_or(0, |line| scope.days(line));
                    each_day(days, |day| self.take(noun, first, Thing::Bundle { scope: at, unit, day }));
                }
            }
            Kind::EachDay => {
                let days = scope.lines().fold(0, |all, line| all | scope.days(line));
                each_day(days, |day| {
                    if let Some(day) = scope.month.day(u32::from(day)) {
                        self.take_once(noun, first, wanted.from, Thing::Day(day));
                    }
                });
            }
            Kind::EachWeek => {
                let mut next = sunday(scope.month.first());
                while let Some(week) = next.filter(|week| *week <= scope.month.last()) {
                    self.take_once(noun, first, wanted.from, Thing::Week(week));
                    next = week.plus_days(7);
                }
            }
            Kind::EachMonth => self.take_once(noun, first, wanted.from, Thing::Month(scope.month)),
            Kind::Stay => {
                if self.is_stay(at) {
                    self.take(noun, first, Thing::Stay { scope: at });
                }
            }
            Kind::Visit => {
                let (sure, maybe) = scope.visits();
                each_of(sure, |day| self.take(noun, first, Thing::Visit { scope: at, day }));
                each_of(maybe, |day| {
                    let thing = Thing::Visit { scope: at, day };
                    self.take_as((Tri::Unknown, Look::default()), noun, first, thing);
                });
            }
            Kind::Prescription => {
                each_of(scope.prescribed(), |day| {
                    self.take(noun, first, Thing::Prescription { scope: at, day });
                });
            }
            _ => self.lines(noun, first, at, wanted),
        }
    }

    /// Whether a receipt is the first known one of an inpatient stay.
    fn is_stay(&self, at: usize) -> bool {
        let of = |at: usize| self.case.scopes.get(at).filter(|scope| scope.inpatient() == Some(true));
        let Some(scope) = of(at) else { return false };
        let same = |other: &Scope<'_>| {
            other.receipt.admission.is_some() && other.receipt.admission == scope.receipt.admission
        };
        !(0..at).filter_map(of).any(same)
    }

    fn lines(&mut self, noun: &'a Noun, first: usize, at: usize, wanted: Wanted<'r>) {
        let kind = match noun.kind {
            Kind::Procedure | Kind::WardDay => Some(LineKind::Procedure),
            Kind::Drug => Some(LineKind::Drug),
            Kind::Material => Some(LineKind::Material),
            _ => None,
        };
        let case = self.case;
        let Some(scope) = case.scopes.get(at) else { return };
        let reach = self.reach(first..first + noun.windows.len(), scope.month);
        let try_line = |run: &mut Self, line: usize| {
            let Some(days) = reach.days(scope, line, scope.days(line)) else { return };
            if kind.is_some() && scope.line(line).map(|line| line.kind) != kind {
                return;
            }
            if scope.unit_of(line).is_some_and(|unit| run.passes_over(wanted, scope, unit)) {
                return;
            }
            if let Some(look) = run.look(noun, wanted, scope.code(line), |of| of.of_line(line)) {
                each_day(days, |day| {
                    let look = Look { inside: reach.inside(day), ..look };
                    run.take_as((Tri::Yes, look), noun, first, Thing::Line { scope: at, line, day });
                });
            }
        };
        let only = wanted.code.or_else(|| wanted.slot.and_then(|slot| self.only_tried(slot)));
        match (only, self.planned.sheet) {
            // The codes of the receipt that is judged are known with their lines.
            (Some(only), Some(sheet)) if at == 0 => {
                sheet.lines_with(only).for_each(|line| try_line(self, line));
            }
            _ => {
                let lines = scope.lines().filter(|&line| only.is_none_or(|only| only == scope.code(line)));
                lines.for_each(|line| try_line(self, line));
            }
        }
    }

    /// Whether the rule was silent about a 剤 of this receipt, if that is what its first variable looks at.
    fn passes_over(&self, wanted: Wanted<'r>, scope: &Scope<'a>, unit: usize) -> bool {
        let is_first =
            || wanted.slot.is_some() && wanted.slot == self.rule.bindings.first().map(|of| of.slot);
        let passed = self.planned.passed.filter(|_| is_first());
        passed.is_some_and(|passed| passed.has(unit.wrapping_sub(scope.units().start)))
    }

    /// What can be said of a code at one look; `None`: it is not meant.
    fn look(
        &self,
        noun: &Noun,
        wanted: Wanted<'r>,
        code: u32,
        place: impl Fn(&Sheet) -> u32,
    ) -> Option<Look<'r>> {
        let is_tried = wanted.code.is_none_or(|only| only == code)
            && wanted.slot.is_none_or(|slot| self.is_tried(slot, code));
        if !is_tried {
            return None;
        }
        let known = wanted.planned.map(|(phrase, sheet)| (phrase, place(sheet)));
        if let Some((phrase, place)) = known {
            if !phrase.may_mean(place) {
                return None;
            }
            if phrase.is_settled(place) {
                return Some(Look { rest: Some(&phrase.rest), inside: 0 });
            }
        }
        let is_listed = noun.set.as_ref().is_none_or(|set| !set.is_list || set.lists(code));
        is_listed.then_some(Look::default())
    }
}

/// Each day of a mask; day 0 when it has none.
fn each_day(days: u32, mut each: impl FnMut(u8)) {
    if days == 0 {
        return each(0);
    }
    each_of(days, each);
}

fn each_of(mut days: u32, mut each: impl FnMut(u8)) {
    while days != 0 {
        each(u8::try_from(days.trailing_zeros() + 1).unwrap_or(0));
        days &= days - 1;
    }
}
