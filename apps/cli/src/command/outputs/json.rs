//! The official lists as JSON: one object a line of the list, a returned receipt, a problem, a file.

use std::io::Write;

use formats::column::{Column, Part};
use formats::read::{Cell, Document, Problem};
use formats::return_file::{self, UNVERIFIED, read::ReadReturns};
use model::Lang;
use serde::Serialize;

use super::screen::place;
use super::{Content, Said, Show};

/// Writes JSON lines.
pub(super) struct Json<'a> {
    pub(super) out: &'a mut dyn Write,
    pub(super) lang: Lang,
    pub(super) names: bool,
}

/// A value of a line.
#[derive(Serialize)]
struct Value<'a> {
    item: usize,
    name: &'a str,
    /// Null where it can identify a person and was not asked for.
    value: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    from_above: bool,
}

/// What stands in a file.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Object<'a> {
    Line {
        file: &'a str,
        form: &'static str,
        line: u64,
        part: &'static str,
        receipt: Option<u32>,
        values: Vec<Value<'a>>,
    },
    Return {
        file: &'a str,
        line: u64,
        receipt: &'a str,
        claim_type: &'a str,
        month: &'a str,
        search_number: &'a str,
        records: u32,
        history: u32,
        reasons: Vec<Vec<Value<'a>>>,
    },
    Problem {
        file: &'a str,
        line: u64,
        item: Option<u8>,
        message: String,
    },
    File {
        file: &'a str,
        form: &'static str,
        name: &'static str,
        receipts: usize,
        problems: usize,
        unverified: Option<&'static str>,
    },
}

impl Show for Json<'_> {
    fn file(&mut self, said: &Said) -> anyhow::Result<()> {
        let file = said.name.as_str();
        let (form, receipts, unverified) = match &said.content {
            Content::List(list) => (list.form, self.list(file, list)?, None),
            Content::Returns(returns) => {
                self.returns(file, returns)?;
                (&return_file::FORM, returns.receipts.len(), Some(UNVERIFIED.in_lang(self.lang)))
            }
        };
        for problem in said.problems() {
            self.problem(file, problem)?;
        }
        let (name, problems) = (form.name.in_lang(self.lang), said.problems().len());
        self.write(&Object::File { file, form: form.id, name, receipts, problems, unverified })
    }
}

impl Json<'_> {
    fn write(&mut self, object: &Object<'_>) -> anyhow::Result<()> {
        serde_json::to_writer(&mut *self.out, object)?;
        Ok(self.out.write_all(b"\n")?)
    }

    /// The lines of a list; how many receipts they are of.
    fn list(&mut self, file: &str, list: &Document) -> anyhow::Result<usize> {
        let (form, mut receipts) = (list.form.id, 0_u32);
        for line in &list.lines {
            receipts += u32::from(line.begins);
            let part = match line.layout.part {
                Part::Head => "head",
                Part::Detail => "detail",
                Part::Title | Part::Names | Part::Sums => continue,
            };
            let receipt = (line.layout.part == Part::Detail).then_some(receipts);
            let values = self.values(line.layout.columns, &line.cells);
            self.write(&Object::Line { file, form, line: line.line, part, receipt, values })?;
        }
        Ok(receipts as usize)
    }

    fn values<'c>(&self, columns: &'static [Column], cells: &'c [Cell]) -> Vec<Value<'c>> {
        let value = |(at, cell): (usize, &'c Cell)| {
            let column = columns.get(at);
            let name =
                column.map_or("", |column| if self.lang == Lang::Ja { column.name } else { column.en });
            let hidden = column.is_some_and(|column| column.personal) && !self.names;
            let value = (!hidden).then_some(cell.text.0.as_str());
            Value { item: at + 1, name, value, from_above: cell.from_above }
        };
        cells.iter().enumerate().filter(|(_, cell)| !cell.text.is_empty()).map(value).collect()
    }

    fn returns(&mut self, file: &str, returns: &ReadReturns) -> anyhow::Result<()> {
        let columns = return_file::FORM.line(Part::Detail).map_or(&[][..], |line| line.columns);
        for returned in &returns.receipts {
            let item = |at: usize| returned.receipt.get(at - 1).map_or("", |item| item.0.as_str());
            let reasons = returned.reasons.iter().map(|cells| self.values(columns, cells)).collect();
            let (line, records, history) = (returned.line, returned.records, returned.history);
            self.write(&Object::Return {
                file,
                line,
                receipt: item(2),
                claim_type: item(3),
                month: item(4),
                search_number: item(19),
                records,
                history,
                reasons,
            })?;
        }
        Ok(())
    }

    fn problem(&mut self, file: &str, problem: &Problem) -> anyhow::Result<()> {
        let message = format!("{}: {}", place(problem, self.lang), problem.kind.text().in_lang(self.lang));
        let item = problem.at.map(|(item, _)| item);
        self.write(&Object::Problem { file, line: problem.line, item, message })
    }
}
