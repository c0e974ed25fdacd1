//! Damaged copies of official files are refused with their rows named.

use masters::{Refusal, read};

use super::files::bytes;

/// Reads a copy in which one text is replaced by another, once, and gives what is wrong: line, item, fault.
fn damaged(name: &str, from: &str, to: &str) -> Option<Vec<(u64, u16, &'static str)>> {
    let (text, _, _) = encoding_rs::SHIFT_JIS.decode(bytes()?.get(name)?);
    assert!(text.contains(from), "{name} holds no {from}");
    let copy = text.replacen(from, to, 1);
    match read(name, copy.as_bytes(), None) {
        Err(Refusal::Broken { problems, .. }) => {
            Some(problems.iter().map(|p| (p.line, p.column.map_or(0, |c| c.item), p.fault.slug())).collect())
        }
        other => panic!("{name}: {:?}", other.map(|s| s.rows())),
    }
}

#[test]
fn rows_are_named() {
    let s = "masters/R6/s.csv";
    for (name, from, to, wrong) in [
        (s, "\"291.00\"", "\"291.0O\"", vec![(1, 12, "bad-value")]),
        (s, "\"20240601\",\"99999999\"", "\"20240601\",\"20240230\"", vec![(1, 88, "bad-value")]),
        (s, "\"S\",\"111000370\"", "\"S\",\"111000110\"", vec![(2, 3, "repeated")]),
        (s, "\"初診料\"", "\"\"", vec![(1, 5, "missing")]),
        (s, "\"0\",\"S\",\"111000370\"", "\"7\",\"S\",\"111000370\"", vec![(2, 1, "not-allowed")]),
        ("masters/R6/c.csv", "\"810000001\"", "\"810000009\"", vec![(1, 23, "comment-code")]),
    ] {
        let Some(found) = damaged(name, from, to) else { return };
        assert_eq!(found, wrong, "{from}");
    }
}

#[test]
fn one_side_of_a_pair_is_not_enough() {
    let name = "masters/R6/tensuhyo_ika/03-4_haihan_week.csv";
    let Some(found) = damaged(name, "\"2\",\"1\",\"0\",\"20120401\"", "\"3\",\"1\",\"0\",\"20120401\"")
    else {
        return;
    };
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|p| (p.1, p.2) == (6, "not-inverted")), "{found:?}");
}
