//! The language in which record layouts are written: one declarative table a record kind, from which reading,
//! writing, checking and the documentation page are derived.
//!
//! A layout is a list of [`Item`]s: single fields, or runs of equal fields such as the 31 days of a line.
//! Records live in `records/<kind>.rs`, tables of codes in `tables/<number>.rs`; both are plain constants.

mod compiled;
pub mod doc;

pub use compiled::{CodeSet, Column, Compiled, MAX_ITEMS, Test};

use model::RecordId;

/// Which characters a field is written with (モード).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// 数字: half-width digits.
    Digits,
    /// 英数: half-width letters, digits and signs.
    Ascii,
    /// 漢字: full-width characters.
    Kanji,
    /// 英数又は漢字: one of the two, not mixed.
    AsciiOrKanji,
}

impl Mode {
    /// The name in the specification.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Digits => "数字",
            Self::Ascii => "英数",
            Self::Kanji => "漢字",
            Self::AsciiOrKanji => "英数又は漢字",
        }
    }
}

/// Whether a field always has its full length (項目形式).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// 固定: exactly the given bytes.
    Fixed,
    /// 可変: up to the given bytes.
    Variable,
}

/// Whether a field must be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Must be written in every such record.
    Required,
    /// Written when its conditions hold; what the layout alone cannot decide.
    Optional,
    /// 予備: left blank.
    Reserved,
    /// Left blank in a first filing; written by the payment agency in returned files (検索番号 and others).
    FilingOmitted,
}

/// What the characters of a field mean.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Any text or number of the mode; digits may carry zeros that mean something.
    Plain,
    /// Full-width katakana, the sign of long vowels included, without blanks.
    Katakana,
    /// A number without leading zeros.
    Number,
    /// A number that may be negative (負符号付き).
    Signed,
    /// A decimal with at most so many digits before and after its point.
    Decimal {
        /// Digits before the point.
        int: u8,
        /// Digits after the point.
        frac: u8,
    },
    /// A day, YYYYMMDD (GYYMMDD in older files).
    Date,
    /// A month, YYYYMM (GYYMM in older files).
    Month,
    /// One code of a table.
    Code(&'static Table),
    /// Codes of equal width one after another; `None` when the codes are those of a master.
    CodeList {
        /// Bytes of one code.
        each: u8,
        /// The table of the codes, when it is one of the record specification.
        table: Option<&'static Table>,
    },
}

/// A table of codes of the record specification (別表).
#[derive(Debug)]
pub struct Table {
    /// Its number, such as `別表２０`.
    pub number: &'static str,
    /// Its Japanese name.
    pub name: &'static str,
    /// Its name in English.
    pub en: &'static str,
    /// Code and meaning.
    pub codes: &'static [(&'static str, &'static str)],
}

impl Table {
    /// The meaning of a code.
    pub fn meaning(&self, code: &[u8]) -> Option<&'static str> {
        self.codes.iter().find(|(c, _)| c.as_bytes() == code).map(|&(_, meaning)| meaning)
    }
}

/// One field (項目) of a record.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The Japanese name in the specification.
    pub name: &'static str,
    /// What it is in English.
    pub en: &'static str,
    /// Its characters.
    pub mode: Mode,
    /// The most bytes.
    pub max: u16,
    /// Fixed or variable.
    pub width: Width,
    /// Whether it must be written.
    pub need: Need,
    /// What its characters mean.
    pub shape: Shape,
    /// The official code for an error in this field's form, where one is known.
    pub official: Option<&'static str>,
    /// Whether it can identify a person: such values are never shown outside the claim itself.
    pub personal: bool,
}

/// A part of a layout.
#[derive(Clone, Copy, Debug)]
pub enum Item {
    /// One field.
    One(Field),
    /// A run of equal fields, named 1, 2, 3, ….
    Run(Field, u8),
}

/// The layout of one kind of record. The record id itself is item 1 and is not listed.
#[derive(Debug)]
pub struct Layout {
    /// The two letters at its head.
    pub id: RecordId,
    /// The Japanese name.
    pub name: &'static str,
    /// What it is in English.
    pub en: &'static str,
    /// Items 2 and following.
    pub items: &'static [Item],
    /// Document, edition and section that the layout follows, and how sure it is.
    pub source: &'static str,
}

impl Layout {
    /// Items 2 and following one by one, each with its place in a run of equal fields (1 for the first).
    pub fn fields(&self) -> impl Iterator<Item = (&'static Field, Option<u8>)> {
        self.items.iter().flat_map(|item| {
            let (field, last) = match item {
                Item::One(field) => (field, None),
                Item::Run(field, n) => (field, Some(*n)),
            };
            (1..=last.unwrap_or(1)).map(move |k| (field, last.map(|_| k)))
        })
    }
}

const fn field(name: &'static str, en: &'static str, mode: Mode, max: u16, shape: Shape) -> Field {
    let (width, need) = (Width::Variable, Need::Optional);
    Field { name, en, mode, max, width, need, shape, official: None, personal: false }
}

/// A variable, optional field of digits in which zeros carry meaning (numbers of things, not amounts).
pub const fn digits(name: &'static str, en: &'static str, max: u16) -> Field {
    field(name, en, Mode::Digits, max, Shape::Plain)
}

/// A variable, optional amount: digits without leading zeros.
pub const fn number(name: &'static str, en: &'static str, max: u16) -> Field {
    field(name, en, Mode::Digits, max, Shape::Number)
}

/// A variable, optional field of half-width letters and digits.
pub const fn ascii(name: &'static str, en: &'static str, max: u16) -> Field {
    field(name, en, Mode::Ascii, max, Shape::Plain)
}

/// A variable, optional field of full-width characters.
pub const fn kanji(name: &'static str, en: &'static str, max: u16) -> Field {
    field(name, en, Mode::Kanji, max, Shape::Plain)
}

/// A variable, optional field of either half-width or full-width characters.
pub const fn text(name: &'static str, en: &'static str, max: u16) -> Field {
    field(name, en, Mode::AsciiOrKanji, max, Shape::Plain)
}

/// A variable, optional day.
pub const fn date(name: &'static str, en: &'static str) -> Field {
    field(name, en, Mode::Digits, 8, Shape::Date)
}

/// A variable, optional month.
pub const fn month(name: &'static str, en: &'static str) -> Field {
    field(name, en, Mode::Digits, 6, Shape::Month)
}

/// A reserved field (予備).
pub const fn reserved(max: u16) -> Field {
    Field { need: Need::Reserved, ..field("予備", "reserved", Mode::AsciiOrKanji, max, Shape::Plain) }
}

impl Field {
    /// The same field, of fixed length.
    pub const fn fixed(self) -> Self {
        Self { width: Width::Fixed, ..self }
    }

    /// The same field, required.
    pub const fn required(self) -> Self {
        Self { need: Need::Required, ..self }
    }

    /// The same field, left off in a first filing.
    pub const fn filing_omitted(self) -> Self {
        Self { need: Need::FilingOmitted, ..self }
    }

    /// The same field, written with other characters.
    pub const fn mode(self, mode: Mode) -> Self {
        Self { mode, ..self }
    }

    /// The same field, holding katakana.
    pub const fn katakana(self) -> Self {
        Self { shape: Shape::Katakana, ..self }
    }

    /// The same field, holding one code of a table.
    pub const fn code(self, table: &'static Table) -> Self {
        Self { shape: Shape::Code(table), ..self }
    }

    /// The same field, holding codes of equal width one after another.
    pub const fn code_list(self, each: u8, table: Option<&'static Table>) -> Self {
        Self { shape: Shape::CodeList { each, table }, ..self }
    }

    /// The same field, holding a decimal.
    pub const fn decimal(self, int: u8, frac: u8) -> Self {
        Self { shape: Shape::Decimal { int, frac }, ..self }
    }

    /// The same field, holding a number that may be negative.
    pub const fn signed(self) -> Self {
        Self { shape: Shape::Signed, ..self }
    }

    /// The same field, with the official code for an error in its form.
    pub const fn official(self, code: &'static str) -> Self {
        Self { official: Some(code), ..self }
    }

    /// The same field, marked as identifying a person.
    pub const fn personal(self) -> Self {
        Self { personal: true, ..self }
    }
}
