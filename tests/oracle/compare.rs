//! The engine and the oracle on the same rules, receipts and masters.

use dsl::Severity;
use dsl::ast::{Body, File, Metadata, Rule};
use dsl::vocabulary::TABLES;
use eval::{Answer, Book, Config, Earlier, Judgement};
use masters::Masters;
use receipt::Batch;

use super::claims::Patient;
use super::run;
use super::things::Case;
use super::verdicts::{Decision, Said, joined};

/// A rule book in both forms.
pub struct Rules {
    pub text: String,
    pub file: File,
    book: Book,
    /// Why rules were refused.
    pub refused: Vec<String>,
}

impl Rules {
    /// Prints, reads, checks and compiles a book; none when the language does not take it.
    pub fn new(file: &File) -> Result<Self, String> {
        let text = dsl::print(file, dsl::Surface::Japanese);
        let parsed = dsl::parse(&text);
        let checked = dsl::check(std::slice::from_ref(&parsed.file), TABLES).into_iter().flatten();
        let wrong: Vec<String> = parsed
            .diagnostics
            .iter()
            .cloned()
            .chain(checked)
            .filter(|d| d.code.severity() == Severity::Error)
            .map(|d| dsl::diagnostic::render(&d, &text, model::Lang::En))
            .collect();
        if !wrong.is_empty() {
            return Err(format!("{}\n{text}", wrong.concat()));
        }
        let compiled = eval::compile(std::slice::from_ref(&parsed.file));
        let refused = compiled.refused.iter().map(|refused| refused.message.en.clone()).collect();
        Ok(Self { text, file: parsed.file, book: Book::new(compiled), refused })
    }

    /// The rules that run, each with its place in the engine's book.
    fn rules(&self) -> Vec<(usize, &Metadata, &Rule)> {
        let written = self.file.items.iter().filter_map(|item| match &item.body {
            Body::Rule(rule) => Some((&item.metadata, &**rule)),
            _ => None,
        });
        let place = |code: &str| self.book.rules().iter().position(|rule| rule.code == code);
        written.filter_map(|(metadata, rule)| Some((place(&rule.code.node)?, metadata, rule))).collect()
    }
}

/// One rule on one receipt, said by both.
pub struct Compared {
    pub rule: String,
    pub engine: Vec<Said>,
    pub oracle: Vec<Said>,
}

impl Compared {
    /// Whether both say the same.
    pub fn agree(&self) -> bool {
        self.engine == self.oracle
    }
}

/// Judges a patient by every rule, both ways.
pub fn compare(rules: &Rules, patient: &Patient, batch: &Batch, masters: &Masters) -> Vec<Compared> {
    let others: Vec<usize> = (1..patient.receipts.len()).collect();
    let earlier = Earlier { batch: Some(batch), receipts: &others, known_from: patient.known_from };
    let judged = rules.book.judge(batch, 0, earlier, masters, Config::default());
    let case = Case { patient, masters };
    let files = std::slice::from_ref(&rules.file);
    let both = rules.rules().into_iter().map(|(place, metadata, rule)| {
        let history = rule.needs.as_ref().and_then(|needs| needs.node.digits.parse().ok()).unwrap_or(0);
        let book = run::Book { files, rule, metadata, history };
        let engine = judged.iter().filter(|judgement| judgement.rule == place).map(said).collect();
        Compared { rule: rule.code.node.clone(), engine: joined(engine), oracle: run::judge(case, book) }
    });
    both.collect()
}

/// A judgement without its texts.
fn said(judgement: &Judgement) -> Said {
    Said {
        verdict: judgement.verdict,
        decision: match judgement.answer {
            Answer::Fired => Decision::Fired,
            Answer::Referred => Decision::Referred,
            Answer::Undecided => Decision::Undecided,
        },
        certainty: judgement.certainty,
        conclusion: judgement.conclusion,
        reason: judgement.reason.clone(),
        lines: judgement.lines.iter().map(|line| (line.row, line.code, line.role)).collect(),
        days: judgement.days,
    }
}
