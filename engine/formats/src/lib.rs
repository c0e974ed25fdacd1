//! The official lists and files that agencies send to institutions: written and read back from tables of their columns.
//!
//! What comes in: plain data of returns and changes, filled by the caller from settled results.
//! What goes out: bytes with their official names, notes of what had to be fitted, errors of what cannot be said.
//! This crate knows no rules, no masters and no files: it returns bytes and is given bytes.

pub mod asp_list;
pub mod change_list;
pub mod class;
pub mod codes;
pub mod column;
pub mod doc;
mod form;
pub mod intake_list;
mod issue;
pub mod name;
mod personal;
pub mod read;
mod reception;
pub mod reception_list;
pub mod refile;
mod request;
pub mod return_file;
pub mod return_list;
mod sheet;
#[cfg(test)]
mod testing;
pub mod text;

pub use issue::{Agency, Department, Institution, Issue, Medium};
pub use personal::Personal;
pub use reception::ReceptionNumber;
pub use request::Request;
pub use sheet::{Note, NoteKind, WriteError, WriteFault, Written};
