//! How often a code must stand on a receipt before a rule that counts it can say anything.
//!
//! A part of the condition that asks for more than a limit surely fails while all that is counted is no more; it is proved
//! only where what is counted stands on this receipt alone and the limit is a number or a column of a row.

use dsl::ast::{Relation, WindowKind};
use dsl::vocabulary::Kind;
use foldhash::HashMap;
use masters::FileKind;

use super::alike::is_dated;
use super::codes::{Codes, Memory};
use super::imagine::Imagine;
use super::sheet::Times;
use super::weeks::Weeks;
use crate::program::{Bound, Cond, Expr, Noun, Read, Slot, Step, Table, parts_of};

/// One, in the scale of all numbers.
const ONE: i64 = model::Quantity::SCALE;
/// 算定単位コード, and its units that are no longer than one month. SPEC: 医科電子点数表の活用手引き（令和6年度版）付表1.
const UNIT: u16 = 4;
const DAY: u32 = 121;
const MONTH: u32 = 131;
const WEEK: u32 = 138;

/// How often codes must stand on a receipt.
#[derive(Debug)]
pub(crate) enum Enough {
    /// Each code by itself; a code that is not named, once.
    Each(HashMap<u32, Least>),
    /// All codes that wake the rule together.
    Total(u32, Over),
    /// So many different ones of them.
    Kinds(u32, Over),
}

/// Where codes must stand so often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Over {
    Day,
    Month,
}

/// How often one code must stand, on one day, in a week or in the whole month; each is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Least {
    pub day: u32,
    pub week: u32,
    pub month: u32,
}

impl Least {
    /// Nothing is proved: it must only be there.
    pub const ANY: Self = Self { day: 0, week: 0, month: 0 };
    const NEVER: Self = Self { day: u32::MAX, week: u32::MAX, month: u32::MAX };

    const fn of(unit: Option<u32>, least: u32) -> Self {
        match unit {
            Some(DAY) => Self { day: least, ..Self::NEVER },
            Some(WEEK) => Self { week: least, ..Self::NEVER },
            Some(MONTH) => Self { month: least, ..Self::NEVER },
            _ => Self::ANY,
        }
    }

    fn or(self, other: Self) -> Self {
        let Self { day, week, month } = self;
        Self { day: day.min(other.day), week: week.min(other.week), month: month.min(other.month) }
    }

    /// Whether a code that stands so often may be enough.
    pub(super) fn is_reached(self, times: Times, weeks: &Weeks) -> bool {
        times.day >= self.day
            || times.month >= self.month
            || (self.week < u32::MAX && weeks.may_reach(times, self.week))
    }
}

impl<'a> Imagine<'a> {
    /// How often the codes that wake the rule must stand on a receipt; `None`: nothing is proved.
    pub(super) fn enough(
        &mut self,
        wake: &Codes,
        of: Option<Slot>,
        memory: &mut Memory<'a>,
    ) -> Option<Enough> {
        for part in self.rule.condition.iter().flat_map(parts_of) {
            let Cond::Compare(relation, left, limit) = part else { continue };
            let more = match relation {
                Relation::Greater => 1,
                Relation::AtLeast => 0,
                _ => continue,
            };
            let Some((counted, kinds)) = self.counted(left) else { continue };
            let found = match (limit, of) {
                (Expr::Number(limit), _) if self.is_woken_by(counted, wake, memory) => {
                    let least = least(*limit, more);
                    let over = self.over(counted, wake, memory);
                    Some(if kinds { Enough::Kinds(least, over) } else { Enough::Total(least, over) })
                }
                (Expr::Step(row, Step::Column(_, item, true)), Some(of))
                    if !kinds && is_same_code(counted, of) =>
                {
                    self.by_row(row, (*item, more), (counted, of))
                }
                _ => None,
            };
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// Whether a phrase counts what stands on one day: that of something whose day is known when those of all codes are.
    fn over(&mut self, counted: &'a Noun, wake: &Codes, memory: &mut Memory<'a>) -> Over {
        let on_day = counted.windows.iter().find_map(|window| match (window.kind, &window.anchor) {
            (WindowKind::OnDay | WindowKind::AtTime, Some(Expr::Slot(slot))) => self.each_of(*slot),
            _ => None,
        });
        let Some(anchor) = on_day.filter(|noun| noun.table.is_none()) else { return Over::Month };
        let is_dated =
            anchor.kind == Kind::EachDay || (is_dated(anchor.kind) && self.is_woken_by(anchor, wake, memory));
        if is_dated { Over::Day } else { Over::Month }
    }

    /// The phrase whose 回数 (or 種類数: true) a value is.
    fn counted(&self, of: &'a Expr) -> Option<(&'a Noun, bool)> {
        let bound =
            |slot: &Slot| self.rule.bindings.iter().find(|one| one.slot == *slot).map(|one| &one.bound);
        let (noun, kinds) = match of {
            Expr::Read(noun, read @ (Read::Count | Read::Kinds)) => (&**noun, *read == Read::Kinds),
            Expr::Slot(slot) => match bound(slot)? {
                Bound::Value(Expr::Read(noun, read @ (Read::Count | Read::Kinds))) => {
                    (&**noun, *read == Read::Kinds)
                }
                _ => return None,
            },
            Expr::Step(from, step @ (Step::Count | Step::Kinds)) => match &**from {
                Expr::Slot(slot) => match bound(slot)? {
                    Bound::All(noun) => (noun, *step == Step::Kinds),
                    _ => return None,
                },
                _ => return None,
            },
            _ => return None,
        };
        let lines = matches!(noun.kind, Kind::Procedure | Kind::Drug | Kind::Material | Kind::Line);
        let parallel = noun.windows.iter().any(|window| window.kind == WindowKind::InAndOut);
        (lines && !parallel && noun.table.is_none()).then_some((noun, kinds))
    }

    /// Whether everything that a phrase finds is among the codes that wake the rule.
    fn is_woken_by(&mut self, noun: &'a Noun, wake: &Codes, memory: &mut Memory<'a>) -> bool {
        let codes = if noun.history { None } else { self.codes(noun, memory) };
        codes.is_some_and(|codes| {
            !codes.strangers && codes.listed.iter().all(|code| wake.listed.binary_search(code).is_ok())
        })
    }

    /// The least over the rows under each code.
    fn by_row(
        &mut self,
        row: &Expr,
        (item, more): (u16, i64),
        (counted, of): (&Noun, Slot),
    ) -> Option<Enough> {
        let Expr::Slot(row) = row else { return None };
        let noun = self.each_of(*row)?;
        let table = noun.table.as_ref().filter(|table| is_keyed_by(table, of) && self.speaks(table.kind))?;
        // Among earlier claims, only the windows of 算定単位 say by the row how far they reach.
        let spans = counted.windows.iter().any(|window| window.kind == WindowKind::SpanOf)
            && counted.windows.iter().all(|window| is_span_of(window, *row));
        if counted.history && (table.kind != FileKind::CountLimit || !spans) {
            return None;
        }
        let unit = |found: masters::Row<'_>| if counted.history { found.number(UNIT) } else { Some(MONTH) };
        let mut least_of = HashMap::default();
        self.each_row(table, noun.filter.as_ref(), |_, found| {
            let limit = found.value(item).and_then(|limit| limit.checked_mul(ONE));
            let needed = limit.map_or(Least::ANY, |limit| Least::of(unit(found), least(limit, more)));
            if let Some(code) = found.number(table.item) {
                least_of
                    .entry(code)
                    .and_modify(|least: &mut Least| *least = least.or(needed))
                    .or_insert(needed);
            }
        });
        Some(Enough::Each(least_of))
    }
}

/// The least whole number that passes a limit.
fn least(limit: i64, more: i64) -> u32 {
    u32::try_from((limit - 1 + more).div_euclid(ONE) + 1).unwrap_or(0)
}

/// Whether a phrase means the very code of a variable.
fn is_same_code(noun: &Noun, of: Slot) -> bool {
    let Some(set) = &noun.set else { return false };
    let alone = set.ranges.is_empty() && set.icd.is_empty() && set.picked.is_empty() && set.nested.is_empty();
    alone && matches!(set.found.as_slice(), [one] if is_code_of(one, of))
}

fn is_code_of(value: &Expr, of: Slot) -> bool {
    match value {
        Expr::Slot(slot) => *slot == of,
        Expr::Step(from, Step::Code) => matches!(**from, Expr::Slot(slot) if slot == of),
        _ => false,
    }
}

fn is_keyed_by(table: &Table, of: Slot) -> bool {
    is_code_of(&table.key, of)
}

/// Whether a window is that of the unit of a row, or says only that earlier claims are looked at as well.
fn is_span_of(window: &crate::program::Window, row: Slot) -> bool {
    match window.kind {
        WindowKind::InHistory => true,
        WindowKind::SpanOf => matches!(window.measure, Some(Expr::Slot(slot)) if slot == row),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{ONE, least};

    #[test]
    fn a_limit_is_passed_by_the_next_whole_number() {
        assert_eq!(least(3 * ONE, 1), 4, "more than three");
        assert_eq!(least(3 * ONE, 0), 3, "three or more");
        assert_eq!(least(3 * ONE + ONE / 2, 1), 4, "more than three and a half");
        assert_eq!(least(3 * ONE + ONE / 2, 0), 4, "three and a half or more");
    }
}
