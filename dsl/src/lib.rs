//! The rule language: text in, a tree with places and diagnostics out, and text again in either surface.
//!
//! In: the text of a rule file. Out: [`ast::File`] and every [`Diagnostic`] of the file at once.
//! This crate never sees a receipt, does no I/O and reads no clock; docs/rule-language.md is its specification and
//! docs/design/language.md says why it is so.
//!
//! Reading order: `grammar.pest` (what may stand where), [`ast`] (what it means), `parse` (from one to the other),
//! [`print`] (and back), [`vocabulary`] (the closed word lists), [`diagnostic`] (what is said of errors).

pub mod ast;
pub mod check;
pub mod diagnostic;
pub mod parse;
pub mod print;
pub mod scaffold;
pub mod vocabulary;

pub use check::check;
pub use diagnostic::{Diagnostic, DiagnosticCode, Label, Message, Severity};
pub use parse::{Parsed, parse};
pub use print::{Unformatted, format, print};
pub use vocabulary::Surface;

#[cfg(test)]
mod testing;
