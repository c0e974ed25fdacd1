//! Examples of rules (例): a few facts become a real claim file, which the real reader and the real engine judge.

mod facts;
mod write;

use dsl::Message;
use dsl::ast::{Example, Expected, Span};
use masters::Cause;
use model::Lang;
use receipt::Batch;
use receipt::cut::{Cutter, Limits};

use crate::book::{Book, Config, Scratch};
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
    /// Something else: what the rule did.
    Failed(Vec<Judgement>),
    /// It could not be tried.
    Unwritable(Problem),
    /// The masters at hand do not say enough; with others it may do what it says.
    NeedsMasters(Vec<Cause>),
}

/// Tries one example of one rule of a book.
pub fn run(book: &Book<'_>, rule: usize, example: &Example, lang: Lang) -> Trial {
    let facts = match facts::read(example) {
        Ok(facts) => facts,
        Err(problem) => return Trial::Unwritable(problem),
    };
    let bytes = match write::file(&facts, book.masters()) {
        Ok(bytes) => bytes,
        Err(problem) => return Trial::Unwritable(problem),
    };
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
        return Trial::Unwritable(Problem { span: example.title.span, message });
    }
    let Some(own) = book.rules().get(rule) else { return Trial::Failed(Vec::new()) };
    let linked: Vec<_> = (0..facts.receipts.len())
        .filter(|&at| at != facts.judged)
        .map(|receipt| OtherClaim { batch: &batch, receipt, sure: true })
        .collect();
    let month = facts.receipts.get(facts.judged).and_then(|receipt| receipt.month);
    // An example that shows earlier claims shows all that the rule asks to know.
    let back = i32::try_from(own.history).unwrap_or(0);
    let known_from = if linked.is_empty() { None } else { month.and_then(|month| month.plus(-back)) };
    let earlier = Earlier { claims: &linked, known_from, knows_month: !linked.is_empty() };
    let config = Config { lang, excerpt_is_all: true, institution: facts.institution };
    let mut judged = book.judge(&batch, facts.judged, earlier, config, &mut Scratch::default());
    // Another edition of the rule may hold in the month of the example.
    let is_own = |at: usize| book.rules().get(at).is_some_and(|rule| rule.code == own.code);
    judged.retain(|judgement| is_own(judgement.rule));
    if is_as_said(example, &judged) {
        return Trial::Passed;
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
