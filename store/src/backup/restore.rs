//! Puts the lines of a dump into an empty place of either kind: all of them or none.

use std::io::BufRead;

use data_encoding::BASE64;

use super::TABLES;
use super::dump::FORMAT;
use super::line::{Line, Value};
use crate::error::{At, Problem, Result, StoreError};
use crate::open::{NEWEST, Place, Transaction, commit, within};
use crate::seal::KeyRing;
use crate::{Store, open};

fn bad() -> StoreError {
    StoreError::new("backup", Problem::Backup)
}

impl Store {
    /// Restores a dump into an empty place and opens it. An older dump goes through the migrations that it lacks.
    pub async fn restore<R: BufRead + Send>(place: &Place, keys: KeyRing, from: &mut R) -> Result<Self> {
        let mut lines = Lines { from, hasher: blake3::Hasher::new() };
        let schema = match lines.next()? {
            Some((Line::Dump { schema, .. }, _)) if schema > NEWEST => {
                return Err(StoreError::new("backup", Problem::Newer));
            }
            Some((Line::Dump { format: FORMAT, schema, .. }, _)) => schema,
            _ => return Err(bad()),
        };
        let _turn = open::Turn::at(place).await?;
        let store = open::connect(place, keys).await?;
        store.migrate_to(schema).await?;
        let mut work = store.begin().await?;
        must_be_empty(&mut work).await?;
        put_rows(&mut work, &mut lines).await?;
        commit(work).await?;
        store.make_ready().await?;
        Ok(store)
    }
}

struct Lines<'r, R> {
    from: &'r mut R,
    hasher: blake3::Hasher,
}

impl<R: BufRead> Lines<'_, R> {
    /// The next line, with the digest of all before it.
    fn next(&mut self) -> Result<Option<(Line, String)>> {
        let mut text = String::new();
        if self.from.read_line(&mut text).map_err(|_| bad())? == 0 {
            return Ok(None);
        }
        let before = self.hasher.finalize().to_hex().to_string();
        self.hasher.update(text.as_bytes());
        Ok(Some((Line::parse(&text)?, before)))
    }
}

/// Of an older schema some tables are not there yet: those are empty.
async fn must_be_empty(work: &mut Transaction) -> Result<()> {
    for table in ["accounts", "uploads", "audit", "audit_head"] {
        let statement = sqlx::AssertSqlSafe(format!("SELECT 1 AS n FROM {table} LIMIT 1"));
        if sqlx::query(statement).fetch_optional(within(work)).await.at(table)?.is_some() {
            return Err(StoreError::new(table, Problem::NotEmpty));
        }
    }
    Ok(())
}

async fn put_rows<R: BufRead>(work: &mut Transaction, lines: &mut Lines<'_, R>) -> Result<()> {
    let mut rows = 0;
    loop {
        match lines.next()?.ok_or_else(bad)? {
            (Line::Row { table, columns }, _) => put_row(work, &table, columns).await?,
            (Line::End { rows: told, digest }, before) if told == rows && digest == before => break,
            _ => return Err(bad()),
        }
        rows += 1;
    }
    if lines.next()?.is_some() { Err(bad()) } else { Ok(()) }
}

async fn put_row(work: &mut Transaction, table: &str, columns: Vec<(String, Value)>) -> Result<()> {
    let table = TABLES.iter().find(|known| **known == table).ok_or_else(bad)?;
    let named = |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    if columns.is_empty() || !columns.iter().all(|(name, _)| named(name)) {
        return Err(bad());
    }
    let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    let places: Vec<String> = (1..=columns.len()).map(|at| format!("${at}")).collect();
    // The table is one of ours and the names are small letters: nothing else of the dump is in the statement.
    let statement = format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), places.join(", "));
    let mut query = sqlx::query(sqlx::AssertSqlSafe(statement));
    for (_, value) in columns {
        query = match value {
            Value::Number(number) => query.bind(number),
            Value::Text(text) => query.bind(text),
            Value::Bytes { b } => query.bind(BASE64.decode(b.as_bytes()).map_err(|_| bad())?),
        };
    }
    query.execute(within(work)).await.at(table)?;
    Ok(())
}
