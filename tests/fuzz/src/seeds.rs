//! Files to start from, made from the layouts.

use masters::FileKind;
use masters::column::{Column, ValueType};
use receipt::RecordKind;
use receipt::layout::{Field, Mode, Need, Shape, Width};

/// How much of a record is written.
#[derive(Clone, Copy, PartialEq)]
enum Much {
    Required,
    Everything,
}

/// Small claim files: each kind of record by itself, whole receipts, donors, history, other line ends.
pub fn receipts() -> Vec<(String, Vec<u8>)> {
    use RecordKind::{Co, Go, Ho, Ir, Iy, Ko, Re, Si, Sj, Sy, Ti, To, Tr, Ts};
    let mut seeds = Vec::new();
    for &kind in RecordKind::ALL {
        let id = kind.id().as_text();
        seeds.push((format!("{id}-full"), file(&[Re, kind], Much::Everything)));
        seeds.push((format!("{id}-required"), file(&[Re, kind], Much::Required)));
    }
    let receipt = [Ir, Re, Ho, Ko, Sy, Si, Iy, To, Co, Iy, Si, Sj, Go];
    let whole = file(&receipt, Much::Everything);
    seeds.push(("whole-lf".to_owned(), whole.iter().copied().filter(|&b| b != b'\r').collect()));
    seeds.push(("whole-eof".to_owned(), [&whole[..], b"\x1A"].concat()));
    seeds.push(("whole-twice".to_owned(), whole.repeat(2)));
    seeds.push(("whole".to_owned(), whole));
    seeds.push(("short".to_owned(), file(&receipt, Much::Required)));
    seeds.push(("donor".to_owned(), file(&[Re, Ho, Sy, Si, Ti, Tr, Ts, Sy, Si, Tr, Ts, Si], Much::Required)));
    seeds.push(("ordinary".to_owned(), ordinary()));
    seeds.push(("history".to_owned(), b"RE,1\r\n8,1,1,RE,1\r\n8,2,1,SI,11\r\nRC,x\r\n".to_vec()));
    seeds
}

/// Rows as the quick way of the reader takes them, with enough behind them.
fn ordinary() -> Vec<u8> {
    let days = format!("{}1,,2{}\r\n", ",".repeat(7), ",".repeat(28));
    let lines = [
        "SI,12,1,112007410,,73,2",
        "SI,60,2,160000110,10,11,12",
        "IY,21,1,620098801,2.5,14,7",
        "IY,,1,620003855,5,,7",
    ];
    let lines: String = lines.iter().map(|head| format!("{head}{days}")).collect();
    let tail = ",".repeat(9);
    let head = format!("RE,1,1112,202406,A,1,19900101\r\nHO,01130012,1,2,1,291{tail}\r\nSN,1,01,,,,03,,\r\n");
    let diseases = "SY,4660009,20240603,1,20568002,,01,\r\nSY,0000999,20240229,4,,,,\r\n";
    [&head, diseases, &lines, &"GO,1,1,99\r\n".repeat(13)].concat().into_bytes()
}

fn file(kinds: &[RecordKind], much: Much) -> Vec<u8> {
    kinds.iter().flat_map(|&kind| record(kind, much)).collect()
}

fn record(kind: RecordKind, much: Much) -> Vec<u8> {
    let mut row = kind.id().0.to_vec();
    for (field, ordinal) in kind.layout().fields() {
        row.push(b',');
        let some_days = ordinal.is_none_or(|n| n == 1 || n == 31);
        let written =
            field.need == Need::Required || much == Much::Everything && field.need == Need::Optional;
        if written && some_days {
            row.extend(value(field));
        }
    }
    [&row[..], b"\r\n"].concat()
}

fn value(field: &Field) -> Vec<u8> {
    let most = usize::from(field.max);
    let len = if field.width == Width::Fixed { most } else { most.min(3) };
    match (field.shape, field.mode) {
        (Shape::Plain, Mode::Digits) => vec![b'1'; len],
        (Shape::Plain, Mode::Ascii | Mode::AsciiOrKanji) => vec![b'A'; len],
        (Shape::Plain, Mode::Kanji) => b"\x93\x8C\x8B\x9E".to_vec(),
        (Shape::Katakana, _) => b"\x83A\x83C".to_vec(),
        (Shape::Number, _) => b"2".to_vec(),
        (Shape::Signed, _) => b"12".to_vec(),
        (Shape::Decimal { .. }, _) => b"1.5".to_vec(),
        (Shape::Date, _) => b"20240603".to_vec(),
        (Shape::Month, _) => b"202406".to_vec(),
        (Shape::Code(table) | Shape::CodeList { table: Some(table), .. }, _) => {
            table.codes.last().map_or(vec![], |(code, _)| code.as_bytes().to_vec())
        }
        (Shape::CodeList { table: None, .. }, _) => b"80022056".to_vec(),
    }
}

/// A file of a few rows for each kind of official file; the first byte picks the name.
pub fn tables() -> Vec<(String, Vec<u8>)> {
    FileKind::ALL.iter().map(|&kind| (kind.slug().to_owned(), table(kind))).collect()
}

fn table(kind: FileKind) -> Vec<u8> {
    let layout = kind.layout();
    let mut file = vec![kind.index() as u8];
    if layout.header {
        let names: Vec<&str> = layout.columns.iter().map(|column| column.name).collect();
        file.extend(encoding_rs::SHIFT_JIS.encode(&names.join(",")).0.iter());
        file.extend(b"\r\n");
    }
    for row in 0..3 {
        let cells: Vec<String> = layout.columns.iter().map(|column| cell(kind, column, row)).collect();
        file.extend(cells.join(",").into_bytes());
        file.extend(b"\r\n");
    }
    file
}

fn cell(kind: FileKind, column: &Column, row: usize) -> String {
    match (kind, column.id, column.value) {
        (_, _, _) if column.item == 2 && kind.layout().letter.is_some() => {
            format!("\"{}\"", kind.layout().letter.unwrap_or_default())
        }
        // 8, pattern, serial: the three stand by themselves too.
        (FileKind::Comment, "class", _) => "8".to_owned(),
        (FileKind::Comment, "pattern", _) => "10".to_owned(),
        (FileKind::Comment, "serial", _) => row.to_string(),
        (_, id, ValueType::Text) if id.contains("group") => "\"A000001\"".to_owned(),
        // Either of a pair with itself is its own inverse.
        (_, "claim", _) => "3".to_owned(),
        (_, _, ValueType::Code(width)) => code(kind, column, usize::from(width), row),
        _ if !column.allowed.is_empty() => column.allowed[0].to_owned(),
        (_, _, ValueType::Date) => "20240601".to_owned(),
        (_, _, ValueType::Decimal) => "1.5".to_owned(),
        (_, _, ValueType::Int | ValueType::Class) => "0".to_owned(),
        (_, _, ValueType::Age) => "00".to_owned(),
        (_, _, ValueType::Text) => "\"name\"".to_owned(),
        (_, _, ValueType::Reserved) => String::new(),
    }
}

/// Codes of drugs, materials and comments differ from those of procedures by their first digit.
fn code(kind: FileKind, column: &Column, width: usize, row: usize) -> String {
    let head = match kind {
        FileKind::Ward => "1906",
        FileKind::Comment => "810",
        FileKind::Drug => "6",
        FileKind::Material => "7",
        _ if column.id.contains("comment") => "8",
        _ if kind.slug().starts_with("iy_") && !column.id.contains("disease") => "6",
        _ => "1",
    };
    format!("{head}{row:0>rest$}", rest = width.saturating_sub(head.len()))
}
