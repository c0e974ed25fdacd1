//! The patient's other claims, end to end: made-up months with labelled errors, judged with and without the months before.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::LazyLock;

use corpus::{Config as Corpus, Kind, Label, generate};
use eval::{Book, Scratch, compile};
use history::{Collector, History, InForce, Judged, Others, Partition};
use masters::Masters;
use model::{CheckKind, Finding, Month};
use receipt::Batch;
use receipt::cut::{Cutter, Limits};
use review::{Config, gather, review};

const HEAD: &str =
    "根拠 告示「医科」\n施行 2024-06-01から\n確度 確定\n段階 試行\n担当 「試験」\n公開 否\n種別 医科\n";

/// Bone density within four months, and a visit fee on a day in the ward: what the two kinds of labels are about.
fn book() -> Book<'static> {
    let text = format!(
        "規則 T1「骨塩定量検査」\n{HEAD}区分 縦覧\n履歴 3月\n対象 今回：160091310の診療行為\n\
         前回：履歴の、今回の月に先立つ3月以内の160091310の診療行為\n結論 今回を算定しない 事由 D\n理由文 「{{前回の日}}」\n\
         規則 T2「入院中の再診」\n{HEAD}区分 横覧\n履歴 1月\n対象 今回：（112007410、112011310）の診療行為\n\
         病棟：履歴の、今回と同日の病棟日\n結論 今回を算定しない 事由 D\n理由文 「{{今回の日}}」\n"
    );
    let parsed = dsl::parse(&text);
    assert_eq!(parsed.diagnostics, Vec::new());
    let compiled = compile(&[parsed.file]);
    assert_eq!(compiled.refused, Vec::new());
    Book::new(compiled, Masters::starter())
}

/// Three months of the same patients in one stream, with labels of one kind of error.
fn months(receipts: u64, only: CheckKind) -> (Vec<u8>, Vec<Label>) {
    let config = Corpus {
        receipts,
        seed: 5,
        month: Month::from_number(2024_09).unwrap(),
        months: 3,
        errors_ppm: 1_000_000,
        only: vec![only],
        kind: Kind::Medical,
        jobs: 2,
    };
    let (mut bytes, mut labels) = (Vec::new(), Vec::new());
    let mut keep = |label: &Label| {
        labels.push(label.clone());
        Ok(())
    };
    generate(&config, Masters::starter(), &mut bytes, &mut keep, &mut |_| {}).unwrap();
    assert!(!labels.is_empty(), "no error of kind {only:?} was made");
    (bytes, labels)
}

/// Months with bone density measured again too soon; made once, as making them is most of the time.
static REPEATED: LazyLock<(Vec<u8>, Vec<Label>)> = LazyLock::new(|| months(6_000, CheckKind::Longitudinal));

/// One file a month: an institution's part, from IR to GO, has one month.
fn by_month(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut files: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
    let (mut part, mut month) = (Vec::new(), Vec::new());
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        part.extend_from_slice(line);
        if line.starts_with(b"RE,") {
            month = line.split(|&byte| byte == b',').nth(3).unwrap().to_vec();
        }
        if line.starts_with(b"GO,") {
            match files.iter_mut().find(|(of, _)| *of == month) {
                Some((_, file)) => file.append(&mut part),
                None => files.push((month.clone(), std::mem::take(&mut part))),
            }
        }
    }
    files.into_iter().map(|(_, file)| [file, vec![0x1A]].concat()).collect()
}

fn history(files: &[(&str, &[u8])], config: Config<'_>, complete_from: u32) -> History {
    let mut collector = Collector::new(Partition::WHOLE);
    for (name, bytes) in files {
        assert!(gather(*bytes, name, config, &mut collector).is_none());
    }
    collector.finish(Month::from_number(complete_from))
}

/// The findings of one rule, and how many receipts it could not decide.
fn judged(bytes: &[u8], config: Config<'_>, rule: &str) -> (Vec<Finding>, usize) {
    let (mut findings, mut undecided) = (Vec::new(), 0);
    let outcome = review(bytes, Masters::starter(), config, |part| {
        findings.extend(part.findings.iter().filter(|finding| finding.rule == rule).cloned());
        undecided += part.not_evaluated.iter().filter(|missing| missing.rule == rule).count();
        Ok::<(), Infallible>(())
    });
    let Ok(_) = outcome;
    (findings, undecided)
}

/// Every labelled receipt has a finding that names a line of another claim, and that line has what the rule looks for.
fn names_every_label(bytes: &[u8], labels: &[Label], findings: &[Finding], witness: impl Fn(u32) -> bool) {
    let found: BTreeSet<u64> = findings.iter().map(|finding| finding.seq).collect();
    let missed: Vec<u64> = labels.iter().map(|label| label.seq).filter(|seq| !found.contains(seq)).collect();
    assert_eq!(missed, Vec::<u64>::new());
    let lines: Vec<&[u8]> = bytes.split_inclusive(|&byte| byte == b'\n').collect();
    for finding in findings {
        assert!(!finding.linked.is_empty(), "{finding:?}");
        for linked in &finding.linked {
            let line = lines[usize::try_from(linked.line).unwrap() - 1];
            let code: u32 =
                String::from_utf8_lossy(line.split(|&b| b == b',').nth(3).unwrap()).parse().unwrap();
            assert!(line.starts_with(b"SI,") && Some(code) == linked.code && witness(code), "{linked:?}");
            assert_ne!(linked.seq, finding.seq);
        }
    }
}

#[test]
fn a_test_repeated_too_soon_is_seen_over_months_and_undecided_without_them() {
    let (bytes, labels) = &*REPEATED;
    let book = book();
    let alone = Config { rules: Some(&book), ..Config::default() };
    let (findings, undecided) = judged(bytes, alone, "T1");
    assert!(findings.is_empty() && undecided >= labels.len(), "{undecided}");
    let known = history(&[("all.UKE", bytes)], alone, 2024_06);
    let (findings, undecided) = judged(bytes, Config { history: Some(&known), ..alone }, "T1");
    names_every_label(bytes, labels, &findings, |code| code == 160_091_310);
    assert_eq!(undecided, 0, "everything since 2024-06 is there");
    // Nobody says that it is complete: what is found still decides, what is not found does not.
    let unsaid = history(&[("all.UKE", bytes)], alone, 0);
    let (again, undecided) = judged(bytes, Config { history: Some(&unsaid), ..alone }, "T1");
    assert_eq!(again, findings);
    assert!(undecided > 0);
}

#[test]
fn a_visit_during_a_stay_is_seen_on_the_other_claim_of_the_month() {
    let (bytes, labels) = months(9_000, CheckKind::InpatientAndOutpatient);
    let book = book();
    let alone = Config { rules: Some(&book), ..Config::default() };
    let known = history(&[("all.UKE", &bytes)], alone, 2024_06);
    let (findings, _) = judged(&bytes, Config { history: Some(&known), ..alone }, "T2");
    names_every_label(&bytes, &labels, &findings, |code| code / 10_000_000 == 19);
}

#[test]
fn neither_threads_nor_batches_nor_the_order_of_files_matter() {
    let (bytes, labels) = &*REPEATED;
    let files = by_month(bytes);
    let [first, second, third] = files.as_slice() else { panic!("three months") };
    let book = book();
    let config = |batch: usize, batches: usize| {
        let limits = Limits { batch, ..Limits::default() };
        Config { rules: Some(&book), limits, batches, ..Config::default() }
    };
    let all = [("a/07", &**first), ("b/08", &**second), ("c/09", &**third)];
    let known = history(&all, config(256 << 10, 0), 2024_06);
    let whole = judged(third, Config { history: Some(&known), ..config(256 << 10, 0) }, "T1");
    assert!(whole.0.len() >= labels.len() / 4, "{} of {}", whole.0.len(), labels.len());
    assert!(whole.0.iter().all(|finding| finding.linked.iter().all(|linked| *linked.file != *"c/09")));
    for (at, (batch, batches)) in [(2_000, 1), (5_000, 3), (1 << 20, 7)].into_iter().enumerate() {
        let mut turned = all;
        turned.rotate_left(at);
        turned.swap(0, 1);
        let known = history(&turned, config(batch, batches), 2024_06);
        let again = judged(third, Config { history: Some(&known), ..config(batch, batches) }, "T1");
        assert_eq!(again, whole, "batches of {batch} bytes, {batches} at once");
    }
}

#[test]
fn a_cut_month_loses_nothing_else_and_no_longer_counts_as_complete() {
    let (bytes, _) = &*REPEATED;
    let files = by_month(bytes);
    let [first, second, third] = files.as_slice() else { panic!("three months") };
    let book = book();
    let config = Config { rules: Some(&book), ..Config::default() };
    let whole = history(&[("1", first), ("2", second), ("3", third)], config, 2024_06);
    let (findings, undecided) = judged(third, Config { history: Some(&whole), ..config }, "T1");
    assert_eq!(undecided, 0);
    let cut = &first[..first.len() / 2];
    let known = history(&[("1", cut), ("2", second), ("3", third)], config, 2024_06);
    assert!(known.files()[0].faults > 0);
    let (again, undecided) = judged(third, Config { history: Some(&known), ..config }, "T1");
    let seqs = |findings: &[Finding]| findings.iter().map(|finding| finding.seq).collect::<BTreeSet<_>>();
    assert!(!again.is_empty() && seqs(&again).is_subset(&seqs(&findings)));
    assert!(undecided > 0, "what is not found may have been in the lost half");
}

/// The same month with another number of the insured on every claim, as after a change of insurance.
fn renumbered(file: &[u8]) -> Vec<u8> {
    let line = |line: &[u8]| match line.strip_prefix(b"HO,") {
        None => line.to_vec(),
        Some(rest) => {
            let mut fields: Vec<Vec<u8>> = rest.split(|&byte| byte == b',').map(<[u8]>::to_vec).collect();
            fields[2].extend_from_slice(&encoding_rs::SHIFT_JIS.encode("９").0);
            [b"HO,".to_vec(), fields.join(&b',')].concat()
        }
    };
    file.split_inclusive(|&byte| byte == b'\n').flat_map(line).collect()
}

#[test]
fn a_claim_that_may_be_the_patients_assesses_nothing() {
    let files = by_month(&REPEATED.0);
    let [first, second, third] = files.as_slice() else { panic!("three months") };
    let book = book();
    let config = Config { rules: Some(&book), ..Config::default() };
    let judge = |second: &[u8]| {
        let known = history(&[("1", first), ("2", second), ("3", third)], config, 2024_06);
        assert!(known.files().iter().all(|file| file.damaged == 0 && file.faults == 0));
        judged(third, Config { history: Some(&known), ..config }, "T1")
    };
    let ((sure, none), (doubtful, undecided)) = (judge(second), judge(&renumbered(second)));
    let by_second = |findings: &[Finding]| {
        findings.iter().filter(|finding| finding.linked.iter().any(|linked| *linked.file == *"2")).count()
    };
    assert!(by_second(&sure) > 0 && none == 0);
    assert_eq!(by_second(&doubtful), 0, "nothing is assessed by a claim that may be another's");
    assert!(undecided >= by_second(&sure), "and nothing is passed over: {undecided}");
}

#[test]
fn the_plan_leaves_out_nothing_that_other_claims_show() {
    let (bytes, _) = months(1_500, CheckKind::InpatientAndOutpatient);
    let known = history(&[("all", &bytes)], Config::default(), 2024_06);
    let (book, mut others, mut scratch) = (book(), Others::default(), Scratch::default());
    let (mut batch, mut in_force, mut said) = (Batch::default(), InForce::default(), 0);
    let mut cutter = Cutter::new(&bytes[..], Limits::default());
    while cutter.next(&mut batch).unwrap() {
        receipt::read(&mut batch);
        let institution = in_force.pass(&batch);
        for receipt in 0..batch.receipts.len() {
            known.others(Judged { batch: &batch, receipt, institution }, &mut others);
            let config = eval::Config::default();
            let planned = book.judge(&batch, receipt, others.earlier(), config, &mut scratch);
            assert_eq!(
                planned,
                book.judge_by_all(&batch, receipt, others.earlier(), config),
                "receipt {receipt}"
            );
            said += planned.len();
        }
    }
    assert!(said > 0);
}

/// docs/design/history.md states how much a claim takes.
#[test]
fn a_claim_kept_takes_less_than_it_takes_as_text() {
    let (bytes, _) = &*REPEATED;
    let known = history(&[("all", bytes)], Config::default(), 0);
    let (claim, text) = (known.bytes_held() / known.len(), bytes.len() / known.len());
    assert!(claim < text, "{claim} bytes kept, {text} bytes of text");
}
