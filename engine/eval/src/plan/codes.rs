//! Which codes a noun phrase may mean in a month: never too few.

use std::collections::HashMap;
use std::sync::Arc;

use dsl::vocabulary::Kind;
use masters::{FileKind, Masters};

use super::imagine::Imagine;
use crate::compile::master_of;
use crate::program::{Cond, Expr, Noun, Set, Step, Table};
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

/// Whether no edition of any master ever had a code.
pub(super) fn is_stranger(code: u32, masters: &Masters) -> bool {
    let kind = match code {
        0..=9_999_999 => FileKind::Disease,
        600_000_000..700_000_000 => FileKind::Drug,
        700_000_000..800_000_000 => FileKind::Material,
        800_000_000..900_000_000 => FileKind::Comment,
        _ => FileKind::Procedure,
    };
    masters.code_id(kind, code).is_none()
}

/// What decides which codes a noun phrase may find, whatever rule it stands in; whether a table is asked for the code of
/// something on this receipt depends on what the rule's variable stands for.
type Question = (Kind, Option<Set>, Option<Table>, bool, Option<Cond>);

/// What was already found out: rules share their sets and tables.
#[derive(Default)]
pub(super) struct Memory {
    found: HashMap<Question, Option<Arc<Codes>>>,
}

impl<'a> Imagine<'a> {
    /// The codes that a noun phrase may find on this receipt; `None`: any.
    pub(super) fn codes(&mut self, noun: &'a Noun, memory: &mut Memory) -> Option<Arc<Codes>> {
        let is_here = noun.table.as_ref().is_some_and(|table| self.is_code_on_receipt(&table.key));
        let key = (noun.kind, noun.set.clone(), noun.table.clone(), is_here, noun.filter.clone());
        if let Some(known) = memory.found.get(&key) {
            return known.clone();
        }
        let found = match &noun.table {
            Some(table) => self.keys(table, noun.filter.as_ref()),
            None => self.coded(noun),
        };
        let found = found.map(Arc::new);
        memory.found.insert(key, found.clone());
        found
    }

    fn coded(&mut self, noun: &'a Noun) -> Option<Codes> {
        let ranges = noun.set.as_ref().and_then(listed);
        let Some(kind) = master_of(noun.kind) else { return ranges };
        let narrows = noun.filter.as_ref().is_some_and(|filter| self.decides_of_its_own(filter));
        match (ranges, &noun.set) {
            (Some(ranges), _) => Some(ranges),
            (None, Some(set)) if is_static(set) => Some(self.picked(kind, Some(set), noun.filter.as_ref())),
            _ if narrows => Some(self.picked(kind, None, noun.filter.as_ref())),
            _ => None,
        }
    }

    /// Codes of a master for which a set and a condition are not surely out of question on some day of the month.
    fn picked(&mut self, kind: FileKind, set: Option<&'a Set>, filter: Option<&'a Cond>) -> Codes {
        let masters = self.masters();
        let days = masters.days_of_change(kind, self.month().first(), self.month().last());
        let may = |imagine: &mut Self, code: u32| {
            days.iter().any(|&day| {
                let inside = set.map_or(Tri::Yes, |set| imagine.contains(set, kind, code, day));
                let thing = Thing::Code { kind, code, day };
                inside != Tri::No && filter.is_none_or(|filter| imagine.with_its(thing, filter) != Tri::No)
            })
        };
        let listed = masters.codes(kind).iter().copied().filter(|&code| may(self, code)).collect();
        Codes { listed, strangers: true }
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
        for row in self.masters().relation_rows_within(table.kind, first, last) {
            let fits = fixed.iter().all(|&(item, code)| row.number(item) == Some(code));
            if fits && filter.is_none_or(|filter| self.with_its(Thing::Row(row), filter) != Tri::No) {
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
