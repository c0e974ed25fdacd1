//! The end of a file on screen: how many of what, what could not be judged, what was only told.

use intake::content::{Missing, rules};
use model::{Lang, Level};
use review::Summary;

use super::{Opened, Screen, line};
use crate::output::{FAINT, STRONG, of_level};

impl Screen<'_> {
    /// Writes the summary.
    pub(super) fn closing(&mut self, summary: &Summary, broken: bool) -> anyhow::Result<()> {
        let word = self.text("まとめ", "summary");
        writeln!(self.out, "\n{STRONG}{word}{STRONG:#}")?;
        let (receipts, lines) = (summary.receipts, summary.lines);
        match self.lang {
            Lang::Ja => writeln!(self.out, "  レセプト {receipts}件・{lines}行を点検しました")?,
            Lang::En => writeln!(self.out, "  {receipts} receipts, {lines} lines checked")?,
        }
        if summary.troubled > 0 {
            let troubled = summary.troubled;
            match self.lang {
                Lang::Ja => {
                    writeln!(self.out, "  {troubled}件のレセプトに確認または修正するところがあります")?
                }
                Lang::En => {
                    writeln!(self.out, "  {troubled} receipts have something to look at or to correct")?
                }
            }
        }
        let listed = |level: &Level| self.all || *level != Level::L48;
        for (level, n) in summary.defects.iter().filter(|(level, _)| listed(level)) {
            let (style, meaning) = (of_level(*level), line::level_meaning(*level).in_lang(self.lang));
            writeln!(self.out, "  {style}{:<4}{style:#}{n:>6}  {meaning}", level.name())?;
        }
        let notices = summary.notices.iter().filter(|_| self.all);
        for (check, n) in summary.findings.iter().chain(notices) {
            writeln!(self.out, "  {:<4}{n:>6}  {}", "", check.name().in_lang(self.lang))?;
        }
        self.not_evaluated(summary)?;
        self.ended(summary)?;
        self.only_told()?;
        if summary.is_clean() && !broken {
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

    /// Checks that could not be made, one line a cause, and what to do about them.
    fn not_evaluated(&mut self, summary: &Summary) -> anyhow::Result<()> {
        let mut causes: Vec<(String, Vec<&str>, u64)> = Vec::new();
        for (one, n) in &summary.not_evaluated {
            let rule = rules::ALL.iter().find(|rule| rule.name == one.rule);
            let title = match (&one.cause, rule) {
                (Missing::Rules(..), _) => self.text("ルール全体", "all rules"),
                (_, Some(rule)) => rule.check.name().in_lang(self.lang),
                (_, None) => &*one.rule,
            };
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
        if causes.is_empty() {
            return Ok(());
        }
        let word = self.text("判定できなかった点検", "checks that could not be made");
        writeln!(self.out, "  {FAINT}{word}{FAINT:#}")?;
        for (cause, titles, n) in causes {
            let titles = titles.join(self.text("・", ", "));
            writeln!(self.out, "  {FAINT}    {n:>6}  {cause}（{titles}）{FAINT:#}")?;
        }
        for advice in self.how_to_judge(summary) {
            writeln!(self.out, "  {FAINT}          → {advice}{FAINT:#}")?;
        }
        Ok(())
    }

    /// Rules that have no edition for a month that was seen; with `--all` each of them.
    fn ended(&mut self, summary: &Summary) -> anyhow::Result<()> {
        for (month, rules) in summary.ended.iter().filter(|(_, rules)| !rules.is_empty()) {
            let n = rules.len();
            match self.lang {
                Lang::Ja => writeln!(
                    self.out,
                    "  {FAINT}{month}の診療に使える版のないルール {n}件（前の版で終わったもの。--all で一件ずつ）{FAINT:#}"
                )?,
                Lang::En => writeln!(
                    self.out,
                    "  {FAINT}{n} rules have no edition for {month}: their last one has ended (each with --all){FAINT:#}"
                )?,
            }
            for (rule, until) in rules.iter().filter(|_| self.all) {
                match self.lang {
                    Lang::Ja => writeln!(self.out, "  {FAINT}    {rule} {until}まで{FAINT:#}")?,
                    Lang::En => writeln!(self.out, "  {FAINT}    {rule} until {until}{FAINT:#}")?,
                }
            }
        }
        Ok(())
    }

    fn how_to_judge(&self, summary: &Summary) -> Vec<&'static str> {
        let missing = |of: fn(&Missing) -> bool| summary.not_evaluated.iter().any(|(one, _)| of(&one.cause));
        let mut advice = Vec::new();
        if missing(|cause| matches!(cause, Missing::InstitutionKind)) {
            advice.push(self.text(
                "--institution hospital（病院）または clinic（診療所）を付けると判定できます",
                "tell it with --institution hospital or clinic",
            ));
        }
        if missing(|cause| matches!(cause, Missing::Facts)) && !self.linked {
            advice.push(self.text(
                "過去の月のレセプトを --history で、そろい始める月を --history-complete-from で指定すると、判定できるものがあります",
                "with earlier months (--history) and the month from which they are all there (--history-complete-from) some can be made",
            ));
        }
        if missing(|cause| matches!(cause, Missing::Master(_))) {
            advice.push(match self.masters {
                Opened::Starter => self.text(
                    "公式マスターを「shinsa masters import」で取り込み、--masters で指定してください",
                    "import the official masters (`shinsa masters import`) and name them with --masters",
                ),
                Opened::Revision(_) | Opened::Store(..) => self.text(
                    "診療日を含む版の公式マスターを取り込んでください（shinsa masters list で確認できます）",
                    "import the official masters of those days (`shinsa masters list` shows what is there)",
                ),
            });
        }
        advice
    }

    fn only_told(&mut self) -> anyhow::Result<()> {
        if self.told.is_empty() {
            return Ok(());
        }
        let word = self.text(
            "受け付けられますが、次の点をお知らせします（--all で一件ずつ）",
            "taken, but told (each with --all)",
        );
        writeln!(self.out, "  {FAINT}{word}{FAINT:#}")?;
        for (n, first) in self.told.values() {
            let more = if *n > 1 { self.text("（ほか同様）", " (and the like)") } else { "" };
            writeln!(self.out, "  {FAINT}    {n:>6}  {first}{more}{FAINT:#}")?;
        }
        Ok(())
    }
}
