//! A case: its opening and what its events made of it.

use std::collections::{BTreeMap, BTreeSet};

use model::Queue;
use serde::{Deserialize, Serialize};

use crate::act::{Act, Decision, Event, queue_of};
use crate::people::{Seat, two_sided};

/// How a case comes into being.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// Nine digits.
    pub institution: String,
    /// By [`Queue::slug`].
    pub queue: String,
    /// Numbers of the lines that are in question.
    pub lines: BTreeSet<u32>,
}

/// Where a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Waits for somebody.
    Open,
    /// Somebody has it.
    Held,
    /// The institution was asked.
    Asked,
    /// Decided.
    Settled,
}

impl State {
    /// The name in files.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Held => "held",
            Self::Asked => "asked",
            Self::Settled => "settled",
        }
    }
}

/// A case as its events made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub(crate) opening: Opening,
    pub(crate) queue: Queue,
    pub(crate) state: State,
    pub(crate) holder: Option<String>,
    pub(crate) assigned: BTreeMap<Seat, String>,
    /// Decisions of this round, one a seat.
    pub(crate) decisions: Vec<(Event, Decision)>,
    pub(crate) events: u64,
}

impl Case {
    /// A new case; none for a queue that there is not.
    pub fn open(opening: Opening) -> Option<Self> {
        let queue = queue_of(&opening.queue)?;
        Some(Self {
            opening,
            queue,
            state: State::Open,
            holder: None,
            assigned: BTreeMap::new(),
            decisions: Vec::new(),
            events: 0,
        })
    }

    /// What all its events made of it.
    pub fn replay<'e>(opening: Opening, events: impl IntoIterator<Item = &'e Event>) -> Option<Self> {
        events.into_iter().try_fold(Self::open(opening)?, |case, event| case.after(event))
    }

    /// Where it waits or was settled.
    pub fn queue(&self) -> Queue {
        self.queue
    }

    /// Where it stands.
    pub fn state(&self) -> State {
        self.state
    }

    /// Who has it.
    pub fn holder(&self) -> Option<&str> {
        self.holder.as_deref()
    }

    /// To whom it was given, by seat.
    pub fn assigned(&self) -> &BTreeMap<Seat, String> {
        &self.assigned
    }

    /// The institution.
    pub fn institution(&self) -> &str {
        &self.opening.institution
    }

    /// Numbers of the lines that are in question.
    pub fn lines(&self) -> &BTreeSet<u32> {
        &self.opening.lines
    }

    /// Where it began.
    pub fn opened_in(&self) -> Option<Queue> {
        queue_of(&self.opening.queue)
    }

    /// How many events it has: whoever acts names this number, so that two never both win.
    pub fn version(&self) -> u64 {
        self.events
    }

    /// Decisions of this round: who, on which seat, how.
    pub fn decisions(&self) -> impl Iterator<Item = (&str, Seat, &Decision)> {
        self.decisions.iter().map(|(event, decision)| (event.actor.as_str(), event.seat, decision))
    }

    /// The decision that counts: the last one, once it is settled.
    pub fn settlement(&self) -> Option<&Decision> {
        self.decisions.last().map(|(_, decision)| decision).filter(|_| self.state == State::Settled)
    }

    /// The case after an event that was allowed; none for an event that no case can have.
    pub fn after(mut self, event: &Event) -> Option<Self> {
        self.events += 1;
        match &event.act {
            Act::Assign { seat, to, .. } => {
                self.assigned.insert(*seat, to.clone());
                if self.state == State::Held {
                    self.wait(State::Open);
                }
            }
            Act::Free { seat } => {
                self.assigned.remove(seat);
            }
            Act::Claim => {
                self.state = State::Held;
                self.holder = Some(event.actor.clone());
            }
            Act::Release => self.wait(State::Open),
            Act::Decide { decision } => self.decided(event, decision),
            Act::Refer { queue, .. } => {
                self.queue = queue_of(queue)?;
                self.wait(State::Open);
            }
            // After an answer, and when a decision is taken back, both sides look anew.
            Act::Answered { .. } | Act::Reopen { .. } => {
                self.decisions.clear();
                self.wait(State::Open);
            }
        }
        Some(self)
    }

    fn wait(&mut self, state: State) {
        self.state = state;
        self.holder = None;
    }

    fn decided(&mut self, event: &Event, decision: &Decision) {
        let before = self.decisions.last().map(|(_, before)| before.agrees(decision));
        self.decisions.push((event.clone(), decision.clone()));
        let sides = two_sided(self.queue);
        match before {
            _ if decision.asks() => self.wait(State::Asked),
            None if sides => self.wait(State::Open),
            Some(false) if sides => {
                self.queue = Queue::Arbiter;
                self.wait(State::Open);
            }
            _ => self.wait(State::Settled),
        }
    }
}
