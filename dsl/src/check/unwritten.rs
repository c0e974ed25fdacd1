//! What a scaffold or a draft left to its author (未記入): a rule that is half written does not run.

use super::uses::{Thing, each_use};
use crate::ast::{Attribute, Body, File, Item, Rule, Span, Template, TemplatePart};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Message};

/// The word in texts, in either surface; names have its English form in the tree.
const TEXTS: [&str; 2] = ["未記入", "unwritten"];

/// Everything in a file that still has to be written.
pub(super) fn check(file: &File) -> Vec<Diagnostic> {
    let mut places = Vec::new();
    for item in &file.items {
        metadata(item, &mut places);
        each_use(&item.body, &mut |thing| {
            if let Thing::Name(name) = thing
                && name.text == "unwritten"
            {
                places.push(name.span);
            }
        });
        if let Body::Rule(rule) = &item.body {
            of_rule(rule, &mut places);
        }
    }
    places.into_iter().map(told).collect()
}

fn is_open(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || TEXTS.contains(&text)
}

fn metadata(item: &Item, places: &mut Vec<Span>) {
    let basis = item.metadata.basis.iter().flat_map(|entry| &entry.node);
    places.extend(basis.filter(|basis| is_open(&basis.clause.node)).map(|basis| basis.clause.span));
    let owner = item.metadata.owner.iter().filter(|owner| is_open(&owner.node.node));
    places.extend(owner.map(|owner| owner.node.span));
}

fn of_rule(rule: &Rule, places: &mut Vec<Span>) {
    let texts = [&rule.title].into_iter().chain(rule.undecidable.iter().map(|entry| &entry.node));
    let examples = rule.examples.iter().map(|entry| &entry.node);
    let titles = examples.clone().map(|example| &example.title);
    places.extend(texts.chain(titles).filter(|text| is_open(&text.node)).map(|text| text.span));
    let templates = rule.because.iter().chain(&rule.remedy).map(|entry| &entry.node);
    places.extend(templates.filter(|template| is_blank(template)).map(|template| template.span));
    for fact in examples.flat_map(|example| &example.facts) {
        let flags = fact.node.attributes.iter().filter_map(|attribute| match attribute {
            Attribute::Flag(name) if name.text == "unwritten" => Some(name.span),
            _ => None,
        });
        places.extend(flags);
    }
}

fn is_blank(template: &Template) -> bool {
    match template.parts.as_slice() {
        [] => true,
        [TemplatePart::Literal(text)] => is_open(text),
        _ => false,
    }
}

fn told(at: Span) -> Diagnostic {
    let message = Message::new("まだ書かれていない所です", "this is not written yet");
    let help = Message::new(
        "「未記入」を実際の内容に書き換えてください",
        "put what is meant in the place of `unwritten`",
    );
    Diagnostic::new(DiagnosticCode::Unwritten, at, message).with_help(help)
}
