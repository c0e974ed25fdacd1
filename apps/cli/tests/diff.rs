//! `shinsa rules diff` as a rule author and a pipeline meet it: small rule sets over the sample of the corpus.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::shinsa;

/// A rule about a code.
struct Rule {
    name: &'static str,
    code: &'static str,
    certainty: &'static str,
    verdict: &'static str,
    text: &'static str,
}

impl Rule {
    fn text(&self) -> String {
        let Self { name, code, certainty, verdict, text } = self;
        format!(
            "規則 {name}「{name}の試験」\n  根拠　　告示「試験」\n  施行　　2024-06-01から\n  確度　　{certainty}\n  \
             段階　　案\n  担当　　「試験」\n  公開　　否\n  区分　　その他\n  種別　　医科\n  \
             対象　　甲：{code}の診療行為\n  条件　　甲の点数が0点を超える\n  結論　　甲を{verdict}\n  理由文　「{text}」\n"
        )
    }
}

const SAME: Rule = Rule {
    name: "同一",
    code: "112011010",
    certainty: "要審査",
    verdict: "職員に示す",
    text: "{甲の名称}です。",
};
const GONE: Rule = Rule {
    name: "廃止",
    code: "120003570",
    certainty: "確定",
    verdict: "算定しない 事由 D",
    text: "{甲の名称}です。",
};
const COMES: Rule = Rule {
    name: "新設",
    code: "111000110",
    certainty: "確定",
    verdict: "算定しない 事由 D",
    text: "{甲の名称}です。",
};
const SURE: Rule = Rule {
    name: "変更",
    code: "113707110",
    certainty: "確定",
    verdict: "算定しない 事由 D",
    text: "{甲の名称}です。",
};
const DOUBTED: Rule =
    Rule { certainty: "要審査", text: "{甲の名称}を確かめてください。", ..SURE };

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/samples/outpatient.UKE")
}

/// A folder with an old and a new rule set, and a corpus of three files.
fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    for (side, rules) in [("old", [SAME, GONE, SURE]), ("new", [SAME, COMES, DOUBTED])] {
        fs::create_dir(dir.path().join(side)).expect("made");
        for rule in rules {
            let path = dir.path().join(side).join(format!("{}.rule", rule.name));
            fs::write(path, rule.text()).expect("written");
        }
    }
    fs::create_dir(dir.path().join("corpus")).expect("made");
    for name in ["a", "b", "c"] {
        fs::copy(sample(), dir.path().join("corpus").join(format!("{name}.UKE"))).expect("copied");
    }
    dir
}

fn compared(dir: &Path, more: &[&str]) -> (i32, Value) {
    let (code, out, err) =
        shinsa(dir, &[&["rules", "diff", "old", "new", "--corpus", "corpus", "--json"], more].concat());
    (code, serde_json::from_str(&out).unwrap_or_else(|error| unreachable!("{error}: {out}{err}")))
}

#[test]
fn the_difference_of_two_rule_sets() {
    let dir = folder();
    let (code, out, err) =
        shinsa(dir.path(), &["rules", "diff", "old", "new", "--corpus", "corpus/a.UKE", "--examples", "1"]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    insta::assert_snapshot!("compared", out);
    let english = ["rules", "diff", "old", "new", "--corpus", "corpus/a.UKE", "--lang", "en"];
    let (_, out, _) = shinsa(dir.path(), &english);
    assert!(out.contains("dispositions that change") && !out.contains("レセプト"), "{out}");
}

#[test]
fn what_is_counted_is_what_screening_decides() {
    let dir = folder();
    let (code, json) = compared(dir.path(), &[]);
    let screened = |side: &str| {
        let (_, _, err) =
            shinsa(dir.path(), &["screen", "corpus", "--rules", side, "--out", &format!("{side}-run"), "-q"]);
        assert_eq!(err, "");
        let read = |name: &str| {
            let text = fs::read_to_string(dir.path().join(format!("{side}-run")).join(name)).expect("read");
            text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect::<Vec<Value>>()
        };
        (read("findings.jsonl"), read("receipts.jsonl"))
    };
    let ((old, old_receipts), (new, new_receipts)) = (screened("old"), screened("new"));
    let of = |findings: &[Value], rule: &str| {
        findings.iter().filter(|finding| finding["rule"] == rule).count() as u64
    };
    assert_eq!(code, 1);
    assert!(of(&old, "廃止") > 0 && of(&new, "新設") > 0 && of(&old, "変更") > 0);
    assert_eq!(json["rules"]["廃止"]["removed"], of(&old, "廃止"));
    assert_eq!(json["rules"]["新設"]["added"], of(&new, "新設"));
    assert_eq!(json["rules"]["変更"]["changed"], of(&old, "変更"));
    assert_eq!(json["rules"]["変更"]["aspects"]["certainty"], of(&old, "変更"));
    assert_eq!(json["total"]["findings"], serde_json::json!([old.len(), new.len()]));
    let moved = old_receipts.iter().zip(&new_receipts);
    let moved = moved.filter(|(old, new)| old["disposition"] != new["disposition"]).count() as u64;
    let told = json["dispositions"].as_object().expect("an object").values();
    let told = told.flat_map(|news| news.as_object().expect("an object").values());
    assert_eq!(told.filter_map(Value::as_u64).sum::<u64>(), moved);
    assert!(moved > 0);
}

#[test]
fn threads_do_not_matter() {
    let dir = folder();
    let one = compared(dir.path(), &["--jobs", "1"]);
    for jobs in ["2", "5"] {
        assert_eq!(compared(dir.path(), &["--jobs", jobs]), one);
    }
    let history = ["--history", "corpus/a.UKE", "--history-memory", "1"];
    assert_eq!(
        compared(dir.path(), &[&history[..], &["--jobs", "1"]].concat()),
        compared(dir.path(), &history)
    );
}

#[test]
fn a_rule_set_is_like_itself() {
    let dir = folder();
    let (code, out, err) = shinsa(dir.path(), &["rules", "diff", "old", "old", "--corpus", "corpus"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("0件に違い"), "{out}");
    let (code, out, _) = shinsa(dir.path(), &["rules", "diff", "built-in", "--corpus", "corpus"]);
    assert_eq!(code, 0, "one side alone is the new one against the built-in book: {out}");
}

#[test]
fn limits_decide_the_exit_code() {
    let dir = folder();
    let (_, json) = compared(dir.path(), &[]);
    let removed = json["total"]["removed"].as_u64().expect("a number");
    let (enough, few) = (removed.to_string(), (removed - 1).to_string());
    assert_eq!(compared(dir.path(), &["--max-removed", &enough]).0, 0);
    assert_eq!(compared(dir.path(), &["--max-removed", &few]).0, 1);
    assert_eq!(compared(dir.path(), &["--max-removed", "同一=0"]).0, 0);
    assert_eq!(compared(dir.path(), &["--max-removed", "廃止=0"]).0, 1);
    assert_eq!(compared(dir.path(), &["--max-removed", "*=0"]).0, 1);
    assert_eq!(compared(dir.path(), &["--max-changed", "0.0001%"]).0, 1);
    assert_eq!(compared(dir.path(), &["--max-dispositions", "100%", "--max-receipts", "100%"]).0, 0);
    assert_eq!(compared(dir.path(), &["--max-points", "0"]).0, 1);
    let wrong = ["rules", "diff", "old", "new", "--corpus", "corpus", "--max-added", "何か=1"];
    let (code, _, err) = shinsa(dir.path(), &wrong);
    assert_eq!(code, 2);
    assert!(err.contains("何か: この名前の規則はどちらにもありません"), "{err}");
}

#[test]
fn a_pipeline_is_told_in_its_words() {
    let dir = folder();
    let limits = ["--max-removed", "廃止=0", "--max-added", "10000", "--junit", "out.xml"];
    assert_eq!(compared(dir.path(), &limits).0, 1);
    let text = fs::read_to_string(dir.path().join("out.xml")).expect("read");
    let digests = without_digests(&text);
    insta::assert_snapshot!("junit", digests);
}

/// The text without the digests, which change with the rules of the test.
fn without_digests(text: &str) -> String {
    let line = |line: &str| match line.split_once("-digest\" value=\"") {
        Some((head, _)) => format!("{head}-digest\" value=\"…\"/>"),
        None => line.to_owned(),
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_compared() {
    let dir = folder();
    let bytes = fs::read(sample()).expect("read");
    fs::write(dir.path().join("corpus/broken.gz"), [&[0x1F, 0x8B, 8, 0][..], &bytes].concat())
        .expect("written");
    let (code, json) = compared(dir.path(), &[]);
    assert_eq!(code, 3);
    assert_eq!(json["unread"].as_array().map(Vec::len), Some(1));
    assert!(json["total"]["removed"].as_u64() > Some(0));
    let (code, _, err) = shinsa(dir.path(), &["rules", "diff", "old", "new", "--corpus", "nowhere"]);
    assert_eq!(code, 2);
    assert!(err.contains("nowhere"), "{err}");
}

#[test]
fn another_sentence_alone_leaves_points_alone() {
    let dir = folder();
    let reworded = Rule { certainty: SURE.certainty, ..DOUBTED };
    fs::write(dir.path().join("new/変更.rule"), reworded.text()).expect("written");
    let (code, json) = compared(dir.path(), &["--max-points", "変更=0"]);
    let of = &json["rules"]["変更"];
    assert!(of["aspects"]["text"].as_u64() > Some(0) && of["aspects"]["text"] == of["changed"], "{of}");
    assert_eq!((code, &of["points_unknown"], &of["points_moved"]), (0, &Value::from(0), &Value::from(0)));
}

#[test]
fn the_difference_of_two_sets_of_masters() {
    let dir = folder();
    // A store with one modifier alone: checks that need a master cannot be made on the old side.
    let row = "0,Z,1005,,,2,KASI,,4,KASI,,0,0,20020101,20020101,99999999,27000437,1749,A1000000\r\n";
    fs::write(dir.path().join("z_20240601.csv"), row).expect("written");
    let (code, out, _) = shinsa(dir.path(), &["masters", "import", "z_20240601.csv", "--masters", "few"]);
    assert_eq!(code, 0, "{out}");
    let same = ["rules", "diff", "old", "old", "--corpus", "corpus/a.UKE", "--masters-old", "few"];
    let (code, out, err) = shinsa(dir.path(), &[&same[..], &["--json"]].concat());
    assert_eq!(code, 1, "{err}");
    let json: Value = serde_json::from_str(&out).expect("JSON");
    assert_ne!(json["masters"], json["masters_old"]);
    let abolished = &json["rules"]["intake:abolished-code"];
    assert_eq!(
        (&abolished["findings"], &abolished["added"]),
        (&serde_json::json!([0, 1]), &1.into()),
        "{json:#}"
    );
    let (_, shown, _) = shinsa(dir.path(), &same);
    assert!(shown.contains("マスターは旧と新で違います"), "{shown}");
    let (code, out, _) = shinsa(dir.path(), &[&same[..], &["--masters", "few", "--json"]].concat());
    assert_eq!(code, 0, "{out}");
}

#[test]
fn what_an_overlay_changes_is_told_against_the_national_rules() {
    let dir = folder();
    let overlay = "上書 東京「試験」\n  施行　　2024-06-01から2026-03-31まで\n  担当　　「東京の試験」\n  変更　　変更 確度 要審査\n";
    fs::write(dir.path().join("old/overlay.rule"), overlay).expect("written");
    let compared = |more: &[&str]| {
        let (code, out, err) = shinsa(
            dir.path(),
            &[&["rules", "diff", "old", "old", "--corpus", "corpus/a.UKE", "--json"], more].concat(),
        );
        let json: Value = serde_json::from_str(&out).unwrap_or_default();
        (code, json["total"]["changed"].clone(), json["rules"]["変更"]["changed"].clone(), err)
    };
    let (_, none, _, err) = compared(&[]);
    assert_eq!(none, 0, "{err}");
    for more in [&["--national-old"][..], &["--national-old", "--branch", "13"]] {
        let (code, all, of_rule, err) = compared(more);
        assert_eq!((code, all.as_u64() > Some(0), &all), (1, true, &of_rule), "{err}");
    }
}
