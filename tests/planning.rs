//! The plan leaves out only what says nothing: every receipt is judged with it as by trying every rule on everything.

use std::path::Path;

use corpus::{Config as Corpus, Kind, generate};
use eval::{Book, Config, Earlier, Scratch, compile};
use history::{Collector, InForce, Judged, Others, Partition};
use masters::Masters;
use model::{Lang, Month};
use receipt::Batch;
use receipt::cut::{Cutter, Limits};
use review::gather;

use crate::official;

/// The rule book of this repository, all files.
pub fn files() -> Vec<dsl::ast::File> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules");
    let mut texts = Vec::new();
    for found in sources::walk(&[folder]).unwrap() {
        if found.path.extension().is_some_and(|end| end == "rule") {
            texts.push(std::fs::read_to_string(&found.path).unwrap());
        }
    }
    assert!(texts.len() > 10, "the rule book is there");
    texts.iter().map(|text| dsl::parse(text).file).collect()
}

pub(crate) fn month(yyyymm: u32, errors_ppm: u32, masters: &Masters) -> Vec<u8> {
    months((yyyymm, 1), errors_ppm, masters)
}

/// Receipts of so many months from one on.
fn months((yyyymm, months): (u32, u32), errors_ppm: u32, masters: &Masters) -> Vec<u8> {
    let config = Corpus {
        receipts: 200,
        seed: 5,
        month: Month::from_number(yyyymm).unwrap(),
        months,
        errors_ppm,
        only: Vec::new(),
        kind: Kind::Medical,
        jobs: 2,
    };
    let mut bytes = Vec::new();
    generate(&config, masters, &mut bytes, &mut |_| Ok(()), &mut |_| {}).unwrap();
    bytes
}

/// Judges every receipt both ways; how many judgements there were.
pub(crate) fn both_ways(book: &Book<'_>, bytes: &[u8], config: Config) -> usize {
    let mut cutter = Cutter::new(bytes, Limits::default());
    let (mut batch, mut scratch, mut said) = (Batch::default(), Scratch::default(), 0);
    while cutter.next(&mut batch).unwrap() {
        receipt::read(&mut batch);
        for receipt in 0..batch.receipts.len() {
            let planned = book.judge(&batch, receipt, Earlier::default(), config, &mut scratch);
            let all = book.judge_by_all(&batch, receipt, Earlier::default(), config);
            assert_eq!(planned, all, "receipt {receipt}");
            said += all.len();
        }
    }
    said
}

#[test]
fn a_planned_book_says_what_the_whole_book_says() {
    let book = Book::new(compile(&files()), Masters::starter());
    for (yyyymm, errors_ppm) in [(202_406, 500_000), (202_502, 0)] {
        let bytes = month(yyyymm, errors_ppm, Masters::starter());
        for excerpt_is_all in [false, true] {
            let config = Config { lang: Lang::Ja, excerpt_is_all, ..Config::default() };
            let said = both_ways(&book, &bytes, config);
            assert!(said > 50, "rules speak of {yyyymm}: {said}");
        }
    }
}

#[test]
fn a_planned_book_says_the_same_with_the_official_masters() {
    let Some((masters, _)) = official::files::all() else { return };
    let book = Book::new(compile(&files()), masters);
    let bytes = month(202_406, 500_000, masters);
    assert!(both_ways(&book, &bytes, Config::default()) > 100, "rules speak");
}

/// A receipt of June 2024 with some lines, each `SI,` and so on with its days.
fn receipt_of(lines: &[String]) -> Batch {
    let head = "IR,1,13,1,1234567,,見本診療所,202407,00,0311112222\r\nRE,1,1112,202406,見本　患者,1,19800115,,,,,,,1,,,,,,,,01\r\n";
    let tail = "SY,8830052,20240603,1,,,\r\nGO,1,100,99\r\n";
    let (text, _, _) = encoding_rs::SHIFT_JIS.encode(head);
    let mut bytes = text.into_owned();
    lines.iter().for_each(|line| bytes.extend(line.as_bytes()));
    bytes.extend(tail.as_bytes());
    let mut batch = Batch::default();
    assert!(Cutter::new(bytes.as_slice(), Limits::default()).next(&mut batch).unwrap());
    receipt::read(&mut batch);
    batch
}

/// A line with a code on some days.
fn line(record: &str, code: u32, on_days: &[u8]) -> String {
    let on = |day: u8| if on_days.contains(&day) { "1" } else { "" };
    let days: Vec<&str> = (1..=31).map(on).collect();
    format!("{record},60,1,{code},,10,{},,,,,,,{}\r\n", on_days.len().max(1), days.join(","))
}

/// A rule that asks what is missing beside a line is tried wherever that may be missing, and where it is not certain.
#[test]
fn a_rule_about_something_missing_is_left_out_only_where_it_surely_is_there() {
    const ALONE: u32 = 160_008_010; // 末梢血液一般検査
    const FEE: u32 = 160_061_810; // 血液学的検査判断料
    const OTHER_FEE: u32 = 160_061_910; // 生化学的検査（Ⅰ）判断料
    let rule = |window: &str, filter: &str| {
        let text = format!(
            "規則 T「試験」\n根拠 告示「医科 D026」\n施行 2024-06-01から\n確度 要審査\n段階 試行\n担当 「試験」\n公開 否\n区分 算定漏れ\n種別 医科\n履歴 1月\n\
             対象 甲：（診療行為（その検査等実施判断区分が「1」であるもの））の診療行為\n\
             条件 {window}の診療行為（その検査等実施判断区分が「2」である{filter}）がない\n\
             結論 甲を職員に示す\n理由文 「乙」\n"
        );
        let parsed = dsl::parse(&text);
        assert_eq!(parsed.diagnostics, Vec::new());
        parsed.file
    };
    let group = " かつ その検査等実施判断グループ区分が甲の検査等実施判断グループ区分であるもの";
    let (month, day, any) =
        (rule("甲と同月", group), rule("甲と同日", group), rule("履歴の、甲と同月", "もの"));
    let test = line("SI", ALONE, &[3, 10]);
    // What stands on the receipt, and whether each of the rules must be tried.
    let cases = [
        (vec![test.clone()], [true, true, true]),
        (vec![test.clone(), line("SI", FEE, &[10])], [false, true, false]),
        (vec![test.clone(), line("SI", FEE, &[3, 10])], [false, false, false]),
        (vec![test.clone(), line("SI", OTHER_FEE, &[3, 10])], [true, true, false]),
        (vec![test.clone(), line("SI", FEE, &[])], [true, true, true]),
        (vec![test.clone(), line("IY", FEE, &[3, 10])], [true, true, true]),
        (vec![line("SI", 199_999_999, &[3]), line("SI", FEE, &[3])], [true, true, true]),
    ];
    for (lines, expected) in cases {
        let batch = receipt_of(&lines);
        for (file, is_tried) in [&month, &day, &any].into_iter().zip(expected) {
            let book = Book::new(compile(std::slice::from_ref(file)), Masters::starter());
            let (config, mut scratch) =
                (Config { excerpt_is_all: true, ..Config::default() }, Scratch::default());
            assert_eq!(book.awake(&batch, 0, &mut scratch), usize::from(is_tried), "{lines:?}");
            let planned = book.judge(&batch, 0, Earlier::default(), config, &mut scratch);
            assert_eq!(planned, book.judge_by_all(&batch, 0, Earlier::default(), config), "{lines:?}");
        }
    }
    // June has no 31st: the receipt goes back, and nothing is certain of it.
    let batch = receipt_of(&[test, line("SI", FEE, &[3, 10, 31])]);
    for file in [month, day, any] {
        let book = Book::new(compile(&[file]), Masters::starter());
        assert_eq!(book.awake(&batch, 0, &mut Scratch::default()), 1);
    }
}

/// A limit of a week is looked at where a week has too many, and where the receipt shows only a part of a week.
#[test]
fn a_limit_of_a_week_is_left_out_only_where_no_week_has_too_many() {
    const WEEKLY: u32 = 160_147_410; // ノンストレステスト, once a week
    // Of an excerpt of the table nothing is proved.
    let Some((masters, _)) = official::files::all() else { return };
    let text = include_str!("../rules/examples/count-limit.rule");
    let book = Book::new(compile(&[dsl::parse(text).file]), masters);
    // 2024-06-01 is a Saturday.
    let cases: &[(&[u8], bool)] = &[
        (&[3], false),
        (&[3, 8], true),
        (&[8, 9], false),
        (&[2, 9, 16, 23, 30], false),
        (&[2, 9, 16, 22, 23, 30], true),
        (&[1], true),
        (&[], true),
        (&[31], true),
    ];
    let (config, mut scratch) = (Config::default(), Scratch::default());
    for (days, is_tried) in cases {
        let batch = receipt_of(&[line("SI", WEEKLY, days)]);
        assert_eq!(book.awake(&batch, 0, &mut scratch), usize::from(*is_tried), "{days:?}");
        let planned = book.judge(&batch, 0, Earlier::default(), config, &mut scratch);
        assert_eq!(planned, book.judge_by_all(&batch, 0, Earlier::default(), config), "{days:?}");
    }
}

/// With what is known of the patients, a part of it, or what somebody says is all of it.
#[test]
fn a_planned_book_says_the_same_with_other_claims() {
    let (official, starter) = (official::files::all(), Masters::starter());
    let masters = official.map_or(starter, |(masters, _)| masters);
    let book = Book::new(compile(&files()), masters);
    let bytes = months((202_406, 3), 300_000, masters);
    let known = [None, Month::from_number(202_406)].map(|complete_from| {
        let mut collector = Collector::new(Partition::WHOLE);
        assert!(gather(bytes.as_slice(), "all", review::Config::default(), &mut collector).is_none());
        collector.finish(complete_from)
    });
    let mut cutter = Cutter::new(bytes.as_slice(), Limits::default());
    let (mut batch, mut scratch, mut in_force) = (Batch::default(), Scratch::default(), InForce::default());
    let (mut said, mut linked) = (0, 0);
    while cutter.next(&mut batch).unwrap() {
        receipt::read(&mut batch);
        let institution = in_force.pass(&batch);
        for (receipt, history) in
            (0..batch.receipts.len()).flat_map(|at| known.iter().map(move |of| (at, of)))
        {
            let mut others = Others::default();
            history.others(Judged { batch: &batch, receipt, institution }, &mut others);
            let earlier = others.earlier();
            linked += earlier.claims.len();
            let planned = book.judge(&batch, receipt, earlier, Config::default(), &mut scratch);
            assert_eq!(planned, book.judge_by_all(&batch, receipt, earlier, Config::default()), "{receipt}");
            said += planned.len();
        }
    }
    assert!(said > 100 && linked > 100, "{said} said, {linked} other claims");
}
