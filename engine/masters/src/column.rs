//! The one way in which every official file is described: its columns, one by one.
//!
//! Reading, checking, storing, showing and the documentation page are all derived from these tables.

mod meaning;

use std::borrow::Cow;

use model::{Lang, Text};

pub use meaning::Meaning;
pub(crate) use meaning::means;

/// What a cell of a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueType {
    /// A code of digits with a fixed width; kept as text and as a number.
    Code(u8),
    /// A day YYYYMMDD; 0, 00000000, 99999999 and blank say "none".
    Date,
    /// A decimal number with at most five decimals.
    Decimal,
    /// A whole number.
    Int,
    /// A flag or a class of one or two digits or letters.
    Class,
    /// An age limit of two characters (別紙: digits, or letters such as AA and BK).
    Age,
    /// Free text.
    Text,
    /// Reserved by the specification (予備); kept, never read.
    Reserved,
}

/// One column of an official file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// 1-based item number (項番).
    pub item: u16,
    /// English name, unique within the file.
    pub id: &'static str,
    /// The official Japanese name.
    pub name: &'static str,
    /// An English name; empty where the words of the id say it.
    pub english: &'static str,
    /// What it holds.
    pub value: ValueType,
    /// Whether a full row must have it.
    pub required: bool,
    /// The only values allowed; empty when the specification leaves it open or lists may grow.
    pub allowed: &'static [&'static str],
    /// What its values mean, where the specification lists them.
    pub meanings: &'static [Meaning],
    /// Whether it speaks of the master itself (移動状況, 変更情報, 旧点数), not of the thing described.
    pub bookkeeping: bool,
}

impl Column {
    /// Its name for people; in English the words of its id.
    pub fn title(&self, lang: Lang) -> Cow<'static, str> {
        match lang {
            Lang::Ja => Cow::Borrowed(self.name),
            Lang::En if self.english.is_empty() => Cow::Owned(self.id.replace('_', " ")),
            Lang::En => Cow::Borrowed(self.english),
        }
    }

    /// What a value of it means, where the specification lists it.
    pub fn meaning(&self, text: &str) -> Option<Text> {
        self.meanings.iter().find(|meaning| meaning.is_of(text)).map(|meaning| meaning.text)
    }

    /// The same column with an English name that says more than its id.
    pub(crate) const fn en(mut self, english: &'static str) -> Self {
        self.english = english;
        self
    }

    /// The same column with the meanings of its values.
    pub(crate) const fn meaning_of(mut self, meanings: &'static [Meaning]) -> Self {
        self.meanings = meanings;
        self
    }

    /// The same column, required in a full row.
    pub(crate) const fn must(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same column with a closed list of values.
    pub(crate) const fn of(mut self, allowed: &'static [&'static str]) -> Self {
        self.allowed = allowed;
        self
    }

    /// The same column, marked as speaking of the master itself.
    pub(crate) const fn bookkeeping(mut self) -> Self {
        self.bookkeeping = true;
        self
    }
}

/// A column by number, id, official name and type.
pub(crate) const fn item(item: u16, id: &'static str, name: &'static str, value: ValueType) -> Column {
    Column {
        item,
        id,
        name,
        english: "",
        value,
        required: false,
        allowed: &[],
        meanings: &[],
        bookkeeping: false,
    }
}

/// Item 1 of nearly every file: how the row changed against the last publication (変更区分).
///
/// SPEC: マスターファイル仕様説明書（令和6年度版）３, item 1 of each master: 0 none, 1 erased, 2 revived, 3 new, 5 changed, 9 abolished.
pub(crate) const CHANGE: Column = item(1, "change", "変更区分", ValueType::Class)
    .of(&["0", "1", "2", "3", "5", "9"])
    .must()
    .bookkeeping()
    .meaning_of(CHANGES);

const CHANGES: &[Meaning] = &[
    means("0", "変更なし", "unchanged"),
    means("1", "抹消", "erased"),
    means("2", "復活", "revived"),
    means("3", "新規", "new"),
    means("5", "変更", "changed"),
    means("9", "廃止", "abolished"),
];

/// How a kind of file is kept and asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One row a code, with a history: full files and updates.
    Coded {
        /// Item of the code.
        code: u16,
        /// Item of 変更年月日.
        changed: u16,
        /// Item of 収載年月日, used where 変更年月日 is blank.
        listed: Option<u16>,
        /// Item of 廃止年月日.
        abolished: u16,
        /// Item of 経過措置年月日.
        transition: Option<u16>,
        /// Item of 旧点数 or 旧金額 識別, where 0 says "new with the revision or later".
        previous_kind: Option<u16>,
    },
    /// Rows that tie things together, each with its first and last day (or none).
    Relation {
        /// Item of the first day.
        since: Option<u16>,
        /// Item of the last day.
        until: Option<u16>,
        /// Items that together occur once.
        unique: &'static [u16],
        /// By what rows are found: one index an entry, over one item or several of the same meaning.
        keys: &'static [&'static [u16]],
    },
}

/// When a kind of file is renewed as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cycle {
    /// With the revisions of medical fees (診療報酬改定).
    Fees,
    /// With the revisions of drug prices (薬価改定).
    DrugPrices,
    /// Without revisions: every publication carries on from the last.
    Continuous,
}

/// Something by which the rows of a file are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// An item of so many digits that begins so.
    Code {
        /// 1-based item.
        item: u16,
        /// How many digits.
        width: usize,
        /// How it begins.
        first: &'static str,
    },
    /// An item with a group of procedures: a letter, then six digits.
    ///
    /// SPEC: 医科電子点数表の活用手引き（令和6年度版）３（１）.
    Group {
        /// 1-based item.
        item: u16,
    },
}

/// An item of nine digits that begins so.
pub(crate) const fn nine(item: u16, first: &'static str) -> Mark {
    Mark::Code { item, width: 9, first }
}

/// An item of so many digits, whatever the first.
pub(crate) const fn digits(item: u16, width: usize) -> Mark {
    Mark::Code { item, width, first: "" }
}

impl Mark {
    /// Whether a row bears it.
    pub(crate) fn is_on<'a>(self, cell: impl Fn(u16) -> Option<&'a str>) -> bool {
        match self {
            Self::Code { item, width, first } => cell(item).is_some_and(|c| {
                c.len() == width && c.bytes().all(|b| b.is_ascii_digit()) && c.starts_with(first)
            }),
            Self::Group { item } => {
                cell(item).is_some_and(|c| c.len() == 7 && c.starts_with(|l: char| l.is_ascii_uppercase()))
            }
        }
    }
}

/// The description of one kind of official file.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// The official name, and an English one.
    pub title: Text,
    /// The columns, item 1 first.
    pub columns: &'static [Column],
    /// Fewest columns with which the file was ever published.
    pub least_columns: usize,
    /// The letter in item 2 that names the master (マスター種別).
    pub letter: Option<&'static str>,
    /// By what its rows are known where no letter names the master.
    pub marks: &'static [Mark],
    /// How it is kept.
    pub shape: Shape,
    /// When it is renewed.
    pub cycle: Cycle,
    /// Whether its first line is a header.
    pub header: bool,
    /// Document, edition and section that the table was written from.
    pub source: &'static str,
    /// Whether that source is an official text or the official data (not a third party's program).
    pub verified: bool,
}

impl Layout {
    /// The column with an item number.
    pub fn column(&self, item: u16) -> Option<&'static Column> {
        self.columns.get(usize::from(item).checked_sub(1)?)
    }

    /// A column by its official name; brackets of the name may be left out.
    pub fn by_name(&self, name: &str) -> Option<&'static Column> {
        let exact = self.columns.iter().find(|column| column.name == name);
        let bare = || self.columns.iter().find(|column| without_brackets(column.name) == name);
        // Names in rules are kept half width: 告示等識別区分(1).
        let half = || self.columns.iter().find(|column| column.name.chars().map(half_width).eq(name.chars()));
        exact.or_else(bare).or_else(half)
    }

    /// Which index of a relation has an item as its only key.
    pub(crate) fn index_on(&self, item: u16) -> Option<usize> {
        match self.shape {
            Shape::Coded { .. } => None,
            Shape::Relation { keys, .. } => keys.iter().position(|key| *key == [item]),
        }
    }

    /// The column with an English name.
    pub fn by_id(&self, id: &str) -> Option<&'static Column> {
        self.columns.iter().find(|c| c.id == id)
    }

    /// Most columns.
    pub const fn width(&self) -> usize {
        self.columns.len()
    }

    /// How many digits the codes of a coded file have; 0 for other files.
    pub fn code_width(&self) -> usize {
        match self.code_item().and_then(|item| self.column(item)).map(|column| column.value) {
            Some(ValueType::Code(width)) => usize::from(width),
            _ => 0,
        }
    }

    /// The item of the code, for coded files.
    pub(crate) const fn code_item(&self) -> Option<u16> {
        match self.shape {
            Shape::Coded { code, .. } => Some(code),
            Shape::Relation { .. } => None,
        }
    }
}

/// A full-width letter, digit or mark of ASCII as the half-width one.
fn half_width(letter: char) -> char {
    match letter {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        other => other,
    }
}

/// `診療（調剤）行為コード` as `診療行為コード`.
fn without_brackets(name: &str) -> String {
    let mut depth = 0_u32;
    name.chars()
        .filter(|&c| {
            depth += u32::from(c == '（');
            let outside = depth == 0;
            depth -= u32::from(c == '）' && depth > 0);
            outside
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use crate::kind::FileKind;

    #[test]
    fn items_are_numbered_without_gap_and_named_once() {
        for &kind in FileKind::ALL {
            let mut ids = HashSet::new();
            for (index, column) in kind.layout().columns.iter().enumerate() {
                assert_eq!(usize::from(column.item), index + 1, "{kind:?} {}", column.id);
                assert!(ids.insert(column.id), "{kind:?}: {} stands twice", column.id);
            }
        }
    }
}
