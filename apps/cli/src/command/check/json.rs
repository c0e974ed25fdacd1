//! Results as JSON lines: one object a defect, finding or file, each with its `type`.

use std::io::Write;

use history::{FileReport, History};
use model::Lang;
use review::session::{Changes, Counters, Hits, InstitutionKey, Snapshot, Tally};
use review::{Reviewed, Summary};
use serde::Serialize;

use super::{Answered, Show};
use wire::{AnsweredRow, DefectLine, FindingOut};

/// Writes JSON lines.
pub struct Json<'a> {
    out: &'a mut dyn Write,
    lang: Lang,
    file: String,
    revision: Option<String>,
}

#[derive(Serialize)]
struct Typed<'a, T: Serialize> {
    r#type: &'a str,
    #[serde(flatten)]
    value: T,
}

#[derive(Serialize)]
struct FileLine<'a> {
    file: &'a str,
    revision: Option<&'a str>,
    bytes: u64,
    lines: u64,
    receipts: u64,
    troubled: u64,
    defects: std::collections::BTreeMap<&'static str, u64>,
    findings: std::collections::BTreeMap<&'static str, u64>,
    notices: std::collections::BTreeMap<&'static str, u64>,
    not_evaluated: Vec<NotEvaluatedOut<'a>>,
    ended: Vec<EndedOut<'a>>,
    broken: Option<&'a str>,
}

/// A rule of which every edition has ended before a month of service that was seen.
#[derive(Serialize)]
struct EndedOut<'a> {
    month: u32,
    rule: &'a str,
    until: String,
}

#[derive(Serialize)]
struct HistoryLine<'a> {
    claims: usize,
    complete_from: Option<u32>,
    files: Vec<HistoryFile<'a>>,
}

#[derive(Serialize)]
struct HistoryFile<'a> {
    file: &'a str,
    claims: u64,
    first_month: Option<u32>,
    last_month: Option<u32>,
    unplaced: u64,
    damaged: u64,
    faults: u64,
    broken: bool,
}

impl<'a> From<&'a FileReport> for HistoryFile<'a> {
    fn from(file: &'a FileReport) -> Self {
        Self {
            file: &file.name,
            claims: file.claims,
            first_month: file.months.map(|(first, _)| first.number()),
            last_month: file.months.map(|(_, last)| last.number()),
            unplaced: file.unplaced,
            damaged: file.damaged,
            faults: file.faults,
            broken: file.broken,
        }
    }
}

/// Findings of a file, and receipts that have any.
#[derive(Serialize)]
struct CountsLine<'a> {
    file: String,
    rules: std::collections::BTreeMap<&'a str, HitsOut>,
    /// By prefecture, fee table and code, as they stand on the claims.
    institutions: std::collections::BTreeMap<String, HitsOut>,
}

#[derive(Serialize)]
struct HitsOut {
    findings: u64,
    receipts: u64,
}

impl From<Hits> for HitsOut {
    fn from(Hits { findings, receipts }: Hits) -> Self {
        Self { findings, receipts }
    }
}

/// What a shadow revision says otherwise.
#[derive(Serialize)]
struct ShadowLine<'a> {
    revision: Option<&'a str>,
    shadow: String,
    /// Receipts with any difference.
    receipts: u64,
    findings: u64,
    findings_of_shadow: u64,
    #[serde(flatten)]
    sum: ChangesOut,
    rules: std::collections::BTreeMap<&'a str, ChangesOut>,
}

#[derive(Serialize)]
struct ChangesOut {
    added: u64,
    removed: u64,
    changed: u64,
}

impl From<Changes> for ChangesOut {
    fn from(Changes { added, removed, changed }: Changes) -> Self {
        Self { added, removed, changed }
    }
}

/// How many returns were read.
#[derive(Serialize)]
struct ReturnsLine {
    known: usize,
}

/// The returns that a receipt answers which is filed again.
#[derive(Serialize)]
struct AnswerLine<'a> {
    file: &'a str,
    seq: u64,
    receipt: Option<u32>,
    answers: &'a AnsweredRow,
}

#[derive(Serialize)]
struct NotEvaluatedOut<'a> {
    rule: &'a str,
    cause: String,
    codes: u64,
}

impl<'a> Json<'a> {
    /// Writes to `out`; names the revision that judges, where there is one.
    pub fn new(out: &'a mut dyn Write, lang: Lang, revision: Option<String>) -> Self {
        Self { out, lang, file: String::new(), revision }
    }

    fn line<T: Serialize>(&mut self, kind: &str, value: T) -> anyhow::Result<()> {
        serde_json::to_writer(&mut self.out, &Typed { r#type: kind, value })?;
        self.out.write_all(b"\n")?;
        Ok(())
    }
}

impl Show for Json<'_> {
    fn history(&mut self, history: &History) -> anyhow::Result<()> {
        let complete_from = history.complete_from().map(model::Month::number);
        let files = history.files().iter().map(HistoryFile::from).collect();
        self.line("history", HistoryLine { claims: history.len(), complete_from, files })
    }

    fn begin(&mut self, name: &str) -> anyhow::Result<()> {
        name.clone_into(&mut self.file);
        Ok(())
    }

    fn returns(&mut self, known: usize) -> anyhow::Result<()> {
        self.line("returns", ReturnsLine { known })
    }

    fn part(&mut self, part: Reviewed<'_>, answered: &[Answered]) -> anyhow::Result<()> {
        let (file, lang) = (self.file.clone(), self.lang);
        for one in answered {
            let receipt = one.number;
            self.line("answer", AnswerLine { file: &file, seq: one.seq, receipt, answers: &one.row })?;
        }
        for defect in part.defects {
            self.line("defect", DefectLine::new(&file, part.batch, defect, lang))?;
        }
        for finding in part.findings {
            self.line("finding", FindingOut::new(&file, part.batch, finding))?;
        }
        Ok(())
    }

    fn shadow(&mut self, shadow: &Snapshot, tally: &Tally) -> anyhow::Result<()> {
        let sum = tally.sum();
        let rules = tally.rules.iter().map(|(rule, changes)| (rule.as_str(), ChangesOut::from(*changes)));
        let line = ShadowLine {
            revision: self.revision.as_deref(),
            shadow: shadow.revision().to_string(),
            receipts: tally.receipts,
            findings: tally.live,
            findings_of_shadow: tally.other,
            sum: sum.into(),
            rules: rules.collect(),
        };
        serde_json::to_writer(&mut self.out, &Typed { r#type: "shadow", value: line })?;
        self.out.write_all(b"\n")?;
        Ok(())
    }

    fn counts(&mut self, counters: &Counters) -> anyhow::Result<()> {
        let (rules, institutions) = (counters.rules(), counters.institutions());
        let rules = rules.iter().map(|(rule, hits)| (rule.as_str(), HitsOut::from(*hits))).collect();
        let named = |((prefecture, table, code), hits): (&InstitutionKey, &Hits)| {
            (format!("{prefecture:02}{table}{code:07}"), HitsOut::from(*hits))
        };
        let institutions = institutions.iter().map(named).collect();
        let file = self.file.clone();
        self.line("counts", CountsLine { file, rules, institutions })
    }

    fn end(&mut self, summary: &Summary, broken: Option<&str>) -> anyhow::Result<()> {
        let (file, revision) = (self.file.clone(), self.revision.clone());
        self.line(
            "file",
            FileLine {
                file: &file,
                revision: revision.as_deref(),
                bytes: summary.bytes,
                lines: summary.lines,
                receipts: summary.receipts,
                troubled: summary.troubled,
                defects: summary.defects.iter().map(|(level, n)| (level.name(), *n)).collect(),
                findings: summary.findings.iter().map(|(check, n)| (check.slug(), *n)).collect(),
                notices: summary.notices.iter().map(|(check, n)| (check.slug(), *n)).collect(),
                not_evaluated: summary
                    .not_evaluated
                    .iter()
                    .map(|(one, codes)| NotEvaluatedOut {
                        rule: &one.rule,
                        cause: one.cause.message(self.lang),
                        codes: *codes,
                    })
                    .collect(),
                ended: ended(summary),
                broken,
            },
        )
    }
}

fn ended(summary: &Summary) -> Vec<EndedOut<'_>> {
    let all = summary.ended.iter().flat_map(|(month, rules)| rules.iter().map(move |rule| (month, rule)));
    let out =
        all.map(|(month, (rule, until))| EndedOut { month: month.number(), rule, until: until.to_string() });
    out.collect()
}
