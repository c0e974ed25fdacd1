//! Exceptions, verdicts, and what a finding says.

use dsl::ast::{self, CutOrder, Guard, Outcome, Verdict, VerdictKind};
use model::{Certainty, Conclusion, LineRole};

use super::known::Answer::{self, Fails, Holds, Undecided};
use super::known::{Ends, Found, ONE, Value};
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
        // Whether one of some outcomes speaks of this receipt.
        let may_speak = |outcomes: &[&Outcome]| {
            outcomes.iter().any(|outcome| match outcome {
                Outcome::Verdict(verdict) => self.is_here(verdict),
                Outcome::Stop => false,
            })
        };
        let speaks = may_speak(&sure) || may_speak(&perhaps);
        let Some(&first) = sure.first() else {
            return match may_speak(&perhaps) {
                true => self.refer(said),
                false => self.conclude(doubt || !perhaps.is_empty(), said),
            };
        };
        let agree = |list: &[&Outcome]| list.iter().all(|outcome| is_same(outcome, first));
        match first {
            _ if !agree(&sure) && speaks => self.refer(said),
            _ if !agree(&sure) => {}
            Outcome::Stop => {}
            Outcome::Verdict(_) if !agree(&perhaps) && speaks => self.refer(said),
            Outcome::Verdict(_) if !agree(&perhaps) => {}
            Outcome::Verdict(verdict) => self.draw(0, verdict, doubt, said),
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
    /// without any, that the rule could not be evaluated, which names no line.
    fn refer(&mut self, said: &mut Vec<Said>) {
        let rule = self.book.rule;
        let open = |name: &ast::Name| self.variable(&name.text).is_none_or(|value| !is_known(&value));
        let written = rule.unknowns.iter().find(|entry| entry.node.names.iter().any(open));
        said.push(match written.or(rule.unknowns.first()) {
            Some(entry) => {
                let verdict = &entry.node.verdict;
                let things = self.subject(&verdict.subject.node);
                self.said(0, Decision::Referred, conclusion(&verdict.kind), &verdict.reason, &things)
            }
            None => Said {
                verdict: 0,
                decision: Decision::Undecided,
                certainty: self.certainty(Decision::Undecided),
                conclusion: Conclusion::Flag,
                reason: None,
                lines: vec![(self.case.patient.row_of(0), None, LineRole::Subject)],
                days: 0,
            },
        });
    }

    /// Whether a verdict speaks of the judged receipt: of all of it, of something on it, or of something on no receipt.
    fn is_here(&self, verdict: &Verdict) -> bool {
        match self.value(&verdict.subject.node) {
            Value::Thing(_) => self.any_here(&self.subject(&verdict.subject.node)),
            Value::Group(found) => self.any_here(&found.sure) || self.any_here(&found.perhaps),
            _ => true,
        }
    }

    fn any_here(&self, things: &[Thing]) -> bool {
        things.iter().any(|&thing| self.case.receipt_of(thing).is_none_or(|receipt| receipt == 0))
    }

    /// Draws a verdict on what is left of its subject.
    fn draw(&mut self, number: usize, verdict: &Verdict, doubt: bool, said: &mut Vec<Said>) {
        let here = self.is_here(verdict);
        let falls = if doubt { None } else { self.falls(verdict) };
        let Some(falls) = falls else {
            if here {
                self.refer(said);
            }
            return;
        };
        if self.value(&verdict.subject.node) == Value::Receipt || self.any_here(&falls) {
            said.push(self.said(number, Decision::Fired, conclusion(&verdict.kind), &verdict.reason, &falls));
        }
        if matches!(
            verdict.kind,
            VerdictKind::Remove | VerdictKind::Keep(_) | VerdictKind::ReduceTo(_) | VerdictKind::ReduceBy(_)
        ) {
            self.gone.borrow_mut().extend(falls);
        }
    }

    /// What a verdict speaks of: of one that cuts, what falls in any case; none where that is not known.
    fn falls(&self, verdict: &Verdict) -> Option<Vec<Thing>> {
        let things = self.subject(&verdict.subject.node);
        let cuts = matches!(
            verdict.kind,
            VerdictKind::Keep(_) | VerdictKind::ReduceTo(_) | VerdictKind::ReduceBy(_)
        );
        let group = match self.value(&verdict.subject.node) {
            Value::Group(group) => group,
            // One thing is a group of one.
            Value::Thing(_) if cuts => Found { sure: things.clone(), ..Found::default() },
            _ => return self.is_told(verdict).then_some(things),
        };
        let may = |of: &dyn Fn(&[Thing]) -> i128| {
            let all: Vec<Thing> = group.sure.iter().chain(&group.perhaps).copied().collect();
            Ends { least: Some(of(&group.sure)), most: (!group.more).then(|| of(&all)) }
        };
        let times = |things: &[Thing]| things.iter().filter_map(|&thing| self.case.count(thing)).sum();
        let number = |of: &ast::Value| {
            let whole = |end: i128| end.div_euclid(ONE).max(0);
            let ends = self.value(of).ends();
            // Less than nothing is not cut, however much less it is.
            Ends { least: Some(ends.least.map_or(0, whole)), most: ends.most.map(whole) }
        };
        match &verdict.kind {
            VerdictKind::ReduceTo(to) => {
                let cut = above(may(&times), number(&to.node))?;
                self.cut(&things, verdict.cut, cut)
            }
            VerdictKind::ReduceBy(by) => {
                let Ends { least, most } = number(&by.node);
                let nothing = most == Some(0);
                let all_known = group.perhaps.is_empty() && !group.more;
                let is_decided = nothing || all_known && (things.is_empty() || least > Some(0));
                let cut = least.filter(|_| is_decided && !nothing).unwrap_or(0);
                is_decided.then(|| self.cut(&things, verdict.cut, cut))?
            }
            VerdictKind::Keep(keep) => {
                let fall = above(may(&|things| things.len() as i128), number(&keep.node))?;
                self.cheapest(&things, fall)
            }
            _ => self.is_told(verdict).then_some(things),
        }
    }

    /// What something is corrected to must be known before anybody is told so.
    fn is_told(&self, verdict: &Verdict) -> bool {
        match &verdict.kind {
            VerdictKind::Correct(to) | VerdictKind::Cap(to) | VerdictKind::Replace(to) => {
                self.value(&to.node) != Value::NotKnown
            }
            _ => true,
        }
    }

    fn subject(&self, of: &ast::Value) -> Vec<Thing> {
        let mut things = things_of(&self.value(of));
        things.retain(|thing| !self.gone.borrow().contains(thing));
        things
    }

    /// The things of which something falls when so many times are cut: the newest first, or the cheapest; of equals the one
    /// further down. None where of equals on this receipt and on others a part would fall and a part stay.
    fn cut(&self, things: &[Thing], order: Option<CutOrder>, times: i128) -> Option<Vec<Thing>> {
        if times <= 0 {
            return Some(Vec::new());
        }
        let mut ordered: Vec<Thing> = things.iter().rev().copied().collect();
        let mut points = vec![0; ordered.len()];
        if order == Some(CutOrder::CheapestFirst) {
            (points, ordered) = self.by_points(ordered)?.into_iter().unzip();
        } else {
            ordered.sort_by_key(|&thing| std::cmp::Reverse(self.case.day(thing)));
        }
        let (mut rest, mut falls) = (times, Vec::new());
        for &thing in &ordered {
            if rest <= 0 {
                break;
            }
            rest -= self.case.count(thing).unwrap_or(1);
            falls.push(thing);
        }
        let key = |at: usize| match order {
            Some(CutOrder::CheapestFirst) => (None, points[at]),
            _ => (self.case.day(ordered[at]), 0),
        };
        let Some(last) = falls.len().checked_sub(1) else { return Some(falls) };
        let equals: Vec<usize> = (0..ordered.len()).filter(|&at| key(at) == key(last)).collect();
        let some_stay = rest < 0 || equals.iter().any(|&at| at >= falls.len());
        (!some_stay || !self.on_this_and_others(equals.iter().map(|&at| ordered[at]))).then_some(falls)
    }

    /// The cheapest of some things, of equals the one further down: what falls when the dearest (主たるもの) stay.
    fn cheapest(&self, things: &[Thing], number: i128) -> Option<Vec<Thing>> {
        if number <= 0 {
            return Some(Vec::new());
        }
        let ordered = self.by_points(things.iter().rev().copied().collect())?;
        let (falls, stays) = ordered.split_at(ordered.len().min(number as usize));
        let dearest = falls.last().map(|&(points, _)| points);
        let equals = ordered.iter().filter(|(points, _)| Some(*points) == dearest).map(|&(_, thing)| thing);
        let some_stay = stays.iter().any(|(points, _)| Some(*points) == dearest);
        let decided = !some_stay || !self.on_this_and_others(equals);
        decided.then(|| falls.iter().map(|&(_, thing)| thing).collect())
    }

    /// Whether some of these stand on the judged receipt and some on others.
    fn on_this_and_others(&self, things: impl Iterator<Item = Thing>) -> bool {
        let here = |thing: Thing| self.case.receipt_of(thing).is_none_or(|receipt| receipt == 0);
        let (mut this, mut others) = (false, false);
        for thing in things {
            (this, others) = (this || here(thing), others || !here(thing));
        }
        this && others
    }

    /// The cheapest first, each with its points; none where the points of one are not known.
    fn by_points(&self, things: Vec<Thing>) -> Option<Vec<(i128, Thing)>> {
        let points = |thing: Thing| Some((self.case.field(thing, "points").ends().known()?, thing));
        let mut ordered = things.into_iter().map(points).collect::<Option<Vec<_>>>()?;
        ordered.sort_by_key(|&(points, _)| points);
        Some(ordered)
    }

    /// The rule's own certainty, softened.
    fn certainty(&self, decision: Decision) -> Certainty {
        let own = self.book.metadata.certainty.as_ref().map_or(Certainty::Review, |entry| entry.node);
        match own {
            Certainty::Definite if decision != Decision::Fired || self.soft.get() => Certainty::Review,
            own => own,
        }
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
            if let Thing::Line { receipt: 0, day, .. } | Thing::Bundle { receipt: 0, day, .. } = thing {
                days |= (1 << day) >> 1;
            }
        }
        if lines.is_empty() {
            lines.push((self.case.patient.row_of(0), None, LineRole::Subject));
        }
        Said {
            verdict,
            decision,
            certainty: self.certainty(decision),
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

/// How much of something is above a limit in any case; none where it is not known whether anything is.
fn above(of: Ends, limit: Ends) -> Option<i128> {
    let surely = of.least.zip(limit.most).map(|(least, limit)| least - limit).filter(|above| *above > 0);
    let never = of.most.zip(limit.least).is_some_and(|(most, limit)| most <= limit);
    surely.or(never.then_some(0))
}

/// Whether two outcomes are the same, wherever they are written.
fn is_same(one: &Outcome, other: &Outcome) -> bool {
    let plain = |outcome: &Outcome| {
        let text = format!("{outcome:?}");
        let mut parts = text.split("Span {");
        let head = parts.next().unwrap_or_default().to_owned();
        parts.fold(head, |plain, part| plain + part.split_once('}').map_or("", |(_, rest)| rest))
    };
    plain(one) == plain(other)
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
