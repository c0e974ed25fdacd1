//! Sets of codes with their algebra.

use dsl::ast::{IcdRange, Relation, SetExpr, SetTerm};
use dsl::vocabulary::Kind;

use super::tree::{code, compare, its, nowhere, path, set, text};
use super::{Scope, has_code};
use crate::oracle::made_masters as made;

impl Scope<'_> {
    /// A set for things of a kind; it may name variables of the rule.
    pub(super) fn set(&mut self, kind: Kind, depth: usize) -> SetExpr {
        let terms = (0..1 + self.random.below(3)).map(|_| self.term(kind, depth)).collect();
        let mut made = set(terms);
        if depth > 0 && self.random.chance(20) {
            made.except.push(self.set(kind, depth - 1));
        }
        if depth > 0 && self.random.chance(10) {
            made.within.push(self.set(kind, depth - 1));
        }
        made
    }

    /// A term of a set.
    pub(super) fn term(&mut self, kind: Kind, depth: usize) -> SetTerm {
        let codes = codes(kind);
        let row = self.rows.iter().find(|(_, table)| table.starts_with("背反")).map(|(name, _)| *name);
        if let (Some(row), true) = (row, kind == Kind::Procedure && self.random.chance(35)) {
            return SetTerm::Named(path(row, &["診療行為コード②"]));
        }
        match self.random.below(if depth > 0 { 12 } else { 7 }) {
            0..=3 => SetTerm::Code(code(self.random.pick(codes))),
            4 => {
                let (a, b) = (self.random.pick(codes), self.random.pick(codes));
                SetTerm::Range(code(a.min(b)), code(a.max(b)))
            }
            5 => self.variable_term(kind),
            6 if kind == Kind::Disease => self.icd(),
            6..=8 => named(kind)
                .map_or_else(|| SetTerm::Code(code(codes[0])), |name| SetTerm::Named(path(name, &[]))),
            9 => SetTerm::Nested(Box::new(self.set(kind, depth - 1))),
            _ => self.picked(kind),
        }
    }

    /// The code of one thing, or those of a group.
    fn variable_term(&mut self, kind: Kind) -> SetTerm {
        let ones: Vec<_> = self.things.iter().filter(|(_, k)| *k == kind).map(|(name, _)| *name).collect();
        let groups: Vec<_> = self.groups.iter().filter(|(_, k)| *k == kind).map(|(name, _)| *name).collect();
        match () {
            () if !ones.is_empty() => SetTerm::Named(path(self.random.pick(&ones), &["code"])),
            () if !groups.is_empty() => SetTerm::Named(path(self.random.pick(&groups), &[])),
            () => SetTerm::Code(code(self.random.pick(codes(kind)))),
        }
    }

    fn icd(&mut self) -> SetTerm {
        let (from, to) =
            self.random.pick(&[("C50", None), ("C00", Some("C97")), ("E11", Some("I10")), ("I10", None)]);
        SetTerm::Icd(IcdRange { from: nowhere(from.to_owned()), to: to.map(|to| nowhere(to.to_owned())) })
    }

    /// Rows of the master for which a condition holds.
    fn picked(&mut self, kind: Kind) -> SetTerm {
        let (column, values): (&str, &[&str; 2]) = match kind {
            Kind::Procedure => self.random.pick(&[
                ("包括対象検査", &["0", "1"]),
                ("区分番号", &["A100", "D007"]),
                ("告示等識別区分(1)", &["1", "7"]),
            ]),
            Kind::Drug => ("後発品", &["0", "1"]),
            Kind::Disease => ("保険請求外区分", &["0", "1"]),
            _ => return SetTerm::Code(code(codes(kind)[0])),
        };
        let relation = self.random.pick(&[Relation::Equal, Relation::Different]);
        let condition = compare(relation, its(column), text(self.random.pick(values)));
        SetTerm::Picked(nowhere(kind), Box::new(condition))
    }
}

/// Codes of a kind.
pub(super) fn codes(kind: Kind) -> &'static [u32] {
    match kind {
        Kind::Drug => made::DRUGS,
        Kind::Material => made::MATERIALS,
        Kind::Comment => made::COMMENTS,
        Kind::Disease => made::DISEASES,
        _ => made::PROCEDURES,
    }
}

/// The set of the book for a kind.
pub(super) const fn named(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Procedure | Kind::WardDay => Some("甲群"),
        Kind::Drug => Some("薬群"),
        Kind::Disease => Some("病群"),
        _ => None,
    }
}

/// Whether a set can be given for a kind.
pub(super) const fn takes_set(kind: Kind) -> bool {
    has_code(kind)
}
