//! Figures for metrics: rows by table and the size of the database.

use crate::Store;
use crate::backup::TABLES;
use crate::error::{At, Result};
use crate::open::Kind;
use crate::rows::Columns;

/// What there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statistics {
    /// Rows of every table.
    pub rows: Vec<(&'static str, i64)>,
    /// Bytes of the database.
    pub bytes: i64,
}

impl Store {
    /// Counts rows and bytes.
    pub async fn statistics(&self) -> Result<Statistics> {
        let mut rows = Vec::new();
        for table in TABLES {
            // Names of tables are constants of this crate.
            let statement = sqlx::AssertSqlSafe(format!("SELECT COUNT(*) AS n FROM {table}"));
            let row = sqlx::query(statement).fetch_one(self.reader()).await.at(table)?;
            rows.push((*table, Columns::new(table, &row).number("n")?));
        }
        Ok(Statistics { rows, bytes: self.size().await? })
    }

    async fn size(&self) -> Result<i64> {
        let statement = match self.kind() {
            Kind::Sqlite => {
                "SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()"
            }
            Kind::Postgres => "SELECT pg_database_size(current_database()) AS bytes",
        };
        let row = sqlx::query(statement).fetch_one(self.reader()).await.at("size")?;
        Columns::new("size", &row).number("bytes")
    }
}
