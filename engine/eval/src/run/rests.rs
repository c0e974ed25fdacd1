//! The rows of masters and tables that a judgement rests on: what it was made of is asked once more, and somebody listens.
//!
//! PERF: only what is said is asked again, so a receipt of which nothing is said pays nothing for it.

use masters::Row;
use model::{Date, MasterRow};

use super::Run;
use super::rows::special_item;
use super::thing::Thing;
use super::trace::{Event, Trace};
use super::values::Val;
use crate::program::{Act, Bound, Guard, Noun, Step};
use crate::tri::Tri;

/// So many rows are told of one judgement at most.
pub(crate) const MOST_ROWS: usize = 16;

/// The rows of masters and tables that a judgement rests on, at most sixteen, in the order in which they were read.
///
/// They are told beside what it says and are no part of that: of two rows that say the same for a rule the plan may look at
/// one only, so judgements are equal whichever of them is told.
#[derive(Clone, Debug, Default)]
pub struct Rests(pub Vec<MasterRow>);

impl PartialEq for Rests {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Rests {}

impl Rests {
    /// Takes in the rows of a judgement that says the same.
    pub(super) fn join(&mut self, other: Self) {
        other.0.into_iter().for_each(|row| self.add(row));
    }

    fn add(&mut self, row: MasterRow) {
        let is_known = self.0.iter_mut().any(|known| known.join(&row));
        if !is_known && self.0.len() < MOST_ROWS {
            self.0.push(row);
        }
    }
}

/// One row with the columns that were read of it: found by which code, on which day.
struct Looked<'a> {
    row: Row<'a>,
    code: Option<u32>,
    on: Date,
    items: Vec<u16>,
}

/// Somebody who writes down what is read of rows, but for what was read of things that are not meant.
#[derive(Default)]
struct Reader<'a> {
    read: Vec<(Row<'a>, Option<u32>, Date, u16)>,
    /// Of what is being tried, innermost last: how much had been read before.
    tried: Vec<usize>,
}

impl<'a> Trace<'a> for &mut Reader<'a> {
    const ON: bool = true;

    fn hear(&mut self, event: Event<'a>) {
        match event {
            Event::Try => self.tried.push(self.read.len()),
            Event::Tried(meant) => {
                let before = self.tried.pop().unwrap_or(0);
                if meant == Tri::No {
                    self.read.truncate(before);
                }
            }
            Event::Read(row, code, on, item) => self.read.push((row, code, on, item)),
            _ => {}
        }
    }
}

impl<'a> Reader<'a> {
    fn rests(self) -> Rests {
        let mut looked: Vec<Looked<'a>> = Vec::new();
        for (row, code, on, item) in self.read {
            let known = looked.iter_mut().find(|known| known.code == code && known.row == row);
            match known {
                Some(known) if known.items.contains(&item) => {}
                Some(known) => known.items.push(item),
                None => looked.push(Looked { row, code, on, items: vec![item] }),
            }
        }
        let mut rests = Rests::default();
        for one in looked {
            // 特例条件 is read of every row of a table that has it, as it softens what is said.
            let special = special_item(one.row.kind()).filter(|item| !one.items.contains(item));
            rests.add(one.row.told(one.code, one.on, one.items.into_iter().chain(special)));
        }
        rests
    }
}

impl<'a, T: Trace<'a>> Run<'a, '_, T> {
    /// What the judgement that is being made rests on: the things that variables stand for, the condition, and the clause
    /// that leads to the verdict.
    pub(super) fn rests(&mut self, number: usize) -> Rests {
        let (rule, grounds, mark) = (self.rule, self.grounds, self.mark());
        // What earlier verdicts took away was there when the condition was asked.
        let (gone, looks) = (std::mem::take(&mut self.piles.gone), self.piles.looks);
        let (mut reader, mut nobody) = (Reader::default(), Vec::new());
        let mut again = Run {
            planned: self.planned,
            ..Run::on(&mut reader, self.case, (self.number, rule), self.piles, &mut nobody)
        };
        again.ask_variables();
        if let Some(condition) = &rule.condition {
            again.holds(condition);
        }
        again.ask_verdict(number);
        (self.piles.gone, self.piles.looks, self.grounds) = (gone, looks, grounds);
        self.release(mark);
        reader.rests()
    }

    fn ask_variables(&mut self) {
        let rule = self.rule;
        for binding in &rule.bindings {
            let stands = self.piles.slots.get(binding.slot).copied().unwrap_or(Val::Unknown);
            match (&binding.bound, stands) {
                (Bound::Each(noun), Val::Thing(thing)) => self.ask_thing(noun, thing),
                (Bound::All(noun), Val::Group(found)) => {
                    let mut at = 0;
                    while let Some((thing, _)) = self.nth(found, at).filter(|_| at < MOST_ROWS) {
                        self.ask_thing(noun, thing);
                        at += 1;
                    }
                }
                (Bound::Value(value), _) => {
                    self.value(value);
                }
                _ => {}
            }
        }
    }

    /// What a noun phrase reads of something that it found.
    fn ask_thing(&mut self, noun: &'a Noun, thing: Thing<'a>) {
        self.tell_key(noun, thing);
        if let Some(set) = &noun.set {
            self.thing_in(set, thing);
        }
        if let Some(filter) = &noun.filter {
            self.holds_of(thing, filter);
        }
    }

    /// The columns by which a row of a table was found.
    pub(super) fn tell_key(&mut self, noun: &'a Noun, thing: Thing<'a>) {
        if let (Some(table), Thing::Row(row)) = (&noun.table, thing) {
            let also = table.also.iter().map(|(item, _)| *item);
            let among = table.among.iter().map(|(item, _)| *item);
            let items: Vec<u16> = std::iter::once(table.item).chain(also).chain(among).collect();
            self.tell_read(thing, row, &items);
        }
    }

    /// What was asked on the way to a verdict; 0: that of an exception, or what the author wrote for the unknown.
    fn ask_verdict(&mut self, number: usize) {
        let rule = self.rule;
        if number == 0 {
            for exception in rule.exceptions.iter().filter(|exception| exception.verdict.is_some()) {
                self.holds(&exception.condition);
            }
        }
        for guarded in rule.verdicts.iter().take(number) {
            if let Guard::When(condition) = &guarded.guard {
                self.holds(condition);
            }
        }
        let act = number.checked_sub(1).and_then(|at| rule.verdicts.get(at)).map(|drawn| &drawn.verdict.act);
        if let Some(
            Act::ReduceTo(by)
            | Act::ReduceBy(by)
            | Act::Keep(by)
            | Act::Correct(by)
            | Act::Cap(by)
            | Act::Replace(by),
        ) = act
        {
            self.value(by);
        }
    }
}

/// The columns of a row that a field is read from; a name is shown, and nothing rests on it.
///
/// SPEC: マスターファイル仕様説明書（令和6年度版）３（７） items 85, 92 and 93 (コード表用番号), 68 (告示等識別区分).
pub(super) fn read_by(step: Step, row: Row<'_>) -> Vec<u16> {
    match step {
        Step::LawSection => vec![85, 92, 93],
        Step::IsAddition => vec![68],
        Step::Column(kind, item, _) if kind == row.kind() => vec![item],
        _ => Vec::new(),
    }
}
