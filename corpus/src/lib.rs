//! Makes up whole months of medical claims with labelled errors, and damages claim files; both from a seed.
//!
//! In: a [`Config`] and the [`masters::Masters`] that the claims shall comply with.
//! Out: the bytes of claim files, and a [`Label`] for every error put in.
//! The same seed, config and masters give the same bytes for any number of threads; memory does not grow with the size.
//! This crate never checks claims: what it calls compliant is so by construction (docs/design/corpus.md).

mod calendar;
mod catalog;
mod codes;
mod course;
pub mod damage;
mod draft;
mod errors;
mod label;
mod people;
mod random;
mod settle;
mod stream;
mod write;

pub use label::Label;
pub use stream::{Config, CorpusError, Kind, Progress, Summary, generate};

/// The kinds of errors that can be put in, in the order of the contract.
pub fn kinds() -> impl Iterator<Item = model::CheckKind> {
    errors::REGISTRY.iter().map(|error| error.kind)
}
