//! What a noun phrase finds: surely, perhaps, and whether there may be more that nobody knows of.

use dsl::ast::{Order, State, WindowKind};
use dsl::vocabulary::Kind;
use masters::{FileKind, Reason, Row};
use model::{Date, DiseaseCode};
use receipt::batch::LineKind;

use super::Run;
use super::thing::Thing;
use super::values::Val;
use super::windows::{Frame, Interval};
use crate::program::{Noun, Set, Table};
use crate::tri::Tri;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found<'a> {
    pub sure: Vec<Thing<'a>>,
    /// Things that may be meant.
    pub maybe: Vec<Thing<'a>>,
    /// There may be more: earlier claims or rows of a table are not known.
    pub open: bool,
}

impl<'a> Run<'a, '_> {
    /// What a noun phrase finds; a thing among it that softens lets the verdict fall to review.
    pub(super) fn find(&mut self, noun: &'a Noun) -> Found<'a> {
        let found = self.search(noun);
        self.soft |= found.sure.iter().any(|thing| self.softens(noun, *thing));
        found
    }

    /// The same, where each thing is judged by itself.
    pub(super) fn search(&mut self, noun: &'a Noun) -> Found<'a> {
        let mut found = Found::default();
        let mut all = Vec::new();
        let mut frames = Vec::new();
        if let Some(table) = &noun.table {
            found.open = self.rows(table, &mut all);
        } else {
            frames = noun.windows.iter().map(|window| self.frame(window)).collect::<Vec<_>>();
            found.open = noun.history && !self.reaches(&frames);
            let scopes = if noun.history { self.case.scopes.len() } else { 1 };
            for scope in 0..scopes {
                self.things(noun.kind, scope, &mut all);
            }
        }
        for thing in all {
            match self.is_meant(noun, &frames, thing) {
                Tri::Yes => found.sure.push(thing),
                Tri::Unknown => found.maybe.push(thing),
                Tri::No => {}
            }
        }
        if let Some(order) = noun.order {
            self.only_one(order, &mut found);
        }
        found
    }

    fn is_meant(&mut self, noun: &'a Noun, frames: &[Frame<'a>], thing: Thing<'a>) -> Tri {
        let mut meant = self.in_state(noun.state, thing);
        for frame in frames {
            if meant == Tri::No {
                return Tri::No;
            }
            meant = meant.and(self.inside(frame, thing));
        }
        if let (Some(set), true) = (&noun.set, meant != Tri::No) {
            meant = meant.and(self.thing_in(set, thing));
        }
        if let (Some(filter), true) = (&noun.filter, meant != Tri::No) {
            self.its.push(thing);
            meant = meant.and(self.holds(filter));
            self.its.pop();
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
                    noun.state != Some(State::Suspected)
                        && disease.is_some_and(|disease| {
                            disease.suspected || disease.code == DiseaseCode::UNCODED.0
                        })
                }
                Thing::Row(row) => row.is_provisional() || is_special(row),
                _ => false,
            }
    }

    fn in_state(&self, state: Option<State>, thing: Thing<'a>) -> Tri {
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
    fn things(&self, kind: Kind, at: usize, into: &mut Vec<Thing<'a>>) {
        let Some(scope) = self.case.scopes.get(at) else { return };
        let wanted = match kind {
            Kind::Procedure => Some(LineKind::Procedure),
            Kind::Drug => Some(LineKind::Drug),
            Kind::Material => Some(LineKind::Material),
            _ => None,
        };
        match kind {
            Kind::Disease => {
                into.extend(scope.diseases().map(|index| Thing::Disease { scope: at, index }));
            }
            Kind::Comment => {
                into.extend(scope.comments().map(|index| Thing::Comment { scope: at, index }));
            }
            Kind::Bundle => {
                for unit in scope.units() {
                    let days = scope.lines_of(unit).last().map_or(0, |line| days_of(scope, line));
                    each_day(days, |day| into.push(Thing::Bundle { scope: at, unit, day }));
                }
            }
            Kind::EachDay => {
                let days = scope.lines().fold(0, |all, line| all | days_of(scope, line));
                let day = |day| scope.month.day(u32::from(day)).map(Thing::Day);
                each_day(days, |number| into.extend(day(number)));
            }
            Kind::EachWeek => {
                let mut next = super::calendar::sunday(scope.month.first());
                while let Some(week) = next.filter(|week| *week <= scope.month.last()) {
                    into.push(Thing::Week(week));
                    next = week.plus_days(7);
                }
            }
            Kind::EachMonth => into.push(Thing::Month(scope.month)),
            _ => {
                for line in scope.lines() {
                    if wanted.is_some() && scope.line(line).map(|line| line.kind) != wanted {
                        continue;
                    }
                    each_day(days_of(scope, line), |day| into.push(Thing::Line { scope: at, line, day }));
                }
            }
        }
    }

    /// Rows of a table by their key; true when there may be more.
    fn rows(&mut self, table: &'a Table, into: &mut Vec<Thing<'a>>) -> bool {
        let day = self.key_day(&table.key);
        let code = match self.value(&table.key) {
            Val::Code(code) => code,
            _ => return true,
        };
        let Some(rows) = self.case.masters.rows_with(table.kind, table.item, code, day) else { return true };
        let cause = rows.cause();
        let mut also = Vec::with_capacity(table.also.len());
        for (item, of) in &table.also {
            match self.value(of) {
                Val::Code(code) => also.push((*item, code)),
                _ => return true,
            }
        }
        let meant = |row: &Row<'_>| also.iter().all(|&(item, code)| row.number(item) == Some(code));
        into.extend(rows.filter(meant).map(Thing::Row));
        match cause {
            Some(cause) if !(self.case.config.excerpt_is_all && cause.reason == Reason::Excerpt) => {
                if into.is_empty() {
                    self.tell_cause(cause);
                }
                true
            }
            _ => false,
        }
    }

    /// The day on which a table is asked: that of the thing whose code is the key.
    fn key_day(&mut self, key: &'a crate::program::Expr) -> Date {
        let first = self.case.month().first();
        match key {
            crate::program::Expr::Step(inner, _) => match self.value(inner) {
                Val::Thing(thing) => self.master_day(thing).unwrap_or(first),
                _ => first,
            },
            _ => first,
        }
    }

    /// Keeps the latest or the first by day.
    fn only_one(&self, order: Order, found: &mut Found<'a>) {
        let by_day = |thing: &Thing<'a>| self.day_of(*thing);
        let best = match order {
            Order::Latest => found.sure.iter().copied().max_by_key(by_day),
            Order::Earliest => found.sure.iter().copied().min_by_key(by_day),
        };
        let Some(best) = best else { return };
        let day = self.day_of(best);
        found.sure = vec![best];
        found.maybe.retain(|thing| match order {
            Order::Latest => self.day_of(*thing) > day,
            Order::Earliest => self.day_of(*thing) < day,
        });
        // What is not known lies before what is known, so the latest one stays the latest.
        found.open &= order == Order::Earliest;
    }

    pub(super) fn thing_in(&mut self, set: &'a Set, thing: Thing<'a>) -> Tri {
        let (Some(code), Some(day)) = (self.code_of(thing), self.master_day(thing)) else {
            return Tri::Unknown;
        };
        let kind = match thing {
            Thing::Disease { .. } => FileKind::Disease,
            Thing::Comment { .. } => FileKind::Comment,
            Thing::Line { scope, line, .. } => {
                match self.case.scopes.get(scope).and_then(|scope| scope.line(line)).map(|line| line.kind) {
                    Some(LineKind::Drug) => FileKind::Drug,
                    Some(LineKind::Material) => FileKind::Material,
                    _ => FileKind::Procedure,
                }
            }
            Thing::Code { kind, .. } => kind,
            _ => return Tri::Unknown,
        };
        self.contains(set, kind, code, day)
    }

    /// Whether a set holds a code on a day.
    pub(super) fn contains(&mut self, set: &'a Set, kind: FileKind, code: u32, day: Date) -> Tri {
        let mut inside = Tri::from(set.ranges.iter().any(|range| range.contains(&code)));
        for nested in &set.nested {
            if inside == Tri::Yes {
                break;
            }
            inside = inside.or(self.contains(nested, kind, code, day));
        }
        for found in &set.found {
            if inside == Tri::Yes {
                break;
            }
            let value = self.value(found);
            inside = inside.or(self.is_code_of(&value, code));
        }
        if inside != Tri::Yes && !set.icd.is_empty() {
            inside = inside.or(self.icd(&set.icd, code, day));
        }
        for (of, condition) in &set.picked {
            if inside == Tri::Yes || *of != kind {
                break;
            }
            self.its.push(Thing::Code { kind, code, day });
            inside = inside.or(self.holds(condition));
            self.its.pop();
        }
        for out in &set.except {
            inside = inside.and(self.contains(out, kind, code, day).not());
        }
        for within in &set.within {
            inside = inside.and(self.contains(within, kind, code, day));
        }
        inside
    }

    fn is_code_of(&self, value: &Val<'a>, code: u32) -> Tri {
        match value {
            Val::Code(other) => (*other == code).into(),
            Val::Thing(thing) => self.code_of(*thing).map_or(Tri::Unknown, |other| (other == code).into()),
            Val::Group { things, maybe, open } => {
                let has = |all: &[Thing<'a>]| all.iter().any(|thing| self.code_of(*thing) == Some(code));
                if has(things) {
                    Tri::Yes
                } else if *open || has(maybe) {
                    Tri::Unknown
                } else {
                    Tri::No
                }
            }
            _ => Tri::Unknown,
        }
    }

    /// Whether a disease has an ICD-10 code of some ranges.
    fn icd(&mut self, ranges: &[(String, Option<String>)], code: u32, day: Date) -> Tri {
        if code == DiseaseCode::UNCODED.0 {
            return Tri::Unknown;
        }
        let row = match self.case.row(FileKind::Disease, code, day) {
            Ok(Some(row)) => masters::Disease::from(row),
            Ok(None) => return Tri::Unknown,
            Err(cause) => {
                self.tell_cause(cause);
                return Tri::Unknown;
            }
        };
        let written = [row.icd10_1(), row.icd10_2()].map(|icd| icd.replace('.', ""));
        let inside = written.iter().filter(|icd| !icd.is_empty()).any(|icd| {
            ranges.iter().any(|(from, to)| match to {
                None => icd.starts_with(from.as_str()),
                Some(to) => {
                    icd.as_str() >= from.as_str()
                        && (icd.as_str() <= to.as_str() || icd.starts_with(to.as_str()))
                }
            })
        });
        inside.into()
    }

    /// Whether the known claims reach back as far as the windows do.
    fn reaches(&self, frames: &[Frame<'a>]) -> bool {
        let least = |frame: &Frame<'a>| match frame.interval {
            Some(Interval { from, .. }) => from,
            None => None,
        };
        let month = self.case.month();
        let back = i32::try_from(self.rule.history).unwrap_or(i32::MAX);
        let by_rule = month.plus(back.saturating_neg()).map(model::Month::first);
        let from = frames.iter().filter_map(least).max().or(by_rule);
        let Some(from) = from else { return false };
        from >= month.first() || self.case.known_from.is_some_and(|known| known.first() <= from)
    }
}

/// 特例条件: the row has conditions that the table does not hold, so a person decides.
///
/// SPEC: 医科電子点数表の活用手引き（令和6年度版）５.
fn is_special(row: Row<'_>) -> bool {
    row.kind().layout().by_id("special").is_some_and(|column| row.class(column.item) == Some(1))
}

fn days_of(scope: &super::case::Scope<'_>, line: usize) -> u32 {
    scope.line(line).map_or(0, |line| line.days)
}

/// Each day of a mask; day 0 when it has none.
fn each_day(mut days: u32, mut each: impl FnMut(u8)) {
    if days == 0 {
        return each(0);
    }
    while days != 0 {
        each(u8::try_from(days.trailing_zeros() + 1).unwrap_or(0));
        days &= days - 1;
    }
}
