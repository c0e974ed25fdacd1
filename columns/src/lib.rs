//! Findings, receipts and rules by branch of a screening as Parquet files, written in groups of rows so that memory is bounded.
//!
//! Columns have the names of the keys in the JSON lines (docs/report.md); the same rows give the same bytes.

mod findings;
mod group;
mod receipts;
mod rule_branches;

pub use findings::FindingColumns;
pub use receipts::ReceiptColumns;
pub use rule_branches::RuleBranchColumns;
