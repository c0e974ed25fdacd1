//! Made-up months through the desk: what is kept is what a review says.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on must stop")]

use std::sync::{Arc, LazyLock};

use masters::Masters;
use model::{CheckKind, Month};
use review::session::{Snapshot, Tests, Trials};

use crate::{Asked, Checked, built_in, check};

/// The rules inside this program with the starter set; their examples are run by other tests.
pub(crate) static SNAPSHOT: LazyLock<Snapshot> = LazyLock::new(|| {
    let tests = Tests::Known(Trials::default());
    built_in(Arc::new(Masters::starter_anew()), Masters::starter_digest(), tests, &[], |_| ()).unwrap()
});

/// A made-up month with errors.
pub(crate) fn month(receipts: u64, seed: u64) -> Vec<u8> {
    made(receipts, seed, 300_000, Vec::new())
}

/// A made-up month without errors.
pub(crate) fn clean(receipts: u64, seed: u64) -> Vec<u8> {
    made(receipts, seed, 0, Vec::new())
}

/// A made-up month with errors of one kind.
pub(crate) fn only(receipts: u64, seed: u64, kind: CheckKind) -> Vec<u8> {
    made(receipts, seed, 500_000, vec![kind])
}

fn made(receipts: u64, seed: u64, errors_ppm: u32, only: Vec<CheckKind>) -> Vec<u8> {
    let config = corpus::Config {
        seed,
        receipts,
        month: Month::from_number(2024_06).unwrap(),
        months: 1,
        errors_ppm,
        only,
        kind: corpus::Kind::Medical,
        jobs: 1,
    };
    let mut file = Vec::new();
    corpus::generate(&config, SNAPSHOT.masters(), &mut file, &mut |_| Ok(()), &mut |_| {}).unwrap();
    file
}

pub(crate) fn checked(bytes: &[u8]) -> Checked {
    check("R.UKE", bytes, Asked::new(&SNAPSHOT)).unwrap()
}

#[test]
fn what_is_kept_is_what_a_review_says() {
    let file = month(300, 1);
    let checked = checked(&file);
    let routing = outcome::Routing::built_in().unwrap();
    let own_books = SNAPSHOT.own_books();
    let config = review::Config {
        rules: Some(SNAPSHOT.book(None)),
        branches: &own_books,
        routing: Some(&routing),
        ..review::Config::default()
    };
    let (mut defects, mut rules, mut dispositions) = (0, Vec::new(), Vec::new());
    let outcome = review::review(file.as_slice(), SNAPSHOT.masters(), config, |part| {
        defects += part.defects.len();
        rules.extend(part.findings.iter().map(|finding| (finding.seq, finding.rule.to_string())));
        dispositions.extend(part.decided.iter().map(|one| one.settled.disposition.slug()));
        Ok::<(), ()>(())
    })
    .unwrap();
    assert!(rules.len() > 50);
    let kept = checked.receipts.iter();
    let kept = kept.flat_map(|of| of.findings.iter().map(|finding| (of.seq, finding.rule.clone())));
    assert_eq!(kept.collect::<Vec<_>>(), rules);
    let of_receipts: usize = checked.receipts.iter().map(|of| of.defects.len()).sum();
    assert_eq!(of_receipts + checked.defects.len(), defects);
    let kept: Vec<_> = checked.receipts.iter().map(|of| of.disposition.as_str()).collect();
    assert_eq!(kept, dispositions);
    assert_eq!(checked.summary.receipts, outcome.summary.receipts);
    assert_eq!((checked.revision.number, checked.revision.name.as_str()), (0, "内蔵"));
}

#[test]
fn what_is_remembered_between_files_changes_nothing() {
    let own_books = SNAPSHOT.own_books();
    let said = |file: &[u8], idle| {
        let rules = Some(SNAPSHOT.book(None));
        let config = review::Config { rules, branches: &own_books, idle, ..review::Config::default() };
        let mut said = Vec::new();
        let each = |part: review::Reviewed<'_>| {
            said.push(format!("{:?}{:?}", part.findings, part.not_evaluated));
            Ok::<(), ()>(())
        };
        review::review(file, SNAPSHOT.masters(), config, each).unwrap();
        said
    };
    let files: Vec<Vec<u8>> = (20..23).map(|seed| month(40, seed)).collect();
    let idle = review::Idle::default();
    for file in files.iter().chain(&files) {
        assert_eq!(said(file, Some(&idle)), said(file, None));
    }
}

#[test]
fn each_receipt_knows_its_bytes_and_its_institution() {
    let file = month(800, 2);
    assert!(file.len() > 600_000, "several batches");
    let checked = checked(&file);
    let part = |(start, end): (u64, u64)| &file[start as usize..end as usize];
    let mut last = 0;
    for of in &checked.receipts {
        let bytes = part(of.bytes);
        assert!(bytes.starts_with(b"RE,") && bytes.ends_with(b"\r\n"));
        assert_eq!(bytes.windows(4).filter(|four| four == b"\nRE,").count(), 0);
        assert_eq!(of.digest, blake3::hash(bytes).to_hex().to_string());
        let frame = String::from_utf8_lossy(part(of.frame)).into_owned();
        let fields: Vec<&str> = frame.split(',').collect();
        assert_eq!(fields[0], "IR");
        assert_eq!(Some(format!("{}{}", fields[2], fields[4])), of.institution);
        assert!(of.bytes.0 >= last);
        last = of.bytes.1;
    }
}

#[test]
fn it_can_be_kept_and_read_back() {
    let checked = checked(&month(50, 3));
    let text = serde_json::to_string(&checked).unwrap();
    assert_eq!(serde_json::from_str::<Checked>(&text).unwrap(), checked);
}

#[test]
fn a_file_that_cannot_be_received_takes_its_receipts_with_it() {
    let file = month(20, 4);
    let at = file.windows(4).position(|four| four == b"\nGO,").unwrap();
    let checked = checked(&file[..at + 1]);
    assert!(checked.refused);
    assert!(checked.receipts.iter().all(|of| of.disposition == "unreadable"));
}

#[test]
fn what_one_institution_filed_wrong_leaves_the_others() {
    let file = month(800, 2);
    let at = file.windows(4).position(|four| four == b"\nGO,").unwrap();
    // A volume that no filing has: an error of level L1 in the first GO.
    let end = at + file[at..].iter().position(|&byte| byte == b'\r').unwrap();
    let bent = [&file[..end - 2], b"97", &file[end..]].concat();
    let checked = checked(&bent);
    assert!(checked.refused, "{:?}", String::from_utf8_lossy(&bent[at..end]));
    let first = checked.receipts[0].frame;
    let (own, others): (Vec<_>, Vec<_>) = checked.receipts.iter().partition(|of| of.frame == first);
    let unreadable = |of: &&&crate::CheckedReceipt| of.disposition == "unreadable";
    assert_eq!(own.iter().filter(unreadable).count(), own.len());
    assert!(own.len() > 9 && others.iter().filter(unreadable).count() < others.len() / 2);
}

#[test]
fn a_stream_that_breaks_is_told() {
    struct Breaks;
    impl std::io::Read for Breaks {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::ConnectionReset.into())
        }
    }
    let file = month(5, 5);
    let checked =
        check("R.UKE", std::io::Read::chain(file.as_slice(), Breaks), Asked::new(&SNAPSHOT)).unwrap();
    assert_eq!(checked.receipts.len(), 5);
    assert!(checked.broken.unwrap().contains("途中"));
}

#[test]
fn damaged_files_are_judged_without_a_panic() {
    let file = month(12, 6);
    for step in 0..25 {
        let cut = file.len() * step / 25;
        checked(&file[..cut]);
        let mut bent = file.clone();
        bent[cut] = [b',', b'\n', 0xFF, 0x1A, b'0'][step % 5];
        checked(&bent);
    }
    assert_eq!(checked(b"").receipts.len(), 0);
}

#[test]
fn nothing_that_is_kept_names_a_patient() {
    let file = month(300, 7);
    let checked = checked(&file);
    let kept = serde_json::to_string(&checked).unwrap();
    let text = encoding_rs::SHIFT_JIS.decode(&file).0.into_owned();
    let mut tried = 0;
    for line in text.lines() {
        let fields: Vec<&str> = line.split(',').collect();
        // 氏名, 生年月日, カルテ番号, カナ of RE; 記号 and 番号 of HO; 受給者番号 of KO.
        let items: &[usize] = match fields[0] {
            "RE" => &[4, 6, 13, 36],
            "HO" => &[2, 3],
            "KO" => &[2],
            _ => &[],
        };
        let values = items.iter().filter_map(|item| fields.get(*item));
        // A few digits stand everywhere by chance.
        for value in values.filter(|value| value.chars().count() > 5 || !value.is_ascii()) {
            if !value.is_empty() {
                assert!(!kept.contains(value), "{} of {}", value, fields[0]);
                tried += 1;
            }
        }
    }
    assert!(tried > 600, "{tried}");
}
