//! Histories of small files: who is whose, what is doubtful, how far back it is complete.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use model::Month;
use receipt::Batch;
use receipt::cut::{Cutter, Limits};

use crate::{Collector, History, InForce, Judged, Others, Partition, Patient, Relation, keys};

/// A claim as a test writes it; what is blank is left out of the file.
#[derive(Clone, Copy)]
struct Claim {
    kind: u16,
    month: u32,
    name: &'static str,
    birth: u32,
    chart: &'static str,
    insured: &'static str,
    branch: &'static str,
    code: u32,
}

const CLAIM: Claim = Claim {
    kind: 1112,
    month: 2024_06,
    name: "審査　花子",
    birth: 1980_04_01,
    chart: "77",
    insured: "06134019,１２,３４",
    branch: "01",
    code: 112_007_410,
};

fn text(claims: &[Claim]) -> String {
    let mut text = "IR,1,13,1,1000009,,見本医院,202407,00,\r\n".to_owned();
    for (number, claim) in (1..).zip(claims) {
        let Claim { kind, month, name, birth, chart, insured, branch, code } = claim;
        let admission = if kind % 2 == 1 { "20240603" } else { "" };
        text += &format!(
            "RE,{number},{kind},{month},{name},2,{birth},,{admission},,,,,{chart},{}\r\n",
            ",".repeat(23)
        );
        if insured.starts_with("12") {
            text += &format!("KO,{insured},,1,73,,,,,,\r\n");
        } else {
            text += &format!("HO,{insured},1,73,,,,,,,,,\r\nSN,1,01,,,,{branch},,\r\n");
        }
        text += &format!("SI,12,1,{code},,73,1{}\r\n", ",".repeat(37));
    }
    text + &format!("GO,{},{},99\r\n\u{1A}", claims.len(), claims.len() * 73)
}

fn batches(text: &str, size: usize) -> Vec<Batch> {
    let (bytes, ..) = encoding_rs::SHIFT_JIS.encode(text);
    let mut cutter = Cutter::new(&*bytes, Limits { batch: size, receipt: 1 << 20 });
    let (mut all, mut lines, mut receipts) = (Vec::new(), 0, 0);
    loop {
        let mut batch = Batch::default();
        if !cutter.next(&mut batch).unwrap() {
            return all;
        }
        receipt::read(&mut batch);
        batch.place_in_file(lines, receipts);
        lines += batch.marks.line_feeds.len() as u64;
        receipts += batch.receipts.len() as u64;
        all.push(batch);
    }
}

fn take_in(collector: &mut Collector, name: &str, text: &str, size: usize) {
    collector.begin(name);
    let mut in_force = InForce::default();
    for batch in batches(text, size) {
        let keys = keys(&batch, in_force.pass(&batch));
        collector.add(&batch, &keys);
    }
    collector.end(&[], false);
}

fn history(files: &[(&str, &str)], complete_from: u32) -> History {
    let mut collector = Collector::new(Partition::WHOLE);
    files.iter().for_each(|(name, text)| take_in(&mut collector, name, text, 1 << 20));
    collector.finish(Month::from_number(complete_from))
}

/// The other claims of the first claim of a file: file, receipt, line of its SI, whether it is sure; then the reach.
type Told = (Vec<(String, u64, u64, bool)>, Option<u32>, bool);

fn told(history: &History, judged: &str) -> Told {
    let batches = batches(judged, 1 << 20);
    let mut others = Others::default();
    history.others(Judged { batch: &batches[0], receipt: 0, institution: None }, &mut others);
    let earlier = others.earlier();
    let claims = earlier.claims.iter().enumerate().map(|(at, claim)| {
        let line = claim.batch.receipts[claim.receipt].lines.start as usize;
        let place = others.place(history, at, claim.batch.lines[line].row).unwrap();
        (place.file.to_string(), place.seq, place.line, claim.sure)
    });
    (claims.collect(), earlier.known_from.map(Month::number), earlier.knows_month)
}

fn relation(one: Claim, other: Claim) -> Relation {
    let patient = |claim: Claim| {
        let batch = batches(&text(&[claim]), 1 << 20).remove(0);
        let institution = InForce::default();
        let mut passing = institution;
        passing.pass(&batch);
        Patient::of(&batch, 0, passing.pass(&batch), &mut Vec::new()).unwrap()
    };
    let (one, other) = (patient(one), patient(other));
    assert_eq!(one.relation(&other), other.relation(&one), "both ways");
    one.relation(&other)
}

#[test]
fn the_same_numbers_are_the_same_patient_however_they_are_written() {
    let half = Claim { insured: "06134019,12,34", ..CLAIM };
    assert_eq!(relation(CLAIM, half), Relation::Same);
    assert_eq!(relation(CLAIM, Claim { name: "審査　梅子", chart: "", ..CLAIM }), Relation::Same, "married");
    assert_eq!(relation(CLAIM, Claim { branch: "", ..CLAIM }), Relation::Same, "枝番 may be left out");
    assert_eq!(relation(CLAIM, Claim { name: "審査花子", branch: "", ..CLAIM }), Relation::Same);
    let fund = Claim { kind: 1212, insured: "12131236,1234567", branch: "", ..CLAIM };
    assert_eq!(relation(fund, Claim { chart: "", ..fund }), Relation::Same, "公費単独");
}

#[test]
fn what_may_be_the_same_patient_is_doubtful() {
    let moved = Claim { insured: "06134019,99,1", ..CLAIM };
    assert_eq!(relation(CLAIM, moved), Relation::Perhaps, "a new number");
    assert_eq!(relation(CLAIM, Claim { name: "別姓　花子", ..moved }), Relation::Perhaps, "the same chart");
    assert_eq!(
        relation(CLAIM, Claim { chart: "", name: "別姓　花子", ..moved }),
        Relation::Perhaps,
        "no chart"
    );
    assert_eq!(relation(CLAIM, Claim { chart: "78", ..moved }), Relation::Perhaps, "the same name");
    let fund = Claim { kind: 1212, insured: "12131236,1234567", branch: "", ..CLAIM };
    assert_eq!(relation(CLAIM, fund), Relation::Perhaps, "insurance, then public assistance");
    let unnumbered = Claim { insured: "12131236,", kind: 1212, branch: "", ..CLAIM };
    assert_eq!(relation(unnumbered, unnumbered), Relation::Perhaps, "no number at all");
    let twin = Claim { name: "審査　葉子", chart: "", branch: "", ..CLAIM };
    assert_eq!(relation(Claim { branch: "", ..CLAIM }, twin), Relation::Perhaps, "a twin, or another name");
    assert_eq!(
        relation(CLAIM, Claim { branch: "02", ..CLAIM }),
        Relation::Perhaps,
        "枝番 against name and chart"
    );
    let same_branch = Claim { name: "審査　葉子", chart: "78", ..CLAIM };
    assert_eq!(relation(CLAIM, same_branch), Relation::Perhaps, "name and chart against 枝番");
}

#[test]
fn others_are_others() {
    let twin = Claim { name: "審査　葉子", chart: "78", branch: "02", ..CLAIM };
    assert_eq!(relation(CLAIM, twin), Relation::Other);
    assert_eq!(relation(CLAIM, Claim { branch: "", ..twin }), Relation::Other);
    assert_eq!(relation(CLAIM, Claim { birth: 1980_04_02, ..CLAIM }), Relation::Other);
    let stranger = Claim { insured: "06134019,99,1", name: "他人　春子", chart: "5", ..CLAIM };
    assert_eq!(relation(CLAIM, stranger), Relation::Other, "the same birthday");
}

#[test]
fn earlier_months_and_the_other_claims_of_the_month_are_found_with_their_lines() {
    let may = text(&[Claim { birth: 1950_01_01, ..CLAIM }, Claim { month: 2024_05, ..CLAIM }]);
    let june = text(&[CLAIM, Claim { kind: 1111, ..CLAIM }]);
    let july = text(&[Claim { month: 2024_07, ..CLAIM }]);
    let files = [("may", &*may), ("june", &*june), ("july", &*july)];
    let expected = vec![("may".to_owned(), 2, 9, true), ("june".to_owned(), 2, 9, true)];
    assert_eq!(told(&history(&files, 2024_05), &june), (expected.clone(), Some(2024_05), true));
    let mut turned = files;
    turned.reverse();
    assert_eq!(told(&history(&turned, 2024_05), &june).0, expected, "the order of files does not matter");
    assert_eq!(told(&history(&files, 0), &june), (expected, None, false), "nobody said that it is complete");
}

#[test]
fn a_file_given_twice_counts_once() {
    let (may, june) = (text(&[Claim { month: 2024_05, ..CLAIM }]), text(&[CLAIM]));
    let files = [("a", &*may), ("b", &*may), ("judged", &*june), ("copy of the judged", &*june)];
    assert_eq!(told(&history(&files, 2024_05), &june).0, [("a".to_owned(), 1, 5, true)]);
}

#[test]
fn two_claims_in_one_place_are_doubtful() {
    let first = text(&[Claim { month: 2024_05, ..CLAIM }]);
    let again = text(&[Claim { month: 2024_05, code: 111_000_110, ..CLAIM }]);
    let told = told(&history(&[("first", &first), ("again", &again)], 2024_05), &text(&[CLAIM]));
    assert_eq!(told.0.iter().map(|claim| claim.3).collect::<Vec<_>>(), [false, false]);
}

#[test]
fn a_damaged_claim_decides_nothing_and_leaves_its_month_open() {
    let april = text(&[Claim { month: 2024_04, ..CLAIM }]);
    let may = text(&[Claim { month: 2024_05, ..CLAIM }]).replace("112007410", "11200741X");
    let known = history(&[("april", &april), ("may", &may)], 2024_01);
    let (claims, from, this_month) = told(&known, &text(&[CLAIM]));
    assert_eq!(claims.iter().map(|claim| claim.3).collect::<Vec<_>>(), [true, false]);
    assert_eq!((from, this_month), (Some(2024_06), true));
    let other = Claim { birth: 1950_01_01, ..CLAIM };
    assert_eq!(told(&known, &text(&[other])).1, Some(2024_01), "nobody else is concerned");
}

#[test]
fn a_claim_of_nobody_leaves_the_month_of_the_institution_open() {
    let may = text(&[Claim { month: 2024_05, birth: 1980_99_99, ..CLAIM }]);
    let known = history(&[("may", &may)], 2024_01);
    assert_eq!((known.len(), known.files()[0].unplaced), (0, 1));
    assert_eq!(told(&known, &text(&[CLAIM])), (Vec::new(), Some(2024_06), true));
    let elsewhere = text(&[CLAIM]).replace("1000009", "1000017");
    assert_eq!(told(&known, &elsewhere).1, Some(2024_01));
}

#[test]
fn a_line_that_is_no_record_leaves_everything_open() {
    let may = text(&[Claim { month: 2024_05, ..CLAIM }]).replace("RE,", "R?,");
    assert_eq!(told(&history(&[("may", &may)], 2024_01), &text(&[CLAIM])), (Vec::new(), None, false));
}

#[test]
fn another_institution_is_never_looked_at() {
    let may = text(&[Claim { month: 2024_05, ..CLAIM }]).replace("1000009", "1000017");
    assert_eq!(told(&history(&[("may", &may)], 2024_05), &text(&[CLAIM])), (Vec::new(), Some(2024_05), true));
    // The same one, filing to the other agency.
    let may = text(&[Claim { month: 2024_05, ..CLAIM }]).replace("IR,1", "IR,2");
    assert_eq!(told(&history(&[("may", &may)], 2024_05), &text(&[CLAIM])).0.len(), 1);
}

#[test]
fn parts_share_the_claims_out_and_keep_patients_together() {
    let claims: Vec<Claim> = (0..40)
        .flat_map(|n| [2024_05, 2024_06].map(|month| Claim { birth: 1980_01_01 + n % 20, month, ..CLAIM }))
        .collect();
    let (all, mut kept) = (text(&claims), 0);
    for part in 0..3 {
        let mut collector = Collector::new(Partition { part, of: 3 });
        take_in(&mut collector, "all", &all, 700);
        let history = collector.finish(None);
        assert_eq!(history.len() % 4, 0, "both months of a birthday, twice each");
        kept += history.len();
    }
    assert_eq!(kept, claims.len());
}

#[test]
fn the_size_of_batches_does_not_matter() {
    let claims: Vec<Claim> =
        (0..30).map(|n| Claim { birth: 1980_01_01 + n, month: 2024_05, ..CLAIM }).collect();
    let (may, judged) = (text(&claims), text(&[Claim { birth: 1980_01_20, ..CLAIM }]));
    let small = |size: usize| {
        let mut collector = Collector::new(Partition::WHOLE);
        take_in(&mut collector, "may", &may, size);
        told(&collector.finish(None), &judged)
    };
    assert_eq!(small(300), small(1 << 20));
    assert_eq!(small(300).0, [("may".to_owned(), 20, 81, true)]);
}

#[test]
fn nothing_kept_names_a_patient() {
    let known = history(&[("may", &text(&[CLAIM]))], 2024_05);
    let (name, ..) = encoding_rs::SHIFT_JIS.encode("花子");
    let kept = format!("{known:?}");
    assert!(
        !kept.contains("花子") && !kept.contains(&format!("{name:?}")) && !kept.contains("06134019"),
        "{kept}"
    );
    assert!(!kept.contains("19800401") && !kept.contains("1980-04-01"), "{kept}");
}
