//! What noun phrases found, on one pile: what is put on it in a step is taken off after it, so nothing is allocated twice.

use super::Run;
use super::thing::Thing;
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

    /// The first places alone.
    pub(super) fn first(self, count: usize) -> Self {
        Self { start: self.start, end: self.end.min(self.start + count) }
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
    pub(super) frames: Vec<Frame<'a>>,
    pub(super) slots: Vec<Val<'a>>,
    /// What `その` speaks of, innermost last.
    pub(super) its: Vec<Thing<'a>>,
    /// What earlier verdicts took away.
    pub(super) gone: Vec<Thing<'a>>,
    pub(super) causes: Vec<masters::Cause>,
    pub(super) seen: Vec<u32>,
}

impl<'a> Piles<'a> {
    /// The same memory with nothing on it, for another receipt.
    pub fn emptied<'b>(self) -> Piles<'b> {
        Piles {
            sure: emptied(self.sure),
            maybe: emptied(self.maybe),
            frames: emptied(self.frames),
            slots: emptied(self.slots),
            its: emptied(self.its),
            gone: emptied(self.gone),
            causes: emptied(self.causes),
            seen: emptied(self.seen),
        }
    }

    /// Makes room for a rule.
    pub(super) fn begin(&mut self, slots: usize) {
        self.sure.clear();
        self.maybe.clear();
        self.frames.clear();
        self.its.clear();
        self.gone.clear();
        self.causes.clear();
        self.slots.clear();
        self.slots.resize(slots, Val::Unknown);
    }
}

impl<'a> Run<'a, '_> {
    pub(super) const fn mark(&self) -> Mark {
        Mark { sure: self.piles.sure.len(), maybe: self.piles.maybe.len() }
    }

    /// Takes off what was put on since.
    pub(super) fn release(&mut self, mark: Mark) {
        self.piles.sure.truncate(mark.sure);
        self.piles.maybe.truncate(mark.maybe);
    }

    pub(super) fn put_sure(&mut self, thing: Thing<'a>) {
        self.piles.sure.push(thing);
    }

    pub(super) fn put_maybe(&mut self, thing: Thing<'a>) {
        self.piles.maybe.push(thing);
    }

    /// What was put on since.
    pub(super) const fn since(&self, mark: Mark, open: bool) -> Found {
        Found {
            sure: Span { start: mark.sure, end: self.piles.sure.len() },
            maybe: Span { start: mark.maybe, end: self.piles.maybe.len() },
            open,
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

    /// The only one, when it is sure that there is just one.
    pub(super) fn only(&self, found: Found) -> Option<Thing<'a>> {
        match (self.sure(found), found.maybe.is_empty() && !found.open) {
            ([one], true) => Some(*one),
            _ => None,
        }
    }

    /// Keeps one thing of what was found last, and of what may be meant only what could be it.
    pub(super) fn keep_one(
        &mut self,
        found: Found,
        one: Thing<'a>,
        could: impl Fn(&Self, Thing<'a>) -> bool,
    ) -> Found {
        if let Some(first) = self.piles.sure.get_mut(found.sure.start) {
            *first = one;
        }
        let sure = found.sure.first(1);
        self.piles.sure.truncate(sure.end);
        let mut kept = found.maybe.start;
        for at in found.maybe.places() {
            let Some(thing) = self.piles.maybe.get(at).copied() else { break };
            if could(self, thing) {
                if let Some(place) = self.piles.maybe.get_mut(kept) {
                    *place = thing;
                }
                kept += 1;
            }
        }
        self.piles.maybe.truncate(kept);
        Found { sure, maybe: Span { start: found.maybe.start, end: kept }, open: found.open }
    }
}

/// PERF: collecting in place keeps the memory of the list (judging: a fifth of what a receipt costs that wakes few rules).
fn emptied<A, B>(mut list: Vec<A>) -> Vec<B> {
    list.clear();
    list.into_iter().filter_map(|_| None).collect()
}
