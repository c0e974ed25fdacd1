//! The service from outside: a server on a free port in this process, asked as browsers and programs ask it.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at a surprise"
)]

mod asking;
mod bounds;
mod document;
mod effects;
mod forged;
mod headers;
mod isolation;
mod keys;
mod lasting;
mod names;
mod quiet;
mod roles;
mod rules;
mod running;
mod sign_in;
mod starting;
mod stopping;
