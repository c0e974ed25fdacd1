//! Writes the lines of a form by its columns: fits, checks, leaves off what was said before, joins and encodes.
//!
//! A receipt is written whole or not at all: what cannot be written exactly takes the receipt's lines back and is
//! returned as an error; what was fitted (shortened, replaced) is written and noted.

use std::fmt;

use model::Text;

use crate::column::{Column, Content, Form, Line, Part, Repeat};
use crate::issue::Medium;
use crate::text;

/// Why something cannot be written. It names the column, never its value.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("{form}: item {item} ({}) {fault}", .column.name)]
pub struct WriteError {
    /// 帳票ID.
    pub form: &'static str,
    /// Item number.
    pub item: u8,
    /// The column.
    pub column: &'static Column,
    /// What is wrong.
    pub fault: WriteFault,
}

/// What is wrong with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteFault {
    /// It is required and blank.
    Missing,
    /// It has more characters than the column, or fewer than a fixed one, and may not be shortened.
    Length(u32),
    /// It has characters that the column cannot have.
    Characters,
    /// It is none of the words, or the column is never written.
    Value,
    /// The form has no such item.
    NoSuchItem,
}

impl fmt::Display for WriteFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("is required and blank"),
            Self::Length(n) => write!(f, "has {n} characters, which its length does not allow"),
            Self::Characters => f.write_str("has characters that it cannot have"),
            Self::Value => f.write_str("has a value that it cannot have"),
            Self::NoSuchItem => f.write_str("does not stand in this form"),
        }
    }
}

/// What was done to a text so that it could be written.
#[derive(Clone, Copy, Debug)]
pub struct Note {
    /// 1-based line of the file.
    pub line: u32,
    /// Item number.
    pub item: u8,
    /// The column.
    pub column: &'static Column,
    /// What was done.
    pub kind: NoteKind,
}

/// What was done to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// So many characters that CP932 has not, or that are user-defined, became ？.
    Replaced(u32),
    /// So many characters at the end were cut off.
    Shortened(u32),
    /// So many further values have no place in the column.
    LeftOut(u32),
}

impl NoteKind {
    /// What it is, for people.
    pub const fn text(self) -> Text {
        match self {
            Self::Replaced(_) => Text::new(
                "文字コードにない文字（外字を含む）を「？」に置き換えました",
                "characters that the encoding has not were replaced by ？",
            ),
            Self::Shortened(_) => {
                Text::new("桁数を超えた文字を切り捨てました", "characters beyond the length were cut off")
            }
            Self::LeftOut(_) => {
                Text::new("欄に入らない値を記録していません", "values that find no place were left out")
            }
        }
    }
}

/// A file as written.
#[derive(Clone)]
pub struct Written {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What was fitted.
    pub notes: Vec<Note>,
}

impl fmt::Debug for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, bytes) = (&self.name, self.bytes.len());
        write!(f, "Written({name}, {bytes} bytes, {} notes)", self.notes.len())
    }
}

/// A form being written.
pub(crate) struct Sheet {
    form: &'static Form,
    medium: Medium,
    bytes: Vec<u8>,
    lines: u32,
    notes: Vec<Note>,
}

/// Which line of its receipt and of its reduction a detail line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    /// The first of its receipt.
    pub(crate) first: bool,
    /// The first of its reduction.
    pub(crate) first_of_reduction: bool,
}

impl Standing {
    /// A line that says everything.
    pub(crate) const FIRST: Self = Self { first: true, first_of_reduction: true };

    /// Whether a column is left blank on such a line.
    const fn leaves_off(self, column: &Column) -> bool {
        match column.repeat {
            Repeat::Written => false,
            Repeat::OncePerReceipt | Repeat::FirstLineOnly => !self.first,
            Repeat::OncePerReduction => !self.first_of_reduction,
        }
    }
}

/// Where a sheet stood before a receipt.
#[derive(Clone, Copy)]
pub(crate) struct Mark {
    bytes: usize,
    lines: u32,
    notes: usize,
}

impl Sheet {
    pub(crate) const fn new(form: &'static Form, medium: Medium) -> Self {
        Self { form, medium, bytes: Vec::new(), lines: 0, notes: Vec::new() }
    }

    /// Begins a line of a part.
    pub(crate) fn line(&self, part: Part) -> Values {
        let line = self.form.line(part);
        let columns = line.map_or(0, |line| line.columns.len());
        Values {
            form: self.form,
            line,
            values: vec![String::new(); columns],
            left_out: Vec::new(),
            stray: None,
        }
    }

    /// An error about an item.
    pub(crate) fn error(&self, part: Part, item: u8, fault: WriteFault) -> WriteError {
        let at = usize::from(item).checked_sub(1);
        let column = self.form.line(part).zip(at).and_then(|(line, at)| line.columns.get(at));
        WriteError { form: self.form.id, item, column: column.unwrap_or(&NO_COLUMN), fault }
    }

    /// Writes a line of fixed titles.
    pub(crate) fn fixed(&mut self, part: Part) -> Result<(), WriteError> {
        self.end(self.line(part), Standing::FIRST)
    }

    /// Writes a line as it is.
    pub(crate) fn raw(&mut self, line: &[u8]) {
        self.lines += 1;
        self.bytes.extend_from_slice(line);
        self.bytes.extend_from_slice(b"\r\n");
    }

    /// The last line written, without its end.
    pub(crate) fn last_line(&self) -> &[u8] {
        let bytes = self.bytes.strip_suffix(b"\r\n").unwrap_or(&self.bytes);
        bytes.rsplit(|&b| b == b'\n').next().unwrap_or_default()
    }

    /// Ends the file with its code (1A).
    pub(crate) fn end_of_file(&mut self) {
        self.bytes.push(0x1A);
    }

    pub(crate) fn mark(&self) -> Mark {
        Mark { bytes: self.bytes.len(), lines: self.lines, notes: self.notes.len() }
    }

    /// Takes everything back that was written since the mark.
    pub(crate) fn back_to(&mut self, mark: Mark) {
        self.bytes.truncate(mark.bytes);
        self.lines = mark.lines;
        self.notes.truncate(mark.notes);
    }

    /// Ends a line.
    pub(crate) fn end(&mut self, values: Values, standing: Standing) -> Result<(), WriteError> {
        if let Some(error) = values.stray {
            return Err(error);
        }
        let columns = values.line.map_or(&[][..], |line| line.columns);
        self.lines += 1;
        for (at, (column, value)) in columns.iter().zip(&values.values).enumerate() {
            let item = at as u8 + 1;
            if at > 0 {
                self.bytes.push(b',');
            }
            if standing.leaves_off(column) || (self.medium == Medium::Paper && !column.paper) {
                continue;
            }
            let said = self.cell(item, column, value)?;
            self.bytes.extend_from_slice(&text::encode(&said));
        }
        for (item, column, n) in values.left_out {
            self.notes.push(Note { line: self.lines, item, column, kind: NoteKind::LeftOut(n) });
        }
        self.bytes.extend_from_slice(b"\r\n");
        Ok(())
    }

    /// What is written into a column.
    fn cell(&mut self, item: u8, column: &'static Column, value: &str) -> Result<String, WriteError> {
        let error = |fault| WriteError { form: self.form.id, item, column, fault };
        if let Content::Always(text) = column.content {
            return Ok(text.to_owned());
        }
        if value.is_empty() {
            return if column.required { Err(error(WriteFault::Missing)) } else { Ok(String::new()) };
        }
        let (said, fitted) = text::fit(value, column.mode, column.length);
        let exact = column.content != Content::Text;
        if exact && fitted.replaced > 0 {
            return Err(error(WriteFault::Characters));
        }
        if exact && fitted.cut > 0 {
            return Err(error(WriteFault::Length(said.chars().count() as u32 + fitted.cut)));
        }
        column.admits(&said).map_err(error)?;
        for (n, kind) in [
            (fitted.replaced, NoteKind::Replaced(fitted.replaced)),
            (fitted.cut, NoteKind::Shortened(fitted.cut)),
        ] {
            if n > 0 {
                self.notes.push(Note { line: self.lines, item, column, kind });
            }
        }
        Ok(said)
    }

    /// The file.
    pub(crate) fn finish(self, name: String) -> Written {
        Written { name, bytes: self.bytes, notes: self.notes }
    }
}

/// The values of one line, by item number.
pub(crate) struct Values {
    form: &'static Form,
    line: Option<&'static Line>,
    values: Vec<String>,
    left_out: Vec<(u8, &'static Column, u32)>,
    stray: Option<WriteError>,
}

/// Stands for a column that is not there.
static NO_COLUMN: Column = crate::column::narrow("(なし)", "none", 0);

impl Values {
    /// Puts a value into an item.
    pub(crate) fn put(&mut self, item: u8, value: impl fmt::Display) {
        match usize::from(item).checked_sub(1).and_then(|at| self.values.get_mut(at)) {
            Some(place) => *place = value.to_string(),
            None => {
                let fault = WriteFault::NoSuchItem;
                self.stray = Some(WriteError { form: self.form.id, item, column: &NO_COLUMN, fault });
            }
        }
    }

    /// Puts a value into an item when there is one.
    pub(crate) fn put_some(&mut self, item: u8, value: Option<impl fmt::Display>) {
        if let Some(value) = value {
            self.put(item, value);
        }
    }

    /// Notes that `n` values found no place in an item.
    pub(crate) fn left_out(&mut self, item: u8, n: usize) {
        let at = usize::from(item).checked_sub(1);
        let column = self.line.zip(at).and_then(|(line, at)| line.columns.get(at));
        if let (Some(column), true) = (column, n > 0) {
            self.left_out.push((item, column, n as u32));
        }
    }
}
