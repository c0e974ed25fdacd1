//! What the explainer wrote down, as sentences for people.

use eval::explain::{
    Clause, Explanation, Holds, Made, Miss, Outcome, Search, Section, Stop, Thing, Value, Variable, Way,
    days_in_words,
};
use eval::{Judgement, Rule};
use model::{Lang, Text};

use super::TraceNode;

/// Puts explanations into words.
pub(super) struct Teller {
    pub lang: Lang,
}

impl Teller {
    const fn text(&self, ja: &'static str, en: &'static str) -> &'static str {
        Text::new(ja, en).in_lang(self.lang)
    }

    /// One of two sentences.
    fn say(&self, ja: String, en: String) -> String {
        match self.lang {
            Lang::Ja => ja,
            Lang::En => en,
        }
    }

    pub fn result(&self, of: Outcome) -> &'static str {
        match of {
            Outcome::Fired => self.text("当たる", "fires"),
            Outcome::Referred => self.text("判断できず、人に示す", "cannot decide, and is shown"),
            Outcome::Undecided => self.text("判断できない", "cannot decide"),
            Outcome::Silent => self.text("当たらない", "says nothing"),
        }
    }

    /// What it says, or why it could not decide.
    pub fn finding(&self, outcome: Outcome, of: &Judgement) -> String {
        let mut parts = Vec::new();
        if outcome != Outcome::Undecided {
            let (what, sure) =
                (of.conclusion.name().in_lang(self.lang), of.certainty.name().in_lang(self.lang));
            parts.push(self.say(
                format!("{}（{what}・{sure}）", of.message),
                format!("{} ({what}, {sure})", of.message),
            ));
        }
        parts.extend(of.causes.iter().map(|cause| cause.message(self.lang)));
        parts.join(self.text("。", "; "))
    }

    /// Why it went no further.
    pub fn why_not(&self, one: &Explanation, rule: &Rule) -> String {
        match &one.stop {
            Stop::Told => String::new(),
            Stop::Setting => self
                .text(
                    "入院・入院外の別が規則の種別に合わない",
                    "inpatient or outpatient is not what the rule speaks of",
                )
                .to_owned(),
            Stop::Dates => {
                let days = days_in_words((Some(rule.valid.0), rule.valid.1), self.lang);
                self.say(
                    format!("診療の日が施行の外（施行 {days}）"),
                    format!("the days lie outside those of the rule ({days})"),
                )
            }
            Stop::Nothing(at) => {
                let variable = one.shown.first().and_then(|way| way.variables.get(*at));
                let words = variable.map_or("", |variable| variable.words.as_str());
                self.say(format!("「{words}」に当たるものがない"), format!("there is nothing for `{words}`"))
            }
            Stop::Clause(words) => {
                self.say(format!("「{words}」が成り立たない"), format!("`{words}` does not hold"))
            }
            Stop::Exception(number) => {
                self.say(format!("ただし書{number}に当たる"), format!("exception {number} holds"))
            }
            Stop::NoVerdict => self.text("どの結論にも至らない", "no verdict is drawn").to_owned(),
        }
    }

    /// One way through the variables of a rule.
    pub fn way(&self, of: &Way) -> TraceNode {
        let mut parts: Vec<TraceNode> = of.variables.iter().map(|variable| self.variable(variable)).collect();
        let mut section = None;
        for clause in &of.clauses {
            if section != Some(clause.section) {
                section = Some(clause.section);
                parts.push(plain(self.section(clause.section)));
            }
            let told = self.clause(clause);
            if let Some(last) = parts.last_mut() {
                last.parts.push(told);
            }
        }
        for (number, words) in &of.verdicts {
            let number = if *number == 0 { String::new() } else { format!(" {number}") };
            parts.push(plain(format!("{}{number}: {words}", self.text("結論", "conclude"))));
        }
        TraceNode { parts, ..plain(self.text("対象", "match").to_owned()) }
    }

    fn section(&self, of: Section) -> String {
        match of {
            Section::Condition => self.text("条件", "if").to_owned(),
            Section::Exception(number) => self.say(format!("ただし書{number}"), format!("unless {number}")),
            Section::ButNot(number) => {
                self.say(format!("ただし書{number}から除くとき"), format!("unless {number}, but not when"))
            }
            Section::Guard(number) => {
                self.say(format!("結論{number}のとき"), format!("verdict {number}, when"))
            }
            Section::Filter => self.text("求めること", "what is asked").to_owned(),
        }
    }

    fn variable(&self, of: &Variable) -> TraceNode {
        let mut parts = of.value.as_ref().map_or_else(Vec::new, |value| self.value(value));
        parts.extend(of.searches.iter().flat_map(|search| self.hints(search)));
        let holds = if of.value.is_some() { Holds::Yes } else { Holds::No };
        TraceNode { parts, holds: Some(wire::holds(holds).to_owned()), ..plain(of.words.clone()) }
    }

    /// A value: a sentence, or the things that were found.
    fn value(&self, of: &Value) -> Vec<TraceNode> {
        let (shown, sure, perhaps, open) = match of {
            Value::Plain(text) => return vec![plain(text.clone())],
            Value::Things { shown, sure, perhaps, open } => (shown, *sure, *perhaps, *open),
        };
        let mut told: Vec<TraceNode> = shown.iter().map(|thing| self.thing(thing)).collect();
        let more = (sure + perhaps).saturating_sub(shown.len());
        if more > 0 {
            told.push(plain(self.say(format!("ほか{more}件"), format!("and {more} more"))));
        }
        if perhaps > 0 {
            told.push(plain(self.say(
                format!("{perhaps}件は当たるかどうか分からない"),
                format!("{perhaps} of them perhaps"),
            )));
        }
        if open {
            told.push(plain(self.text("このほかにもあり得る", "there may be more").to_owned()));
        }
        if told.is_empty() {
            told.push(plain(self.text("なし", "none").to_owned()));
        }
        told
    }

    /// A thing: where it stands, its days, code and name; the row that speaks of it under it.
    fn thing(&self, of: &Thing) -> TraceNode {
        let mut parts = Vec::new();
        if let Some(month) = of.elsewhere {
            parts.push(self.say(format!("{month}の明細書"), format!("claim of {month}")));
        }
        if of.lines.is_empty() {
            parts.push(of.kind.to_owned());
        } else {
            let lines: Vec<String> = of.lines.iter().map(u64::to_string).collect();
            let lines = lines.join("・");
            parts.push(self.say(format!("{lines}行"), format!("line {lines}")));
        }
        if let Some((first, last)) = of.days {
            parts.push(if first == last { first.to_string() } else { format!("{first}〜{last}") });
        }
        parts.extend(of.code.clone());
        parts.extend((!of.name.is_empty()).then(|| of.name.clone()));
        let row = of.row.as_ref().map(|row| {
            let days = days_in_words(row.days, self.lang);
            let newest = match row.is_provisional {
                true => self.text("、最新の版による", ", newest edition"),
                false => "",
            };
            plain(format!("{} {}（{days}{newest}）", row.file.title_in(self.lang), row.key))
        });
        TraceNode {
            lines: if of.elsewhere.is_none() { of.lines.clone() } else { Vec::new() },
            parts: row.into_iter().collect(),
            ..plain(parts.join(" "))
        }
    }

    fn clause(&self, of: &Clause) -> TraceNode {
        let values = of.values.iter().filter_map(|value| match value {
            Value::Plain(text) => Some(text.as_str()),
            Value::Things { .. } => None,
        });
        let values: Vec<&str> = values.collect();
        // What holds several together is told by its parts.
        let words = match (of.made, of.parts.len()) {
            (Made::All, 2..) => self.text("次のすべて（かつ）", "all of these"),
            (Made::Any, 2..) => self.text("次のどれか（又は）", "one of these"),
            _ => of.words.as_str(),
        };
        let text = match values.is_empty() {
            true => words.to_owned(),
            false => format!("{words} → {}", values.join(self.text(" と ", " and "))),
        };
        let things = of.values.iter().filter(|value| matches!(value, Value::Things { .. }));
        let mut parts: Vec<TraceNode> = things.flat_map(|value| self.value(value)).collect();
        for search in &of.searches {
            if matches!(search.found, Value::Things { .. }) {
                parts.extend(self.value(&search.found));
            }
            parts.extend(self.hints(search));
        }
        parts.extend(of.causes.iter().map(|cause| unknown(cause.clone())));
        parts.extend(of.parts.iter().map(|part| self.clause(part)));
        TraceNode { holds: Some(wire::holds(of.holds).to_owned()), parts, ..plain(text) }
    }

    /// Why there may be more, and what came near.
    fn hints(&self, of: &Search) -> Vec<TraceNode> {
        let doubts = of.doubts.iter().map(|doubt| unknown(doubt.clone()));
        doubts.chain(of.misses.iter().map(|miss| self.miss(miss))).collect()
    }

    fn miss(&self, of: &Miss) -> TraceNode {
        let near = self.text("近いもの", "near");
        let thing = self.thing(&of.thing);
        let against = of.against.iter().map(|(words, holds)| TraceNode {
            holds: Some(wire::holds(*holds).to_owned()),
            ..plain(words.clone())
        });
        let filter = of.filter.iter().map(|filter| self.clause(filter));
        TraceNode {
            text: format!("{near}: {}", thing.text),
            holds: None,
            lines: thing.lines,
            parts: against.chain(filter).collect(),
        }
    }
}

/// A sentence that is no question and rests on nothing.
const fn plain(text: String) -> TraceNode {
    TraceNode { text, holds: None, lines: Vec::new(), parts: Vec::new() }
}

/// Something that nobody can tell.
fn unknown(text: String) -> TraceNode {
    TraceNode { holds: Some(wire::holds(Holds::Unknown).to_owned()), ..plain(text) }
}
