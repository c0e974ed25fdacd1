//! Explanations as JSON lines: one object a rule and receipt.

use std::io::Write;

use eval::explain::{
    Clause, Explanation, Holds, Made, MasterRow, Miss, Outcome, Search, Section, Stop, Thing, Value,
    Variable, Way,
};
use eval::{Judgement, Rule};
use receipt::Batch;
use serde::Serialize;
use serde_json::{Value as Json_, json};

use super::{Show, Told};

/// Writes JSON lines.
pub struct Json<'a> {
    pub out: &'a mut dyn Write,
}

#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    seq: u64,
    receipt: Option<u32>,
    rule: &'a str,
    title: &'a str,
    basis: &'a str,
    outcome: &'static str,
    woken: bool,
    ways: usize,
    said: usize,
    findings: Vec<Json_>,
    why_not: Json_,
    shown: Vec<Json_>,
}

impl Show for Json<'_> {
    fn receipt(&mut self, told: &Told<'_>) -> anyhow::Result<()> {
        for one in told.explanations {
            let Some(rule) = told.rules.get(one.rule) else { continue };
            serde_json::to_writer(&mut *self.out, &line(told, one, rule))?;
            writeln!(self.out)?;
        }
        Ok(())
    }
}

fn line<'a>(told: &Told<'a>, one: &'a Explanation, rule: &'a Rule) -> Line<'a> {
    Line {
        file: told.file,
        seq: told.batch.seq_of(told.receipt),
        receipt: told.batch.receipts.get(told.receipt).and_then(|receipt| receipt.number),
        rule: &rule.code,
        title: &rule.title,
        basis: &rule.basis,
        outcome: match one.outcome {
            Outcome::Fired => "fired",
            Outcome::Referred => "referred",
            Outcome::Undecided => "undecided",
            Outcome::Silent => "silent",
        },
        woken: one.is_woken,
        ways: one.ways,
        said: one.said,
        findings: one.judgements.iter().map(|judgement| finding(told.batch, judgement)).collect(),
        why_not: stop(&one.stop),
        shown: one.shown.iter().map(way).collect(),
    }
}

fn finding(batch: &Batch, of: &Judgement) -> Json_ {
    json!({
        "verdict": of.verdict,
        "certainty": of.certainty.slug(),
        "conclusion": of.conclusion.slug(),
        "message": of.message,
        "remedy": of.remedy,
        "lines": of.lines.iter().map(|line| batch.line_of(line.row)).collect::<Vec<_>>(),
        "causes": of.causes.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

fn stop(of: &Stop) -> Json_ {
    match of {
        Stop::Told => Json_::Null,
        Stop::Setting => json!({ "kind": "setting" }),
        Stop::Dates => json!({ "kind": "dates" }),
        Stop::Nothing(at) => json!({ "kind": "nothing-found", "variable": at }),
        Stop::Clause(words) => json!({ "kind": "clause", "words": words }),
        Stop::Exception(number) => json!({ "kind": "exception", "number": number }),
        Stop::NoVerdict => json!({ "kind": "no-verdict" }),
    }
}

fn way(of: &Way) -> Json_ {
    json!({
        "variables": of.variables.iter().map(variable).collect::<Vec<_>>(),
        "clauses": of.clauses.iter().map(clause).collect::<Vec<_>>(),
        "verdicts": of.verdicts.iter().map(|(number, words)| json!({ "number": number, "words": words })).collect::<Vec<_>>(),
        "why_not": stop(&of.stop),
    })
}

fn variable(of: &Variable) -> Json_ {
    json!({
        "name": of.name,
        "words": of.words,
        "value": of.value.as_ref().map(value),
        "searches": of.searches.iter().map(search).collect::<Vec<_>>(),
    })
}

fn value(of: &Value) -> Json_ {
    match of {
        Value::Plain(text) => json!(text),
        Value::Things { shown, sure, perhaps, open } => json!({
            "things": shown.iter().map(thing).collect::<Vec<_>>(),
            "sure": sure,
            "perhaps": perhaps,
            "open": open,
        }),
    }
}

fn thing(of: &Thing) -> Json_ {
    json!({
        "kind": of.kind,
        "claim": of.elsewhere.map(|month| month.to_string()),
        "lines": of.lines,
        "code": of.code,
        "name": of.name,
        "days": of.days.map(|(first, last)| [first.to_string(), last.to_string()]),
        "row": of.row.as_ref().map(row),
    })
}

fn row(of: &MasterRow) -> Json_ {
    let day = |day: Option<model::Date>| day.map(|day| day.to_string());
    json!({
        "master": of.file.slug(),
        "key": of.key,
        "from": day(of.days.0),
        "until": day(of.days.1),
        "provisional": of.is_provisional,
    })
}

fn clause(of: &Clause) -> Json_ {
    let (section, number) = match of.section {
        Section::Condition => ("condition", None),
        Section::Exception(number) => ("exception", Some(number)),
        Section::ButNot(number) => ("but-not", Some(number)),
        Section::Guard(number) => ("guard", Some(number)),
        Section::Filter => ("filter", None),
    };
    json!({
        "section": section,
        "number": number,
        "words": of.words,
        "made": match of.made {
            Made::One => "one",
            Made::All => "all",
            Made::Any => "any",
        },
        "holds": holds(of.holds),
        "values": of.values.iter().map(value).collect::<Vec<_>>(),
        "searches": of.searches.iter().map(search).collect::<Vec<_>>(),
        "causes": of.causes,
        "parts": of.parts.iter().map(clause).collect::<Vec<_>>(),
    })
}

fn search(of: &Search) -> Json_ {
    json!({
        "words": of.words,
        "found": value(&of.found),
        "doubts": of.doubts,
        "near": of.misses.iter().map(miss).collect::<Vec<_>>(),
    })
}

fn miss(of: &Miss) -> Json_ {
    let against = of.against.iter().map(|(words, of)| json!({ "words": words, "holds": holds(*of) }));
    json!({
        "thing": thing(&of.thing),
        "against": against.collect::<Vec<_>>(),
        "filter": of.filter.as_ref().map(clause),
    })
}

const fn holds(of: Holds) -> &'static str {
    match of {
        Holds::Yes => "yes",
        Holds::No => "no",
        Holds::Unknown => "unknown",
    }
}
