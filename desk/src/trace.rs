//! Why a rule spoke, or why it did not: a small tree of sentences, by the same program that judged.

mod sentences;
#[cfg(test)]
mod tests;

use eval::explain::Explanation;
use eval::{Config, Earlier, Rule, Scratch};
use history::{Judged, Others};
use model::{Branch, Lang};
use outcome::Doubt;
use serde::{Deserialize, Serialize};

use crate::one::one;
use crate::{Asked, CheckedReceipt};
use sentences::Teller;

/// Why one rule said what it said of one receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Trace {
    /// The rule.
    pub rule: String,
    /// What it is called.
    pub title: String,
    /// Where it is written.
    pub basis: String,
    /// `fired`, `referred`, `undecided` or `silent`.
    pub outcome: String,
    /// The same for people.
    pub result: String,
    /// Why it went no further; empty when it said something.
    pub why_not: String,
    /// What it says.
    pub findings: Vec<String>,
    /// In how many ways beyond those that are shown it says the same.
    pub more: usize,
    /// The ways to it: variables, conditions, exceptions, verdicts.
    pub ways: Vec<TraceNode>,
}

/// A sentence, with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TraceNode {
    /// The sentence.
    pub text: String,
    /// `yes`, `no` or `unknown`; none for what is no question.
    pub holds: Option<String>,
    /// Physical lines that it speaks of, those of this file.
    pub lines: Vec<u64>,
    /// What it rests on.
    #[cfg_attr(feature = "schema", schema(no_recursion))]
    pub parts: Vec<TraceNode>,
}

/// So many ways are shown.
const MOST_WAYS: usize = 3;

/// Why rules said what they said of a receipt: the one with a code (all its editions; told also when it is silent), else all
/// that said something. Empty when the bytes hold no receipt, its month cannot be read, or no rule has the code.
pub fn trace(
    receipt: &[u8],
    frame: &[u8],
    of: &CheckedReceipt,
    asked: Asked<'_>,
    rule: Option<&str>,
) -> Vec<Trace> {
    let Some(batch) = one(receipt, frame, of) else { return Vec::new() };
    let explainer = asked.snapshot.explainer(branch(of, asked));
    let mut others = Others::default();
    if let Some(history) = asked.history {
        history.others(Judged { batch: &batch, receipt: 0, institution: None }, &mut others);
    }
    let earlier = if asked.history.is_some() { others.earlier() } else { Earlier::default() };
    let institution = asked
        .institutions
        .map_or(asked.institution, |register| register.kind(history::institution_at(None, &batch, 0)));
    let config = Config { lang: asked.lang, institution, excerpt_is_all: false };
    let rules = explainer.book().rules();
    let explanations: Vec<Explanation> = match rule {
        None => explainer.told((&batch, 0), earlier, config, &mut Scratch::default()),
        Some(code) => {
            let named = rules.iter().enumerate().filter(|(_, rule)| rule.code == code);
            named.filter_map(|(at, _)| explainer.one(at, (&batch, 0), earlier, config)).collect()
        }
    };
    let told = |one: &Explanation| {
        let rule = rules.get(one.rule)?;
        let trace = trace_of(one, rule, asked);
        let remains = one.judgements.is_empty() && is_said_of_what_remains(of, &rule.code);
        let why_not = if remains { Doubt::Remains.message(asked.lang) } else { trace.why_not };
        Some(Trace { why_not, ..trace })
    };
    explanations.iter().filter_map(told).collect()
}

/// Whether a rule was found to speak only of what the assessments of the receipt leave: a trace is one of the filed claim.
fn is_said_of_what_remains(of: &CheckedReceipt, rule: &str) -> bool {
    let known = [
        Doubt::Remains.slug().to_owned(),
        Doubt::Remains.message(Lang::Ja),
        Doubt::Remains.message(Lang::En),
    ];
    of.findings
        .iter()
        .any(|one| one.rule == rule && one.doubt.as_ref().is_some_and(|doubt| known.contains(doubt)))
}

/// The branch whose rules judged a receipt.
fn branch(of: &CheckedReceipt, asked: Asked<'_>) -> Option<Branch> {
    let own = || Branch::of_prefecture(of.institution.as_ref()?.get(..2)?.parse().ok()?);
    asked.branch.or_else(own)
}

fn trace_of(one: &Explanation, rule: &Rule, asked: Asked<'_>) -> Trace {
    let teller = Teller { lang: asked.lang };
    Trace {
        rule: rule.code.clone(),
        title: rule.title.clone(),
        basis: rule.basis.clone(),
        outcome: wire::outcome(one.outcome).to_owned(),
        result: teller.result(one.outcome).to_owned(),
        why_not: teller.why_not(one, rule),
        findings: one.judgements.iter().map(|judgement| teller.finding(one.outcome, judgement)).collect(),
        more: one.said.saturating_sub(MOST_WAYS),
        ways: one.shown.iter().take(MOST_WAYS).map(|way| teller.way(way)).collect(),
    }
}
