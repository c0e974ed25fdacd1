//! A group of rows, column by column, on its way into a Parquet file.

use std::io::{self, BufRead, Write};
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;

/// Rows of a group: some 60 MB of findings in memory, and few enough groups that a reader is quick.
const ROWS: usize = 1 << 16;

enum Values {
    Text(Vec<ByteArray>),
    Int(Vec<i32>),
    Long(Vec<i64>),
}

/// Values of a column with their levels, as Parquet has them.
pub(crate) struct Column {
    values: Values,
    /// How much of the path to a value is there; used where something may be missing.
    definition: Vec<i16>,
    /// 0 for the first value of a row, 1 for the others.
    repetition: Vec<i16>,
}

impl Column {
    const fn of(values: Values) -> Self {
        Self { values, definition: Vec::new(), repetition: Vec::new() }
    }

    pub(crate) const fn text() -> Self {
        Self::of(Values::Text(Vec::new()))
    }

    pub(crate) const fn int() -> Self {
        Self::of(Values::Int(Vec::new()))
    }

    pub(crate) const fn long() -> Self {
        Self::of(Values::Long(Vec::new()))
    }

    /// Adds a value, or that there is none; `definition` is the level of what is there.
    pub(crate) fn put(
        &mut self,
        value: Option<Cell<'_>>,
        definition: i16,
        repetition: i16,
    ) -> io::Result<()> {
        self.definition.push(definition);
        self.repetition.push(repetition);
        match (&mut self.values, value) {
            (_, None) => {}
            (Values::Text(values), Some(Cell::Text(text))) => values.push(ByteArray::from(text)),
            (Values::Int(values), Some(Cell::Number(n))) => values.push(narrow(n)?),
            (Values::Long(values), Some(Cell::Number(n))) => values.push(n),
            (_, Some(_)) => return Err(io::Error::other("a cell of another type than its column")),
        }
        Ok(())
    }

    fn write(
        &mut self,
        group: &mut SerializedRowGroupWriter<'_, impl Write + Send>,
    ) -> Result<(), ParquetError> {
        let mut writer =
            group.next_column()?.ok_or_else(|| ParquetError::General("too many columns".into()))?;
        let (definition, repetition) = (Some(self.definition.as_slice()), Some(self.repetition.as_slice()));
        match &mut self.values {
            Values::Text(values) => {
                writer.typed::<ByteArrayType>().write_batch(values, definition, repetition)?;
                values.clear();
            }
            Values::Int(values) => {
                writer.typed::<Int32Type>().write_batch(values, definition, repetition)?;
                values.clear();
            }
            Values::Long(values) => {
                writer.typed::<Int64Type>().write_batch(values, definition, repetition)?;
                values.clear();
            }
        }
        self.definition.clear();
        self.repetition.clear();
        writer.close()
    }
}

fn narrow(n: i64) -> io::Result<i32> {
    i32::try_from(n).map_err(|_| io::Error::other(format!("{n} does not fit its column")))
}

/// A value of a column.
#[derive(Clone, Copy)]
pub(crate) enum Cell<'a> {
    Text(&'a str),
    Number(i64),
}

/// The columns of a row that is being added, one after the other.
pub(crate) struct Adding<'a>(std::slice::IterMut<'a, Column>);

impl Adding<'_> {
    fn next(&mut self) -> io::Result<&mut Column> {
        self.0.next().ok_or_else(|| io::Error::other("more cells than columns"))
    }

    /// A value that is always there.
    pub(crate) fn one(&mut self, cell: Cell<'_>) -> io::Result<()> {
        self.next()?.put(Some(cell), 0, 0)
    }

    /// A value that may be missing.
    pub(crate) fn maybe(&mut self, cell: Option<Cell<'_>>) -> io::Result<()> {
        self.next()?.put(cell, i16::from(cell.is_some()), 0)
    }

    /// A list; where `optional`, each value may be missing.
    pub(crate) fn list<'c>(
        &mut self,
        cells: impl Iterator<Item = Option<Cell<'c>>>,
        optional: bool,
    ) -> io::Result<()> {
        let column = self.next()?;
        let mut any = false;
        for cell in cells {
            let definition = if optional && cell.is_some() { 2 } else { 1 };
            column.put(cell, definition, i16::from(any))?;
            any = true;
        }
        if any { Ok(()) } else { column.put(None, 0, 0) }
    }
}

/// Writes rows of text as a Parquet file.
pub(crate) fn write(
    schema: &str,
    mut columns: Vec<Column>,
    mut rows: impl BufRead,
    to: &mut (dyn Write + Send),
    add: impl Fn(&[u8], &mut Adding<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let schema = Arc::new(parse_message_type(schema).map_err(io::Error::other)?);
    let properties = Arc::new(WriterProperties::builder().set_compression(Compression::SNAPPY).build());
    let mut file = SerializedFileWriter::new(to, schema, properties).map_err(io::Error::other)?;
    let mut row = Vec::new();
    let mut held = 0;
    loop {
        row.clear();
        let more = rows.read_until(b'\n', &mut row)? > 0;
        if more {
            add(&row, &mut Adding(columns.iter_mut()))?;
            held += 1;
        }
        if held == ROWS || (!more && held > 0) {
            let mut group = file.next_row_group().map_err(io::Error::other)?;
            columns.iter_mut().try_for_each(|column| column.write(&mut group)).map_err(io::Error::other)?;
            group.close().map_err(io::Error::other)?;
            held = 0;
        }
        if !more {
            file.close().map_err(io::Error::other)?;
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails when it panics")]

    use parquet::file::reader::{FileReader, SerializedFileReader};

    use super::{Adding, Cell, Column, ROWS, write};

    const SCHEMA: &str = "message m {
        required int64 n;
        optional binary name (UTF8);
        required group of (LIST) { repeated group list { optional int32 element; } }
    }";

    fn add(row: &[u8], to: &mut Adding<'_>) -> std::io::Result<()> {
        let n: i64 = std::str::from_utf8(row).unwrap().trim().parse().unwrap();
        to.one(Cell::Number(n))?;
        to.maybe((n % 2 == 0).then_some(Cell::Text("偶数")))?;
        to.list((0..n % 4).map(|i| (i != 1).then_some(Cell::Number(i))), true)
    }

    fn file(rows: usize) -> Vec<u8> {
        let rows: String = (0..rows).map(|n| format!("{n}\n")).collect();
        let mut bytes = Vec::new();
        let columns = vec![Column::long(), Column::text(), Column::int()];
        write(SCHEMA, columns, rows.as_bytes(), &mut bytes, add).unwrap();
        bytes
    }

    #[test]
    fn missing_values_and_lists_are_read_back_across_groups() {
        let bytes = file(ROWS + 5);
        assert_eq!(bytes, file(ROWS + 5), "the same rows give the same bytes");
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        assert_eq!(
            (reader.metadata().num_row_groups(), reader.metadata().file_metadata().num_rows()),
            (2, ROWS as i64 + 5)
        );
        let rows: Vec<String> =
            reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect();
        assert_eq!(rows.first().unwrap(), r#"{n: 0, name: "偶数", of: []}"#);
        assert_eq!(rows.get(3).unwrap(), "{n: 3, name: null, of: [0, null, 2]}");
        assert_eq!(rows.last().unwrap(), r#"{n: 65540, name: "偶数", of: []}"#);
    }

    #[test]
    fn no_rows_are_a_file_too() {
        let reader = SerializedFileReader::new(bytes::Bytes::from(file(0))).unwrap();
        assert_eq!(reader.metadata().file_metadata().num_rows(), 0);
    }
}
