//! Exceptions and verdicts, and the judgements made of them.

use dsl::ast::CutOrder;
use model::{Certainty, Conclusion, LineRole};

use super::thing::Thing;
use super::values::{ONE, Val};
use super::{Answer, Judgement, NamedLine, Run};
use crate::program::{Act, Guard, Part, Verdict};
use crate::tri::Tri;

impl<'a> Run<'a, '_> {
    /// Exceptions, then the verdicts.
    pub(super) fn except(&mut self, mut doubt: bool) {
        let rule = self.rule;
        let (mut stops, mut instead) = (false, None);
        let mut held = 0;
        for exception in &rule.exceptions {
            let mut holds = self.holds(&exception.condition);
            if let (Some(but), true) = (&exception.but_not, holds != Tri::No) {
                holds = holds.and(self.holds(but).not());
            }
            match (holds, &exception.verdict) {
                (Tri::No, _) => {}
                (Tri::Yes, None) => stops = true,
                (Tri::Yes, Some(verdict)) => {
                    held += 1;
                    instead = Some(verdict);
                }
                (Tri::Unknown, _) => doubt = true,
            }
        }
        match (stops, instead) {
            // Two exceptions that lead to different ends: the rules disagree, so a person decides.
            (true, Some(_)) => self.refer(&[]),
            (false, Some(_)) if held > 1 => self.refer(&[]),
            (true, None) => {}
            (false, Some(verdict)) => self.draw(verdict, 0, doubt),
            (false, None) => self.verdicts(doubt),
        }
    }

    fn verdicts(&mut self, doubt: bool) {
        let rule = self.rule;
        let mut drawn = Tri::No;
        for (number, guarded) in (1..).zip(&rule.verdicts) {
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
        let subjects = self.subjects(verdict);
        if doubt {
            return self.refer(&subjects);
        }
        let cut = match self.cut(verdict, &subjects) {
            Some(cut) => cut,
            None => return self.refer(&subjects),
        };
        if cut.is_empty() && verdict.subject.is_some() {
            return;
        }
        self.tell(verdict, number, Answer::Fired, &cut);
        if matches!(verdict.act, Act::Remove | Act::Keep(_) | Act::ReduceTo(_) | Act::ReduceBy(_)) {
            self.gone.extend(cut);
        }
    }

    /// What is said when a rule could not decide: what its author wrote (不明), else that it was not evaluated.
    fn refer(&mut self, subjects: &[Thing<'a>]) {
        let rule = self.rule;
        let unknown = |names: &[usize]| {
            names.is_empty() || names.iter().any(|slot| self.slots.get(*slot).is_some_and(is_unsure))
        };
        let written = rule.unknowns.iter().find(|clause| unknown(&clause.names));
        match written.or(rule.unknowns.first()) {
            Some(clause) => {
                let subjects = self.subjects(&clause.verdict);
                self.tell(&clause.verdict, 0, Answer::Referred, &subjects);
            }
            None => {
                let verdict = Verdict {
                    subject: None,
                    act: Act::Tell,
                    conclusion: Conclusion::Flag,
                    cut: None,
                    reason: None,
                };
                self.tell(&verdict, 0, Answer::Undecided, subjects);
            }
        }
    }

    fn subjects(&mut self, verdict: &'a Verdict) -> Vec<Thing<'a>> {
        match verdict.subject.as_ref().map(|subject| self.value(subject)) {
            Some(Val::Thing(thing)) => vec![thing],
            Some(Val::Group { things, .. }) => things,
            _ => Vec::new(),
        }
    }

    /// Which of the subjects fall; `None` when that cannot be decided.
    fn cut(&mut self, verdict: &'a Verdict, subjects: &[Thing<'a>]) -> Option<Vec<Thing<'a>>> {
        let all = subjects.to_vec();
        match &verdict.act {
            Act::Keep(number) => {
                let keep = self.whole(number)?;
                let mut by_points = Vec::new();
                for thing in all {
                    let Val::Number(points, _) = self.step(&Val::Thing(thing), crate::program::Step::Points)
                    else {
                        return None;
                    };
                    by_points.push((points, thing));
                }
                by_points.sort_by_key(|(points, _)| std::cmp::Reverse(*points));
                Some(by_points.into_iter().skip(keep).map(|(_, thing)| thing).collect())
            }
            Act::ReduceTo(to) if subjects.len() > 1 => {
                let keep = self.whole(to)?;
                self.dropped(all, subjects.len().saturating_sub(keep), verdict.cut)
            }
            Act::ReduceBy(by) if subjects.len() > 1 => {
                let drop = self.whole(by)?;
                self.dropped(all, drop, verdict.cut)
            }
            // What it is corrected to must be known before anybody is told so.
            Act::Other(to) => (self.value(to) != Val::Unknown).then_some(all),
            _ => Some(all),
        }
    }

    /// The last of them by day, or the cheapest.
    fn dropped(
        &mut self,
        mut all: Vec<Thing<'a>>,
        drop: usize,
        order: Option<CutOrder>,
    ) -> Option<Vec<Thing<'a>>> {
        let kept = all.len().saturating_sub(drop);
        if order == Some(CutOrder::CheapestFirst) {
            let mut by_points = Vec::new();
            for thing in all {
                let Val::Number(points, _) = self.step(&Val::Thing(thing), crate::program::Step::Points)
                else {
                    return None;
                };
                by_points.push((points, thing));
            }
            by_points.sort_by_key(|(points, _)| std::cmp::Reverse(*points));
            return Some(by_points.into_iter().skip(kept).map(|(_, thing)| thing).collect());
        }
        all.sort_by_key(|thing| self.day_of(*thing));
        Some(all.into_iter().skip(kept).collect())
    }

    fn whole(&mut self, of: &'a crate::program::Expr) -> Option<usize> {
        match self.value(of) {
            Val::Number(least, most) if least == most => usize::try_from(least / ONE).ok(),
            // A limit between two ends: what is above the greater one falls in any case.
            Val::Number(_, most) => usize::try_from(most / ONE).ok(),
            _ => None,
        }
    }

    fn tell(&mut self, verdict: &Verdict, number: usize, answer: Answer, subjects: &[Thing<'a>]) {
        let rule = self.rule;
        let because: &'a [Part] = match rule.because.as_slice() {
            [one] => one,
            many => {
                number.checked_sub(1).and_then(|at| many.get(at)).or(many.first()).map_or(&[], Vec::as_slice)
            }
        };
        let message = self.text(because);
        let remedy = self.text(&rule.remedy);
        let mut lines = Vec::new();
        let mut days = 0;
        for thing in subjects {
            self.name(*thing, LineRole::Subject, &mut lines, &mut days);
        }
        let bound: Vec<Thing<'a>> = self
            .slots
            .iter()
            .filter_map(|slot| match slot {
                Val::Thing(thing) => Some(*thing),
                _ => None,
            })
            .collect();
        for thing in bound {
            self.name(thing, LineRole::Witness, &mut lines, &mut days);
        }
        if lines.is_empty() {
            lines.extend(self.case.judged().map(|scope| NamedLine {
                row: scope.receipt.row,
                code: None,
                role: LineRole::Subject,
            }));
        }
        let certainty = match (answer, rule.certainty) {
            (Answer::Fired, Certainty::Definite) if !self.soft => Certainty::Definite,
            (_, Certainty::Notice) => Certainty::Notice,
            _ => Certainty::Review,
        };
        self.judgements.push(Judgement {
            rule: self.number,
            verdict: number,
            answer,
            certainty,
            conclusion: verdict.conclusion,
            reason: verdict.reason.clone(),
            lines,
            days,
            message,
            remedy,
            causes: if answer == Answer::Fired { Vec::new() } else { self.causes.clone() },
        });
    }

    /// Adds a line of the judged receipt, once.
    fn name(&self, thing: Thing<'a>, role: LineRole, lines: &mut Vec<NamedLine>, days: &mut u32) {
        let Some(scope) = self.case.judged() else { return };
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
                *days |= bit(day);
            }
            Thing::Bundle { scope: 0, unit, day } => {
                for line in scope.lines_of(unit) {
                    add(scope.line(line).map(|line| &line.row), Some(scope.code(line)));
                }
                *days |= bit(day);
            }
            Thing::Disease { scope: 0, index } => {
                add(scope.batch.diseases.get(index).map(|disease| &disease.row), self.code_of(thing))
            }
            Thing::Comment { scope: 0, index } => {
                add(scope.batch.comments.row.get(index), self.code_of(thing))
            }
            _ => {}
        }
    }
}

fn is_unsure(value: &Val<'_>) -> bool {
    match value {
        Val::Unknown => true,
        Val::Number(least, most) => least != most,
        Val::Group { maybe, open, .. } => *open || !maybe.is_empty(),
        _ => false,
    }
}

fn bit(day: u8) -> u32 {
    u32::from(day).checked_sub(1).and_then(|at| 1_u32.checked_shl(at)).unwrap_or(0)
}

/// Joins judgements of one rule that say the same; those that could not decide are one.
pub(super) fn merge(judgements: &mut Vec<Judgement>, first: usize) {
    let fresh: Vec<Judgement> = judgements.drain(first.min(judgements.len())..).collect();
    for next in fresh {
        let kept = judgements.get_mut(first..).unwrap_or_default();
        let same = kept.iter_mut().find(|known| {
            known.answer == next.answer
                && known.verdict == next.verdict
                && known.certainty == next.certainty
                && (known.message == next.message || next.answer == Answer::Undecided)
        });
        match same {
            Some(known) => {
                known.days |= next.days;
                for line in next.lines {
                    match known.lines.iter_mut().find(|old| old.row == line.row) {
                        Some(old) => old.role = old.role.min(line.role),
                        None => known.lines.push(line),
                    }
                }
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
    }
}
