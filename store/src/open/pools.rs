//! Connections: for SQLite one that writes and several that read; for PostgreSQL one pool.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AnyConnection, AnyPool, ConnectOptions, Connection, Executor};

use super::{Kind, Place};
use crate::error::{At, Problem, Result, StoreError};

/// What a place gives.
pub struct Pools {
    pub kind: Kind,
    pub reader: AnyPool,
    pub writer: AnyPool,
}

const MEMORY: &str = "sqlite::memory:";

/// How long to wait for a connection before saying that the store is busy.
const WAIT: Duration = Duration::from_secs(10);

// WAL: readers and the writer do not wait for each other. FULL: what is acknowledged is on the disk.
const WRITER: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000; \
    PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY";
const READER: &str = "PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA query_only = ON";

/// Connects.
pub async fn open(place: &Place) -> Result<Pools> {
    sqlx::any::install_default_drivers();
    match place {
        Place::Memory => {
            let pool = pool(MEMORY, 1, Some(WRITER)).await?;
            Ok(Pools { kind: Kind::Sqlite, reader: pool.clone(), writer: pool })
        }
        Place::File(path) => file(path).await,
        Place::Url(url) => {
            let pool = pool(url, 16, None).await?;
            Ok(Pools { kind: Kind::Postgres, reader: pool.clone(), writer: pool })
        }
    }
}

/// The writer first: it makes the file and turns WAL on.
async fn file(path: &Path) -> Result<Pools> {
    for_the_owner(path)?;
    let url = SqliteConnectOptions::new().filename(path).create_if_missing(true).to_url_lossy();
    let writer = pool(url.as_str(), 1, Some(WRITER)).await?;
    let reader = pool(url.as_str(), 8, Some(READER)).await?;
    Ok(Pools { kind: Kind::Sqlite, reader, writer })
}

async fn pool(url: &str, most: u32, pragmas: Option<&'static str>) -> Result<AnyPool> {
    let options = AnyConnectOptions::from_str(url).at("url")?.disable_statement_logging();
    // One connection first: a pool that cannot connect tries on until its time is over and then says only that it is.
    one(&options, pragmas).await?.close().await.at("connect")?;
    let in_memory = url == MEMORY;
    AnyPoolOptions::new()
        .max_connections(most)
        // A file does not go away as a server does, and asking goes through another thread each time.
        .test_before_acquire(!url.starts_with("sqlite"))
        .acquire_timeout(WAIT)
        // A memory database goes with its connection.
        .idle_timeout(None)
        .max_lifetime(None)
        .after_connect(move |connection, _| {
            Box::pin(async move {
                if let Some(pragmas) = pragmas {
                    connection.execute(sqlx::raw_sql(pragmas)).await?;
                }
                Ok(())
            })
        })
        // SQLite ends a transaction itself when the disk is full; sqlx does not learn of that and would begin none again.
        .before_acquire(move |connection, _| {
            let usable = in_memory || !connection.is_in_transaction();
            Box::pin(async move { Ok(usable) })
        })
        .connect_with(options)
        .await
        .at("connect")
}

async fn one(options: &AnyConnectOptions, pragmas: Option<&'static str>) -> Result<AnyConnection> {
    let mut connection = AnyConnection::connect_with(options).await.at("connect")?;
    if let Some(pragmas) = pragmas {
        connection.execute(sqlx::raw_sql(pragmas)).await.at("connect")?;
    }
    Ok(connection)
}

/// A connection of its own that is to copy the file: those that read may not, and the one that writes is needed.
pub async fn copier(path: &Path) -> Result<AnyConnection> {
    let url = SqliteConnectOptions::new().filename(path).to_url_lossy();
    let options = AnyConnectOptions::from_str(url.as_str()).at("url")?.disable_statement_logging();
    one(&options, Some("PRAGMA busy_timeout = 10000; PRAGMA temp_store = MEMORY")).await
}

/// Makes the file readable for its owner alone; SQLite gives its companions the same permissions.
fn for_the_owner(path: &Path) -> Result<()> {
    let mut options = std::fs::OpenOptions::new();
    for_the_owner_alone(options.append(true).create_new(true));
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(_) => Err(StoreError::new("file", Problem::Unreachable)),
    }
}

/// What is made with these options is readable for its owner alone.
pub fn for_the_owner_alone(options: &mut std::fs::OpenOptions) {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
}
