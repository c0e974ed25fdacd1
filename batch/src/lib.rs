//! Screening in batch: files become units of work, each unit's results are whole or not there, outputs are joined last.
//!
//! What comes in: [`Inputs`] as a user names them and a [`Revision`] of rules, masters and settings. What goes out: a folder
//! with `findings.jsonl`, `receipts.jsonl`, `defects.jsonl` and, last of all, `run.json`. Whoever is killed goes on where it
//! stood, and writes the same bytes. docs/design/screening.md says why it is so.

mod before_after;
mod chain;
mod compare;
mod counts;
mod decisions;
mod efforts;
mod error;
mod folder;
mod history;
mod join;
mod log;
mod official;
mod output;
mod plan;
mod progress;
mod render;
mod returns;
mod rows;
mod run;
mod screen;
mod segment;
mod unit;
mod verify;

pub use before_after::{BeforeAfter, before_after};
pub use chain::{Broken, Fault, Head};
pub use compare::{
    AtHand, Comparison, Difference, Example, RuleDifference, Side, Tally, Unread, aspect_name, compare,
    compare_at_hand,
};
pub use counts::{Counts, InstitutionCount, RuleCount};
pub use efforts::{Bill, Efforts, bills};
pub use error::{BatchError, Step};
pub use folder::State;
pub use log::{LogError, LogState, append, verify_log};
pub use official::{
    Asked, FileFigures, ForPeople, Left, NamedClaim, Official, decided, for_people, official,
};
pub use output::{Joined, Output};
pub use plan::{Inputs, Plan};
pub use progress::Progress;
pub use returns::Returns;
pub use rows::{FindingDifference, FirstDifference, finding_difference, first_difference};
pub use run::{Coverage, Goals, Run, Stream};
pub use screen::{Revision, Settings, screen};
pub use verify::{Wrong, run_of, verify_run};
