//! A comparison for a person: what changes in all, by rule, and a few examples of each.

use std::collections::BTreeMap;
use std::io::Write;

use batch::{Difference, Example, Side, Tally, aspect_name};
use comfy_table::{Cell, CellAlignment, Table, presets};
use model::{Lang, Text};
use outcome::Disposition;

use super::Told;
use super::limits::Verdict;
use crate::output::{FAINT, STRONG};

/// What is written to the screen.
pub(super) struct Screen<'a> {
    pub told: &'a Told<'a>,
    pub lang: Lang,
}

impl Screen<'_> {
    fn text(&self, ja: &'static str, en: &'static str) -> &'static str {
        Text::new(ja, en).in_lang(self.lang)
    }

    pub(super) fn all(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        self.head(out)?;
        if !self.told.comparison.is_same() {
            writeln!(out, "{}", self.rules())?;
            self.moves(out)?;
            self.examples(out)?;
        }
        for one in self.told.limits.iter().filter(|one| !one.passed) {
            writeln!(out, "{STRONG}{}{STRONG:#}", verdict(one, self.lang))?;
        }
        if self.told.passed {
            writeln!(out, "{}", self.text("違いは上限以内です", "the differences are within the limits"))?;
        }
        Ok(())
    }

    fn head(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        let (old, new, of) = (&self.told.old, &self.told.new, self.told.comparison);
        for (word, side) in [(self.text("旧", "old"), old), (self.text("新", "new"), new)] {
            let (name, rules) = (&side.name, side.rules);
            let digest: String = side.digest.chars().take(12).collect();
            writeln!(out, "{word} {name}（{rules}{} {digest}）", self.text("規則", " rules"))?;
        }
        let told = self.told;
        if told.masters_old.as_ref().is_some_and(|old| *old != told.masters) {
            let word = self.text("マスターは旧と新で違います", "old and new have different masters");
            writeln!(out, "{word}")?;
        }
        let total = &of.total;
        let (receipts, differ) = (of.receipts, total.receipts);
        let (added, removed, changed) = (total.added, total.removed, total.changed);
        let (points, moved, unknown) = (total.points, total.points_moved, total.points_unknown);
        match self.lang {
            Lang::Ja => writeln!(
                out,
                "レセプト {receipts}件のうち {differ}件に違い　指摘の追加 {added}　削除 {removed}　変更 {changed}　増減点の差 {points:+}点（絶対値の計 {moved}点、計算できない違い {unknown}件）"
            )?,
            Lang::En => writeln!(
                out,
                "{differ} of {receipts} receipts differ: findings added {added}, removed {removed}, changed {changed}; points {points:+} ({moved} in absolute terms, {unknown} differences cannot be computed)"
            )?,
        }
        let [old, new] = of.assessed;
        let word = self.text("コンピュータによる査定点数", "points taken by the computer");
        Ok(writeln!(out, "{word} {old} → {new}")?)
    }

    fn rules(&self) -> Table {
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        table.set_header([
            self.text("規則", "rule"),
            self.text("旧", "old"),
            self.text("新", "new"),
            self.text("追加", "added"),
            self.text("削除", "removed"),
            self.text("変更", "changed"),
            self.text("レセプト", "receipts"),
            self.text("点数の差", "points"),
            self.text("評価不能", "not evaluated"),
            self.text("変わる所", "what changes"),
        ]);
        let differ = self.told.comparison.rules.iter().filter(|(_, own)| own.tally.receipts > 0);
        for (rule, own) in differ {
            table.add_row(self.row(rule, &own.tally));
        }
        table
    }

    fn row(&self, rule: &str, of: &Tally) -> Vec<Cell> {
        let number = |n: String| Cell::new(n).set_alignment(CellAlignment::Right);
        let [old, new] = of.findings;
        let [open_old, open_new] = of.not_evaluated;
        let open = if open_old == open_new { String::new() } else { format!("{open_old}→{open_new}") };
        let points = if of.points_unknown > 0 {
            format!("{:+}{}", of.points, self.text("＋不明", " and unknown"))
        } else {
            format!("{:+}", of.points)
        };
        let aspects =
            of.aspects.iter().map(|(aspect, n)| format!("{} {n}", aspect_name(aspect).in_lang(self.lang)));
        let counts = [old, new, of.added, of.removed, of.changed, of.receipts].map(|n| number(n.to_string()));
        let mut row = vec![Cell::new(rule)];
        row.extend(counts);
        row.extend([number(points), number(open), Cell::new(aspects.collect::<Vec<_>>().join(" "))]);
        row
    }

    /// Receipts that end elsewhere, or are looked at by somebody else.
    fn moves(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        let name = |slug: &str| {
            let known = Disposition::ALL.iter().find(|of| of.slug() == slug);
            known.map_or_else(|| slug.to_owned(), |of| of.name().in_lang(self.lang).to_owned())
        };
        let queue = |slug: &str| {
            let known = model::Queue::ALL.iter().find(|of| of.slug() == slug);
            known.map_or_else(|| slug.to_owned(), |of| of.name().in_lang(self.lang).to_owned())
        };
        let of = self.told.comparison;
        self.steps(
            out,
            self.text("結果の変わるレセプト", "dispositions that change"),
            &of.dispositions,
            name,
        )?;
        self.steps(out, self.text("確認する人の変わるレセプト", "queues that change"), &of.queues, queue)
    }

    fn steps(
        &self,
        out: &mut dyn Write,
        head: &str,
        moves: &BTreeMap<String, BTreeMap<String, u64>>,
        name: impl Fn(&str) -> String,
    ) -> anyhow::Result<()> {
        if moves.is_empty() {
            return Ok(());
        }
        writeln!(out, "{head}")?;
        for (old, news) in moves {
            for (new, n) in news {
                writeln!(out, "  {} → {} {n}{}", name(old), name(new), self.text("件", ""))?;
            }
        }
        Ok(())
    }

    fn examples(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        let of = self.told.comparison;
        writeln!(out, "{}", self.text("例", "examples"))?;
        for (rule, own) in &of.rules {
            for (difference, examples) in &own.examples {
                let word = match difference {
                    Difference::Added => self.text("追加", "added"),
                    Difference::Removed => self.text("削除", "removed"),
                    Difference::Changed => self.text("変更", "changed"),
                };
                for one in examples {
                    writeln!(out, "  {word} {}", example(rule, one))?;
                }
            }
        }
        for one in &of.disposition_examples {
            writeln!(out, "{FAINT}  {}{FAINT:#}", example(self.text("結果", "disposition"), one))?;
        }
        Ok(())
    }
}

/// An example as one line.
pub(super) fn example(rule: &str, of: &Example) -> String {
    let line = of.line.map_or_else(String::new, |line| format!(":{line}"));
    let place = format!("{rule} {}{line} seq {}", of.file, of.seq);
    match (&of.old, &of.new) {
        (Some(old), Some(new)) => format!("{place} [{}] {} → {}", of.aspects.join(","), side(old), side(new)),
        (Some(one), None) | (None, Some(one)) => format!("{place} {}", side(one)),
        (None, None) => place,
    }
}

fn side(of: &Side) -> String {
    match of {
        Side::Finding { certainty, conclusion, points, message, .. } => {
            let points = points.map_or_else(|| "?".to_owned(), |points| format!("{points:+}"));
            format!("{certainty}/{conclusion} {points} {message}")
        }
        Side::Receipt { disposition, queue, points_after } => {
            let points = points_after.map_or_else(|| "?".to_owned(), |points| points.to_string());
            format!("{disposition}/{} {points}", queue.unwrap_or("-"))
        }
    }
}

/// What a limit says, as one line.
pub(super) fn verdict(of: &Verdict, lang: Lang) -> String {
    let rule = of.rule.as_deref().map_or_else(String::new, |rule| format!(" {rule}"));
    let (limit, found, allowed) = (of.limit, of.found, of.allowed);
    let unknown = match (of.unknown, lang) {
        (0, _) => String::new(),
        (n, Lang::Ja) => format!("、計算できない違い {n}件"),
        (n, Lang::En) => format!(", {n} differences cannot be computed"),
    };
    match lang {
        Lang::Ja => format!("上限を超えました: {limit}{rule} {found}（上限 {allowed}{unknown}）"),
        Lang::En => format!("beyond the limit: {limit}{rule} {found} (allowed {allowed}{unknown})"),
    }
}
