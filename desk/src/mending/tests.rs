//! Files that are broken in one way each come back as they were; damaged files never get worse where they were mended.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on must stop"
)]

use std::collections::BTreeSet;

use encoding_rs::SHIFT_JIS;
use model::Lang;

use super::{Kind, Mend, MendError, Repair, mend, repairs};
use crate::Checked;
use crate::check::tests::{checked, clean, month};

const FILE: &str = "IR,1,13,1,1234567,,東京医院,202407,00,\r\n\
RE,1,1122,202406,試験　花子,2,19500102,,,,,,,,,,,,,,,01,,,,,,,,,,,,,,,シケンハナコ,\r\n\
HO,  138057,記,123,1,300,,,,,,,,\r\n\
KO,12130001,0012345,,1,300,,,,,,\r\n\
SY,8830417,20240601,1,,,01,\r\n\
SI,12,2,112007410,,75,1,,,,,,,1,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,\r\n\
IY,21,2,610406079,1.5,225,1,830000001,テスト,,,,,1,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,\r\n\
CO,,2,810000001,コメント１\r\n\
RE,2,1112,202406,試験　次郎,1,19600102,,,,,,,,,,,,,,,01,,,,,,,,,,,,,,,シケンジロウ,\r\n\
HO,  138057,記,124,1,75,,,,,,,,\r\n\
SY,8830417,20240601,1,,,01,\r\n\
SI,12,E,112007410,,75,1,,,,,,,1,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,\r\n\
GO,3,375,99\r\n\x1a";

fn bytes(text: &str) -> Vec<u8> {
    SHIFT_JIS.encode(text).0.into_owned()
}

fn offered(file: &[u8]) -> (Checked, Vec<Repair>) {
    let checked = checked(file);
    let repairs = repairs(file, &checked, Lang::Ja);
    (checked, repairs)
}

/// The kinds of defects of a file, with their lines.
fn defects(checked: &Checked) -> BTreeSet<(u64, Option<u8>, String)> {
    let own = checked.defects.iter().chain(checked.receipts.iter().flat_map(|of| &of.defects));
    own.map(|defect| (defect.line, defect.field, defect.defect.clone())).collect()
}

/// Breaks the file by writing something otherwise, and takes the repair of a kind: the file is as it was.
fn comes_back(kind: Kind, right: &str, wrong: &str) {
    let file = bytes(FILE);
    let broken = bytes(&FILE.replacen(right, wrong, 1));
    assert_ne!(file, broken, "{}", kind.spec().slug);
    comes_back_as(kind, &broken, &file);
}

fn comes_back_as(kind: Kind, broken: &[u8], file: &[u8]) {
    let slug = kind.spec().slug;
    let (checked, offered) = offered(broken);
    let repair = offered.iter().find(|repair| repair.kinds.iter().any(|kind| kind == slug));
    let repair = repair.unwrap_or_else(|| panic!("{slug}: {:?} {offered:?}", defects(&checked)));
    let known = defects(&checked);
    let told = known.iter().any(|(_, _, defect)| kind.spec().defects.contains(&defect.as_str()));
    assert!(told, "{slug}: {known:?}");
    let mended = mend(broken, &[repair.accept()]).unwrap();
    assert_eq!(String::from_utf8_lossy(&mended), String::from_utf8_lossy(file), "{slug}");
    let left = defects(&crate::check::tests::checked(&mended));
    assert_eq!(left, defects(&crate::check::tests::checked(file)), "{slug}");
    assert!(!repair.what.is_empty() && !repair.why.is_empty() && repair.places > 0);
}

#[test]
fn what_was_written_otherwise_comes_back_as_it_was() {
    let cases = [
        (Kind::Blanks, "試験　花子,", "試験　花子　,"),
        (Kind::Blanks, "IY,21,2,610406079,1.5,", "IY,21,2,610406079, 1.5,"),
        (Kind::Zeros, "RE,1,1122", "RE,001,1122"),
        (Kind::Zeros, "610406079,1.5,", "610406079,01.50,"),
        (Kind::Half, "SI,12,2,112007410,", "SI,12,2,１１２００７４１０,"),
        (Kind::Half, ",19500102,", ",１９５００１０２,"),
        (Kind::Full, "コメント１", "コメント1"),
        (Kind::Full, "シケンハナコ", "ｼｹﾝﾊﾅｺ"),
        (Kind::Full, "試験　花子", "試験 花子"),
        (Kind::Case, "SI,12,E,", "SI,12,e,"),
        (Kind::Quotes, "SY,8830417", "SY,\"8830417\""),
        (Kind::Era, ",19500102,", ",3250102,"),
        (Kind::Era, ",202406,", ",50606,"),
        (Kind::InsurerBlanks, "HO,  138057", "HO,138057"),
        (Kind::BeneficiaryZeros, ",0012345,", ",12345,"),
        (Kind::Reserved, "1234567,,東京", "1234567,9,東京"),
        (Kind::SpareFields, "GO,3,375,99", "GO,3,375,99,,"),
        (Kind::EmptyLine, "SY,8830417", "\r\nSY,8830417"),
        (Kind::LastLineEnd, "99\r\n\x1a", "99\x1a"),
        (Kind::AfterEnd, "99\r\n\x1a", "99\r\n\x1a\r\n\x1a"),
        (Kind::Numbers, "RE,2,1112", "RE,3,1112"),
        (Kind::GrandCount, "GO,3,", "GO,2,"),
        (Kind::GrandCount, "GO,3,", "GO,,"),
        (Kind::GrandPoints, ",375,99", ",374,99"),
        (Kind::GrandPoints, ",375,99", ",,99"),
    ];
    for (kind, right, wrong) in cases {
        comes_back(kind, right, wrong);
    }
    comes_back_as(Kind::LineEnds, &bytes(&FILE.replace("\r\n", "\n")), &bytes(FILE));
    comes_back_as(Kind::Utf8, FILE.as_bytes(), &bytes(FILE));
    comes_back_as(Kind::Utf8, format!("\u{FEFF}{FILE}").as_bytes(), &bytes(FILE));
    let mut kinds: Vec<Kind> =
        cases.iter().map(|(kind, ..)| *kind).chain([Kind::LineEnds, Kind::Utf8]).collect();
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds, Kind::ALL, "each kind is tried");
}

#[test]
fn what_nobody_can_tell_is_not_offered() {
    for (right, wrong) in [
        // A digit is lost: which, is not known.
        ("HO,  138057", "HO,6132013"),
        (",1234567,,東京", ",123456,,東京"),
        ("SY,8830417", "SY,830417"),
        // Either width would do.
        ("試験　花子", "ＡＢc"),
        // A code, a point, a count, a day.
        ("SI,12,2,112007410,,75,1,", "SI,12,2,112007410,,75,9,"),
        ("HO,  138057,記,123,1,300", "HO,  138057,記,123,1,301"),
        ("20240601,1,,,01", "20240631,1,,,01"),
        ("SI,12,2", "SI,1,2"),
        ("GO,3,375,99", "GO,3,375,99,7"),
        ("99\r\n\x1a", "99\r\n\x1aRE"),
        ("SY,8830417", "SY,\"88\"30417"),
        // A comma in half width would move every item behind it.
        ("19500102,,,,,,,,", "19500102,,,,,,,Ａ，１,"),
    ] {
        let (checked, offered) = offered(&bytes(&FILE.replacen(right, wrong, 1)));
        let line = FILE.split('\n').position(|line| line.contains(right.lines().next().unwrap())).unwrap()
            as u64
            + 1;
        assert!(offered.iter().all(|repair| repair.line != line), "{wrong}: {offered:?}");
        assert!(!defects(&checked).is_empty(), "{wrong}");
    }
    assert!(offered(FILE.replacen("コメント", "\u{1F600}", 1).as_bytes()).1.is_empty());
    let other = checked(&bytes(FILE));
    assert!(repairs(b"IR", &other, Lang::En).is_empty(), "the bytes are not those of the check");
}

#[test]
fn sums_are_not_mended_where_the_receipts_may_be_wrong() {
    let without = |right: &str, wrong: &str, kinds: &[Kind]| {
        let (checked, offered) = offered(&bytes(&FILE.replacen(right, wrong, 1)));
        assert!(defects(&checked).iter().any(|(_, _, defect)| defect.starts_with("summary-")), "{wrong}");
        let slugs: Vec<&str> = kinds.iter().map(|kind| kind.spec().slug).collect();
        let sums = offered.iter().filter(|one| one.kinds.iter().any(|own| slugs.contains(&own.as_str())));
        assert_eq!(sums.count(), 0, "{wrong}: {offered:?}");
    };
    let both = &[Kind::GrandCount, Kind::GrandPoints];
    // The fund was lost, or cannot be read as one: GO counts it.
    without("KO,12130001,0012345,,1,300,,,,,,\r\n", "", both);
    without("KO,12130001", "K0,12130001", both);
    // The insurer stands twice.
    without("KO,12130001", "HO,  138057,記,123,1,300\r\nKO,12130001", both);
    // The total of a receipt is not that of its lines: GO may add up the right one.
    without("123,1,300", "123,1,301", &[Kind::GrandPoints]);
}

#[test]
fn a_whole_month_comes_back_from_utf8_and_bare_line_feeds() {
    let file = clean(200, 31);
    let text = SHIFT_JIS.decode(&file).0.replace("\r\n", "\n");
    let (_, first) = offered(text.as_bytes());
    assert_eq!(first.len(), 1);
    let once = mend(text.as_bytes(), &[first[0].accept()]).unwrap();
    let (_, second) = offered(&once);
    let twice = mend(&once, &second.iter().map(Repair::accept).collect::<Vec<_>>()).unwrap();
    assert_eq!(twice, file);
    assert!(offered(&file).1.is_empty(), "nothing to repair");
}

#[test]
fn damaged_files_are_never_worse_where_they_were_mended() {
    let file = month(12, 32);
    let mut met = 0;
    for seed in 0..25 {
        let (damaged, _) = corpus::damage::damage(&file, seed, 6);
        let (before, offered) = offered(&damaged);
        let ids: BTreeSet<&str> = offered.iter().map(|repair| repair.id.as_str()).collect();
        assert_eq!(ids.len(), offered.len());
        for repair in &offered {
            let mended = mend(&damaged, &[repair.accept()]).unwrap();
            assert_ne!(mended, damaged);
            let after = defects(&checked(&mended));
            let answered: Vec<&str> = Kind::ALL
                .iter()
                .filter(|kind| repair.kinds.iter().any(|own| own == kind.spec().slug))
                .flat_map(|kind| kind.spec().defects.iter().copied())
                .collect();
            let here = |(line, field, defect): &&(u64, Option<u8>, String)| {
                repair.field.is_some()
                    && *line == repair.line
                    && *field == repair.field
                    && answered.contains(&defect.as_str())
            };
            let left: Vec<_> = after.iter().filter(here).collect();
            assert!(left.is_empty(), "seed {seed}: {repair:?} leaves {left:?} of {:?}", defects(&before));
            met += 1;
        }
        let all: Vec<Mend> = offered.iter().map(Repair::accept).collect();
        match mend(&damaged, &all) {
            Ok(mended) => drop(checked(&mended)),
            Err(error) => assert!(matches!(error, MendError::Overlap(_)), "{error}"),
        }
    }
    assert!(met > 8, "{met}");
}

#[test]
fn changes_that_do_not_fit_are_told() {
    let edit = |start, len| super::Edit { start, len, with: b"X".to_vec() };
    let one = |start, len| Mend { edits: vec![edit(start, len)] };
    assert_eq!(mend(b"abc", &[one(1, 1), one(1, 0)]), Ok(b"aXXc".to_vec()));
    assert_eq!(mend(b"abc", &[one(0, 2), one(1, 1)]), Err(MendError::Overlap(1)));
    assert_eq!(mend(b"abc", &[one(3, 1)]), Err(MendError::Outside(3)));
    assert_eq!(mend(b"abc", &[one(u64::MAX, 1)]), Err(MendError::Outside(u64::MAX)));
}
