//! One line of a dump: a JSON object. Bytes are base64 under `b`, so that they are not taken for text.

use data_encoding::BASE64;
use serde::{Deserialize, Serialize};
use sqlx::any::{AnyRow, AnyTypeInfoKind};
use sqlx::{Column, Row, ValueRef};

use crate::error::{At, Problem, Result, StoreError};

/// What a line says.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum Line {
    /// The first line.
    Dump {
        /// Edition of this form.
        format: u32,
        /// Newest migration of the store it came from.
        schema: i64,
        /// When.
        made: i64,
    },
    /// A row; columns without a value are left out.
    Row {
        /// Its table.
        table: String,
        /// Names and values.
        columns: Vec<(String, Value)>,
    },
    /// The last line: nothing is missing before it.
    End {
        /// How many rows came.
        rows: u64,
        /// BLAKE3 of all lines before this one, with their ends.
        digest: String,
    },
}

/// A value of a column.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// A number.
    Number(i64),
    /// A text.
    Text(String),
    /// Bytes.
    Bytes {
        /// In base64.
        b: String,
    },
}

impl Line {
    /// As text with its end.
    pub fn to_text(&self) -> Result<String> {
        let mut text = serde_json::to_string(self).map_err(|_| StoreError::new("backup", Problem::Backup))?;
        text.push('\n');
        Ok(text)
    }

    /// From a line of text.
    pub fn parse(text: &str) -> Result<Self> {
        serde_json::from_str(text).map_err(|_| StoreError::new("backup", Problem::Backup))
    }
}

/// A row of a table as a line.
pub fn line_of(table: &'static str, row: &AnyRow) -> Result<Line> {
    let mut columns = Vec::new();
    for column in row.columns() {
        let name = column.name();
        let value = row.try_get_raw(name).at(table)?;
        if value.is_null() {
            continue;
        }
        let value = match value.type_info().kind() {
            AnyTypeInfoKind::Blob => {
                Value::Bytes { b: BASE64.encode(&row.try_get::<Vec<u8>, _>(name).at(table)?) }
            }
            AnyTypeInfoKind::Text => Value::Text(row.try_get(name).at(table)?),
            _ => Value::Number(row.try_get(name).at(table)?),
        };
        columns.push((name.to_owned(), value));
    }
    Ok(Line::Row { table: table.to_owned(), columns })
}
