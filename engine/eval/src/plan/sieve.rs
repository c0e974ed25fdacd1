//! A condition asked of every code of a master, once for each combination of the values that it reads.
//!
//! PERF: a master has tens of thousands of codes and a flag two values; asking the codes one by one was three quarters of
//! the time that a month took to plan.

use fixedbitset::FixedBitSet;
use foldhash::HashMap;
use masters::{FileKind, Masters, Row};
use model::Date;

use super::faces::AllFaces;
use super::imagine::Imagine;
use super::said::{Said, SaidOfAll};
use crate::program::walk::{self, Walk};
use crate::program::{Bound, Cond, Expr, Noun, Read, Rule, Set, Step};
use crate::tri::Tri;

/// Combinations are kept in a row where there are not more than so many.
const WIDEST: usize = 1 << 20;

/// The values that a condition reads of a row: its items; `None`: the code itself, or more than items.
pub(super) type Items = Option<Vec<u16>>;

/// What was already said of rows of a table with the same values.
pub(super) struct Kept {
    items: Vec<u16>,
    /// How many values each item has.
    sizes: Vec<usize>,
    row: Vec<Option<Tri>>,
    map: HashMap<Vec<u32>, Tri>,
}

/// Which codes are asked: those of a master on a day, by somebody who reads only some items.
pub(super) struct Asked {
    pub kind: FileKind,
    pub day: Date,
    pub items: Items,
}

/// What is said of each code of a master among those that are asked, "no" of the others.
pub(super) fn sieve<'a>(
    masters: &'a Masters,
    of: Asked,
    faces: &mut AllFaces<'a>,
    asked: Option<&FixedBitSet>,
    mut ask: impl FnMut(u32) -> Said,
) -> SaidOfAll {
    let codes = masters.codes(of.kind);
    let is_asked = |at: usize| asked.is_none_or(|asked| asked.contains(at));
    let mut all = SaidOfAll::no(codes.len());
    let Some(items) = of.items else {
        for (at, &code) in codes.iter().enumerate().filter(|(at, _)| is_asked(*at)) {
            all.set(at, ask(code));
        }
        return all;
    };
    for face in faces.of(masters, (of.kind, of.day), &items).each() {
        // All of them at once, where they all show one face.
        if let (Some(&code), true) = (codes.first(), face.len() == codes.len()) {
            let said = ask(code);
            match asked {
                Some(asked) => all.set_all(asked, said),
                None => all.set_all(SaidOfAll::yes(codes.len()).may(), said),
            }
            break;
        }
        let mut own = face.iter().map(|&at| at as usize).filter(|&at| is_asked(at)).peekable();
        let Some(&code) = own.peek().and_then(|&at| codes.get(at)) else { continue };
        let said = ask(code);
        if said != Said::NO {
            own.for_each(|at| all.set(at, said));
        }
    }
    all
}

impl<'a> Imagine<'a> {
    /// Lets something be said, and notes whether a master could not tell.
    pub(super) fn said(&mut self, ask: impl FnOnce(&mut Self) -> Tri) -> Said {
        self.caused.set(false);
        let holds = ask(self);
        Said { holds, caused: self.caused.get() }
    }

    /// The items of a master that a condition reads of something, as far as it is imagined: what is in noun phrases is not.
    pub(super) fn items_read(&self, condition: &Cond, kind: FileKind, of: &dyn Fn(&Expr) -> bool) -> Items {
        let mut reading = Reading { rule: self.rule, kind, of, items: Vec::new(), others: false };
        reading.condition(condition);
        let Reading { mut items, others, .. } = reading;
        items.sort_unstable();
        items.dedup();
        (!others).then_some(items)
    }
}

impl Kept {
    pub fn new(masters: &Masters, kind: FileKind, items: Vec<u16>) -> Self {
        let sizes: Vec<usize> = items.iter().map(|&item| masters.values_of(kind, item)).collect();
        let all = sizes.iter().try_fold(1_usize, |all, &size| all.checked_mul(size));
        let row = vec![None; all.filter(|&all| all <= WIDEST).unwrap_or(0)];
        Self { items, sizes, row, map: HashMap::default() }
    }

    /// What is said of a row.
    pub fn of_row(&mut self, row: Row<'_>, ask: impl FnOnce() -> Tri) -> Tri {
        if self.row.is_empty() {
            let values: Vec<u32> =
                self.items.iter().map(|&item| row.entry(item).unwrap_or(u32::MAX)).collect();
            return *self.map.entry(values).or_insert_with(ask);
        }
        let place = self.items.iter().zip(&self.sizes).try_fold(0, |place, (&item, &size)| {
            Some(place * size + usize::try_from(row.entry(item)?).ok()?)
        });
        match place.and_then(|place| self.row.get_mut(place)) {
            Some(known) => *known.get_or_insert_with(ask),
            None => ask(),
        }
    }
}

/// Which items of something are read.
struct Reading<'r> {
    rule: &'r Rule,
    kind: FileKind,
    of: &'r dyn Fn(&Expr) -> bool,
    items: Vec<u16>,
    /// Something else is read as well.
    others: bool,
}

impl<'r> Walk<'r> for Reading<'r> {
    fn condition(&mut self, of: &'r Cond) {
        if matches!(of, Cond::Every(..)) {
            return;
        }
        let before = self.items.len();
        walk::condition(self, of);
        // A set is asked on the day of the thing, of whatever a code is looked up in.
        self.others |= matches!(of, Cond::Member(..)) && self.items.len() > before;
    }

    fn value(&mut self, of: &'r Expr) {
        if (self.of)(of) {
            self.others = true;
            return;
        }
        match of {
            Expr::Step(from, step) if (self.of)(from) => return self.step(*step),
            Expr::Slot(slot) => {
                let bound = self.rule.bindings.iter().find(|binding| binding.slot == *slot);
                if let Some(Bound::Value(value)) = bound.map(|binding| &binding.bound) {
                    self.value(value);
                }
            }
            _ => {}
        }
        walk::value(self, of);
    }

    fn read(&mut self, _: &'r Read) {}

    fn set(&mut self, _: &'r Set) {}

    fn noun(&mut self, _: &'r Noun) {}
}

impl Reading<'_> {
    fn step(&mut self, step: Step) {
        match step {
            Step::Column(of, item, _) if of == self.kind => self.items.push(item),
            // A column of another master says nothing.
            Step::Column(..) => {}
            // SPEC: マスターファイル仕様説明書（令和6年度版）３（７）, items 85, 92 and 93 (区分番号), item 68 (告示等識別区分).
            Step::LawSection => self.items.extend([85, 92, 93]),
            Step::IsAddition => self.items.push(68),
            Step::Code | Step::Name => self.others = true,
            // What a receipt would say of it is not imagined: of every code it is equally unknown.
            _ => {}
        }
    }
}
