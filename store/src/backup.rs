//! Backups: a copy of the file (SQLite), or all rows as lines that either database takes back; sealed values stay sealed.
//!
//! The lines are also the way from SQLite to PostgreSQL and back. Keys are not in a backup: without its key file a backup
//! opens nothing that is sealed.

mod copy;
mod dump;
mod line;
mod restore;

pub use dump::Dumped;

/// Every table of ours, in an order in which rows can be put in again; a test holds it against the schema.
pub const TABLES: &[&str] = &[
    "accounts",
    "recovery_codes",
    "sign_in_attempts",
    "sessions",
    "api_keys",
    "uploads",
    "upload_counts",
    "upload_chunks",
    "upload_sheets",
    "idempotency",
    "exclusions",
    "returned_lists",
    "months",
    "cases",
    "case_seats",
    "case_events",
    "case_rules",
    "case_verdicts",
    "case_decided",
    "case_linked",
    "relations",
    "figures",
    "figure_files",
    "figure_rules",
    "figure_open",
    "audit",
    "audit_head",
];
