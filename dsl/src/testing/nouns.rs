//! Noun phrases and sets.

use proptest::prelude::*;
use proptest::sample::select;

use super::conditions::condition;
use super::values::spanned;
use super::words::{code, nowhere, path, text};
use crate::ast::{IcdRange, Noun, Order, SetExpr, SetTerm, Span, State, Window, WindowKind};
use crate::vocabulary::{Kind, Word};

const SCOPES: &[WindowKind] = &[WindowKind::InHistory, WindowKind::InAndOut, WindowKind::AnyInstitution];
const ANCHORED: &[WindowKind] = &[
    WindowKind::OnDay,
    WindowKind::AtTime,
    WindowKind::InWeek,
    WindowKind::InMonth,
    WindowKind::InFiscalYear,
    WindowKind::InBundle,
    WindowKind::InPrescription,
    WindowKind::InStay,
    WindowKind::OnReceipt,
    WindowKind::During,
    WindowKind::AttachedTo,
    WindowKind::OtherThan,
    WindowKind::Before,
    WindowKind::After,
    WindowKind::UpTo,
    WindowKind::From,
];
const MEASURED: &[WindowKind] = &[
    WindowKind::CountingFrom,
    WindowKind::WithinBefore,
    WindowKind::WithinAfter,
    WindowKind::LastTo,
    WindowKind::SpanOf,
];

/// A noun phrase of a depth.
pub(super) fn noun(depth: u32) -> BoxedStrategy<Noun> {
    let inner = depth.saturating_sub(1);
    let filter = if depth == 0 { Just(None).boxed() } else { prop::option::of(condition(inner)).boxed() };
    (
        prop::collection::vec(window(inner), 0..3),
        prop::option::of(select(&[Order::Latest, Order::Earliest][..])),
        prop::option::of(select(&[State::Confirmed, State::Suspected, State::Main][..])),
        prop::option::of(set(inner)),
        select(Kind::ALL),
        filter,
    )
        .prop_map(|(windows, order, state, set, kind, filter)| Noun {
            windows,
            order,
            state,
            set,
            kind: nowhere(kind),
            filter: filter.map(Box::new),
            span: Span::default(),
        })
        .boxed()
}

fn window(depth: u32) -> impl Strategy<Value = Window> {
    let anchored = (select(ANCHORED), spanned(depth)).prop_map(|(kind, a)| (kind, Some(a), None));
    let measured =
        (select(MEASURED), spanned(depth), spanned(depth)).prop_map(|(kind, a, m)| (kind, Some(a), Some(m)));
    prop_oneof![select(SCOPES).prop_map(|kind| (kind, None, None)), anchored, measured]
        .prop_map(|(kind, anchor, measure)| Window { kind, anchor, measure, span: Span::default() })
}

/// A term of a set.
pub(super) fn term(depth: u32) -> BoxedStrategy<SetTerm> {
    let simple = prop_oneof![
        code().prop_map(SetTerm::Code),
        path().prop_map(SetTerm::Named),
        (code(), code()).prop_map(|(a, b)| SetTerm::Range(a, b)),
        (text(), prop::option::of(text())).prop_map(|(from, to)| SetTerm::Icd(IcdRange { from, to })),
    ];
    if depth == 0 {
        return simple.boxed();
    }
    prop_oneof![
        4 => simple,
        1 => (select(Kind::ALL), condition(depth - 1))
            .prop_map(|(kind, filter)| SetTerm::Picked(nowhere(kind), Box::new(filter))),
        1 => set(depth - 1).prop_filter_map("brackets around one term are not kept", |set| {
            let plain = set.terms.len() == 1 && set.except.is_empty() && set.within.is_empty();
            (!plain).then(|| SetTerm::Nested(Box::new(set)))
        }),
    ]
    .boxed()
}

/// A set.
pub(super) fn set(depth: u32) -> BoxedStrategy<SetExpr> {
    let terms = prop::collection::vec(term(depth), 1..4);
    if depth == 0 {
        return terms.prop_map(plain).boxed();
    }
    let tails = || prop::collection::vec(set(depth - 1), 0..2);
    (terms, tails(), tails())
        .prop_map(|(terms, except, within)| SetExpr { except, within, ..plain(terms) })
        .boxed()
}

fn plain(terms: Vec<SetTerm>) -> SetExpr {
    SetExpr { terms, except: Vec::new(), within: Vec::new(), span: Span::default() }
}
