//! The masters as everyone else sees them: read-only, shared between threads, asked by code and day.

use model::{CommentCode, Date, DiseaseCode, DrugCode, MaterialCode, ModifierCode, ProcedureCode};

use crate::code_table::CodeTable;
use crate::import::ward;
use crate::kind::FileKind;
use crate::lookup::{Cause, Lookup, Reason};
use crate::row::Row;
use crate::snapshot::{Coverage, KindData, NO_ROW, Snapshot, State};
use crate::view::{Comment, Disease, Drug, Material, Modifier, Procedure};

/// All imported masters. Made by [`crate::build`], [`crate::open`] or [`Masters::starter`].
#[derive(Debug)]
pub struct Masters {
    snapshot: Snapshot,
    /// One hash table a kind; empty for relations.
    tables: Vec<CodeTable>,
}

/// The dense number of a code within its master, the same as long as the store is the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeId(pub u32);

impl Masters {
    pub(crate) fn new(snapshot: Snapshot) -> Self {
        let tables = snapshot.kinds.iter().map(|kind| CodeTable::new(&kind.codes.codes)).collect();
        Self { snapshot, tables }
    }

    /// Masters with nothing in them: every answer is [`Lookup::CannotTell`].
    pub fn empty() -> Self {
        Self::new(Snapshot { kinds: vec![KindData::default(); FileKind::ALL.len()], ..Snapshot::default() })
    }

    pub(crate) const fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// A medical procedure (診療行為), or a ward code (病棟コード), on a day.
    pub fn procedure(&self, code: ProcedureCode, on: Date) -> Lookup<Procedure<'_>> {
        if let Some(id) = self.code_id(FileKind::Procedure, code.0) {
            return self.find_id(FileKind::Procedure, id, on).map(Procedure);
        }
        match self.code_id(FileKind::Ward, code.0) {
            Some(id) => self.find_id(FileKind::Ward, id, on).map(Procedure),
            // The master of procedures never holds codes of wards: its silence says nothing of them.
            None if ward::has_form(code.0) => self.absent(FileKind::Ward, on).map(Procedure),
            None => self.absent(FileKind::Procedure, on).map(Procedure),
        }
    }

    /// A drug (医薬品) on a day.
    pub fn drug(&self, code: DrugCode, on: Date) -> Lookup<Drug<'_>> {
        self.find(FileKind::Drug, code.0, on).map(Drug)
    }

    /// A material (特定器材) on a day.
    pub fn material(&self, code: MaterialCode, on: Date) -> Lookup<Material<'_>> {
        self.find(FileKind::Material, code.0, on).map(Material)
    }

    /// A disease (傷病名) on a day.
    pub fn disease(&self, code: DiseaseCode, on: Date) -> Lookup<Disease<'_>> {
        self.find(FileKind::Disease, code.0, on).map(Disease)
    }

    /// A modifier (修飾語) on a day.
    pub fn modifier(&self, code: ModifierCode, on: Date) -> Lookup<Modifier<'_>> {
        self.find(FileKind::Modifier, u32::from(code.0), on).map(Modifier)
    }

    /// A comment (コメント) on a day.
    pub fn comment(&self, code: CommentCode, on: Date) -> Lookup<Comment<'_>> {
        self.find(FileKind::Comment, code.0, on).map(Comment)
    }

    /// Any code of a coded master on a day.
    pub fn find(&self, kind: FileKind, code: u32, on: Date) -> Lookup<Row<'_>> {
        match self.code_id(kind, code) {
            Some(id) => self.find_id(kind, id, on),
            None => self.absent(kind, on),
        }
    }

    /// The dense number of a code; `None` when no edition ever had it.
    pub fn code_id(&self, kind: FileKind, code: u32) -> Option<CodeId> {
        let codes = &self.snapshot.kind(kind)?.codes.codes;
        self.tables.get(kind.index())?.find(codes, code).map(CodeId)
    }

    /// The code of a dense number.
    pub fn code_of(&self, kind: FileKind, id: CodeId) -> Option<u32> {
        self.snapshot.kind(kind)?.codes.codes.get(id.0 as usize).copied()
    }

    /// Every code that some edition of a coded master had, ascending.
    pub fn codes(&self, kind: FileKind) -> &[u32] {
        self.snapshot.kind(kind).map_or(&[], |data| data.codes.codes.as_slice())
    }

    /// The days of a span on which some code of a coded master may answer otherwise than the day before; the first day
    /// of the span is always among them.
    pub fn days_of_change(&self, kind: FileKind, first: Date, last: Date) -> Vec<Date> {
        let mut days = vec![first.number()];
        if let Some(data) = self.snapshot.kind(kind) {
            let starts = data.codes.from.iter().copied().chain(data.slots.iter().map(|slot| slot.from));
            days.extend(starts.filter(|day| first.number() < *day && *day <= last.number()));
        }
        days.sort_unstable();
        days.dedup();
        days.into_iter().filter_map(Date::from_number).collect()
    }

    /// Whether a code answers the same on every day of a span.
    pub fn is_steady(&self, kind: FileKind, code: u32, first: Date, last: Date) -> bool {
        let Some(data) = self.snapshot.kind(kind) else { return true };
        let inside = |day: u32| first.number() < day && day <= last.number();
        if data.slots.iter().any(|slot| inside(slot.from)) {
            return false;
        }
        let Some(id) = self.code_id(kind, code) else { return true };
        let at = |i: u32| data.codes.starts.get(i as usize).map_or(0, |&s| s as usize);
        let own = data.codes.from.get(at(id.0)..at(id.0 + 1)).unwrap_or_default();
        !own.iter().any(|&from| inside(from))
    }

    /// The same as [`Masters::find`] for a code already resolved.
    pub fn find_id(&self, kind: FileKind, id: CodeId, on: Date) -> Lookup<Row<'_>> {
        let Some(data) = self.snapshot.kind(kind) else { return Lookup::Unknown };
        let index = &data.codes;
        let at = |i: u32| index.starts.get(i as usize).map_or(0, |&s| s as usize);
        let (start, end) = (at(id.0), at(id.0 + 1));
        let Some(segment) =
            (start..end).rev().find(|&s| index.from.get(s).is_some_and(|&f| f <= on.number()))
        else {
            return self.absent(kind, on);
        };
        let state =
            index.state.get(segment).copied().and_then(State::from_number).unwrap_or(State::Uncovered);
        let row = index.row.get(segment).copied().unwrap_or(NO_ROW);
        // PERF: nearly every answer ends here; the day of the others need not be read (masters/look-up).
        if matches!(state, State::InForce | State::Provisional) {
            return Lookup::InForce(Row::new(self, kind, row, state == State::Provisional));
        }
        let date = index.date.get(segment).copied().and_then(Date::from_number);
        self.out_of_force(kind, state, row, date, on)
    }

    fn out_of_force(
        &self,
        kind: FileKind,
        state: State,
        row: u32,
        date: Option<Date>,
        on: Date,
    ) -> Lookup<Row<'_>> {
        let row = Row::new(self, kind, row, false);
        match (state, date) {
            (State::Abolished, Some(last)) => Lookup::Abolished { last, stated: true, row },
            (State::Dropped, Some(last)) => Lookup::Abolished { last, stated: false, row },
            (State::NotYet, Some(from)) => Lookup::NotYetInForce { from, row },
            (State::PastTransition, Some(last)) => Lookup::PastTransition { last, row },
            (State::ChangedLater, Some(known_from)) => {
                Lookup::CannotTell(self.cause(kind, Reason::ChangedLater { known_from }))
            }
            _ => Lookup::CannotTell(self.cause(kind, self.reason(kind, on))),
        }
    }

    /// The answer for a code that no edition ever had.
    fn absent(&self, kind: FileKind, on: Date) -> Lookup<Row<'_>> {
        let complete =
            self.snapshot.kind(kind).is_some_and(|k| k.slot(on.number()).coverage == Coverage::Complete);
        if complete { Lookup::Unknown } else { Lookup::CannotTell(self.cause(kind, self.reason(kind, on))) }
    }

    /// Why nothing complete can be said of a day.
    pub(crate) fn reason(&self, kind: FileKind, on: Date) -> Reason {
        let Some(data) = self.snapshot.kind(kind) else { return Reason::NotCovered };
        let slot = data.slot(on.number());
        let date = Date::from_number(slot.date);
        match (slot.coverage, date) {
            (Coverage::Provisional, Some(published)) => Reason::AfterPublication { published },
            (Coverage::Earlier, Some(published)) => Reason::BeforePublication { published },
            (Coverage::RevisionMissing, Some(revision)) => Reason::RevisionMissing { revision },
            (Coverage::Partial, _) => Reason::Excerpt,
            (Coverage::Undated, _) => Reason::Undated,
            _ => Reason::NotCovered,
        }
    }

    pub(crate) fn cause(&self, master: FileKind, reason: Reason) -> Cause {
        Cause { master, reason, covered: self.newest_complete(master) }
    }

    fn newest_complete(&self, kind: FileKind) -> Option<(Date, Date)> {
        let slots = &self.snapshot.kind(kind)?.slots;
        let place = slots.iter().rposition(|s| s.coverage == Coverage::Complete)?;
        let from = Date::from_number(slots.get(place)?.from)?;
        let next = slots.get(place + 1).and_then(|s| Date::from_number(s.from));
        Some((from, next.and_then(|d| d.plus_days(-1)).unwrap_or(from)))
    }

    pub(crate) fn cell_text(&self, kind: FileKind, row: u32, item: u16) -> &str {
        let table = self.snapshot.kind(kind).map(|k| &k.table);
        table.and_then(|t| t.text(row, item)).map_or("", |id| self.snapshot.pool.get(id))
    }

    /// How many different values a column of a master has.
    pub fn values_of(&self, kind: FileKind, item: u16) -> usize {
        let column = self.snapshot.kind(kind).and_then(|data| data.table.column(item));
        column.map_or(0, |column| column.texts.len())
    }

    pub(crate) fn cell_entry(&self, kind: FileKind, row: u32, item: u16) -> Option<u32> {
        self.snapshot.kind(kind)?.table.column(item)?.cells.get(row)
    }

    pub(crate) fn cell_value(&self, kind: FileKind, row: u32, item: u16) -> Option<i64> {
        self.snapshot.kind(kind)?.table.value(row, item)
    }
}
