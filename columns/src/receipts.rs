//! `receipts.parquet`.

use std::io::{self, Write};

use batch::{Joined, Output, Run};
use wire::ReceiptRow;

use crate::findings::number;
use crate::group::{Adding, Cell, Column, write};

/// The columns, in the order in which [`add`] fills them.
const SCHEMA: &str = "
message receipts {
  required binary file (UTF8);
  required int64 seq;
  optional int64 receipt;
  optional binary institution (UTF8);
  optional int32 month;
  required binary disposition (UTF8);
  optional binary queue (UTF8);
  optional int64 points_claimed;
  optional int64 points_after;
  required int64 findings;
  required group not_evaluated (LIST) { repeated group list { required group element {
    required binary rule (UTF8);
    required binary cause (UTF8);
    required int64 codes;
  } } }
}";

fn columns() -> Vec<Column> {
    let (t, i, l) = (Column::text, Column::int, Column::long);
    vec![t(), l(), l(), t(), i(), t(), t(), l(), l(), l(), t(), t(), l()]
}

/// Writes `receipts.parquet`.
#[derive(Clone, Copy, Debug)]
pub struct ReceiptColumns;

impl Output for ReceiptColumns {
    fn name(&self) -> &str {
        "receipts.parquet"
    }

    fn write(&self, _: &Run, joined: Joined<'_>, to: &mut (dyn Write + Send)) -> io::Result<()> {
        write(SCHEMA, columns(), joined.open("receipts")?, to, add)
    }
}

fn add(row: &[u8], to: &mut Adding<'_>) -> io::Result<()> {
    let one: ReceiptRow = serde_json::from_slice(row)?;
    let small = |n: u32| Cell::Number(i64::from(n));
    to.one(Cell::Text(&one.file))?;
    to.one(number(one.seq)?)?;
    to.maybe(one.receipt.map(small))?;
    to.maybe(one.institution.as_deref().map(Cell::Text))?;
    to.maybe(one.month.map(small))?;
    to.one(Cell::Text(&one.disposition))?;
    to.maybe(one.queue.as_deref().map(Cell::Text))?;
    to.maybe(one.points_claimed.map(Cell::Number))?;
    to.maybe(one.points_after.map(Cell::Number))?;
    to.one(number(one.findings)?)?;
    let open = || one.not_evaluated.iter();
    to.list(open().map(|open| Some(Cell::Text(&open.rule))), false)?;
    to.list(open().map(|open| Some(Cell::Text(&open.cause))), false)?;
    to.list(open().map(|open| Some(small(open.codes))), false)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails when it panics")]

    use parquet::file::reader::{FileReader, SerializedFileReader};

    use super::{SCHEMA, add, columns, write};

    #[test]
    fn a_receipt_is_read_back() {
        let row = r#"{"file":"f","seq":1,"receipt":5,"institution":null,"month":202406,"disposition":"review","queue":"staff","points_claimed":100,"points_after":null,"findings":0,"not_evaluated":[{"rule":"A","cause":"c","codes":1},{"rule":"B","cause":"d","codes":2}]}"#;
        let mut bytes = Vec::new();
        write(SCHEMA, columns(), row.as_bytes(), &mut bytes, add).unwrap();
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        let read = reader.get_row_iter(None).unwrap().next().unwrap().unwrap().to_string();
        assert_eq!(
            read,
            r#"{file: "f", seq: 1, receipt: 5, institution: null, month: 202406, disposition: "review", queue: "staff", points_claimed: 100, points_after: null, findings: 0, not_evaluated: [{rule: "A", cause: "c", codes: 1}, {rule: "B", cause: "d", codes: 2}]}"#
        );
    }
}
