//! Rules that look no further than the codes of the receipt, or than one 剤: most of a real book does.
//!
//! What is silent about one receipt is then remembered for others (`engine/eval/src/plan/footprint.rs`), so they are made often
//! enough for two receipts that are nearly alike to meet.

use dsl::ast::{
    Binding, Bound, Condition, Entry, Exception, Fold, Noun, Outcome, Read, Relation, Span, State, Value,
    Window, WindowKind,
};
use dsl::vocabulary::{Kind, Type, Unit};

use super::nouns::plain;
use super::sets::takes_set;
use super::tree::{amount, compare, entry, its, name, nowhere, read};
use super::{Scope, is_line};

/// How far a rule looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Near {
    Codes,
    Unit,
}

impl Scope<'_> {
    /// The variables of a rule that stays near.
    pub(super) fn near_bindings(&mut self, near: Near) -> Vec<Entry<Binding>> {
        let kind = match (near, self.random.below(6)) {
            (Near::Unit, 0..=2) => Kind::Bundle,
            (Near::Codes, 0) => Kind::Disease,
            _ => self.near_line(),
        };
        let mut made = vec![self.near_each("甲", kind, near, Vec::new())];
        if self.random.chance(45) {
            let windows = self.near_windows(near);
            let kind = self.near_kind(near, &windows);
            let each = self.random.chance(60);
            if each {
                made.push(self.near_each("乙", kind, near, windows));
            } else {
                let noun = self.near_noun(kind, near, windows);
                self.groups.push(("乙", kind));
                made.push(entry(Binding { name: name("乙"), bound: Bound::All(noun) }));
            }
        }
        made
    }

    fn near_each(
        &mut self,
        of: &'static str,
        kind: Kind,
        near: Near,
        windows: Vec<Window>,
    ) -> Entry<Binding> {
        let noun = self.near_noun(kind, near, windows);
        self.things.push((of, kind));
        entry(Binding { name: name(of), bound: Bound::Each(noun) })
    }

    fn near_line(&mut self) -> Kind {
        self.random.pick(&[
            Kind::Procedure,
            Kind::Procedure,
            Kind::Procedure,
            Kind::Drug,
            Kind::Material,
            Kind::Line,
        ])
    }

    fn near_kind(&mut self, near: Near, windows: &[Window]) -> Kind {
        match self.random.below(10) {
            0 | 1 if near == Near::Codes && windows.is_empty() => Kind::Disease,
            2 if near == Near::Codes && windows.is_empty() => Kind::Comment,
            _ => self.near_line(),
        }
    }

    fn near_noun(&mut self, kind: Kind, near: Near, windows: Vec<Window>) -> Noun {
        let state = (kind == Kind::Disease && self.random.chance(60))
            .then(|| self.random.pick(&[State::Confirmed, State::Suspected, State::Main]));
        let of = (takes_set(kind) && self.random.chance(80)).then(|| self.set(kind, 1));
        let filter = (is_line(kind) && self.random.chance(20)).then(|| Box::new(self.near_own(kind, near)));
        Noun { windows, order: None, state, set: of, kind: nowhere(kind), filter, span: Span::default() }
    }

    /// A condition on what is looked at.
    fn near_own(&mut self, kind: Kind, near: Near) -> Condition {
        let relation = self.number_relation();
        match self.random.below(if near == Near::Unit { 3 } else { 8 }) {
            0 => compare(relation, its("points"), self.near_points()),
            1 => compare(relation, its("quantity"), amount(self.random.between(1, 3), None)),
            _ if takes_set(kind) => {
                Condition::Member(nowhere(its("code")), self.set(kind, 1), self.random.chance(70))
            }
            _ => compare(relation, its("count"), amount(self.random.between(1, 2), Some(Unit::Times))),
        }
    }

    fn near_points(&mut self) -> Value {
        amount(self.random.pick(&[10, 50, 70, 100]), Some(Unit::Points))
    }

    /// In the month or the 剤 of a variable, sometimes other than it.
    fn near_windows(&mut self, near: Near) -> Vec<Window> {
        let lines = self.things.iter().filter(|(_, kind)| is_line(*kind) || *kind == Kind::Bundle);
        let lines: Vec<(&str, Kind)> = lines.copied().collect();
        if lines.is_empty() {
            return Vec::new();
        }
        let (of, kind) = self.random.pick(&lines);
        let word = match (near, self.random.below(4)) {
            (Near::Unit, _) => WindowKind::InBundle,
            (_, 0) => WindowKind::OnReceipt,
            _ => WindowKind::InMonth,
        };
        let mut windows = vec![plain(word, Some(read(of, &[])))];
        if is_line(kind) && self.random.chance(40) {
            windows.push(plain(WindowKind::OtherThan, Some(read(of, &[]))));
        }
        windows
    }

    /// A condition of a depth.
    pub(super) fn near_condition(&mut self, near: Near, depth: usize) -> Condition {
        if depth > 0 {
            match self.random.below(6) {
                0 => {
                    return Condition::All(vec![
                        self.near_condition(near, depth - 1),
                        self.near_condition(near, depth - 1),
                    ]);
                }
                1 => {
                    return Condition::Any(vec![
                        self.near_condition(near, depth - 1),
                        self.near_condition(near, depth - 1),
                    ]);
                }
                2 => return Condition::Not(Box::new(self.near_condition(near, depth - 1))),
                _ => {}
            }
        }
        self.near_atom(near)
    }

    fn near_atom(&mut self, near: Near) -> Condition {
        let windows = self.near_windows(near);
        let kind = self.near_kind(near, &windows);
        let relation = self.number_relation();
        match self.random.below(12) {
            0..=2 => Condition::Some(Box::new(self.near_noun(kind, near, windows))),
            3..=5 => Condition::No(Box::new(self.near_noun(kind, near, windows))),
            6 => {
                let noun = self.near_noun(kind, near, windows);
                let counts = is_line(kind) && self.random.chance(50);
                let (read, unit) =
                    if counts { (Read::Count, Some(Unit::Times)) } else { (Read::Kinds, None) };
                compare(relation, Value::Noun(Box::new(noun), read), amount(self.random.between(1, 3), unit))
            }
            7 if is_line(kind) => {
                let noun = Box::new(self.near_noun(kind, near, windows));
                let of = Read::Folded(Fold::Sum, name("points"));
                compare(relation, Value::Noun(noun, of), self.near_points())
            }
            8 => {
                let of = read("patient", &["sex"]);
                compare(Relation::Equal, of, read(self.random.pick(&["male", "female"]), &[]))
            }
            9 => self.of_setting(),
            10 => self.of_row(),
            _ => match self.things.iter().find(|(_, kind)| is_line(*kind) || *kind == Kind::Bundle) {
                Some(&(of, _)) if self.random.chance(50) => {
                    compare(relation, read(of, &["points"]), self.near_points())
                }
                _ => {
                    let groups: Vec<&str> = self.groups.iter().map(|(name, _)| *name).collect();
                    match groups.first() {
                        Some(of) => compare(relation, read(of, &["kinds"]), self.literal(Type::Number)),
                        None => self.of_row_there(),
                    }
                }
            },
        }
    }

    pub(super) fn near_exception(&mut self, near: Near) -> Exception {
        Exception { condition: self.near_condition(near, 1), but_not: None, outcome: Outcome::Stop }
    }
}
