//! Changes keys: what earlier keys sealed is sealed anew by the current one, a few values at a time, while the store is used.

use crate::Store;
use crate::error::{At, Result};
use crate::rows::Columns;
use crate::seal::Spot;

/// A column of sealed values. `read` takes a key id and a limit; `write` the new value, its key, row, chunk, the old key.
struct Column {
    table: &'static str,
    column: &'static str,
    read: &'static str,
    write: &'static str,
    count: &'static str,
}

/// A column of sealed values by its table, its name and that of its key; of a table with several rows a thing, by the names of
/// the thing and of the number among its rows, too.
macro_rules! sealed {
    ($table:literal, $column:literal, $key:literal) => {
        sealed!($table, $column, $key, "id", "CAST(0 AS BIGINT)")
    };
    ($table:literal, $column:literal, $key:literal, $at:literal, $chunk:literal) => {
        Column {
            table: $table,
            column: $column,
            read: concat!(
                "SELECT ",
                $at,
                " AS at, ",
                $chunk,
                " AS chunk, ",
                $key,
                " AS k, ",
                $column,
                " AS v FROM ",
                $table,
                " WHERE ",
                $key,
                " <> $1 LIMIT $2"
            ),
            write: concat!(
                "UPDATE ",
                $table,
                " SET ",
                $column,
                " = $1, ",
                $key,
                " = $2 WHERE ",
                $at,
                " = $3 AND ",
                $chunk,
                " = CAST($4 AS BIGINT) AND ",
                $key,
                " = $5"
            ),
            count: concat!(
                "SELECT ",
                $key,
                " AS k, COUNT(*) AS n FROM ",
                $table,
                " WHERE ",
                $key,
                " IS NOT NULL GROUP BY ",
                $key
            ),
        }
    };
}

/// Every column that holds sealed values; a test holds them against the schema.
const COLUMNS: &[Column] = &[
    sealed!("accounts", "totp", "totp_key"),
    sealed!("uploads", "file_name", "file_name_key"),
    sealed!("uploads", "head", "head_key"),
    sealed!("upload_chunks", "sealed", "key_id", "upload", "seq"),
    sealed!("upload_sheets", "sealed", "key_id", "upload", "seq"),
    sealed!("exclusions", "reason", "reason_key"),
    sealed!("exclusions", "about", "about_key"),
    sealed!("returned_lists", "file_name", "file_name_key"),
    sealed!("returned_lists", "said", "said_key"),
    sealed!("cases", "claim", "claim_key"),
    sealed!("cases", "found", "found_key"),
    sealed!("case_linked", "claim", "claim_key", "case_id", "seq"),
    sealed!("case_linked", "found", "found_key", "case_id", "seq"),
    sealed!("case_events", "event", "event_key", "case_id", "seq"),
];

impl Store {
    /// Seals at most so many values of each column anew and says how many it did; nought when none is left.
    pub async fn reseal(&self, most: i64) -> Result<u64> {
        let mut done = 0;
        for column in COLUMNS {
            done += self.reseal_column(column, most).await?;
        }
        Ok(done)
    }

    /// How many values each key sealed, by key: a key without values may leave the key file.
    pub async fn sealed_by(&self) -> Result<Vec<(String, i64)>> {
        let mut counts = std::collections::BTreeMap::new();
        for column in COLUMNS {
            let rows = sqlx::query(column.count).fetch_all(self.reader()).await.at(column.table)?;
            for row in &rows {
                let row = Columns::new(column.table, row);
                *counts.entry(row.text("k")?).or_insert(0) += row.number("n")?;
            }
        }
        Ok(counts.into_iter().collect())
    }

    async fn reseal_column(&self, column: &Column, most: i64) -> Result<u64> {
        let current = self.keys().ids().next().unwrap_or_default().to_owned();
        let rows = sqlx::query(column.read)
            .bind(current)
            .bind(most)
            .fetch_all(self.reader())
            .await
            .at(column.table)?;
        let mut done = 0;
        for row in &rows {
            let row = Columns::new(column.table, row);
            let (at, chunk, key) = (row.text("at")?, row.number("chunk")?, row.text("k")?);
            let place = u64::try_from(chunk).map_err(|_| row.damaged())?;
            let spot = Spot { table: column.table, row: &at, column: column.column, chunk: place };
            let sealed = self.keys().seal(spot, &self.keys().open(spot, &key, &row.bytes("v")?)?)?;
            // Only over the value that was read: whoever changed or deleted it meanwhile comes first.
            let written = sqlx::query(column.write)
                .bind(sealed.bytes)
                .bind(sealed.key_id)
                .bind(&at)
                .bind(chunk)
                .bind(key)
                .execute(self.writer())
                .await
                .at(column.table)?;
            done += written.rows_affected();
        }
        Ok(done)
    }
}
