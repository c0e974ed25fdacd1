//! `shinsa rules coverage`: which parts of each rule its examples reach, and which outcomes they do not show.

use std::io::Write;

use dsl::ast::{Example, Rule};
use eval::coverage::{Part, Reached, cover};
use eval::example::{self, Trial};
use eval::explain::{Explainer, Section};
use model::{Lang, Text};
use serde_json::json;

use super::book::load;
use super::test::written;
use crate::args::rules::Coverage;
use crate::command::masters::store;
use crate::exit::Done;
use crate::output::{FAINT, to_stdout};

/// What all rules together come to: outcomes shown, and outcomes there are.
#[derive(Default)]
struct Sums {
    rules: usize,
    whole: usize,
    clauses: (usize, usize),
    exceptions: (usize, usize),
    verdicts: (usize, usize),
    untried: usize,
}

/// One rule with what its examples reach.
struct Covered<'l> {
    rule: &'l Rule,
    parts: Vec<Reached>,
    /// Titles of examples that were not counted, and why.
    untried: Vec<(String, &'static str)>,
}

/// Measures the examples.
pub fn run(options: &Coverage, lang: Lang) -> anyhow::Result<Done> {
    let opened = store::open(options.masters.as_deref(), lang)?;
    let loaded = load(&options.paths, None, opened.masters(), lang)?;
    loaded.tell_refused(lang)?;
    let explainer = Explainer::new(&loaded.book, &loaded.files);
    let mut sums = Sums::default();
    to_stdout(|out| {
        for (number, &(file, item)) in loaded.written.iter().enumerate() {
            let Some(rule) = written(&loaded, (file, item)) else { continue };
            let covered = covered(&explainer, number, rule, lang);
            sums.add(&covered);
            if options.json {
                json_line(out, &covered)?;
            } else {
                screen(out, &covered, options.all, lang)?;
            }
        }
        if options.json { Ok(()) } else { sums.tell(out, lang) }
    })?;
    Ok(if sums.whole == sums.rules && sums.untried == 0 { Done::Clean } else { Done::Troubled })
}

fn covered<'l>(explainer: &Explainer<'_>, number: usize, rule: &'l Rule, lang: Lang) -> Covered<'l> {
    let (mut tried, mut untried): (Vec<&Example>, Vec<_>) = (Vec::new(), Vec::new());
    for entry in &rule.examples {
        let why = match example::run(explainer.book(), number, &entry.node, lang) {
            Trial::Passed => {
                tried.push(&entry.node);
                continue;
            }
            Trial::Vacuous => Text::new("何も示していない", "shows nothing"),
            Trial::Failed(_) => Text::new("例のとおりに判定されない", "is not judged as it says"),
            Trial::NeedsMasters(_) => {
                Text::new("このマスターでは判断できない", "these masters do not say enough")
            }
            Trial::Unwritable(_) => Text::new("レセプトにできない", "cannot be made a receipt"),
        };
        untried.push((entry.node.title.node.clone(), why.in_lang(lang)));
    }
    // Those that were tried can be written.
    let parts = cover(explainer, number, &tried, lang).unwrap_or_default();
    Covered { rule, parts, untried }
}

fn screen(out: &mut dyn Write, of: &Covered<'_>, all: bool, lang: Lang) -> anyhow::Result<()> {
    let missing = of.parts.iter().filter(|part| part.is_missing()).count();
    let mark = if missing == 0 && of.untried.is_empty() { "○" } else { "△" };
    if missing == 0 && of.untried.is_empty() && !all {
        return Ok(());
    }
    let (code, title) = (&of.rule.code.node, &of.rule.title.node);
    writeln!(out, "{mark} {code} {title} ({}/{})", of.parts.len() - missing, of.parts.len())?;
    for part in of.parts.iter().filter(|part| all || part.is_missing()) {
        let told = missing_in_words(part, lang);
        let Reached { yes, no, unknown, .. } = part;
        let name = part_name(part.part, lang);
        writeln!(out, "    {name}: {}  {told}{FAINT}[{yes}/{no}/{unknown}]{FAINT:#}", part.words)?;
    }
    for (title, why) in &of.untried {
        writeln!(out, "    「{title}」 {why}")?;
    }
    Ok(())
}

/// What no example shows.
fn missing_in_words(of: &Reached, lang: Lang) -> String {
    if !of.is_missing() {
        return String::new();
    }
    let (yes, no) = (of.yes == 0, of.wants_no && of.no == 0);
    let text = match (of.part, yes, no) {
        (Part::Variable(_), true, true) | (Part::Clause(_), true, true) => {
            Text::new("どの例も通らない", "no example comes here")
        }
        (Part::Variable(_), true, false) => Text::new("見つかる例がない", "is found in no example"),
        (Part::Variable(_), ..) => Text::new("見つからない例がない", "is found in every example"),
        (Part::Clause(_), true, false) => Text::new("成り立つ例がない", "holds in no example"),
        (Part::Clause(_), ..) => Text::new("成り立たない例がない", "fails in no example"),
        (Part::Verdict(_) | Part::Instead | Part::Unknown, ..) => {
            Text::new("この結論に至る例がない", "no example leads to this verdict")
        }
    };
    format!("→ {} ", text.in_lang(lang))
}

fn part_name(of: Part, lang: Lang) -> String {
    match (of, lang) {
        (Part::Variable(_), Lang::Ja) => "対象".to_owned(),
        (Part::Variable(_), Lang::En) => "match".to_owned(),
        (Part::Clause(Section::Exception(number)), Lang::Ja) => format!("ただし書{number}"),
        (Part::Clause(Section::Exception(number)), Lang::En) => format!("unless {number}"),
        (Part::Clause(Section::ButNot(number)), Lang::Ja) => format!("ただし書{number}から除くとき"),
        (Part::Clause(Section::ButNot(number)), Lang::En) => format!("unless {number}, but not when"),
        (Part::Clause(Section::Guard(number)), Lang::Ja) => format!("結論{number}のとき"),
        (Part::Clause(Section::Guard(number)), Lang::En) => format!("verdict {number}, when"),
        (Part::Clause(Section::Condition | Section::Filter), Lang::Ja) => "条件".to_owned(),
        (Part::Clause(Section::Condition | Section::Filter), Lang::En) => "if".to_owned(),
        (Part::Verdict(number), Lang::Ja) => format!("結論{number}"),
        (Part::Verdict(number), Lang::En) => format!("verdict {number}"),
        (Part::Instead, Lang::Ja) => "ただし書の結論".to_owned(),
        (Part::Instead, Lang::En) => "verdict of an exception".to_owned(),
        (Part::Unknown, Lang::Ja) => "不明".to_owned(),
        (Part::Unknown, Lang::En) => "unknown".to_owned(),
    }
}

fn json_line(out: &mut dyn Write, of: &Covered<'_>) -> anyhow::Result<()> {
    let parts = of.parts.iter().map(|part| {
        json!({
            "part": slug(part.part),
            "words": part.words,
            "yes": part.yes,
            "no": part.no,
            "unknown": part.unknown,
            "missing": part.is_missing(),
        })
    });
    let untried = of.untried.iter().map(|(title, why)| json!({ "example": title, "why": why }));
    let line = json!({
        "rule": of.rule.code.node,
        "examples": of.rule.examples.len(),
        "parts": parts.collect::<Vec<_>>(),
        "untried": untried.collect::<Vec<_>>(),
    });
    serde_json::to_writer(&mut *out, &line)?;
    Ok(writeln!(out)?)
}

const fn slug(of: Part) -> &'static str {
    match of {
        Part::Variable(_) => "variable",
        Part::Clause(Section::Exception(_)) => "exception",
        Part::Clause(Section::ButNot(_)) => "but-not",
        Part::Clause(Section::Guard(_)) => "guard",
        Part::Clause(Section::Condition | Section::Filter) => "condition",
        Part::Verdict(_) => "verdict",
        Part::Instead => "exception-verdict",
        Part::Unknown => "unknown",
    }
}

impl Sums {
    fn add(&mut self, of: &Covered<'_>) {
        self.rules += 1;
        self.untried += of.untried.len();
        self.whole += usize::from(!of.parts.iter().any(Reached::is_missing));
        for part in &of.parts {
            let into = match part.part {
                Part::Clause(Section::Exception(_) | Section::ButNot(_)) => &mut self.exceptions,
                Part::Variable(_) | Part::Clause(_) => &mut self.clauses,
                Part::Verdict(_) | Part::Instead | Part::Unknown => &mut self.verdicts,
            };
            into.0 += usize::from(part.yes > 0) + usize::from(part.wants_no && part.no > 0);
            into.1 += 1 + usize::from(part.wants_no);
        }
    }

    fn tell(&self, out: &mut dyn Write, lang: Lang) -> anyhow::Result<()> {
        let Self { rules, whole, clauses, exceptions, verdicts, untried } = self;
        let line = match lang {
            Lang::Ja => format!(
                "規則{rules}件のうち{whole}件の例がすべてを通ります。対象と条件 {}/{}、ただし書 {}/{}、結論 {}/{}、数えない例{untried}件",
                clauses.0, clauses.1, exceptions.0, exceptions.1, verdicts.0, verdicts.1
            ),
            Lang::En => format!(
                "the examples of {whole} of {rules} rules reach everything; variables and clauses {}/{}, exceptions {}/{}, verdicts {}/{}, {untried} examples not counted",
                clauses.0, clauses.1, exceptions.0, exceptions.1, verdicts.0, verdicts.1
            ),
        };
        Ok(writeln!(out, "{line}")?)
    }
}
