//! Counts what a run does to each part of a rule.

use std::collections::BTreeMap;

use crate::run::Answer;
use crate::run::trace::{Asked, Event, Seen, Trace};
use crate::tri::Tri;

/// What one example brought about.
#[derive(Debug, Default)]
pub(super) struct Listener {
    /// By the address of a clause: whether it ever held, failed, was undecided.
    pub clauses: BTreeMap<usize, [bool; 3]>,
    /// Variables that stood for something.
    pub found: Vec<usize>,
    /// Variables for which something that came near was looked at: of the set, if they have one.
    pub near: Vec<usize>,
    /// Variables for which nothing was there.
    pub missing: Vec<usize>,
    /// Verdicts that were drawn.
    pub drawn: Vec<usize>,
    /// Whether an exception's own verdict was drawn.
    pub instead: bool,
    /// Whether what the author wrote for the unknown was said.
    pub referred: bool,
    /// How many searches go on.
    depth: usize,
    /// How many conditions are being asked.
    asking: usize,
    /// The variable that is looked for.
    next: usize,
    /// Whether what is looked at is of the set.
    is_near: bool,
}

impl<'a> Trace<'a> for &mut Listener {
    const ON: bool = true;

    fn wants_detail(&self) -> bool {
        self.depth == 0
    }

    fn is_curious(&self) -> bool {
        self.depth == 1 && self.asking == 0
    }

    fn hear(&mut self, event: Event<'a>) {
        match event {
            Event::Search(_) => self.depth += 1,
            Event::Searched(_) => self.depth = self.depth.saturating_sub(1),
            Event::Begin(_) => self.asking += 1,
            Event::End(cond, holds, _) => {
                self.asking = self.asking.saturating_sub(1);
                if self.depth == 0 {
                    self.outcome(std::ptr::from_ref(cond).addr(), holds);
                }
            }
            Event::Look(_) if self.depth == 1 => self.is_near = true,
            Event::Asked(Asked::Set, Tri::No) if self.depth == 1 => self.is_near = false,
            Event::Looked if self.depth == 1 && self.is_near => put(&mut self.near, self.next),
            Event::Stands(at, seen) => {
                let is_there = match &seen {
                    Seen::Unknown => false,
                    Seen::Things { sure, maybe, .. } => !sure.is_empty() || !maybe.is_empty(),
                    _ => true,
                };
                put(if is_there { &mut self.found } else { &mut self.missing }, at);
                self.next = at + 1;
            }
            Event::Nothing(at) => put(&mut self.missing, at),
            Event::Told(Answer::Fired, 0) => self.instead = true,
            Event::Told(Answer::Fired, verdict) => put(&mut self.drawn, verdict),
            Event::Told(Answer::Referred, _) => self.referred = true,
            _ => {}
        }
    }
}

impl Listener {
    fn outcome(&mut self, clause: usize, holds: Tri) {
        let [yes, no, unknown] = self.clauses.entry(clause).or_default();
        match holds {
            Tri::Yes => *yes = true,
            Tri::No => *no = true,
            Tri::Unknown => *unknown = true,
        }
    }
}

fn put(into: &mut Vec<usize>, at: usize) {
    if !into.contains(&at) {
        into.push(at);
    }
}
