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

/// Findings that say the same are one finding with all their lines and days.
pub fn joined(all: Vec<Said>) -> Vec<Said> {
    let mut kept: Vec<Said> = Vec::new();
    for said in all {
        let same = |known: &&mut Said| {
            let key = |s: &Said| {
                (s.verdict, s.decision, s.certainty, s.conclusion, s.reason.clone(), s.lines.clone())
            };
            key(known) == key(&said)
        };
        match kept.iter_mut().find(same) {
            Some(known) => known.days |= said.days,
            None => kept.push(said),
        }
    }
    kept.sort();
    kept
}

impl Run<'_> {
    /// 3. None holds: go on; one holds: its outcome; two with different outcomes: an error, flagged.
    pub fn except(&mut self, doubt: bool, said: &mut Vec<Said>) {
        let rule = self.book.rule;
        let (mut sure, mut perhaps): (Vec<&Outcome>, Vec<&Outcome>) = (Vec::new(), Vec::new());
        for entry in &rule.exceptions {
            let but = entry.node.but_not.as_ref().map_or(Fails, |but| self.holds(but));
            match Answer::all([self.holds(&entry.node.condition), but.not()]) {
                Holds => sure.push(&entry.node.outcome),
                Undecided => perhaps.push(&entry.node.outcome),
                Fails => {}
            }
        }
        let agree = |list: &[&Outcome], with: &Outcome| list.iter().all(|outcome| *outcome == with);
        match sure.first() {
            None if perhaps.is_empty() => self.conclude(doubt, said),
            Some(Outcome::Stop) if agree(&sure, &Outcome::Stop) && agree(&perhaps, &Outcome::Stop) => {}
            Some(outcome @ Outcome::Verdict(verdict))
                if !doubt && agree(&sure, outcome) && agree(&perhaps, outcome) =>
            {
                self.draw(0, verdict, said);
            }
            _ => self.refer(said),
        }
    }

    /// 4. Verdicts in order; a later one sees only what the earlier ones left.
    fn conclude(&mut self, doubt: bool, said: &mut Vec<Said>) {
        if doubt {
            return self.refer(said);
        }
        let rule = self.book.rule;
        let mut drawn = Fails;
        for (number, entry) in (1..).zip(&rule.verdicts) {
            let soft = self.soft.get();
            let answer = match &entry.node.guard {
                Guard::Always => Holds,
                Guard::When(condition) => self.holds(condition),
                Guard::Otherwise => drawn.not(),
            };
            match answer {
                Holds => {
                    if self.draw(number, &entry.node.verdict, said) {
                        drawn = Holds;
                    }
                }
                Undecided => {
                    self.refer(said);
                    drawn = Answer::any([drawn, Undecided]);
                }
                Fails => {}
            }
            self.soft.set(soft);
        }
    }

    /// What follows when it cannot be decided: the verdicts of 不明, else its first variable is shown to staff.
    fn refer(&mut self, said: &mut Vec<Said>) {
        let rule = self.book.rule;
        let mut referred = false;
        for entry in &rule.unknowns {
            let open = |name: &ast::Name| self.variable(&name.text).is_none_or(|value| !is_known(&value));
            if entry.node.names.iter().any(open) {
                referred = true;
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
        }
        if !referred {
            let first = rule.bindings.first().and_then(|binding| self.variable(&binding.node.name.text));
            let things = first.map(|value| things_of(&value)).unwrap_or_default();
            said.push(self.said(0, Decision::Undecided, Conclusion::Flag, &None, &things));
        }
    }

    /// Draws a verdict on what is left of its subject; whether anything was left.
    fn draw(&mut self, number: usize, verdict: &Verdict, said: &mut Vec<Said>) -> bool {
        let things = self.subject(&verdict.subject.node);
        let cut = match &verdict.kind {
            VerdictKind::ReduceTo(to) => {
                self.cut(&things, verdict.cut, self.value(&to.node).ends().most, true)
            }
            VerdictKind::ReduceBy(by) => {
                self.cut(&things, verdict.cut, self.value(&by.node).ends().least, false)
            }
            VerdictKind::Keep(number) => self.all_but_dearest(&things, self.value(&number.node).ends().most),
            VerdictKind::Remove => things.clone(),
            _ => Vec::new(),
        };
        let told = self.said(number, Decision::Fired, conclusion(&verdict.kind), &verdict.reason, &things);
        said.push(told);
        self.gone.borrow_mut().extend(cut);
        true
    }

    fn subject(&self, of: &ast::Value) -> Vec<Thing> {
        let mut things = things_of(&self.value(of));
        things.retain(|thing| !self.gone.borrow().contains(thing));
        things
    }

    /// The things that go when a count is cut: the newest first, or the cheapest.
    fn cut(&self, things: &[Thing], order: Option<CutOrder>, number: Option<i128>, to: bool) -> Vec<Thing> {
        let Some(number) = number.map(|number| number / ONE) else { return Vec::new() };
        let mut ordered = things.to_vec();
        match order {
            Some(CutOrder::CheapestFirst) => {
                ordered.sort_by_key(|&t| self.case.field(t, "points").ends().least)
            }
            _ => ordered.sort_by_key(|&t| std::cmp::Reverse(self.case.day(t))),
        }
        let total: i128 = things.iter().filter_map(|&t| self.case.count(t)).sum();
        let mut rest = if to { total - number } else { number };
        let mut gone = Vec::new();
        for thing in ordered {
            let count = self.case.count(thing).unwrap_or(1);
            if rest < count {
                break;
            }
            rest -= count;
            gone.push(thing);
        }
        gone
    }

    fn all_but_dearest(&self, things: &[Thing], number: Option<i128>) -> Vec<Thing> {
        let mut ordered = things.to_vec();
        ordered.sort_by_key(|&t| std::cmp::Reverse(self.case.field(t, "points").ends().least));
        ordered.into_iter().skip(number.map_or(usize::MAX, |number| (number / ONE) as usize)).collect()
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
        let mut add = |things: &[Thing], role| {
            for &thing in things {
                if let Some(row) = self.row_of(thing)
                    && !lines.iter().any(|line| line.0 == row)
                {
                    lines.push((row, self.case.code(thing), role));
                }
            }
        };
        add(subject, LineRole::Subject);
        for (_, value) in &self.variables {
            if let Value::Thing(thing) = value {
                add(&[*thing], LineRole::Witness);
            }
        }
        lines.sort();
        let days = subject.iter().filter(|&&thing| self.case.receipt_of(thing) == Some(0));
        let days =
            days.filter_map(|&thing| self.case.day(thing)).fold(0, |days, day| days | 1 << (day.day() - 1));
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

    /// The row of a line of the judged receipt.
    fn row_of(&self, thing: Thing) -> Option<u32> {
        let receipt = self.case.receipt();
        let row = match thing {
            Thing::Line { receipt: 0, bundle, line, .. } => receipt.row_of_bundle(bundle) + line as u32,
            Thing::Comment { receipt: 0, bundle: Some(bundle), at } => {
                receipt.row_of_bundle(bundle) + (receipt.bundles[bundle].lines.len() + at) as u32
            }
            Thing::Comment { receipt: 0, bundle: None, at } => {
                receipt.row_of_disease(receipt.diseases.len() + at)
            }
            Thing::Disease { receipt: 0, at } => receipt.row_of_disease(at),
            Thing::Bundle { receipt: 0, bundle, .. } => receipt.row_of_bundle(bundle),
            _ => return None,
        };
        Some(self.case.patient.row_of(0) + row)
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
