//! Two rules that say the same under two codes, whatever their variables are called.

use std::collections::BTreeMap;

use crate::ast::{Body, File, Item, Metadata, Rule, Span, Validity};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Message};
use crate::print;

/// A rule with what it says, printed.
struct Said<'f> {
    file: usize,
    code: &'f str,
    span: Span,
    valid: Validity,
}

/// Rules that say the same as one before them in the book, with their files.
pub(super) fn check(files: &[File]) -> Vec<(usize, Diagnostic)> {
    let mut known: BTreeMap<String, Vec<Said<'_>>> = BTreeMap::new();
    let mut found = Vec::new();
    for (file, of) in files.iter().enumerate() {
        let mut common = &Metadata::default();
        for item in &of.items {
            if matches!(item.body, Body::Common(_)) {
                common = &item.metadata;
            }
            let Some((text, rule)) = said(file, item, common) else { continue };
            let same = known.entry(text).or_default();
            let other = same.iter().find(|other| other.code != rule.code && meet(other.valid, rule.valid));
            found.extend(other.map(|other| (file, twice(&rule, other))));
            same.push(rule);
        }
    }
    found
}

fn said<'f>(file: usize, item: &'f Item, common: &Metadata) -> Option<(String, Said<'f>)> {
    let Body::Rule(rule) = &item.body else { return None };
    let valid = item.metadata.valid.as_ref().or(common.valid.as_ref())?.node;
    let claims = item.metadata.claims.as_ref().or(common.claims.as_ref()).map(|entry| &entry.node);
    let text = format!("{claims:?}{}", renamed(&print::logic(rule), rule));
    Some((text, Said { file, code: &rule.code.node, span: rule.code.span, valid }))
}

/// The text with the rule's variables called by their places: a name is a run of letters that names are made of.
fn renamed(text: &str, rule: &Rule) -> String {
    let place = |word: &str| rule.bindings.iter().position(|entry| entry.node.name.text == word);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let in_name = print::is_name_char(first);
        let end = rest.find(|c| print::is_name_char(c) != in_name).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        match place(word) {
            Some(at) => out.push_str(&format!("#{at}")),
            None => out.push_str(word),
        }
        rest = behind;
    }
    // Lines are broken by width, which depends on the names.
    out.retain(|c| !c.is_whitespace());
    out
}

fn meet(one: Validity, other: Validity) -> bool {
    one.until.is_none_or(|until| other.from <= until) && other.until.is_none_or(|until| one.from <= until)
}

fn twice(rule: &Said<'_>, other: &Said<'_>) -> Diagnostic {
    let code = other.code;
    let message = Message::new(
        format!("規則`{code}`と対象・条件・結論が同じです（同じ指摘が二度出ます）"),
        format!("says the same as rule `{code}`: each finding would come twice"),
    );
    let help = Message::new(
        "どちらか一方にするか、条件を分けてください",
        "keep one of them, or tell their conditions apart",
    );
    let diagnostic = Diagnostic::new(DiagnosticCode::RuleTwice, rule.span, message).with_help(help);
    if rule.file == other.file {
        return diagnostic.with_label(other.span, Message::new("もう一つはここ", "the other one"));
    }
    diagnostic
}
