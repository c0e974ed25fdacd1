//! A layout made ready for reading: items flattened, needs as bit masks, tables as bit sets.

use super::{Field, Item, Layout, Mode, Need, Shape, Table, Width};

/// The most items a record may have; one bit each in a `u64`.
pub const MAX_ITEMS: usize = 64;

/// One item of a compiled layout.
#[derive(Debug)]
pub struct Column {
    /// Its declaration.
    pub field: Field,
    /// Its place in a run of equal fields, 1 for the first; `None` outside runs.
    pub ordinal: Option<u8>,
    /// Its test, made ready.
    pub test: Test,
}

/// The test of a field's form, chosen once so that reading only follows one jump.
#[derive(Debug)]
pub enum Test {
    /// Digits only, `min` to `max` of them.
    Digits {
        /// The fewest.
        min: u16,
        /// The most.
        max: u16,
    },
    /// Digits without leading zeros, at most `max`; a minus sign may lead when `signed`.
    Number {
        /// The most bytes, sign included.
        max: u16,
        /// Whether a minus sign may lead.
        signed: bool,
    },
    /// A decimal without spare zeros.
    Decimal {
        /// The most digits before the point.
        int: u8,
        /// The most digits after it.
        frac: u8,
    },
    /// YYYYMMDD of the calendar.
    Date,
    /// YYYYMM of the calendar.
    Month,
    /// A code of a table.
    Code(CodeSet),
    /// Codes one after another.
    CodeList {
        /// Bytes of one.
        each: u8,
        /// The most bytes.
        max: u16,
        /// The codes allowed, when the record specification lists them.
        set: Option<CodeSet>,
    },
    /// Half-width text of `min` to `max` bytes; `blanks` may stand at its head (fixed fields).
    Ascii {
        /// The fewest bytes.
        min: u16,
        /// The most bytes.
        max: u16,
    },
    /// Full-width text of at most `max` bytes.
    Kanji {
        /// The most bytes.
        max: u16,
    },
    /// Full-width katakana of at most `max` bytes.
    Katakana {
        /// The most bytes.
        max: u16,
    },
    /// Half-width or full-width text of at most `max` bytes.
    Either {
        /// The most bytes.
        max: u16,
    },
}

/// The codes of a table as a bit set: by byte for codes of one byte, else by number.
#[derive(Debug)]
pub struct CodeSet {
    /// The table, for messages.
    pub table: &'static Table,
    /// Bytes of a code.
    pub width: u8,
    bits: Vec<u64>,
}

impl CodeSet {
    fn new(table: &'static Table) -> Self {
        let width = table.codes.first().map_or(0, |(code, _)| code.len());
        let mut set = Self {
            table,
            width: width as u8,
            bits: vec![0; 10_usize.pow(width.min(4) as u32).max(256) / 64 + 1],
        };
        for (code, _) in table.codes {
            let word = set.index(code.as_bytes()).and_then(|i| set.bits.get_mut(i / 64).zip(Some(i % 64)));
            if let Some((word, bit)) = word {
                *word |= 1 << bit;
            }
        }
        set
    }

    #[inline]
    fn index(&self, code: &[u8]) -> Option<usize> {
        let digit = |b: u8| b.is_ascii_digit().then(|| usize::from(b - b'0'));
        match (self.width, code) {
            (1, &[byte]) => Some(usize::from(byte)),
            (2, &[tens, ones]) => Some(digit(tens)? * 10 + digit(ones)?),
            (width, code) if width > 2 && code.len() == usize::from(width) => {
                code.iter().try_fold(0, |n, &b| Some(n * 10 + digit(b)?))
            }
            _ => None,
        }
    }

    /// Whether the table has the code.
    #[inline]
    pub fn has(&self, code: &[u8]) -> bool {
        self.index(code)
            .and_then(|i| self.bits.get(i / 64).map(|word| word >> (i % 64) & 1 == 1))
            .unwrap_or(false)
    }
}

/// A layout made ready for reading. Bit `i` of a mask stands for item `i + 1`.
#[derive(Debug)]
pub struct Compiled {
    /// What it was made from.
    pub layout: &'static Layout,
    /// Items 2 and following: `columns[0]` is item 2.
    pub columns: Vec<Column>,
    /// Items that must be written.
    pub required: u64,
    /// Items that must be blank (予備).
    pub reserved: u64,
    /// Items left off in a first filing.
    pub omitted: u64,
    /// Items whose form is tested: all but the record id and the reserved ones.
    pub tested: u64,
}

impl Compiled {
    /// Makes a layout ready.
    pub fn new(layout: &'static Layout) -> Self {
        let mut columns = Vec::new();
        for item in layout.items {
            match *item {
                Item::One(field) => columns.push(Column { field, ordinal: None, test: Test::of(&field) }),
                Item::Run(field, n) => columns.extend((1..=n).map(|k| Column {
                    field,
                    ordinal: Some(k),
                    test: Test::of(&field),
                })),
            }
        }
        let mask = |need: Need| {
            let bits = columns.iter().enumerate().filter(|(_, c)| c.field.need == need);
            bits.fold(0_u64, |mask, (i, _)| mask | 2 << i)
        };
        let (required, reserved, omitted) =
            (mask(Need::Required), mask(Need::Reserved), mask(Need::FilingOmitted));
        let all = columns.iter().enumerate().fold(0_u64, |mask, (i, _)| mask | 2 << i);
        Self { layout, required, reserved, omitted, tested: all & !reserved, columns }
    }

    /// How many items the record has, the record id included.
    pub fn items(&self) -> usize {
        self.columns.len() + 1
    }

    /// The column of a 1-based item number from 2.
    pub fn column(&self, item: u8) -> Option<&Column> {
        self.columns.get(usize::from(item).checked_sub(2)?)
    }
}

impl Column {
    /// The Japanese name, with its ordinal in a run: `1日の情報`, `予備3`.
    pub fn name(&self) -> String {
        let name = self.field.name;
        match (self.ordinal, self.field.need) {
            (None, _) => name.to_owned(),
            (Some(n), Need::Reserved) => format!("{name}{n}"),
            (Some(n), _) => format!("{n}{name}"),
        }
    }
}

impl Test {
    fn of(field: &Field) -> Self {
        let max = field.max;
        let min = if field.width == Width::Fixed { max } else { 0 };
        match (field.shape, field.mode) {
            (Shape::Date, _) => Self::Date,
            (Shape::Month, _) => Self::Month,
            (Shape::Code(table), _) => Self::Code(CodeSet::new(table)),
            (Shape::CodeList { each, table }, _) => {
                Self::CodeList { each, max, set: table.map(CodeSet::new) }
            }
            (Shape::Decimal { int, frac }, _) => Self::Decimal { int, frac },
            (Shape::Number, _) => Self::Number { max, signed: false },
            (Shape::Signed, _) => Self::Number { max, signed: true },
            (Shape::Katakana, _) => Self::Katakana { max },
            (Shape::Plain, Mode::Digits) => Self::Digits { min, max },
            (Shape::Plain, Mode::Ascii) => Self::Ascii { min, max },
            (Shape::Plain, Mode::Kanji) => Self::Kanji { max },
            (Shape::Plain, Mode::AsciiOrKanji) => Self::Either { max },
        }
    }
}
