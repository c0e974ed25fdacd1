//! The plan leaves out only what says nothing: every receipt is judged with it as by trying every rule on everything.

use std::path::Path;

use corpus::{Config as Corpus, Kind, generate};
use eval::{Book, Config, Earlier, Scratch, compile};
use masters::Masters;
use model::{Lang, Month};
use receipt::Batch;
use receipt::cut::{Cutter, Limits};

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
    let config = Corpus {
        receipts: 200,
        seed: 5,
        month: Month::from_number(yyyymm).unwrap(),
        months: 1,
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
