//! Why a rule said something of a receipt, as `shinsa explain --json` writes it: one object a rule and receipt.

use eval::explain::{
    Clause, Explanation, Holds, Made, MasterRow, Miss, Outcome, Search, Section, Stop, Thing, Value,
    Variable, Way,
};
use eval::{Judgement, Rule};
use receipt::Batch;
use serde::Serialize;
use serde_json::{Value as Json, json};

/// Why one rule said what it said of one receipt.
#[derive(Debug, Serialize)]
pub struct Explained<'a> {
    /// The file.
    pub file: &'a str,
    /// 1-based ordinal of the receipt.
    pub seq: u64,
    /// レセプト番号, where it can be read.
    pub receipt: Option<u32>,
    /// The rule.
    pub rule: &'a str,
    /// What it is called.
    pub title: &'a str,
    /// Where it is written.
    pub basis: &'a str,
    /// `fired`, `referred`, `undecided` or `silent`.
    pub outcome: &'static str,
    /// Whether the index tried it on this receipt.
    pub woken: bool,
    /// How many ways through its variables there were.
    pub ways: usize,
    /// How many of them said something.
    pub said: usize,
    /// What it says.
    pub findings: Vec<Json>,
    /// Why it went no further; null when it said something.
    pub why_not: Json,
    /// The ways that are shown: variables, clauses with values, verdicts.
    pub shown: Vec<Json>,
}

impl<'a> Explained<'a> {
    /// An explanation of a receipt of a batch.
    pub fn new(file: &'a str, (batch, receipt): (&Batch, usize), one: &Explanation, rule: &'a Rule) -> Self {
        Self {
            file,
            seq: batch.seq_of(receipt),
            receipt: batch.receipts.get(receipt).and_then(|receipt| receipt.number),
            rule: &rule.code,
            title: &rule.title,
            basis: &rule.basis,
            outcome: outcome(one.outcome),
            woken: one.is_woken,
            ways: one.ways,
            said: one.said,
            findings: one.judgements.iter().map(|judgement| finding(batch, judgement)).collect(),
            why_not: stop(&one.stop),
            shown: one.shown.iter().map(way).collect(),
        }
    }
}

/// The name of an outcome in files.
pub const fn outcome(of: Outcome) -> &'static str {
    match of {
        Outcome::Fired => "fired",
        Outcome::Referred => "referred",
        Outcome::Undecided => "undecided",
        Outcome::Silent => "silent",
    }
}

fn finding(batch: &Batch, of: &Judgement) -> Json {
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

fn stop(of: &Stop) -> Json {
    match of {
        Stop::Told => Json::Null,
        Stop::Setting => json!({ "kind": "setting" }),
        Stop::Dates => json!({ "kind": "dates" }),
        Stop::Nothing(at) => json!({ "kind": "nothing-found", "variable": at }),
        Stop::Clause(words) => json!({ "kind": "clause", "words": words }),
        Stop::Exception(number) => json!({ "kind": "exception", "number": number }),
        Stop::NoVerdict => json!({ "kind": "no-verdict" }),
    }
}

fn way(of: &Way) -> Json {
    json!({
        "variables": of.variables.iter().map(variable).collect::<Vec<_>>(),
        "clauses": of.clauses.iter().map(clause).collect::<Vec<_>>(),
        "verdicts": of.verdicts.iter().map(|(number, words)| json!({ "number": number, "words": words })).collect::<Vec<_>>(),
        "why_not": stop(&of.stop),
    })
}

fn variable(of: &Variable) -> Json {
    json!({
        "name": of.name,
        "words": of.words,
        "value": of.value.as_ref().map(value),
        "searches": of.searches.iter().map(search).collect::<Vec<_>>(),
    })
}

fn value(of: &Value) -> Json {
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

fn thing(of: &Thing) -> Json {
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

fn row(of: &MasterRow) -> Json {
    let day = |day: Option<model::Date>| day.map(|day| day.to_string());
    json!({
        "master": of.file.slug(),
        "key": of.key,
        "from": day(of.days.0),
        "until": day(of.days.1),
        "provisional": of.is_provisional,
    })
}

fn clause(of: &Clause) -> Json {
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

fn search(of: &Search) -> Json {
    json!({
        "words": of.words,
        "found": value(&of.found),
        "doubts": of.doubts,
        "near": of.misses.iter().map(miss).collect::<Vec<_>>(),
    })
}

fn miss(of: &Miss) -> Json {
    let against = of.against.iter().map(|(words, of)| json!({ "words": words, "holds": holds(*of) }));
    json!({
        "thing": thing(&of.thing),
        "against": against.collect::<Vec<_>>(),
        "filter": of.filter.as_ref().map(clause),
    })
}

/// The name of an answer in files.
pub const fn holds(of: Holds) -> &'static str {
    match of {
        Holds::Yes => "yes",
        Holds::No => "no",
        Holds::Unknown => "unknown",
    }
}
