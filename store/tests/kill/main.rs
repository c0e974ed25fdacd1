//! Kills whoever writes, and the database under it, at random moments: what was acknowledged is there whole, nothing is
//! half there, and what is sent again is not doubled.
//!
//! `SHINSA_STORE_KILLS` says how often (25 unless told otherwise).
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test may stop at a surprise, and says what it did"
)]

#[path = "../suite/postgres.rs"]
mod postgres;

mod parent;
mod writer;

use std::path::PathBuf;

use store::{KeyRing, Place, Store};

const PLACE: &str = "SHINSA_STORE_KILL_PLACE";
const KEYS: &str = "SHINSA_STORE_KILL_KEYS";
const FROM: &str = "SHINSA_STORE_KILL_FROM";

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    match std::env::var(PLACE) {
        Ok(place) => runtime.block_on(writer::write(&place)),
        Err(_) => runtime.block_on(parent::kill_and_look()),
    }
}

async fn open(place: &str, keys: &str) -> store::Result<Store> {
    Store::open(&Place::parse(place), KeyRing::open_or_make(&PathBuf::from(keys))?).await
}

/// The claims of a number: of every size from nothing to some chunks.
fn claims(number: u64) -> Vec<u8> {
    let size = match number % 4 {
        0 => 3_000_000,
        1 => 1 << 20,
        2 => 70_000,
        _ => number,
    };
    (0..size).map(|at| (at.wrapping_mul(31).wrapping_add(number) % 253) as u8).collect()
}

/// What was found in the receipts of a number.
fn receipts(number: u64) -> Vec<Vec<u8>> {
    (0..number % 200).map(|at| format!("{number}:{at}").into_bytes()).collect()
}
