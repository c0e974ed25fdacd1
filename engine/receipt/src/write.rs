//! Writes records by their layouts: values by item number, blanks, commas and line ends between them.
//!
//! Items are written in ascending order straight into the caller's buffer, so nothing is kept or allocated per record.
//! A value that does not fit its item is never written: the record is taken back and [`Record::end`] tells why.
//! Values meant to break the format (damage, unreadable bytes read earlier) go through [`Record::raw`].

mod error;
mod limits;

pub use error::{WriteError, WriteFault};

use encoding_rs::{EncoderResult, SHIFT_JIS};
use model::{Date, Month, Quantity};

use crate::characters;
use crate::layout::Mode;
use crate::records::RecordKind;
use limits::{Limit, limits_of};

/// What ends a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnd {
    /// 0D 0A, as the specification says.
    CrLf,
    /// 0A alone, as some systems write.
    Lf,
}

/// What happens to the blank items at the end of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tail {
    /// Every item has its comma.
    Full,
    /// The record ends with its last value, as some systems write.
    LeftOff,
}

/// Whether the end-of-file code (1A) is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndOfFile {
    /// As the specification says.
    Code,
    /// As some systems write.
    None,
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WriteOptions {
    /// What ends a line.
    pub line_end: LineEnd,
    /// Blank items at the end of records.
    pub tail: Tail,
    /// The end-of-file code.
    pub end_of_file: EndOfFile,
}

impl WriteOptions {
    /// What the specification asks for.
    ///
    /// SPEC: 記録条件仕様（医科用）2023-03, 第１章３（３）ア（ク）, ウ, エ.
    pub const STANDARD: Self =
        Self { line_end: LineEnd::CrLf, tail: Tail::Full, end_of_file: EndOfFile::Code };
}

/// Writes the records of a file into a buffer that the caller empties whenever it likes.
#[derive(Debug)]
pub struct RecordWriter<'a> {
    out: &'a mut Vec<u8>,
    options: WriteOptions,
}

impl<'a> RecordWriter<'a> {
    /// A writer that appends to `out`.
    pub const fn new(out: &'a mut Vec<u8>, options: WriteOptions) -> Self {
        Self { out, options }
    }

    /// Begins a record with its two letters.
    #[inline]
    pub fn record(&mut self, kind: RecordKind) -> Record<'_> {
        let start = self.out.len();
        self.out.extend_from_slice(&kind.id().0);
        Record {
            out: self.out,
            options: self.options,
            kind,
            limits: limits_of(kind),
            start,
            items: 1,
            error: None,
        }
    }

    /// Writes a whole line as it is: what no layout describes, such as lines of a history block.
    pub fn line(&mut self, line: &[u8]) {
        self.out.extend_from_slice(line);
        push_line_end(self.out, self.options.line_end);
    }

    /// Ends the file.
    pub fn end_of_file(&mut self) {
        if self.options.end_of_file == EndOfFile::Code {
            self.out.push(0x1A);
        }
    }
}

/// A record being written. Blank values need not be written; items must be written in ascending order.
#[must_use = "a record is written when it is ended"]
#[derive(Debug)]
pub struct Record<'w> {
    out: &'w mut Vec<u8>,
    options: WriteOptions,
    kind: RecordKind,
    limits: &'static [Limit],
    start: usize,
    items: u8,
    error: Option<WriteError>,
}

/// As many commas as lie between two items.
const COMMAS: [u8; 64] = [b','; 64];

impl Record<'_> {
    /// Writes an amount without leading zeros.
    #[inline]
    pub fn number(&mut self, item: u8, value: impl itoa::Integer) -> &mut Self {
        if let Some((limit, from)) = self.begin(item) {
            self.out.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
            self.check_length(item, limit, from);
        }
        self
    }

    /// Writes a code, filled up with zeros to the length of its item.
    #[inline]
    pub fn code(&mut self, item: u8, value: impl itoa::Integer) -> &mut Self {
        if let Some((limit, from)) = self.begin(item) {
            let mut buffer = itoa::Buffer::new();
            let digits = buffer.format(value).as_bytes();
            let zeros = usize::from(limit.max).saturating_sub(digits.len());
            self.out.resize(from + zeros, b'0');
            self.out.extend_from_slice(digits);
            self.check_length(item, limit, from);
        }
        self
    }

    /// Writes a day, YYYYMMDD.
    #[inline]
    pub fn date(&mut self, item: u8, value: Date) -> &mut Self {
        self.code(item, value.number())
    }

    /// Writes a month, YYYYMM.
    #[inline]
    pub fn month(&mut self, item: u8, value: Month) -> &mut Self {
        self.code(item, value.number())
    }

    /// Writes a decimal without spare zeros.
    pub fn quantity(&mut self, item: u8, value: Quantity) -> &mut Self {
        if let Some((limit, from)) = self.begin(item) {
            push_quantity(self.out, value);
            self.check_length(item, limit, from);
            self.check_fraction(item, limit, value);
        }
        self
    }

    /// Writes a text, encoded as Shift_JIS with the vendor extensions.
    pub fn text(&mut self, item: u8, value: &str) -> &mut Self {
        if value.is_empty() {
            return self;
        }
        if let Some((limit, from)) = self.begin(item) {
            if value.is_ascii() {
                self.out.extend_from_slice(value.as_bytes());
            } else if let Err(character) = encode(self.out, value) {
                self.fail(item, WriteFault::NotShiftJis((!limit.personal).then_some(character)));
                return self;
            }
            self.check_length(item, limit, from);
            self.check_characters(item, limit, from);
        }
        self
    }

    /// Writes bytes as they are, without any check: read earlier, or meant to be wrong.
    pub fn raw(&mut self, item: u8, value: &[u8]) -> &mut Self {
        if !value.is_empty() && self.begin(item).is_some() {
            self.out.extend_from_slice(value);
        }
        self
    }

    /// Ends the record, or takes it back when a value did not fit.
    #[inline]
    pub fn end(&mut self) -> Result<(), WriteError> {
        match self.options.tail {
            Tail::Full => self.end_with(self.limits.len() as u8 + 1),
            Tail::LeftOff => self.end_with(0),
        }
    }

    /// Ends the record with at least so many items, whatever the options say: to write back what was read.
    #[inline]
    pub fn end_with(&mut self, items: u8) -> Result<(), WriteError> {
        if let Some(error) = self.error.take() {
            self.out.truncate(self.start);
            return Err(error);
        }
        self.fill(items);
        push_line_end(self.out, self.options.line_end);
        Ok(())
    }

    /// Goes to an item; gives its limits and where its value starts, or nothing once something was wrong.
    #[inline]
    fn begin(&mut self, item: u8) -> Option<(&'static Limit, usize)> {
        if self.error.is_some() {
            return None;
        }
        let Some(limit) = self.limits.get(usize::from(item).wrapping_sub(2)).filter(|_| item > self.items)
        else {
            self.fail(item, WriteFault::Order);
            return None;
        };
        self.fill(item);
        Some((limit, self.out.len()))
    }

    #[inline]
    fn fill(&mut self, item: u8) {
        let commas = COMMAS.get(..usize::from(item.saturating_sub(self.items))).unwrap_or(&COMMAS);
        self.out.extend_from_slice(commas);
        self.items = self.items.max(item);
    }

    #[inline]
    fn check_length(&mut self, item: u8, limit: &Limit, from: usize) {
        let bytes = self.out.len() - from;
        if bytes > usize::from(limit.max) || limit.fixed && bytes < usize::from(limit.max) {
            self.fail(item, WriteFault::Length { bytes, max: limit.max });
        }
    }

    fn check_fraction(&mut self, item: u8, limit: &Limit, value: Quantity) {
        let (whole, unit) = (value.scaled() / Quantity::SCALE, 10_i64.pow(5 - u32::from(limit.frac.min(5))));
        let negative = value.scaled() < 0;
        if negative || value.scaled() % unit != 0 || whole >= 10_i64.pow(u32::from(limit.int)) {
            self.fail(item, WriteFault::Decimal { int: limit.int, frac: limit.frac });
        }
    }

    fn check_characters(&mut self, item: u8, limit: &Limit, from: usize) {
        let value = self.out.get(from..).unwrap_or_default();
        let separator = value.iter().any(|&b| b < 0x20 || b == b',' || b == b'"' || b == 0x7F);
        let wide = characters::all_full_width(value);
        let in_mode = match limit.mode {
            Mode::Digits => value.iter().all(u8::is_ascii_digit),
            Mode::Ascii => value.is_ascii(),
            Mode::Kanji => wide,
            Mode::AsciiOrKanji => value.is_ascii() || wide,
        };
        // SPEC: 記録条件仕様（医科用）2023-03, 第１章３（３）ウ（ウ）: blanks after the last character are not written.
        let blank_end = value.ends_with(b" ") || wide && value.ends_with(characters::WIDE_BLANK);
        if separator {
            self.fail(item, WriteFault::Separator);
        } else if !in_mode {
            self.fail(item, WriteFault::Mode(limit.mode));
        } else if blank_end {
            self.fail(item, WriteFault::BlankEnd);
        }
    }

    #[cold]
    fn fail(&mut self, item: u8, fault: WriteFault) {
        let kind = self.kind;
        self.error.get_or_insert(WriteError { kind, item, fault });
    }
}

fn push_line_end(out: &mut Vec<u8>, line_end: LineEnd) {
    match line_end {
        LineEnd::CrLf => out.extend_from_slice(b"\r\n"),
        LineEnd::Lf => out.push(b'\n'),
    }
}

fn push_quantity(out: &mut Vec<u8>, value: Quantity) {
    if value.scaled() < 0 {
        out.push(b'-');
    }
    let (scaled, scale) = (value.scaled().unsigned_abs(), Quantity::SCALE.unsigned_abs());
    let mut buffer = itoa::Buffer::new();
    out.extend_from_slice(buffer.format(scaled / scale).as_bytes());
    let mut rest = scaled % scale;
    if rest != 0 {
        out.push(b'.');
    }
    let mut place = scale / 10;
    while rest != 0 {
        out.push(b'0' + (rest / place) as u8);
        rest %= place;
        place /= 10;
    }
}

/// Appends a text as CP932; the first character that has no place in it when there is one.
///
/// PERF: through a small buffer; encoding into the vector itself clears all of its spare room for every text
/// (75 MB/s instead of 800 for a mix of records with kanji names and comments).
fn encode(out: &mut Vec<u8>, text: &str) -> Result<(), char> {
    let mut encoder = SHIFT_JIS.new_encoder();
    let (mut rest, mut buffer) = (text, [0; 256]);
    loop {
        let (result, read, written) = encoder.encode_from_utf8_without_replacement(rest, &mut buffer, true);
        out.extend_from_slice(buffer.get(..written).unwrap_or_default());
        match result {
            EncoderResult::InputEmpty => return Ok(()),
            EncoderResult::Unmappable(character) => return Err(character),
            EncoderResult::OutputFull => rest = rest.get(read..).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests;
