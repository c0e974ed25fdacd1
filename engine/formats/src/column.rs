//! The language in which the official lists are described: columns, lines and forms as plain constants, from which
//! writing, reading back and the documentation page are derived.

use model::Text;

/// Which characters a column is written with (モード).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// 半角: one byte each.
    Half,
    /// 全角: two bytes each.
    Full,
    /// 半角又は全角, not mixed; full-width texts hold half as many characters.
    Either,
}

/// How long a column is (文字数, 項目形式). Characters, not bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// 固定: exactly so many.
    Fixed(u16),
    /// 固定, but of either of two lengths.
    FixedOr(u16, u16),
    /// 可変: at most so many.
    UpTo(u16),
}

impl Length {
    /// The most characters.
    pub const fn most(self) -> u16 {
        match self {
            Self::Fixed(n) | Self::UpTo(n) => n,
            Self::FixedOr(a, b) => {
                if a > b {
                    a
                } else {
                    b
                }
            }
        }
    }
}

/// What the characters of a column mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// A text for people: what is too long is shortened, and that is noted.
    Text,
    /// Codes and numbers of things: what does not fit is refused, for a shortened number is another number.
    Code,
    /// An amount without sign and leading zeros.
    Amount,
    /// An amount that may be negative.
    Signed,
    /// 増減点数（金額）: `-216` points, `-¥7000` yen, in ［］ when told again.
    Change,
    /// One of these words, or blank.
    OneOf(&'static [&'static str]),
    /// Always this.
    Always(&'static str),
    /// Never written.
    Unused,
}

/// When a column is left blank because an earlier line says it already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// It is written whenever it has a value.
    Written,
    /// Blank from the second line of a receipt on; reading fills it down.
    OncePerReceipt,
    /// Blank from the second line of one reduction on; reading fills it down.
    OncePerReduction,
    /// Stands on the first line of a receipt only, and belongs to the receipt as a whole; reading does not fill it down.
    FirstLineOnly,
}

/// One column (項目).
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its Japanese name.
    pub name: &'static str,
    /// What it is in English.
    pub en: &'static str,
    /// Its characters.
    pub mode: Mode,
    /// How many.
    pub length: Length,
    /// What they mean.
    pub content: Content,
    /// Left blank after the first line?
    pub repeat: Repeat,
    /// Whether it must be written (on the first line, for columns that are not repeated).
    pub required: bool,
    /// Whether it is written for paper receipts too (紙レセプト ○).
    pub paper: bool,
    /// Whether it can identify a person.
    pub personal: bool,
}

const fn column(
    name: &'static str,
    en: &'static str,
    mode: Mode,
    length: Length,
    content: Content,
) -> Column {
    let required = matches!(length, Length::Fixed(_) | Length::FixedOr(..));
    Column {
        name,
        en,
        mode,
        length,
        content,
        repeat: Repeat::Written,
        required,
        paper: true,
        personal: false,
    }
}

/// A code of fixed length in half-width characters; required.
pub const fn code(name: &'static str, en: &'static str, length: u16) -> Column {
    column(name, en, Mode::Half, Length::Fixed(length), Content::Code)
}

/// A code of variable length in half-width characters.
pub const fn code_up_to(name: &'static str, en: &'static str, length: u16) -> Column {
    column(name, en, Mode::Half, Length::UpTo(length), Content::Code)
}

/// An amount in half-width digits.
pub const fn amount(name: &'static str, en: &'static str, length: u16) -> Column {
    column(name, en, Mode::Half, Length::UpTo(length), Content::Amount)
}

/// A text in full-width characters.
pub const fn wide(name: &'static str, en: &'static str, length: u16) -> Column {
    column(name, en, Mode::Full, Length::UpTo(length), Content::Text)
}

/// A text in half-width characters.
pub const fn narrow(name: &'static str, en: &'static str, length: u16) -> Column {
    column(name, en, Mode::Half, Length::UpTo(length), Content::Text)
}

/// A code in full-width characters of fixed length; required.
pub const fn wide_code(name: &'static str, en: &'static str, length: u16) -> Column {
    column(name, en, Mode::Full, Length::Fixed(length), Content::Code)
}

/// One of some full-width words.
pub const fn words(
    name: &'static str,
    en: &'static str,
    length: u16,
    all: &'static [&'static str],
) -> Column {
    column(name, en, Mode::Full, Length::UpTo(length), Content::OneOf(all))
}

/// A full-width title that is always the same.
pub const fn title(text: &'static str, en: &'static str) -> Column {
    // A full-width character has three bytes in UTF-8.
    let length = Length::Fixed((text.len() / 3) as u16);
    column(text, en, Mode::Full, length, Content::Always(text))
}

impl Column {
    /// The same column, holding something else.
    pub const fn content(self, content: Content) -> Self {
        Self { content, ..self }
    }

    /// The same column, with other characters.
    pub const fn mode(self, mode: Mode) -> Self {
        Self { mode, ..self }
    }

    /// The same column, of another length.
    pub const fn length(self, length: Length) -> Self {
        Self { length, ..self }
    }

    /// The same column, required.
    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// The same column, which may be blank.
    pub const fn optional(self) -> Self {
        Self { required: false, ..self }
    }

    /// The same column, always this text.
    pub const fn always(self, text: &'static str) -> Self {
        Self { content: Content::Always(text), ..self }
    }

    /// The same column, written once a receipt.
    pub const fn once(self) -> Self {
        Self { repeat: Repeat::OncePerReceipt, ..self }
    }

    /// The same column, written once a reduction.
    pub const fn once_per_reduction(self) -> Self {
        Self { repeat: Repeat::OncePerReduction, ..self }
    }

    /// The same column, on the first line of a receipt only.
    pub const fn first_line_only(self) -> Self {
        Self { repeat: Repeat::FirstLineOnly, ..self }
    }

    /// The same column, left blank for paper receipts.
    pub const fn electronic_only(self) -> Self {
        Self { paper: false, ..self }
    }

    /// The same column, marked as identifying a person.
    pub const fn personal(self) -> Self {
        Self { personal: true, ..self }
    }
}

/// What a line of a form is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// One text alone: 帳票名.
    Title,
    /// ヘッダ.
    Head,
    /// タイトル部, 項目名.
    Names,
    /// 明細部, 明細.
    Detail,
    /// Sums at the end.
    Sums,
}

/// One kind of line.
#[derive(Debug)]
pub struct Line {
    /// Which part of the form.
    pub part: Part,
    /// Its name.
    pub name: Text,
    /// Its columns.
    pub columns: &'static [Column],
}

/// A form (帳票): one official list.
#[derive(Debug)]
pub struct Form {
    /// The four letters in its file name (帳票ID).
    pub id: &'static str,
    /// Its name.
    pub name: Text,
    /// Its lines in order; the last is repeated.
    pub lines: &'static [&'static Line],
    /// The column whose value tells receipts apart, 1-based.
    pub key: u8,
    /// Whether column 1 of each line is レコード種別.
    pub tagged: bool,
    /// Document, edition and section, and how sure it is.
    pub source: &'static str,
}

impl Form {
    /// The line of a part.
    pub fn line(&self, part: Part) -> Option<&'static Line> {
        self.lines.iter().copied().find(|line| line.part == part)
    }
}
