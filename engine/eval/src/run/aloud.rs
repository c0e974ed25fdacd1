//! A way that said something, gone again for whoever reads why: it was found in silence, with all that a plan leaves out.

use dsl::vocabulary::Kind;

use super::thing::Thing;
use super::trace::Trace;
use super::values::Val;
use super::{Case, Piles, Run};
use crate::program::walk::{self, Walk};
use crate::program::{Bound, Noun, Rule};

/// What variables stood for when a rule said something: all that is needed to go that way again.
#[derive(Clone, Debug)]
pub(crate) struct Stood<'a> {
    slots: Vec<Val<'a>>,
    /// What the groups among them lie in.
    sure: Vec<Thing<'a>>,
    maybe: Vec<Thing<'a>>,
    /// Whether something of it may not be so.
    doubt: bool,
}

/// Goes a way again, aloud.
pub(crate) fn go_again<'a>(
    case: &Case<'a>,
    (number, rule): (usize, &'a Rule),
    stood: &Stood<'a>,
    piles: &mut Piles<'a>,
    trace: impl Trace<'a>,
) {
    let mut said = Vec::new();
    let mut run = Run::with(trace, case, rule, number, piles, &mut said);
    run.piles.slots.clone_from(&stood.slots);
    stood.sure.iter().for_each(|thing| run.put_sure(*thing));
    stood.maybe.iter().for_each(|thing| run.put_maybe(*thing));
    run.tell_variables();
    run.conclude(stood.doubt);
}

impl<'a, T: Trace<'a>> Run<'a, '_, T> {
    /// What variables stand for.
    pub(super) fn stood(&self, doubt: bool) -> Stood<'a> {
        let slots = self.piles.slots.clone();
        let (sure, maybe) = match slots.iter().any(|value| matches!(value, Val::Group(_))) {
            true => self.piles.things(),
            false => Default::default(),
        };
        Stood { slots, sure, maybe, doubt }
    }

    /// Tells what variables stand for; where something may be missing they are looked for again, as only the search knows what.
    fn tell_variables(&mut self) {
        let rule = self.rule;
        for (at, binding) in rule.bindings.iter().enumerate() {
            let stands = self.piles.slots.get(binding.slot).copied().unwrap_or(Val::Unknown);
            let may_miss = match &binding.bound {
                Bound::Each(noun) | Bound::All(noun) | Bound::Run(noun) => Misses::find(|any| any.noun(noun)),
                Bound::Value(of) => Misses::find(|any| any.value(of)),
            };
            if may_miss {
                let (grounds, mark) = (self.grounds, self.mark());
                match &binding.bound {
                    Bound::Each(noun) => drop(self.search(noun, Some(binding.slot))),
                    Bound::All(noun) => drop(self.find(noun)),
                    Bound::Run(noun) => drop(self.runs(noun)),
                    Bound::Value(of) => drop(self.value(of)),
                }
                self.grounds = grounds;
                self.release(mark);
                self.set(binding.slot, stands);
            }
            self.tell_standing(at, stands);
        }
    }
}

/// Whether there may be more than a phrase can find: on other claims, in a table, or on days that nobody wrote down.
fn may_miss(noun: &Noun) -> bool {
    noun.history || noun.table.is_some() || noun.kind == Kind::Visit
}

/// Whether that is so of any phrase, those within others among them.
struct Misses(bool);

impl Misses {
    fn find(look: impl FnOnce(&mut Self)) -> bool {
        let mut misses = Self(false);
        look(&mut misses);
        misses.0
    }
}

impl<'a> Walk<'a> for Misses {
    fn noun(&mut self, of: &'a Noun) {
        self.0 |= may_miss(of);
        walk::noun(self, of);
    }
}
