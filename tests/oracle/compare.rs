//! The engine with its plan, the engine without, and the oracle on the same rules, receipts and masters.

use dsl::Severity;
use dsl::ast::{Body, File, Metadata, Rule};
use dsl::vocabulary::TABLES;
use eval::{Answer, Book, Config, Earlier, Judgement, OtherClaim, Scratch};
use masters::Masters;
use receipt::Batch;

use super::claims::Patient;
use super::run;
use super::things::Case;
use super::verdicts::{Decision, Said, joined};

/// A rule book in both forms.
pub struct Rules<'m> {
    pub text: String,
    pub file: File,
    book: Book<'m>,
    /// Why rules were refused.
    pub refused: Vec<String>,
}

impl<'m> Rules<'m> {
    /// Prints, reads, checks and compiles a book.
    ///
    /// # Errors
    /// What the language says against it.
    pub fn new(file: &File, masters: &'m Masters) -> Result<Self, String> {
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
        let refused = compiled
            .refused
            .iter()
            .flat_map(|refused| &refused.faults)
            .map(|fault| fault.message.en.clone())
            .collect();
        Ok(Self { text, file: parsed.file, book: Book::new(compiled, masters), refused })
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

/// One rule on one receipt, said by all three.
#[derive(Debug)]
pub struct Compared {
    pub rule: String,
    /// What the engine says with its plan, and by trying every rule on everything, word by word.
    pub planned: Vec<Judgement>,
    pub by_all: Vec<Judgement>,
    /// What the engine and the oracle say, texts left out.
    pub engine: Vec<Said>,
    pub oracle: Vec<Said>,
}

impl Compared {
    /// Whether all say the same.
    pub fn agree(&self) -> bool {
        self.engine == self.oracle && self.planned == self.by_all
    }
}

/// Judges a patient by every rule, all three ways.
pub fn compare(
    rules: &Rules<'_>,
    patient: &Patient,
    files: &[Batch],
    scratch: &mut Scratch,
) -> Vec<Compared> {
    let Some(batch) = files.first() else { return Vec::new() };
    let others = patient.others(files).into_iter();
    let claims: Vec<_> = others.map(|(batch, receipt)| OtherClaim { batch, receipt, sure: true }).collect();
    let Patient { known_from, knows_month, institution, .. } = *patient;
    let earlier = Earlier { claims: &claims, known_from, knows_month };
    let config = Config { institution, ..Config::default() };
    let planned = rules.book.judge(batch, 0, earlier, config, scratch);
    let by_all = rules.book.judge_by_all(batch, 0, earlier, config);
    let case = Case { patient, masters: rules.book.masters() };
    let sources = std::slice::from_ref(&rules.file);
    let all = rules.rules().into_iter().map(|(place, metadata, rule)| {
        let history = rule.needs.as_ref().and_then(|needs| needs.node.digits.parse().ok()).unwrap_or(0);
        let book = run::Book { files: sources, rule, metadata, history };
        let own = |judged: &[Judgement]| -> Vec<Judgement> {
            judged.iter().filter(|judgement| judgement.rule == place).cloned().collect()
        };
        let (planned, by_all) = (own(&planned), own(&by_all));
        // The twin does not know what findings change: to it, those that set different points are one.
        let engine = joined(planned.iter().map(said).collect());
        let oracle = run::judge(case, book);
        Compared { rule: rule.code.node.clone(), planned, by_all, engine, oracle }
    });
    all.collect()
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
