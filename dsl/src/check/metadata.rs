//! What a rule must say of itself: basis, owner, dates, certainty, examples; and what a verdict on the unknown may not be.

use crate::ast::{Body, Expected, File, Item, Metadata, Rule, Span, VerdictKind};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Message};

/// What is missing in the items of a file.
pub(super) fn check(file: &File) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut common = &Metadata::default();
    for item in &file.items {
        found.extend(ends_first(&item.metadata));
        match &item.body {
            Body::Common(_) => common = &item.metadata,
            Body::Rule(rule) => of_rule(item, rule, common, &mut found),
            Body::Overlay(_) | Body::Set(_) | Body::Parameter(_) | Body::Define(_) => {}
        }
    }
    found
}

fn of_rule(item: &Item, rule: &Rule, common: &Metadata, found: &mut Vec<Diagnostic>) {
    let own = &item.metadata;
    let at = rule.code.span;
    need(
        own.basis.is_some() || common.basis.is_some(),
        DiagnosticCode::NoBasis,
        at,
        ("根拠", "basis"),
        found,
    );
    need(
        own.owner.is_some() || common.owner.is_some(),
        DiagnosticCode::NoOwner,
        at,
        ("担当", "owner"),
        found,
    );
    need(
        own.valid.is_some() || common.valid.is_some(),
        DiagnosticCode::NoDates,
        at,
        ("施行", "valid"),
        found,
    );
    need(!rule.examples.is_empty(), DiagnosticCode::NoExamples, at, ("例", "example"), found);
    found.extend(one_sided(rule));
    for entry in &rule.unknowns {
        let verdict = &entry.node.verdict;
        let allowed = matches!(
            verdict.kind,
            VerdictKind::Flag(_) | VerdictKind::Notice | VerdictKind::Return | VerdictKind::Ask(_)
        );
        if !allowed {
            found.push(unknown_assesses(verdict.span));
        }
    }
}

fn need(there: bool, code: DiagnosticCode, at: Span, head: (&str, &str), found: &mut Vec<Diagnostic>) {
    if there {
        return;
    }
    let message = Message::new(
        format!("規則に「{}」がありません", head.0),
        format!("the rule has no clause `{}`", head.1),
    );
    found.push(Diagnostic::new(code, at, message));
}

/// Examples show both outcomes: only the second one shows where a rule ends.
fn one_sided(rule: &Rule) -> Option<Diagnostic> {
    let has = |expected| rule.examples.iter().any(|entry| entry.node.expected == expected);
    let (ja, en) = match (has(Expected::Fires), has(Expected::Silent)) {
        _ if rule.examples.is_empty() => return None, // told as M004
        (true, true) => return None,
        (false, true) => ("該当", "fires"),
        (true, false) => ("非該当", "silent"),
        (false, false) => ("該当と非該当", "fires and silent"),
    };
    let message = Message::new(format!("「{ja}」の例がありません"), format!("there is no example of `{en}`"));
    let help = Message::new(
        "該当する例と、少し違うだけで該当しない例（境界）を一つずつ書きます",
        "write one that fires and one that just does not (boundary)",
    );
    Some(Diagnostic::new(DiagnosticCode::ExampleMissing, rule.code.span, message).with_help(help))
}

fn unknown_assesses(at: Span) -> Diagnostic {
    let message = Message::new("不明のときに査定はできません", "what is not known cannot be assessed");
    let help = Message::new("「…を職員に示す」などに改めます", "flag it to somebody");
    Diagnostic::new(DiagnosticCode::UnknownAssesses, at, message).with_help(help)
}

/// Dates that no day lies between.
fn ends_first(of: &Metadata) -> Option<Diagnostic> {
    let valid = of.valid.as_ref()?;
    let (from, until) = (valid.node.from, valid.node.until?);
    let message = Message::new(
        format!("施行の終わり（{until}）が始まり（{from}）より前です"),
        format!("the last day ({until}) lies before the first ({from})"),
    );
    (until < from).then(|| Diagnostic::new(DiagnosticCode::EndsBeforeStart, valid.span, message))
}
