//! The official masters: files as published come in, dated answers go out.
//!
//! In: bytes of official files with their names ([`SourceSet`]). Out: [`Masters`], asked by code and day, and the bytes
//! of a store ([`encode`], [`open`]). This crate does no I/O and reads no clock; docs/design/masters.md tells how editions,
//! updates and answers are defined, docs/masters.md tells users what to download.
//!
//! Reading order: [`column`] and [`kind`] (what files look like), `import` (one file a kind), `merge` and `timeline` (what
//! holds when), `snapshot` and `store` (how it is kept), [`Masters`] (how it is asked).

mod build;
mod calendar;
mod code_table;
pub mod column;
pub mod doc;
mod error;
#[cfg(test)]
mod fuzz;
mod import;
pub mod kind;
mod listing;
mod lookup;
mod masters;
mod pool;
mod publication;
mod relation;
mod row;
#[cfg(test)]
mod sample;
mod snapshot;
mod source;
mod starter;
mod store;
mod table;
mod value;
mod view;

pub use build::{Expectation, Report, Warning, build};
pub use calendar::{Revision, revisions};
pub use code_table::CodeTable;
pub use error::StoreError;
pub use import::{Fault, Problem, Refusal, Unlike, read};
pub use kind::FileKind;
pub use listing::{Edition, Knowledge, SourceInfo};
pub use lookup::{Cause, Lookup, Reason};
pub use masters::{CodeId, Masters};
pub use relation::{
    BasicFeeAddition, Case, Claim, CommentDemand, Contraindication, CountLimit, DoseLimit, Exclusion,
    FeeTableLinks, Included, InclusionUnit, Indication, Interaction, LongUse, ProcedureIndication, Related,
    Window,
};
pub use row::Row;
pub use source::{DatedBy, Form, Source, SourceSet};
pub use store::{encode, open, open_from};
pub use view::{
    AgeAddition, Comment, DigitField, Disease, Drug, Material, Modifier, Procedure, Section, Steps,
};
