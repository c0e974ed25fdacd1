//! What was written down of a run, in the words of its rule.

use std::cell::Cell;

use dsl::Surface;
use dsl::ast::{self, File, State};
use dsl::print::pieces;
use model::Lang;
use receipt::Batch;

use super::recorder::{self, Ended, Recorder, Search as Sought};
use super::values::{compared, shown, truth, type_of};
use super::{Clause, Explanation, Holds, Made, Miss, Outcome, Search, Section, Stop, Value, Variable, Way};
use crate::book::{Book, Config, Scratch};
use crate::plan::{Known, Planned};
use crate::program::{Bound, Cond, Expr, Rule};
use crate::run::trace::{Asked, Doubt, Seen};
use crate::run::{self, Answer, Case, Earlier, Judgement, Piles, Run};
use crate::tri::Tri;
use crate::words::{Words, Written};

/// So many things of a group are shown.
const MOST_THINGS: usize = 6;

/// Puts one rule on one receipt into words.
pub(super) struct Teller<'t, 'a> {
    pub case: &'t Case<'a>,
    rule: &'a Rule,
    words: &'t Words<'t>,
    /// What the run works with that reads something off a thing.
    piles: Cell<Piles<'a>>,
}

/// A rule book with its words: what explains receipts.
pub struct Explainer<'b> {
    book: &'b Book<'b>,
    pub(crate) written: Written<'b>,
}

impl<'b> Explainer<'b> {
    /// A book and the files that it was compiled from.
    pub fn new(book: &'b Book<'b>, files: &'b [File]) -> Self {
        Self { book, written: Written::of(files, book.rules()) }
    }

    /// The book.
    pub const fn book(&self) -> &'b Book<'b> {
        self.book
    }

    /// Why each rule that a receipt wakes said what it said, in the order of the book.
    pub fn woken(
        &self,
        (batch, receipt): (&Batch, usize),
        earlier: Earlier<'_>,
        config: Config,
        scratch: &mut Scratch,
    ) -> Vec<Explanation> {
        let mut woken = Vec::new();
        let Some(case) = Case::new(batch, receipt, earlier, self.book.masters(), config) else {
            return woken;
        };
        let mut piles = Piles::default();
        self.book.each_woken((batch, receipt), (case.month(), earlier), scratch, |plan, planned| {
            let Some(rule) = self.book.rules().get(plan.rule) else { return };
            let record = write_down(&case, (plan.rule, rule), planned, &mut piles);
            woken.extend(tell((&case, &mut piles), &self.written, (plan.rule, rule), record, true));
        });
        woken
    }

    /// Why one rule said what it said of a receipt; it is tried on everything, so that what came near is seen.
    pub fn one(
        &self,
        number: usize,
        (batch, receipt): (&Batch, usize),
        earlier: Earlier<'_>,
        config: Config,
    ) -> Option<Explanation> {
        let rule = self.book.rules().get(number)?;
        let case = Case::new(batch, receipt, earlier, self.book.masters(), config)?;
        let mut is_woken = false;
        let month = (case.month(), earlier);
        self.book.each_woken((batch, receipt), month, &mut Scratch::default(), |plan, _| {
            is_woken |= plan.rule == number;
        });
        let known = Known::only(crate::plan::is_hopeless(rule, case.month(), self.book.masters()));
        let planned = Planned::without(&known);
        let mut piles = Piles::default();
        let record = write_down(&case, (number, rule), planned, &mut piles);
        tell((&case, &mut piles), &self.written, (number, rule), record, is_woken)
    }
}

/// A rule that could not decide, with its causes alone.
pub(super) const fn undecided(rule: usize, judgements: Vec<Judgement>) -> Explanation {
    Explanation {
        rule,
        outcome: Outcome::Undecided,
        is_woken: true,
        judgements,
        ways: 0,
        said: 0,
        shown: Vec::new(),
        stop: Stop::Told,
    }
}

/// Runs a rule and writes down how it goes, what came near as well.
fn write_down<'a>(
    case: &Case<'a>,
    of: (usize, &'a Rule),
    planned: Planned<'_>,
    piles: &mut Piles<'a>,
) -> (Recorder<'a>, Vec<Judgement>) {
    let (mut recorder, mut judgements) = (Recorder::curious(), Vec::new());
    let month = case.month();
    let (from, until) = of.1.valid;
    if from <= month.last() && until.is_none_or(|until| month.first() <= until) {
        run::judge_aloud(case, of, planned, piles, &mut judgements, &mut recorder);
    }
    (recorder, judgements)
}

pub(super) fn tell<'a>(
    (case, piles): (&Case<'a>, &mut Piles<'a>),
    written: &Written<'_>,
    (number, rule): (usize, &'a Rule),
    (recorder, judgements): (Recorder<'a>, Vec<Judgement>),
    is_woken: bool,
) -> Option<Explanation> {
    let surface = match case.config.lang {
        Lang::Ja => Surface::Japanese,
        Lang::En => Surface::English,
    };
    let words = written.words(number, surface)?;
    let teller = Teller { case, rule, words: &words, piles: Cell::new(std::mem::take(piles)) };
    let answered = |answer| judgements.iter().any(|judgement| judgement.answer == answer);
    let outcome = match () {
        () if answered(Answer::Fired) => Outcome::Fired,
        () if answered(Answer::Referred) => Outcome::Referred,
        () if answered(Answer::Undecided) => Outcome::Undecided,
        () => Outcome::Silent,
    };
    let ways: Vec<Way> = match outcome {
        Outcome::Silent => recorder.nearest.iter().map(|(_, way)| teller.way(way)).collect(),
        _ => recorder.kept.iter().map(|way| teller.way(way)).collect(),
    };
    let stop = match (outcome, ways.first()) {
        (Outcome::Silent, _) if teller.is_of_other_claims() => Stop::Setting,
        (Outcome::Silent, Some(way)) => way.stop.clone(),
        (Outcome::Silent, None) => Stop::Dates,
        _ => Stop::Told,
    };
    *piles = teller.piles.take();
    Some(Explanation {
        rule: number,
        outcome,
        is_woken,
        judgements,
        ways: recorder.ways,
        said: recorder.said,
        shown: ways,
        stop,
    })
}

impl<'a> Teller<'_, 'a> {
    pub(super) const fn lang(&self) -> Lang {
        self.case.config.lang
    }

    pub(super) const fn surface(&self) -> Surface {
        self.words.surface()
    }

    fn text(&self, ja: &'static str, en: &'static str) -> String {
        model::Text::new(ja, en).in_lang(self.lang()).to_owned()
    }

    /// Lets the run itself read something off a thing.
    pub(super) fn at_work<T>(&self, ask: impl FnOnce(&mut Run<'a, '_>) -> T) -> T {
        let (mut piles, mut judgements) = (self.piles.take(), Vec::new());
        let read = ask(&mut Run::new(self.case, self.rule, 0, &mut piles, &mut judgements));
        self.piles.set(piles);
        read
    }

    fn is_of_other_claims(&self) -> bool {
        self.rule.inpatient.is_some_and(|inpatient| self.case.inpatient() != Some(inpatient))
    }

    fn way(&self, way: &recorder::Way<'a>) -> Way {
        let mut variables: Vec<Variable> = (0..way.searches.len().max(way.stands.len()))
            .map(|at| self.variable(at, way.stands.get(at), way.searches.get(at)))
            .collect();
        if let Ended::Nothing(at) = way.ended {
            variables.truncate(at + 1);
        }
        let clauses: Vec<Clause> =
            way.clauses.iter().map(|(section, clause)| self.top(*section, clause)).collect();
        let verdicts = way.told.iter().map(|&(answer, number)| (number, self.verdict(answer, number)));
        let mut verdicts: Vec<(usize, String)> = verdicts.collect();
        verdicts.dedup();
        Way { variables, verdicts, stop: self.stop(way, &clauses), clauses }
    }

    fn stop(&self, way: &recorder::Way<'a>, clauses: &[Clause]) -> Stop {
        if !way.told.is_empty() {
            return Stop::Told;
        }
        if let Ended::Nothing(at) = way.ended {
            return Stop::Nothing(at);
        }
        let failed = clauses.iter().find(|clause| clause.section == Section::Condition);
        if let Some(failed) = failed.filter(|clause| clause.holds == Holds::No) {
            return Stop::Clause(failed.first_failed().words.clone());
        }
        let excepted = clauses.iter().rev().find_map(|clause| match clause.section {
            Section::Exception(number) if clause.holds == Holds::Yes => Some(number),
            _ => None,
        });
        excepted.map_or(Stop::NoVerdict, Stop::Exception)
    }

    fn variable(&self, at: usize, stands: Option<&Seen<'a>>, searches: Option<&Vec<Sought<'a>>>) -> Variable {
        let of = match self.rule.bindings.get(at).map(|binding| &binding.bound) {
            Some(Bound::Value(value)) => type_of(value, self.rule),
            _ => None,
        };
        let told = searches.into_iter().flatten().map(|search| self.search(search));
        Variable {
            name: self.words.variable(at),
            words: self.words.binding(at).unwrap_or_default(),
            value: stands.map(|seen| self.value(seen, of)),
            searches: told.filter(|search| stands.is_none() || !search.doubts.is_empty()).collect(),
        }
    }

    fn verdict(&self, answer: Answer, number: usize) -> String {
        let written = number.checked_sub(1).and_then(|at| self.words.verdict(at));
        match (written, answer) {
            (Some(written), _) => written,
            (None, Answer::Fired) => self.text("ただし書の結論", "the verdict of an exception"),
            (None, Answer::Referred) => self.text("不明の定めによる", "as written for the unknown"),
            (None, Answer::Undecided) => self.text("判断できない", "cannot decide"),
        }
    }

    /// A clause that stands by itself; what only holds several together is told by its parts.
    fn top(&self, section: Section, of: &recorder::Clause<'a>) -> Clause {
        let mut clause = self.clause(section, of);
        match (clause.words.is_empty(), clause.parts.len()) {
            // The only part of a condition is the condition.
            (true, 1) => clause.parts.pop().unwrap_or(clause),
            (true, _) => Clause { words: self.text("条件", "condition"), ..clause },
            _ => clause,
        }
    }

    fn clause(&self, section: Section, of: &recorder::Clause<'a>) -> Clause {
        let ty = compared(of.cond, self.words.written(of.cond), self.rule);
        let mut clause = Clause {
            section,
            words: self.words.condition(of.cond).unwrap_or_default(),
            made: match of.cond {
                Cond::All(_) => Made::All,
                Cond::Any(_) => Made::Any,
                _ => Made::One,
            },
            holds: of.holds.into(),
            values: read(of).map(|seen| self.value(seen, ty)).collect(),
            searches: of.searches.iter().map(|search| self.search(search)).collect(),
            causes: Vec::new(),
            parts: Vec::new(),
        };
        for part in &of.parts {
            let part = self.clause(section, part);
            // A part without words of its own is a piece of this clause: "not" and what is inside it.
            if part.words.is_empty() || part.words == clause.words {
                clause.values.extend(part.values);
                clause.searches.extend(part.searches);
                clause.causes.extend(part.causes);
                clause.parts.extend(part.parts);
            } else {
                clause.parts.push(part);
            }
        }
        // Causes are told once, where they arose.
        if of.holds == Tri::Unknown && clause.parts.is_empty() {
            let told = clause.searches.iter().flat_map(|search| &search.doubts);
            let told: Vec<&String> = told.collect();
            let own = of.causes.iter().map(|cause| cause.message(self.lang()));
            let own: Vec<String> = own.filter(|cause| !told.contains(&cause)).collect();
            clause.causes.extend(own);
        }
        clause
    }

    fn search(&self, of: &Sought<'a>) -> Search {
        let found = self.value(&of.found, None);
        let is_found = matches!(&found, Value::Things { sure, .. } if *sure > 0);
        let near = of.misses.iter().filter(|miss| !is_found && miss.is_near());
        Search {
            words: self.words.noun(of.noun).unwrap_or_default(),
            misses: near.map(|miss| self.miss(of, miss)).collect(),
            doubts: of.doubts.iter().map(|doubt| self.doubt(*doubt)).collect(),
            found,
        }
    }

    fn miss(&self, search: &Sought<'a>, of: &recorder::Miss<'a>) -> Miss {
        let written = self.words.noun_tree(search.noun);
        let against = of.asked.iter().filter(|(_, holds)| *holds != Tri::Yes);
        let against =
            against.filter_map(|&(asked, holds)| Some((self.asked(asked, written?)?, holds.into())));
        let filter = of.filter.as_ref().filter(|filter| filter.holds != Tri::Yes);
        Miss {
            thing: self.thing(of.thing),
            against: against.collect(),
            filter: filter.map(|filter| self.top(Section::Filter, filter)),
        }
    }

    fn asked(&self, asked: Asked, written: &ast::Noun) -> Option<String> {
        match asked {
            Asked::State => Some(match written.state? {
                State::Confirmed => self.text("確定の傷病名", "confirmed"),
                State::Suspected => self.text("疑いの傷病名", "suspected"),
                State::Main => self.text("主傷病", "main disease"),
            }),
            Asked::Window(at) => Some(pieces::window(written.windows.get(at)?, self.surface())),
            Asked::Set => Some(pieces::set(written.set.as_ref()?, self.surface())),
            // Told in full by the clause.
            Asked::Filter => None,
        }
    }

    fn doubt(&self, of: Doubt) -> String {
        match of {
            Doubt::Earlier => {
                self.text("それ以前の明細書が分からない", "earlier claims are not known as far back")
            }
            Doubt::Parallel => {
                self.text("同じ月のほかの明細書が分からない", "the other claims of the month are not known")
            }
            Doubt::Visits => self.text(
                "受診した日が明細書から分からない",
                "the receipt does not say on which days the patient came",
            ),
            Doubt::Key => {
                self.text("表を引くコードが分からない", "the code by which the table is asked is not known")
            }
            Doubt::Table(cause) => cause.message(self.lang()),
        }
    }

    fn value(&self, of: &Seen<'a>, ty: Option<dsl::vocabulary::Type>) -> Value {
        Value::Plain(match of {
            Seen::Unknown => self.text("不明", "not known"),
            Seen::Number(least, most) => shown(*least, *most, ty, self.lang()),
            Seen::Date(date) => date.to_string(),
            Seen::Month(month) => month.to_string(),
            Seen::Code(code) => format!("{code:09}"),
            Seen::Text(text) if text.is_empty() => self.text("（空欄）", "(blank)"),
            Seen::Text(text) => match self.surface() {
                Surface::Japanese => dsl::vocabulary::japanese(text).to_owned(),
                Surface::English => text.clone(),
            },
            Seen::Truth(of) => truth(*of, self.lang()).to_owned(),
            Seen::Thing(thing) => {
                return Value::Things { shown: vec![self.thing(*thing)], sure: 1, perhaps: 0, open: false };
            }
            Seen::Things { sure, maybe, open } => {
                let things = sure.iter().chain(maybe).take(MOST_THINGS);
                return Value::Things {
                    shown: things.map(|thing| self.thing(*thing)).collect(),
                    sure: sure.len(),
                    perhaps: maybe.len(),
                    open: *open,
                };
            }
        })
    }
}

/// The values that a clause read; what its author wrote stands in its words already.
fn read<'c, 'a>(of: &'c recorder::Clause<'a>) -> impl Iterator<Item = &'c Seen<'a>> {
    let sides = match of.cond {
        Cond::Compare(_, left, right) => [Some(left), Some(right)],
        _ => [None, None],
    };
    let is_literal = |side: Option<&Expr>| {
        matches!(side, Some(Expr::Number(_) | Expr::Date(_) | Expr::Month(_) | Expr::Code(_) | Expr::Text(_)))
    };
    of.values.iter().zip(sides).filter(move |(_, side)| !is_literal(*side)).map(|(seen, _)| seen)
}

impl From<Tri> for Holds {
    fn from(of: Tri) -> Self {
        match of {
            Tri::Yes => Self::Yes,
            Tri::No => Self::No,
            Tri::Unknown => Self::Unknown,
        }
    }
}
