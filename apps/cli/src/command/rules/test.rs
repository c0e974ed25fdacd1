//! `shinsa rules test`: every example of every rule, through the real reader and the real engine.

use std::io::Write;

use dsl::ast::{Body, Example, Expected, Rule};
use eval::example::{self, Trial};
use eval::{Answer, Judgement};
use model::{Lang, Text};

use super::book::{Loaded, load};
use crate::args::rules::Test;
use crate::command::masters::store;
use crate::exit::Done;
use crate::output::to_stdout;

/// How many examples did what.
#[derive(Default)]
struct Counts {
    passed: usize,
    failed: usize,
    untried: usize,
}

/// Tries the examples.
pub fn run(options: &Test, lang: Lang) -> anyhow::Result<Done> {
    let opened = store::open(options.masters.as_deref(), lang)?;
    let loaded = load(&options.paths, options.branch, opened.masters(), lang)?;
    loaded.tell_refused(lang)?;
    let mut counts = Counts::default();
    to_stdout(|out| {
        let mut last = None;
        for (number, &(file, item)) in loaded.written.iter().enumerate() {
            // A branch has several editions of a rule that was written once.
            if number > 0 && loaded.written.get(number - 1) == Some(&(file, item)) {
                continue;
            }
            let Some(rule) = written(&loaded, (file, item)) else { continue };
            if let (true, Some(source)) = (options.all && last != Some(file), loaded.sources.get(file)) {
                writeln!(out, "# {}", source.path.display())?;
            }
            last = Some(file);
            rule_of(out, &loaded, (number, file, rule), (options.all, lang), &mut counts)?;
        }
        summary(out, &loaded, &counts, lang)
    })?;
    let all_well = counts.failed + counts.untried + loaded.refused.len() == 0;
    Ok(if all_well { Done::Clean } else { Done::Troubled })
}

/// The rule as written.
pub(super) fn written<'l>(loaded: &'l Loaded<'_>, (file, item): (usize, usize)) -> Option<&'l Rule> {
    match &loaded.files.get(file)?.items.get(item)?.body {
        Body::Rule(rule) => Some(rule),
        _ => None,
    }
}

fn rule_of(
    out: &mut dyn Write,
    loaded: &Loaded<'_>,
    (number, file, rule): (usize, usize, &Rule),
    (all, lang): (bool, Lang),
    counts: &mut Counts,
) -> anyhow::Result<()> {
    let mut passed = 0;
    let (failed, untried) = (counts.failed, counts.untried);
    let mut told = Vec::new();
    for entry in &rule.examples {
        let title = &entry.node.title.node;
        match example::run(&loaded.book, number, &entry.node, lang) {
            Trial::Passed => {
                passed += 1;
                if all {
                    let judged = example::said(&loaded.book, number, &entry.node, lang).unwrap_or_default();
                    told.push(format!("  ○ 「{title}」 {}", in_words(&judged, lang)));
                }
            }
            Trial::Vacuous => {
                counts.failed += 1;
                told.push(format!("  × 「{title}」 {}", vacuous(lang)));
            }
            Trial::Failed(judged) => {
                counts.failed += 1;
                told.push(format!("  × 「{title}」 {}", difference(&entry.node, &judged, lang)));
            }
            Trial::NeedsMasters(causes) => {
                counts.untried += 1;
                let cause = causes.first().map_or_else(String::new, |cause| cause.message(lang));
                told.push(format!("  ? 「{title}」 {cause}"));
            }
            Trial::Unwritable(problem) => {
                counts.untried += 1;
                let line = loaded.sources.get(file).map_or(0, |source| {
                    source.text.get(..problem.span.start).unwrap_or_default().matches('\n').count() + 1
                });
                told.push(format!("  ? 「{title}」 {line}: {}", problem.message.in_lang(lang)));
            }
        }
    }
    counts.passed += passed;
    let mark = match (counts.failed > failed, counts.untried > untried) {
        (true, _) => "×",
        (_, true) => "？",
        _ => "○",
    };
    writeln!(out, "{mark} {} {} ({passed}/{})", rule.code.node, rule.title.node, rule.examples.len())?;
    for line in told {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// What is wrong with an example that is silent for nothing.
const fn vacuous(lang: Lang) -> &'static str {
    Text::new(
        "非該当ですが、規則の対象になるものがレセプトになく、条件が何であっても非該当です（対象を置き、条件を一つだけ外した例にしてください）",
        "silent, but nothing that the rule speaks of is on the receipt: it would be silent whatever the clauses were (put it there and miss one clause)",
    )
    .in_lang(lang)
}

/// What was said and what happened.
fn difference(example: &Example, judged: &[Judgement], lang: Lang) -> String {
    let said = match (example.expected, lang) {
        (Expected::Fires, Lang::Ja) => "該当",
        (Expected::Silent, Lang::Ja) => "非該当",
        (Expected::Unknown, Lang::Ja) => "不明",
        (Expected::Fires, Lang::En) => "fires",
        (Expected::Silent, Lang::En) => "silent",
        (Expected::Unknown, Lang::En) => "unknown",
    };
    let did = in_words(judged, lang);
    match lang {
        Lang::Ja => format!("例は{said}、判定は{did}"),
        Lang::En => format!("said {said}, did {did}"),
    }
}

/// What a rule said.
fn in_words(judged: &[Judgement], lang: Lang) -> String {
    let did: Vec<String> = judged
        .iter()
        .map(|judgement| {
            let causes: Vec<String> = judgement.causes.iter().map(|cause| cause.message(lang)).collect();
            let answer = match (judgement.answer, lang) {
                (Answer::Fired, Lang::Ja) => "該当",
                (_, Lang::Ja) => "不明",
                (Answer::Fired, Lang::En) => "fires",
                (_, Lang::En) => "unknown",
            };
            let number =
                if judgement.verdict == 0 { String::new() } else { format!(" {}", judgement.verdict) };
            let told = format!("{} {}", judgement.message, causes.join(" / "));
            match told.trim() {
                "" => format!("{answer}{number}"),
                told => format!("{answer}{number}: {told}"),
            }
        })
        .collect();
    match (did.is_empty(), lang) {
        (true, Lang::Ja) => "非該当".to_owned(),
        (true, Lang::En) => "silent".to_owned(),
        _ => did.join(" | "),
    }
}

fn summary(out: &mut dyn Write, loaded: &Loaded<'_>, counts: &Counts, lang: Lang) -> anyhow::Result<()> {
    let mut rules = loaded.written.clone();
    rules.dedup();
    let (rules, refused) = (rules.len(), loaded.refused.len());
    let Counts { passed, failed, untried } = counts;
    match lang {
        Lang::Ja => writeln!(
            out,
            "規則{rules}件の例を試しました: 一致{passed}件、不一致{failed}件、試せない例{untried}件、まだ評価できない規則{refused}件"
        )?,
        Lang::En => writeln!(
            out,
            "examples of {rules} rules tried: {passed} as said, {failed} not, {untried} could not be tried, {refused} rules cannot be run yet"
        )?,
    }
    Ok(())
}
