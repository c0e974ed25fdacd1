//! Random rule books and patients, few codes and few days, so that rules meet what they look for.

mod conditions;
mod near;
mod nouns;
mod patients;
mod rules;
mod sets;
mod tree;
mod values;

pub use patients::{another_like, patient};
pub use rules::book;

use dsl::vocabulary::Kind;

use super::random::Random;

/// What a rule has declared so far.
pub(super) struct Scope<'r> {
    pub(super) random: &'r mut Random,
    /// Variables that stand for one thing, by what it is.
    pub(super) things: Vec<(&'static str, Kind)>,
    /// Variables that stand for a group.
    pub(super) groups: Vec<(&'static str, Kind)>,
    /// Variables that stand for a row, by the name of its table.
    pub(super) rows: Vec<(&'static str, &'static str)>,
    /// Variables that stand for a run of days.
    pub(super) runs: Vec<&'static str>,
    /// Variables that stand for a number of times.
    pub(super) numbers: Vec<&'static str>,
    /// Whether noun phrases may look into history.
    pub(super) history: bool,
    /// Of what `その` speaks, innermost last.
    pub(super) its: Vec<Kind>,
}

/// Kinds of lines.
pub(super) const LINES: &[Kind] = &[
    Kind::Procedure,
    Kind::Procedure,
    Kind::Procedure,
    Kind::Drug,
    Kind::Line,
    Kind::Material,
    Kind::WardDay,
];

/// Whether a kind is one of lines.
pub(super) const fn is_line(kind: Kind) -> bool {
    matches!(kind, Kind::Procedure | Kind::WardDay | Kind::Drug | Kind::Material | Kind::Line)
}

/// Whether a kind is one of procedures.
pub(super) const fn is_procedure(kind: Kind) -> bool {
    matches!(kind, Kind::Procedure | Kind::WardDay)
}

/// Whether things of a kind have one day.
pub(super) const fn has_day(kind: Kind) -> bool {
    is_line(kind) || matches!(kind, Kind::Bundle | Kind::EachDay | Kind::Visit)
}

/// Whether things of a kind have a code of one master.
pub(super) const fn has_code(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Procedure | Kind::WardDay | Kind::Drug | Kind::Material | Kind::Comment | Kind::Disease
    )
}
