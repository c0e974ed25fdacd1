//! From the bytes of one file to its rows: decode, split, recognise, check.

use csv::StringRecord;
use model::Date;

use crate::column::Layout;
use crate::import::check::{Problems, check};
use crate::import::file::FileRows;
use crate::import::problem::{Fault, Problem, Refusal};
use crate::import::recognise::{Recognised, recognise};
use crate::import::text::decode;
use crate::kind::FileKind;
use crate::publication;
use crate::source::{DatedBy, Source};

const ZIP: &[u8] = b"PK\x03\x04";

/// Reads one official file.
///
/// `name` is the file name, with the archive before it where it is a member (`a.zip!/b.csv`); `told` is the day of
/// publication when the caller knows it.
///
/// # Errors
/// Says why the file was not taken: not recognised, not taken yet, or broken with its rows named.
pub fn read(name: &str, bytes: &[u8], told: Option<Date>) -> Result<Source, Refusal> {
    if bytes.starts_with(ZIP) {
        let sheet = name.to_ascii_lowercase().ends_with(".xlsx");
        return Err(if sheet {
            Refusal::NotTakenYet("DPC電子点数表（xlsx）")
        } else {
            Refusal::Archive
        });
    }
    let text = decode(bytes);
    let records = split(&text);
    let kind = match recognise(name, &records) {
        Recognised::Kind(kind) => kind,
        Recognised::NotYet(title) => return Err(Refusal::NotTakenYet(title)),
        Recognised::Unknown(why) => return Err(Refusal::Unrecognised(why)),
    };
    let file = rows(kind, &records, is_cut_off(kind, &text))?;
    let (published, dated_by) = dated(name, &file, told);
    Ok(Source { name: name.to_owned(), digest: *blake3::hash(bytes).as_bytes(), published, dated_by, file })
}

/// Splits text into records, each with its physical line; text behind a closing quote is taken as it stands.
pub(crate) fn split(text: &str) -> Vec<StringRecord> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let (mut records, mut record, mut lines) =
        (Vec::new(), StringRecord::new(), Lines { text, at: 0, line: 1 });
    // Text is valid UTF-8 and lengths are free, so the reader has no error left to give.
    while reader.read_record(&mut record).unwrap_or(false) {
        let mut position = csv::Position::new();
        let start = record.position().map_or(0, csv::Position::byte);
        position.set_line(lines.of_record(usize::try_from(start).unwrap_or(usize::MAX)));
        record.set_position(Some(position));
        records.push(record.clone());
    }
    records
}

/// Physical lines by byte. The csv crate counts a line where it ends its record: before the LF of a CRLF.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u64,
}

impl Lines<'_> {
    fn of_record(&mut self, start: usize) -> u64 {
        let rest = self.text.as_bytes().get(start..).unwrap_or(&[]);
        let ends = rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let passed = self.text.as_bytes().get(self.at..start + ends).unwrap_or(&[]);
        self.line += passed.iter().filter(|&&b| b == b'\n').count() as u64;
        self.at = start + ends;
        self.line
    }
}

/// Whether a file stops within its last line: what should have followed would count as abolished.
///
/// Found in the data: every official master and fee table ends with CRLF. 施設基準コード is a list that people make
/// themselves, and how published check masters end is unverified, so nothing is said of those.
fn is_cut_off(kind: FileKind, text: &str) -> bool {
    let is_as_published = kind.layout().verified && kind != FileKind::Facility;
    is_as_published && !text.ends_with('\n')
}

fn rows(kind: FileKind, records: &[StringRecord], is_cut_off: bool) -> Result<FileRows, Refusal> {
    let layout = kind.layout();
    let mut problems = Problems::default();
    let mut file = FileRows::new(kind);
    for record in records.iter().skip(usize::from(starts_with_header(layout, records))) {
        let line = record.position().map_or(0, csv::Position::line);
        if record.len() < layout.least_columns || record.len() > layout.width() {
            problems.add(|| wrong_width(layout, record, line));
        }
        file.push(line, record.iter());
    }
    if is_cut_off {
        problems.add(|| cut_off(layout, records.last()));
    }
    file.settle_form();
    check(&file, &mut problems);
    if problems.total > 0 {
        return Err(Refusal::Broken { kind, problems: problems.first, total: problems.total });
    }
    Ok(file)
}

fn wrong_width(layout: &Layout, record: &StringRecord, line: u64) -> Problem {
    let fault = Fault::Columns { found: record.len(), least: layout.least_columns, most: layout.width() };
    of_line(layout, record, line, fault)
}

fn cut_off(layout: &Layout, last: Option<&StringRecord>) -> Problem {
    let none = StringRecord::new();
    let last = last.unwrap_or(&none);
    of_line(layout, last, last.position().map_or(0, csv::Position::line), Fault::CutOff)
}

/// A problem of a line as a whole.
fn of_line(layout: &Layout, record: &StringRecord, line: u64, fault: Fault) -> Problem {
    let code = layout.code_item().map_or(0, usize::from).saturating_sub(1);
    let code = record.get(code).unwrap_or("").chars().take(60).collect();
    Problem { line, code, column: None, value: String::new(), fault }
}

/// A header has no cell that looks like a code or a day.
fn starts_with_header(layout: &Layout, records: &[StringRecord]) -> bool {
    let is_number = |cell: &str| cell.len() >= 4 && cell.bytes().all(|b| b.is_ascii_digit());
    layout.header && records.first().is_some_and(|first| !first.iter().any(is_number))
}

fn dated(name: &str, file: &FileRows, told: Option<Date>) -> (Option<Date>, DatedBy) {
    let candidates = [
        (told, DatedBy::Told),
        (publication::date_in_name(name), DatedBy::Name),
        (file.newest_change(), DatedBy::Content),
    ];
    candidates.into_iter().find(|(date, _)| date.is_some()).unwrap_or((None, DatedBy::Unknown))
}
