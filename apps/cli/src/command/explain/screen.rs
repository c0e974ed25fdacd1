//! Explanations on screen, as a clinic's clerk reads them: what the rule says, then each clause with what was read.

use std::io::Write;

use eval::Rule;
use eval::explain::{
    Clause, Explanation, Holds, Made, Miss, Outcome, Search, Section, Stop, Thing, Value, Variable, Way,
    days_in_words,
};
use model::{Lang, Text};

use super::super::check::screen::line::receipt_title;
use super::{Show, Told};
use crate::output::{FAINT, STRONG};

/// Writes to the screen.
pub struct Screen<'a> {
    pub out: &'a mut dyn Write,
}

/// So many ways of one rule are shown.
const MOST_WAYS: usize = 3;

impl Show for Screen<'_> {
    fn receipt(&mut self, told: &Told<'_>) -> anyhow::Result<()> {
        let Some(receipt) = told.batch.receipts.get(told.receipt) else { return Ok(()) };
        let title = receipt_title(told.batch, receipt, false, told.lang);
        writeln!(self.out, "\n{STRONG}■ {title}{STRONG:#}")?;
        let in_full =
            |one: &&Explanation| told.is_asked || matches!(one.outcome, Outcome::Fired | Outcome::Referred);
        let (full, brief): (Vec<_>, Vec<_>) = told.explanations.iter().partition(in_full);
        let mut page = Page { out: &mut *self.out, lang: told.lang };
        full.iter().try_for_each(|one| page.rule(one, told))?;
        brief.iter().try_for_each(|one| page.brief(one, told))?;
        if told.has_silent { page.rest(told) } else { Ok(()) }
    }
}

struct Page<'p> {
    out: &'p mut dyn Write,
    lang: Lang,
}

impl Page<'_> {
    fn text(&self, ja: &'static str, en: &'static str) -> &'static str {
        Text::new(ja, en).in_lang(self.lang)
    }

    /// A line under a word of its own.
    fn line(&mut self, word: &str, text: &str) -> anyhow::Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        Ok(writeln!(self.out, "    {FAINT}{word}{FAINT:#}  {text}")?)
    }

    fn rule(&mut self, one: &Explanation, told: &Told<'_>) -> anyhow::Result<()> {
        let Some(rule) = told.rules.get(one.rule) else { return Ok(()) };
        let (mark, word) = match one.outcome {
            Outcome::Fired => ("●", self.text("当たる", "fires")),
            Outcome::Referred => ("？", self.text("判断できず、人に示す", "cannot decide, and is shown")),
            Outcome::Undecided => ("？", self.text("判断できない", "cannot decide")),
            Outcome::Silent => ("－", self.text("当たらない", "says nothing")),
        };
        writeln!(self.out, "  {STRONG}{mark} {} {}{STRONG:#}  {word}", rule.code, rule.title)?;
        for judgement in &one.judgements {
            let (what, sure) = (judgement.conclusion.name(), judgement.certainty.name());
            let (what, sure) = (what.in_lang(self.lang), sure.in_lang(self.lang));
            let dot = self.text("・", ", ");
            if one.outcome != Outcome::Undecided {
                self.line(
                    self.text("結果", "result"),
                    &format!("{} [{what}{dot}{sure}]", judgement.message),
                )?;
                self.line(self.text("対処", "remedy"), &judgement.remedy)?;
            }
            for cause in &judgement.causes {
                self.line(self.text("原因", "cause"), &cause.message(self.lang))?;
            }
        }
        self.line(self.text("根拠", "basis"), &rule.basis)?;
        if let Some(stop) = self.stop(&one.stop, rule, one.shown.first()) {
            self.line(self.text("理由", "why not"), &stop)?;
        }
        for way in one.shown.iter().take(MOST_WAYS) {
            self.way(way)?;
        }
        if one.said > MOST_WAYS {
            let more = one.said - MOST_WAYS;
            match self.lang {
                Lang::Ja => writeln!(self.out, "    （このほか{more}通りでも同じ）")?,
                Lang::En => writeln!(self.out, "    (and the same in {more} other ways)")?,
            }
        }
        Ok(())
    }

    /// A rule that said nothing or could not decide, on one line.
    fn brief(&mut self, one: &Explanation, told: &Told<'_>) -> anyhow::Result<()> {
        let Some(rule) = told.rules.get(one.rule) else { return Ok(()) };
        let cause = one.judgements.iter().flat_map(|judgement| &judgement.causes).next();
        let (mark, why) = match (one.outcome, cause) {
            (Outcome::Silent, _) => ("－", self.stop(&one.stop, rule, one.shown.first()).unwrap_or_default()),
            (_, Some(cause)) => ("？", cause.message(self.lang)),
            (_, None) => ("？", self.doubt(one)),
        };
        Ok(writeln!(self.out, "  {mark} {} {}  {FAINT}{why}{FAINT:#}", rule.code, rule.title)?)
    }

    /// Why a rule could not decide, where no master is to blame.
    fn doubt(&self, one: &Explanation) -> String {
        let way = one.shown.first();
        let variables = way.into_iter().flat_map(|way| &way.variables);
        let clauses = way.into_iter().flat_map(|way| &way.clauses).map(Clause::first_undecided);
        let searches = variables
            .flat_map(|variable| &variable.searches)
            .chain(clauses.flatten().flat_map(|clause| &clause.searches));
        let doubt = searches.flat_map(|search| &search.doubts).next();
        let unknown = self.text(
            "分からない値がある（--rule で理由が見られます）",
            "a value is not known (--rule says more)",
        );
        doubt.cloned().unwrap_or_else(|| unknown.to_owned())
    }

    fn rest(&mut self, told: &Told<'_>) -> anyhow::Result<()> {
        let rest = told.rules.len() - told.explanations.len();
        match self.lang {
            Lang::Ja => writeln!(
                self.out,
                "  {FAINT}ほか{rest}件の規則は、要るコードがないか施行の外なので試していません（--rule で理由が見られます）{FAINT:#}"
            )?,
            Lang::En => writeln!(
                self.out,
                "  {FAINT}{rest} other rules were not tried: a code that they need is not there, or the month lies outside their days (--rule says more){FAINT:#}"
            )?,
        }
        Ok(())
    }

    /// Why it went no further.
    fn stop(&self, stop: &Stop, rule: &Rule, way: Option<&Way>) -> Option<String> {
        let name = |at: usize| {
            let found = way.and_then(|way| way.variables.get(at));
            found.map_or_else(String::new, |variable| variable.words.clone())
        };
        Some(match (stop, self.lang) {
            (Stop::Told, _) => return None,
            (Stop::Setting, Lang::Ja) => "入院・入院外の別が規則の種別に合わない".to_owned(),
            (Stop::Setting, Lang::En) => "inpatient or outpatient is not what the rule speaks of".to_owned(),
            (Stop::Dates, lang) => {
                let days = days_in_words((Some(rule.valid.0), rule.valid.1), lang);
                match lang {
                    Lang::Ja => format!("診療の日が施行の外（施行 {days}）"),
                    Lang::En => format!("the days lie outside those of the rule ({days})"),
                }
            }
            (Stop::Nothing(at), Lang::Ja) => format!("「{}」に当たるものがない", name(*at)),
            (Stop::Nothing(at), Lang::En) => format!("there is nothing for `{}`", name(*at)),
            (Stop::Clause(words), Lang::Ja) => format!("「{words}」が成り立たない"),
            (Stop::Clause(words), Lang::En) => format!("`{words}` does not hold"),
            (Stop::Exception(number), Lang::Ja) => format!("ただし書{number}に当たる"),
            (Stop::Exception(number), Lang::En) => format!("exception {number} holds"),
            (Stop::NoVerdict, Lang::Ja) => "どの結論にも至らない".to_owned(),
            (Stop::NoVerdict, Lang::En) => "no verdict is drawn".to_owned(),
        })
    }

    fn way(&mut self, way: &Way) -> anyhow::Result<()> {
        writeln!(self.out, "    {}", self.text("対象", "match"))?;
        way.variables.iter().try_for_each(|variable| self.variable(variable))?;
        let mut section = None;
        for clause in &way.clauses {
            if section != Some(clause.section) {
                section = Some(clause.section);
                writeln!(self.out, "    {}", self.section(clause.section))?;
            }
            self.clause(clause, 3)?;
        }
        for (number, words) in &way.verdicts {
            let number = if *number == 0 { String::new() } else { format!(" {number}") };
            writeln!(self.out, "    {}{number}  {words}", self.text("結論", "conclude"))?;
        }
        Ok(())
    }

    fn section(&self, of: Section) -> String {
        match (of, self.lang) {
            (Section::Condition, Lang::Ja) => "条件".to_owned(),
            (Section::Condition, Lang::En) => "if".to_owned(),
            (Section::Exception(number), Lang::Ja) => format!("ただし書{number}"),
            (Section::Exception(number), Lang::En) => format!("unless {number}"),
            (Section::ButNot(number), Lang::Ja) => format!("ただし書{number}から除くとき"),
            (Section::ButNot(number), Lang::En) => format!("unless {number}, but not when"),
            (Section::Guard(number), Lang::Ja) => format!("結論{number}のとき"),
            (Section::Guard(number), Lang::En) => format!("verdict {number}, when"),
            (Section::Filter, Lang::Ja) => "求めること".to_owned(),
            (Section::Filter, Lang::En) => "what is asked".to_owned(),
        }
    }

    fn variable(&mut self, of: &Variable) -> anyhow::Result<()> {
        let mark = if of.value.is_some() { "○" } else { "×" };
        writeln!(self.out, "      {mark} {}", of.words)?;
        match &of.value {
            Some(Value::Plain(text)) => writeln!(self.out, "          {text}")?,
            Some(things) => self.things(things, 10)?,
            None => {}
        }
        of.searches.iter().try_for_each(|search| self.hints(search, usize::MAX, 10))
    }

    fn things(&mut self, of: &Value, indent: usize) -> anyhow::Result<()> {
        let Value::Things { shown, sure, perhaps, open } = of else { return Ok(()) };
        for thing in shown {
            writeln!(self.out, "{:indent$}{}", "", self.thing(thing))?;
        }
        let more = (sure + perhaps).saturating_sub(shown.len());
        let mut words = Vec::new();
        match self.lang {
            Lang::Ja if more > 0 => words.push(format!("ほか{more}件")),
            Lang::En if more > 0 => words.push(format!("and {more} more")),
            _ => {}
        }
        if *perhaps > 0 {
            let word = self.text("件は当たるかどうか分からない", "of them perhaps");
            words.push(format!("{perhaps}{word}"));
        }
        if *open {
            words.push(self.text("このほかにもあり得る", "there may be more").to_owned());
        }
        if shown.is_empty() && words.is_empty() {
            words.push(self.text("なし", "none").to_owned());
        }
        if words.is_empty() {
            return Ok(());
        }
        Ok(writeln!(self.out, "{:indent$}{}", "", words.join(self.text("、", ", ")))?)
    }

    /// A thing on one line: where it stands, its days, code and name, and the row that speaks of it.
    fn thing(&self, of: &Thing) -> String {
        let mut parts = Vec::new();
        if let Some(month) = of.elsewhere {
            parts.push(match self.lang {
                Lang::Ja => format!("{month}の明細書"),
                Lang::En => format!("claim of {month}"),
            });
        }
        let lines: Vec<String> = of.lines.iter().map(u64::to_string).collect();
        if !lines.is_empty() {
            let lines = lines.join("・");
            parts.push(match self.lang {
                Lang::Ja => format!("{lines}行"),
                Lang::En => format!("line {lines}"),
            });
        }
        if of.lines.is_empty() {
            parts.push(of.kind.to_owned());
        }
        if let Some((first, last)) = of.days {
            parts.push(if first == last { first.to_string() } else { format!("{first}〜{last}") });
        }
        parts.extend(of.code.clone());
        parts.extend((!of.name.is_empty()).then(|| of.name.clone()));
        if let Some(row) = &of.row {
            let days = days_in_words(row.days, self.lang);
            let provisional = match (row.is_provisional, self.lang) {
                (false, _) => "",
                (true, Lang::Ja) => "、最新の版による",
                (true, Lang::En) => ", newest edition",
            };
            let key = if of.code.is_some() { String::new() } else { format!(" {}", row.key) };
            let title = row.file.title_in(self.lang);
            let comma = self.text("、", ", ");
            parts.push(format!("{FAINT}[{title}{key}{comma}{days}{provisional}]{FAINT:#}"));
        }
        parts.join(" ")
    }

    fn clause(&mut self, of: &Clause, depth: usize) -> anyhow::Result<()> {
        let mark = mark(of.holds);
        let plain = of.values.iter().filter_map(|value| match value {
            Value::Plain(text) => Some(text.as_str()),
            Value::Things { .. } => None,
        });
        let plain: Vec<&str> = plain.collect();
        let values = if plain.is_empty() {
            String::new()
        } else {
            format!("  → {STRONG}{}{STRONG:#}", plain.join(self.text(" と ", " and ")))
        };
        let indent = depth * 2;
        // What holds several together is told by its parts.
        let words = match (of.made, of.parts.len()) {
            (Made::All, 2..) => self.text("次のすべて（かつ）", "all of these"),
            (Made::Any, 2..) => self.text("次のどれか（又は）", "one of these"),
            _ => of.words.as_str(),
        };
        writeln!(self.out, "{:indent$}{mark} {words}{values}", "")?;
        let inside = indent + 4;
        for value in &of.values {
            self.things_if(value, inside)?;
        }
        for search in &of.searches {
            self.things_if(&search.found, inside)?;
            // What came near matters most where something was wanted and is not there.
            let most = if of.holds == Holds::Yes { 1 } else { usize::MAX };
            self.hints(search, most, inside)?;
        }
        for cause in &of.causes {
            writeln!(self.out, "{:inside$}？ {cause}", "")?;
        }
        of.parts.iter().try_for_each(|part| self.clause(part, depth + 1))
    }

    fn things_if(&mut self, value: &Value, indent: usize) -> anyhow::Result<()> {
        match value {
            Value::Things { .. } => self.things(value, indent),
            Value::Plain(_) => Ok(()),
        }
    }

    /// Why there may be more, and what came near.
    fn hints(&mut self, of: &Search, most: usize, indent: usize) -> anyhow::Result<()> {
        for doubt in &of.doubts {
            writeln!(self.out, "{:indent$}？ {doubt}", "")?;
        }
        of.misses.iter().take(most).try_for_each(|miss| self.miss(miss, indent))
    }

    fn miss(&mut self, of: &Miss, indent: usize) -> anyhow::Result<()> {
        let near = self.text("近いもの", "near");
        writeln!(self.out, "{:indent$}{near}: {}", "", self.thing(&of.thing))?;
        let inside = indent + 2;
        for (words, holds) in &of.against {
            writeln!(self.out, "{:inside$}{} {words}", "", mark(*holds))?;
        }
        of.filter.iter().try_for_each(|filter| self.clause(filter, inside / 2))
    }
}

const fn mark(of: Holds) -> &'static str {
    match of {
        Holds::Yes => "○",
        Holds::No => "×",
        Holds::Unknown => "？",
    }
}
