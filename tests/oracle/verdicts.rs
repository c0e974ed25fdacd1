//! Exceptions, verdicts, and what a finding says.

use dsl::ast::{self, CutOrder, Guard, Outcome, Verdict, VerdictKind};
use model::{Certainty, Conclusion, LineRole};

use super::known::Answer::{self, Fails, Holds, Undecided};
use super::known::{ONE, Value};
use super::run::Run;
use super::things::Thing;

/// Whether a rule could decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    Fired,
    /// It could not; the author says what then.
    Referred,
    Undecided,
}

/// What a rule says, texts left out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    /// From 1; 0 for one of an exception or of 不明.
    pub verdict: usize,
    pub decision: Decision,
    pub certainty: Certainty,
    pub conclusion: Conclusion,
    pub reason: Option<String>,
    /// Row, code and part of each line.
    pub lines: Vec<(u32, Option<u32>, LineRole)>,
    pub days: u32,
}

/// Findings that say the same are one finding with all their lines and days; what could not be decided is one.
pub fn joined(all: Vec<Said>) -> Vec<Said> {
    let mut kept: Vec<Said> = Vec::new();
    for said in all {
        let same = |known: &&mut Said| {
            let key = |s: &Said| (s.verdict, s.decision, s.certainty, s.conclusion, s.reason.clone());
            key(known) == key(&said)
        };
        let Some(known) = kept.iter_mut().find(same) else {
            kept.push(said);
            continue;
        };
        known.days |= said.days;
        for line in said.lines {
            match known.lines.iter_mut().find(|old| old.0 == line.0) {
                Some(old) => old.2 = old.2.min(line.2),
                None => known.lines.push(line),
            }
        }
    }
    for said in &mut kept {
        said.lines.sort();
    }
    kept.sort();
    kept
}

impl Run<'_> {
    /// 3. None holds: go on; one holds: its outcome; two with different outcomes: an error, flagged.
    ///
    /// One that surely stops does so whatever is undecided beside it.
    pub fn except(&mut self, doubt: bool, said: &mut Vec<Said>) {
        let rule = self.book.rule;
        let (mut sure, mut perhaps): (Vec<&Outcome>, Vec<&Outcome>) = (Vec::new(), Vec::new());
        for entry in &rule.exceptions {
            let holds = self.holds(&entry.node.condition);
            let but = match (&entry.node.but_not, holds) {
                (Some(but), Holds | Undecided) => self.holds(but),
                _ => Fails,
            };
            match Answer::all([holds, but.not()]) {
                Holds => sure.push(&entry.node.outcome),
                Undecided => perhaps.push(&entry.node.outcome),
                Fails => {}
            }
        }
        let Some(&first) = sure.first() else {
            let may_stand_instead = perhaps.iter().any(|outcome| **outcome != Outcome::Stop);
            return match may_stand_instead {
                true => self.refer(said),
                false => self.conclude(doubt || !perhaps.is_empty(), said),
            };
        };
        let agree = |list: &[&Outcome]| list.iter().all(|outcome| *outcome == first);
        match first {
            _ if !agree(&sure) => self.refer(said),
            Outcome::Stop => {}
            Outcome::Verdict(verdict) => self.draw(0, verdict, doubt || !agree(&perhaps), said),
        }
    }

    /// 4. Verdicts in order; a later one sees only what the earlier ones left.
    fn conclude(&mut self, doubt: bool, said: &mut Vec<Said>) {
        let rule = self.book.rule;
        let mut drawn = Fails;
        for (number, entry) in (1..).zip(&rule.verdicts) {
            let answer = match &entry.node.guard {
                Guard::Always => Holds,
                Guard::When(condition) => self.holds(condition),
                Guard::Otherwise => drawn.not(),
            };
            drawn = Answer::any([drawn, answer]);
            if answer != Fails {
                self.draw(number, &entry.node.verdict, doubt || answer == Undecided, said);
            }
        }
    }

    /// What follows when it cannot be decided: the verdict of 不明 for a variable that is not known, else the first of them;
    /// without any, its first variable is shown to staff.
    fn refer(&mut self, said: &mut Vec<Said>) {
        let rule = self.book.rule;
        let open = |name: &ast::Name| self.variable(&name.text).is_none_or(|value| !is_known(&value));
        let written = rule.unknowns.iter().find(|entry| entry.node.names.iter().any(open));
        match written.or(rule.unknowns.first()) {
            Some(entry) => {
                let verdict = &entry.node.verdict;
                let things = self.subject(&verdict.subject.node);
                said.push(self.said(
                    0,
                    Decision::Referred,
                    conclusion(&verdict.kind),
                    &verdict.reason,
                    &things,
                ));
            }
            None => {
                let first = rule.bindings.first().and_then(|binding| self.variable(&binding.node.name.text));
                let things = first.map(|value| things_of(&value)).unwrap_or_default();
                said.push(self.said(0, Decision::Undecided, Conclusion::Flag, &None, &things));
            }
        }
    }

    /// Draws a verdict on what is left of its subject.
    fn draw(&mut self, number: usize, verdict: &Verdict, doubt: bool, said: &mut Vec<Said>) {
        let things = self.subject(&verdict.subject.node);
        let of_group = matches!(self.value(&verdict.subject.node), Value::Group(_));
        if doubt {
            return self.refer(said);
        }
        let falls = match &verdict.kind {
            VerdictKind::ReduceTo(to) if of_group => {
                let total: i128 = things.iter().filter_map(|&thing| self.case.count(thing)).sum();
                let kept = self.value(&to.node).ends().most.map(|most| most / ONE);
                kept.map(|kept| self.cut(&things, verdict.cut, total - kept))
            }
            VerdictKind::ReduceBy(by) if of_group => {
                let number = self.value(&by.node).ends().most.map(|most| most / ONE);
                number.map(|number| self.cut(&things, verdict.cut, number))
            }
            VerdictKind::Keep(number) => {
                let number = self.value(&number.node).ends().most.map(|most| most / ONE);
                number.and_then(|number| self.all_but_dearest(&things, number as usize))
            }
            // What it is corrected to must be known before anybody is told so.
            VerdictKind::Correct(to) | VerdictKind::Cap(to) | VerdictKind::Replace(to)
                if self.value(&to.node) == Value::NotKnown =>
            {
                None
            }
            _ => Some(things),
        };
        let Some(falls) = falls else { return self.refer(said) };
        if falls.is_empty() && self.value(&verdict.subject.node) != Value::Receipt {
            return;
        }
        said.push(self.said(number, Decision::Fired, conclusion(&verdict.kind), &verdict.reason, &falls));
        if matches!(
            verdict.kind,
            VerdictKind::Remove | VerdictKind::Keep(_) | VerdictKind::ReduceTo(_) | VerdictKind::ReduceBy(_)
        ) {
            self.gone.borrow_mut().extend(falls);
        }
    }

    fn subject(&self, of: &ast::Value) -> Vec<Thing> {
        let mut things = things_of(&self.value(of));
        things.retain(|thing| !self.gone.borrow().contains(thing));
        things
    }

    /// The things of which something falls when so many times are cut: the newest first, or the cheapest.
    fn cut(&self, things: &[Thing], order: Option<CutOrder>, times: i128) -> Vec<Thing> {
        let mut ordered = things.to_vec();
        match order {
            Some(CutOrder::CheapestFirst) => {
                ordered.sort_by_key(|&t| self.case.field(t, "points").ends().least)
            }
            _ => ordered.sort_by_key(|&t| std::cmp::Reverse(self.case.day(t))),
        }
        let (mut rest, mut falls) = (times, Vec::new());
        for thing in ordered {
            if rest <= 0 {
                break;
            }
            rest -= self.case.count(thing).unwrap_or(1);
            falls.push(thing);
        }
        falls
    }

    /// 主たるもの: the dearest stay; none can be told when the points of one are not known.
    fn all_but_dearest(&self, things: &[Thing], number: usize) -> Option<Vec<Thing>> {
        let points = |&thing: &Thing| Some((self.case.field(thing, "points").ends().least?, thing));
        let mut ordered = things.iter().map(points).collect::<Option<Vec<_>>>()?;
        ordered.sort_by_key(|(points, _)| std::cmp::Reverse(*points));
        Some(ordered.into_iter().skip(number).map(|(_, thing)| thing).collect())
    }

    /// A finding: the lines of its subject, and those of the other variables as witnesses.
    fn said(
        &self,
        verdict: usize,
        decision: Decision,
        conclusion: Conclusion,
        reason: &Option<ast::Reason>,
        subject: &[Thing],
    ) -> Said {
        let own = self.book.metadata.certainty.as_ref().map_or(Certainty::Review, |entry| entry.node);
        let certainty = match own {
            Certainty::Definite if decision != Decision::Fired || self.soft.get() => Certainty::Review,
            own => own,
        };
        let mut lines: Vec<(u32, Option<u32>, LineRole)> = Vec::new();
        let mut days = 0;
        let witnesses = self.variables.iter().filter_map(|(_, value)| match value {
            Value::Thing(thing) => Some((*thing, LineRole::Witness)),
            _ => None,
        });
        for (thing, role) in subject.iter().map(|&thing| (thing, LineRole::Subject)).chain(witnesses) {
            for (row, code) in self.rows_of(thing) {
                if !lines.iter().any(|line| line.0 == row) {
                    lines.push((row, code, role));
                }
            }
            if self.case.receipt_of(thing) == Some(0) {
                days |= self.case.day(thing).map_or(0, |day| 1 << (day.day() - 1));
            }
        }
        if lines.is_empty() {
            lines.push((self.case.patient.row_of(0), None, LineRole::Subject));
        }
        Said {
            verdict,
            decision,
            certainty,
            conclusion,
            reason: reason.as_ref().map(|r| r.code.clone()),
            lines,
            days,
        }
    }

    /// The rows of a thing of the judged receipt, each with its code.
    fn rows_of(&self, thing: Thing) -> Vec<(u32, Option<u32>)> {
        let receipt = self.case.receipt();
        let rows = match thing {
            Thing::Line { receipt: 0, bundle, line, .. } => {
                vec![(receipt.row_of_bundle(bundle) + line as u32, self.case.code(thing))]
            }
            Thing::Comment { receipt: 0, bundle: Some(bundle), at } => {
                let before = receipt.bundles[bundle].lines.len() + at;
                vec![(receipt.row_of_bundle(bundle) + before as u32, self.case.code(thing))]
            }
            Thing::Comment { receipt: 0, bundle: None, at } => {
                vec![(receipt.row_of_disease(receipt.diseases.len() + at), self.case.code(thing))]
            }
            Thing::Disease { receipt: 0, at } => vec![(receipt.row_of_disease(at), self.case.code(thing))],
            Thing::Bundle { receipt: 0, bundle, .. } => {
                let lines = receipt.bundles[bundle].lines.iter();
                let rows = (receipt.row_of_bundle(bundle)..).zip(lines);
                rows.map(|(row, line)| (row, Some(line.code))).collect()
            }
            _ => Vec::new(),
        };
        rows.into_iter().map(|(row, code)| (self.case.patient.row_of(0) + row, code)).collect()
    }
}

fn things_of(value: &Value) -> Vec<Thing> {
    match value {
        Value::Thing(thing) => vec![*thing],
        Value::Group(found) => found.sure.clone(),
        _ => Vec::new(),
    }
}

fn is_known(value: &Value) -> bool {
    match value {
        Value::NotKnown => false,
        Value::Number(ends) => ends.known().is_some(),
        Value::Group(found) => found.perhaps.is_empty() && !found.more,
        _ => true,
    }
}

const fn conclusion(kind: &VerdictKind) -> Conclusion {
    match kind {
        VerdictKind::Flag(_) => Conclusion::Flag,
        VerdictKind::Notice => Conclusion::Notice,
        VerdictKind::Return => Conclusion::Return,
        VerdictKind::Ask(_) => Conclusion::Ask,
        VerdictKind::Repair(_) => Conclusion::Repair,
        _ => Conclusion::Assess,
    }
}
