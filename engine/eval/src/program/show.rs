//! A program in words: what compiling made of a rule, with definitions put in place, sets resolved and tables joined.

mod values;

use dsl::Surface;
use dsl::ast::{CutOrder, File};
use dsl::vocabulary::Word;
use model::{Lang, Text};

use super::{Act, Binding, Bound, Cond, Exception, Guard, Guarded, Part, Rule, Slot, Verdict};
use crate::book::Book;
use crate::words::Written;

impl Book<'_> {
    /// The program of a rule of [`Book::rules`], line by line; `files`: those of the book, for the names of variables.
    ///
    /// None where there is no such rule, or the files are others.
    pub fn program_of(&self, files: &[File], rule: usize, lang: Lang) -> Option<Vec<String>> {
        let of = self.rules().get(rule)?;
        let surface = surface_of(lang);
        let written = Written::of(files, std::slice::from_ref(of));
        let words = written.words(0, surface)?;
        let names = of.bindings.iter().enumerate().map(|(at, binding)| (binding.slot, words.variable(at)));
        let mut show = Show { lang, names: names.collect(), lines: Vec::new() };
        show.rule(of);
        Some(show.lines)
    }
}

const fn surface_of(lang: Lang) -> Surface {
    match lang {
        Lang::Ja => Surface::Japanese,
        Lang::En => Surface::English,
    }
}

/// Writes a program down.
struct Show {
    lang: Lang,
    names: Vec<(Slot, String)>,
    lines: Vec<String>,
}

impl Show {
    fn rule(&mut self, of: &Rule) {
        self.head(of);
        for binding in &of.bindings {
            self.binding(binding);
        }
        if let Some(condition) = &of.condition {
            self.tree(self.say("条件", "if"), condition, 1);
        }
        for (number, exception) in (1..).zip(&of.exceptions) {
            self.exception(number, exception);
        }
        for (number, guarded) in (1..).zip(&of.verdicts) {
            self.guarded(number, guarded);
        }
        for unknown in &of.unknowns {
            let names: Vec<String> = unknown.names.iter().map(|slot| self.name(*slot)).collect();
            let line = format!(
                "{} {}: {}",
                self.say("不明", "unknown"),
                names.join(self.comma()),
                self.verdict(&unknown.verdict)
            );
            self.line(1, line);
        }
        for because in &of.because {
            let line = format!("{} {}", self.say("理由文", "because"), self.text(because));
            self.line(1, line);
        }
        if !of.remedy.is_empty() {
            let line = format!("{} {}", self.say("対処", "remedy"), self.text(&of.remedy));
            self.line(1, line);
        }
    }

    /// When it is tried at all.
    fn head(&mut self, of: &Rule) {
        self.line(0, format!("{} {}", of.code, of.title));
        let (from, until) = of.valid;
        let until = until.map_or_else(String::new, |day| format!("{}{day}", self.say("", " to ")));
        let claims = match of.inpatient {
            Some(true) => self.say("入院", "inpatient"),
            Some(false) => self.say("入院外", "outpatient"),
            None => self.say("入院・入院外", "inpatient and outpatient"),
        };
        let certainty = dsl::vocabulary::certainty_word(of.certainty, surface_of(self.lang));
        let history = match (of.history, self.lang) {
            (0, _) => String::new(),
            (months, Lang::Ja) => format!("、履歴{months}月"),
            (months, Lang::En) => format!(", {months} months of history"),
        };
        let line = match self.lang {
            Lang::Ja => format!("{from}〜{until}、{claims}、{certainty}{history}、変数{}個", of.slots),
            Lang::En => format!("from {from}{until}, {claims}, {certainty}{history}, {} variables", of.slots),
        };
        self.line(1, line);
    }

    fn binding(&mut self, of: &Binding) {
        let name = self.name(of.slot);
        let (how, what) = match &of.bound {
            Bound::Each(noun) => (self.say("一つずつ", "each"), self.noun(noun)),
            Bound::All(noun) => (self.say("すべて", "all"), self.noun(noun)),
            Bound::Run(noun) => (self.say("連続する日ごと", "each run of days"), self.noun(noun)),
            Bound::Value(value) => (self.say("値", "value"), self.expr(value)),
        };
        self.line(1, format!("#{} {name} ← {how} {what}", of.slot));
    }

    fn exception(&mut self, number: usize, of: &Exception) {
        self.tree(&format!("{} {number}", self.say("ただし", "unless")), &of.condition, 1);
        if let Some(but_not) = &of.but_not {
            self.tree(self.say("除くとき", "but not when"), but_not, 2);
        }
        let then = match &of.verdict {
            Some(verdict) => self.verdict(verdict),
            None => self.say("この限りでない", "the rule says nothing").to_owned(),
        };
        self.line(2, format!("→ {then}"));
    }

    fn guarded(&mut self, number: usize, of: &Guarded) {
        let head = format!("{} {number}", self.say("結論", "conclude"));
        let verdict = self.verdict(&of.verdict);
        match &of.guard {
            Guard::Always => self.line(1, format!("{head} → {verdict}")),
            Guard::Otherwise => {
                let otherwise = self.say("それ以外", "otherwise");
                self.line(1, format!("{head} {otherwise} → {verdict}"));
            }
            Guard::When(condition) => {
                self.tree(&head, condition, 1);
                self.line(2, format!("→ {verdict}"));
            }
        }
    }

    /// A condition, its parts below each other.
    fn tree(&mut self, head: &str, of: &Cond, depth: usize) {
        match of {
            Cond::All(parts) => self.parts(&format!("{head} {}", self.say("すべて", "all of")), parts, depth),
            Cond::Any(parts) => self.parts(&format!("{head} {}", self.say("どれか", "any of")), parts, depth),
            Cond::Not(inner) => self.tree(&format!("{head} {}", self.say("でない", "not")), inner, depth),
            one => {
                let line = format!("{head} {}", self.cond(one));
                self.line(depth, line);
            }
        }
    }

    fn parts(&mut self, head: &str, parts: &[Cond], depth: usize) {
        self.line(depth, format!("{head}:"));
        parts.iter().for_each(|part| self.tree("-", part, depth + 1));
    }

    fn verdict(&self, of: &Verdict) -> String {
        let subject = of
            .subject
            .as_ref()
            .map_or_else(|| self.say("明細書", "receipt").to_owned(), |subject| self.expr(subject));
        let by = |word: &str, value| format!(" {word}({})", self.expr(value));
        let act = match &of.act {
            Act::Tell => String::new(),
            Act::Remove => format!(" {}", self.say("除く", "remove")),
            Act::ReduceTo(to) => by(self.say("までに減らす", "reduce_to"), to),
            Act::ReduceBy(less) => by(self.say("だけ減らす", "reduce_by"), less),
            Act::Keep(number) => by(self.say("残す数", "keep"), number),
            Act::Correct(points) => by(self.say("点数を直す", "correct"), points),
            Act::Cap(points) => by(self.say("合計の上限", "cap"), points),
            Act::Replace(code) => by(self.say("改める", "replace"), code),
        };
        let whom = of.queue.map_or_else(String::new, |queue| match self.lang {
            Lang::Ja => format!("（{}）", queue.name().ja),
            Lang::En => format!(" ({})", queue.name().en),
        });
        let cut = match of.cut {
            Some(CutOrder::LatestFirst) => self.say("、新しいものから", ", latest first"),
            Some(CutOrder::CheapestFirst) => self.say("、安いものから", ", cheapest first"),
            None => "",
        };
        let reason = of
            .reason
            .as_ref()
            .map_or_else(String::new, |code| format!("{}{code}", self.say("、事由", ", reason ")));
        format!("{} {subject}{act}{whom}{cut}{reason}", of.conclusion.name().in_lang(self.lang))
    }

    fn text(&self, parts: &[Part]) -> String {
        let pieces = parts.iter().map(|part| match part {
            Part::Literal(text) => text.clone(),
            Part::Value(value, shown) => {
                let of =
                    shown.0.map_or_else(String::new, |of| format!(":{}", of.word(surface_of(self.lang))));
                format!("{{{}{of}}}", self.expr(value))
            }
        });
        format!("「{}」", pieces.collect::<String>())
    }

    fn line(&mut self, depth: usize, text: String) {
        self.lines.push(format!("{}{text}", "    ".repeat(depth)));
    }

    fn name(&self, slot: Slot) -> String {
        let found = self.names.iter().find(|(known, _)| *known == slot);
        found.map_or_else(|| format!("#{slot}"), |(_, name)| name.clone())
    }

    const fn say(&self, ja: &'static str, en: &'static str) -> &'static str {
        Text::new(ja, en).in_lang(self.lang)
    }

    const fn comma(&self) -> &'static str {
        self.say("、", ", ")
    }
}

#[cfg(test)]
mod tests;
