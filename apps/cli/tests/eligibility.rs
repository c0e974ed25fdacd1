//! `--eligibility` and `shinsa fees` over the sample: made-up tables of insured persons.
#![expect(clippy::expect_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::shinsa;

const HEAD: &str = "保険者番号,記号,番号,枝番,生年月日,性別,資格取得日,資格喪失日,基準日\n";

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/samples/outpatient.UKE")
}

/// Who is insured, as the sample has it.
#[derive(Clone, Default)]
struct Card {
    insurer: String,
    symbol: String,
    number: String,
    birth: String,
    sex: String,
    branch: String,
}

impl Card {
    fn row(&self, from: &str, until: &str) -> String {
        let Self { insurer, symbol, number, birth, sex, branch } = self;
        format!("{insurer},{symbol},{number},{branch},{birth},{sex},{from},{until},20250331\n")
    }
}

fn cards() -> Vec<Card> {
    let bytes = fs::read(sample()).expect("read");
    let (text, _, _) = encoding_rs::SHIFT_JIS.decode(&bytes);
    let mut cards: Vec<Card> = Vec::new();
    for line in text.lines() {
        let items: Vec<&str> = line.split(',').collect();
        let item = |at: usize| items.get(at).copied().unwrap_or_default().to_owned();
        match (item(0).as_str(), cards.last_mut()) {
            ("RE", _) => cards.push(Card { sex: item(5), birth: item(6), ..Card::default() }),
            ("HO", Some(card)) => (card.insurer, card.symbol, card.number) = (item(1), item(2), item(3)),
            ("SN", Some(card)) if item(1) == "1" => card.branch = item(6),
            _ => {}
        }
    }
    cards
}

fn findings(dir: &Path, file: &str) -> Vec<Value> {
    let text = fs::read_to_string(dir.join("out").join(file)).expect("read");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn every_answer_is_told_and_nobody_is_guessed() {
    let dir = tempfile::tempdir().expect("a folder");
    let cards = cards();
    let mut text = HEAD.to_owned();
    for (at, card) in cards.iter().enumerate() {
        text += &match at + 1 {
            1 => card.row("20250301", ""),
            2 => card.row("20200401", "20250203"),
            3 => Card { number: "1".to_owned(), ..card.clone() }.row("20200401", ""),
            4 => Card { birth: "19000101".to_owned(), ..card.clone() }.row("20200401", ""),
            5 => card.row("20200401", "") + &card.row("20210401", ""),
            6 => String::new(),
            7 => Card { branch: String::new(), ..card.clone() }.row("20200401", ""),
            _ => card.row("20200401", ""),
        };
    }
    fs::write(dir.path().join("insured.csv"), &text).expect("written");
    let input = sample().display().to_string();
    let arguments = ["screen", &input, "--eligibility", "insured.csv", "--out", "out", "-q"];
    let (_, _, err) = shinsa(dir.path(), &arguments);
    assert_eq!(err, "");
    let all = findings(dir.path(), "findings.jsonl");
    let own: Vec<(u64, &str)> = all
        .iter()
        .filter(|one| one["check"] == "eligibility")
        .map(|one| (one["seq"].as_u64().unwrap_or(0), one["rule"].as_str().unwrap_or_default()))
        .collect();
    let told = [
        (1, "eligibility:not-yet"),
        (2, "eligibility:lost"),
        (3, "eligibility:none"),
        (4, "eligibility:no-such-person"),
        (5, "eligibility:several"),
    ];
    let known = |insurer: &str| cards.iter().enumerate().any(|(at, card)| at != 5 && card.insurer == insurer);
    let sixth = cards.get(5).expect("a sixth receipt");
    let mut expected = told.to_vec();
    if known(&sixth.insurer) {
        expected.push((6, "eligibility:none"));
    }
    assert_eq!(own, expected);
    assert!(all.iter().filter(|one| one["check"] == "eligibility").all(|one| one["certainty"] == "review"));
    let receipts = findings(dir.path(), "receipts.jsonl");
    for (seq, _) in told {
        let receipt = receipts.iter().find(|one| one["seq"] == seq).expect("there");
        let finished = ["accepted", "assessed"].map(Value::from);
        assert!(!finished.contains(&receipt["disposition"]), "{receipt}");
    }
    for card in &cards {
        let personal = |text: &str| card.number.len() > 3 && text.contains(&card.number);
        assert!(!all.iter().any(|one| personal(&one.to_string())), "no numbers of cards in findings");
    }
    let (code, out, _) = shinsa(dir.path(), &["check", &input, "--eligibility", "insured.csv"]);
    assert_eq!(code, 1);
    assert!(out.contains("資格喪失後の診療日があります"), "{out}");
}

#[test]
fn what_a_table_does_not_cover_is_not_evaluated() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("insured.csv"), HEAD).expect("written");
    let input = sample().display().to_string();
    shinsa(dir.path(), &["screen", &input, "--eligibility", "insured.csv", "--out", "out", "-q"]);
    let receipts = findings(dir.path(), "receipts.jsonl");
    let open = |one: &Value| {
        one["not_evaluated"]
            .as_array()
            .is_some_and(|all| all.iter().any(|open| open["rule"] == "eligibility"))
    };
    let insured = cards().iter().filter(|card| !card.insurer.is_empty()).count();
    assert_eq!(receipts.iter().filter(|one| open(one)).count(), insured);
    assert!(receipts.iter().filter(|one| open(one)).all(|one| one["disposition"] != "accepted"));
}

#[test]
fn a_wrong_table_is_refused_without_its_values() {
    let dir = tempfile::tempdir().expect("a folder");
    let row = "06130012,12,34567,01,1980-01-15,1,20200401,,20250331\n";
    fs::write(dir.path().join("insured.csv"), format!("{HEAD}{row}")).expect("written");
    let input = sample().display().to_string();
    let arguments = ["screen", &input, "--eligibility", "insured.csv", "--out", "out", "-q"];
    let (code, _, err) = shinsa(dir.path(), &arguments);
    assert_eq!(code, 2);
    assert!(err.contains("2行目の「生年月日」の値が読めません") && !err.contains("1980"), "{err}");
}

#[test]
fn fees_are_counted_by_payer_and_effort() {
    let dir = tempfile::tempdir().expect("a folder");
    let input = sample().display().to_string();
    shinsa(dir.path(), &["screen", &input, "--out", "out", "-q"]);
    let (code, out, err) = shinsa(dir.path(), &["fees", "out", "--json"]);
    assert_eq!(code, 0);
    assert!(err.contains("請求には使えません"), "{err}");
    let bills: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let counted: u64 = bills
        .iter()
        .flat_map(|bill| bill["receipts"].as_array().expect("counts").iter().filter_map(Value::as_u64))
        .sum();
    assert_eq!(counted as usize, findings(dir.path(), "receipts.jsonl").len());
    let table = "edition=\"x\"\n[[fee]]\nfrom=\"2030-01\"\neffort=\"staff\"\nyen_hundredths=1\nsource=\"-\"\nverified=true\n";
    fs::write(dir.path().join("fees.toml"), table).expect("written");
    let (code, out, _) = shinsa(dir.path(), &["fees", "out", "--table", "fees.toml"]);
    assert_eq!(code, 3, "without a price nothing is billed: {out}");
    assert!(out.starts_with("保険者番号,診療年月,コンピュータのみ,"), "{out}");
}
