//! Wounds: files damaged, reordered, and soups of their parts.

use encoding_rs::SHIFT_JIS;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use receipt::RecordKind;

use super::{Shown, file, wide_text};

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
pub fn odd_value() -> impl Strategy<Value = Vec<u8>> {
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
