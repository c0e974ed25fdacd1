//! The table of insured persons that was named with `--eligibility`, with its digest.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use eligibility::{COLUMNS, Table, TableError};
use model::{Lang, Text};

use crate::exit::{Misused, io_cause};

/// Opens it; what is wrong with it is said with the line and the column, never with what stands there.
pub fn open(path: Option<&Path>, lang: Lang) -> anyhow::Result<Option<(Table, String)>> {
    let Some(path) = path else { return Ok(None) };
    let name = path.display();
    let file = File::open(path).map_err(|error| Misused(format!("{name}: {}", io_cause(&error, lang))))?;
    let mut hashed = Hashed { source: BufReader::new(file), hasher: blake3::Hasher::new() };
    match Table::read(&mut hashed) {
        Ok(table) => Ok(Some((table, hashed.hasher.finalize().to_hex().to_string()))),
        Err(error) => Err(Misused(format!("{name}: {}", told(&error, lang))).into()),
    }
}

fn told(error: &TableError, lang: Lang) -> String {
    let columns = COLUMNS.join(",");
    match (error, lang) {
        (TableError::Form(cause), Lang::Ja) => {
            format!("資格の一覧（UTF-8のCSV）として読めません: {cause}")
        }
        (TableError::Form(cause), Lang::En) => format!("cannot be read as CSV in UTF-8: {cause}"),
        (TableError::Column(column), Lang::Ja) => {
            format!("1行目に列「{column}」がありません。列は {columns} です")
        }
        (TableError::Column(column), Lang::En) => {
            format!("no column {column} in the first row; the columns are {columns}")
        }
        (TableError::Value { line, column }, lang) => {
            let day = if column.ends_with('日') {
                Text::new("（日は西暦のYYYYMMDD、8桁で書きます）", " (a day is written as YYYYMMDD)")
            } else {
                Text::new("", "")
            };
            let day = day.in_lang(lang);
            match lang {
                Lang::Ja => format!("{line}行目の「{column}」の値が読めません{day}"),
                Lang::En => format!("line {line}, column {column}: cannot be read{day}"),
            }
        }
    }
}

/// Bytes with their digest, as they come by.
struct Hashed {
    source: BufReader<File>,
    hasher: blake3::Hasher,
}

impl Read for Hashed {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        let n = self.source.read(to)?;
        self.hasher.update(to.get(..n).unwrap_or_default());
        Ok(n)
    }
}
