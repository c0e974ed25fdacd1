//! The slow twin of the rule engine: rules are evaluated on their trees, as docs/rule-language.md 5 says, part by part.
//!
//! It shares no index, compiler, plan or thread with the engine: sets are tried code by code, tables row by row, noun phrases
//! thing by thing. Reading order: `known` (answers and values), `things`, `nouns`, `values`, `conditions`, `run`, `verdicts`;
//! `generate` makes books and patients, `compare` asks both, `shrink` makes a disagreement small.

mod all;
pub mod calendar;
pub mod claims;
pub mod compare;
mod conditions;
mod fields;
pub mod generate;
pub mod known;
pub mod made_masters;
mod nouns;
pub mod random;
pub mod run;
mod sets;
pub mod shrink;
pub mod things;
pub mod trial;
mod values;
pub mod verdicts;
mod windows;
