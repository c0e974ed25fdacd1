//! Overlays of branches: they speak of rules that are there, for whole months, with an end, and never widen.

use std::collections::{BTreeMap, BTreeSet};

use model::{Branch, Certainty, Date, PREFECTURES};

use super::names::{self, Book};
use super::uses;
use crate::ast::{
    Body, Change, Changed, Exception, File, Item, Metadata, Outcome, Overlay, Rule, Span, Validity,
    VerdictKind,
};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Message};

/// A rule as an overlay sees it.
struct Edition<'f> {
    rule: &'f Rule,
    certainty: Certainty,
    valid: Option<Validity>,
}

/// The editions of each rule by its code.
type Rules<'f> = BTreeMap<&'f str, Vec<Edition<'f>>>;

/// What is wrong with the overlays of a book, with their files.
pub(super) fn check(files: &[File], book: &Book<'_>) -> Vec<(usize, Diagnostic)> {
    let rules = rules(files);
    let mut found = Vec::new();
    for (number, file) in files.iter().enumerate() {
        for item in &file.items {
            let Body::Overlay(overlay) = &item.body else { continue };
            let mut told = of_item(item, overlay);
            for change in &overlay.changes {
                of_change(&change.node, item, (&rules, book), &mut told);
            }
            found.extend(told.into_iter().map(|told| (number, told)));
        }
    }
    found
}

fn rules(files: &[File]) -> Rules<'_> {
    let mut rules = Rules::new();
    for file in files {
        let mut common = &Metadata::default();
        for item in &file.items {
            match &item.body {
                Body::Common(_) => common = &item.metadata,
                Body::Rule(rule) => {
                    let certainty = item.metadata.certainty.as_ref().or(common.certainty.as_ref());
                    rules.entry(&*rule.code.node).or_default().push(Edition {
                        rule,
                        certainty: certainty.map_or(Certainty::Review, |entry| entry.node),
                        valid: item.metadata.valid.as_ref().or(common.valid.as_ref()).map(|entry| entry.node),
                    });
                }
                _ => {}
            }
        }
    }
    rules
}

/// What an overlay must say of itself: a branch that there is, an owner, whole months, an end.
fn of_item(item: &Item, overlay: &Overlay) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let own = &item.metadata;
    if Branch::read(&overlay.branch.text).is_none() {
        found.push(no_branch(overlay));
    }
    if own.owner.is_none() {
        let message = Message::new("上書には担当が必要です", "an overlay needs an owner");
        let help = Message::new("担当 「…」と書きます", "write: owner \"…\"");
        found.push(Diagnostic::new(DiagnosticCode::NoOwner, item.head.span, message).with_help(help));
    }
    let Some((valid, until)) = own.valid.as_ref().and_then(|v| Some((v, v.node.until?))) else {
        let message = Message::new("上書には終わりの日が必要です", "an overlay needs a last day");
        let help = Message::new("施行 …から…までと書きます", "write: valid from … until …");
        found.push(Diagnostic::new(DiagnosticCode::OverlayEndless, item.head.span, message).with_help(help));
        return found;
    };
    if valid.node.from != valid.node.from.month().first() || until != until.month().last() {
        let message = Message::new(
            "上書は月の初日に始まり、月の末日に終わります",
            "an overlay begins on the first day of a month and ends on the last of one",
        );
        let help = Message::new(
            "明細書は診療年月ごとに審査するので、月の途中で変わると一枚の明細書に二つの基準が当たります",
            "claims are reviewed by month of service: a change within one would judge one claim by two standards",
        );
        found.push(Diagnostic::new(DiagnosticCode::OverlayMidMonth, valid.span, message).with_help(help));
    }
    found
}

fn no_branch(overlay: &Overlay) -> Diagnostic {
    let written = &overlay.branch.text;
    let message = Message::new(
        format!("支部`{written}`はありません（都道府県の名前で書きます）"),
        format!("there is no branch `{written}`; branches are called as prefectures are"),
    );
    Diagnostic::new(DiagnosticCode::BranchUnknown, overlay.branch.span, message)
        .with_near(written, PREFECTURES.iter().map(|(_, name)| *name))
}

fn of_change(
    change: &Change,
    item: &Item,
    (rules, book): (&Rules<'_>, &Book<'_>),
    found: &mut Vec<Diagnostic>,
) {
    let code = &change.rule.node;
    let Some(editions) = rules.get(&**code) else {
        let message = Message::new(format!("規則`{code}`がありません"), format!("there is no rule `{code}`"));
        let diagnostic = Diagnostic::new(DiagnosticCode::OverlayOfNothing, change.rule.span, message);
        found.push(diagnostic.with_near(code, rules.keys().copied()));
        return;
    };
    let days = item.metadata.valid.as_ref().map(|entry| entry.node);
    let met: Vec<&Edition<'_>> = editions.iter().filter(|edition| meet(edition.valid, days)).collect();
    if met.is_empty() {
        found.push(outside(code, change.rule.span));
    }
    match &change.change {
        Changed::Certainty(to) => {
            // Certainties stand from the firmest on.
            if let Some(edition) = met.iter().find(|edition| edition.certainty >= *to) {
                found.push(not_softer(code, change.rule.span, edition.certainty));
            }
        }
        Changed::Exception(exception) => {
            found.extend(widens(exception));
            for edition in met {
                unknown_names(exception, edition.rule, book, found);
            }
        }
    }
}

fn meet(one: Option<Validity>, other: Option<Validity>) -> bool {
    let days = |of: Option<Validity>| of.map_or((Date::FIRST, None), |valid| (valid.from, valid.until));
    let ((from, until), (other_from, other_until)) = (days(one), days(other));
    until.is_none_or(|until| other_from <= until) && other_until.is_none_or(|until| from <= until)
}

fn outside(code: &str, at: Span) -> Diagnostic {
    let message = Message::new(
        format!("規則`{code}`は上書の施行の間に一日も施行されていません"),
        format!("rule `{code}` is in force on no day of the overlay"),
    );
    let help = Message::new(
        "どちらかの施行を直すか、この行を消してください",
        "mend the dates of either, or take the line out",
    );
    Diagnostic::new(DiagnosticCode::OverlayOutside, at, message).with_help(help)
}

fn not_softer(code: &str, at: Span, is: Certainty) -> Diagnostic {
    let message = Message::new(
        format!("規則`{code}`の確度は、もう同じか、これより緩やかです"),
        format!("rule `{code}` is `{}` already: this is no softer", is.slug()),
    );
    let help = Message::new(
        "上書は確度を下げるだけで、上げることはできません",
        "an overlay lowers a certainty; it never raises one",
    );
    Diagnostic::new(DiagnosticCode::OverlayWidens, at, message).with_help(help)
}

/// An overlay may stop a rule, flag or tell; it may not assess in its own way.
fn widens(exception: &Exception) -> Option<Diagnostic> {
    let Outcome::Verdict(verdict) = &exception.outcome else { return None };
    if matches!(verdict.kind, VerdictKind::Flag(_) | VerdictKind::Notice | VerdictKind::Ask(_)) {
        return None;
    }
    let message = Message::new(
        "上書は狭めるか緩めるだけで、新たに査定することはできません",
        "an overlay narrows or softens; it cannot assess",
    );
    Some(Diagnostic::new(DiagnosticCode::OverlayWidens, verdict.span, message))
}

/// An exception speaks of the variables of its rule.
fn unknown_names(exception: &Exception, rule: &Rule, book: &Book<'_>, found: &mut Vec<Diagnostic>) {
    let own: BTreeSet<&str> = rule.bindings.iter().map(|entry| &*entry.node.name.text).collect();
    uses::exception(exception, &mut uses::names(|name| names::known(book, &own, name, found)));
}
