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
        RecordKind::Re => vec![
            format!(
                "RE,1,1112,202406,見本,1,19900101,70,,,,26,,123{}01{}ミホン,",
                ",".repeat(8),
                ",".repeat(15)
            ),
            format!("RE,1,1111,202406,見本　０１,2,19500101,,20240601,,,26,40,A-1{}", ",".repeat(24)),
            "RE,1,1112,202406,見本,1,19900101".to_owned(),
        ],
        RecordKind::Jd => vec![
            format!("JD,1,1,,2{}9,1{}", ",".repeat(5), ",".repeat(22)),
            format!("JD,2,{}1", ",".repeat(30)),
            "JD,1,,1".to_owned(),
        ],
        RecordKind::Mf => vec![format!("MF,00{}", ",".repeat(31)), "MF,04".to_owned()],
        RecordKind::Co => vec!["CO,11,1,810000001,見本".to_owned(), "CO,,3,810000001,".to_owned()],
        RecordKind::Ho => {
            let symbol = SHIFT_JIS.decode(b"\x93\x8C\x8B\x9E").0;
            let heads = ["HO,01130012,11,12,1,291".to_owned(), format!("HO,00138057,{symbol},7,10,1000")];
            let blank = heads.clone().map(|head| head + &",".repeat(9));
            let amounts = heads.map(|head| head + ",,3,1380,,,8000,,,");
            let burden = "HO,01130012,11,12,1,291,,,,,,8000,,,".to_owned();
            [blank, amounts].concat().into_iter().chain([burden]).collect()
        }
        RecordKind::Sn => vec!["SN,1,01,,,,03,,".to_owned(), "SN,1,02,,,,,,".to_owned()],
        RecordKind::Sy => {
            vec!["SY,4660009,20240603,1,20568002,,01,".to_owned(), "SY,0000999,20240229,4,,,,".to_owned()]
        }
        RecordKind::Si => vec![
            format!("SI,11,1,111000110,,291,1{}", days("1")),
            format!("SI,,2,160000110,10,,12{}", days("10")),
            format!("SI,11,1,111000110,,291,3,830100503,{}{}", "発熱及び咳嗽".repeat(6), &days("1")[2..]),
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
    use RecordKind::{Co, Ho, Iy, Jd, Mf, Re, Si, Sn, Sy};
    let line = prop_oneof![4 => odd_row(Si), 2 => odd_row(Iy), 1 => odd_row(Co)];
    let head = prop_oneof![2 => Just(b"RE,1,1112,202406,A,1,19900101\r\n".to_vec()), 1 => odd_row(Re)];
    let payers = (vec(odd_row(Ho), 0..3), vec(odd_row(Sn), 0..3));
    let beside = (vec(odd_row(Jd), 0..3), vec(odd_row(Mf), 0..2));
    let receipt = (head, payers, beside, vec(odd_row(Sy), 0..4), vec(line, 0..8)).prop_map(
        |(head, (ho, sn), (jd, mf), sy, lines)| {
            [head, [ho, sn, jd, mf, sy, lines].concat().concat()].concat()
        },
    );
    vec(receipt, 1..6).prop_map(|receipts| Shown([receipts.concat(), b"GO,1,1,99\r\n".repeat(15)].concat()))
}
