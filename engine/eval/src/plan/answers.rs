//! What conditions and sets say of each code of a master on a day, before any receipt is there; kept for all rules.

use std::rc::Rc;

use fixedbitset::FixedBitSet;
use masters::FileKind;
use model::{Date, DiseaseCode};

use super::codes::{Memory, is_static};
use super::imagine::Imagine;
use super::said::{Said, SaidOfAll};
use super::sieve::{Asked, sieve};
use crate::program::{Cond, Expr, IcdRange, Set, Slot, Step};
use crate::run::Thing;

/// What a condition speaks of.
#[derive(Clone, Copy, Debug)]
pub(super) enum Subject {
    Its,
    Slot(Slot),
}

impl Subject {
    const fn slot(self) -> Option<Slot> {
        match self {
            Self::Its => None,
            Self::Slot(slot) => Some(slot),
        }
    }

    fn is(self, of: &Expr) -> bool {
        match (self, of) {
            (Self::Its, Expr::Its) => true,
            (Self::Slot(slot), Expr::Slot(of)) => slot == *of,
            _ => false,
        }
    }
}

impl<'a> Imagine<'a> {
    /// What a condition on `その` or a variable says of each code of a master, but for those of which something said "no"
    /// before: of those nothing that is said here counts. Its parts are asked one by one, as each reads one or two values, of
    /// which there are few.
    pub(super) fn said_of_part(
        &mut self,
        (part, subject): (&'a Cond, Subject),
        of: (FileKind, Date),
        before: Option<&SaidOfAll>,
        memory: &mut Memory<'a>,
    ) -> SaidOfAll {
        let (kind, day) = of;
        let mut each = |imagine: &mut Self, part: &'a Cond, before: Option<&SaidOfAll>| {
            imagine.said_of_part((part, subject), of, before, memory)
        };
        let codes = self.masters().codes(kind).len();
        match part {
            Cond::Not(inner) => each(self, inner, before).not(),
            Cond::All(parts) => {
                let mut all = match before {
                    Some(before) => SaidOfAll::of(before.may().clone()),
                    None => SaidOfAll::yes(codes),
                };
                for part in parts {
                    let said = each(self, part, Some(&all));
                    all.and(&said);
                }
                all
            }
            Cond::Any(parts) => {
                let mut any = SaidOfAll::no(codes);
                for part in parts {
                    any.or(&each(self, part, before));
                }
                any
            }
            Cond::Member(Expr::Step(from, Step::Code), of_set, set)
                if subject.is(from) && *of_set == kind && is_static(set) =>
            {
                (*self.said_of_set(set, of, memory)).clone()
            }
            part if !self.may_decide(subject, part) => SaidOfAll::unknown(codes),
            part => {
                let items = self.items_read(part, kind, &|of| subject.is(of));
                let (of, asked) = (Asked { kind, day, items }, before.map(SaidOfAll::may));
                let thing = |code| Thing::Code { kind, code, day };
                let (masters, faces) = (self.masters(), &mut memory.faces);
                if self.is_settled_of(subject, part) {
                    let said = self.at_work(|run| {
                        sieve(masters, of, faces, asked, |code| {
                            run.said_of(subject.slot(), thing(code), part)
                        })
                    });
                    return said.unwrap_or_else(|| SaidOfAll::unknown(codes));
                }
                sieve(masters, of, faces, asked, |code| {
                    self.said(|imagine| match subject {
                        Subject::Its => imagine.with_its(thing(code), part),
                        Subject::Slot(slot) => imagine.with(slot, thing(code), part),
                    })
                })
            }
        }
    }

    /// What a condition that masters settle says of each code: the same in every rule.
    pub(super) fn said_of_settled(
        &mut self,
        part: &'a Cond,
        of: (FileKind, Date),
        memory: &mut Memory<'a>,
    ) -> Rc<SaidOfAll> {
        let key = (part.clone(), of.0, of.1);
        if let Some(known) = memory.parts.get(&key) {
            return Rc::clone(known);
        }
        let said = Rc::new(self.said_anew(part, of, memory));
        memory.parts.insert(key, Rc::clone(&said));
        said
    }

    /// The same; on a later day of the month only codes of which the master says something else are asked again, where
    /// only the code's own row decides.
    fn said_anew(
        &mut self,
        part: &'a Cond,
        (kind, day): (FileKind, Date),
        memory: &mut Memory<'a>,
    ) -> SaidOfAll {
        let ask = |imagine: &mut Self, memory: &mut Memory<'a>, of: Option<&SaidOfAll>| {
            imagine.said_of_part((part, Subject::Its), (kind, day), of, memory)
        };
        let by_row = self.items_read(part, kind, &|of| matches!(of, Expr::Its)).is_some();
        match self.since(kind, day, memory).filter(|_| by_row) {
            Some((before, changed)) => {
                let again = ask(self, memory, Some(&SaidOfAll::of((*changed).clone())));
                self.said_of_settled(part, (kind, before), memory).but_for(&changed, &again)
            }
            None => ask(self, memory, None),
        }
    }

    /// The day before a day of the month on which a master changes, and the codes of which it says something else since.
    fn since(&self, kind: FileKind, day: Date, memory: &mut Memory<'a>) -> Option<(Date, Rc<FixedBitSet>)> {
        let days = memory.days(self.masters(), kind, self.month());
        let before = *days.iter().rev().find(|before| **before < day)?;
        Some((before, memory.faces.changed(self.masters(), kind, (before, day))))
    }

    /// What a set that depends on no receipt says of each code of a master.
    pub(super) fn said_of_set(
        &mut self,
        set: &'a Set,
        of: (FileKind, Date),
        memory: &mut Memory<'a>,
    ) -> Rc<SaidOfAll> {
        let key = (set.clone(), of.0, of.1);
        if let Some(known) = memory.sets.get(&key) {
            return Rc::clone(known);
        }
        let said = Rc::new(self.said_of_new_set(set, of, memory));
        memory.sets.insert(key, Rc::clone(&said));
        said
    }

    fn said_of_new_set(
        &mut self,
        set: &'a Set,
        (kind, day): (FileKind, Date),
        memory: &mut Memory<'a>,
    ) -> SaidOfAll {
        let codes = self.masters().codes(kind);
        let mut all = SaidOfAll::no(codes.len());
        for range in &set.ranges {
            let place = |code| codes.partition_point(|&known| known < code);
            all.insert(place(range.start)..place(range.end).max(place(range.start)));
        }
        for nested in &set.nested {
            all.or(&self.said_of_set(nested, (kind, day), memory));
        }
        if !set.icd.is_empty() {
            all.or(&self.said_of_icd(set, (kind, day), memory));
        }
        for (_, condition) in set.picked.iter().take_while(|(of, _)| *of == kind) {
            all.or(&self.said_of_settled(condition, (kind, day), memory));
        }
        for out in &set.except {
            let said = (*self.said_of_set(out, (kind, day), memory)).clone();
            all.and(&said.not());
        }
        for within in &set.within {
            all.and(&self.said_of_set(within, (kind, day), memory));
        }
        all
    }

    /// What the ICD-10 codes of a set say of each disease.
    fn said_of_icd(&mut self, set: &'a Set, of: (FileKind, Date), memory: &mut Memory<'a>) -> Rc<SaidOfAll> {
        let key = (set.icd.as_slice(), of.1);
        if let Some(known) = memory.icd.get(&key) {
            return Rc::clone(known);
        }
        let mut asked = SaidOfAll::yes(self.masters().codes(of.0).len());
        let since = self.since(of.0, of.1, memory);
        if let Some((_, changed)) = &since {
            asked = SaidOfAll::of((**changed).clone());
        }
        let said = self.said_of_icd_of(asked, &set.icd, of, memory);
        let said = Rc::new(match since {
            Some((before, changed)) => self.said_of_icd(set, (of.0, before), memory).but_for(&changed, &said),
            None => said,
        });
        memory.icd.insert(key, Rc::clone(&said));
        said
    }

    /// The same of some of them.
    fn said_of_icd_of(
        &mut self,
        mut asked: SaidOfAll,
        icd: &'a [IcdRange],
        (kind, day): (FileKind, Date),
        memory: &mut Memory<'a>,
    ) -> SaidOfAll {
        let (masters, faces) = (self.masters(), &mut memory.faces);
        // SPEC: マスターファイル仕様説明書（令和6年度版）傷病名マスター, items 16 and 17 (ICD-10).
        let of = Asked { kind, day, items: Some(vec![16, 17]) };
        // What is not coded may be any disease, whatever its row says: it is asked by itself.
        let uncoded = masters.codes(kind).binary_search(&DiseaseCode::UNCODED.0).ok();
        let uncoded = uncoded.filter(|&at| asked.may().contains(at));
        uncoded.into_iter().for_each(|at| asked.set(at, Said::NO));
        let said = self.at_work(|run| {
            let mut in_icd = |code| run.said(|run| run.icd(icd, code, day));
            let mut said = sieve(masters, of, faces, Some(asked.may()), &mut in_icd);
            uncoded.into_iter().for_each(|at| said.set(at, in_icd(DiseaseCode::UNCODED.0)));
            said
        });
        said.unwrap_or_else(|| SaidOfAll::unknown(asked.len()))
    }
}
