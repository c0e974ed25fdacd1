//! Results on screen, as a clinic's clerk reads them: receipt by receipt, each line with what is wrong and what to do.
//!
//! Everything is shown in the order of the lines of the file, so it does not matter in which parts it arrives.

mod closing;
pub mod line;
mod returns;
mod shadow;
mod told;

use std::collections::BTreeMap;
use std::io::Write;

use history::History;
use model::{Lang, Level, Text};
use receipt::Batch;
use review::session::{Counters, Snapshot, Tally};
use review::{Reviewed, Summary};

use super::super::masters::store::Opened;
use super::{Answered, Show};
use crate::args::Check;
use crate::output::{FAINT, STRONG, of_level};
use line::Lines;
use told::{Subject, Told};

/// How many other lines of a finding are shown.
const OTHER_LINES: usize = 6;
/// How many rows of masters and tables are shown; JSON has all of them.
const MOST_ROWS: usize = 3;

/// Writes to the screen.
pub struct Screen<'a> {
    out: &'a mut dyn Write,
    masters: &'a Opened,
    lang: Lang,
    names: bool,
    all: bool,
    quiet: bool,
    /// Whether earlier claims and how complete they are were given.
    linked: bool,
    /// What was only told (L48), by what it is about: how often, and the first of them in words.
    told: BTreeMap<Subject, (u64, String)>,
    /// The receipt under whose heading we are, `Some(None)` for the file itself.
    heading: Option<Option<u64>>,
    /// The line that was shown last.
    line: u64,
    /// Lines one after another that are no records: first and last.
    unknown: Option<(u64, u64)>,
}

impl<'a> Screen<'a> {
    /// Writes to `out`.
    pub fn new(
        out: &'a mut dyn Write,
        lang: Lang,
        options: &Check,
        masters: &'a Opened,
        quiet: bool,
    ) -> Self {
        Self {
            out,
            masters,
            lang,
            names: options.names,
            all: options.all,
            quiet,
            linked: options.history_complete_from.is_some(),
            told: BTreeMap::new(),
            heading: None,
            line: 0,
            unknown: None,
        }
    }

    fn text(&self, ja: &'static str, en: &'static str) -> &'static str {
        Text::new(ja, en).in_lang(self.lang)
    }

    /// The heading of a receipt or of the file, when it is another than before.
    fn heading(&mut self, batch: Option<&Batch>, seq: Option<u64>) -> anyhow::Result<()> {
        if self.heading == Some(seq) {
            return Ok(());
        }
        self.heading = Some(seq);
        self.line = 0;
        let receipt = batch.zip(seq).and_then(|(batch, seq)| {
            let index = usize::try_from(seq.checked_sub(batch.receipts_before + 1)?).ok()?;
            Some((batch, batch.receipts.get(index)?))
        });
        let title = match receipt {
            Some((batch, receipt)) => line::receipt_title(batch, receipt, self.names, self.lang),
            None => self.text("ファイル全体", "the file as a whole").to_owned(),
        };
        writeln!(self.out, "\n{STRONG}■ {title}{STRONG:#}")?;
        Ok(())
    }

    /// A line of the file with its content, when it is another than before.
    fn line(&mut self, batch: Option<&Batch>, line: u64) -> anyhow::Result<()> {
        if line == 0 || self.line == line {
            return Ok(());
        }
        self.line = line;
        let Some(batch) = batch else { return Ok(()) };
        let (number, content) = (self.line_number(line), self.describe(batch, line));
        writeln!(self.out, "  {number:>6}  {content}")?;
        Ok(())
    }

    fn line_number(&self, line: u64) -> String {
        match self.lang {
            Lang::Ja => format!("{line}行"),
            Lang::En => format!("line {line}"),
        }
    }

    fn describe(&self, batch: &Batch, line: u64) -> String {
        let masters = self.masters.masters();
        Lines { batch, masters, names: self.names, lang: self.lang }.describe(line)
    }

    fn tell(&mut self, batch: Option<&Batch>, told: &Told<'_>) -> anyhow::Result<()> {
        let parts = told.parts(self.lang);
        let style = of_level(parts.level);
        writeln!(self.out, "      {style}{:<5}{style:#} {}", parts.code, parts.what)?;
        if !parts.advice.is_empty() {
            writeln!(self.out, "            → {}", parts.advice)?;
        }
        if !parts.basis.is_empty() {
            let word = self.text("根拠", "basis");
            writeln!(self.out, "            {FAINT}{word}: {}{FAINT:#}", parts.basis)?;
        }
        for row in parts.rows.iter().take(MOST_ROWS) {
            let word = self.text("マスター", "row");
            writeln!(self.out, "            {FAINT}{word}: {row}{FAINT:#}")?;
        }
        let others = told.other_lines();
        for &line in others.iter().take(OTHER_LINES) {
            let word = self.text("関連", "with");
            let (number, content) = (self.line_number(line), batch.map(|batch| self.describe(batch, line)));
            writeln!(self.out, "            {word}: {number} {}", content.unwrap_or_default())?;
        }
        if others.len() > OTHER_LINES {
            let more = others.len() - OTHER_LINES;
            let word = match self.lang {
                Lang::Ja => format!("ほか{more}行"),
                Lang::En => format!("and {more} lines more"),
            };
            writeln!(self.out, "            {word}")?;
        }
        self.linked(told)
    }

    /// Lines of the patient's other claims.
    fn linked(&mut self, told: &Told<'_>) -> anyhow::Result<()> {
        let linked = told.linked();
        for one in linked.iter().take(OTHER_LINES) {
            let word = self.text("他の明細書", "other claim");
            let content = line::linked(one, self.masters.masters(), self.lang);
            writeln!(self.out, "            {word}: {content}")?;
        }
        if linked.len() > OTHER_LINES {
            let more = linked.len() - OTHER_LINES;
            match self.lang {
                Lang::Ja => writeln!(self.out, "            他の明細書のほか{more}行")?,
                Lang::En => writeln!(self.out, "            and {more} lines more of other claims")?,
            }
        }
        Ok(())
    }

    /// Shows the run of lines that are no records, once it has ended.
    fn unknown_run(&mut self) -> anyhow::Result<()> {
        let Some((first, last)) = self.unknown.take().filter(|(first, last)| first != last) else {
            return Ok(());
        };
        let count = last - first;
        let word = match self.lang {
            Lang::Ja => format!("      （続く{count}行、{last}行目まで同じです）"),
            Lang::En => format!("      (the same for the next {count} lines, up to line {last})"),
        };
        writeln!(self.out, "{word}")?;
        Ok(())
    }

    fn show(&mut self, batch: Option<&Batch>, told: &Told<'_>) -> anyhow::Result<()> {
        if told.is_unknown_record() {
            if let Some((first, last)) = self.unknown.filter(|(_, last)| last + 1 == told.line()) {
                self.unknown = Some((first, last + 1));
                return Ok(());
            }
            self.unknown_run()?;
            self.unknown = Some((told.line(), told.line()));
        } else {
            self.unknown_run()?;
        }
        self.heading(batch, told.seq())?;
        self.line(batch, told.line())?;
        self.tell(batch, told)
    }
}

impl Show for Screen<'_> {
    fn history(&mut self, history: &History) -> anyhow::Result<()> {
        if self.quiet {
            return Ok(());
        }
        let (files, claims) = (history.files().len(), history.len());
        let ja = |month| format!("{month}以後は全部そろっているものとして見ます");
        let line = match (self.lang, history.complete_from()) {
            (Lang::Ja, Some(month)) => format!("履歴: {files}ファイル・レセプト{claims}件。{}", ja(month)),
            (Lang::Ja, None) => format!(
                "履歴: {files}ファイル・レセプト{claims}件。そろっている月が分からないので、ないことは根拠にしません（--history-complete-from）"
            ),
            (Lang::En, Some(month)) => {
                format!("history: {claims} claims in {files} files, taken as complete from {month} on")
            }
            (Lang::En, None) => format!(
                "history: {claims} claims in {files} files; that something is not there decides nothing (--history-complete-from)"
            ),
        };
        writeln!(self.out, "{FAINT}{line}{FAINT:#}")?;
        if history.has_gaps() && history.complete_from().is_some() {
            let word = self.text(
                "履歴に読めないところがあるので、そろっているとみなさない月があります",
                "parts of the history cannot be read, so that some months do not count as complete",
            );
            writeln!(self.out, "{FAINT}{word}{FAINT:#}")?;
        }
        Ok(())
    }

    fn begin(&mut self, name: &str) -> anyhow::Result<()> {
        self.told.clear();
        self.heading = None;
        self.unknown = None;
        let member = name.contains("!/");
        if !self.quiet || member {
            let word = self.text("点検するファイル", "file");
            writeln!(self.out, "{STRONG}{word}: {name}{STRONG:#}")?;
        }
        if !self.quiet {
            let word = match self.masters {
                Opened::Revision(_) => self.text("有効な改訂", "active revision"),
                _ => self.text("マスター", "masters"),
            };
            writeln!(self.out, "{FAINT}{word}: {}{FAINT:#}", self.masters.name(self.lang))?;
        }
        Ok(())
    }

    fn returns(&mut self, known: usize) -> anyhow::Result<()> {
        if self.quiet { Ok(()) } else { returns::known(self.out, known, self.lang) }
    }

    fn part(&mut self, part: Reviewed<'_>, answered: &[Answered]) -> anyhow::Result<()> {
        let all = part.defects.iter().map(Told::Defect).chain(part.findings.iter().map(Told::Finding));
        let all = answered.iter().map(Told::Answer).chain(all);
        let (mut items, notices): (Vec<_>, Vec<_>) =
            all.partition(|told| self.all || told.is_asked_for() || told.level() != Level::L48);
        for told in notices {
            let first = || (0, told.parts(self.lang).what);
            self.told.entry(told.subject()).or_insert_with(first).0 += 1;
        }
        items.sort_by_key(Told::line);
        items.iter().try_for_each(|told| self.show(part.batch, told))
    }

    fn shadow(&mut self, shadow: &Snapshot, tally: &Tally) -> anyhow::Result<()> {
        shadow::tell(self.out, shadow, tally, self.lang)
    }

    fn counts(&mut self, _counters: &Counters) -> anyhow::Result<()> {
        // The summary of each file counts by kind of check, which is what a clerk works by.
        Ok(())
    }

    fn end(&mut self, summary: &Summary, broken: Option<&str>) -> anyhow::Result<()> {
        self.unknown_run()?;
        if let Some(broken) = broken {
            let word = self.text("途中で読めなくなりました", "the file could not be read to its end");
            writeln!(self.out, "\n{STRONG}{word}: {broken}{STRONG:#}")?;
            if summary.receipts > 0 {
                let cut = self.text(
                    "最後のレセプトは途中で切れているかもしれません。そのレセプトの指摘は、ファイル全体が読めてから確かめてください",
                    "the last receipt may be cut short: what is said of it holds only once the whole file can be read",
                );
                writeln!(self.out, "{cut}")?;
            }
        }
        if summary.receipts == 0 && summary.lines > 0 {
            let word = self.text(
                "レセプトが1件もありません。レセプト電算処理のファイル（UKE）かどうか確認してください",
                "there is no receipt in it: check whether this is a claim file (UKE)",
            );
            writeln!(self.out, "\n{STRONG}{word}{STRONG:#}")?;
        }
        if self.quiet { Ok(()) } else { self.closing(summary, broken.is_some()) }
    }
}
