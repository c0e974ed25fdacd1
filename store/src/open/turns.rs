//! Those who open a file of SQLite take turns: making it, turning WAL on and bringing its schema up to date get in each other's way.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::Place;
use super::pools::for_the_owner_alone;
use crate::error::{Problem, Result, StoreError};

/// How long to wait for those who came first: a slow disk takes seconds for a new store.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long until the next look.
const PAUSE: Duration = Duration::from_millis(10);

/// A turn at a place; over when it is dropped, and when the program dies.
pub struct Turn(#[expect(dead_code, reason = "holds the lock until it is dropped")] File);

impl Turn {
    /// Waits for a turn where one is needed: PostgreSQL has a lock of its own, and nobody else knows a store in memory.
    pub async fn at(place: &Place) -> Result<Option<Self>> {
        match place {
            Place::File(path) => Self::of(path).await.map(Some),
            Place::Memory | Place::Url(_) => Ok(None),
        }
    }

    /// Waits for a turn at a file.
    pub async fn of(path: &Path) -> Result<Self> {
        let mut name = path.as_os_str().to_owned();
        name.push(".opening");
        let mut options = OpenOptions::new();
        for_the_owner_alone(options.append(true).create(true));
        let file = options.open(PathBuf::from(name)).map_err(|_| problem(Problem::Unreachable))?;
        let began = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self(file)),
                Err(TryLockError::WouldBlock) if began.elapsed() < PATIENCE => {
                    tokio::time::sleep(PAUSE).await
                }
                Err(TryLockError::WouldBlock) => return Err(problem(Problem::Busy)),
                Err(TryLockError::Error(_)) => return Err(problem(Problem::Unreachable)),
            }
        }
    }
}

fn problem(problem: Problem) -> StoreError {
    StoreError::new("opening", problem)
}
