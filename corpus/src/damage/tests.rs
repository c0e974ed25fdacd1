//! Damage is seeded, told, and does what it says.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use proptest::prelude::*;

use super::{Kind, damage, damage_by};

const FILE: &[u8] = b"IR,1,13,1,1234567,,\x8C\xA9\x96{\x88\xE3\x89@,202506,00,\r\nRE,1,1112,202505,,1,19600101\r\nHO,01130012,1,1,1,291\r\nSY,8833421,20250501,1,,,01,\r\nSI,11,1,111000110,,291,1\r\nGO,1,291,99\r\n\x1A";

#[test]
fn every_kind_changes_the_file_and_says_where() {
    for &kind in Kind::ALL {
        let (bytes, wounds) = damage_by(FILE, 7, &[kind]);
        assert_eq!(wounds.iter().map(|w| w.kind).collect::<Vec<_>>(), [kind]);
        assert_ne!(bytes, FILE, "{kind:?}");
        let wound = wounds.first().unwrap();
        assert_eq!(wound.line.is_none(), kind.is_whole(), "{wound}");
        assert!(wound.line.is_none_or(|l| (1..=6).contains(&l)), "{wound}");
    }
}

#[test]
fn slugs_name_kinds_once() {
    let mut slugs: Vec<&str> = Kind::ALL.iter().map(|k| k.slug()).collect();
    slugs.sort_unstable();
    slugs.dedup();
    assert_eq!(slugs.len(), Kind::ALL.len());
}

#[test]
fn wounds_are_told_in_both_languages() {
    let (_, wounds) = damage_by(FILE, 7, &[Kind::BadDate, Kind::Gzip]);
    let told = |lang| wounds.iter().map(|w| w.message(lang)).collect::<Vec<_>>().join(" / ");
    assert_eq!(told(model::Lang::Ja), "4行目の項目3：存在しない年月日 / ファイル全体：gzip圧縮");
    assert_eq!(
        told(model::Lang::En),
        "line 4, item 3: writes a day that no calendar has / the whole file: packs the file with gzip"
    );
}

proptest! {
    #[test]
    fn any_bytes_can_be_damaged_and_the_seed_decides(bytes in prop::collection::vec(any::<u8>(), 0..400), seed: u64, wounds in 0_u32..6) {
        prop_assert_eq!(damage(&bytes, seed, wounds), damage(&bytes, seed, wounds));
    }

    #[test]
    fn a_file_without_wounds_stays_as_it_is(lines in prop::collection::vec("[A-Z]{2}(,[0-9a-z]{0,5}){0,9}", 1..9)) {
        let bytes = [lines.join("\r\n").as_bytes(), b"\r\n\x1A"].concat();
        prop_assert_eq!(damage_by(&bytes, 1, &[]).0, bytes);
    }
}
