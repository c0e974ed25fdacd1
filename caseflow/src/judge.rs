//! May this person do that with this case now?

use model::Queue;

use crate::act::{Act, Decision, Event, Line, Verdict, queue_of};
use crate::case::{Case, State};
use crate::month::Month;
use crate::people::{Person, Seat, two_sided};
use crate::refusal::Refusal;

type Judged = Result<(), Refusal>;

fn unless(wrong: bool, refusal: Refusal) -> Judged {
    if wrong { Err(refusal) } else { Ok(()) }
}

impl Case {
    /// The event to keep when the act is allowed; giving a case to somebody is judged by [`Case::judge_giving`].
    pub fn judge(&self, person: &Person, act: Act, month: Month) -> Result<Event, Refusal> {
        unless(month == Month::Closed, Refusal::Closed)?;
        // Whoever finds a conflict while having the case puts it back; nothing else is allowed then.
        unless(self.conflicts(person) && act != Act::Release, Refusal::Conflict)?;
        match &act {
            Act::Assign { .. } => Err(Refusal::Receiver),
            Act::Free { seat } => self.may_free(person, *seat),
            Act::Claim => self.may_claim(person),
            Act::Release => self.has(person),
            Act::Decide { decision } => self.may_decide(person, decision),
            Act::Refer { queue, .. } => self.may_refer(person, queue),
            Act::Answered { .. } => self.may_answer(person),
            Act::Reopen { .. } => self.may_reopen(person),
        }?;
        Ok(Event { actor: person.id.clone(), seat: person.seat, act })
    }

    /// The event to keep when the case may be given by one to another, with a word.
    pub fn judge_giving(
        &self,
        person: &Person,
        to: &Person,
        text: String,
        month: Month,
    ) -> Result<Event, Refusal> {
        self.may_give(person, month)?;
        // Who hands on what they have stays among their own: a side never chooses who decides for the other.
        unless(!person.seat.hands_out() && person.seat != to.seat, Refusal::Receiver)?;
        self.may_be_given(to)?;
        let act = Act::Assign { seat: to.seat, to: to.id.clone(), text };
        Ok(Event { actor: person.id.clone(), seat: person.seat, act })
    }

    /// Whether somebody may give the case to anybody: those who hand out, and whoever has it.
    pub fn may_give(&self, person: &Person, month: Month) -> Judged {
        unless(month == Month::Closed, Refusal::Closed)?;
        unless(self.conflicts(person), Refusal::Conflict)?;
        unless(!person.seat.hands_out() && self.has(person).is_err(), Refusal::Seat)?;
        unless(self.state == State::Settled, Refusal::Settled)
    }

    /// Whether the case may be given to somebody now.
    pub fn may_be_given(&self, to: &Person) -> Judged {
        unless(self.conflicts(to), Refusal::ReceiverConflict)?;
        unless(!to.seat.serves(self.queue), Refusal::Receiver)?;
        unless(self.has(to).is_ok(), Refusal::Receiver)?;
        self.is_new_here(to)
    }

    fn conflicts(&self, person: &Person) -> bool {
        person.conflicts.contains(&self.opening.institution)
    }

    fn has(&self, person: &Person) -> Judged {
        unless(self.holder.as_deref() != Some(person.id.as_str()), Refusal::NotHeld)
    }

    fn may_free(&self, person: &Person, seat: Seat) -> Judged {
        unless(!person.seat.hands_out(), Refusal::Seat)?;
        unless(self.state == State::Settled, Refusal::Settled)?;
        unless(!self.assigned.contains_key(&seat), Refusal::Receiver)
    }

    fn may_claim(&self, person: &Person) -> Judged {
        match self.state {
            State::Open => {}
            State::Held => return Err(Refusal::Held),
            State::Asked => return Err(Refusal::Asked),
            State::Settled => return Err(Refusal::Settled),
        }
        unless(!person.seat.serves(self.queue), Refusal::Seat)?;
        let given = self.assigned.get(&person.seat);
        unless(given.is_some_and(|to| *to != person.id), Refusal::Assigned)?;
        self.is_new_here(person)
    }

    /// Nobody decides twice in a round, and in a queue of two sides no side does.
    fn is_new_here(&self, person: &Person) -> Judged {
        let mut before = self.decisions();
        let same =
            before.any(|(id, seat, _)| id == person.id || (two_sided(self.queue) && seat == person.seat));
        unless(same, Refusal::SameSide)
    }

    fn may_decide(&self, person: &Person, decision: &Decision) -> Judged {
        self.has(person)?;
        unless(!person.seat.serves(self.queue), Refusal::Seat)?;
        self.is_new_here(person)?;
        let all = self.opening.lines.iter().all(|line| decision.lines.contains_key(line));
        unless(!all || decision.lines.is_empty(), Refusal::Incomplete)?;
        unless(!decision.lines.values().all(is_reasoned), Refusal::Reason)
    }

    /// Upwards only, and never past the arbiter: what came to the arbiter ends there.
    fn may_refer(&self, person: &Person, to: &str) -> Judged {
        self.has(person)?;
        let to = queue_of(to).ok_or(Refusal::Queue)?;
        let allowed = match self.queue {
            Queue::Staff => matches!(to, Queue::Committee | Queue::Priority | Queue::Headquarters),
            Queue::Committee => matches!(to, Queue::Priority | Queue::Headquarters | Queue::Arbiter),
            Queue::Priority => matches!(to, Queue::Headquarters | Queue::Arbiter),
            Queue::Headquarters => matches!(to, Queue::Arbiter),
            Queue::Arbiter => false,
        };
        unless(!allowed, Refusal::Queue)
    }

    fn may_answer(&self, person: &Person) -> Judged {
        unless(self.state != State::Asked, Refusal::NotAsked)?;
        unless(!matches!(person.seat, Seat::Staff | Seat::Headquarters), Refusal::Seat)
    }

    /// Only who decided takes it back: of two sides that agreed either, else the last, so that a side does not undo
    /// what the arbiter decided.
    fn may_reopen(&self, person: &Person) -> Judged {
        unless(self.state != State::Settled, Refusal::NotSettled)?;
        let own = |decided: (&str, Seat, &Decision)| decided.0 == person.id;
        let may = if two_sided(self.queue) {
            self.decisions().any(own)
        } else {
            self.decisions().last().is_some_and(own)
        };
        unless(!may, Refusal::Seat)
    }
}

fn is_reasoned(line: &Line) -> bool {
    let has_text = !line.text.trim().is_empty();
    match line.verdict {
        Verdict::AsClaimed => line.reason.is_none(),
        Verdict::Assess { .. } | Verdict::Return => {
            has_text && line.reason.as_ref().is_some_and(|r| !r.is_empty())
        }
        Verdict::Ask => has_text,
    }
}
