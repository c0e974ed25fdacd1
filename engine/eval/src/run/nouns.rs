//! What a noun phrase finds: surely, perhaps, and whether there may be more that nobody knows of.

use std::sync::OnceLock;

use dsl::ast::{Order, State, WindowKind};
use dsl::vocabulary::Kind;
use masters::{FileKind, Reason, Row};
use model::{Date, DiseaseCode};
use receipt::batch::LineKind;

use super::Run;
use super::calendar::sunday;
use super::case::Scope;
use super::pile::Found;
use super::thing::Thing;
use super::values::Val;
use super::windows::Interval;
use crate::program::{Expr, Noun, Slot, Table};
use crate::tri::Tri;

/// What is known of the codes that a search can find, before anything is looked at.
#[derive(Clone, Copy)]
struct Wanted {
    /// The variable that will stand for what is found.
    slot: Option<Slot>,
    /// The one code that is meant.
    code: Option<u32>,
}

impl<'a> Run<'a, '_> {
    /// What a noun phrase finds; a thing among it that softens lets the verdict fall to review.
    pub(super) fn find(&mut self, noun: &'a Noun) -> Found {
        let found = self.search(noun, None);
        self.soft |= self.sure(found).iter().any(|thing| self.softens(noun, *thing));
        found
    }

    /// The same, where each thing is judged by itself; `slot`: the variable that will stand for it.
    pub(super) fn search(&mut self, noun: &'a Noun, slot: Option<Slot>) -> Found {
        let mark = self.mark();
        let open = match &noun.table {
            Some(table) => self.rows(noun, table),
            None => self.on_receipts(noun, slot),
        };
        let found = self.since(mark, open);
        match noun.order {
            Some(order) => self.only_one(order, found),
            None => found,
        }
    }

    /// Looks through this receipt and, in 履歴の, the others; true when there may be more.
    fn on_receipts(&mut self, noun: &'a Noun, slot: Option<Slot>) -> bool {
        let first = self.piles.frames.len();
        for window in &noun.windows {
            let frame = self.frame(window);
            self.piles.frames.push(frame);
        }
        let months = noun.windows.iter().any(|window| window.kind == WindowKind::InHistory);
        let parallel = noun.windows.iter().any(|window| window.kind == WindowKind::InAndOut);
        let open = (months && !self.reaches(first))
            || (parallel && !self.case.knows_month)
            || (noun.kind == Kind::Visit && self.shows_no_visits());
        let wanted = Wanted { slot, code: self.only_code(noun) };
        let scopes = if noun.history { self.case.scopes.len() } else { 1 };
        for scope in 0..scopes {
            self.things(noun, first, scope, wanted);
        }
        self.piles.frames.truncate(first);
        open
    }

    /// The code, where a set is that of one thing already found.
    fn only_code(&mut self, noun: &'a Noun) -> Option<u32> {
        let set = noun.set.as_ref()?;
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
        match self.is_meant(noun, first, thing) {
            Tri::Yes => self.put_sure(thing),
            Tri::Unknown => self.put_maybe(thing),
            Tri::No => {}
        }
    }

    fn is_meant(&mut self, noun: &'a Noun, first: usize, thing: Thing<'a>) -> Tri {
        let mut meant = self.in_state(noun.state, thing);
        if noun.kind == Kind::WardDay {
            meant = meant.and(self.is_ward_day(thing));
        }
        for at in first..first + noun.windows.len() {
            let Some(frame) = self.piles.frames.get(at).copied() else { break };
            if meant == Tri::No {
                return Tri::No;
            }
            meant = meant.and(self.inside(frame, thing));
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
                    let diseases = self.case.scopes.get(scope).map(|scope| &scope.batch.diseases);
                    noun.state != Some(State::Suspected)
                        && diseases.is_some_and(|all| {
                            all.suspected.get(index).copied().unwrap_or(false)
                                || all.code.get(index) == Some(&DiseaseCode::UNCODED.0)
                        })
                }
                Thing::Row(row) => row.is_provisional() || is_special(row),
                _ => false,
            }
    }

    fn in_state(&self, state: Option<State>, thing: Thing<'a>) -> Tri {
        let (Some(state), Thing::Disease { scope, index }) = (state, thing) else { return Tri::Yes };
        let Some(diseases) = self.case.scopes.get(scope).map(|scope| &scope.batch.diseases) else {
            return Tri::Unknown;
        };
        let suspected = diseases.suspected.get(index).copied().unwrap_or(false);
        match state {
            State::Confirmed => (!suspected).into(),
            State::Suspected => suspected.into(),
            State::Main => diseases.main.get(index).copied().unwrap_or(false).into(),
        }
    }

    /// Everything of a kind on a receipt.
    fn things(&mut self, noun: &'a Noun, first: usize, at: usize, wanted: Wanted) {
        let case = self.case;
        let Some(scope) = case.scopes.get(at) else { return };
        match noun.kind {
            Kind::Disease => {
                for index in scope.diseases() {
                    if self.may_be(noun, wanted, scope.disease_code(index)) {
                        self.take(noun, first, Thing::Disease { scope: at, index });
                    }
                }
            }
            Kind::Comment => {
                for index in scope.comments() {
                    let code = scope.batch.comments.code.get(index).copied().unwrap_or(0);
                    if self.may_be(noun, wanted, code) {
                        self.take(noun, first, Thing::Comment { scope: at, index });
                    }
                }
            }
            Kind::Bundle => {
                for unit in scope.units() {
                    let days = scope.lines_of(unit).last().map_or(0, |line| days_of(scope, line));
                    each_day(days, |day| self.take(noun, first, Thing::Bundle { scope: at, unit, day }));
                }
            }
            Kind::EachDay => {
                let days = scope.lines().fold(0, |all, line| all | days_of(scope, line));
                each_day(days, |day| {
                    if let Some(day) = scope.month.day(u32::from(day)) {
                        self.take(noun, first, Thing::Day(day));
                    }
                });
            }
            Kind::EachWeek => {
                let mut next = sunday(scope.month.first());
                while let Some(week) = next.filter(|week| *week <= scope.month.last()) {
                    self.take(noun, first, Thing::Week(week));
                    next = week.plus_days(7);
                }
            }
            Kind::EachMonth => self.take(noun, first, Thing::Month(scope.month)),
            Kind::Stay => {
                if self.is_stay(at) {
                    self.take(noun, first, Thing::Stay { scope: at });
                }
            }
            Kind::Visit => {
                let (sure, maybe) = scope.visits();
                each_of(sure, |day| self.take(noun, first, Thing::Visit { scope: at, day }));
                each_of(maybe, |day| {
                    if self.is_meant(noun, first, Thing::Visit { scope: at, day }) != Tri::No {
                        self.put_maybe(Thing::Visit { scope: at, day });
                    }
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

    /// Whether this receipt does not say on which days the patient came.
    fn shows_no_visits(&self) -> bool {
        self.case.judged().is_none_or(|scope| scope.visits().0 == 0)
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

    fn lines(&mut self, noun: &'a Noun, first: usize, at: usize, wanted: Wanted) {
        let kind = match noun.kind {
            Kind::Procedure | Kind::WardDay => Some(LineKind::Procedure),
            Kind::Drug => Some(LineKind::Drug),
            Kind::Material => Some(LineKind::Material),
            _ => None,
        };
        let case = self.case;
        let Some(scope) = case.scopes.get(at) else { return };
        let reach = self.reach(first..first + noun.windows.len(), scope.month);
        let only = wanted.code.or_else(|| wanted.slot.and_then(|slot| self.only_tried(slot)));
        for line in scope.lines() {
            if only.is_some_and(|only| only != scope.code(line)) {
                continue;
            }
            let Some(days) = reach.days(scope, line, days_of(scope, line)) else { continue };
            if (kind.is_none() || scope.batch.lines.kind.get(line).copied() == kind)
                && self.may_be(noun, wanted, scope.code(line))
            {
                each_day(days, |day| {
                    self.take(noun, first, Thing::Line { scope: at, line, day });
                });
            }
        }
    }

    /// Whether a code can be meant, as far as can be said at one look.
    fn may_be(&self, noun: &Noun, wanted: Wanted, code: u32) -> bool {
        wanted.code.is_none_or(|only| only == code)
            && wanted.slot.is_none_or(|slot| self.is_tried(slot, code))
            && noun.set.as_ref().is_none_or(|set| !set.is_list || set.lists(code))
            && self.known.may_mean(noun, code, self.case.masters)
    }

    /// Rows of a table by their key; true when there may be more.
    fn rows(&mut self, noun: &'a Noun, table: &'a Table) -> bool {
        let (mark, one_is_enough) = (self.mark(), std::mem::take(&mut self.one_is_enough));
        let day = self.key_day(&table.key);
        let code = match self.value(&table.key) {
            Val::Code(code) => code,
            _ => return true,
        };
        let Some(rows) = self.case.masters.rows_with(table.kind, table.item, code, day) else { return true };
        let cause = rows.cause();
        let mut also = [(0, 0); Table::MOST_EQUALITIES];
        for ((item, of), place) in table.also.iter().zip(&mut also) {
            match self.value(of) {
                Val::Code(code) => *place = (*item, code),
                _ => return true,
            }
        }
        let also = also.get(..table.also.len()).unwrap_or_default();
        for row in rows {
            if also.iter().all(|&(item, code)| row.number(item) == Some(code)) {
                self.take(noun, 0, Thing::Row(row));
                if one_is_enough && !self.since(mark, false).sure.is_empty() {
                    break;
                }
            }
        }
        match cause {
            Some(cause) if !(self.case.config.excerpt_is_all && cause.reason == Reason::Excerpt) => {
                let found = self.since(mark, true);
                if found.sure.is_empty() && found.maybe.is_empty() {
                    self.tell_cause(cause);
                }
                true
            }
            _ => false,
        }
    }

    /// The day on which a table is asked: that of the thing whose code is the key.
    fn key_day(&mut self, key: &'a Expr) -> Date {
        let first = self.case.month().first();
        match key {
            Expr::Step(inner, _) => match self.value(inner) {
                Val::Thing(thing) => self.master_day(thing).unwrap_or(first),
                _ => first,
            },
            _ => first,
        }
    }

    /// Keeps the latest or the first by day.
    fn only_one(&mut self, order: Order, found: Found) -> Found {
        let all = self.sure(found).iter().copied();
        let best = match order {
            Order::Latest => all.max_by_key(|thing| self.day_of(*thing)),
            Order::Earliest => all.min_by_key(|thing| self.day_of(*thing)),
        };
        let Some(best) = best else { return found };
        let day = self.day_of(best);
        let found = self.keep_one(found, best, |run, thing| match order {
            Order::Latest => run.day_of(thing) > day,
            Order::Earliest => run.day_of(thing) < day,
        });
        // What is not known lies before what is known, so the latest one stays the latest.
        Found { open: found.open && order == Order::Earliest, ..found }
    }

    /// Whether the known claims reach back as far as the windows do.
    fn reaches(&self, first: usize) -> bool {
        let frames = self.piles.frames.get(first..).unwrap_or_default();
        let least = frames.iter().filter_map(|frame| match frame.interval {
            Some(Interval { from, .. }) => from,
            None => None,
        });
        let month = self.case.month();
        let back = i32::try_from(self.rule.history).unwrap_or(i32::MAX);
        let by_rule = month.plus(back.saturating_neg()).map(model::Month::first);
        let Some(from) = least.max().or(by_rule) else { return false };
        from >= month.first() || self.case.known_from.is_some_and(|known| known.first() <= from)
    }
}

/// 特例条件: the row has conditions that the table does not hold, so a person decides.
///
/// SPEC: 医科電子点数表の活用手引き（令和6年度版）５.
fn is_special(row: Row<'_>) -> bool {
    special_item(row.kind()).is_some_and(|item| row.class(item) == Some(1))
}

/// The item of 特例条件, if a kind of rows has one.
///
/// PERF: looking for a column by its name costs as much as all else that is done with a row.
pub(super) fn special_item(kind: FileKind) -> Option<u16> {
    static ITEMS: OnceLock<Vec<Option<u16>>> = OnceLock::new();
    let item = |kind: &FileKind| kind.layout().by_id("special").map(|column| column.item);
    let items = ITEMS.get_or_init(|| FileKind::ALL.iter().map(item).collect());
    items.get(kind as usize).copied().flatten()
}

fn days_of(scope: &Scope<'_>, line: usize) -> u32 {
    scope.batch.lines.days.get(line).copied().unwrap_or(0)
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
