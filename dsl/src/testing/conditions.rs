//! Conditions.

use proptest::prelude::*;
use proptest::sample::select;

use super::nouns::{noun, set};
use super::values::spanned;
use super::words::{name, text};
use crate::ast::{Condition, Relation};

const RELATIONS: &[Relation] = &[
    Relation::Greater,
    Relation::AtLeast,
    Relation::AtMost,
    Relation::Less,
    Relation::Equal,
    Relation::Different,
    Relation::Before,
    Relation::After,
    Relation::UpTo,
    Relation::From,
];

/// A condition of a depth.
pub(super) fn condition(depth: u32) -> BoxedStrategy<Condition> {
    let inner = depth.saturating_sub(1);
    let flat = prop_oneof![
        (select(RELATIONS), spanned(inner), spanned(inner))
            .prop_map(|(how, l, r)| Condition::Compare(how, l, r)),
        (spanned(inner), set(inner), any::<bool>())
            .prop_map(|(v, s, inside)| Condition::Member(v, s, inside)),
        (spanned(inner), text()).prop_map(|(v, t)| Condition::StartsWith(v, t)),
        spanned(inner).prop_map(Condition::IsUnknown),
        spanned(inner).prop_map(Condition::IsTrue),
        (name(), prop::collection::vec(spanned(inner), 0..3)).prop_map(|(n, a)| Condition::Holds(n, a)),
    ];
    if depth == 0 {
        return flat.boxed();
    }
    let parts = || prop::collection::vec(condition(inner), 2..4);
    prop_oneof![
        4 => flat,
        1 => noun(inner).prop_map(|n| Condition::Some(Box::new(n))),
        1 => noun(inner).prop_map(|n| Condition::No(Box::new(n))),
        1 => (noun(inner), condition(inner)).prop_map(|(n, c)| Condition::Every(Box::new(n), Box::new(c))),
        1 => condition(inner).prop_map(|c| Condition::Not(Box::new(c))),
        1 => parts().prop_map(Condition::All),
        1 => parts().prop_map(Condition::Any),
    ]
    .boxed()
}
