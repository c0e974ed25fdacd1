//! The groups that two lines of a receipt must share, as a rule asks it: by rows of two tables, or by items of their master.

use dsl::ast::Relation;
use foldhash::{HashMap, HashSet};
use masters::{FileKind, Row};
use model::Date;

use super::super::codes::Memory;
use super::super::imagine::Imagine;
use super::super::refuse::{day_of, is_of_lines};
use super::super::sieve::Kept;
use super::{Draft, Named};
use crate::compile::master_of;
use crate::program::{Bound, Cond, Expr, Noun, Slot, Step, Table, parts_of};
use crate::run::{Thing, Val};
use crate::tri::Tri;

/// A variable that stands for the rows of a table under the code of another.
#[derive(Clone, Copy)]
struct Under<'a> {
    row: Slot,
    noun: &'a Noun,
    table: &'a Table,
    /// Whose code it is.
    of: Slot,
}

/// One way in which two rows may name the same group: the values that must be equal, and all that is asked then.
struct Way<'a> {
    names: [Name<'a>; 2],
    asked: &'a Cond,
}

/// An item of a row.
#[derive(Clone, Copy)]
struct Name<'a> {
    item: u16,
    value: &'a Expr,
}

/// What a group is called.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Called {
    Text(String),
    Number(i64),
}

/// Numbers of groups by what they are called: equal numbers where a comparison would say that the names are equal.
#[derive(Default)]
pub(super) struct Groups(HashMap<Vec<Called>, u32>);

impl Groups {
    pub(super) fn number(&mut self, called: Vec<Called>) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(called).or_insert(next)
    }

    /// Whether names can be compared: a text with a number cannot.
    pub(super) fn are_comparable(&self) -> bool {
        let shape =
            |of: &Vec<Called>| of.iter().map(|one| matches!(one, Called::Text(_))).collect::<Vec<_>>();
        self.0.keys().map(shape).collect::<HashSet<_>>().len() < 2
    }
}

impl<'a> Imagine<'a> {
    /// The groups that two codes of the receipt must share.
    pub(in super::super) fn joint(&mut self, memory: &mut Memory<'a>) -> Option<Draft> {
        self.by_tables().or_else(|| self.by_items(memory))
    }

    /// By the rows of two tables.
    fn by_tables(&mut self) -> Option<Draft> {
        let rows: Vec<Under<'a>> =
            self.rule.bindings.iter().filter_map(|binding| self.under(binding.slot)).collect();
        for (at, &one) in rows.iter().enumerate() {
            for &other in rows.iter().skip(at + 1).filter(|other| other.of != one.of) {
                let mut parts = self.rule.condition.iter().flat_map(parts_of);
                if let Some(found) = parts.find_map(|part| ways(part, [one, other])) {
                    return self.groups_of_rows([one, other], &found);
                }
            }
        }
        None
    }

    /// The rows of a table that speaks of all the month, under the code of a line of this receipt.
    fn under(&self, row: Slot) -> Option<Under<'a>> {
        let noun = self.each_of(row)?;
        let table = noun.table.as_ref()?;
        let of = slot_of_code(&table.key)?;
        let is_line = self.each_of(of).is_some_and(|of| is_of_lines(of) && of.order.is_none());
        (is_line && noun.order.is_none() && self.speaks(table.kind)).then_some(Under { row, noun, table, of })
    }

    /// The groups that rows name, with the codes of the rows; `None` where a name cannot be told.
    fn groups_of_rows(&mut self, of: [Under<'a>; 2], ways: &[Way<'a>]) -> Option<Draft> {
        let (mut groups, mut sides, mut can_tell) = (Groups::default(), <[Named; 2]>::default(), true);
        for (side, (under, own)) in of.into_iter().zip(&mut sides).enumerate() {
            let is_row = |of: &Expr| matches!(of, Expr::Slot(of) if *of == under.row);
            let mut kept: Vec<Option<Kept>> = ways
                .iter()
                .map(|way| self.items_read(way.asked, under.table.kind, &is_row))
                .map(|items| items.map(|items| Kept::new(self.masters(), under.table.kind, items)))
                .collect();
            let mut numbers: HashMap<(u16, Option<u32>), Option<u32>> = HashMap::default();
            self.each_row(under.table, under.noun.filter.as_ref(), |imagine, row: Row<'a>| {
                let Some(code) = row.number(under.table.item) else { return };
                for (way, kept) in ways.iter().zip(&mut kept) {
                    let mut ask = || imagine.with(under.row, Thing::Row(row), way.asked);
                    let may = if let Some(kept) = kept { kept.of_row(row, ask) } else { ask() };
                    let Some(&name) = way.names.get(side).filter(|_| may != Tri::No) else { continue };
                    let group = *numbers.entry((name.item, row.entry(name.item))).or_insert_with(|| {
                        let value = imagine.value_with(under.row, Thing::Row(row), name.value)?;
                        Some(groups.number(vec![called(value)?]))
                    });
                    can_tell &= group.is_some();
                    own.members.extend(group.map(|group| (code, group)));
                }
            });
        }
        let [one, other] = of;
        (can_tell && groups.are_comparable()).then(|| self.draft((one.of, other.of), sides))
    }

    /// By items of the master of both lines: the second is looked for by what the first has in its own.
    fn by_items(&mut self, memory: &mut Memory<'a>) -> Option<Draft> {
        let rule = self.rule;
        for binding in &rule.bindings {
            let Bound::Each(noun) = &binding.bound else { continue };
            let Some(kind) = master_of(noun.kind).filter(|_| is_of_lines(noun) && noun.order.is_none())
            else {
                continue;
            };
            let equal: Vec<(Slot, [&'a Expr; 2])> =
                noun.filter.iter().flat_map(parts_of).filter_map(|part| same_item(part, kind)).collect();
            let Some(&(first, _)) = equal.first() else { continue };
            let beside = self
                .each_of(first)
                .filter(|of| is_of_lines(of) && of.order.is_none() && master_of(of.kind) == Some(kind));
            let Some(beside) = beside else { continue };
            let of_first: Vec<[&'a Expr; 2]> =
                equal.iter().filter(|(slot, _)| *slot == first).map(|(_, values)| *values).collect();
            let mut groups = Groups::default();
            let sides = [
                self.named_lines(
                    (first, beside, kind),
                    of_first.iter().map(|of| of[0]),
                    &mut groups,
                    memory,
                )?,
                self.named_lines(
                    (binding.slot, noun, kind),
                    of_first.iter().map(|of| of[1]),
                    &mut groups,
                    memory,
                )?,
            ];
            return groups.are_comparable().then(|| self.draft((first, binding.slot), sides));
        }
        None
    }

    /// What the codes of a phrase name, on any day of the month; `None` where the phrase may mean any code.
    pub(super) fn named_lines(
        &mut self,
        (slot, noun, kind): (Slot, &'a Noun, FileKind),
        values: impl Iterator<Item = &'a Expr> + Clone,
        groups: &mut Groups,
        memory: &mut Memory<'a>,
    ) -> Option<Named> {
        let codes = self.meant(noun, memory)?;
        let (mut members, mut any) = (Vec::new(), Vec::new());
        let values: Vec<&'a Expr> = values.collect();
        self.each_named((slot, kind, &values), &codes.listed, (groups, memory), |code, named| {
            match named.iter().copied().collect::<Option<Vec<u32>>>() {
                Some(own) => members.extend(own.into_iter().map(|group| (code, group))),
                None => any.push(code),
            }
        });
        Some(Named { members, any, strangers: codes.strangers })
    }

    /// The groups that codes name on the days of the month when a variable stands for them: items of their master, asked once
    /// of all codes that show the same face.
    pub(super) fn each_named(
        &mut self,
        (slot, kind, values): (Slot, FileKind, &[&'a Expr]),
        codes: &[u32],
        (groups, memory): (&mut Groups, &mut Memory<'a>),
        mut each: impl FnMut(u32, &[Option<u32>]),
    ) {
        let masters = self.masters();
        let item_of = |value: &&Expr| match value {
            Expr::Step(_, Step::Column(_, item, _)) => Some(*item),
            _ => None,
        };
        let mut items: Option<Vec<u16>> = values.iter().map(item_of).collect();
        items.iter_mut().for_each(|items| items.sort_unstable());
        let days = memory.days(masters, kind, self.month());
        let faces = |day: &Date| {
            let faces = items.as_ref().map(|items| memory.faces.of(masters, (kind, *day), items));
            (*day, faces, HashMap::<u32, Option<u32>>::default())
        };
        let mut days: Vec<_> = days.iter().map(faces).collect();
        let mut named = Vec::with_capacity(days.len());
        for &code in codes {
            named.clear();
            for (day, faces, known) in &mut days {
                let mut ask = || {
                    let thing = Thing::Code { kind, code, day: *day };
                    let names = values.iter().map(|value| called(self.value_of(slot, thing, value)?));
                    Some(groups.number(names.collect::<Option<_>>()?))
                };
                let face = faces.as_ref().zip(masters.code_id(kind, code)).and_then(|(of, id)| of.face(id));
                named.push(match face {
                    Some(face) => *known.entry(face).or_insert_with(ask),
                    None => ask(),
                });
            }
            each(code, &named);
        }
    }

    fn draft(&self, (one, other): (Slot, Slot), sides: [Named; 2]) -> Draft {
        Draft {
            sides: shared(sides),
            on_one_day: self.share_a_day(one, other),
            are_two: self.are_two(one, other),
        }
    }

    /// Whether one of two lines is looked for on the day of the other.
    fn share_a_day(&self, one: Slot, other: Slot) -> bool {
        let anchored = |of: Slot, on: Slot| {
            self.each_of(of).is_some_and(|noun| noun.windows.iter().filter_map(day_of).any(|day| day == on))
        };
        anchored(one, other) || anchored(other, one)
    }

    /// Whether the condition asks that two lines have different codes.
    fn are_two(&self, one: Slot, other: Slot) -> bool {
        self.rule.condition.iter().flat_map(parts_of).any(|part| match part {
            Cond::Compare(Relation::Different | Relation::Greater | Relation::Less, left, right) => {
                let both = (slot_of_code(left), slot_of_code(right));
                both == (Some(one), Some(other)) || both == (Some(other), Some(one))
            }
            _ => false,
        })
    }
}

/// The variable whose code a value is.
fn slot_of_code(value: &Expr) -> Option<Slot> {
    match value {
        Expr::Step(from, Step::Code) => match **from {
            Expr::Slot(slot) => Some(slot),
            _ => None,
        },
        _ => None,
    }
}

/// The ways in which a part of a condition may hold, when each of them asks that both rows name the same group.
fn ways<'a>(part: &'a Cond, rows: [Under<'a>; 2]) -> Option<Vec<Way<'a>>> {
    let arms = match part {
        Cond::Any(arms) => arms.as_slice(),
        one => std::slice::from_ref(one),
    };
    let way = |arm: &'a Cond| {
        let names = parts_of(arm).iter().find_map(|part| same_name(part, rows))?;
        Some(Way { names, asked: arm })
    };
    arms.iter().map(way).collect()
}

/// The items of both rows that a comparison asks to be equal.
fn same_name<'a>(part: &'a Cond, [one, other]: [Under<'a>; 2]) -> Option<[Name<'a>; 2]> {
    let Cond::Compare(Relation::Equal, left, right) = part else { return None };
    let both = |left, right| Some([name_of(left, one)?, name_of(right, other)?]);
    both(left, right).or_else(|| both(right, left))
}

/// The item of a row that a value is.
fn name_of<'a>(value: &'a Expr, under: Under<'a>) -> Option<Name<'a>> {
    let Expr::Step(from, Step::Column(kind, item, _)) = value else { return None };
    let is_own = *kind == under.table.kind && matches!(**from, Expr::Slot(slot) if slot == under.row);
    is_own.then_some(Name { item: *item, value })
}

/// What a comparison asks to be equal, of a variable and of `その`: items of one master.
pub(super) fn same_item(part: &Cond, of: FileKind) -> Option<(Slot, [&Expr; 2])> {
    let Cond::Compare(Relation::Equal, left, right) = part else { return None };
    let item_of = |value: &Expr| match value {
        Expr::Step(from, Step::Column(kind, ..)) if *kind == of => match **from {
            Expr::Slot(slot) => Some(Some(slot)),
            Expr::Its => Some(None),
            _ => None,
        },
        _ => None,
    };
    match (item_of(left)?, item_of(right)?) {
        (Some(slot), None) => Some((slot, [left, right])),
        (None, Some(slot)) => Some((slot, [right, left])),
        _ => None,
    }
}

/// What a group is called by a value, where it is known.
pub(super) fn called(value: Val<'_>) -> Option<Called> {
    match value {
        Val::Number(least, most) => (least == most).then_some(Called::Number(least)),
        Val::Code(code) => Some(Called::Number(i64::from(code))),
        value => value.text().map(|text| Called::Text(text.to_owned())),
    }
}

/// What both sides name, in order.
fn shared(mut sides: [Named; 2]) -> [Named; 2] {
    let [first, second] =
        sides.each_ref().map(|side| side.members.iter().map(|member| member.1).collect::<HashSet<_>>());
    // Beside a code that may name any group, a code that shares its own with no other matters, too.
    let is_closed = sides.iter().all(|side| side.any.is_empty() && !side.strangers);
    for own in &mut sides {
        own.members.retain(|(_, group)| !is_closed || first.contains(group) && second.contains(group));
        own.members.sort_unstable();
        own.members.dedup();
    }
    sides
}
