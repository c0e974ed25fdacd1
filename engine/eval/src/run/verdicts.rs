//! Exceptions and verdicts, and the judgements made of them.

use masters::Cause;
use model::{Certainty, Conclusion, Effect, LineRole, RecordId};
use receipt::RecordKind;
use receipt::batch::LineKind;

use super::effect;
use super::thing::{Thing, bit};
use super::trace::{Event, Section, Trace};
use super::values::Val;
use super::{Answer, Judgement, NamedElsewhere, NamedLine, Run};
use crate::program::{Act, Guard, Part, Verdict};
use crate::tri::Tri;

impl<'a, T: Trace<'a>> Run<'a, '_, T> {
    /// Exceptions, then the verdicts.
    pub(super) fn except(&mut self, doubt: bool) {
        let rule = self.rule;
        // `None`: the rule does not fire.
        let (mut sure, mut perhaps): (Vec<Option<&'a Verdict>>, Vec<Option<&'a Verdict>>) =
            Default::default();
        for (number, exception) in (1_usize..).zip(&rule.exceptions) {
            self.section(Section::Exception(number));
            let mut holds = self.holds(&exception.condition);
            if let (Some(but), true) = (&exception.but_not, holds != Tri::No) {
                self.section(Section::ButNot(number));
                holds = holds.and(self.holds(but).not());
            }
            match holds {
                Tri::Yes => sure.push(exception.verdict.as_ref()),
                Tri::Unknown => perhaps.push(exception.verdict.as_ref()),
                Tri::No => {}
            }
        }
        match sure.split_first() {
            // Two exceptions that lead to different ends: the rules disagree, so a person decides.
            Some((first, others)) if others.iter().any(|other| other != first) => {
                self.refer_of([sure, perhaps].concat());
            }
            // One that surely stops does so whatever is undecided beside it.
            Some((None, _)) => {}
            Some((first, _)) if perhaps.iter().any(|other| other != first) => {
                self.refer_of([sure, perhaps].concat());
            }
            Some((Some(verdict), _)) => self.draw(verdict, 0, doubt),
            None if self.refer_of(perhaps.clone()) => {}
            None => self.verdicts(doubt || !perhaps.is_empty()),
        }
    }

    /// Leaves it to a person, when an outcome that may be the right one speaks of this receipt.
    fn refer_of(&mut self, outcomes: Vec<Option<&'a Verdict>>) -> bool {
        let is_here = outcomes.into_iter().flatten().any(|verdict| self.is_of_this_receipt(verdict));
        if is_here {
            self.refer();
        }
        is_here
    }

    fn verdicts(&mut self, doubt: bool) {
        let rule = self.rule;
        let mut drawn = Tri::No;
        for (number, guarded) in (1..).zip(&rule.verdicts) {
            self.section(Section::Guard(number));
            let holds = match &guarded.guard {
                Guard::Always => Tri::Yes,
                Guard::When(condition) => self.holds(condition),
                Guard::Otherwise => drawn.not(),
            };
            drawn = drawn.or(holds);
            match holds {
                Tri::No => {}
                Tri::Yes => self.draw(&guarded.verdict, number, doubt),
                Tri::Unknown => self.draw(&guarded.verdict, number, true),
            }
        }
    }

    fn draw(&mut self, verdict: &'a Verdict, number: usize, doubt: bool) {
        let mark = self.mark();
        self.draw_here(verdict, number, doubt);
        self.release(mark);
    }

    fn draw_here(&mut self, verdict: &'a Verdict, number: usize, doubt: bool) {
        let is_here = self.is_of_this_receipt(verdict);
        let falls = if doubt { None } else { self.falls(verdict) };
        let Some(falls) = falls else {
            if is_here {
                self.refer();
            }
            return;
        };
        let things: Vec<Thing<'a>> = falls.iter().map(|fallen| fallen.thing).collect();
        if verdict.subject.is_none() || things.iter().any(Thing::is_on_judged) {
            let effect = self.effect(verdict, &falls);
            self.tell(verdict, number, (Answer::Fired, effect), &things);
        }
        if matches!(verdict.act, Act::Remove | Act::Keep(_) | Act::ReduceTo(_) | Act::ReduceBy(_)) {
            self.piles.gone.extend(things);
        }
    }

    /// Whether something that a verdict speaks of may stand on the receipt that is judged: the receipt that holds the
    /// subject gets the finding (docs/rule-language.md, section 5, order of a rule).
    fn is_of_this_receipt(&mut self, verdict: &'a Verdict) -> bool {
        let mark = self.mark();
        let found = match verdict.subject.as_ref().map(|subject| self.value(subject)) {
            Some(Val::Thing(thing)) => thing.is_on_judged() && !self.piles.gone.contains(&thing),
            Some(Val::Group(found)) => {
                self.sure(found).iter().chain(self.maybe(found)).any(Thing::is_on_judged)
            }
            _ => true,
        };
        self.release(mark);
        found
    }

    /// What is said when a rule could not decide: what its author wrote (不明), else that it was not evaluated.
    fn refer(&mut self) {
        let rule = self.rule;
        let unknown = |names: &[usize]| {
            names.is_empty() || names.iter().any(|slot| self.piles.slots.get(*slot).is_some_and(is_unsure))
        };
        let written = rule.unknowns.iter().find(|clause| unknown(&clause.names));
        let mark = self.mark();
        match written.or(rule.unknowns.first()) {
            Some(clause) => {
                let subjects = self.subjects(&clause.verdict);
                self.tell(&clause.verdict, 0, (Answer::Referred, Effect::None), &subjects);
            }
            None => {
                self.undecided();
            }
        }
        self.release(mark);
    }

    pub(super) fn subjects(&mut self, verdict: &'a Verdict) -> Vec<Thing<'a>> {
        match verdict.subject.as_ref().map(|subject| self.value(subject)) {
            Some(Val::Thing(thing)) if !self.piles.gone.contains(&thing) => vec![thing],
            Some(Val::Group(found)) => self.sure(found).to_vec(),
            _ => Vec::new(),
        }
    }

    fn tell(
        &mut self,
        verdict: &'a Verdict,
        number: usize,
        (answer, effect): (Answer, Effect),
        subjects: &[Thing<'a>],
    ) {
        if T::ON {
            self.trace.hear(Event::Told(answer, number));
        }
        self.said += 1;
        if !T::SAYS {
            return;
        }
        let rule = self.rule;
        let because: &'a [Part] = match rule.because.as_slice() {
            [one] => one,
            many => {
                number.checked_sub(1).and_then(|at| many.get(at)).or(many.first()).map_or(&[], Vec::as_slice)
            }
        };
        let grounds = self.grounds;
        // PERF: that a rule could not decide is told by its causes; half of what is said of a month is that.
        let (message, remedy) = match answer {
            Answer::Undecided => Default::default(),
            Answer::Fired | Answer::Referred => (self.text(because), self.text(&rule.remedy)),
        };
        // A name that no master tells is no reason why something could not be decided.
        self.grounds = grounds;
        let certainty = match (answer, rule.certainty) {
            (Answer::Fired, Certainty::Definite) if !self.grounds.soft => Certainty::Definite,
            (_, Certainty::Notice) => Certainty::Notice,
            _ => Certainty::Review,
        };
        let mut judgement = Judgement {
            rule: self.number,
            verdict: number,
            answer,
            certainty,
            conclusion: verdict.conclusion,
            queue: verdict.queue,
            effect,
            reason: verdict.reason.clone(),
            lines: Vec::new(),
            elsewhere: Vec::new(),
            days: 0,
            message,
            remedy,
            causes: if answer == Answer::Fired { Vec::new() } else { self.causes() },
            rests: Default::default(),
        };
        if answer != Answer::Undecided {
            self.name_all(subjects, &mut judgement);
            judgement.rests = self.rests(number);
            for thing in self.counted_elsewhere(verdict, number) {
                self.name_elsewhere(thing, LineRole::Witness, &mut judgement);
            }
        }
        if judgement.lines.is_empty() {
            judgement.lines.extend(self.case.judged().map(|scope| NamedLine {
                row: scope.receipt.row,
                code: None,
                role: LineRole::Subject,
            }));
        }
        self.judgements.push(judgement);
    }

    /// That the rule could not decide: once a receipt, whatever else it could not decide; it names no lines.
    fn undecided(&mut self) {
        self.is_over = self.planned.known.hopeless;
        let place = match self.place_of_undecided() {
            Some(place) => place,
            None => {
                static TOLD: Verdict = Verdict {
                    subject: None,
                    act: Act::Tell,
                    queue: None,
                    conclusion: Conclusion::Flag,
                    cut: None,
                    reason: None,
                };
                self.tell(&TOLD, 0, (Answer::Undecided, Effect::None), &[]);
                return;
            }
        };
        if T::ON {
            self.trace.hear(Event::Told(Answer::Undecided, 0));
        }
        self.said += 1;
        let causes = self.causes();
        let Some(judgement) = self.judgements.get_mut(place) else { return };
        for cause in causes {
            if !judgement.causes.contains(&cause) {
                judgement.causes.push(cause);
            }
        }
    }

    /// Which masters and tables could not tell what was asked.
    pub(super) fn causes(&self) -> Vec<Cause> {
        let all = (0_u32..).zip(&self.piles.causes);
        let told =
            all.filter(|(at, _)| 1_u64.checked_shl(*at).is_some_and(|bit| self.grounds.causes & bit != 0));
        told.map(|(_, cause)| *cause).collect()
    }

    /// Where it stands that the rule could not decide.
    fn place_of_undecided(&self) -> Option<usize> {
        let first =
            self.judgements.iter().rposition(|known| known.rule != self.number).map_or(0, |at| at + 1);
        let own = self.judgements.get(first..)?;
        own.iter().position(|known| known.answer == Answer::Undecided).map(|at| first + at)
    }

    /// Names the lines of the subjects and of all that variables stand for.
    fn name_all(&self, subjects: &[Thing<'a>], judgement: &mut Judgement) {
        for thing in subjects {
            self.name(*thing, LineRole::Subject, judgement);
            self.name_elsewhere(*thing, LineRole::Subject, judgement);
        }
        for slot in &self.piles.slots {
            match slot {
                Val::Thing(thing) => {
                    self.name(*thing, LineRole::Witness, judgement);
                    self.name_elsewhere(*thing, LineRole::Witness, judgement);
                }
                // Of what stands together, that of other claims is told too: it shows why this receipt has too many.
                Val::Group(found) => {
                    for thing in self.sure(*found).iter().chain(self.maybe(*found)) {
                        self.name_elsewhere(*thing, LineRole::Witness, judgement);
                    }
                }
                _ => {}
            }
        }
    }

    /// Adds a line of another claim, once.
    fn name_elsewhere(&self, thing: Thing<'a>, role: LineRole, judgement: &mut Judgement) {
        let Some(scope) = thing.scope().and_then(|at| self.case.scopes.get(at)) else { return };
        let Some(claim) = scope.claim else { return };
        let mut add = |row: Option<u32>, record: RecordId, code: Option<u32>| {
            let new =
                |row: u32| !judgement.elsewhere.iter().any(|known| (known.claim, known.row) == (claim, row));
            if let Some(row) = row.filter(|&row| new(row)) {
                judgement.elsewhere.push(NamedElsewhere { claim, row, record, code, role });
            }
        };
        let (batch, code) = (scope.batch, self.code_of(thing));
        let record = |line: usize| match batch.lines.get(line).map(|line| line.kind) {
            Some(LineKind::Drug) => RecordKind::Iy.id(),
            Some(LineKind::Material) => RecordKind::To.id(),
            _ => RecordKind::Si.id(),
        };
        match thing {
            Thing::Line { line, .. } => add(batch.lines.get(line).map(|line| line.row), record(line), code),
            Thing::Bundle { unit, .. } => {
                for line in scope.lines_of(unit) {
                    add(batch.lines.get(line).map(|line| line.row), record(line), Some(scope.code(line)));
                }
            }
            Thing::Disease { index, .. } => {
                add(batch.diseases.get(index).map(|disease| disease.row), RecordKind::Sy.id(), code);
            }
            Thing::Comment { index, .. } => {
                add(batch.comments.row.get(index).copied(), RecordKind::Co.id(), code);
            }
            Thing::Stay { .. } | Thing::Visit { .. } | Thing::Prescription { .. } => {
                add(Some(scope.receipt.row), RecordKind::Re.id(), None);
            }
            _ => {}
        }
    }

    /// Adds a line of the judged receipt, once.
    fn name(&self, thing: Thing<'a>, role: LineRole, judgement: &mut Judgement) {
        let Some(scope) = self.case.judged() else { return };
        let lines = &mut judgement.lines;
        let mut add = |row: Option<&u32>, code: Option<u32>| {
            if let Some(&row) = row
                && !lines.iter().any(|known| known.row == row)
            {
                lines.push(NamedLine { row, code, role });
            }
        };
        match thing {
            Thing::Line { scope: 0, line, day } => {
                add(scope.line(line).map(|line| &line.row), self.code_of(thing));
                judgement.days |= bit(day);
            }
            Thing::Bundle { scope: 0, unit, day } => {
                for line in scope.lines_of(unit) {
                    add(scope.line(line).map(|line| &line.row), Some(scope.code(line)));
                }
                judgement.days |= bit(day);
            }
            Thing::Disease { scope: 0, index } => {
                add(scope.batch.diseases.get(index).map(|disease| &disease.row), self.code_of(thing));
            }
            Thing::Comment { scope: 0, index } => {
                add(scope.batch.comments.row.get(index), self.code_of(thing));
            }
            _ => {}
        }
    }
}

fn is_unsure(value: &Val<'_>) -> bool {
    match value {
        Val::Unknown => true,
        Val::Number(least, most) => least != most,
        Val::Group(found) => found.open || !found.maybe.is_empty(),
        _ => false,
    }
}

/// Joins judgements of one rule that say the same; those that could not decide are one.
pub(super) fn merge(judgements: &mut Vec<Judgement>, first: usize) {
    // PERF: most rules that say something say one thing.
    let fresh: Vec<Judgement> = match judgements.len().saturating_sub(first) {
        0 => return,
        1 => Vec::new(),
        _ => judgements.drain(first..).collect(),
    };
    for next in fresh {
        let kept = judgements.get_mut(first..).unwrap_or_default();
        let same = kept.iter_mut().position(|known| {
            known.answer == next.answer
                && known.verdict == next.verdict
                && known.certainty == next.certainty
                && known.conclusion == next.conclusion
                && known.reason == next.reason
                && known.queue == next.queue
                && (known.message == next.message || next.answer == Answer::Undecided)
                && effect::join(&mut known.effect, &next.effect)
        });
        match same.and_then(|at| kept.get_mut(at)) {
            Some(known) => {
                known.days |= next.days;
                for line in next.lines {
                    match known.lines.iter_mut().find(|old| old.row == line.row) {
                        Some(old) => old.role = old.role.min(line.role),
                        None => known.lines.push(line),
                    }
                }
                for line in next.elsewhere {
                    match known
                        .elsewhere
                        .iter_mut()
                        .find(|old| (old.claim, old.row) == (line.claim, line.row))
                    {
                        Some(old) => old.role = old.role.min(line.role),
                        None => known.elsewhere.push(line),
                    }
                }
                known.rests.join(next.rests);
                for cause in next.causes {
                    if !known.causes.contains(&cause) {
                        known.causes.push(cause);
                    }
                }
            }
            None => judgements.push(next),
        }
    }
    for judgement in judgements.get_mut(first..).unwrap_or_default() {
        judgement.lines.sort_unstable_by_key(|line| line.row);
        judgement.elsewhere.sort_unstable();
        judgement.causes.sort_unstable();
    }
}
