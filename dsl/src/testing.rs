//! Random rule files for the property tests: every construct of the tree, names and texts of every sort.

mod conditions;
mod items;
mod nouns;
mod values;
mod words;

pub(crate) use items::file;
