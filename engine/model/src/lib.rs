//! Words of the domain: dates, codes, amounts, claims, places, defects and findings.
//!
//! What comes in: nothing. What goes out: types that every other crate speaks.
//! This crate holds no logic beyond what keeps a word well-formed: no parsing of files, no look-ups, no I/O.
//! Wire formats (JSON, Parquet, HTTP) are separate types in the edge crates; nothing here derives `Serialize`.

mod amount;
mod branch;
mod check;
mod claim;
mod code;
mod date;
mod defect;
mod effect;
mod finding;
mod institution;
mod lang;
mod level;
mod master_row;
mod place;
mod queue;
mod record;

pub use amount::{Points, Quantity, Yen};
pub use branch::{Branch, PREFECTURES};
pub use check::CheckKind;
pub use claim::{BurdenSet, ClaimKind, ClaimType, Coverage, Holder, PayerSlot, Sex};
pub use code::{CommentCode, DiseaseCode, DrugCode, MaterialCode, ModifierCode, ProcedureCode};
pub use date::{Date, Era, Month};
pub use defect::{Defect, DefectKind, DefectSpec, Detail};
pub use effect::{Effect, Share};
pub use finding::{Certainty, Conclusion, Finding, FindingLine, LineRole, LinkedLine};
pub use institution::{InstitutionKind, InstitutionNumber};
pub use lang::{Lang, Text};
pub use level::Level;
pub use master_row::MasterRow;
pub use place::{Place, Span};
pub use queue::Queue;
pub use record::RecordId;
