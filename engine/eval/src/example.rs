//! Examples of rules (例): a few facts become a real claim file, which the real reader and the real engine judge.

mod facts;
mod write;

use dsl::Message;
use dsl::ast::{Example, Expected, Span};
use masters::Cause;
use model::{Lang, Month};
use receipt::Batch;
use receipt::cut::{Cutter, Limits};

use crate::book::{Book, Config, Scratch};
use crate::coverage;
use crate::run::{Answer, Earlier, Judgement, OtherClaim};

/// A fact that cannot be written into a claim file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands in the rule file.
    pub span: Span,
    /// Why.
    pub message: Message,
}

/// What an example did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trial {
    /// What it says.
    Passed,
    /// It is silent as it says, and would be whatever the clauses were: nothing that the rule speaks of is there.
    Vacuous,
    /// Something else: what the rule did.
    Failed(Vec<Judgement>),
    /// It could not be tried.
    Unwritable(Problem),
    /// The masters at hand do not say enough; with others it may do what it says.
    NeedsMasters(Vec<Cause>),
}

/// An example as a claim file that was read.
pub(crate) struct Prepared {
    batch: Batch,
    judged: usize,
    linked: Vec<usize>,
    known_from: Option<Month>,
    config: Config,
}

impl Prepared {
    /// Writes an example into a claim file and reads it.
    pub(crate) fn new(book: &Book<'_>, rule: usize, example: &Example, lang: Lang) -> Result<Self, Problem> {
        let facts = facts::read(example)?;
        let bytes = write::file(&facts, book.masters())?;
        let mut batch = Batch::default();
        let mut cutter = Cutter::new(bytes.as_slice(), Limits::default());
        // Reading from memory does not fail, and an example is far smaller than a batch.
        if cutter.next(&mut batch).is_err() {
            batch.clear_columns();
        }
        receipt::read(&mut batch);
        // What the reader refuses is not judged, and an example must not pass for that.
        if batch.receipts.len() != facts.receipts.len() || !batch.defects.is_empty() {
            let message = Message::new(
                "例から作ったレセプトに記録の誤りがあり、判定できません",
                "the receipt made of the example has defects and cannot be judged",
            );
            return Err(Problem { span: example.title.span, message });
        }
        let linked: Vec<usize> = (0..facts.receipts.len()).filter(|&at| at != facts.judged).collect();
        let month = facts.receipts.get(facts.judged).and_then(|receipt| receipt.month);
        // An example that shows earlier claims shows all that the rule asks to know.
        let history = book.rules().get(rule).map_or(0, |rule| rule.history);
        let back = i32::try_from(history).unwrap_or(0);
        let known_from = if linked.is_empty() { None } else { month.and_then(|month| month.plus(-back)) };
        let config = Config { lang, excerpt_is_all: true, institution: facts.institution };
        Ok(Self { batch, judged: facts.judged, linked, known_from, config })
    }

    /// Hands it over as judging takes it.
    pub(crate) fn ask<T>(&self, ask: impl FnOnce((&Batch, usize), Earlier<'_>, Config) -> T) -> T {
        let linked: Vec<_> = self
            .linked
            .iter()
            .map(|&receipt| OtherClaim { batch: &self.batch, receipt, sure: true })
            .collect();
        let knows_month = !linked.is_empty();
        let earlier = Earlier { claims: &linked, known_from: self.known_from, knows_month };
        ask((&self.batch, self.judged), earlier, self.config)
    }

    fn judge(&self, book: &Book<'_>, rule: usize) -> Vec<Judgement> {
        self.ask(|(batch, receipt), earlier, config| {
            let mut judged = book.judge(batch, receipt, earlier, config, &mut Scratch::default());
            // Another edition of the rule may hold in the month of the example.
            let code = |at: usize| book.rules().get(at).map(|rule| &rule.code);
            judged.retain(|judgement| code(judgement.rule) == code(rule));
            judged
        })
    }
}

/// What a rule says of an example.
///
/// # Errors
/// What cannot be written into a claim file.
pub fn said(book: &Book<'_>, rule: usize, example: &Example, lang: Lang) -> Result<Vec<Judgement>, Problem> {
    Ok(Prepared::new(book, rule, example, lang)?.judge(book, rule))
}

/// Tries one example of one rule of a book.
pub fn run(book: &Book<'_>, rule: usize, example: &Example, lang: Lang) -> Trial {
    let prepared = match Prepared::new(book, rule, example, lang) {
        Ok(prepared) => prepared,
        Err(problem) => return Trial::Unwritable(problem),
    };
    let judged = prepared.judge(book, rule);
    if is_as_said(example, &judged) {
        let is_vacuous = example.expected == Expected::Silent && coverage::is_vacuous(book, rule, &prepared);
        return if is_vacuous { Trial::Vacuous } else { Trial::Passed };
    }
    let causes: Vec<Cause> = judged.iter().flat_map(|judgement| judgement.causes.iter().copied()).collect();
    let decided = judged.iter().any(|judgement| judgement.answer == Answer::Fired);
    if causes.is_empty() || decided { Trial::Failed(judged) } else { Trial::NeedsMasters(causes) }
}

fn is_as_said(example: &Example, judged: &[Judgement]) -> bool {
    let fired = |judgement: &&Judgement| judgement.answer == Answer::Fired;
    match example.expected {
        Expected::Silent => judged.is_empty(),
        Expected::Unknown => !judged.is_empty() && !judged.iter().any(|judgement| fired(&judgement)),
        Expected::Fires => judged.iter().filter(fired).any(|judgement| {
            example.verdict.is_none_or(|number| usize::try_from(number) == Ok(judgement.verdict))
        }),
    }
}
