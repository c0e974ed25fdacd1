//! Decision logs and replay as an auditor meets them: runs that are whole, tampered with, and made again otherwise.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::shinsa;

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/samples").join(name)
}

const RULE: &str = "規則 試験「再診料」\n  根拠　　告示「試験」\n  施行　　2024-06-01から\n  確度　　要審査\n  段階　　案\n  担当　　「試験」\n  公開　　否\n  区分　　その他\n  種別　　医科\n  対象　　甲：112007410の診療行為\n  条件　　甲の点数が0点を超える\n  結論　　甲を職員に示す\n  理由文　「{甲の名称}です。」\n";

/// A folder with claims, a rule, and a finished run that was appended to a lasting log.
fn screened() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    fs::create_dir(dir.path().join("claims")).expect("made");
    for name in ["outpatient.UKE", "inpatient.UKE"] {
        fs::copy(sample(name), dir.path().join("claims").join(name)).expect("copied");
    }
    fs::write(dir.path().join("a.rule"), RULE).expect("written");
    screen(dir.path(), "run");
    dir
}

fn screen(dir: &Path, out: &str) {
    let arguments = ["screen", "claims", "--rules", "a.rule", "--out", out, "--log", "log", "-q"];
    let (code, _, err) = shinsa(dir, &arguments);
    assert_eq!((code, err.as_str()), (1, ""));
}

fn verified(dir: &Path, what: &str) -> (i32, String) {
    let (code, out, err) = shinsa(dir, &["log", "verify", what]);
    assert_eq!(err, "");
    (code, out)
}

fn replayed(dir: &Path, more: &[&str]) -> (i32, Value) {
    let (code, out, err) = shinsa(dir, &[&["replay", "run", "--json"], more].concat());
    (code, serde_json::from_str(&out).unwrap_or_else(|error| unreachable!("{error}: {out}{err}")))
}

#[test]
fn a_run_is_as_it_was_written_until_somebody_changes_it() {
    let dir = screened();
    assert_eq!(verified(dir.path(), "run").0, 0);
    let log = fs::read_to_string(dir.path().join("run/decisions.log")).expect("read");
    assert_eq!(log.lines().count(), 4, "the beginning, two files, the end");
    assert!(!log.contains("見本"), "no names of patients");
    let changes = [
        ("run/decisions.log", "outpatient", "Outpatient", "書き換え"),
        ("run/run.json", "\"receipts\": ", "\"receipts\": 1", "run.json が書き換え"),
        ("run/findings.jsonl", "review", "notice", "findings.jsonl"),
        ("run/receipts.jsonl", "\"seq\":1,", "\"seq\":2,", "receipts.jsonl"),
    ];
    for (file, from, to, told) in changes {
        let path = dir.path().join(file);
        let whole = fs::read_to_string(&path).expect("read");
        assert!(whole.contains(from), "{file}");
        fs::write(&path, whole.replacen(from, to, 1)).expect("written");
        let (code, out) = verified(dir.path(), "run");
        assert_eq!(code, 1, "{file}");
        assert!(out.contains(told), "{file}: {out}");
        fs::write(&path, whole).expect("written");
    }
    let lines: Vec<&str> = log.split_inclusive('\n').collect();
    let [begin, one, two, end] = lines.as_slice() else { unreachable!("four records") };
    let whole = log.len();
    for text in [
        [*begin, one, end].concat(),
        [*begin, two, one, end].concat(),
        [*begin, one, two].concat(),
        log.get(..whole - 9).unwrap_or_default().to_owned(),
        String::new(),
    ] {
        fs::write(dir.path().join("run/decisions.log"), &text).expect("written");
        assert_eq!(verified(dir.path(), "run").0, 1, "{text}");
    }
}

#[test]
fn the_lasting_log_takes_runs_in_and_refuses_what_is_broken() {
    let dir = screened();
    screen(dir.path(), "again");
    let (code, out, _) = shinsa(dir.path(), &["log", "verify", "log", "--json"]);
    let told: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(
        (code, told["runs"].as_u64()),
        (0, Some(1)),
        "the same run is the same chain, and is there once"
    );
    fs::write(dir.path().join("a.rule"), RULE.replace("です", "でした")).expect("written");
    screen(dir.path(), "other");
    let (_, out, _) = shinsa(dir.path(), &["log", "verify", "log", "--json"]);
    assert_eq!(serde_json::from_str::<Value>(&out).expect("JSON")["runs"].as_u64(), Some(2));
    let path = dir.path().join("log/000001.log");
    let whole = fs::read_to_string(&path).expect("read");
    fs::write(&path, whole.replacen("inpatient", "Inpatient", 1)).expect("written");
    assert_eq!(verified(dir.path(), "log").0, 1);
    let (code, _, err) = shinsa(dir.path(), &["screen", "claims", "--out", "more", "--log", "log", "-q"]);
    assert_eq!(code, 3);
    assert!(err.contains("決定ログに加えていません"), "{err}");
    assert_eq!(verified(dir.path(), "more").0, 0, "the run itself is whole");
}

#[test]
fn a_run_is_made_again_bit_for_bit() {
    let dir = screened();
    for jobs in ["1", "4"] {
        let (code, told) = replayed(dir.path(), &["--jobs", jobs]);
        assert_eq!((code, &told["same"]), (0, &Value::Bool(true)), "{told}");
    }
    let (code, out, _) = shinsa(dir.path(), &["replay", "run"]);
    assert_eq!((code, out.as_str()), (0, "同じ結果になりました（1バイトも違いません）\n"));
}

#[test]
fn a_replay_says_what_is_not_the_same() {
    let dir = screened();
    fs::write(dir.path().join("b.rule"), RULE.replace("です", "でした")).expect("written");
    let (code, told) = replayed(dir.path(), &["--rules", "b.rule"]);
    assert_eq!(code, 1);
    assert_eq!(told["depends"][0]["name"], "rules");
    // The same findings in other words.
    assert_eq!(told["findings"], serde_json::json!({}), "{told}");
    assert_eq!(told["inputs"], Value::Array(Vec::new()));
    assert!(
        told["outputs"].as_array().is_some_and(|all| all.iter().any(|one| one["name"] == "findings.jsonl"))
    );

    fs::write(dir.path().join("b.rule"), RULE.replace("0点", "9999点")).expect("written");
    let (_, told) = replayed(dir.path(), &["--rules", "b.rule"]);
    assert!(told["findings"]["試験"][0].as_u64() > Some(0), "{told}");
    assert_eq!(told["findings"]["試験"][1], 0, "{told}");

    let path = dir.path().join("claims/inpatient.UKE");
    let mut bytes = fs::read(&path).expect("read");
    bytes.truncate(bytes.len() / 2);
    fs::write(&path, bytes).expect("written");
    let (code, told) = replayed(dir.path(), &[]);
    assert_eq!(code, 1);
    assert_eq!(told["inputs"], serde_json::json!([{ "file": "claims/inpatient.UKE", "how": "changed" }]));
    fs::remove_file(&path).expect("removed");
    let (_, told) = replayed(dir.path(), &[]);
    assert_eq!(told["inputs"][0]["how"], "gone");

    let (code, _, err) = shinsa(dir.path(), &["replay", "claims"]);
    assert_eq!(code, 2);
    assert!(err.contains("run.json がありません"), "{err}");
}

#[test]
fn a_replay_sees_results_that_were_changed() {
    let dir = screened();
    let path = dir.path().join("run/findings.jsonl");
    let whole = fs::read_to_string(&path).expect("read");
    fs::write(&path, whole.replacen("review", "notice", 1)).expect("written");
    let (code, told) = replayed(dir.path(), &[]);
    assert_eq!(code, 1);
    assert_eq!(told["wrong"].as_array().map(Vec::len), Some(1), "{told}");
    assert_eq!(told["outputs"], Value::Array(Vec::new()), "the run itself comes out as it did");
}
