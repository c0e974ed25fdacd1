//! The official lists on screen: each receipt with what the list says of it.

use std::io::Write;

use formats::codes::return_class::ReturnClass;
use formats::column::{Column, Part, Repeat};
use formats::read::{Cell, Document, Problem, ProblemKind, ReadLine};
use formats::return_file::{self, UNVERIFIED, read::ReadReturn, read::ReadReturns};
use model::Lang;

use super::{Content, Said, Show, base, legend};
use crate::output::{FAINT, STRONG};

/// Shows on screen.
pub(super) struct Screen<'a> {
    pub(super) out: &'a mut dyn Write,
    pub(super) lang: Lang,
    pub(super) names: bool,
}

impl Show for Screen<'_> {
    fn file(&mut self, said: &Said) -> anyhow::Result<()> {
        match &said.content {
            Content::List(list) => self.list(&said.name, list)?,
            Content::Returns(returns) => self.returns(&said.name, returns)?,
        }
        for problem in said.problems() {
            self.problem(problem)?;
        }
        writeln!(self.out)?;
        Ok(())
    }
}

impl Screen<'_> {
    fn list(&mut self, name: &str, list: &Document) -> anyhow::Result<()> {
        let (form, id) = (list.form.name.in_lang(self.lang), list.form.id);
        writeln!(self.out, "{STRONG}{name}{STRONG:#}  {form} ({id})")?;
        let mut receipts = 0;
        let mut details = 0;
        for line in &list.lines {
            match line.layout.part {
                Part::Head => self.values(line, "  ", |_, _| true)?,
                Part::Detail => {
                    details += 1;
                    if line.begins {
                        receipts += 1;
                        self.begin(line)?;
                    }
                    self.values(line, "    ", |column, cell| !of_receipt(column) && !cell.from_above)?;
                }
                Part::Title | Part::Names | Part::Sums => {}
            }
        }
        for reason in legend::letters(list, base(name)) {
            let (letter, edition, proof) = (reason.letter, reason.edition, reason.proof.text());
            let text = if self.lang == Lang::Ja { reason.text } else { reason.en };
            writeln!(
                self.out,
                "  {FAINT}{letter}: {text} ({edition}, {}){FAINT:#}",
                proof.in_lang(self.lang)
            )?;
        }
        let differ = list.problems.len();
        match self.lang {
            Lang::Ja => {
                writeln!(self.out, "レセプト等 {receipts}件・明細 {details}行。様式と違うところ {differ}件")?
            }
            Lang::En => writeln!(
                self.out,
                "{receipts} receipts, {details} lines; {differ} differences from the form"
            )?,
        }
        Ok(())
    }

    /// What belongs to a receipt as a whole, on a line of its own; lists without such columns have none.
    fn begin(&mut self, line: &ReadLine) -> anyhow::Result<()> {
        if line.layout.columns.iter().any(of_receipt) {
            self.values(line, "  ", |column, _| of_receipt(column))?;
        }
        Ok(())
    }

    /// The values of a line that are not blank, by name.
    fn values(
        &mut self,
        line: &ReadLine,
        indent: &str,
        wanted: impl Fn(&Column, &Cell) -> bool,
    ) -> anyhow::Result<()> {
        let mut said = Vec::new();
        for (at, cell) in line.cells.iter().enumerate() {
            let column = line.layout.columns.get(at);
            let tag = at == 0 && column.is_some_and(|column| column.name == "レコード種別");
            if cell.text.is_empty() || tag || column.is_some_and(|column| !wanted(column, cell)) {
                continue;
            }
            said.push(self.value(column, at, &cell.text.0));
        }
        if !said.is_empty() {
            writeln!(self.out, "{indent}{}", said.join("  "))?;
        }
        Ok(())
    }

    fn value(&self, column: Option<&'static Column>, at: usize, text: &str) -> String {
        let Some(column) = column else { return format!("{}: {text}", at + 1) };
        let name = if self.lang == Lang::Ja { column.name } else { column.en };
        // Personal data stands on the screen only when it was asked for.
        if column.personal && !self.names {
            return format!("{name}: ***");
        }
        format!("{name}: {}{}", shown(text), self.meaning(column, text))
    }

    /// What a code of a return says, where the column holds one.
    fn meaning(&self, column: &Column, text: &str) -> String {
        let class = match text.chars().next() {
            Some(code) if column.name == "返戻区分" => ReturnClass::find(code),
            _ => None,
        };
        class.map_or_else(String::new, |class| match self.lang {
            Lang::Ja => format!("（{}）", class.text),
            Lang::En => format!(" ({})", class.en),
        })
    }

    fn returns(&mut self, name: &str, returns: &ReadReturns) -> anyhow::Result<()> {
        let form = return_file::FORM.name.in_lang(self.lang);
        writeln!(self.out, "{STRONG}{name}{STRONG:#}  {form} (HEN)")?;
        writeln!(self.out, "  {FAINT}{}{FAINT:#}", UNVERIFIED.in_lang(self.lang))?;
        self.record(Part::Head, &returns.head, "  ")?;
        for receipt in &returns.receipts {
            self.returned(receipt)?;
        }
        self.record(Part::Sums, &returns.sums, "  ")?;
        let (receipts, differ) = (returns.receipts.len(), returns.problems.len());
        match self.lang {
            Lang::Ja => writeln!(self.out, "返戻レセプト {receipts}件。様式と違うところ {differ}件")?,
            Lang::En => {
                writeln!(self.out, "{receipts} returned receipts; {differ} differences from the form")?
            }
        }
        Ok(())
    }

    fn returned(&mut self, returned: &ReadReturn) -> anyhow::Result<()> {
        let item = |at: usize| returned.receipt.get(at - 1).map_or("", |item| item.0.as_str());
        let (number, kind, month, search) = (item(2), item(3), item(4), item(19));
        let (line, records, history) = (returned.line, returned.records, returned.history);
        match self.lang {
            Lang::Ja => writeln!(
                self.out,
                "  レセプト番号: {number}  種別: {kind}  診療年月: {month}  検索番号: {search}  （{line}行目から、請求 {records}行、履歴 {history}行）"
            )?,
            Lang::En => writeln!(
                self.out,
                "  receipt: {number}  type: {kind}  month: {month}  search number: {search}  (from line {line}, {records} records, {history} lines of history)"
            )?,
        }
        if self.names {
            writeln!(self.out, "    {}  {}", item(5), item(14))?;
        }
        for reason in &returned.reasons {
            self.record(Part::Detail, reason, "    ")?;
        }
        Ok(())
    }

    fn record(&mut self, part: Part, cells: &[Cell], indent: &str) -> anyhow::Result<()> {
        let Some(layout) = return_file::FORM.line(part) else { return Ok(()) };
        let pairs = cells.iter().enumerate().skip(1).filter(|(_, cell)| !cell.text.is_empty());
        let said: Vec<String> =
            pairs.map(|(at, cell)| self.value(layout.columns.get(at), at, &cell.text.0)).collect();
        if !said.is_empty() {
            writeln!(self.out, "{indent}{}", said.join("  "))?;
        }
        Ok(())
    }

    fn problem(&mut self, problem: &Problem) -> anyhow::Result<()> {
        let place = place(problem, self.lang);
        let (what, more) = (problem.kind.text().in_lang(self.lang), more(problem.kind));
        writeln!(self.out, "  ! {place}: {what}{more}")?;
        Ok(())
    }
}

/// Columns that say something of the receipt as a whole.
const fn of_receipt(column: &Column) -> bool {
    matches!(column.repeat, Repeat::OncePerReceipt | Repeat::FirstLineOnly)
}

/// A text without control characters, which a terminal would obey.
fn shown(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}

/// Where a problem stands.
pub(super) fn place(problem: &Problem, lang: Lang) -> String {
    let line = problem.line;
    let head = match lang {
        Lang::Ja => format!("{line}行目"),
        Lang::En => format!("line {line}"),
    };
    match (problem.at, lang) {
        (Some((item, column)), Lang::Ja) => format!("{head} 項目{item} {}", column.name),
        (Some((item, column)), Lang::En) => format!("{head} item {item} {}", column.en),
        (None, _) => head,
    }
}

/// The numbers of a problem.
fn more(kind: ProblemKind) -> String {
    match kind {
        ProblemKind::Items { found, expected } => format!(" ({found} ≠ {expected})"),
        ProblemKind::Value(formats::WriteFault::Length(n)) => format!(" ({n})"),
        ProblemKind::Missing(Part::Sums) => " (HG)".to_owned(),
        ProblemKind::Missing(Part::Head) => " (HI)".to_owned(),
        _ => String::new(),
    }
}
