//! The service from outside: a server on a free port in this process, asked as browsers and programs ask it.
#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at a surprise"
)]

mod asking;
mod asp;
mod bounds;
mod database;
mod document;
mod effects;
mod exclusions;
mod forged;
mod full;
mod headers;
mod history;
mod isolation;
mod keys;
mod lasting;
mod looks;
#[path = "../cases/made.rs"]
mod made;
mod names;
mod quiet;
mod ready;
mod returns;
mod roles;
mod room;
mod rules;
mod running;
mod shapes;
mod sign_in;
mod slow;
mod starting;
mod stopping;
mod tls;
mod trail;
