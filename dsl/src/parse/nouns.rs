//! Noun phrases, windows and sets: from pairs to tree.

use super::Rule;
use super::conditions::condition;
use super::reader::{P, Reader, children};
use super::values::value;
use crate::ast::{IcdRange, Noun, Order, SetExpr, SetTerm, Span, Spanned, State, Window, WindowKind};
use crate::vocabulary::{Kind, Word};

/// A noun phrase.
pub(super) fn noun(r: &Reader<'_>, pair: P<'_>) -> Option<Noun> {
    let span = r.span(&pair);
    let (mut windows, mut order, mut state, mut set, mut kind, mut filter) =
        (Vec::new(), None, None, None, None, None);
    for part in children(pair) {
        match part.as_rule() {
            Rule::order => order = Some(order_of(part.as_str())),
            Rule::state => state = Some(state_of(part.as_str())),
            Rule::set_slot => set = Some(set_slot(r, part)?),
            Rule::kind_word => kind = Some(kind_of(r, &part)?),
            Rule::condition => filter = Some(Box::new(condition(r, part)?)),
            _ => windows.push(window(r, part)?),
        }
    }
    Some(Noun { windows, order, state, set, kind: kind?, filter, span })
}

/// A kind word.
pub(super) fn kind_of(r: &Reader<'_>, pair: &P<'_>) -> Option<Spanned<Kind>> {
    Some(Spanned::new(r.span(pair), Kind::find(pair.as_str().trim())?))
}

fn order_of(word: &str) -> Order {
    match word.trim() {
        "最も新しい" | "latest" => Order::Latest,
        _ => Order::Earliest,
    }
}

fn state_of(word: &str) -> State {
    match word.trim() {
        "確定の" | "confirmed" => State::Confirmed,
        "疑いの" | "suspected" => State::Suspected,
        _ => State::Main,
    }
}

fn window(r: &Reader<'_>, pair: P<'_>) -> Option<Window> {
    let span = r.span(&pair);
    match pair.as_rule() {
        Rule::placed_ja => placed_ja(r, pair, span),
        Rule::in_history_ja | Rule::in_history_en => Some(scope(WindowKind::InHistory, span)),
        Rule::in_and_out_ja | Rule::in_and_out_en => Some(scope(WindowKind::InAndOut, span)),
        Rule::anywhere_ja | Rule::anywhere_en => Some(scope(WindowKind::AnyInstitution, span)),
        rule => {
            let kind = window_kind(rule)?;
            let operands = children(pair).map(|p| value(r, p)).collect::<Option<Vec<_>>>()?;
            operands_en(kind, operands, span)
        }
    }
}

const fn scope(kind: WindowKind, span: Span) -> Window {
    Window { kind, anchor: None, measure: None, span }
}

/// Japanese: the anchor, then the window word with its measure.
fn placed_ja(r: &Reader<'_>, pair: P<'_>, span: Span) -> Option<Window> {
    let mut parts = children(pair);
    let anchor = Some(value(r, parts.next()?)?);
    let tail = parts.next()?;
    let kind = match tail.as_rule() {
        Rule::placed_word => placed(tail.as_str())?,
        rule => window_kind(rule)?,
    };
    let measure = match children(tail).next() {
        Some(measure) => Some(value(r, measure)?),
        None => None,
    };
    Some(Window { kind, anchor, measure, span })
}

/// Windows that an anchor alone places.
fn placed(word: &str) -> Option<WindowKind> {
    Some(match word {
        "と同日の" => WindowKind::OnDay,
        "と同時の" => WindowKind::AtTime,
        "と同週の" => WindowKind::InWeek,
        "と同月の" => WindowKind::InMonth,
        "と同年度の" => WindowKind::InFiscalYear,
        "と同剤の" => WindowKind::InBundle,
        "と同一処方の" => WindowKind::InPrescription,
        "と同一入院の" => WindowKind::InStay,
        "と同一明細書の" => WindowKind::OnReceipt,
        "の期間中の" => WindowKind::During,
        "に付された" => WindowKind::AttachedTo,
        "と別の" => WindowKind::OtherThan,
        "より前の" => WindowKind::Before,
        "より後の" => WindowKind::After,
        "以前の" => WindowKind::UpTo,
        "以後の" => WindowKind::From,
        _ => return None,
    })
}

/// English: the measure, where there is one, then the anchor.
fn operands_en(
    kind: WindowKind,
    mut operands: Vec<Spanned<crate::ast::Value>>,
    span: Span,
) -> Option<Window> {
    let anchor = operands.pop();
    Some(Window { kind, anchor: Some(anchor?), measure: operands.pop(), span })
}

const fn window_kind(rule: Rule) -> Option<WindowKind> {
    Some(match rule {
        Rule::on_day_en => WindowKind::OnDay,
        Rule::at_time_en => WindowKind::AtTime,
        Rule::in_week_en => WindowKind::InWeek,
        Rule::in_month_en => WindowKind::InMonth,
        Rule::in_year_en => WindowKind::InFiscalYear,
        Rule::in_bundle_en => WindowKind::InBundle,
        Rule::in_prescription_en => WindowKind::InPrescription,
        Rule::in_stay_en => WindowKind::InStay,
        Rule::on_receipt_en => WindowKind::OnReceipt,
        Rule::during_en => WindowKind::During,
        Rule::attached_en => WindowKind::AttachedTo,
        Rule::other_than_en => WindowKind::OtherThan,
        Rule::before_en => WindowKind::Before,
        Rule::after_en => WindowKind::After,
        Rule::up_to_en => WindowKind::UpTo,
        Rule::from_en => WindowKind::From,
        Rule::counting_ja | Rule::counting_en => WindowKind::CountingFrom,
        Rule::within_before_ja | Rule::within_before_en => WindowKind::WithinBefore,
        Rule::within_after_ja | Rule::within_after_en => WindowKind::WithinAfter,
        Rule::last_ja | Rule::last_en => WindowKind::LastTo,
        Rule::span_of_ja | Rule::span_of_en => WindowKind::SpanOf,
        _ => return None,
    })
}

/// A set where a noun phrase or a condition names one.
pub(super) fn set_slot(r: &Reader<'_>, pair: P<'_>) -> Option<SetExpr> {
    let span = r.span(&pair);
    let inner = children(pair).next()?;
    match inner.as_rule() {
        Rule::set_expr => set_expr(r, inner),
        Rule::code => Some(single(SetTerm::Code(r.code(&inner)), span)),
        Rule::icd10 => Some(single(icd10(r, inner)?, span)),
        _ => Some(single(SetTerm::Named(r.path(inner)?), span)),
    }
}

fn icd10(r: &Reader<'_>, pair: P<'_>) -> Option<SetTerm> {
    let mut ends = children(pair).map(|p| r.text(&p));
    Some(SetTerm::Icd(IcdRange { from: ends.next()?, to: ends.next() }))
}

const fn empty(span: Span) -> SetExpr {
    SetExpr { terms: Vec::new(), except: Vec::new(), within: Vec::new(), span }
}

fn single(term: SetTerm, span: Span) -> SetExpr {
    SetExpr { terms: vec![term], ..empty(span) }
}

/// A set expression.
pub(super) fn set_expr(r: &Reader<'_>, pair: P<'_>) -> Option<SetExpr> {
    let mut set = empty(r.span(&pair));
    for part in children(pair) {
        match part.as_rule() {
            Rule::except => set.except.push(set_expr(r, children(part).next()?)?),
            Rule::only => set.within.push(set_expr(r, children(part).next()?)?),
            _ => set.terms.push(set_term(r, part)?),
        }
    }
    Some(set)
}

/// A term of a set; brackets around a single term or a plain list change nothing and are not kept.
pub(super) fn set_term(r: &Reader<'_>, pair: P<'_>) -> Option<SetTerm> {
    let inner = if pair.as_rule() == Rule::set_term { children(pair).next()? } else { pair };
    Some(match inner.as_rule() {
        Rule::code_range => {
            let mut codes = children(inner).map(|code| r.code(&code));
            let first = codes.next()?;
            match codes.next() {
                Some(last) => SetTerm::Range(first, last),
                None => SetTerm::Code(first),
            }
        }
        Rule::icd10 => icd10(r, inner)?,
        Rule::picked => {
            let mut parts = children(inner);
            let kind = kind_of(r, &parts.next()?)?;
            SetTerm::Picked(kind, Box::new(condition(r, parts.next()?)?))
        }
        Rule::set_expr => {
            let mut set = set_expr(r, inner)?;
            match set.terms.pop() {
                Some(term) if set.terms.is_empty() && set.except.is_empty() && set.within.is_empty() => term,
                last => {
                    set.terms.extend(last);
                    SetTerm::Nested(Box::new(set))
                }
            }
        }
        _ => SetTerm::Named(r.path(inner)?),
    })
}
