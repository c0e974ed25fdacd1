//! Codes that must share a group (包括, 注加算): a rule is refused only where judging by everything says nothing.

use eval::{Book, Config, Scratch, compile};
use receipt::Batch;
use receipt::cut::{Cutter, Limits};
use tests::oracle::made_masters::{PROCEDURES, grouped};
use tests::oracle::random::Random;

use crate::planning::both_ways;

const RULES: [&str; 2] = [
    include_str!("../rules/medical/tables-inclusion.rule"),
    include_str!("../rules/medical/tables-additions.rule"),
];

/// A file of receipts with a few lines each: known codes and one that no master has; some without days.
fn file(random: &mut Random, receipts: usize) -> Vec<u8> {
    let mut text = String::from("IR,1,13,1,1234567,,MIHON,202407,00,\r\n");
    for number in 1..=receipts {
        text += &format!("RE,{number},1112,202406,MIHON,1,19500101,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,\r\n");
        text += "HO,06132013,,1,3,100,,,,,,,,,\r\n";
        for _ in 0..random.below(5) + 1 {
            let code = random.pick(PROCEDURES);
            let mut days = vec![""; 31];
            for _ in 0..random.below(3) {
                days[random.below(4)] = random.pick(&["1", "1", "2"]);
            }
            text += &format!("SI,60,1,{code},,10,1,,,,,,,{}\r\n", days.join(","));
        }
    }
    text += &format!("GO,{receipts},100,99\r\n\x1A");
    text.into_bytes()
}

/// How many rules of all receipts are woken.
fn woken(book: &Book<'_>, bytes: &[u8]) -> usize {
    let (mut cutter, mut batch) = (Cutter::new(bytes, Limits::default()), Batch::default());
    let (mut scratch, mut rules) = (Scratch::default(), 0);
    while cutter.next(&mut batch).unwrap() {
        receipt::read(&mut batch);
        rules += (0..batch.receipts.len()).map(|at| book.awake(&batch, at, &mut scratch)).sum::<usize>();
    }
    rules
}

#[test]
fn rules_are_refused_only_where_no_two_codes_share_a_group() {
    let trees: Vec<_> = RULES.iter().map(|text| dsl::parse(text).file).collect();
    let (mut said, mut awake, mut receipts) = (0, 0, 0);
    for seed in 0..40 {
        let masters = grouped(seed);
        let book = Book::new(compile(&trees), &masters);
        let bytes = file(&mut Random::new(seed), 60);
        said += both_ways(&book, &bytes, Config::default());
        awake += woken(&book, &bytes);
        receipts += 60;
    }
    println!("{receipts} receipts, {awake} rules woken, {said} judgements");
    assert!(said > 500, "rules speak: {said}");
}
