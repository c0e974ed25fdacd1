//! A way that may say something, gone again for whoever writes it down: it was found in silence, with all that a plan leaves out.

use dsl::vocabulary::Kind;

use super::Run;
use super::trace::Trace;
use super::values::Val;
use crate::program::walk::{self, Walk};
use crate::program::{Bound, Expr, Noun};

impl<'a, T: Trace<'a>> Run<'a, '_, T> {
    /// Concludes by what variables stand for, aloud; what is said is said once, by this run.
    pub(super) fn conclude_aloud(&mut self, doubt: bool) {
        let mut again = Run {
            planned: self.planned,
            doubtful: self.doubtful,
            grounds: self.grounds,
            said: self.said,
            ..Run::on(self.trace.aloud(), self.case, (self.number, self.rule), self.piles, self.judgements)
        };
        again.tell_variables();
        again.conclude(doubt);
        (self.said, self.is_over) = (again.said, again.is_over);
    }

    /// Whether a way that may say something is to be told; where something `doubt`ful says what its author wrote for that, or
    /// that it could not decide.
    pub(super) fn is_wanted_aloud(&mut self, doubt: bool) -> bool {
        self.trace.wants(doubt && self.rule.unknowns.is_empty())
    }

    /// Tells what variables stand for; where something may be missing they are looked for again, as only the search knows what.
    fn tell_variables(&mut self) {
        let rule = self.rule;
        for (at, binding) in rule.bindings.iter().enumerate() {
            let stands = self.piles.slots.get(binding.slot).copied().unwrap_or(Val::Unknown);
            let may_miss = match &binding.bound {
                Bound::Each(noun) | Bound::All(noun) | Bound::Run(noun) => may_miss(noun),
                Bound::Value(of) => Misses::anywhere_in(of),
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

/// Whether that is so of any phrase of a value.
struct Misses(bool);

impl Misses {
    fn anywhere_in(value: &Expr) -> bool {
        let mut misses = Self(false);
        misses.value(value);
        misses.0
    }
}

impl<'a> Walk<'a> for Misses {
    fn noun(&mut self, of: &'a Noun) {
        self.0 |= may_miss(of);
        walk::noun(self, of);
    }
}
