//! Opens the store: SQLite in a file or in memory, or PostgreSQL by a URL; and brings its schema up to date.

mod migrate;
mod pools;
mod turns;

use std::net::IpAddr;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{AnyConnection, AnyPool};
use tokio::sync::Semaphore;

use crate::error::{At, Problem, Result, StoreError};
use crate::seal::KeyRing;
pub use migrate::NEWEST;
pub(crate) use pools::copier;
pub(crate) use turns::Turn;

/// Where the store is.
#[derive(Clone)]
pub enum Place {
    /// In memory: gone when the last handle is dropped.
    Memory,
    /// SQLite in a file, which is made if there is none.
    File(PathBuf),
    /// PostgreSQL, as `postgres://…`.
    Url(String),
}

impl Place {
    /// From what a configuration says: a URL of PostgreSQL, or else a file.
    pub fn parse(text: &str) -> Self {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Self::Url(text.to_owned())
        } else {
            Self::File(PathBuf::from(text))
        }
    }
}

impl Place {
    /// Refuses a PostgreSQL elsewhere whose connection would fall back to plain text, or believe anybody's certificate.
    pub fn must_be_guarded(&self) -> Result<()> {
        let Self::Url(url) = self else { return Ok(()) };
        let options = PgConnectOptions::from_str(url).at("url")?;
        let host = options.get_host();
        let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
        let here = options.get_socket().is_some()
            || host.starts_with('/')
            || host.eq_ignore_ascii_case("localhost")
            || address.is_ok_and(|address| address.is_loopback());
        if here || matches!(options.get_ssl_mode(), PgSslMode::VerifyFull) {
            Ok(())
        } else {
            Err(StoreError::new("url", Problem::Plain))
        }
    }
}

// A URL may hold a password.
impl std::fmt::Debug for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Memory => f.write_str("Memory"),
            Self::File(path) => f.debug_tuple("File").field(path).finish(),
            Self::Url(_) => f.write_str("Url"),
        }
    }
}

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// A transaction that writes.
pub(crate) type Transaction = sqlx::Transaction<'static, sqlx::Any>;

/// The store. Clones share the same connections.
#[derive(Clone, Debug)]
pub struct Store {
    kind: Kind,
    file: Option<PathBuf>,
    reader: AnyPool,
    writer: AnyPool,
    keys: Arc<KeyRing>,
    /// Passwords are hashed by a few at a time: each takes 19 MiB and a core.
    pub(crate) hashing: Arc<Semaphore>,
}

impl Store {
    /// Opens the store, makes it if there is none, and brings its schema up to date.
    pub async fn open(place: &Place, keys: KeyRing) -> Result<Self> {
        let _turn = Turn::at(place).await?;
        let store = connect(place, keys).await?;
        store.make_ready().await?;
        Ok(store)
    }

    /// Runs all migrations and puts there what every store has.
    pub(crate) async fn make_ready(&self) -> Result<()> {
        self.migrate_to(NEWEST).await?;
        self.begin_trail().await
    }

    /// Runs the migrations up to a number.
    pub(crate) async fn migrate_to(&self, schema: i64) -> Result<()> {
        migrate::run(&self.writer, self.kind, schema).await
    }

    /// A store in memory with a key of its own, for trying out.
    pub async fn in_memory() -> Result<Self> {
        Self::open(&Place::Memory, KeyRing::random()?).await
    }

    /// Which database it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The file of SQLite.
    pub fn file(&self) -> Option<&std::path::Path> {
        self.file.as_deref()
    }

    /// Whether the database answers: for readiness.
    pub async fn ready(&self) -> Result<()> {
        sqlx::query("SELECT one FROM audit_head").fetch_one(&self.reader).await.at("audit_head")?;
        Ok(())
    }

    /// Lets running work finish and closes all connections. Whoever closes a file of SQLite last locks others out for a
    /// moment, without their being made to wait: hence a turn; without one it is closed all the same.
    pub async fn close(&self) {
        let _turn = match &self.file {
            Some(file) => Turn::of(file).await.ok(),
            None => None,
        };
        self.reader.close().await;
        self.writer.close().await;
    }

    pub(crate) fn keys(&self) -> &KeyRing {
        &self.keys
    }

    /// Where single statements read.
    pub(crate) fn reader(&self) -> &AnyPool {
        &self.reader
    }

    /// Where single statements write.
    pub(crate) fn writer(&self) -> &AnyPool {
        &self.writer
    }

    /// Begins a transaction that writes. SQLite takes its lock at once: a lock that is taken later can fail half way.
    pub(crate) async fn begin(&self) -> Result<Transaction> {
        match self.kind {
            Kind::Sqlite => self.writer.begin_with("BEGIN IMMEDIATE").await,
            Kind::Postgres => self.writer.begin().await,
        }
        .at("begin")
    }
}

/// Connects, whatever stands there.
pub(crate) async fn connect(place: &Place, keys: KeyRing) -> Result<Store> {
    let pools = pools::open(place).await?;
    let hashers = std::thread::available_parallelism().map_or(1, usize::from);
    Ok(Store {
        kind: pools.kind,
        file: if let Place::File(path) = place { Some(path.clone()) } else { None },
        reader: pools.reader,
        writer: pools.writer,
        keys: Arc::new(keys),
        hashing: Arc::new(Semaphore::new(hashers)),
    })
}

/// The connection of a transaction.
pub(crate) fn within(transaction: &mut Transaction) -> &mut AnyConnection {
    transaction
}

/// Commits: what follows may be acknowledged.
pub(crate) async fn commit(transaction: Transaction) -> Result<()> {
    transaction.commit().await.at("commit")
}

/// A text of people: not empty, at most so many bytes, no control characters.
pub(crate) fn checked_text(place: &'static str, text: &str, most: usize) -> Result<()> {
    if text.is_empty() || text.len() > most || text.chars().any(char::is_control) {
        Err(StoreError::new(place, Problem::Text))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn a_database_elsewhere_is_guarded_or_refused() {
        for (url, guarded) in [
            ("service.db", true),
            ("postgres://shinsa@localhost/shinsa", true),
            ("postgres://shinsa@127.0.0.1:5433/shinsa", true),
            ("postgres://shinsa@[::1]/shinsa", true),
            ("postgres://shinsa@%2Frun%2Fpostgresql/shinsa", true),
            ("postgres://shinsa@db.example/shinsa?sslmode=verify-full", true),
            ("postgresql://shinsa@10.0.0.5/shinsa?ssl-mode=verify-full", true),
            ("postgres://shinsa@db.example/shinsa", false),
            ("postgres://shinsa@db.example/shinsa?sslmode=prefer", false),
            ("postgres://shinsa@db.example/shinsa?sslmode=require", false),
            ("postgres://shinsa@db.example/shinsa?sslmode=verify-ca", false),
            ("postgres://shinsa@localhost/shinsa?host=db.example", false),
            ("postgres://shinsa@localhost.example/shinsa", false),
            ("postgres://shinsa@127.0.0.1/shinsa?hostaddr=10.0.0.5", false),
            ("postgres://shinsa@10.0.0.5/shinsa?sslmode=disable", false),
        ] {
            assert_eq!(Place::parse(url).must_be_guarded().is_ok(), guarded, "{url}");
        }
    }
}
