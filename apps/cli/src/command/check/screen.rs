//! Results on screen, as a clinic's clerk reads them: receipt by receipt, each line with what is wrong and what to do.

mod line;

use std::collections::BTreeMap;
use std::io::Write;

use intake::content::rules;
use model::{Defect, DefectKind, Finding, Lang, Level, RecordId, Text};
use receipt::Batch;
use review::{Reviewed, Summary};

use super::super::masters::store::Opened;
use super::Show;
use crate::args::Check;
use crate::output::{FAINT, STRONG, of_level};
use line::Lines;

/// Writes to the screen.
pub struct Screen<'a> {
    out: &'a mut dyn Write,
    masters: &'a Opened,
    lang: Lang,
    names: bool,
    all: bool,
    quiet: bool,
    /// What was only told (L48), by kind and item: how often, and the first of them in words.
    told: BTreeMap<Item, (u64, String)>,
}

/// A kind of defect in an item of a record.
type Item = (DefectKind, Option<RecordId>, Option<u8>);

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
    pub fn new(
        out: &'a mut dyn Write,
        lang: Lang,
        options: &Check,
        masters: &'a Opened,
        quiet: bool,
    ) -> Self {
        Self { out, masters, lang, names: options.names, all: options.all, quiet, told: BTreeMap::new() }
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

    /// Checks that could not be made, one line a cause.
    fn not_evaluated(&mut self, summary: &Summary) -> anyhow::Result<()> {
        let mut causes: Vec<(String, Vec<&str>, u64)> = Vec::new();
        for (one, n) in &summary.not_evaluated {
            let rule = rules::ALL.iter().find(|rule| rule.name == one.rule);
            let title = rule.map_or(one.rule, |rule| rule.check.name().in_lang(self.lang));
            let cause = one.cause.message(self.lang);
            match causes.iter_mut().find(|(known, ..)| *known == cause) {
                Some((_, titles, most)) => {
                    *most = (*most).max(*n);
                    if !titles.contains(&title) {
                        titles.push(title);
                    }
                }
                None => causes.push((cause, vec![title], *n)),
            }
        }
        if !causes.is_empty() {
            let word = self.text("判定できなかった点検", "checks that could not be made");
            writeln!(self.out, "  {FAINT}{word}{FAINT:#}")?;
        }
        for (cause, titles, n) in causes {
            let titles = titles.join(self.text("・", ", "));
            writeln!(self.out, "  {FAINT}    {n:>6}  {cause}（{titles}）{FAINT:#}")?;
        }
        Ok(())
    }

    fn describe(&self, batch: &Batch, line: u64) -> String {
        let masters = self.masters.masters();
        Lines { batch, masters, names: self.names, lang: self.lang }.describe(line)
    }

    fn told(&mut self, told: &Told<'_>) -> anyhow::Result<()> {
        let (level, code, what, advice, basis) = match told {
            Told::Defect(defect) => (
                defect.level,
                defect.official,
                intake::message::what(defect, self.lang),
                intake::message::advice(defect, self.lang),
                line::basis(defect),
            ),
            Told::Finding(finding) => (
                finding.level,
                finding.official,
                finding.message.clone(),
                finding.advice.clone(),
                finding.basis.to_owned(),
            ),
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
            let word = self.text("マスター", "masters");
            writeln!(self.out, "{FAINT}{word}: {}{FAINT:#}", self.masters.name(self.lang))?;
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
                let content = self.describe(batch, place.1);
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
            Lang::Ja => {
                writeln!(self.out, "  レセプト {}件・{}行を点検しました", summary.receipts, summary.lines)?
            }
            Lang::En => {
                writeln!(self.out, "  {} receipts, {} lines checked", summary.receipts, summary.lines)?
            }
        }
        let listed = |level: &Level| self.all || *level != Level::L48;
        for (level, n) in summary.defects.iter().filter(|(level, _)| listed(level)) {
            let (style, meaning) = (of_level(*level), line::level_meaning(*level).in_lang(self.lang));
            writeln!(self.out, "  {style}{:<4}{style:#}{n:>6}  {meaning}", level.name())?;
        }
        for (check, n) in &summary.findings {
            writeln!(self.out, "  {:<4}{n:>6}  {}", "", check.name().in_lang(self.lang))?;
        }
        self.not_evaluated(summary)?;
        if !self.told.is_empty() {
            let word = self.text(
                "受け付けられますが、次の点をお知らせします（--all で一件ずつ）",
                "taken, but told (each with --all)",
            );
            writeln!(self.out, "  {FAINT}{word}{FAINT:#}")?;
        }
        for (n, first) in self.told.values() {
            let more = if *n > 1 { self.text("（ほか同様）", " (and the like)") } else { "" };
            writeln!(self.out, "  {FAINT}    {n:>6}  {first}{more}{FAINT:#}")?;
        }
        if summary.is_clean() && broken.is_none() {
            let word = if summary.not_evaluated.is_empty() {
                self.text("直すところは見つかりませんでした", "nothing to correct was found")
            } else {
                self.text(
                    "判定できた範囲では、直すところは見つかりませんでした",
                    "nothing to correct was found in what could be judged",
                )
            };
            writeln!(self.out, "  {word}")?;
        }
        Ok(())
    }
}
