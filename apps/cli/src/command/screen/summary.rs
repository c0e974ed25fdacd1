//! The summary of a screening, for a person at the terminal.

use std::io::Write;

use batch::Run;
use comfy_table::{Cell, CellAlignment, Table, presets};
use model::{CheckKind, Lang, Queue, Text};
use outcome::Disposition;

use crate::args::Screen;
use crate::output::to_stdout;

/// How many of the most frequent checks are shown.
const CHECKS: usize = 12;

/// Tells what came of a run.
pub fn tell(run: &Run, options: &Screen, masters: &str, lang: Lang, quiet: bool) -> anyhow::Result<()> {
    let written = to_stdout(|out| {
        if options.json {
            serde_json::to_writer(&mut *out, &run.counts)?;
            writeln!(out)?;
        } else if !quiet {
            Told { run, lang }.all(out, masters, options)?;
        }
        Ok(())
    });
    for input in run.inputs.iter().filter(|input| input.broken.is_some() || input.refused) {
        broken(input, lang);
    }
    let results = Text::new(
        "審査の結果のフォルダーなので、レセプトとして読みません",
        "a folder with results of a screening: not read as claims",
    );
    run.skipped.iter().for_each(|folder| anstream::eprintln!("{folder}: {}", results.in_lang(lang)));
    written.map(|_| ())
}

fn broken(input: &batch::Stream, lang: Lang) {
    let refused =
        Text::new("受け付けられない請求があります（L1）", "it holds claims that cannot be received (L1)")
            .in_lang(lang);
    let cause = input.broken.as_deref().unwrap_or(refused);
    anstream::eprintln!("{}: {cause}", input.file);
}

struct Told<'a> {
    run: &'a Run,
    lang: Lang,
}

impl Told<'_> {
    fn text(&self, ja: &'static str, en: &'static str) -> &'static str {
        Text::new(ja, en).in_lang(self.lang)
    }

    fn all(&self, out: &mut dyn Write, masters: &str, options: &Screen) -> anyhow::Result<()> {
        let counts = &self.run.counts;
        let (receipts, files) = (counts.receipts, self.run.inputs.len());
        let (word, unit, of) =
            (self.text("審査", "screened"), self.text("件", "receipts"), self.text("ファイル", "files"));
        writeln!(
            out,
            "{word} {receipts}{unit}（{files}{of}）　{}: {masters}",
            self.text("マスター", "masters")
        )?;
        writeln!(out, "{}", self.dispositions())?;
        writeln!(out, "{}", self.goals())?;
        if !counts.queues.is_empty() {
            writeln!(out, "{}", self.queues())?;
        }
        if counts.checks.values().any(|[won, ..]| *won > 0) {
            writeln!(out, "{}", self.checks())?;
        }
        self.open(out)?;
        let (claimed, taken) = (counts.points_claimed, counts.points_assessed);
        writeln!(
            out,
            "{} {claimed}　{} {taken}",
            self.text("請求点数", "points claimed"),
            self.text("査定点数", "points assessed")
        )?;
        writeln!(out, "{} {}", self.text("結果", "results"), options.out.display())?;
        Ok(())
    }

    fn table(head: [&str; 2]) -> Table {
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        table.set_header(head);
        table
    }

    fn number(n: u64) -> Cell {
        Cell::new(n).set_alignment(CellAlignment::Right)
    }

    fn dispositions(&self) -> Table {
        let mut table = Self::table([self.text("結果", "disposition"), self.text("件数", "receipts")]);
        for of in Disposition::ALL {
            table.add_row([Cell::new(of.name().in_lang(self.lang)), Self::number(self.run.counts.of(of))]);
        }
        table
    }

    fn queues(&self) -> Table {
        let mut table = Self::table([self.text("確認する人", "queue"), self.text("件数", "receipts")]);
        for queue in Queue::ALL {
            if let Some(n) = self.run.counts.queues.get(queue.slug()) {
                table.add_row([Cell::new(queue.name().in_lang(self.lang)), Self::number(*n)]);
            }
        }
        table
    }

    fn checks(&self) -> Table {
        let mut table = Self::table([self.text("検査", "check"), self.text("指摘", "findings")]);
        let mut all: Vec<(&str, u64)> =
            self.run.counts.checks.iter().map(|(check, [won, ..])| (check.as_str(), *won)).collect();
        all.sort_by_key(|(check, won)| (std::cmp::Reverse(*won), *check));
        for (check, won) in all.into_iter().filter(|(_, won)| *won > 0).take(CHECKS) {
            let kind = CheckKind::ALL.iter().find(|kind| kind.slug() == check);
            let name = kind.map_or(check, |kind| kind.name().in_lang(self.lang));
            table.add_row([Cell::new(name), Self::number(won)]);
        }
        table
    }

    /// The shares against the goals of the review of claims.
    fn goals(&self) -> String {
        let goals = self.run.goals;
        let percent = |of: u64| format!("{}.{:02}%", of / 100, of % 100);
        let (finished, flagged, committee) =
            (percent(goals.finished), percent(goals.flagged), percent(goals.before_committee));
        let open = percent(goals.only_not_evaluated);
        match self.lang {
            Lang::Ja => format!(
                "コンピュータで完結 {finished}（目標90%以上）　指摘あり {flagged}　審査委員会以上 {committee}（目標1%以下）　評価できない項目だけのため職員へ {open}"
            ),
            Lang::En => format!(
                "finished by the computer {finished} (goal 90% or more), flagged {flagged}, committee or beyond {committee} (goal 1% or less), staff only as something could not be evaluated {open}"
            ),
        }
    }

    /// What could not be evaluated, the most frequent first.
    fn open(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        let open = &self.run.counts.open;
        if open.is_empty() {
            return Ok(());
        }
        let mut causes: std::collections::BTreeMap<&str, (u64, usize)> = std::collections::BTreeMap::new();
        for (cause, n) in open.values().flatten() {
            let known = causes.entry(cause).or_default();
            *known = (known.0 + n, known.1 + 1);
        }
        let mut causes: Vec<_> = causes.into_iter().collect();
        causes.sort_by_key(|(cause, (n, _))| (std::cmp::Reverse(*n), *cause));
        writeln!(out, "{}", self.text("評価できなかった項目", "not evaluated"))?;
        for (cause, (n, rules)) in causes.into_iter().take(CHECKS) {
            let word = match self.lang {
                Lang::Ja => format!("  {n}件（{rules}種の検査）{cause}"),
                Lang::En => format!("  {n} ({rules} checks): {cause}"),
            };
            writeln!(out, "{word}")?;
        }
        Ok(())
    }
}
