//! What a run tells of itself to somebody who listens; when nobody does, nothing of this is compiled in.
//!
//! There is one evaluator: explaining and measuring coverage are the same functions with another listener.

use masters::{Cause, Row};
use model::{Date, Month};

use super::aloud::Stood;
use super::thing::Thing;
use super::values::Val;
use super::{Answer, Run};
use crate::program::{Cond, Expr, Noun};
use crate::tri::Tri;

/// Somebody who listens.
pub(crate) trait Trace<'a> {
    /// Whether anything is told at all.
    const ON: bool;

    /// Whether it is told of each thing that a search looks at, and of what is read of it; what a plan leaves out is looked at
    /// then, too.
    const WITHIN: bool = Self::ON;

    /// Whether what is said is made in full; else it is only told that something is said.
    const SAYS: bool = true;

    /// Whether it is told of nothing but ways that may have said something, each when it is over.
    const BRIEF: bool = false;

    /// Such a way is over; whether what variables stand for is to be kept, as it can be gone again by that.
    fn is_kept(&mut self, _has_said: bool) -> bool {
        false
    }

    /// Is given what variables stood for.
    fn keep(&mut self, _stood: Stood<'a>) {}

    /// How many ways said something, for those that are told of them alone.
    fn ways_said(&self) -> usize {
        0
    }

    /// Is told that so many ways more say something.
    fn count(&mut self, _ways: usize) {}

    /// Is told what happens, in the order in which it happens.
    fn hear(&mut self, event: Event<'a>);

    /// Whether it wants to know what is asked and read just now; what goes on inside a search is mostly not told.
    fn wants_detail(&self) -> bool {
        false
    }

    /// Whether it wants to know why something was passed over.
    fn is_curious(&self) -> bool {
        false
    }
}

/// Nobody.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Silent;

impl Trace<'_> for Silent {
    const ON: bool = false;

    fn hear(&mut self, _: Event<'_>) {}
}

/// Which clause a condition is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// 条件.
    Condition,
    /// An exception (ただし), from 1.
    Exception(usize),
    /// What takes an exception back.
    ButNot(usize),
    /// What guards a verdict (結論), from 1.
    Guard(usize),
    /// What is asked of a thing that a noun phrase looks at.
    Filter,
}

/// Why there may be more than was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// Earlier claims are not known as far back.
    Earlier,
    /// The other claims of the month are not known.
    Parallel,
    /// The receipt does not say on which days the patient came.
    Visits,
    /// The code by which a table is asked is not known.
    Key,
    /// The table cannot tell.
    Table(Cause),
}

/// A part of a noun phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    State,
    /// By its place among the windows.
    Window(usize),
    Set,
    Filter,
}

/// A value, kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Seen<'a> {
    Unknown,
    Number(i64, i64),
    Date(Date),
    Month(Month),
    Code(u32),
    Text(String),
    Truth(Tri),
    Thing(Thing<'a>),
    Things { sure: Vec<Thing<'a>>, maybe: Vec<Thing<'a>>, open: bool },
}

/// What happens.
#[derive(Debug)]
pub(crate) enum Event<'a> {
    /// A noun phrase is looked for.
    Search(&'a Noun),
    /// What it found.
    Searched(Seen<'a>),
    /// Why there may be more.
    Doubt(Doubt),
    /// Something was not surely meant; what follows says why.
    Look(Thing<'a>),
    Asked(Asked, Tri),
    Looked,
    /// It is asked whether something is meant, and what came of it.
    Try,
    Tried(Tri),
    /// A column of a row was read; the code by which the row was found, on which day.
    Read(Row<'a>, Option<u32>, Date, u16),
    /// A variable, by its place, stands for something.
    Stands(usize, Seen<'a>),
    /// There is nothing that it could stand for.
    Nothing(usize),
    /// Something lies outside the days of the rule.
    Outside(Thing<'a>),
    /// A clause is asked.
    Section(Section),
    Begin(&'a Cond),
    Values(Vec<Seen<'a>>),
    End(&'a Cond, Tri, Vec<Cause>),
    /// Something is said, by which verdict.
    Told(Answer, usize),
    /// All variables stood for something, and this was all of it.
    Ended,
}

impl<'a, T: Trace<'a>> Run<'a, '_, T> {
    /// A value, kept beyond the pile.
    pub(super) fn seen(&self, value: Val<'a>) -> Seen<'a> {
        match value {
            Val::Unknown => Seen::Unknown,
            Val::Number(least, most) => Seen::Number(least, most),
            Val::Date(date) => Seen::Date(date),
            Val::Month(month) => Seen::Month(month),
            Val::Code(code) => Seen::Code(code),
            Val::Text(text) => Seen::Text(text.to_owned()),
            Val::Short(text) => Seen::Text(text.text().to_owned()),
            Val::Truth(truth) => Seen::Truth(truth),
            Val::Thing(thing) => Seen::Thing(thing),
            Val::Group(found) => Seen::Things {
                sure: self.sure(found).to_vec(),
                maybe: self.maybe(found).to_vec(),
                open: found.open,
            },
        }
    }

    pub(super) fn section(&mut self, section: Section) {
        if T::ON {
            self.trace.hear(Event::Section(section));
        }
    }

    pub(super) fn tell_standing(&mut self, at: usize, value: Val<'a>) {
        if T::ON {
            let seen = self.seen(value);
            self.trace.hear(Event::Stands(at, seen));
        }
    }

    pub(super) fn tell_values(&mut self, values: &[Val<'a>]) {
        if !self.trace.wants_detail() {
            return;
        }
        let seen = values.iter().map(|value| self.seen(*value)).collect();
        self.trace.hear(Event::Values(seen));
    }

    /// Columns of a row that were read off a thing.
    pub(super) fn tell_read(&mut self, thing: Thing<'a>, row: Row<'a>, items: &[u16]) {
        if T::WITHIN {
            let code = if matches!(thing, Thing::Row(_)) { None } else { self.code_of(thing) };
            let on = self.master_day(thing).unwrap_or(self.case.month().first());
            items.iter().for_each(|&item| self.trace.hear(Event::Read(row, code, on, item)));
        }
    }

    pub(super) fn tell_doubts(&mut self, doubts: &[(Doubt, bool)]) {
        for (doubt, _) in doubts.iter().filter(|(_, there)| *there) {
            self.trace.hear(Event::Doubt(*doubt));
        }
    }

    /// A value, told.
    pub(super) fn aloud(&mut self, of: &'a Expr) -> Val<'a> {
        let value = self.value(of);
        if T::ON {
            self.tell_values(&[value]);
        }
        value
    }

    /// A condition, told.
    pub(super) fn holds_aloud(&mut self, of: &'a Cond) -> Tri {
        if !self.trace.wants_detail() {
            return self.decide(of);
        }
        self.trace.hear(Event::Begin(of));
        let before = std::mem::take(&mut self.grounds.causes);
        let holds = self.decide(of);
        let causes = self.causes();
        self.grounds.causes |= before;
        self.trace.hear(Event::End(of, holds, causes));
        holds
    }

    /// Asks every part of a noun phrase of something that was not surely meant; the run itself stops at the first "no".
    pub(super) fn look_closely(&mut self, noun: &'a Noun, first: usize, thing: Thing<'a>) {
        if !self.trace.is_curious() {
            return;
        }
        // What is asked here alone must not be felt by the rule.
        let (grounds, mark) = (self.grounds, self.mark());
        self.trace.hear(Event::Look(thing));
        if noun.state.is_some() {
            let state = self.in_state(noun.state, thing);
            self.trace.hear(Event::Asked(Asked::State, state));
        }
        for at in 0..noun.windows.len() {
            let Some(frame) = self.piles.frames.get(first + at).copied() else { break };
            let inside = self.inside(&frame, thing);
            self.trace.hear(Event::Asked(Asked::Window(at), inside));
        }
        if let Some(set) = &noun.set {
            let inside = self.thing_in(set, thing);
            self.trace.hear(Event::Asked(Asked::Set, inside));
        }
        if let Some(filter) = &noun.filter {
            self.section(Section::Filter);
            let holds = self.holds_of(thing, filter);
            self.trace.hear(Event::Asked(Asked::Filter, holds));
        }
        self.trace.hear(Event::Looked);
        self.grounds = grounds;
        self.release(mark);
    }
}
