//! Results on screen, as a clinic's clerk reads them: receipt by receipt, each line with what is wrong and what to do.

mod line;

use std::collections::BTreeMap;
use std::io::Write;

use model::{Defect, DefectKind, Finding, Lang, Level, RecordId, Text};
use receipt::Batch;
use review::{Reviewed, Summary};

use super::Show;
use crate::args::Check;
use crate::output::{FAINT, STRONG, of_level};
use line::Lines;

/// Writes to the screen.
pub struct Screen<'a> {
    out: &'a mut dyn Write,
    lang: Lang,
    names: bool,
    all: bool,
    quiet: bool,
    /// What was only told (L48), by kind and item: how often, and the first of them in words.
    told: BTreeMap<(DefectKind, Option<RecordId>, Option<u8>), (u64, String)>,
}

/// A defect or a finding, to be shown under its line.
enum Told<'a> {
    Defect(&'a Defect),
    Finding(&'a Finding),
}

impl Told<'_> {
    fn line(&self) -> u64 {
        match self {
            Self::Defect(defect) => defect.place.line,
            Self::Finding(finding) => finding.lines.first().map_or(0, |line| line.line),
        }
    }

    fn seq(&self) -> Option<u64> {
        match self {
            Self::Defect(defect) => defect.seq,
            Self::Finding(finding) => Some(finding.seq),
        }
    }
}

impl<'a> Screen<'a> {
    /// Writes to `out`.
    pub fn new(out: &'a mut dyn Write, lang: Lang, options: &Check, quiet: bool) -> Self {
        Self { out, lang, names: options.names, all: options.all, quiet, told: BTreeMap::new() }
    }

    fn text(&self, ja: &'static str, en: &'static str) -> &'static str {
        Text::new(ja, en).in_lang(self.lang)
    }

    fn receipt(&mut self, batch: &Batch, seq: u64) -> anyhow::Result<()> {
        let index = seq.checked_sub(batch.receipts_before + 1).and_then(|i| usize::try_from(i).ok());
        let Some(receipt) = index.and_then(|i| batch.receipts.get(i)) else { return Ok(()) };
        let title = line::receipt_title(batch, receipt, self.names, self.lang);
        writeln!(self.out, "\n{STRONG}■ {title}{STRONG:#}")?;
        Ok(())
    }

    fn told(&mut self, told: &Told<'_>) -> anyhow::Result<()> {
        let (level, code, what, advice, basis) = match told {
            Told::Defect(defect) => (
                defect.level,
                defect.official,
                intake::message::what(defect, self.lang),
                intake::message::advice(defect, self.lang),
                "",
            ),
            Told::Finding(finding) => {
                (finding.level, finding.official, finding.message.clone(), finding.advice.clone(), finding.basis)
            }
        };
        let style = of_level(level);
        let code = code.unwrap_or_else(|| level.name());
        writeln!(self.out, "      {style}{code:<5}{style:#} {what}")?;
        writeln!(self.out, "            → {advice}")?;
        if !basis.is_empty() {
            let word = self.text("根拠", "basis");
            writeln!(self.out, "            {FAINT}{word}: {basis}{FAINT:#}")?;
        }
        Ok(())
    }
}

impl Show for Screen<'_> {
    fn begin(&mut self, name: &str) -> anyhow::Result<()> {
        self.told.clear();
        if !self.quiet {
            let word = self.text("点検するファイル", "file");
            writeln!(self.out, "{STRONG}{word}: {name}{STRONG:#}")?;
        }
        Ok(())
    }

    fn part(&mut self, part: Reviewed<'_>) -> anyhow::Result<()> {
        let mut items: Vec<Told<'_>> = Vec::new();
        for defect in part.defects {
            if defect.level == Level::L48 && !self.all {
                let key = (defect.kind, defect.place.record, defect.place.field);
                let first = || (0, intake::message::what(defect, self.lang));
                self.told.entry(key).or_insert_with(first).0 += 1;
            } else {
                items.push(Told::Defect(defect));
            }
        }
        items.extend(part.findings.iter().map(Told::Finding));
        items.sort_by_key(|item| (item.seq().is_some(), item.seq(), item.line()));
        let mut shown = (None, 0);
        for item in &items {
            let place = (item.seq(), item.line());
            if let (Some(batch), Some(seq)) = (part.batch, item.seq().filter(|_| shown.0 != place.0)) {
                self.receipt(batch, seq)?;
            } else if shown == (None, 0) && place.0.is_none() {
                let word = self.text("ファイル全体", "the file as a whole");
                writeln!(self.out, "\n{STRONG}■ {word}{STRONG:#}")?;
            }
            if let Some(batch) = part.batch.filter(|_| shown != place && place.1 > 0) {
                let content = Lines { batch, names: self.names, lang: self.lang }.describe(place.1);
                let word = match self.lang {
                    Lang::Ja => format!("{}行", place.1),
                    Lang::En => format!("line {}", place.1),
                };
                writeln!(self.out, "  {word:>6}  {content}")?;
            }
            shown = place;
            self.told(item)?;
        }
        Ok(())
    }

    fn end(&mut self, summary: &Summary, broken: Option<&str>) -> anyhow::Result<()> {
        if let Some(broken) = broken {
            let word = self.text("途中で読めなくなりました", "the file could not be read to its end");
            writeln!(self.out, "\n{STRONG}{word}: {broken}{STRONG:#}")?;
        }
        if self.quiet {
            return Ok(());
        }
        let word = self.text("まとめ", "summary");
        writeln!(self.out, "\n{STRONG}{word}{STRONG:#}")?;
        match self.lang {
            Lang::Ja => writeln!(self.out, "  レセプト {}件・{}行を点検しました", summary.receipts, summary.lines)?,
            Lang::En => writeln!(self.out, "  {} receipts, {} lines checked", summary.receipts, summary.lines)?,
        }
        let listed = |level: &Level| self.all || *level != Level::L48;
        for (level, n) in summary.defects.iter().filter(|(level, _)| listed(level)) {
            let (style, meaning) = (of_level(*level), line::level_meaning(*level).in_lang(self.lang));
            writeln!(self.out, "  {style}{:<4}{style:#}{n:>6}  {meaning}", level.name())?;
        }
        for (check, n) in &summary.findings {
            writeln!(self.out, "  {:<4}{n:>6}  {}", "", check.name().in_lang(self.lang))?;
        }
        if !self.told.is_empty() {
            let word = self.text("受け付けられますが、次の点をお知らせします（--all で一件ずつ）", "taken, but told (each with --all)");
            writeln!(self.out, "  {FAINT}{word}{FAINT:#}")?;
        }
        for (n, first) in self.told.values() {
            let more = if *n > 1 { self.text("（ほか同様）", " (and the like)") } else { "" };
            writeln!(self.out, "  {FAINT}    {n:>6}  {first}{more}{FAINT:#}")?;
        }
        if summary.is_clean() && broken.is_none() {
            let word = self.text("直すところは見つかりませんでした", "nothing to correct was found");
            writeln!(self.out, "  {word}")?;
        }
        Ok(())
    }
}
