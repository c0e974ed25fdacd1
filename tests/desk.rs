//! The desk with the official masters: comments that are asked for are chosen, written and no longer asked for; the file of
//! a clinic's system has a sheet for each receipt.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use ::desk::{Asked, Checked, CheckedReceipt, CommentChoice, Mend};
use corpus::{Config, Kind};
use masters::{Masters, build};
use model::{CheckKind, Lang, Month};
use review::session::{Snapshot, Tests, Trials};

use crate::official::files;

/// The rules of this repository with the official masters; other tests run the examples of the rules.
fn snapshot() -> Option<&'static Snapshot> {
    static SNAPSHOT: OnceLock<Option<Snapshot>> = OnceLock::new();
    SNAPSHOT
        .get_or_init(|| {
            let masters = Arc::new(build(&files::set(&[""])?).0);
            let tests = Tests::Known(Trials::default());
            Some(::desk::built_in(masters, [0; 32], tests, &[], |_| ()).unwrap())
        })
        .as_ref()
}

fn checked(bytes: &[u8], snapshot: &Snapshot) -> Checked {
    ::desk::check("R.UKE", bytes, Asked::new(snapshot)).unwrap()
}

fn month(masters: &Masters, only: CheckKind) -> Vec<u8> {
    let config = Config {
        receipts: 300,
        seed: 5,
        month: Month::from_number(2024_06).unwrap(),
        months: 1,
        errors_ppm: 500_000,
        only: vec![only],
        kind: Kind::Medical,
        jobs: 2,
    };
    let mut file = Vec::new();
    corpus::generate(&config, masters, &mut file, &mut |_| Ok(()), &mut |_| {}).unwrap();
    file
}

fn bytes_of<'a>(file: &'a [u8], of: &CheckedReceipt) -> (&'a [u8], &'a [u8]) {
    let part = |(start, end): (u64, u64)| &file[start as usize..end as usize];
    (part(of.bytes), part(of.frame))
}

/// Something that the pattern of a comment takes.
fn entry(choice: &CommentChoice) -> String {
    match choice.pattern {
        20 => String::new(),
        31 => "112007410".to_owned(),
        40 => "0".repeat(choice.places.iter().map(|(_, digits)| usize::from(*digits)).sum()),
        42 => "1".to_owned(),
        50 => "5060601".to_owned(),
        51 => "1000".to_owned(),
        52 => "00030".to_owned(),
        53 => "011000".to_owned(),
        _ => "試験".to_owned(),
    }
}

/// One comment for each condition of a line that is due and has none.
fn chosen(file: &[u8], of: &CheckedReceipt, line: u64, snapshot: &Snapshot) -> Vec<Mend> {
    let choices = ::desk::comment_choices(bytes_of(file, of), of, line, snapshot, Lang::Ja).unwrap();
    assert_eq!(choices.open, None);
    let mut done = BTreeSet::new();
    let due = choices.choices.iter().filter(|choice| choice.is_due == Some(true) && !choice.is_met);
    let firsts: Vec<&CommentChoice> = due.filter(|choice| done.insert(choice.clause.clone())).collect();
    firsts.iter().map(|choice| choice.write(&entry(choice)).unwrap()).collect()
}

#[test]
fn comments_that_are_asked_for_are_chosen_and_asked_for_no_more() {
    let Some(snapshot) = snapshot() else { return };
    let file = month(snapshot.masters(), CheckKind::CommentMissing);
    let before = checked(&file, snapshot);
    let (mut mends, mut asked) = (Vec::new(), Vec::new());
    for of in &before.receipts {
        let asks = of.findings.iter().filter(|finding| finding.conclusion == "ask");
        let missing = asks.filter(|finding| finding.check == "comment-missing" && finding.state == "won");
        let lines: BTreeSet<(u64, &str)> = missing
            .filter_map(|finding| {
                let line = finding.lines.iter().find(|line| line.role == "subject")?;
                Some((line.line, finding.rule.as_str()))
            })
            .collect();
        let each: BTreeSet<u64> = lines.iter().map(|(line, _)| *line).collect();
        for line in each {
            let own = chosen(&file, of, line, snapshot);
            assert!(!own.is_empty(), "nothing to choose on line {line}: {:?}", of.findings);
            mends.extend(own);
        }
        asked.extend(lines.into_iter().map(|(_, rule)| (of.seq, rule.to_owned())));
    }
    assert!(asked.len() > 20, "{}", asked.len());
    println!("{} comments asked for, {} written", asked.len(), mends.len());
    let mended = ::desk::mend(&file, &mends).unwrap();
    let after = checked(&mended, snapshot);
    for (seq, rule) in &asked {
        let of = &after.receipts[*seq as usize - 1];
        let still: Vec<_> = of.findings.iter().filter(|finding| finding.rule == *rule).collect();
        assert!(still.is_empty(), "receipt {seq} still has {still:?}");
    }
    for (before, after) in before.receipts.iter().zip(&after.receipts) {
        assert_eq!(before.defects.len(), after.defects.len(), "{:?}", after.defects);
    }
    assert!(kept(&file, &mended), "everything else is as it was");
}

/// Whether the lines of a file stand in another in their order, and all others there are comments.
fn kept(file: &[u8], more: &[u8]) -> bool {
    let mut known = file.split_inclusive(|byte| *byte == b'\n').peekable();
    let others: Vec<&[u8]> = more
        .split_inclusive(|byte| *byte == b'\n')
        .filter(|line| known.next_if(|known| known == line).is_none())
        .collect();
    known.next().is_none() && others.iter().all(|line| line.starts_with(b"CO,,"))
}

#[test]
fn a_clinics_file_has_a_sheet_for_each_receipt() {
    let (Some(snapshot), Some(shared)) = (snapshot(), files::folder()) else { return };
    let file = std::fs::read(shared.join("samples/RECEIPTC_GAIRAI_SAMPLE.UKE")).unwrap();
    let checked = checked(&file, snapshot);
    assert_eq!((checked.receipts.len(), checked.refused), (75, false));
    let mut named = 0;
    for of in &checked.receipts {
        let (receipt, frame) = bytes_of(&file, of);
        let sheet = ::desk::sheet(receipt, frame, of, snapshot, Lang::Ja).unwrap();
        let total: i64 =
            sheet.sections.iter().flat_map(|section| &section.units).filter_map(|unit| unit.total).sum();
        assert_eq!(Some(total), sheet.payers[0].points, "receipt {}", of.seq);
        let payer = &sheet.payers[0].record;
        assert!(payer.field("insurer number").or(payer.field("fund number")).is_some());
        let lines = sheet.sections.iter().flat_map(|section| &section.units).flat_map(|unit| &unit.lines);
        named += lines.filter(|line| !line.name.is_empty()).count();
        ::desk::trace(receipt, frame, of, Asked::new(snapshot), None);
    }
    assert!(named > 200, "{named}");
    let repairs = ::desk::repairs(&file, &checked, Lang::Ja);
    println!(
        "{} repairs offered: {:?}",
        repairs.len(),
        repairs.iter().map(|one| (&one.line, &one.what)).collect::<Vec<_>>()
    );
    let mends: Vec<Mend> = repairs.iter().map(::desk::Repair::accept).collect();
    let mended = ::desk::mend(&file, &mends).unwrap();
    let after = ::desk::check("R.UKE", mended.as_slice(), Asked::new(snapshot)).unwrap();
    assert!(::desk::repairs(&mended, &after, Lang::Ja).is_empty());
}
