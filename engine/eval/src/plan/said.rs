//! What is said before any receipt is there: of one code, and of all codes of a master at once, a bit for each.
//!
//! PERF: rules join what their sets and conditions say of tens of thousands of codes some hundred times a month; in words
//! of bits that is nothing beside asking.

use fixedbitset::FixedBitSet;

use crate::tri::Tri;

/// What is said of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    pub holds: Tri,
    /// Whether a master could not tell something on the way.
    pub caused: bool,
}

impl Said {
    pub const YES: Self = Self { holds: Tri::Yes, caused: false };
    pub const NO: Self = Self { holds: Tri::No, caused: false };

    pub const fn and(self, other: Self) -> Self {
        Self { holds: self.holds.and(other.holds), caused: self.caused || other.caused }
    }
}

/// What is said of each code of a master, by its dense number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SaidOfAll {
    /// Those of which it holds.
    yes: FixedBitSet,
    /// Those of which it holds or may hold.
    may: FixedBitSet,
    caused: FixedBitSet,
}

impl SaidOfAll {
    /// "No" of every code.
    pub fn no(codes: usize) -> Self {
        let none = FixedBitSet::with_capacity(codes);
        Self { yes: none.clone(), may: none.clone(), caused: none }
    }

    /// "Yes" of every code.
    pub fn yes(codes: usize) -> Self {
        let mut all = Self::no(codes);
        all.insert(0..codes);
        all
    }

    /// Nothing is known of any code.
    pub fn unknown(codes: usize) -> Self {
        let mut all = Self::no(codes);
        all.may.insert_range(..);
        all
    }

    /// How many codes there are.
    pub fn len(&self) -> usize {
        self.may.len()
    }

    /// "Yes" of some codes.
    pub fn of(codes: FixedBitSet) -> Self {
        let caused = FixedBitSet::with_capacity(codes.len());
        Self { may: codes.clone(), yes: codes, caused }
    }

    /// "Yes" of a run of codes.
    pub fn insert(&mut self, range: std::ops::Range<usize>) {
        self.yes.insert_range(range.clone());
        self.may.insert_range(range);
    }

    /// Says the same of some codes.
    pub fn set_all(&mut self, codes: &FixedBitSet, said: Said) {
        let all = [
            (said.holds == Tri::Yes, &mut self.yes),
            (said.holds != Tri::No, &mut self.may),
            (said.caused, &mut self.caused),
        ];
        for (_, of) in all.into_iter().filter(|(is_said, _)| *is_said) {
            of.union_with(codes);
        }
    }

    /// Says something of one code.
    pub fn set(&mut self, at: usize, said: Said) {
        self.yes.set(at, said.holds == Tri::Yes);
        self.may.set(at, said.holds != Tri::No);
        self.caused.set(at, said.caused);
    }

    /// The same, but of some codes what something else says of them.
    pub fn but_for(&self, codes: &FixedBitSet, other: &Self) -> Self {
        let mixed = |own: &FixedBitSet, other: &FixedBitSet| {
            let (mut own, mut other) = (own.clone(), other.clone());
            own.difference_with(codes);
            other.intersect_with(codes);
            own.union_with(&other);
            own
        };
        Self {
            yes: mixed(&self.yes, &other.yes),
            may: mixed(&self.may, &other.may),
            caused: mixed(&self.caused, &other.caused),
        }
    }

    pub fn and(&mut self, other: &Self) {
        self.yes.intersect_with(&other.yes);
        self.may.intersect_with(&other.may);
        self.caused.union_with(&other.caused);
    }

    pub fn or(&mut self, other: &Self) {
        self.yes.union_with(&other.yes);
        self.may.union_with(&other.may);
        self.caused.union_with(&other.caused);
    }

    pub fn not(mut self) -> Self {
        std::mem::swap(&mut self.yes, &mut self.may);
        self.yes.toggle_range(..);
        self.may.toggle_range(..);
        self
    }

    /// Codes of which "no" is not said.
    pub const fn may(&self) -> &FixedBitSet {
        &self.may
    }

    /// Codes of which "yes" is said, with every master telling.
    pub fn surely(&self) -> FixedBitSet {
        let mut surely = self.yes.clone();
        surely.difference_with(&self.caused);
        surely
    }
}

#[cfg(test)]
mod tests {
    use super::{Said, SaidOfAll};
    use crate::tri::Tri;

    const ALL: [Tri; 3] = [Tri::Yes, Tri::No, Tri::Unknown];

    /// Every pair of answers, of the first and of the second of two conditions.
    fn pairs() -> Vec<(Said, Said)> {
        let of = |caused: bool| ALL.map(|holds| Said { holds, caused });
        let all: Vec<Said> = of(false).into_iter().chain(of(true)).collect();
        all.iter().flat_map(|&one| all.iter().map(move |&other| (one, other))).collect()
    }

    fn of_all(said: impl Iterator<Item = Said>) -> SaidOfAll {
        let mut all = SaidOfAll::no(pairs().len());
        said.enumerate().for_each(|(at, said)| all.set(at, said));
        all
    }

    #[test]
    fn bits_say_what_answers_say_one_by_one() {
        let (one, other) =
            (of_all(pairs().into_iter().map(|of| of.0)), of_all(pairs().into_iter().map(|of| of.1)));
        let joined = |how: fn(Tri, Tri) -> Tri| {
            let of =
                |(a, b): (Said, Said)| Said { holds: how(a.holds, b.holds), caused: a.caused || b.caused };
            of_all(pairs().into_iter().map(of))
        };
        let (mut and, mut or) = (one.clone(), one.clone());
        and.and(&other);
        or.or(&other);
        assert_eq!((and, or), (joined(Tri::and), joined(Tri::or)));
        let not = |of: (Said, Said)| Said { holds: of.0.holds.not(), ..of.0 };
        assert_eq!(one.not(), of_all(pairs().into_iter().map(not)));
    }

    #[test]
    fn sure_is_what_holds_with_every_master_telling() {
        let said = of_all(pairs().into_iter().map(|of| of.0));
        let sure = |(at, of): (usize, (Said, Said))| (of.0 == Said::YES).then_some(at);
        assert!(said.surely().ones().eq(pairs().into_iter().enumerate().filter_map(sure)));
    }
}
