//! What refuses a woken rule at one look at the receipt: the patient's sex and age, days that two phrases do not share, groups
//! that no two codes share, and something that is there where it would have to be missing.

use dsl::ast::{Relation, WindowKind};
use model::{Month, Sex};
use receipt::batch::Receipt;

use super::alike::is_dated;
use super::codes::{Codes, Memory};
use super::imagine::Imagine;
use super::joined::Joined;
use super::joined::missing::Missing;
use super::places::Marked;
use super::sheet::Sheet;
use crate::program::{Bound, Cond, Expr, Noun, Slot, Step, parts_of};
use crate::run::{Val, compare};
use crate::tri::Tri;

/// One, in the scale of all numbers.
const ONE: i64 = model::Quantity::SCALE;

/// Something that the condition asks of the patient alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    of: Of,
    relation: Relation,
    with: Expr,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    Sex,
    /// On some day of the month.
    Age,
}

/// What refuses a rule.
#[derive(Debug, Default)]
pub(crate) struct Refusal {
    pub(super) patient: Vec<Asked>,
    /// Codes that must stand on one day with others.
    pub(super) together: Vec<(Marked, Marked)>,
    /// Groups that two codes must share.
    pub(super) joined: Option<Joined>,
    /// What must be missing beside lines.
    pub(super) missing: Vec<Missing>,
}

impl Refusal {
    /// How many codes name groups on either side, where two codes must share one.
    pub fn groups(&self) -> Option<[usize; 2]> {
        self.joined.as_ref().map(Joined::sizes)
    }

    /// How many codes lines have beside which something must be missing, and how many codes that has.
    pub fn missing(&self) -> Vec<[usize; 2]> {
        self.missing.iter().map(Missing::sizes).collect()
    }

    /// Whether the rule surely says nothing of a receipt.
    pub fn refuses(&self, receipt: &Receipt, month: Month, sheet: &Sheet) -> bool {
        self.patient.iter().any(|asked| asked.holds(receipt, month, sheet) == Tri::No)
            || self.together.iter().any(|(one, other)| sheet.days(one) & sheet.days(other) == 0)
            || self.joined.as_ref().is_some_and(|joined| joined.finds_nothing(sheet))
            || self.missing.iter().any(|missing| missing.is_nowhere(sheet))
    }
}

impl Asked {
    fn of(condition: &Cond, rule: &Imagine<'_>) -> Option<Self> {
        let Cond::Compare(relation, left, with @ (Expr::Number(_) | Expr::Text(_))) = condition else {
            return None;
        };
        let of = match left {
            Expr::Step(of, Step::Sex) if **of == Expr::Patient => Of::Sex,
            Expr::Step(of, Step::Age) => match &**of {
                Expr::Step(of, Step::Day) if rule.is_here(of) => Of::Age,
                _ => return None,
            },
            _ => return None,
        };
        Some(Self { of, relation: *relation, with: with.clone() })
    }

    fn holds(&self, receipt: &Receipt, month: Month, sheet: &Sheet) -> Tri {
        let own = match self.of {
            Of::Sex => match receipt.sex {
                Some(Sex::Male) => Val::Text("male"),
                Some(Sex::Female) => Val::Text("female"),
                None => Val::Unknown,
            },
            Of::Age => match receipt.birth {
                // On a day that is not known nobody has a known age.
                Some(born) if born <= month.first() && !sheet.has_undated => {
                    let age = |day| i64::from(born.age_on(day)) * ONE;
                    Val::Number(age(month.first()), age(month.last()))
                }
                _ => Val::Unknown,
            },
        };
        let with = match &self.with {
            Expr::Number(number) => Val::Number(*number, *number),
            Expr::Text(text) => Val::Text(text),
            _ => Val::Unknown,
        };
        compare(self.relation, &own, &with)
    }
}

impl<'a> Imagine<'a> {
    /// What the condition asks of the patient alone.
    pub(super) fn asked_of_patient(&self) -> Vec<Asked> {
        let parts = self.rule.condition.iter().flat_map(parts_of);
        parts.filter_map(|part| Asked::of(part, self)).collect()
    }

    /// The codes of phrases of which each must find something on a day on which another does.
    pub(super) fn together(&mut self, memory: &mut Memory<'a>) -> Vec<(Codes, Codes)> {
        let rule = self.rule;
        let bound = rule.bindings.iter().filter_map(|binding| match &binding.bound {
            Bound::Each(noun) => Some(noun),
            _ => None,
        });
        let asked = rule.condition.iter().flat_map(parts_of).filter_map(|part| match part {
            Cond::Exists(noun, true) => Some(&**noun),
            _ => None,
        });
        let nouns: Vec<&'a Noun> = bound.chain(asked).filter(|noun| is_of_lines(noun)).collect();
        let mut all = Vec::new();
        for noun in nouns {
            for anchor in noun.windows.iter().filter_map(day_of) {
                let Some(beside) = self.each_of(anchor).filter(|noun| is_of_lines(noun)) else { continue };
                all.extend(self.meant(noun, memory).zip(self.meant(beside, memory)));
            }
        }
        all
    }

    /// The codes for which a phrase can matter.
    pub(super) fn meant(&mut self, noun: &'a Noun, memory: &mut Memory<'a>) -> Option<Codes> {
        match self.narrow.get(&noun.number.0) {
            Some(codes) => Some((**codes).clone()),
            None => self.codes(noun, memory).map(|codes| (*codes).clone()),
        }
    }

    /// Whether a value is something that stands on this receipt on a day of the month.
    fn is_here(&self, of: &Expr) -> bool {
        matches!(of, Expr::Slot(slot) if self.each_of(*slot).is_some_and(is_of_lines))
    }
}

pub(super) fn is_of_lines(noun: &Noun) -> bool {
    is_dated(noun.kind) && !noun.history && noun.table.is_none()
}

/// The variable on whose day a window lies.
pub(super) const fn day_of(window: &crate::program::Window) -> Option<Slot> {
    match (window.kind, &window.anchor) {
        (WindowKind::OnDay | WindowKind::AtTime, Some(Expr::Slot(slot))) => Some(*slot),
        _ => None,
    }
}
