//! `review()`: the whole flow of a claim file, in one readable function.
//!
//! What comes in: a stream of bytes, masters, a configuration. What goes out: reviewed batches in file order, each with
//! its defects and findings, and a summary. Before it, [`gather`] takes in the patients' other claims, if they are given. The result is the same for any number of threads and any size of batch.

mod again;
mod flow;
mod gather;
mod idle;
mod institutions;
mod pair;
mod rules;
mod settle;
mod summary;
mod walk;

pub mod session;
pub use flow::{Config, Outcome, Reviewed, Shadow, review, review_with};
pub use gather::gather;
pub use idle::Idle;
pub use institutions::{Institutions, RegisterFault, RegisterFaultKind};
pub use pair::{PairOutcome, review_pair};
pub use rules::RuleWork;
pub use settle::Decided;
pub use summary::Summary;
pub use walk::walk;
