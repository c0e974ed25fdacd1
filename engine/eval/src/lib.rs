//! Rules that run: a checked rule book becomes programs, and a receipt becomes judgements.
//!
//! Reading order: [`Reading`] (texts to a checked book), [`compile()`] (names, fields, sets, tables resolved once), `program` (what it becomes), `plan` (which
//! rules a receipt of a month can wake), [`Book::judge`] (a receipt against it), `run` (things, windows, values, conditions,
//! verdicts).
//! docs/rule-language.md, section 5, says what each word means; docs/design/engine.md why the engine is as it is.

mod book;
pub mod catalogue;
mod compile;
pub mod coverage;
pub mod example;
pub mod explain;
pub mod facts;
mod plan;
mod program;
mod reading;
mod run;
mod tri;
mod words;

pub use book::{Book, Config, Scratch, Work};
pub use compile::{Compiled, Difference, Fault, Refused, compile, compile_branch};
pub use plan::show::{Planned, Wakes, WhyNot};
pub use program::Rule;
pub use reading::Reading;
pub use run::{Answer, Earlier, Judgement, NamedElsewhere, NamedLine, OtherClaim, Rests};
