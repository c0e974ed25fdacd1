//! Rules of the house, kept by tests: layers, module docs, file sizes, links, glossary.

mod files;
mod glossary;
mod layers;
mod links;

pub use files::root;
