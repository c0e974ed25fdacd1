//! Screening in batch: files become units of work, each unit's results are whole or not there, outputs are joined last.
//!
//! What comes in: [`Inputs`] as a user names them and a [`Revision`] of rules, masters and settings. What goes out: a folder
//! with `findings.jsonl`, `receipts.jsonl`, `defects.jsonl` and, last of all, `run.json`. Whoever is killed goes on where it
//! stood, and writes the same bytes. docs/design/screening.md says why it is so.

mod counts;
mod error;
mod folder;
mod history;
mod join;
mod official;
mod plan;
mod progress;
mod render;
mod returns;
mod run;
mod screen;
mod segment;
mod unit;

pub use counts::{Counts, InstitutionCount, RuleCount};
pub use error::{BatchError, Step};
pub use folder::State;
pub use official::{Asked, Official, official};
pub use plan::{Inputs, Plan};
pub use progress::Progress;
pub use returns::Returns;
pub use run::{Coverage, Goals, Run, Stream};
pub use screen::{Revision, Settings, screen};
