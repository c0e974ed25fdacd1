//! Why a rule said something of a receipt, or why it did not: the same run as judging, with somebody who listens.
//!
//! Nothing here evaluates: `recorder` writes down what `run` does, `tell` puts it into the words of the rule.
//! docs/rule-book.md shows what a reader sees.

mod brief;
mod recorder;
mod tell;
#[cfg(test)]
mod tests;
mod things;
mod values;

use masters::FileKind;
use model::{Date, Month};

use crate::run::Judgement;
pub use crate::run::trace::Section;
pub use brief::Spoken;
pub use tell::Explainer;
pub use things::days_in_words;

/// Whether a clause held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// It held.
    Yes,
    /// It did not.
    No,
    /// Nobody can tell.
    Unknown,
}

/// What a rule came to on a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It fired.
    Fired,
    /// It could not decide, and says what its author wrote for that.
    Referred,
    /// It could not decide.
    Undecided,
    /// It says nothing.
    Silent,
}

/// Why it went no further.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// It said something.
    Told,
    /// It speaks of inpatients or outpatients only.
    Setting,
    /// The month lies outside its days.
    Dates,
    /// Nothing is there for a variable, by its place.
    Nothing(usize),
    /// A clause failed: in its own words.
    Clause(String),
    /// An exception took it away, by its number.
    Exception(usize),
    /// No verdict was drawn.
    NoVerdict,
}

/// Why one rule said what it said of one receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The rule, in [`crate::Book::rules`].
    pub rule: usize,
    /// What it came to.
    pub outcome: Outcome,
    /// Whether the index tried it on this receipt.
    pub is_woken: bool,
    /// What it says, as judging says it.
    pub judgements: Vec<Judgement>,
    /// How many ways through its variables there were; of a rule explained in brief ([`Explainer::told`]) those that might
    /// have said something.
    pub ways: usize,
    /// How many of them said something.
    pub said: usize,
    /// Those that said something; of a silent rule the one that came furthest.
    pub shown: Vec<Way>,
    /// Why a silent rule went no further.
    pub stop: Stop,
}

/// One way through the variables of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// What each variable stands for, as far as it came.
    pub variables: Vec<Variable>,
    /// The clauses that were asked.
    pub clauses: Vec<Clause>,
    /// The verdicts that were drawn, by number and in words.
    pub verdicts: Vec<(usize, String)>,
    /// Where it ended.
    pub stop: Stop,
}

/// A variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// As written, name and all.
    pub words: String,
    /// What it stands for; `None`: nothing was found.
    pub value: Option<Value>,
    /// What was looked for, where that says more: things that came near, and why there may be more.
    pub searches: Vec<Search>,
}

/// A value that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number, a day, a text.
    Plain(String),
    /// Things.
    Things {
        /// The first of them.
        shown: Vec<Thing>,
        /// How many surely.
        sure: usize,
        /// How many perhaps.
        perhaps: usize,
        /// Whether there may be more.
        open: bool,
    },
}

/// Something on a receipt or in a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    /// What kind of thing, in words.
    pub kind: &'static str,
    /// The month of another claim on which it stands; `None`: the judged receipt.
    pub elsewhere: Option<Month>,
    /// Physical lines of its file.
    pub lines: Vec<u64>,
    /// Its code with all its digits.
    pub code: Option<String>,
    /// What the master calls it.
    pub name: String,
    /// The days in which it lies.
    pub days: Option<(Date, Date)>,
    /// The row of the master or table that speaks of it.
    pub row: Option<MasterRow>,
}

/// A row of a master or a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MasterRow {
    /// Of which file.
    pub file: FileKind,
    /// Its key: the code, or the columns with codes and classes.
    pub key: String,
    /// From when until when it holds; `None`: without an end.
    pub days: (Option<Date>, Option<Date>),
    /// Whether no publication speaks of the day: the newest known row was taken.
    pub is_provisional: bool,
}

/// How a clause is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// Of itself.
    One,
    /// All of its parts must hold (かつ).
    All,
    /// One of its parts must hold (又は).
    Any,
}

/// A clause that was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Which one.
    pub section: Section,
    /// As written.
    pub words: String,
    /// How it is made of its parts.
    pub made: Made,
    /// Whether it held.
    pub holds: Holds,
    /// The values that were read, left before right.
    pub values: Vec<Value>,
    /// What was looked for in it.
    pub searches: Vec<Search>,
    /// Why it could not be decided.
    pub causes: Vec<String>,
    /// The clauses in it.
    pub parts: Vec<Self>,
}

/// A noun phrase that was looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// As written.
    pub words: String,
    /// What it found.
    pub found: Value,
    /// Why there may be more.
    pub doubts: Vec<String>,
    /// What came near.
    pub misses: Vec<Miss>,
}

/// Something that came near, and what kept it out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// What.
    pub thing: Thing,
    /// Which parts of the noun phrase it did not surely meet, in their words.
    pub against: Vec<(String, Holds)>,
    /// What was asked of it in particular.
    pub filter: Option<Clause>,
}

impl Clause {
    /// The innermost clause that could not be decided.
    pub fn first_undecided(&self) -> Option<&Self> {
        let inside = self.parts.iter().find_map(Self::first_undecided);
        inside.or_else(|| (self.holds == Holds::Unknown).then_some(self))
    }

    /// The innermost clause on which it hangs that this one did not hold.
    pub fn first_failed(&self) -> &Self {
        let wanted = |part: &&Self| part.holds == self.holds;
        self.parts.iter().find(wanted).map_or(self, Self::first_failed)
    }
}
