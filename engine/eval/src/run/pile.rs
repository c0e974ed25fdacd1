//! What noun phrases found, on one pile: what is put on it in a step is taken off after it, so nothing is allocated twice.

use masters::Row;
use model::Date;

use super::Run;
use super::alike::Tried;
use super::thing::Thing;
use super::trace::Trace;
use super::values::Val;
use super::windows::Frame;

/// Places on a pile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    start: usize,
    end: usize,
}

impl Span {
    pub(super) const fn places(self) -> std::ops::Range<usize> {
        self.start..self.end
    }

    pub(super) const fn len(self) -> usize {
        self.end - self.start
    }

    pub(super) const fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// What was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    pub sure: Span,
    /// Things that may be meant.
    pub maybe: Span,
    /// There may be more: earlier claims or rows of a table are not known.
    pub open: bool,
    /// From which day on there is no more; `None`: it may lie anywhere.
    pub settled: Option<Date>,
}

/// What an answer rests on besides what was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Grounds {
    /// Whether something seen lets a definite verdict fall to review.
    pub soft: bool,
    /// Which masters and tables could not tell: a bit for each of [`Piles::causes`].
    pub causes: u64,
}

impl Grounds {
    pub(super) const fn with(self, other: Self) -> Self {
        Self { soft: self.soft || other.soft, causes: self.causes | other.causes }
    }
}

/// How high the piles were.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    sure: usize,
    maybe: usize,
}

/// What judging one receipt puts down and takes up again.
#[derive(Debug, Default)]
pub(crate) struct Piles<'a> {
    sure: Vec<Thing<'a>>,
    maybe: Vec<Thing<'a>>,
    /// Beside each thing, what its being meant rests on.
    sure_on: Vec<Grounds>,
    maybe_on: Vec<Grounds>,
    pub(super) frames: Vec<Frame<'a>>,
    pub(super) slots: Vec<Val<'a>>,
    /// What `その` speaks of, innermost last.
    pub(super) its: Vec<Thing<'a>>,
    /// What earlier verdicts took away.
    pub(super) gone: Vec<Thing<'a>>,
    /// Why masters and tables could not tell, each once.
    pub(super) causes: Vec<masters::Cause>,
    pub(super) seen: Vec<u32>,
    /// What was tried, of each variable at work.
    pub(super) tried: Vec<Tried<'a>>,
    /// The masters' rows of the lines of the receipt, where they are the same all month; `None`: not yet looked up.
    pub(super) rows: Vec<Option<Option<Row<'a>>>>,
    /// How many things were looked at.
    pub looks: u64,
}

impl<'a> Piles<'a> {
    /// The same memory with nothing on it, for another receipt.
    pub fn emptied<'b>(self) -> Piles<'b> {
        Piles {
            sure: emptied(self.sure),
            maybe: emptied(self.maybe),
            sure_on: emptied(self.sure_on),
            maybe_on: emptied(self.maybe_on),
            frames: emptied(self.frames),
            slots: emptied(self.slots),
            its: emptied(self.its),
            gone: emptied(self.gone),
            causes: emptied(self.causes),
            seen: emptied(self.seen),
            tried: emptied(self.tried),
            rows: emptied(self.rows),
            looks: 0,
        }
    }

    /// What lies on it: the places of all that was found.
    pub(super) fn things(&self) -> (Vec<Thing<'a>>, Vec<Thing<'a>>) {
        (self.sure.clone(), self.maybe.clone())
    }

    /// Makes room for a rule.
    pub(super) fn begin(&mut self, slots: usize) {
        self.sure.clear();
        self.maybe.clear();
        self.sure_on.clear();
        self.maybe_on.clear();
        self.frames.clear();
        self.its.clear();
        self.gone.clear();
        self.causes.clear();
        self.tried.clear();
        self.slots.clear();
        self.slots.resize(slots, Val::Unknown);
    }
}

impl<'a, T: Trace<'a>> Run<'a, '_, T> {
    pub(super) const fn mark(&self) -> Mark {
        Mark { sure: self.piles.sure.len(), maybe: self.piles.maybe.len() }
    }

    /// Takes off what was put on since.
    pub(super) fn release(&mut self, mark: Mark) {
        self.piles.sure.truncate(mark.sure);
        self.piles.maybe.truncate(mark.maybe);
        self.piles.sure_on.truncate(mark.sure);
        self.piles.maybe_on.truncate(mark.maybe);
    }

    pub(super) fn put_sure(&mut self, thing: Thing<'a>) {
        self.put(thing, true, Grounds::default());
    }

    pub(super) fn put_maybe(&mut self, thing: Thing<'a>) {
        self.put(thing, false, Grounds::default());
    }

    pub(super) fn put(&mut self, thing: Thing<'a>, sure: bool, on: Grounds) {
        let piles = &mut *self.piles;
        let (things, grounds) = match sure {
            true => (&mut piles.sure, &mut piles.sure_on),
            false => (&mut piles.maybe, &mut piles.maybe_on),
        };
        things.push(thing);
        grounds.push(on);
    }

    /// What was put on since.
    pub(super) const fn since(&self, mark: Mark, open: bool) -> Found {
        Found {
            sure: Span { start: mark.sure, end: self.piles.sure.len() },
            maybe: Span { start: mark.maybe, end: self.piles.maybe.len() },
            open,
            settled: None,
        }
    }

    pub(super) fn sure(&self, found: Found) -> &[Thing<'a>] {
        self.piles.sure.get(found.sure.places()).unwrap_or_default()
    }

    pub(super) fn maybe(&self, found: Found) -> &[Thing<'a>] {
        self.piles.maybe.get(found.maybe.places()).unwrap_or_default()
    }

    /// A thing of either pile, the sure ones first, and whether it is sure.
    pub(super) fn nth(&self, found: Found, at: usize) -> Option<(Thing<'a>, bool)> {
        match at.checked_sub(found.sure.len()) {
            None => Some((*self.sure(found).get(at)?, true)),
            Some(at) => Some((*self.maybe(found).get(at)?, false)),
        }
    }

    /// What the being meant of such a thing rests on.
    pub(super) fn grounds_of(&self, found: Found, at: usize) -> Grounds {
        let of =
            |all: &[Grounds], places: std::ops::Range<usize>, at: usize| all.get(places)?.get(at).copied();
        let grounds = match at.checked_sub(found.sure.len()) {
            None => of(&self.piles.sure_on, found.sure.places(), at),
            Some(at) => of(&self.piles.maybe_on, found.maybe.places(), at),
        };
        grounds.unwrap_or_default()
    }

    /// The only one, when it is sure that there is just one.
    pub(super) fn only(&self, found: Found) -> Option<Thing<'a>> {
        match (self.sure(found), found.maybe.is_empty() && !found.open) {
            ([one], true) => Some(*one),
            _ => None,
        }
    }
}

/// PERF: collecting in place keeps the memory of the list (judging: a fifth of what a receipt costs that wakes few rules).
fn emptied<A, B>(mut list: Vec<A>) -> Vec<B> {
    list.clear();
    list.into_iter().filter_map(|_| None).collect()
}
