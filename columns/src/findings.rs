//! `findings.parquet`.

use std::io::{self, Write};

use batch::{Joined, Output, Run};
use wire::{FindingRow, MasterRow};

use crate::group::{Adding, Cell, Column, write};

/// The columns, in the order in which [`add`] fills them.
const SCHEMA: &str = "
message findings {
  required binary id (UTF8);
  required binary file (UTF8);
  required int64 seq;
  optional int64 receipt;
  optional binary institution (UTF8);
  optional int32 month;
  required binary rule (UTF8);
  optional binary edition (UTF8);
  required binary check (UTF8);
  required binary certainty (UTF8);
  required binary conclusion (UTF8);
  optional binary reason_agency (UTF8);
  optional binary reason_edition (UTF8);
  optional binary reason_code (UTF8);
  optional binary official_code (UTF8);
  required binary level (UTF8);
  required group lines (LIST) { repeated group list { required group element {
    required binary file (UTF8);
    required int64 seq;
    required int64 line;
    optional binary code (UTF8);
    required binary role (UTF8);
    optional int32 month;
  } } }
  required group days (LIST) { repeated group list { required int32 element; } }
  required group rows (LIST) { repeated group list { required group element {
    required binary master (UTF8);
    optional binary code (UTF8);
    optional binary from (UTF8);
    optional binary until (UTF8);
    required binary columns (UTF8);
  } } }
  optional int64 points;
  optional binary doubt (UTF8);
  required binary message (UTF8);
  required binary advice (UTF8);
  required binary text (UTF8);
  required binary basis (UTF8);
  required binary state (UTF8);
  optional binary subsumed_by (UTF8);
}";

fn columns() -> Vec<Column> {
    let (t, i, l) = (Column::text, Column::int, Column::long);
    vec![
        t(),
        t(),
        l(),
        l(),
        t(),
        i(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(), // to level
        t(),
        l(),
        l(),
        t(),
        t(),
        i(), // lines
        i(),
        t(),
        t(),
        t(),
        t(),
        t(), // rows
        l(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
    ]
}

/// Writes `findings.parquet`.
#[derive(Clone, Copy, Debug)]
pub struct FindingColumns;

impl Output for FindingColumns {
    fn name(&self) -> &str {
        "findings.parquet"
    }

    fn write(&self, _: &Run, joined: Joined<'_>, to: &mut (dyn Write + Send)) -> io::Result<()> {
        write(SCHEMA, columns(), joined.open("findings")?, to, add)
    }
}

fn add(row: &[u8], to: &mut Adding<'_>) -> io::Result<()> {
    let one: FindingRow = serde_json::from_slice(row)?;
    to.one(Cell::Text(&one.id))?;
    to.one(Cell::Text(&one.file))?;
    to.one(number(one.seq)?)?;
    to.maybe(one.receipt.map(small))?;
    to.maybe(one.institution.as_deref().map(Cell::Text))?;
    to.maybe(one.month.map(small))?;
    to.one(Cell::Text(&one.rule))?;
    to.maybe(one.edition.as_deref().map(Cell::Text))?;
    for text in [&one.check, &one.certainty, &one.conclusion] {
        to.one(Cell::Text(text))?;
    }
    let reason = one.reason.as_ref();
    to.maybe(reason.map(|reason| Cell::Text(&reason.agency)))?;
    to.maybe(reason.map(|reason| Cell::Text(&reason.edition)))?;
    let mut letter = [0; 4];
    to.maybe(reason.map(|reason| Cell::Text(reason.code.encode_utf8(&mut letter))))?;
    to.maybe(one.official_code.as_deref().map(Cell::Text))?;
    to.one(Cell::Text(&one.level))?;
    add_lines(&one, to)?;
    to.list(one.days.iter().map(|day| Some(small(*day))), false)?;
    add_rows(&one, to)?;
    to.maybe(one.points.map(Cell::Number))?;
    to.maybe(one.doubt.as_deref().map(Cell::Text))?;
    for text in [&one.message, &one.advice, &one.text, &one.basis, &one.state] {
        to.one(Cell::Text(text))?;
    }
    to.maybe(one.subsumed_by.as_deref().map(Cell::Text))
}

fn add_lines(one: &FindingRow, to: &mut Adding<'_>) -> io::Result<()> {
    let lines = || one.lines.iter();
    let seqs = lines().map(|line| number(line.seq)).collect::<io::Result<Vec<_>>>()?;
    let places = lines().map(|line| number(line.line)).collect::<io::Result<Vec<_>>>()?;
    to.list(lines().map(|line| Some(Cell::Text(&line.file))), false)?;
    to.list(seqs.into_iter().map(Some), false)?;
    to.list(places.into_iter().map(Some), false)?;
    to.list(lines().map(|line| line.code.as_deref().map(Cell::Text)), true)?;
    to.list(lines().map(|line| Some(Cell::Text(&line.role))), false)?;
    to.list(lines().map(|line| line.month.map(small)), true)
}

/// The columns of a row stand in one text: `診療行為コード① 111000110、背反区分 1`.
fn add_rows(one: &FindingRow, to: &mut Adding<'_>) -> io::Result<()> {
    let rows = || one.rows.iter();
    let columns: Vec<String> = rows().map(MasterRow::columns_in_words).collect();
    to.list(rows().map(|row| Some(Cell::Text(&row.master))), false)?;
    to.list(rows().map(|row| row.code.as_deref().map(Cell::Text)), true)?;
    to.list(rows().map(|row| row.from.as_deref().map(Cell::Text)), true)?;
    to.list(rows().map(|row| row.until.as_deref().map(Cell::Text)), true)?;
    to.list(columns.iter().map(|columns| Some(Cell::Text(columns))), false)
}

fn small(n: u32) -> Cell<'static> {
    Cell::Number(i64::from(n))
}

pub(crate) fn number(n: u64) -> io::Result<Cell<'static>> {
    i64::try_from(n).map(Cell::Number).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails when it panics")]

    use parquet::file::reader::{FileReader, SerializedFileReader};

    use super::{SCHEMA, add, columns, write};

    #[test]
    fn a_finding_is_read_back() {
        let row = r#"{"id":"a1","file":"f.UKE","seq":2,"receipt":null,"institution":"131234567","month":202406,"rule":"R","edition":null,"check":"age","certainty":"definite","conclusion":"assess","reason":{"agency":"fund","edition":"2010","code":"F"},"official_code":null,"level":"L4","lines":[{"file":"f.UKE","seq":2,"line":8,"code":"160022510","role":"subject"},{"file":"f.UKE","seq":2,"line":9,"code":null,"role":"witness","month":202405}],"days":[1,30],"rows":[{"master":"haihan_day","code":null,"from":"2024-06-01","until":null,"columns":[{"item":2,"name":"診療行為コード①","value":"111000110"},{"item":8,"name":"背反区分","value":"1"}]}],"points":-3,"doubt":null,"message":"m","advice":"","text":"t","basis":"告示","state":"won","subsumed_by":null}"#;
        let mut bytes = Vec::new();
        write(SCHEMA, columns(), row.as_bytes(), &mut bytes, add).unwrap();
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        let read = reader.get_row_iter(None).unwrap().next().unwrap().unwrap().to_string();
        let lines = r#"lines: [{file: "f.UKE", seq: 2, line: 8, code: "160022510", role: "subject", month: null}, {file: "f.UKE", seq: 2, line: 9, code: null, role: "witness", month: 202405}], days: [1, 30], rows: [{master: "haihan_day", code: null, from: "2024-06-01", until: null, columns: "診療行為コード① 111000110、背反区分 1"}], points: -3"#;
        assert!(read.contains(lines), "{read}");
        assert!(read.contains(r#"receipt: null, institution: "131234567", month: 202406"#), "{read}");
        assert!(read.ends_with(r#"basis: "告示", state: "won", subsumed_by: null}"#), "{read}");
    }
}
