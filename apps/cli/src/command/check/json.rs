//! Results as JSON lines: one object a defect, finding or file, each with its `type`.

use std::io::Write;

use model::Lang;
use review::{Reviewed, Summary};
use serde::Serialize;

use super::Show;
use crate::wire::{DefectLine, FindingOut};

/// Writes JSON lines.
pub struct Json<'a> {
    out: &'a mut dyn Write,
    lang: Lang,
    file: String,
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
    bytes: u64,
    lines: u64,
    receipts: u64,
    troubled: u64,
    defects: std::collections::BTreeMap<&'static str, u64>,
    findings: std::collections::BTreeMap<&'static str, u64>,
    notices: std::collections::BTreeMap<&'static str, u64>,
    not_evaluated: Vec<NotEvaluatedOut<'a>>,
    broken: Option<&'a str>,
}

#[derive(Serialize)]
struct NotEvaluatedOut<'a> {
    rule: &'a str,
    cause: String,
    codes: u64,
}

impl<'a> Json<'a> {
    /// Writes to `out`.
    pub fn new(out: &'a mut dyn Write, lang: Lang) -> Self {
        Self { out, lang, file: String::new() }
    }

    fn line<T: Serialize>(&mut self, kind: &str, value: T) -> anyhow::Result<()> {
        serde_json::to_writer(&mut self.out, &Typed { r#type: kind, value })?;
        self.out.write_all(b"\n")?;
        Ok(())
    }
}

impl Show for Json<'_> {
    fn begin(&mut self, name: &str) -> anyhow::Result<()> {
        name.clone_into(&mut self.file);
        Ok(())
    }

    fn part(&mut self, part: Reviewed<'_>) -> anyhow::Result<()> {
        let (file, lang) = (self.file.clone(), self.lang);
        for defect in part.defects {
            self.line("defect", DefectLine::new(&file, part.batch, defect, lang))?;
        }
        for finding in part.findings {
            self.line("finding", FindingOut::new(&file, part.batch, finding))?;
        }
        Ok(())
    }

    fn end(&mut self, summary: &Summary, broken: Option<&str>) -> anyhow::Result<()> {
        let file = self.file.clone();
        self.line(
            "file",
            FileLine {
                file: &file,
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
                broken,
            },
        )
    }
}
