//! Pairs of codes that a table joins: kept under the rarer one, so the common one costs nothing.

use dsl::vocabulary::Kind;

use super::codes::Memory;
use super::imagine::Imagine;
use super::sieve::Kept;
use super::wake::Partner;
use super::witness::Common;
use crate::program::{Bound, Expr, Noun, Slot, Step, Table};
use crate::run::Thing;
use crate::tri::Tri;

/// The pairs for which two variables can matter.
#[derive(Debug)]
pub(crate) struct Pairs {
    /// The variable bound first, and the other.
    pub slots: (Slot, Slot),
    /// Their codes, ascending.
    pub codes: Vec<(u32, u32)>,
}

impl Pairs {
    /// Each pair under its rarer code.
    pub(super) fn under_the_rarer(
        &self,
        place: u32,
        common: &Common,
    ) -> impl Iterator<Item = (u32, Partner)> {
        self.codes.iter().map(move |&(first, second)| {
            if common.of(first) <= common.of(second) {
                (first, Partner { code: second, place, is_first: false })
            } else {
                (second, Partner { code: first, place, is_first: true })
            }
        })
    }
}

impl<'a> Imagine<'a> {
    /// The pairs of a rule whose variables a table joins by both codes.
    pub(super) fn pairs(&mut self, memory: &mut Memory<'a>) -> Option<Pairs> {
        let rule = self.rule;
        for binding in &rule.bindings {
            let Bound::Each(noun) = &binding.bound else { continue };
            let Some(table) = &noun.table else { continue };
            let Some((key, (item, other))) = self.joined(table) else { continue };
            if !self.speaks(table.kind) {
                continue;
            }
            let mut codes = self.rows_of(binding.slot, noun, table, item);
            let (of_key, of_other) = (self.narrow_of(key, memory, noun), self.narrow_of(other, memory, noun));
            let masters = self.masters();
            codes.retain(|(a, b)| {
                of_key.as_ref().is_none_or(|codes| codes.may_hold(*a, masters))
                    && of_other.as_ref().is_none_or(|codes| codes.may_hold(*b, masters))
            });
            let slots = if key < other { (key, other) } else { (other, key) };
            if key > other {
                codes.iter_mut().for_each(|(a, b)| std::mem::swap(a, b));
            }
            codes.sort_unstable();
            codes.dedup();
            return Some(Pairs { slots, codes });
        }
        None
    }

    /// The two variables of this receipt whose codes find a row, and the item of the second.
    fn joined(&self, table: &'a Table) -> Option<(Slot, (u16, Slot))> {
        let here = |of: &Expr| match of {
            Expr::Step(from, Step::Code) => match **from {
                Expr::Slot(slot) => {
                    let alone =
                        |noun: &&Noun| !noun.history && noun.order.is_none() && noun.kind != Kind::Row;
                    self.each_of(slot).filter(alone).map(|_| slot)
                }
                _ => None,
            },
            _ => None,
        };
        let key = here(&table.key)?;
        let other = table.also.iter().find_map(|(item, of)| Some((*item, here(of)?)))?;
        (key != other.1).then_some((key, other))
    }

    /// Both codes of each row that the rule does not surely pass over.
    fn rows_of(&mut self, slot: Slot, noun: &'a Noun, table: &'a Table, item: u16) -> Vec<(u32, u32)> {
        let condition = self.rule.condition.as_ref();
        let mut codes = Vec::new();
        let is_row = |of: &Expr| matches!(of, Expr::Slot(of) if *of == slot);
        let items = condition.and_then(|of| self.items_read(of, table.kind, &is_row));
        let mut kept = items.map(|items| Kept::new(self.masters(), table.kind, items));
        self.each_row(table, noun.filter.as_ref(), |imagine, row| {
            let may = condition.is_none_or(|of| {
                let mut ask = || imagine.with(slot, Thing::Row(row), of);
                Tri::No != if let Some(kept) = &mut kept { kept.of_row(row, ask) } else { ask() }
            });
            if may && let (Some(a), Some(b)) = (row.number(table.item), row.number(item)) {
                codes.push((a, b));
            }
        });
        codes
    }

    fn narrow_of(&mut self, slot: Slot, memory: &mut Memory<'a>, except: &Noun) -> Option<super::Codes> {
        let noun = self.each_of(slot).filter(|noun| !std::ptr::eq(*noun, except))?;
        self.codes(noun, memory).map(|codes| (*codes).clone())
    }
}
