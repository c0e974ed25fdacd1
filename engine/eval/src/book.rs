//! A compiled rule book with its masters, and a plan for each month that it was asked about.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use masters::Masters;
use model::{Date, InstitutionKind, Lang, Month};
use receipt::Batch;

use crate::compile::Compiled;
use crate::plan::{self, Answered, Awake, Judged, Known, Only, Plan, Planned, RulePlan, Silences};
use crate::program::Rule;
use crate::run::{self, Case, Earlier, Judgement, Piles};

/// Plans are kept for so many months from the first on which a rule holds; later ones are made anew each time.
const KEPT: usize = 600;

/// One receipt of so many is judged in full, whatever is remembered of others, and its looks are counted: so the count is the
/// same however the receipts are shared out.
const MEASURED: u64 = 64;

/// What judging is told besides the receipt and the masters.
#[derive(Clone, Copy, Debug, Default)]
pub struct Config {
    /// The language of messages.
    pub lang: Lang,
    /// What is known of the institution.
    pub institution: InstitutionKind,
    /// Whether tables of which only an excerpt is known count as complete; true for the examples of rules alone.
    pub excerpt_is_all: bool,
}

/// Rules that run, and the masters that they ask.
#[derive(Debug)]
pub struct Book<'m> {
    rules: Vec<Rule>,
    masters: &'m Masters,
    /// The first month of the first rule.
    first: Month,
    /// By month from the first on; made when a receipt of the month comes, read without a lock.
    plans: Vec<OnceLock<Box<Plan>>>,
}

/// What judging reuses from receipt to receipt; one for each thread.
#[derive(Debug, Default)]
pub struct Scratch {
    awake: Awake,
    piles: Piles<'static>,
    silences: Silences,
    /// By rule.
    work: Vec<Work>,
}

/// A rule that may say something of a receipt, about to be tried.
pub(crate) struct Turn<'t, 'a> {
    pub case: &'t Case<'a>,
    /// Its number in [`Book::rules`].
    pub number: usize,
    pub rule: &'a Rule,
    /// What is left to try.
    pub planned: Planned<'t>,
    /// The same with that of which it was silent on other receipts.
    pub whole: Planned<'t>,
    pub piles: &'t mut Piles<'a>,
}

impl Turn<'_, '_> {
    /// Whether anything is left out of which it was silent on other receipts.
    pub fn is_narrowed(&self) -> bool {
        let is_shorter = match (self.planned.only, self.whole.only) {
            (Only::One(_, left), Only::One(_, all)) => left.len() < all.len(),
            _ => false,
        };
        let units = self.case.judged().map_or(0, |scope| scope.units().len());
        is_shorter || self.planned.passed.is_some_and(|passed| (0..units).any(|unit| passed.has(unit)))
    }
}

/// How much a rule had to do: the same for the same receipts, on any machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// How many receipts woke it.
    pub receipts: u64,
    /// How many things it looked at on one receipt of 64.
    pub looks: u64,
}

impl Scratch {
    /// What each rule of the book had to do since this was asked last, by its number in [`Book::rules`]; those that did nothing
    /// are left out.
    pub fn take_work(&mut self) -> impl Iterator<Item = (usize, Work)> {
        let work = self.work.iter_mut().map(std::mem::take).enumerate();
        work.filter(|(_, work)| work.receipts > 0)
    }
}

impl<'m> Book<'m> {
    /// A book that asks these masters.
    pub fn new(compiled: Compiled, masters: &'m Masters) -> Self {
        let rules = compiled.rules;
        let first = rules.iter().map(|rule| rule.valid.0).min().unwrap_or(Date::FIRST).month();
        Self { rules, masters, first, plans: (0..KEPT).map(|_| OnceLock::new()).collect() }
    }

    /// The rules, by the numbers that judgements name.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The masters that it asks.
    pub const fn masters(&self) -> &'m Masters {
        self.masters
    }

    /// From and until when any rule holds, where none holds in a month.
    pub fn silent_in(&self, month: Month) -> Option<(Date, Option<Date>)> {
        let holds = |rule: &Rule| {
            rule.valid.0 <= month.last() && rule.valid.1.is_none_or(|until| month.first() <= until)
        };
        if self.rules.iter().any(holds) {
            return None;
        }
        let first = self.rules.iter().map(|rule| rule.valid.0).min()?;
        let endless = self.rules.iter().any(|rule| rule.valid.1.is_none());
        let last = self.rules.iter().filter_map(|rule| rule.valid.1).max();
        Some((first, last.filter(|_| !endless)))
    }

    /// Rules of which every edition has ended before a month, each with the last day on which one held: of that month the
    /// book says nothing about them.
    pub fn ended_before(&self, month: Month) -> Vec<(&str, Date)> {
        let mut last: BTreeMap<&str, Option<Date>> = BTreeMap::new();
        for rule in &self.rules {
            // An edition without an end, or one still to come, is none that has ended.
            let until = rule.valid.1.filter(|until| *until < month.first());
            last.entry(&rule.code)
                .and_modify(|known| *known = known.zip(until).map(|(one, other)| one.max(other)))
                .or_insert(until);
        }
        last.into_iter().filter_map(|(code, until)| Some((code, until?))).collect()
    }

    /// Judges one receipt of a batch, in the order of the rules.
    pub fn judge(
        &self,
        batch: &Batch,
        receipt: usize,
        earlier: Earlier<'_>,
        config: Config,
        scratch: &mut Scratch,
    ) -> Vec<Judgement> {
        let mut judgements = Vec::new();
        self.judge_each((batch, receipt), earlier, config, scratch, |turn| {
            let before = judgements.len();
            run::judge(turn.case, (turn.number, turn.rule), turn.planned, turn.piles, &mut judgements);
            judgements.len() > before
        });
        judgements
    }

    /// Hands over each rule that may say something of a receipt of a batch, in the order of the rules; `judge` tells whether it
    /// did.
    pub(crate) fn judge_each<'a>(
        &'a self,
        (batch, at): (&'a Batch, usize),
        earlier: Earlier<'a>,
        config: Config,
        scratch: &mut Scratch,
        mut judge: impl FnMut(Turn<'_, 'a>) -> bool,
    ) {
        let Some(receipt) = batch.receipts.get(at) else { return };
        let Some(month) = receipt.month else { return };
        // Most of what judging needs is needed only when a rule wakes.
        let mut at_work = None;
        let case = || Case::new(batch, at, earlier, self.masters, config);
        let Scratch { awake, piles: kept, silences, work } = scratch;
        work.resize(work.len().max(self.rules.len()), Work::default());
        awake.alone = earlier.is_alone(month);
        let is_measured = batch.seq_of(at).is_multiple_of(MEASURED);
        self.with_plan(month, |month| {
            silences.begin(month.number, config, receipt);
            month.wake(batch, receipt, self.masters, awake, |plan, only, sheet| {
                let judged = Judged { batch, receipt, sheet, unsteady: &month.unsteady };
                let answered = silences.ask((plan.rule, &plan.question), only, judged);
                let mut own = work.get_mut(plan.rule);
                own.iter_mut().for_each(|own| own.receipts += 1);
                if answered == Answered::Silent && !is_measured {
                    return;
                }
                let (case, piles) = at_work.get_or_insert_with(|| (case(), std::mem::take(kept).emptied()));
                let (Some(rule), Some(case)) = (self.rules.get(plan.rule), case) else { return };
                let whole = Planned { only, known: &plan.known, sheet: Some(sheet), passed: None };
                let planned = if is_measured {
                    whole
                } else {
                    Planned {
                        only: silences.left(answered, only),
                        passed: silences.passed(answered),
                        ..whole
                    }
                };
                let before = piles.looks;
                let said = judge(Turn { case, number: plan.rule, rule, planned, whole, piles });
                if is_measured && let Some(own) = own {
                    own.looks += piles.looks - before;
                }
                match answered {
                    Answered::Silent => debug_assert!(!said, "{}: silent before", rule.code),
                    Answered::May(keep) if !said => silences.keep(keep),
                    Answered::May(_) => {}
                }
            });
        });
        if let Some((_, piles)) = at_work {
            *kept = piles.emptied();
        }
    }

    /// How many rules a receipt wakes of whose patient nothing else is known: the others surely say nothing.
    pub fn awake(&self, batch: &Batch, receipt: usize, scratch: &mut Scratch) -> usize {
        let mut rules = 0;
        if let Some(receipt) = batch.receipts.get(receipt)
            && let Some(month) = receipt.month
        {
            scratch.awake.alone = true;
            self.with_plan(month, |plan| {
                plan.wake(batch, receipt, self.masters, &mut scratch.awake, |_, _, _| rules += 1);
            });
        }
        rules
    }

    /// What [`Book::judge`] says, by trying every rule on everything, slowly.
    pub fn judge_by_all(
        &self,
        batch: &Batch,
        receipt: usize,
        earlier: Earlier<'_>,
        config: Config,
    ) -> Vec<Judgement> {
        let mut judgements = Vec::new();
        let Some(case) = Case::new(batch, receipt, earlier, self.masters, config) else { return judgements };
        let (month, mut piles) = (case.month(), Piles::default());
        for (at, rule) in self.rules.iter().enumerate() {
            let (from, until) = rule.valid;
            if from <= month.last() && until.is_none_or(|until| month.first() <= until) {
                let known = Known::only(plan::is_hopeless(rule, month, self.masters));
                run::judge(&case, (at, rule), Planned::without(&known), &mut piles, &mut judgements);
            }
        }
        judgements
    }

    /// Hands over each rule that a receipt of a month wakes.
    pub(crate) fn each_woken(
        &self,
        (batch, receipt): (&Batch, usize),
        (month, earlier): (Month, Earlier<'_>),
        scratch: &mut Scratch,
        mut each: impl FnMut(&RulePlan, Planned<'_>),
    ) {
        let Some(receipt) = batch.receipts.get(receipt) else { return };
        scratch.awake.alone = earlier.is_alone(month);
        self.with_plan(month, |plan| {
            plan.wake(batch, receipt, self.masters, &mut scratch.awake, |plan, only, sheet| {
                each(plan, Planned { only, known: &plan.known, sheet: Some(sheet), passed: None });
            });
        });
    }

    pub(crate) fn with_plan(&self, month: Month, ask: impl FnOnce(&Plan)) {
        let since = |month: Month| i64::from(month.year()) * 12 + i64::from(month.month_of_year());
        // Before the first rule nothing holds.
        let Ok(at) = usize::try_from(since(month) - since(self.first)) else { return };
        let make = || Box::new(Plan::new(&self.rules, month, self.masters));
        match self.plans.get(at) {
            Some(kept) => ask(kept.get_or_init(make)),
            None => ask(&make()),
        }
    }
}
