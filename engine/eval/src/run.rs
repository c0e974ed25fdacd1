//! A receipt against rules: variables from top to bottom, condition, exceptions, verdicts.

mod alike;
mod aloud;
mod calendar;
mod case;
mod conditions;
mod counted;
mod cuts;
mod effect;
mod nouns;
mod order;
mod pile;
mod reach;
mod rests;
mod rows;
mod runs;
mod sets;
mod short;
pub(crate) mod steps;
#[cfg(test)]
mod tests;
pub(crate) mod text;
mod thing;
pub(crate) mod trace;
mod values;
mod verdicts;
mod windows;

use masters::Cause;
use model::{Certainty, Conclusion, Effect, LineRole, Month, Queue, RecordId};
use receipt::Batch;

use crate::plan::{Known, Only, Planned, Said};
use crate::program::{Bound, Cond, Noun, Rule, Slot, parts_of};
use crate::tri::Tri;
pub(crate) use aloud::{Stood, go_again};
pub(crate) use calendar::sunday;
pub(crate) use case::Case;
pub(crate) use conditions::compare;
pub(crate) use pile::Piles;
use pile::{Found, Grounds};
pub use rests::Rests;
pub(crate) use thing::Thing;
use trace::{Event, Section, Silent, Trace};
pub(crate) use values::Val;

/// Whether a rule could decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It fired.
    Fired,
    /// It could not decide; the author says what then (不明).
    Referred,
    /// It could not decide.
    Undecided,
}

/// A line that a judgement speaks of, by its row in the batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NamedLine {
    /// The row.
    pub row: u32,
    /// The code on it.
    pub code: Option<u32>,
    /// Its part.
    pub role: LineRole,
}

/// A line of another claim that a judgement speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NamedElsewhere {
    /// The claim, in [`Earlier::claims`].
    pub claim: usize,
    /// The row in its batch.
    pub row: u32,
    /// The record.
    pub record: RecordId,
    /// The code on it.
    pub code: Option<u32>,
    /// Its part.
    pub role: LineRole,
}

/// What one rule says of one receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The rule, in [`crate::Book::rules`].
    pub rule: usize,
    /// Which of its verdicts, from 1; 0 for one of an exception or of 不明.
    pub verdict: usize,
    /// Whether it could decide.
    pub answer: Answer,
    /// How sure it is, after softening.
    pub certainty: Certainty,
    /// What it asks for.
    pub conclusion: Conclusion,
    /// To whom it is shown, when the rule says so.
    pub queue: Option<Queue>,
    /// What it changes of what is claimed.
    pub effect: Effect,
    /// 増減点事由, as the rule has it.
    pub reason: Option<String>,
    /// The lines it speaks of, in file order.
    pub lines: Vec<NamedLine>,
    /// The lines of the patient's other claims that it speaks of, in the order of those claims.
    pub elsewhere: Vec<NamedElsewhere>,
    /// Bit 0 is the 1st of the month.
    pub days: u32,
    /// What is wrong; empty where the rule could not decide.
    pub message: String,
    /// What to do about it; empty where the rule could not decide.
    pub remedy: String,
    /// Which masters or tables could not tell.
    pub causes: Vec<Cause>,
    /// Which rows of masters and tables it rests on; of no judgement that could not decide.
    pub rests: Rests,
}

/// What is known of the patient's other claims at this institution.
#[derive(Clone, Copy, Debug, Default)]
pub struct Earlier<'a> {
    /// The known ones, of the judged month and before.
    pub claims: &'a [OtherClaim<'a>],
    /// From which month on all of them are known; `None`: nothing is known.
    pub known_from: Option<Month>,
    /// Whether all of the month that is judged are among them.
    pub knows_month: bool,
}

impl Earlier<'_> {
    /// Whether no other claim of a month is known.
    pub(crate) fn is_alone(&self, month: Month) -> bool {
        let month_of = |claim: &OtherClaim<'_>| claim.batch.receipts.get(claim.receipt)?.month;
        self.claims.iter().all(|claim| month_of(claim).is_some_and(|of| of != month))
    }
}

/// Another claim of the patient, or of somebody who may be the patient.
#[derive(Clone, Copy, Debug)]
pub struct OtherClaim<'a> {
    /// The batch in which it stands.
    pub batch: &'a Batch,
    /// Which of its receipts.
    pub receipt: usize,
    /// Whether it is surely the patient's and stands as it was filed; nothing is decided by one that is not.
    pub sure: bool,
}

/// Judges a receipt by one rule.
pub(crate) fn judge<'a>(
    case: &Case<'a>,
    (number, rule): (usize, &'a Rule),
    planned: Planned<'_>,
    piles: &mut Piles<'a>,
    judgements: &mut Vec<Judgement>,
) {
    judge_aloud(case, (number, rule), planned, piles, judgements, Silent);
}

/// The same, telling somebody how it goes.
pub(crate) fn judge_aloud<'a>(
    case: &Case<'a>,
    (number, rule): (usize, &'a Rule),
    planned: Planned<'_>,
    piles: &mut Piles<'a>,
    judgements: &mut Vec<Judgement>,
    trace: impl Trace<'a>,
) {
    if rule.inpatient.is_some_and(|inpatient| case.inpatient() != Some(inpatient)) {
        return;
    }
    let first = judgements.len();
    let mut run = Run { planned, ..Run::with(trace, case, rule, number, piles, judgements) };
    run.bind(0, false);
    verdicts::merge(judgements, first);
}

/// What is known of a rule without a plan.
static NOTHING: Known = Known::only(false);

/// One rule at work on one receipt.
pub(crate) struct Run<'a, 'r, T = Silent> {
    case: &'r Case<'a>,
    /// What the plan of the month says of the rule.
    planned: Planned<'r>,
    rule: &'a Rule,
    number: usize,
    piles: &'r mut Piles<'a>,
    /// Whether the claim that is looked through may be another patient's: what is found on it is found perhaps.
    doubtful: bool,
    grounds: Grounds,
    /// Whether the things of the search at work are judged each by itself.
    alone: bool,
    /// Whether the next search through a table may end at the first row that is surely meant.
    one_is_enough: bool,
    /// Whether a rule that can be undecided at most has said so: nothing further is tried.
    is_over: bool,
    /// How often something was said.
    said: u32,
    /// Which of the first parts of the condition hold of what is bound, resting on nothing: a bit for each.
    passed: u64,
    judgements: &'r mut Vec<Judgement>,
    /// Who is told how it goes.
    trace: T,
}

impl<'a, 'r> Run<'a, 'r> {
    pub(crate) fn new(
        case: &'r Case<'a>,
        rule: &'a Rule,
        number: usize,
        piles: &'r mut Piles<'a>,
        judgements: &'r mut Vec<Judgement>,
    ) -> Self {
        Self::with(Silent, case, rule, number, piles, judgements)
    }
}

impl<'a, 'r, T: Trace<'a>> Run<'a, 'r, T> {
    fn with(
        trace: T,
        case: &'r Case<'a>,
        rule: &'a Rule,
        number: usize,
        piles: &'r mut Piles<'a>,
        judgements: &'r mut Vec<Judgement>,
    ) -> Self {
        piles.begin(rule.slots);
        Self::on(trace, case, (number, rule), piles, judgements)
    }

    /// A run of what stands in the piles.
    fn on(
        trace: T,
        case: &'r Case<'a>,
        (number, rule): (usize, &'a Rule),
        piles: &'r mut Piles<'a>,
        judgements: &'r mut Vec<Judgement>,
    ) -> Self {
        Self {
            case,
            planned: Planned::without(&NOTHING),
            rule,
            number,
            piles,
            doubtful: false,
            grounds: Grounds::default(),
            alone: false,
            one_is_enough: false,
            is_over: false,
            said: 0,
            passed: 0,
            judgements,
            trace,
        }
    }

    /// Binds the variables from one on, then concludes, unless the condition surely fails by what is bound already;
    /// `doubt`: something before may not be so.
    fn bind(&mut self, at: usize, doubt: bool) {
        let passed = self.passed;
        if !self.is_over && self.may_hold_before(at) {
            self.bind_next(at, doubt);
        }
        self.passed = passed;
    }

    /// Whether the parts of the condition that are asked before a variable leave anything to say (`plan/early.rs`).
    fn may_hold_before(&mut self, at: usize) -> bool {
        let early = self.planned.known.early(at);
        // Who is told how it goes is told of the whole condition.
        if T::ON || early.is_empty() {
            return true;
        }
        let parts = self.rule.condition.as_ref().map_or(&[][..], parts_of);
        for &place in early {
            let Some(part) = parts.get(place) else { continue };
            let (grounds, mark) = (self.grounds, self.mark());
            let holds = self.holds(part);
            if holds == Tri::Yes && self.grounds == grounds {
                self.passed |= 1 << place;
            }
            self.grounds = grounds;
            self.release(mark);
            if holds == Tri::No {
                return false;
            }
        }
        true
    }

    /// Whether the condition holds; parts that were found to hold are not asked again.
    fn condition_holds(&mut self) -> Tri {
        let Some(condition) = &self.rule.condition else { return Tri::Yes };
        if T::ON || self.passed == 0 {
            return self.holds(condition);
        }
        let mut all = Tri::Yes;
        for (place, part) in parts_of(condition).iter().enumerate() {
            if all != Tri::No && (place >= 64 || self.passed >> place & 1 == 0) {
                all = all.and(self.holds(part));
            }
        }
        all
    }

    fn bind_next(&mut self, at: usize, doubt: bool) {
        let rule = self.rule;
        let Some(binding) = rule.bindings.get(at) else {
            return self.conclude(doubt);
        };
        match &binding.bound {
            Bound::Value(expr) => {
                let value = self.value(expr);
                self.set(binding.slot, value);
                self.tell_standing(at, value);
                self.bind(at + 1, doubt);
            }
            Bound::All(noun) => {
                let mark = self.mark();
                let found = self.find(noun);
                self.set(binding.slot, Val::Group(found));
                self.tell_standing(at, Val::Group(found));
                self.bind(at + 1, doubt);
                self.release(mark);
            }
            Bound::Run(noun) => {
                let (mark, grounds) = (self.mark(), self.grounds);
                let found = self.runs(noun);
                self.each(at, (noun, binding.slot), found, doubt);
                self.grounds = grounds;
                self.release(mark);
            }
            Bound::Each(noun) => {
                let (mark, grounds) = (self.mark(), self.grounds);
                let found = self.search(noun, Some(binding.slot));
                self.each(at, (noun, binding.slot), found, doubt);
                self.grounds = grounds;
                self.release(mark);
            }
        }
    }

    /// A variable stands for each thing found, one after the other.
    fn each(&mut self, at: usize, (noun, slot): (&'a Noun, Slot), found: Found, doubt: bool) {
        let searched = self.grounds;
        let tried = self.piles.tried.len();
        let mut next = 0;
        while !self.is_over
            && let Some((thing, sure)) = self.nth(found, next)
        {
            self.grounds = searched.with(self.grounds_of(found, next));
            next += 1;
            if at == 0 && self.is_outside(thing) {
                if T::ON {
                    self.trace.hear(Event::Outside(thing));
                }
                continue;
            }
            self.grounds.soft |= self.softens(noun, thing);
            if self.is_like_another((at, tried), thing, sure) {
                continue;
            }
            self.set(slot, Val::Thing(thing));
            self.tell_standing(at, Val::Thing(thing));
            let ways = if T::BRIEF { self.trace.ways_said() } else { 0 };
            let (from, grounds) = ((self.judgements.len(), self.said, ways), self.grounds);
            self.bind(at + 1, doubt || !sure);
            self.keep_tried(at, (thing, sure, grounds), from);
        }
        self.piles.tried.truncate(tried);
        if T::ON && next == 0 {
            self.trace.hear(Event::Nothing(at));
        }
        if next == 0 && found.open {
            self.set(slot, Val::Unknown);
            self.tell_standing(at, Val::Unknown);
            self.bind(at + 1, true);
        }
    }

    /// Whether a thing lies outside the days on which the rule holds.
    fn is_outside(&self, thing: Thing<'a>) -> bool {
        let (from, until) = self.rule.valid;
        self.served(thing)
            .is_some_and(|(first, last)| last < from || until.is_some_and(|until| until < first))
    }

    /// Whether the plan leaves anything to find for a variable that stands for something with a code.
    fn is_tried(&self, slot: Slot, code: u32) -> bool {
        match self.planned.only {
            Only::One(of, codes) if of == slot => codes.contains(&code),
            Only::Two((first, _), pairs) if first == slot => pairs.iter().any(|pair| pair.0 == code),
            Only::Two((first, second), pairs) if second == slot => match self.piles.slots.get(first) {
                Some(Val::Thing(before)) => pairs.contains(&(self.code_of(*before).unwrap_or(0), code)),
                _ => true,
            },
            _ => true,
        }
    }

    /// The one code for which a variable is tried.
    fn only_tried(&self, slot: Slot) -> Option<u32> {
        match self.planned.only {
            Only::One(of, [code]) if of == slot => Some(*code),
            Only::Two((first, _), [(code, _)]) if first == slot => Some(*code),
            Only::Two((_, second), [(_, code)]) if second == slot => Some(*code),
            _ => None,
        }
    }

    /// Whether a master could not tell something.
    pub(crate) const fn has_causes(&self) -> bool {
        self.grounds.causes != 0
    }

    /// Lets something be said of many things, one after the other, each as if nothing had been asked before it.
    pub(crate) fn said(&mut self, ask: impl FnOnce(&mut Self) -> Tri) -> Said {
        let mark = self.mark();
        self.grounds = Grounds::default();
        let holds = ask(self);
        self.release(mark);
        Said { holds, caused: self.has_causes() }
    }

    /// What a condition on a variable, or on `その`, says of a thing.
    pub(crate) fn said_of(&mut self, slot: Option<Slot>, thing: Thing<'a>, condition: &'a Cond) -> Said {
        match slot {
            Some(slot) => {
                self.set(slot, Val::Thing(thing));
                self.said(|run| run.holds(condition))
            }
            None => self.said(|run| run.holds_of(thing, condition)),
        }
    }

    /// What `その` stands for.
    pub(crate) fn speak_of(&mut self, its: Option<Thing<'a>>) {
        self.piles.its.extend(its);
    }

    pub(crate) fn set(&mut self, slot: Slot, value: Val<'a>) {
        if let Some(place) = self.piles.slots.get_mut(slot) {
            *place = value;
        }
    }

    fn conclude(&mut self, doubt: bool) {
        let (grounds, mark) = (self.grounds, self.mark());
        self.section(Section::Condition);
        let holds = self.condition_holds();
        let said = self.said;
        if holds != Tri::No {
            self.except(doubt || holds == Tri::Unknown);
        }
        self.grounds = grounds;
        self.piles.gone.clear();
        self.release(mark);
        if T::BRIEF && holds != Tri::No && self.trace.is_kept(self.said != said) {
            let stood = self.stood(doubt);
            self.trace.keep(stood);
        }
        if T::ON {
            self.trace.hear(Event::Ended);
        }
    }
}
