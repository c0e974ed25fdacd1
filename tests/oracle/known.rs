//! What is known: answers of three kinds, numbers between two ends, and values.

use model::{Date, Month};

use super::things::Thing;

/// An answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Holds,
    Fails,
    Undecided,
}
use Answer::{Fails, Holds, Undecided};

impl Answer {
    /// …でない.
    pub const fn not(self) -> Self {
        match self {
            Holds => Fails,
            Fails => Holds,
            Undecided => Undecided,
        }
    }

    /// かつ: fails when one part fails, whatever is undecided beside it.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let parts: Vec<Self> = parts.into_iter().collect();
        match () {
            () if parts.contains(&Fails) => Fails,
            () if parts.contains(&Undecided) => Undecided,
            () => Holds,
        }
    }

    /// 又は: holds when one part holds, whatever is undecided beside it.
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::all(parts.into_iter().map(Self::not)).not()
    }
}

impl From<bool> for Answer {
    fn from(yes: bool) -> Self {
        if yes { Holds } else { Fails }
    }
}

/// A number in 1/100,000 between two ends; an end that is not known is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ends {
    pub least: Option<i128>,
    pub most: Option<i128>,
}

/// What makes one.
pub const ONE: i128 = 100_000;

impl Ends {
    /// A number that is known.
    pub const fn exactly(number: i128) -> Self {
        Self { least: Some(number), most: Some(number) }
    }

    /// A whole number that is known.
    pub const fn whole(number: i128) -> Self {
        Self::exactly(number * ONE)
    }

    /// The number, where both ends meet.
    pub fn known(self) -> Option<i128> {
        self.least.filter(|_| self.least == self.most)
    }

    /// From the lesser of two numbers to the greater.
    pub fn hull(self, other: Self) -> Self {
        Self {
            least: self.least.zip(other.least).map(|(a, b)| a.min(b)),
            most: self.most.zip(other.most).map(|(a, b)| a.max(b)),
        }
    }

    /// Whether one number is above another.
    pub fn above(self, other: Self) -> Answer {
        let surely = self.least.zip(other.most).is_some_and(|(a, b)| a > b);
        let never = self.most.zip(other.least).is_some_and(|(a, b)| a <= b);
        decided(surely, never)
    }

    /// Whether two numbers are equal.
    pub fn equals(self, other: Self) -> Answer {
        let surely = self.known().zip(other.known()).is_some_and(|(a, b)| a == b);
        let apart = |a: Self, b: Self| a.most.zip(b.least).is_some_and(|(most, least)| most < least);
        decided(surely, apart(self, other) || apart(other, self))
    }
}

const fn decided(surely: bool, never: bool) -> Answer {
    match (surely, never) {
        (true, _) => Holds,
        (_, true) => Fails,
        _ => Undecided,
    }
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    NotKnown,
    Number(Ends),
    Date(Date),
    Month(Month),
    Code(u32),
    Text(String),
    Truth(bool),
    Thing(Thing),
    Group(Found),
    Patient,
    Receipt,
}

impl Value {
    /// A number, unless nothing is known of it.
    pub fn number(ends: Ends) -> Self {
        if ends.least.is_none() && ends.most.is_none() { Self::NotKnown } else { Self::Number(ends) }
    }

    /// A whole number that is known.
    pub const fn whole(number: i128) -> Self {
        Self::Number(Ends::whole(number))
    }

    /// Its ends; none where it is not known.
    pub const fn ends(&self) -> Ends {
        match self {
            Self::Number(ends) => *ends,
            _ => Ends { least: None, most: None },
        }
    }

    /// A value where it is known.
    pub fn of<T>(known: Option<T>, make: impl FnOnce(T) -> Self) -> Self {
        known.map_or(Self::NotKnown, make)
    }
}

/// What a noun phrase finds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// What is surely meant.
    pub sure: Vec<Thing>,
    /// What may be meant.
    pub perhaps: Vec<Thing>,
    /// Whether there may be more than is known.
    pub more: bool,
    /// From which day on there is no more; none where it may lie anywhere.
    pub settled: Option<Date>,
}

impl Found {
    /// Whether there is such a thing.
    pub fn exists(&self) -> Answer {
        match () {
            () if !self.sure.is_empty() => Holds,
            () if self.perhaps.is_empty() && !self.more => Fails,
            () => Undecided,
        }
    }
}
