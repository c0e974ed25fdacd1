//! Brings the schema up to date: the migrations of both databases and those of the one at hand, in the order of their numbers.

use sqlx::AnyPool;
use sqlx::migrate::{MigrateError, Migration, Migrator};

use super::Kind;
use crate::error::{At, Problem, Result, StoreError};

static BOTH: Migrator = sqlx::migrate!("migrations/both");
static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// The newest schema that this program knows.
pub const NEWEST: i64 = 12;

/// All migrations of a database.
pub fn migrations(kind: Kind) -> Vec<Migration> {
    let own = match kind {
        Kind::Sqlite => &SQLITE,
        Kind::Postgres => &POSTGRES,
    };
    let mut all: Vec<Migration> = BOTH.iter().chain(own.iter()).cloned().collect();
    all.sort_by_key(|migration| migration.version);
    all
}

/// Runs what is missing; refuses what a newer program wrote. Of those who open a place at once, one after the other does
/// (`turns.rs`; PostgreSQL has a lock for this).
pub async fn run(pool: &AnyPool, kind: Kind, to: i64) -> Result<()> {
    Migrator::with_migrations(migrations(kind)).run_to(to, pool).await.or_else(|error| match error {
        MigrateError::VersionMissing(version) if version > NEWEST => Err(problem(Problem::Newer)),
        MigrateError::VersionMissing(_) | MigrateError::VersionMismatch(_) | MigrateError::Dirty(_) => {
            Err(problem(Problem::OtherSchema))
        }
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => Err(error).at("migrate"),
        _ => Err(problem(Problem::Database)),
    })
}

fn problem(problem: Problem) -> StoreError {
    StoreError::new("migrate", problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_databases_have_the_same_numbers_once_up_to_the_newest() {
        let numbers = |kind| migrations(kind).iter().map(|one| one.version).collect::<Vec<i64>>();
        let versions = numbers(Kind::Sqlite);
        assert_eq!(versions, numbers(Kind::Postgres));
        assert!(versions.is_sorted_by(|one, next| one < next), "{versions:?}");
        assert_eq!(versions.last(), Some(&NEWEST));
    }
}
