//! What stands on a receipt, as far as a rule's silence rests on it: codes, and how often they stand.

use dsl::vocabulary::Kind;
use receipt::batch::{Line, LineKind};

use super::super::places::Marked;
use super::Key;

/// The codes that a rule looks at: all of some kinds, and some of others.
#[derive(Clone, Debug)]
pub(crate) struct Of {
    pub kinds: Kinds,
    pub those: Marked,
}

impl Of {
    pub(super) fn has(&self, standing: &Standing) -> bool {
        self.kinds.has(standing.kind) || self.those.has(standing.place)
    }
}

/// Kinds of things that have codes, a bit for each.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Kinds(u8);

impl Kinds {
    /// A kind of things, all of which are looked at; all there are, where it is none that has codes of its own.
    pub fn add(&mut self, kind: Kind) {
        self.0 |= match kind {
            Kind::Procedure => 1 << PROCEDURE,
            Kind::Drug => 1 << DRUG,
            Kind::Material => 1 << MATERIAL,
            Kind::Line => 1 << PROCEDURE | 1 << DRUG | 1 << MATERIAL,
            Kind::Disease => 1 << ON_A_DISEASE,
            Kind::Comment => 1 << ON_A_COMMENT,
            _ => u8::MAX,
        };
    }

    const fn has(self, kind: u8) -> bool {
        self.0 >> kind & 1 != 0
    }
}

/// Where a code stands.
const PROCEDURE: u8 = LineKind::Procedure as u8;
const DRUG: u8 = LineKind::Drug as u8;
const MATERIAL: u8 = LineKind::Material as u8;
pub(super) const ON_A_DISEASE: u8 = 3;
pub(super) const ON_A_COMMENT: u8 = 4;

/// A code of the receipt, or a disease with what is said of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    pub code: u32,
    pub place: u32,
    /// As what it stands there.
    pub kind: u8,
    pub is_steady: bool,
    pub once: Key,
    pub often: Key,
}

impl Standing {
    pub const fn key(&self, often: bool) -> Key {
        if often { self.often } else { self.once }
    }

    pub const fn is_line(&self) -> bool {
        self.kind < ON_A_DISEASE
    }
}

/// Whether a line is of the record to which codes like its own belong.
pub(super) fn has_its_kind(line: &Line) -> bool {
    line.kind == kind_of_line(line.code)
}

/// The record to which a code belongs.
pub(super) const fn kind_of_line(code: u32) -> LineKind {
    match code {
        600_000_000..700_000_000 => LineKind::Drug,
        700_000_000..800_000_000 => LineKind::Material,
        _ => LineKind::Procedure,
    }
}
