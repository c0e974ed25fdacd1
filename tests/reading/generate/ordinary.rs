//! Ordinary rows, each with one field that is a little odd: what the quick way of the reader takes, and just not.

use encoding_rs::SHIFT_JIS;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use receipt::RecordKind;

use super::Shown;
use super::wounds::odd_value;

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
