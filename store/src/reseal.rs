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

/// Every column that holds sealed values; a test holds them against the schema.
const COLUMNS: &[Column] = &[
    Column {
        table: "accounts",
        column: "totp",
        read: "SELECT id AS at, CAST(0 AS BIGINT) AS chunk, totp_key AS k, totp AS v FROM accounts
               WHERE totp_key <> $1 LIMIT $2",
        write: "UPDATE accounts SET totp = $1, totp_key = $2 WHERE id = $3 AND CAST($4 AS BIGINT) = 0 AND totp_key = $5",
        count: "SELECT totp_key AS k, COUNT(*) AS n FROM accounts WHERE totp_key IS NOT NULL GROUP BY totp_key",
    },
    Column {
        table: "uploads",
        column: "file_name",
        read: "SELECT id AS at, CAST(0 AS BIGINT) AS chunk, file_name_key AS k, file_name AS v FROM uploads
               WHERE file_name_key <> $1 LIMIT $2",
        write: "UPDATE uploads SET file_name = $1, file_name_key = $2
                WHERE id = $3 AND CAST($4 AS BIGINT) = 0 AND file_name_key = $5",
        count: "SELECT file_name_key AS k, COUNT(*) AS n FROM uploads WHERE file_name_key IS NOT NULL
                GROUP BY file_name_key",
    },
    Column {
        table: "uploads",
        column: "head",
        read: "SELECT id AS at, CAST(0 AS BIGINT) AS chunk, head_key AS k, head AS v FROM uploads
               WHERE head_key <> $1 LIMIT $2",
        write: "UPDATE uploads SET head = $1, head_key = $2 WHERE id = $3 AND CAST($4 AS BIGINT) = 0 AND head_key = $5",
        count: "SELECT head_key AS k, COUNT(*) AS n FROM uploads WHERE head_key IS NOT NULL GROUP BY head_key",
    },
    Column {
        table: "upload_chunks",
        column: "sealed",
        read: "SELECT upload AS at, seq AS chunk, key_id AS k, sealed AS v FROM upload_chunks
               WHERE key_id <> $1 LIMIT $2",
        write: "UPDATE upload_chunks SET sealed = $1, key_id = $2 WHERE upload = $3 AND seq = $4 AND key_id = $5",
        count: "SELECT key_id AS k, COUNT(*) AS n FROM upload_chunks GROUP BY key_id",
    },
    Column {
        table: "upload_sheets",
        column: "sealed",
        read: "SELECT upload AS at, seq AS chunk, key_id AS k, sealed AS v FROM upload_sheets
               WHERE key_id <> $1 LIMIT $2",
        write: "UPDATE upload_sheets SET sealed = $1, key_id = $2 WHERE upload = $3 AND seq = $4 AND key_id = $5",
        count: "SELECT key_id AS k, COUNT(*) AS n FROM upload_sheets GROUP BY key_id",
    },
    Column {
        table: "exclusions",
        column: "reason",
        read: "SELECT id AS at, CAST(0 AS BIGINT) AS chunk, reason_key AS k, reason AS v FROM exclusions
               WHERE reason_key <> $1 LIMIT $2",
        write: "UPDATE exclusions SET reason = $1, reason_key = $2
                WHERE id = $3 AND CAST($4 AS BIGINT) = 0 AND reason_key = $5",
        count: "SELECT reason_key AS k, COUNT(*) AS n FROM exclusions GROUP BY reason_key",
    },
    Column {
        table: "exclusions",
        column: "about",
        read: "SELECT id AS at, CAST(0 AS BIGINT) AS chunk, about_key AS k, about AS v FROM exclusions
               WHERE about_key <> $1 LIMIT $2",
        write: "UPDATE exclusions SET about = $1, about_key = $2
                WHERE id = $3 AND CAST($4 AS BIGINT) = 0 AND about_key = $5",
        count: "SELECT about_key AS k, COUNT(*) AS n FROM exclusions WHERE about_key IS NOT NULL GROUP BY about_key",
    },
    Column {
        table: "returned_lists",
        column: "file_name",
        read: "SELECT id AS at, CAST(0 AS BIGINT) AS chunk, file_name_key AS k, file_name AS v FROM returned_lists
               WHERE file_name_key <> $1 LIMIT $2",
        write: "UPDATE returned_lists SET file_name = $1, file_name_key = $2
                WHERE id = $3 AND CAST($4 AS BIGINT) = 0 AND file_name_key = $5",
        count: "SELECT file_name_key AS k, COUNT(*) AS n FROM returned_lists GROUP BY file_name_key",
    },
    Column {
        table: "returned_lists",
        column: "said",
        read: "SELECT id AS at, CAST(0 AS BIGINT) AS chunk, said_key AS k, said AS v FROM returned_lists
               WHERE said_key <> $1 LIMIT $2",
        write: "UPDATE returned_lists SET said = $1, said_key = $2
                WHERE id = $3 AND CAST($4 AS BIGINT) = 0 AND said_key = $5",
        count: "SELECT said_key AS k, COUNT(*) AS n FROM returned_lists GROUP BY said_key",
    },
    Column {
        table: "cases",
        column: "claim",
        read: "SELECT id AS at, CAST(0 AS BIGINT) AS chunk, claim_key AS k, claim AS v FROM cases
               WHERE claim_key <> $1 LIMIT $2",
        write: "UPDATE cases SET claim = $1, claim_key = $2 WHERE id = $3 AND CAST($4 AS BIGINT) = 0 AND claim_key = $5",
        count: "SELECT claim_key AS k, COUNT(*) AS n FROM cases WHERE claim_key IS NOT NULL GROUP BY claim_key",
    },
    Column {
        table: "cases",
        column: "found",
        read: "SELECT id AS at, CAST(0 AS BIGINT) AS chunk, found_key AS k, found AS v FROM cases
               WHERE found_key <> $1 LIMIT $2",
        write: "UPDATE cases SET found = $1, found_key = $2 WHERE id = $3 AND CAST($4 AS BIGINT) = 0 AND found_key = $5",
        count: "SELECT found_key AS k, COUNT(*) AS n FROM cases WHERE found_key IS NOT NULL GROUP BY found_key",
    },
    Column {
        table: "case_events",
        column: "event",
        read: "SELECT case_id AS at, seq AS chunk, event_key AS k, event AS v FROM case_events
               WHERE event_key <> $1 LIMIT $2",
        write: "UPDATE case_events SET event = $1, event_key = $2 WHERE case_id = $3 AND seq = $4 AND event_key = $5",
        count: "SELECT event_key AS k, COUNT(*) AS n FROM case_events GROUP BY event_key",
    },
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
