//! What rules say of a batch, as findings beside those of the intake checks.

use eval::{Answer, Book, Config, Judgement, Rule, Scratch, Work};
use history::{History, Judged, Others, institution_at};
use intake::content::{Missing, NotEvaluated, Outcome};
use model::{
    Branch, Conclusion, Date, Finding, FindingLine, InstitutionKind, Lang, Level, LinkedLine, Month,
};
use receipt::{Batch, Institution};

/// The days on which any rule holds, where none holds in a month.
type Silence = Option<(Date, Option<Date>)>;

/// Stands for the rule book as a whole where a rule is named.
const NO_RULE: &str = "rules";

/// What is known of the patients of a batch.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    /// Their other claims, if they were given.
    pub history: Option<&'a History>,
    /// The institution in force where the batch begins.
    pub institution: Option<Institution>,
}

/// The rule books: that of the nation, and those of branches that differ.
#[derive(Clone, Copy)]
pub(crate) struct Books<'a> {
    pub national: &'a Book<'a>,
    pub branches: &'a [(Branch, &'a Book<'a>)],
}

impl<'a> Books<'a> {
    /// The book for the claims of an institution.
    pub(crate) fn of(&self, institution: Option<Institution>) -> &'a Book<'a> {
        let branch = institution.and_then(|institution| Branch::of_prefecture(institution.prefecture));
        let own = self.branches.iter().find(|(of, _)| Some(*of) == branch);
        own.map_or(self.national, |(_, book)| book)
    }
}

/// What one rule had to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleWork {
    /// Its code.
    pub rule: String,
    /// On how many receipts, and with how many looks.
    pub work: Work,
}

/// Judges the receipts of a batch: all of them, or those that are marked.
pub(crate) fn judge(
    (books, only): (Books<'_>, Option<&[bool]>),
    batch: &Batch,
    known: Known<'_>,
    (lang, institution): (Lang, &dyn Fn(usize) -> InstitutionKind),
    scratch: &mut Scratch,
    outcome: &mut Outcome,
) -> Vec<RuleWork> {
    let mut work = Vec::new();
    let mut others = Others::default();
    let mut silent: Option<(Month, Silence)> = None;
    let mut book = books.national;
    for (receipt, of) in batch.receipts.iter().enumerate() {
        if only.is_some_and(|only| only.get(receipt) == Some(&false)) {
            continue;
        }
        let seq = batch.seq_of(receipt);
        if !books.branches.is_empty() {
            let of = books.of(institution_at(known.institution, batch, receipt));
            if !std::ptr::eq(of, book) {
                done(book, scratch, &mut work);
                (book, silent) = (of, None);
            }
        }
        if let Some(month) = of.month {
            // Nearly all receipts of a batch are of one month.
            let known = silent.filter(|(known, _)| *known == month);
            let (_, days) = *silent.insert(known.unwrap_or_else(|| (month, book.silent_in(month))));
            if let Some((from, until)) = days {
                let cause = Missing::Rules(from, until);
                outcome.not_evaluated.push(NotEvaluated { seq, rule: NO_RULE.into(), cause, codes: 1 });
                continue;
            }
        }
        if let Some(history) = known.history {
            history.others(Judged { batch, receipt, institution: known.institution }, &mut others);
        }
        let config = Config { lang, institution: institution(receipt), excerpt_is_all: false };
        one(book, (batch, receipt), (known.history, &others), config, scratch, outcome);
    }
    // Stable: what the intake checks say of a receipt stands before what the rules say.
    outcome.findings.sort_by_key(|finding| finding.seq);
    outcome.not_evaluated.sort_by_key(|missing| missing.seq);
    done(book, scratch, &mut work);
    work
}

/// Judges one receipt, with the other claims of its patient.
pub(crate) fn one(
    book: &Book<'_>,
    (batch, receipt): (&Batch, usize),
    (history, others): (Option<&History>, &Others<'_>),
    config: Config,
    scratch: &mut Scratch,
    outcome: &mut Outcome,
) {
    let seq = batch.seq_of(receipt);
    for judgement in book.judge(batch, receipt, others.earlier(), config, scratch) {
        let Some(rule) = book.rules().get(judgement.rule) else { continue };
        match judgement.answer {
            Answer::Fired | Answer::Referred => {
                let linked = history.map_or_else(Vec::new, |history| linked(history, others, &judgement));
                outcome.findings.push(Finding { linked, ..finding(batch, seq, rule, judgement) });
            }
            Answer::Undecided => not_evaluated(seq, rule, &judgement, &mut outcome.not_evaluated),
        }
    }
}

/// Takes in what the rules of a book had to do.
fn done(book: &Book<'_>, scratch: &mut Scratch, into: &mut Vec<RuleWork>) {
    let name = |rule: usize| book.rules().get(rule).map_or_else(String::new, |rule| rule.code.clone());
    into.extend(scratch.take_work().map(|(rule, work)| RuleWork { rule: name(rule), work }));
}

fn finding(batch: &Batch, seq: u64, rule: &Rule, judgement: Judgement) -> Finding {
    let lines = judgement.lines.iter().map(|line| FindingLine {
        line: batch.line_of(line.row),
        code: line.code,
        role: line.role,
    });
    Finding {
        rule: rule.code.clone().into(),
        edition: Some(rule.valid),
        check: rule.check,
        certainty: judgement.certainty,
        conclusion: judgement.conclusion,
        queue: judgement.queue,
        effect: judgement.effect,
        reason: judgement.reason.map(Into::into),
        official: None,
        level: if judgement.conclusion == Conclusion::Notice { Level::L48 } else { Level::L4 },
        seq,
        lines: lines.collect(),
        linked: Vec::new(),
        days: judgement.days,
        rows: judgement.rests.0,
        message: judgement.message,
        advice: judgement.remedy,
        basis: rule.basis.clone().into(),
    }
}

/// The lines of other claims, by file and line.
fn linked(history: &History, others: &Others<'_>, judgement: &Judgement) -> Vec<LinkedLine> {
    let line = |named: &eval::NamedElsewhere| {
        let place = others.place(history, named.claim, named.row)?;
        Some(LinkedLine {
            file: place.file,
            seq: place.seq,
            line: place.line,
            month: place.month,
            record: named.record,
            code: named.code,
            role: named.role,
        })
    };
    judgement.elsewhere.iter().filter_map(line).collect()
}

fn not_evaluated(seq: u64, rule: &Rule, judgement: &Judgement, into: &mut Vec<NotEvaluated>) {
    let missing = |cause| NotEvaluated { seq, rule: rule.code.clone().into(), cause, codes: 1 };
    if judgement.causes.is_empty() {
        into.push(missing(Missing::Facts));
    }
    into.extend(judgement.causes.iter().map(|&cause| missing(Missing::Master(cause))));
}
