//! Reads the official lists back by the columns they are written from, and says where they differ from them.
//!
//! Nothing is thrown away: a line of another shape is kept as it is and reported. Values stand in no message.

use model::Text;

use crate::column::{Column, Content, Form, Line, Part, Repeat};
use crate::personal::Personal;
use crate::sheet::WriteFault;
use crate::text::{decode, full_width};
use crate::{asp_list, change_list, name, reception_list, return_list};

/// The lists that can be read.
pub static FORMS: [&Form; 5] =
    [&return_list::FORM, &change_list::FORM, &asp_list::FORM, &reception_list::FORM, &asp_list::TRIAL];

/// A list as read.
#[derive(Debug)]
pub struct Document {
    /// Which one.
    pub form: &'static Form,
    /// Its lines.
    pub lines: Vec<ReadLine>,
    /// Where it differs from its columns.
    pub problems: Vec<Problem>,
}

/// A line as read.
#[derive(Debug)]
pub struct ReadLine {
    /// 1-based line of the file.
    pub line: u64,
    /// What it is.
    pub layout: &'static Line,
    /// Its values.
    pub cells: Vec<Cell>,
    /// Whether a receipt begins here.
    pub begins: bool,
}

/// A value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its text.
    pub text: Personal,
    /// Whether it was left blank because a line above says it.
    pub from_above: bool,
}

/// Something that differs.
#[derive(Clone, Copy, Debug)]
pub struct Problem {
    /// 1-based line of the file; the last one for what is missing at the end.
    pub line: u64,
    /// Item and column.
    pub at: Option<(u8, &'static Column)>,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The line has another number of items.
    Items {
        /// How many it has.
        found: usize,
        /// How many it should have.
        expected: usize,
    },
    /// Some bytes are no characters.
    NotText,
    /// A value does not fit its column.
    Value(WriteFault),
    /// The file ends before a line that must be there.
    Missing(Part),
    /// A following line stands before any first line of a receipt.
    Orphan,
}

impl ProblemKind {
    /// What it is, for people.
    pub const fn text(self) -> Text {
        match self {
            Self::Items { .. } => Text::new("項目の数が違います", "another number of items"),
            Self::NotText => Text::new("文字として読めないバイトがあります", "bytes that are no characters"),
            Self::Value(WriteFault::Missing) => Text::new("記録がありません", "is blank"),
            Self::Value(WriteFault::Length(_)) => Text::new("文字数が違います", "has another length"),
            Self::Value(_) => Text::new("記録できない値です", "has a value that it cannot have"),
            Self::Missing(_) => Text::new("あるべき行がありません", "a line is missing"),
            Self::Orphan => {
                Text::new("レセプトの1行目がない明細です", "a following line without a first line")
            }
        }
    }
}

/// A row of the file.
struct Row {
    line: u64,
    cells: Vec<String>,
    bad: bool,
}

/// Splits the bytes into rows. Only what no reader could do without is done here: quotes are taken off where a program
/// put them on, the end-of-file code is no row.
fn rows(bytes: &[u8]) -> Vec<Row> {
    let bytes = bytes.strip_suffix(&[0x1A]).unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut rows = Vec::new();
    let (mut line, mut counted) = (1, 0);
    // INVARIANT: bytes in memory, any number of items and no decoding: the reader has no error to give.
    for record in reader.byte_records().flatten() {
        // A record begins behind the return of the one before it, so its own line feed may still be ahead.
        let start = record.position().map_or(0, |at| at.byte() as usize);
        let ahead =
            bytes.get(start..).unwrap_or_default().iter().take_while(|&&b| matches!(b, b'\r' | b'\n'));
        let start = start + ahead.count();
        line += bytes.get(counted..start).unwrap_or_default().iter().filter(|&&b| b == b'\n').count() as u64;
        counted = start;
        let decoded: Vec<(String, bool)> = record.iter().map(decode).collect();
        let bad = decoded.iter().any(|(_, bad)| *bad);
        rows.push(Row { line, cells: decoded.into_iter().map(|(text, _)| text).collect(), bad });
    }
    rows
}

/// Which list the rows are: by its title where it has one, by the titles of its items otherwise.
fn recognise(rows: &[Row]) -> Option<&'static Form> {
    FORMS.into_iter().find(|form| {
        form.lines.iter().zip(rows).take_while(|(line, _)| line.part != Part::Detail).all(|(line, row)| {
            match line.part {
                Part::Head | Part::Detail | Part::Sums => true,
                Part::Title | Part::Names => titled(line, row),
            }
        }) && rows.len() + 1 >= form.lines.len()
    })
}

/// Whether most titles are those of the form: a later edition may have changed one.
fn titled(line: &Line, row: &Row) -> bool {
    let same = |column: &Column, cell: &str| match column.content {
        Content::Always(title) => full_width(title) == full_width(cell),
        _ => true,
    };
    let equal = line.columns.iter().zip(&row.cells).filter(|(column, cell)| same(column, cell)).count();
    equal * 2 > line.columns.len()
}

/// Reads a list; `None` when it is none of [`FORMS`]. The file name, where there is one, tells paper from electronic.
pub fn read(bytes: &[u8], file_name: Option<&str>) -> Option<Document> {
    let rows = rows(bytes);
    let form = recognise(&rows)?;
    let paper = file_name.and_then(name::read).is_some_and(|name| name.system.starts_with('M'));
    let mut document = Document { form, lines: Vec::new(), problems: Vec::new() };
    let last = rows.last().map_or(0, |row| row.line);
    for (at, row) in rows.into_iter().enumerate() {
        let layout = form.lines.get(at).or(form.lines.last()).copied()?;
        document.take(row, layout, paper);
    }
    for missing in form.lines.iter().skip(document.lines.len()).filter(|line| line.part != Part::Detail) {
        document.problems.push(Problem { line: last, at: None, kind: ProblemKind::Missing(missing.part) });
    }
    Some(document)
}

impl Document {
    fn take(&mut self, row: Row, layout: &'static Line, paper: bool) {
        let Row { line, cells, bad } = row;
        if bad {
            self.problems.push(Problem { line, at: None, kind: ProblemKind::NotText });
        }
        let (found, expected) = (cells.len(), layout.columns.len());
        if found != expected {
            self.problems.push(Problem { line, at: None, kind: ProblemKind::Items { found, expected } });
        }
        let cells: Vec<Cell> =
            cells.into_iter().map(|text| Cell { text: Personal(text), from_above: false }).collect();
        let begins = layout.part == Part::Detail && self.begins(&cells);
        let first = begins || layout.part != Part::Detail;
        let asked = |column: &Column| (first || column.repeat == Repeat::Written) && (column.paper || !paper);
        self.problems.extend(check(line, layout, &cells, asked));
        let mut read = ReadLine { line, layout, cells, begins };
        if layout.part == Part::Detail && !begins {
            self.fill_down(&mut read);
        }
        self.lines.push(read);
    }

    /// Whether a receipt begins on a line of the details.
    fn begins(&self, cells: &[Cell]) -> bool {
        let key = usize::from(self.form.key).checked_sub(1).and_then(|at| cells.get(at));
        let tag = cells.first().map_or("", |cell| cell.text.0.as_str());
        !self.form.tagged || tag == "3" || key.is_some_and(|cell| !cell.text.is_empty())
    }

    /// Fills in what a line above says.
    fn fill_down(&mut self, read: &mut ReadLine) {
        let Some(above) = self.lines.last().filter(|line| line.layout.part == Part::Detail) else {
            self.problems.push(Problem { line: read.line, at: None, kind: ProblemKind::Orphan });
            return;
        };
        let goes_on = goes_on(read);
        for (at, column) in read.layout.columns.iter().enumerate() {
            let said = match column.repeat {
                Repeat::OncePerReceipt => true,
                Repeat::OncePerReduction => goes_on,
                Repeat::Written | Repeat::FirstLineOnly => false,
            };
            if let (true, Some(cell), Some(from)) = (said, read.cells.get_mut(at), above.cells.get(at))
                && cell.text.is_empty()
                && !from.text.is_empty()
            {
                *cell = Cell { text: from.text.clone(), from_above: true };
            }
        }
    }
}

/// Holds values against their columns; `asked` tells whether a required column must be written on this line.
pub(crate) fn check(
    line: u64,
    layout: &'static Line,
    cells: &[Cell],
    asked: impl Fn(&Column) -> bool,
) -> Vec<Problem> {
    let fault = |column: &Column, text: &str| match column.content {
        _ if text.is_empty() => (column.required && asked(column)).then_some(WriteFault::Missing),
        Content::Always(title) if full_width(title) == full_width(text) => None,
        _ => column.admits(text).err(),
    };
    let problem = |(item, (column, cell)): (u8, (&'static Column, &Cell))| {
        let kind = ProblemKind::Value(fault(column, &cell.text.0)?);
        Some(Problem { line, at: Some((item, column)), kind })
    };
    (1..).zip(layout.columns.iter().zip(cells)).filter_map(problem).collect()
}

/// Whether a line goes on with the reduction above it: it names no place of its own, is none of sums, and is no change in
/// yen, for what a patient bears has no place either.
fn goes_on(read: &ReadLine) -> bool {
    let blank = |(column, cell): (&Column, &Cell)| {
        let text = cell.text.0.as_str();
        match (column.repeat, column.content) {
            (Repeat::OncePerReduction, _) => text.is_empty(),
            (_, Content::Change) => !text.contains('\u{A5}'),
            _ => true,
        }
    };
    let following = read.cells.first().is_some_and(|cell| cell.text.0 == "4");
    following && read.layout.columns.iter().zip(&read.cells).all(blank)
}

#[cfg(test)]
mod tests;
