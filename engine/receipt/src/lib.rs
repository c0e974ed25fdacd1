//! Bytes ⇄ receipts: layouts, reading into columns, checking of form, writing.
//!
//! What comes in: the bytes of a claim file, in batches cut between receipts.
//! What goes out: a [`Batch`] of columns plus [`model::Defect`]s; reading never fails as a whole.
//! This crate knows no masters, no rules and no files: bytes are given to it.

pub mod batch;
pub mod characters;
pub mod cut;
pub mod form;
pub mod layout;
pub mod read;
pub mod records;
pub mod scan;
pub mod tables;

pub use batch::{Batch, Frame, Institution};
pub use characters::Encoding;
pub use read::read;
pub use records::RecordKind;
pub mod write;
