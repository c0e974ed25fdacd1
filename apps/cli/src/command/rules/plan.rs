//! `shinsa rules check --print plan`: when each rule is tried in a month, and why no code can tell where none can.

use std::collections::BTreeMap;
use std::io::Write;

use eval::{Planned, Rule, Wakes, WhyNot};
use model::{Date, Lang, Month, Text};

use super::book::load;
use super::program::Asked;
use crate::args::rules::Check;
use crate::command::masters::store;
use crate::exit::Done;
use crate::output::{FAINT, STRONG, to_stdout};

/// Prints the plan of a month.
pub fn run(options: &Check, lang: Lang) -> anyhow::Result<Done> {
    let opened = store::open(options.masters.as_deref(), lang)?;
    let loaded = load(&options.paths, None, opened.masters(), lang)?;
    loaded.tell_refused(lang)?;
    let rules = loaded.book.rules();
    let Some(asked) = Asked::of(options, rules, lang) else { return Ok(Done::Misused) };
    let epochs = loaded.book.epochs();
    // Without a month, the newest one on which a rule begins.
    let newest = rules.iter().map(|rule| rule.valid.0).max().unwrap_or(Date::FIRST).month();
    let month = options.month.unwrap_or(newest);
    let planned = loaded.book.plan_of(&loaded.files, month, lang);
    to_stdout(|out| {
        let masters = opened.name(lang);
        head(out, month, &epochs, &masters, lang)?;
        for one in &planned {
            if let Some(rule) = rules.get(one.rule).filter(|rule| asked.has(rule)) {
                print(out, one, rule, lang)?;
            }
        }
        sums(out, &planned, rules.len(), lang)
    })?;
    Ok(if loaded.refused.is_empty() { Done::Clean } else { Done::Troubled })
}

fn head(
    out: &mut dyn Write,
    month: Month,
    epochs: &[Month],
    masters: &str,
    lang: Lang,
) -> anyhow::Result<()> {
    let changes: Vec<String> = epochs.iter().map(Month::to_string).collect();
    let changes = changes.join("、");
    match lang {
        Lang::Ja => {
            writeln!(out, "{STRONG}{month}の計画{STRONG:#}（マスター: {masters}）")?;
            writeln!(out, "{FAINT}規則が変わる月: {changes}{FAINT:#}")?;
        }
        Lang::En => {
            writeln!(out, "{STRONG}plan of {month}{STRONG:#} (masters: {masters})")?;
            writeln!(out, "{FAINT}months on which rules change: {changes}{FAINT:#}")?;
        }
    }
    Ok(())
}

fn print(out: &mut dyn Write, of: &Planned, rule: &Rule, lang: Lang) -> anyhow::Result<()> {
    writeln!(out, "{} {}", rule.code, rule.title)?;
    match &of.wakes {
        Wakes::Codes { anchor, count, first, strangers } => {
            let codes = named(first.iter().map(|code| format!("{code:09}")), *count, lang);
            let strangers = match (strangers, lang) {
                (false, _) => "",
                (true, Lang::Ja) => "、マスターにないコード",
                (true, Lang::En) => ", codes that no master has",
            };
            let several = Text::new("いくつかの条件のどれか", "one of several places").in_lang(lang);
            let anchor = anchor.as_deref().unwrap_or(several);
            match lang {
                Lang::Ja => writeln!(out, "    錨: {anchor}\n        {codes}{strangers}")?,
                Lang::En => writeln!(out, "    anchor: {anchor}\n        {codes}{strangers}")?,
            }
        }
        Wakes::Pairs { variables, table, count, first } => {
            let codes = named(first.iter().map(|(a, b)| format!("{a:09}×{b:09}")), *count, lang);
            let title = table.map_or("", |table| table.title_in(lang));
            let (first, second) = variables;
            match lang {
                Lang::Ja => writeln!(out, "    組: {first} × {second}（{title}）\n        {codes}")?,
                Lang::En => writeln!(out, "    pairs: {first} × {second} ({title})\n        {codes}")?,
            }
        }
        Wakes::Always(reasons) => always(out, reasons, lang)?,
    }
    for count in &of.also {
        match lang {
            Lang::Ja => writeln!(out, "    ほかに要るもの: {count}コードのどれか")?,
            Lang::En => writeln!(out, "    needs besides: one of {count} codes")?,
        }
    }
    if let Some([one, other]) = of.groups {
        match lang {
            Lang::Ja => {
                writeln!(out, "    ほかに要るもの: 同じグループの二つのコード（{one}件と{other}件のうち）")?;
            }
            Lang::En => writeln!(out, "    needs besides: two codes of one group (of {one} and {other})")?,
        }
    }
    for [lines, others] in &of.missing {
        match lang {
            Lang::Ja => {
                writeln!(
                    out,
                    "    試さないとき: {lines}件のコードの明細すべてに、相手のコード（{others}件のどれか）がある"
                )?;
            }
            Lang::En => {
                writeln!(
                    out,
                    "    not tried where every line of {lines} codes has its counterpart of {others} codes"
                )?;
            }
        }
    }
    for table in &of.silent_tables {
        let title = table.title_in(lang);
        match lang {
            Lang::Ja => writeln!(out, "    判断できない: {title}はこの月について何も言わない")?,
            Lang::En => writeln!(out, "    cannot decide: {title} says nothing of this month")?,
        }
    }
    Ok(())
}

fn always(out: &mut dyn Write, reasons: &[(String, WhyNot)], lang: Lang) -> anyhow::Result<()> {
    let word = Text::new("すべてのレセプトで試す", "tried on every receipt").in_lang(lang);
    writeln!(out, "    {word}")?;
    for (words, why) in reasons {
        let why = match why {
            WhyNot::AnyCode => {
                Text::new("コードがないか、どのコードでもあり得る", "it has no code, or may have any")
            }
            WhyNot::Elsewhere => Text::new("別の月の明細書にあり得る", "it may stand on another claim"),
            WhyNot::Table => Text::new(
                "表を引く二つのコードがこのレセプトだけでは決まらないか、表がこの月を含まない",
                "the codes by which the table is asked are not those of this receipt alone, or it does not cover the month",
            ),
            WhyNot::SaysWithout => {
                Text::new("これがなくても結論に至り得る", "the rule may say something without it")
            }
        };
        writeln!(out, "        {words}: {}", why.in_lang(lang))?;
    }
    Ok(())
}

fn named(first: impl Iterator<Item = String>, count: usize, lang: Lang) -> String {
    let list: Vec<String> = first.collect();
    let more = count - list.len().min(count);
    let list = list.join("、");
    match (more, lang) {
        (0, Lang::Ja) => format!("{count}件: {list}"),
        (_, Lang::Ja) => format!("{count}件: {list} ほか{more}件"),
        (0, Lang::En) => format!("{count}: {list}"),
        (_, Lang::En) => format!("{count}: {list} and {more} more"),
    }
}

/// How many rules are tried how.
fn sums(out: &mut dyn Write, planned: &[Planned], all: usize, lang: Lang) -> anyhow::Result<()> {
    let mut ways: BTreeMap<u8, usize> = BTreeMap::new();
    for one in planned {
        let way = match one.wakes {
            Wakes::Codes { .. } => 0,
            Wakes::Pairs { .. } => 1,
            Wakes::Always(_) => 2,
        };
        *ways.entry(way).or_default() += 1;
    }
    let of = |way: u8| ways.get(&way).copied().unwrap_or(0);
    let (codes, pairs, always, outside) = (of(0), of(1), of(2), all - planned.len());
    match lang {
        Lang::Ja => writeln!(
            out,
            "規則{all}件: コードで起こす{codes}件、組で起こす{pairs}件、すべてで試す{always}件、この月は施行の外{outside}件"
        )?,
        Lang::En => writeln!(
            out,
            "{all} rules: {codes} woken by a code, {pairs} by a pair, {always} tried on everything, {outside} not in force"
        )?,
    }
    Ok(())
}
