//! Which codes a noun phrase may mean in a month, never too few; and which it surely means, never too many.

use std::rc::Rc;
use std::sync::Arc;

use dsl::vocabulary::Kind;
use fixedbitset::FixedBitSet;
use foldhash::HashMap;
use masters::{FileKind, Masters};
use model::{Date, Month};

use super::answers::Subject;
use super::faces::AllFaces;
use super::imagine::Imagine;
use super::places::is_stranger;
use super::said::{Said, SaidOfAll};
use super::sieve::Kept;
use crate::compile::master_of;
use crate::program::{Cond, Expr, IcdRange, Noun, Set, Step, Table, parts_of};
use crate::run::Thing;
use crate::tri::Tri;

/// Lists longer than this are read off the master instead.
const WIDEST: u32 = 10_000;

/// Codes, never too few.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Codes {
    /// Ascending.
    pub listed: Vec<u32>,
    /// Whether codes that no master knows may be meant too.
    pub strangers: bool,
}

/// The codes of a phrase.
#[derive(Clone, Debug, Default)]
pub(super) struct Coded {
    pub may: Arc<Codes>,
    /// Codes of which its set and the settled parts of its condition surely hold, whatever else stands on the receipt.
    pub surely: Arc<Codes>,
    /// The parts of its condition that masters do not settle, by their places.
    pub rest: Arc<[usize]>,
}

impl Codes {
    /// Whether a code may be meant.
    pub fn may_hold(&self, code: u32, masters: &Masters) -> bool {
        self.listed.binary_search(&code).is_ok() || (self.strangers && is_stranger(code, masters))
    }

    /// Codes that may be meant by both.
    pub fn both(self, other: &Self, masters: &Masters) -> Self {
        let mut listed: Vec<u32> =
            self.listed.iter().copied().filter(|&code| other.may_hold(code, masters)).collect();
        listed.extend(other.listed.iter().copied().filter(|&code| self.may_hold(code, masters)));
        Self { strangers: self.strangers && other.strangers, ..Self::of(listed) }
    }

    /// Codes that may be meant by one of them.
    pub fn either(mut self, other: &Self) -> Self {
        self.listed.extend(&other.listed);
        Self { strangers: self.strangers || other.strangers, ..Self::of(self.listed) }
    }

    fn of(mut listed: Vec<u32>) -> Self {
        listed.sort_unstable();
        listed.dedup();
        Self { listed, strangers: false }
    }
}

/// What decides which codes a noun phrase may find, whatever rule it stands in; whether a table is asked for the code of
/// something on this receipt depends on what the rule's variable stands for.
type Question = (Kind, Option<Set>, Option<Table>, bool, Option<Cond>);

/// What was already found out: rules share their sets and tables.
#[derive(Default)]
pub(super) struct Memory<'a> {
    found: HashMap<Question, Option<Coded>>,
    pub sets: HashMap<(Set, FileKind, Date), Rc<SaidOfAll>>,
    pub parts: HashMap<(Cond, FileKind, Date), Rc<SaidOfAll>>,
    pub icd: HashMap<(&'a [IcdRange], Date), Rc<SaidOfAll>>,
    days: HashMap<FileKind, Rc<[Date]>>,
    pub faces: AllFaces<'a>,
}

impl Memory<'_> {
    /// The days of the month on which some code of a master may answer otherwise than the day before, the first among them.
    pub fn days(&mut self, masters: &Masters, kind: FileKind, month: Month) -> Rc<[Date]> {
        let find = || masters.days_of_change(kind, month.first(), month.last()).into();
        Rc::clone(self.days.entry(kind).or_insert_with(find))
    }
}

impl<'a> Memory<'a> {
    /// The codes of a master of which it says something else on one day of a month than on another, by their dense numbers.
    pub fn unsteady(&mut self, masters: &'a Masters, kind: FileKind, month: Month) -> FixedBitSet {
        let mut unsteady = FixedBitSet::with_capacity(masters.codes(kind).len());
        for two in self.days(masters, kind, month).windows(2) {
            let &[one, other] = two else { continue };
            unsteady.union_with(&self.faces.changed(masters, kind, (one, other)));
        }
        unsteady
    }
}

impl<'a> Imagine<'a> {
    /// The codes that a noun phrase may find on this receipt; `None`: any.
    pub(super) fn codes(&mut self, noun: &'a Noun, memory: &mut Memory<'a>) -> Option<Arc<Codes>> {
        self.coded(noun, memory).map(|coded| coded.may)
    }

    /// The same with those that it surely finds.
    pub(super) fn coded(&mut self, noun: &'a Noun, memory: &mut Memory<'a>) -> Option<Coded> {
        let is_here = noun.table.as_ref().is_some_and(|table| self.is_code_on_receipt(&table.key));
        let key = (noun.kind, noun.set.clone(), noun.table.clone(), is_here, noun.filter.clone());
        if let Some(known) = memory.found.get(&key) {
            return known.clone();
        }
        let found = match &noun.table {
            Some(table) => self.keys(table, noun.filter.as_ref()).map(Coded::perhaps),
            None => self.of_things(noun, memory),
        };
        memory.found.insert(key, found.clone());
        found
    }

    fn of_things(&mut self, noun: &'a Noun, memory: &mut Memory<'a>) -> Option<Coded> {
        let ranges = noun.set.as_ref().and_then(listed);
        let Some(kind) = master_of(noun.kind) else { return ranges.map(Coded::perhaps) };
        let narrows = noun.filter.as_ref().is_some_and(|filter| self.decides_of_its_own(filter));
        match (ranges, &noun.set) {
            (Some(ranges), Some(set)) => {
                Some(self.of_list(ranges, (kind, set), noun.filter.as_ref(), memory))
            }
            (_, Some(set)) if is_static(set) => {
                Some(self.picked((kind, Some(set)), noun.filter.as_ref(), memory))
            }
            _ if narrows => {
                let coded = self.picked((kind, None), noun.filter.as_ref(), memory);
                // A set that the receipt decides has not been asked.
                Some(if noun.set.is_some() { Coded::perhaps((*coded.may).clone()) } else { coded })
            }
            _ => None,
        }
    }

    /// Of a short list, code by code.
    fn of_list(
        &mut self,
        codes: Codes,
        (kind, set): (FileKind, &'a Set),
        filter: Option<&'a Cond>,
        memory: &mut Memory<'a>,
    ) -> Coded {
        let days = memory.days(self.masters(), kind, self.month());
        let (settled, rest) = self.parts(filter);
        let mut surely = Vec::new();
        for &code in &codes.listed {
            let all = days.iter().map(|&day| {
                let inside = self.said(|imagine| imagine.contains(set, kind, code, day));
                settled.iter().fold(inside, |all, part| {
                    all.and(self.said(|imagine| imagine.with_its(Thing::Code { kind, code, day }, part)))
                })
            });
            if all.fold(Said::YES, Said::and) == Said::YES {
                surely.push(code);
            }
        }
        Coded { may: Arc::new(codes), surely: Arc::new(Codes::of(surely)), rest: rest.into() }
    }

    /// Codes of a master for which a set and a condition are not surely out of question on some day of the month, and those
    /// for which they surely hold on all of them.
    fn picked(
        &mut self,
        (kind, set): (FileKind, Option<&'a Set>),
        filter: Option<&'a Cond>,
        memory: &mut Memory<'a>,
    ) -> Coded {
        let masters = self.masters();
        let (settled, rest) = self.parts(filter);
        let others = filter.into_iter().flat_map(parts_of).enumerate();
        let others: Vec<&'a Cond> =
            others.filter(|(at, _)| rest.contains(at)).map(|(_, part)| part).collect();
        let codes = masters.codes(kind);
        let (mut may, mut surely) = (FixedBitSet::with_capacity(codes.len()), None::<FixedBitSet>);
        for &day in &*memory.days(masters, kind, self.month()) {
            let mut said = match set {
                Some(set) => (*self.said_of_set(set, (kind, day), memory)).clone(),
                None => SaidOfAll::yes(codes.len()),
            };
            for part in &settled {
                said.and(&self.said_of_settled(part, (kind, day), memory));
            }
            match &mut surely {
                Some(surely) => surely.intersect_with(&said.surely()),
                None => surely = Some(said.surely()),
            }
            for part in &others {
                let of_part = self.said_of_part((part, Subject::Its), (kind, day), Some(&said), memory);
                said.and(&of_part);
            }
            may.union_with(said.may());
        }
        let those = |of: &FixedBitSet| of.ones().filter_map(|at| codes.get(at)).copied().collect();
        Coded {
            may: Arc::new(Codes { listed: those(&may), strangers: true }),
            surely: Arc::new(Codes { listed: those(&surely.unwrap_or_default()), strangers: false }),
            rest: rest.into(),
        }
    }

    /// The parts of a condition that masters settle, and the places of the others.
    fn parts(&mut self, filter: Option<&'a Cond>) -> (Vec<&'a Cond>, Vec<usize>) {
        let (mut settled, mut rest) = (Vec::new(), Vec::new());
        for (at, part) in filter.into_iter().flat_map(parts_of).enumerate() {
            if self.is_settled_of(Subject::Its, part) { settled.push(part) } else { rest.push(at) }
        }
        (settled, rest)
    }

    /// The codes under which a table has rows in the month; `None` when the table does not speak of every day of it.
    fn keys(&mut self, table: &'a Table, filter: Option<&'a Cond>) -> Option<Codes> {
        if !self.is_code_on_receipt(&table.key) || !self.speaks(table.kind) {
            return None;
        }
        let mut keys = Vec::new();
        self.each_row(table, filter, |_, row| keys.extend(row.number(table.item)));
        Some(Codes::of(keys))
    }

    /// Whether a table speaks of every day of the month.
    pub(super) fn speaks(&self, table: FileKind) -> bool {
        self.masters().table_known_within(table, self.month().first(), self.month().last())
    }

    /// Each row of the month that a table may give.
    pub(super) fn each_row(
        &mut self,
        table: &'a Table,
        filter: Option<&'a Cond>,
        mut each: impl FnMut(&mut Self, masters::Row<'a>),
    ) {
        let (first, last) = (self.month().first(), self.month().last());
        let fixed: Vec<(u16, u32)> = table
            .also
            .iter()
            .filter_map(|(item, of)| match of {
                Expr::Code(code) => Some((*item, *code)),
                _ => None,
            })
            .collect();
        let items = filter.and_then(|of| self.items_read(of, table.kind, &|of| matches!(of, Expr::Its)));
        let mut kept = items.map(|items| Kept::new(self.masters(), table.kind, items));
        for row in self.masters().relation_rows_within(table.kind, first, last) {
            let fits = fixed.iter().all(|&(item, code)| row.number(item) == Some(code));
            let may = filter.is_none_or(|filter| {
                let mut ask = || self.with_its(Thing::Row(row), filter);
                Tri::No != if let Some(kept) = &mut kept { kept.of_row(row, ask) } else { ask() }
            });
            if fits && may {
                each(self, row);
            }
        }
    }

    /// Whether a value is the code of something that stands on this receipt.
    fn is_code_on_receipt(&self, of: &Expr) -> bool {
        matches!(of, Expr::Step(from, Step::Code)
            if matches!(**from, Expr::Slot(slot) if self.each_of(slot).is_some_and(|noun| !noun.history)))
    }
}

impl Coded {
    /// Codes of which nothing is sure.
    fn perhaps(may: Codes) -> Self {
        Self { may: Arc::new(may), surely: Arc::default(), rest: Arc::default() }
    }
}

/// The codes of a set that is a short list.
fn listed(set: &Set) -> Option<Codes> {
    let mut codes = Vec::new();
    (set.is_list && list(set, &mut codes)).then(|| Codes::of(codes))
}

fn list(set: &Set, into: &mut Vec<u32>) -> bool {
    let short = |range: &std::ops::Range<u32>| range.end.saturating_sub(range.start) <= WIDEST;
    into.extend(set.ranges.iter().filter(|range| short(range)).cloned().flatten());
    set.ranges.iter().all(short) && set.nested.iter().all(|nested| list(nested, into))
}

/// Whether a set depends on nothing that a receipt holds.
pub(super) fn is_static(set: &Set) -> bool {
    let all = |sets: &[Set]| sets.iter().all(is_static);
    set.found.is_empty() && all(&set.nested) && all(&set.except) && all(&set.within)
}
