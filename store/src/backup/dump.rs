//! All rows as lines, as they were at one moment.

use std::io::Write;

use futures_util::TryStreamExt;

use super::TABLES;
use super::line::{Line, line_of};
use crate::Store;
use crate::error::{At, Problem, Result, StoreError};
use crate::open::{Kind, NEWEST, Transaction, within};
use crate::words::Now;

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dumped {
    /// Rows in all.
    pub rows: u64,
    /// BLAKE3 of the lines.
    pub digest: String,
}

/// Edition of the lines.
pub const FORMAT: u32 = 1;

/// Writes lines and hashes them.
struct Out<'w, W> {
    to: &'w mut W,
    hasher: blake3::Hasher,
    rows: u64,
}

impl<W: Write> Out<'_, W> {
    fn line(&mut self, line: &Line) -> Result<()> {
        let text = line.to_text()?;
        self.hasher.update(text.as_bytes());
        self.to.write_all(text.as_bytes()).map_err(|_| StoreError::new("backup", Problem::Backup))
    }
}

impl Store {
    /// Writes all rows. The caller makes what it writes to durable.
    pub async fn dump<W: Write + Send>(&self, to: &mut W, now: Now) -> Result<Dumped> {
        let mut moment = self.moment().await?;
        let mut out = Out { to, hasher: blake3::Hasher::new(), rows: 0 };
        out.line(&Line::Dump { format: FORMAT, schema: NEWEST, made: now.0 })?;
        for table in TABLES {
            dump_table(&mut moment, table, &mut out).await?;
        }
        moment.rollback().await.at("backup")?;
        let digest = out.hasher.finalize().to_hex().to_string();
        let rows = out.rows;
        out.line(&Line::End { rows, digest: digest.clone() })?;
        out.to.flush().map_err(|_| StoreError::new("backup", Problem::Backup))?;
        Ok(Dumped { rows, digest })
    }

    /// A transaction that sees the store as it is now, whatever others write meanwhile.
    async fn moment(&self) -> Result<Transaction> {
        let begin = match self.kind() {
            Kind::Sqlite => "BEGIN DEFERRED",
            Kind::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        self.reader().begin_with(begin).await.at("backup")
    }
}

async fn dump_table<W: Write>(
    moment: &mut Transaction,
    table: &'static str,
    out: &mut Out<'_, W>,
) -> Result<()> {
    // Names of tables are constants of this crate.
    let statement = sqlx::AssertSqlSafe(format!("SELECT * FROM {table}"));
    let mut rows = sqlx::query(statement).fetch(within(moment));
    while let Some(row) = rows.try_next().await.at(table)? {
        out.line(&line_of(table, &row)?)?;
        out.rows += 1;
    }
    Ok(())
}
