//! The database that the tests run on: SQLite in memory, or with `SHINSA_TEST_DATABASE=postgresql` a PostgreSQL of their
//! own, a database for each service.

#[allow(dead_code, reason = "one of the suites kills the server, the other only starts it")]
#[path = "../../../../store/tests/suite/postgres.rs"]
mod postgres;

use std::sync::OnceLock;

pub use postgres::Cluster;

/// A cluster that is ended with this process; none, and a word about it, where PostgreSQL is not installed.
pub fn cluster() -> Option<Cluster> {
    postgres::own_cluster()
}

/// The URL of an empty database where PostgreSQL was asked for.
pub async fn asked_for() -> Option<String> {
    static SHARED: OnceLock<Option<Cluster>> = OnceLock::new();
    match std::env::var("SHINSA_TEST_DATABASE").as_deref() {
        Ok("postgresql") => {}
        Ok(other) if !other.is_empty() => panic!("SHINSA_TEST_DATABASE={other}: only postgresql is known"),
        _ => return None,
    }
    let cluster =
        SHARED.get_or_init(cluster).as_ref().expect("PostgreSQL was asked for and is not installed");
    Some(cluster.new_database().await)
}
