//! Lines beside which something must be missing: a rule that speaks only of those is refused where beside each of them it
//! surely is there.
//!
//! 算定漏れ is told so: a test without the 判断料 of its group, an addition without its fee. Most receipts have both, and
//! then nothing of the rule needs to be tried.

use dsl::ast::WindowKind;
use dsl::vocabulary::Kind;
use masters::{FileKind, Masters};

use super::super::codes::{Codes, Memory};
use super::super::imagine::Imagine;
use super::super::places::{Places, master_by};
use super::super::refuse::is_of_lines;
use super::super::sheet::{Sheet, Standing};
use super::find::{Groups, same_item};
use super::{Member, Named, Side};
use crate::compile::master_of;
use crate::program::{Bound, Cond, Expr, Noun, Slot, parts_of};

/// So many codes of a receipt are counted as what would have to be missing; with fewer of them a rule is tried at most once too
/// often.
const MOST: usize = 16;

/// What must be missing, before the codes have their places.
pub(in super::super) struct Draft {
    lines: Named,
    /// Codes that surely are what must be missing, with the group for which they are, ascending.
    counterparts: Vec<Member>,
    /// Whether they count on the day of the line alone.
    on_its_day: bool,
}

/// The same by the places of the codes.
#[derive(Debug)]
pub(crate) struct Missing {
    lines: Side,
    counterparts: Side,
    on_its_day: bool,
}

impl Draft {
    /// The codes of which it speaks.
    pub fn codes(&self) -> impl Iterator<Item = u32> {
        self.lines.codes().chain(self.counterparts.iter().map(|member| member.0))
    }

    pub fn placed(&self, places: &Places, masters: &Masters) -> Missing {
        let counterparts = Named { members: self.counterparts.clone(), ..Named::default() };
        Missing {
            lines: self.lines.placed(places, masters),
            counterparts: counterparts.placed(places, masters),
            on_its_day: self.on_its_day,
        }
    }
}

impl Missing {
    /// How many codes the lines may have, and how many surely are what must be missing.
    pub fn sizes(&self) -> [usize; 2] {
        [self.lines.size(), self.counterparts.size()]
    }

    /// Whether something stands beside every line of which the rule may speak.
    pub fn is_nowhere(&self, sheet: &Sheet) -> bool {
        // What is not read for certain may be any code, on any day, of any record.
        sheet.is_certain() && self.counterparts.codes.has_any(&sheet.places) && {
            let mut all = [Standing::default(); MOST];
            let mut found = 0;
            for (place, one) in all.iter_mut().zip(self.counterparts.on(sheet)) {
                *place = one;
                found += 1;
            }
            let beside = all.get(..found).unwrap_or_default();
            self.lines.on(sheet).all(|line| self.has_counterparts(line, beside))
        }
    }

    /// Whether a line has a counterpart for each group that its code may name.
    fn has_counterparts(&self, line: Standing, beside: &[Standing]) -> bool {
        let groups = self.lines.of(line.place);
        let stands_for = |other: &&Standing, group: u32| {
            other.place != line.place
                && self.counterparts.of(other.place).iter().any(|(_, own)| *own == group)
        };
        !groups.is_empty()
            && groups.iter().all(|&(_, group)| {
                let mut beside = beside.iter().filter(|other| stands_for(other, group));
                if self.on_its_day {
                    line.days & !beside.fold(0, |days, other| days | other.days) == 0
                } else {
                    beside.next().is_some()
                }
            })
    }
}

impl<'a> Imagine<'a> {
    /// What must be missing beside the lines that the first variable stands for: for each such part of the condition.
    pub(in super::super) fn missing(&mut self, memory: &mut Memory<'a>) -> Vec<Draft> {
        let rule = self.rule;
        let Some(binding) = rule.bindings.first() else { return Vec::new() };
        let Bound::Each(lines) = &binding.bound else { return Vec::new() };
        let Some(kind) = lines_of_master(lines).filter(|_| is_of_lines(lines)) else { return Vec::new() };
        let asked = rule.condition.iter().flat_map(parts_of).filter_map(|part| match part {
            Cond::Exists(noun, false) => Some(&**noun),
            _ => None,
        });
        asked.filter_map(|noun| self.missing_beside((binding.slot, lines, kind), noun, memory)).collect()
    }

    fn missing_beside(
        &mut self,
        (slot, lines, kind): (Slot, &'a Noun, FileKind),
        noun: &'a Noun,
        memory: &mut Memory<'a>,
    ) -> Option<Draft> {
        let of = lines_of_master(noun)?;
        let mut on_its_day = false;
        for window in &noun.windows {
            match (window.kind, &window.anchor) {
                // The receipt that is judged is looked at whatever other claims are.
                (WindowKind::InHistory | WindowKind::InAndOut, _) => {}
                (WindowKind::InMonth, Some(Expr::Slot(anchor))) if *anchor == slot => {}
                (WindowKind::OnDay, Some(Expr::Slot(anchor))) if *anchor == slot => on_its_day = true,
                _ => return None,
            }
        }
        let coded = self.coded(noun, memory)?;
        let parts: Vec<&'a Cond> = noun.filter.iter().flat_map(parts_of).collect();
        let names = coded.rest.iter().map(|&at| {
            let (anchor, names) = same_item(parts.get(at)?, kind)?;
            (anchor == slot && kind == of).then_some(names)
        });
        let names: Vec<[&'a Expr; 2]> = names.collect::<Option<_>>()?;
        let mut groups = Groups::default();
        let own = names.iter().map(|names| names[0]);
        let lines = self.named_lines((slot, lines, kind), own, &mut groups, memory)?;
        let counterparts = self.surely_named(&coded.surely, (slot, of), &names, &mut groups, memory);
        (!counterparts.is_empty() && groups.are_comparable()).then_some(Draft {
            lines,
            counterparts,
            on_its_day,
        })
    }

    /// Codes that name the same on every day of the month, with what they name.
    fn surely_named(
        &mut self,
        codes: &Codes,
        (slot, kind): (Slot, FileKind),
        names: &[[&'a Expr; 2]],
        groups: &mut Groups,
        memory: &mut Memory<'a>,
    ) -> Vec<Member> {
        // A code of another kind on a line is none of what is looked for.
        let codes: Vec<u32> = codes.listed.iter().copied().filter(|&code| master_by(code) == kind).collect();
        let names: Vec<&'a Expr> = names.iter().map(|names| names[1]).collect();
        let mut named = Vec::new();
        self.each_named((slot, kind, &names), &codes, (groups, memory), |code, groups| {
            if let Some((&Some(group), others)) = groups.split_first()
                && others.iter().all(|other| *other == Some(group))
            {
                named.push((code, group));
            }
        });
        named
    }
}

/// The master of the lines that a phrase finds, all that meet its set, its windows and its condition.
fn lines_of_master(noun: &Noun) -> Option<FileKind> {
    let is_line = matches!(noun.kind, Kind::Procedure | Kind::Drug | Kind::Material);
    master_of(noun.kind).filter(|_| is_line && noun.order.is_none() && noun.table.is_none())
}
