//! One suite for both databases: each case runs on SQLite in memory, in a file, and on PostgreSQL where `initdb` is found.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test may stop at a surprise"
)]

mod places;
mod postgres;

mod accounts;
mod audit;
mod backup;
mod cases;
mod figures;
mod linked;
mod returned;
mod sessions;
mod uploads;
mod waiting;
