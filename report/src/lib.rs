//! What is made of a screening for people: a page to look at, and tables to open elsewhere.
//!
//! Each is a [`batch::Output`]: it is made of the counts and the joined outputs of a run, and the same results give the same
//! bytes. Nothing here judges. docs/report.md says what stands where.

pub mod bar;
mod before_after;
mod examples;
mod institutions;
pub mod map;
mod overlays;
mod page;
mod rule_branches;
mod sheets;
mod titles;
pub mod uniform;
mod words;

pub use before_after::write_before_after;
pub use institutions::Institutions;
pub use overlays::Overlay;
pub use page::Page;
pub use rule_branches::RuleBranches;
pub use sheets::{FindingSheet, ReceiptSheet};
pub use titles::{Title, Titles};
pub use words::{percent, share};
