//! Random claim files made from the layouts: well-formed ones, damaged ones, and soups of their parts.

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

/// A wound to a file.
#[derive(Clone, Debug)]
pub enum Wound {
    Overwrite(Index, u8),
    Insert(Index, Vec<u8>),
    Remove(Index, u8),
    CopyRow(Index, Index),
    DropRow(Index),
    /// Another value in a field of a row.
    Field(Index, Index, Vec<u8>),
}

/// Pieces that mean something to a reader.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let ids: Vec<Vec<u8>> = RecordKind::ALL.iter().map(|kind| kind.id().0.to_vec()).collect();
    let marks = [
        ",",
        "\r\n",
        "\n",
        "\r",
        "\x1A",
        "\"",
        "0",
        "00",
        "9",
        "-",
        ".",
        " ",
        "99",
        "01",
        "8,1,1,SI,",
        "20240631",
    ];
    let marks: Vec<Vec<u8>> = marks.iter().map(|mark| mark.as_bytes().to_vec()).collect();
    let bytes = [
        &b"\x81"[..],
        b"\x81\x40",
        b"\xF0\x40",
        b"\xB1",
        b"\xFF",
        b"\x80",
        b"\x00",
        b"\xE3\x81\x82",
        b",,,,,,",
    ];
    let bytes: Vec<Vec<u8>> = bytes.iter().map(|bytes| bytes.to_vec()).collect();
    prop_oneof![select(ids), select(marks), select(bytes), vec(any::<u8>(), 1..4)]
}

fn wound() -> impl Strategy<Value = Wound> {
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Wound::Overwrite(at, byte)),
        (any::<Index>(), piece()).prop_map(|(at, bytes)| Wound::Insert(at, bytes)),
        (any::<Index>(), 1..20_u8).prop_map(|(at, len)| Wound::Remove(at, len)),
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Wound::CopyRow(from, to)),
        any::<Index>().prop_map(Wound::DropRow),
        (any::<Index>(), any::<Index>(), odd_value())
            .prop_map(|(row, field, value)| Wound::Field(row, field, value)),
    ]
}

/// Values on the edge of what fields allow.
fn odd_value() -> impl Strategy<Value = Vec<u8>> {
    let values = [
        "", "0", "00", "01", "007", "-1", "-0", "1.50", "0.5", "5.", "100000", "1000", "10000000", "99999999",
    ];
    let more =
        ["123456789", "1234567890", "12A", "A", " 1", "1 ", "20240230", "4310501", "8002", "80022", "98"];
    let values: Vec<_> = values.iter().chain(&more).map(|value| value.as_bytes().to_vec()).collect();
    prop_oneof![3 => select(values), 1 => wide_text(6), 1 => vec(any::<u8>(), 1..6)]
}

fn inflict(mut bytes: Vec<u8>, wound: &Wound) -> Vec<u8> {
    if bytes.is_empty() {
        return bytes;
    }
    let mut rows: Vec<Vec<u8>> = bytes.split_inclusive(|&b| b == b'\n').map(<[u8]>::to_vec).collect();
    match wound {
        Wound::Overwrite(at, byte) => *at.get_mut(&mut bytes) = *byte,
        Wound::Insert(at, piece) => {
            let at = at.index(bytes.len());
            bytes.splice(at..at, piece.iter().copied());
        }
        Wound::Remove(at, len) => {
            let at = at.index(bytes.len());
            bytes.drain(at..(at + usize::from(*len)).min(bytes.len()));
        }
        Wound::CopyRow(from, to) => {
            let row = from.get(&rows).clone();
            rows.insert(to.index(rows.len()), row);
            return rows.concat();
        }
        Wound::DropRow(at) => {
            rows.remove(at.index(rows.len()));
            return rows.concat();
        }
        Wound::Field(row, field, value) => {
            let row = row.get_mut(&mut rows);
            let end = row.iter().rposition(|b| !matches!(b, b'\r' | b'\n')).map_or(0, |last| last + 1);
            let mut fields: Vec<&[u8]> = row[..end].split(|&b| b == b',').collect();
            *field.get_mut(&mut fields) = value;
            *row = [fields.join(&b","[..]), row[end..].to_vec()].concat();
            return rows.concat();
        }
    }
    bytes
}

/// A file with a few wounds.
pub fn damaged_file() -> impl Strategy<Value = Shown> {
    (file(), vec(wound(), 1..6)).prop_map(|((file, _), wounds)| Shown(wounds.iter().fold(file.0, inflict)))
}

/// A file whose rows were moved, repeated and dropped, each of them still whole.
pub fn reordered_file() -> impl Strategy<Value = Shown> {
    let wound = prop_oneof![
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Wound::CopyRow(from, to)),
        any::<Index>().prop_map(Wound::DropRow),
    ];
    (file(), vec(wound, 0..6)).prop_map(|((file, _), wounds)| {
        let rows: Vec<&[u8]> = file.0.split_inclusive(|&b| b == b'\n').collect();
        let rows: Vec<&[u8]> = rows.into_iter().filter(|row| *row != b"\x1A").collect();
        // The first row is an institution whose name tells how the file is encoded.
        let rest = wounds.iter().fold(rows[1..].concat(), inflict);
        let name = SHIFT_JIS.encode("見本医院").0;
        Shown([b"IR,1,13,1,1234567,,", &*name, b",202406,00,\r\n", &rest].concat())
    })
}

/// Pieces in any order.
pub fn soup() -> impl Strategy<Value = Shown> {
    vec(piece(), 0..200).prop_map(|pieces| Shown(pieces.concat()))
}

/// Ordinary rows of a kind, as the quick way of the reader takes them.
fn ordinary_rows(kind: RecordKind) -> Vec<String> {
    let days = |first: &str| format!("{}{first},,2{}", ",".repeat(7), ",".repeat(28));
    match kind {
        RecordKind::Ho => {
            let symbol = SHIFT_JIS.decode(b"\x93\x8C\x8B\x9E").0;
            let heads = ["HO,01130012,11,12,1,291".to_owned(), format!("HO,00138057,{symbol},7,10,1000")];
            heads.map(|head| head + &",".repeat(9)).to_vec()
        }
        RecordKind::Sn => vec!["SN,1,01,,,,03,,".to_owned(), "SN,1,02,,,,,,".to_owned()],
        RecordKind::Sy => {
            vec!["SY,4660009,20240603,1,20568002,,01,".to_owned(), "SY,0000999,20240229,4,,,,".to_owned()]
        }
        RecordKind::Si => vec![
            format!("SI,11,1,111000110,,291,1{}", days("1")),
            format!("SI,,2,160000110,10,,12{}", days("10")),
        ],
        _ => vec![format!("IY,21,1,620098801,2.5,14,7{}", days(""))],
    }
}

/// An ordinary row with one field that is a little odd.
fn odd_row(kind: RecordKind) -> impl Strategy<Value = Vec<u8>> {
    let near_digits = select(b"0123456789/:,-. A\x80\x81\x1A".to_vec());
    let change = prop_oneof![odd_value().prop_map(Ok), (any::<Index>(), near_digits).prop_map(Err)];
    (select(ordinary_rows(kind)), any::<Index>(), change).prop_map(|(row, at, change)| {
        let row = SHIFT_JIS.encode(&row).0.into_owned();
        let mut fields: Vec<Vec<u8>> = row.split(|&b| b == b',').map(<[u8]>::to_vec).collect();
        // The heads of rows are chosen more often than the days.
        let count = if at.index(2) == 0 { fields.len() } else { fields.len().min(7) };
        match (at.get_mut(&mut fields[..count]), change) {
            (field, Ok(value)) => *field = value,
            (field, Err((_, byte))) if field.is_empty() => field.push(byte),
            (field, Err((within, byte))) => *within.get_mut(field) = byte,
        }
        [fields.join(&b","[..]), b"\r\n".to_vec()].concat()
    })
}

/// Receipts of ordinary rows, each with one field that is a little odd.
pub fn odd_rows() -> impl Strategy<Value = Shown> {
    use RecordKind::{Ho, Iy, Si, Sn, Sy};
    let line = prop_oneof![2 => odd_row(Si), 1 => odd_row(Iy)];
    let receipt = (vec(odd_row(Ho), 0..3), vec(odd_row(Sn), 0..3), vec(odd_row(Sy), 0..4), vec(line, 0..8))
        .prop_map(|(a, b, c, d)| {
            [b"RE,1,1112,202406,A,1,19900101\r\n".to_vec(), [a, b, c, d].concat().concat()].concat()
        });
    vec(receipt, 1..6).prop_map(|receipts| Shown([receipts.concat(), b"GO,1,1,99\r\n".repeat(15)].concat()))
}
