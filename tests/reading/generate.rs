//! Random claim files made from the layouts: well-formed ones, damaged ones, and soups of their parts.

mod ordinary;
mod wounds;

pub use ordinary::odd_rows;
pub use wounds::{damaged_file, reordered_file, soup};

use std::fmt;
use std::sync::LazyLock;

use encoding_rs::SHIFT_JIS;
use model::{Date, Quantity};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use receipt::RecordKind;
use receipt::layout::{Field, Mode, Need, Shape, Width};
use receipt::write::{EndOfFile, LineEnd, RecordWriter, Tail, WriteOptions};

/// A record to be written: the values of its items from 2 on.
#[derive(Clone)]
pub struct Plan {
    pub kind: RecordKind,
    pub values: Vec<(u8, Vec<u8>)>,
}

impl fmt::Debug for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.kind.id())
    }
}

/// Bytes that show themselves as text.
#[derive(Clone)]
pub struct Shown(pub Vec<u8>);

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.escape_ascii())
    }
}

/// All full-width characters of CP932, as bytes, that are not user-defined.
/// Characters that have two codes stand here by the one by which they are written, so that files can be written back.
static WIDE: LazyLock<Vec<[u8; 2]>> = LazyLock::new(|| {
    let pairs = (0x8100..=0xFCFF_u16).map(u16::to_be_bytes);
    let is_wide = |pair: &[u8; 2]| {
        let text = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(pair);
        let one = text.filter(|t| t.chars().count() == 1);
        let standard = |text: &str| !text.contains(|c| matches!(c, '\u{E000}'..='\u{F8FF}'));
        one.is_some_and(|text| standard(&text) && *SHIFT_JIS.encode(&text).0 == *pair)
    };
    pairs.filter(is_wide).collect()
});

const WIDE_BLANK: [u8; 2] = [0x81, 0x40];

fn wide_text(most: usize) -> impl Strategy<Value = Vec<u8>> {
    let character = any::<Index>().prop_map(|i| *i.get(&WIDE));
    vec(character, 1..=most.min(12)).prop_map(|mut text| {
        while text.len() > 1 && text.last() == Some(&WIDE_BLANK) {
            text.pop();
        }
        if text == [WIDE_BLANK] { vec![0x88, 0x9F] } else { text.concat() }
    })
}

fn ascii_text(least: usize, most: usize) -> impl Strategy<Value = Vec<u8>> {
    let allowed: Vec<u8> = (0x20..0x7F).filter(|b| *b != b',' && *b != b'"').collect();
    let character = select(allowed);
    vec(character, least..=most.min(least.max(12))).prop_map(|mut text| {
        if let Some(last) = text.last_mut().filter(|b| **b == b' ') {
            *last = b'x';
        }
        text
    })
}

fn digits(least: usize, most: usize) -> impl Strategy<Value = Vec<u8>> {
    vec(b'0'..=b'9', least..=most)
}

fn number(most: u16) -> impl Strategy<Value = i64> {
    let top = 10_i64.pow(u32::from(most.min(9)));
    prop_oneof![3 => 0..top.min(10), 1 => 0..top]
}

fn date() -> impl Strategy<Value = Date> {
    (1868..2100_u32, 1..=12_u32, 1..=31_u32).prop_filter_map("a day", |(y, m, d)| Date::new(y, m, d))
}

/// A value that the layout allows.
pub fn value(field: &Field) -> BoxedStrategy<Vec<u8>> {
    let most = usize::from(field.max);
    let least = if field.width == Width::Fixed { most } else { 1 };
    let text = |n: i64| n.to_string().into_bytes();
    match (field.shape, field.mode) {
        (Shape::Plain, Mode::Digits) => digits(least, most).boxed(),
        (Shape::Plain, Mode::Ascii) => ascii_text(least, most).boxed(),
        (Shape::Plain, Mode::Kanji) => wide_text(most / 2).boxed(),
        (Shape::Plain, Mode::AsciiOrKanji) => prop_oneof![ascii_text(1, most), wide_text(most / 2)].boxed(),
        (Shape::Katakana, _) => {
            let second = (0x40..=0x96_u8).prop_filter("a character", |second| *second != 0x7F);
            let character =
                prop_oneof![9 => second.prop_map(|second| [0x83, second]), 1 => Just([0x81, 0x5B])];
            vec(character, 1..=most / 2).prop_map(|text| text.concat()).boxed()
        }
        (Shape::Number, _) => number(field.max).prop_map(text).boxed(),
        (Shape::Signed, _) => {
            prop_oneof![4 => number(field.max), 1 => number(field.max - 1).prop_map(|n| -n)]
                .prop_map(text)
                .boxed()
        }
        (Shape::Decimal { int, frac }, _) => {
            let (unit, top) = (10_i64.pow(5 - u32::from(frac)), 10_i64.pow(u32::from(int + frac)));
            let scaled = prop_oneof![0..top, (0..1000_i64).prop_map(move |n| n * (top / 1000).max(1))];
            scaled.prop_map(move |n| Quantity::from_scaled(n * unit).to_string().into_bytes()).boxed()
        }
        (Shape::Date, _) => date().prop_map(|d| format!("{:08}", d.number()).into_bytes()).boxed(),
        (Shape::Month, _) => date().prop_map(|d| format!("{:06}", d.month().number()).into_bytes()).boxed(),
        (Shape::Code(table), _) => select(table.codes).prop_map(|(code, _)| code.as_bytes().to_vec()).boxed(),
        (Shape::CodeList { each, table }, _) => {
            let each = usize::from(each);
            let code = match table {
                Some(table) => select(table.codes).prop_map(|(code, _)| code.as_bytes().to_vec()).boxed(),
                None => prop_oneof![digits(each, each), Just(b"8002".to_vec())].boxed(),
            };
            vec(code, 1..=(most / each).min(4)).prop_map(|codes| codes.concat()).boxed()
        }
    }
}

/// A record with all that is required and some of the rest.
pub fn record(kind: RecordKind) -> impl Strategy<Value = Plan> {
    let items: Vec<_> =
        kind.layout().fields().enumerate().map(|(i, (field, _))| (i as u8 + 2, *field)).collect();
    let optional: Vec<_> = items.iter().filter(|(_, f)| f.need == Need::Optional).copied().collect();
    let required: Vec<_> = items.iter().filter(|(_, f)| f.need == Need::Required).copied().collect();
    let written = |(item, field): (u8, Field)| value(&field).prop_map(move |value| (item, value)).boxed();
    let required: Vec<_> = required.into_iter().map(written).collect();
    let most = optional.len().min(6);
    let chosen = proptest::sample::subsequence(optional, 0..=most);
    let chosen = chosen.prop_flat_map(move |fields| fields.into_iter().map(written).collect::<Vec<_>>());
    (required, chosen).prop_map(move |(required, chosen)| {
        let mut values = [required, chosen].concat();
        values.sort();
        Plan { kind, values }
    })
}

/// Lines and comments, of which the first has a 診療識別.
fn details() -> impl Strategy<Value = Vec<Plan>> {
    use RecordKind::{Co, Iy, Si, To};
    let one = prop_oneof![4 => record(Si), 3 => record(Iy), 1 => record(To), 2 => record(Co)];
    let section = value(kind_field(Si, 2));
    (vec(one, 1..8), section).prop_map(|(mut details, section)| {
        let first = &mut details[0].values;
        first.retain(|(item, _)| *item != 2);
        first.insert(0, (2, section));
        details
    })
}

fn kind_field(kind: RecordKind, item: usize) -> &'static Field {
    kind.layout().fields().nth(item - 2).expect("the item is there").0
}

fn some(kind: RecordKind, range: std::ops::RangeInclusive<usize>) -> BoxedStrategy<Vec<Plan>> {
    vec(record(kind), range).boxed()
}

/// A receipt with its records in order.
pub fn receipt() -> impl Strategy<Value = Vec<Plan>> {
    use RecordKind::{Gr, Ho, Jd, Kh, Ko, Mf, Re, Sj, Sn, Sy, Ti, Tr, Ts};
    let head = (some(Re, 1..=1), some(Ho, 0..=1), some(Ko, 0..=4), some(Kh, 0..=1), some(Sn, 0..=1));
    let rest =
        (some(Jd, 0..=1), some(Mf, 0..=1), some(Gr, 0..=1), some(Sy, 0..=3), details(), some(Sj, 0..=1));
    let donor =
        (some(Ti, 1..=1), some(Tr, 1..=1), some(Ts, 0..=1), some(Sy, 0..=1), details(), some(Sj, 0..=1));
    let donor = donor.prop_map(|(a, b, c, d, e, f)| [a, b, c, d, e, f].concat());
    let donors = prop_oneof![9 => Just(vec![]), 1 => vec(donor, 1..3).prop_map(|donors| donors.concat())];
    (head, rest, donors).prop_map(|((a, b, c, d, e), (f, g, h, i, j, k), donors)| {
        [a, b, c, d, e, f, g, h, i, j, k, donors].concat()
    })
}

fn options() -> impl Strategy<Value = WriteOptions> {
    let line_end = select(vec![LineEnd::CrLf, LineEnd::Lf]);
    let tail = select(vec![Tail::Full, Tail::LeftOff]);
    let end_of_file = select(vec![EndOfFile::Code, EndOfFile::None]);
    (line_end, tail, end_of_file).prop_map(|(line_end, tail, end_of_file)| WriteOptions {
        line_end,
        tail,
        end_of_file,
    })
}

/// The bytes of a file.
pub fn bytes_of(plans: &[Plan], options: WriteOptions) -> Vec<u8> {
    let mut out = Vec::new();
    let mut writer = RecordWriter::new(&mut out, options);
    for plan in plans {
        let mut record = writer.record(plan.kind);
        for (item, value) in &plan.values {
            record.raw(*item, value);
        }
        record.end().expect("raw values are not refused");
    }
    writer.end_of_file();
    out
}

/// A well-formed file, and how it was written.
pub fn file() -> impl Strategy<Value = (Shown, WriteOptions)> {
    let part = (record(RecordKind::Ir), vec(receipt(), 1..4), record(RecordKind::Go))
        .prop_map(|(ir, receipts, go)| [vec![ir], receipts.concat(), vec![go]].concat());
    (vec(part, 1..3), options())
        .prop_map(|(parts, options)| (Shown(bytes_of(&parts.concat(), options)), options))
}
