//! Items: the head line by its own grammar rule, then each clause in its place.

use super::Rule;
use super::clauses::{self, entry};
use super::conditions::condition;
use super::nouns::{kind_of, set_expr};
use super::outline::{Segment, Segments};
use super::reader::{P, Reader, children, fold};
use super::values::value;
use super::words::word;
use crate::ast::{
    Body, Common, Dated, Define, DefinedAs, Formal, Item, Metadata, Overlay, Parameter, Set, Spanned,
    TypeName,
};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Message};
use crate::vocabulary::{ClauseHead, ItemHead, Kind, Surface, Type, Word};

/// Reads an item; `None` when its head line cannot be read.
pub(super) fn item(text: &str, segments: &Segments, diagnostics: &mut Vec<Diagnostic>) -> Option<Item> {
    let Segments { item: head, clauses } = segments;
    let reader = Reader::new(text, head.body);
    let mut body = read_head(&reader, head.head);
    diagnostics.extend(reader.finish());
    let mut metadata = Metadata::default();
    let mut seen: Vec<Segment<ClauseHead>> = Vec::new();
    for clause in clauses {
        if let Some(diagnostic) = out_of_place(head.head, *clause, &seen) {
            diagnostics.push(diagnostic);
            continue;
        }
        seen.push(*clause);
        let reader = Reader::new(text, clause.body);
        read_clause(&reader, text, *clause, &mut metadata, body.as_mut());
        diagnostics.extend(reader.finish());
    }
    diagnostics.extend(missing(head, &seen));
    let end = clauses.last().map_or(head.body.end, |c| c.body.end);
    let span = crate::ast::Span::new(head.word.start, end);
    Some(Item { head: entry(head.word, ()), metadata, body: body?, span })
}

fn read_head(r: &Reader<'_>, head: ItemHead) -> Option<Body> {
    match head {
        ItemHead::Common => r.run(Rule::item_common).map(|_| Body::Common(Common)),
        ItemHead::Set => set(r).map(Body::Set),
        ItemHead::Parameter => parameter(r).map(Body::Parameter),
        ItemHead::Define => define(r).map(|d| Body::Define(Box::new(d))),
        ItemHead::Rule => rule(r).map(|rule| Body::Rule(Box::new(rule))),
        ItemHead::Overlay => overlay(r).map(Body::Overlay),
    }
}

fn set(r: &Reader<'_>) -> Option<Set> {
    let mut parts = r.run(Rule::item_set)?;
    let name = r.name(&parts.next()?);
    let kind: Spanned<Kind> = kind_of(r, &parts.next()?)?;
    Some(Set { name, kind, members: set_expr(r, parts.next()?)? })
}

fn parameter(r: &Reader<'_>) -> Option<Parameter> {
    let mut parts = r.run(Rule::item_parameter)?;
    let name = r.name(&parts.next()?);
    let of = word::<Type>(r, &parts.next()?)?;
    let values =
        parts.filter(|p| p.as_rule() == Rule::dated).map(|p| dated(r, p)).collect::<Option<Vec<_>>>()?;
    Some(Parameter { name, of, values })
}

fn dated(r: &Reader<'_>, pair: P<'_>) -> Option<Dated> {
    let mut parts = children(pair);
    let from = r.day(&parts.next()?)?;
    Some(Dated { from, value: value(r, children(parts.next()?).next()?)? })
}

fn define(r: &Reader<'_>) -> Option<Define> {
    let (mut name, mut of, mut is) = (None, None, None);
    let mut formals = Vec::new();
    for part in r.run(Rule::item_define)? {
        match part.as_rule() {
            Rule::name => name = Some(r.name(&part)),
            Rule::formal => formals.push(formal(r, part)?),
            Rule::type_word => of = Some(word::<Type>(r, &part)?),
            Rule::condition => is = Some(DefinedAs::Condition(condition(r, part)?)),
            Rule::carry => is = Some(carry(r, part, of.clone()?)?),
            Rule::value => is = Some(DefinedAs::Value(of.clone()?, value(r, part)?)),
            _ => {}
        }
    }
    Some(Define { name: name?, formals, is: is? })
}

fn carry(r: &Reader<'_>, pair: P<'_>, of: Spanned<Type>) -> Option<DefinedAs> {
    let mut parts = children(pair).filter(|p| p.as_rule() != Rule::when_ja);
    let name = r.name(&parts.next()?);
    let when = condition(r, parts.next()?)?;
    Some(DefinedAs::Carry(of, name, when, value(r, parts.next()?)?))
}

fn formal(r: &Reader<'_>, pair: P<'_>) -> Option<Formal> {
    let mut parts = children(pair);
    let name = r.name(&parts.next()?);
    let of = parts.next()?;
    let of = match of.as_rule() {
        Rule::kind_word => {
            let kind = kind_of(r, &of)?;
            Spanned::new(kind.span, TypeName::Kind(kind.node))
        }
        _ => {
            let value = word::<Type>(r, &of)?;
            Spanned::new(value.span, TypeName::Value(value.node))
        }
    };
    Some(Formal { name, of })
}

fn rule(r: &Reader<'_>) -> Option<crate::ast::Rule> {
    let mut parts = r.run(Rule::item_rule)?;
    let code = parts.next()?;
    let code = Spanned::new(r.span(&code), fold(code.as_str().trim()));
    Some(crate::ast::Rule::new(code, r.text(&parts.next()?)))
}

fn overlay(r: &Reader<'_>) -> Option<Overlay> {
    let mut parts = r.run(Rule::item_overlay)?;
    let branch = r.name(&parts.next()?);
    Some(Overlay { branch, reason: r.text(&parts.next()?), changes: Vec::new() })
}

/// Which clauses an item has.
const fn belongs(item: ItemHead, clause: ClauseHead) -> bool {
    use ClauseHead::{Basis, Certainty, Change, Check, Claims, Owner, Publish, Stage, Valid};
    match item {
        ItemHead::Rule => !matches!(clause, Change),
        ItemHead::Common => {
            matches!(clause, Basis | Valid | Certainty | Stage | Owner | Publish | Check | Claims)
        }
        ItemHead::Set | ItemHead::Define => matches!(clause, Basis | Valid | Owner),
        ItemHead::Parameter => matches!(clause, Basis | Owner),
        ItemHead::Overlay => matches!(clause, Basis | Valid | Owner | Change),
    }
}

const fn repeats(clause: ClauseHead) -> bool {
    matches!(clause, ClauseHead::Example | ClauseHead::Change | ClauseHead::Undecidable | ClauseHead::Unknown)
}

fn out_of_place(
    item: ItemHead,
    clause: Segment<ClauseHead>,
    seen: &[Segment<ClauseHead>],
) -> Option<Diagnostic> {
    let (ja, en) = (clause.head.word(Surface::Japanese), clause.head.word(Surface::English));
    if !belongs(item, clause.head) {
        let message = Message::new(
            format!("「{}」に「{ja}」の欄はありません", item.word(Surface::Japanese)),
            format!("`{}` has no clause `{en}`", item.word(Surface::English)),
        );
        return Some(Diagnostic::new(DiagnosticCode::ClauseMisplaced, clause.word, message));
    }
    let first = seen.iter().find(|s| s.head == clause.head && !repeats(clause.head))?;
    let message =
        Message::new(format!("「{ja}」の欄が二度あります"), format!("clause `{en}` is given twice"));
    let label = Message::new("最初はここ", "first given here");
    Some(Diagnostic::new(DiagnosticCode::ClauseTwice, clause.word, message).with_label(first.word, label))
}

/// Clauses without which an item says nothing.
fn missing<'s>(
    head: &'s Segment<ItemHead>,
    seen: &'s [Segment<ClauseHead>],
) -> impl Iterator<Item = Diagnostic> + 's {
    let needed: &[ClauseHead] = match head.head {
        ItemHead::Rule => &[ClauseHead::Match, ClauseHead::Conclude, ClauseHead::Because],
        ItemHead::Overlay => &[ClauseHead::Change],
        _ => &[],
    };
    needed.iter().filter(|n| !seen.iter().any(|s| s.head == **n)).map(|needed| {
        let (ja, en) = (needed.word(Surface::Japanese), needed.word(Surface::English));
        let message = Message::new(format!("「{ja}」の欄がありません"), format!("clause `{en}` is missing"));
        Diagnostic::new(DiagnosticCode::ClauseMissing, head.word, message)
    })
}

fn read_clause(
    r: &Reader<'_>,
    text: &str,
    clause: Segment<ClauseHead>,
    metadata: &mut Metadata,
    body: Option<&mut Body>,
) {
    match clause.head {
        ClauseHead::Basis => metadata.basis = clauses::basis(r),
        ClauseHead::Valid => metadata.valid = clauses::valid(r),
        ClauseHead::Certainty => metadata.certainty = clauses::certainty(r),
        ClauseHead::Stage => metadata.stage = clauses::labelled(r),
        ClauseHead::Owner => metadata.owner = clauses::text(r),
        ClauseHead::Publish => metadata.publish = clauses::publish(r),
        ClauseHead::Check => metadata.check = clauses::check(r, text, clause.body),
        ClauseHead::Claims => metadata.claims = clauses::words(r),
        head => read_body(r, text, head, body),
    }
}

fn read_body(r: &Reader<'_>, text: &str, head: ClauseHead, body: Option<&mut Body>) {
    // Clauses are read even when the head line could not be, so that their errors show too.
    let nowhere = Spanned::new(crate::ast::Span::default(), String::new());
    let mut spare = crate::ast::Rule::new(nowhere.clone(), nowhere);
    let rule = match body {
        Some(Body::Rule(rule)) => rule.as_mut(),
        Some(Body::Overlay(overlay)) => return overlay.changes.extend(clauses::change(r)),
        _ if head == ClauseHead::Change => return drop(clauses::change(r)),
        _ => &mut spare,
    };
    match head {
        ClauseHead::Needs => rule.needs = clauses::needs(r),
        ClauseHead::Match => rule.bindings = clauses::bindings(r).unwrap_or_default(),
        ClauseHead::If => rule.condition = clauses::condition_clause(r),
        ClauseHead::Unless => rule.exceptions = clauses::exceptions(r).unwrap_or_default(),
        ClauseHead::Conclude => rule.verdicts = clauses::verdicts(r).unwrap_or_default(),
        ClauseHead::Unknown => rule.unknowns.extend(clauses::unknowns(r).unwrap_or_default()),
        ClauseHead::Because => rule.because = clauses::because(r, text).unwrap_or_default(),
        ClauseHead::Remedy => rule.remedy = clauses::remedy(r, text),
        ClauseHead::Undecidable => rule.undecidable.extend(clauses::text(r)),
        ClauseHead::Example => rule.examples.extend(clauses::example(r)),
        _ => {}
    }
}
