//! The rows of one file, decoded and split, before anything is derived from them.

use model::Date;

use crate::column::Shape;
use crate::kind::FileKind;
use crate::source::Form;
use crate::value;

/// All cells of a file in one run of text.
#[derive(Clone, Debug)]
pub(crate) struct FileRows {
    pub(crate) kind: FileKind,
    pub(crate) form: Form,
    text: String,
    /// Where each cell ends; `width` cells a row.
    ends: Vec<usize>,
    /// 1-based physical line of each row.
    lines: Vec<u64>,
    width: usize,
}

impl FileRows {
    /// No rows yet.
    pub(crate) fn new(kind: FileKind) -> Self {
        let width = kind.layout().width();
        Self { kind, form: Form::Full, text: String::new(), ends: Vec::new(), lines: Vec::new(), width }
    }

    /// Adds a row; cells beyond the layout are the caller's business, missing ones are blank.
    pub(crate) fn push<'a>(&mut self, line: u64, cells: impl Iterator<Item = &'a str>) {
        let mut cells = cells.take(self.width);
        for _ in 0..self.width {
            self.text.push_str(cells.next().unwrap_or(""));
            self.ends.push(self.text.len());
        }
        self.lines.push(line);
    }

    /// How many rows.
    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The physical line of a row.
    pub(crate) fn line(&self, row: usize) -> u64 {
        self.lines.get(row).copied().unwrap_or(0)
    }

    /// A cell by 1-based item.
    pub(crate) fn cell(&self, row: usize, item: u16) -> &str {
        let Some(index) = usize::from(item).checked_sub(1).filter(|&i| i < self.width) else { return "" };
        let at = row * self.width + index;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(at).copied().unwrap_or(start);
        self.text.get(start..end).unwrap_or("")
    }

    /// The cells of a row.
    pub(crate) fn cells(&self, row: usize) -> impl Iterator<Item = &str> {
        (1..=u16::try_from(self.width).unwrap_or(0)).map(move |item| self.cell(row, item))
    }

    /// 変更区分 of a row; `0` where the file has no such item.
    pub(crate) fn change(&self, row: usize) -> &str {
        match self.kind.layout().by_id("change") {
            Some(column) => self.cell(row, column.item),
            None => "0",
        }
    }

    /// Whether a row stands on its own: all its items count, not only the changed ones.
    pub(crate) fn is_whole(&self, row: usize) -> bool {
        self.form != Form::Update || !matches!(self.change(row), "5" | "9" | "1")
    }

    /// A cell as a day.
    pub(crate) fn date(&self, row: usize, item: u16) -> Option<Date> {
        value::date(self.cell(row, item))
    }

    /// The newest day that a row says it came or changed; abolitions, which may lie ahead, left aside.
    pub(crate) fn newest_change(&self) -> Option<Date> {
        let days = |row: usize| -> [Option<Date>; 2] {
            match self.kind.layout().shape {
                Shape::Coded { changed, listed, .. } => {
                    [self.date(row, changed), listed.and_then(|item| self.date(row, item))]
                }
                Shape::Relation { since, .. } => [since.and_then(|item| self.date(row, item)), None],
            }
        };
        (0..self.len()).filter(|&row| self.change(row) != "9").flat_map(days).flatten().max()
    }

    /// Settles whether the file is full: updates never hold unchanged rows.
    ///
    /// Found in the data: every full file (s, y, t, b, z, c, ck) has rows with 変更区分 0, no update file has one.
    pub(crate) fn settle_form(&mut self) {
        let coded = matches!(self.kind.layout().shape, Shape::Coded { .. });
        let unchanged = (0..self.len()).any(|row| self.change(row) == "0");
        self.form = if coded && !unchanged { Form::Update } else { Form::Full };
    }
}
