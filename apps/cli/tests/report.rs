//! The page and the tables beside the results of `shinsa screen`: there, listed, and the same however they came about.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use std::path::Path;
use std::process::Command;

const ALL: [&str; 8] = [
    "report.html",
    "institutions.csv",
    "rules_by_branch.csv",
    "findings.csv",
    "receipts.csv",
    "findings.parquet",
    "receipts.parquet",
    "rules_by_branch.parquet",
];

fn shinsa(dir: &Path, arguments: &[&str]) -> Option<i32> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shinsa"));
    command.args(arguments).current_dir(dir).env_remove("SHINSA_HOME").status().expect("it runs").code()
}

fn listed(dir: &Path, out: &str) -> serde_json::Value {
    let bytes = std::fs::read(dir.join(out).join("run.json")).expect("the run came to its end");
    let run: serde_json::Value = serde_json::from_slice(&bytes).expect("it is JSON");
    run.get("outputs").cloned().expect("it lists its outputs")
}

#[test]
fn forms_that_are_added_later_are_the_same_as_those_asked_for_at_once() {
    let dir = tempfile::tempdir().expect("a folder");
    let dir = dir.path();
    let made = ["-q", "corpus", "generate", "--receipts", "60", "--seed", "3", "--out", "m.UKE"];
    assert_eq!(shinsa(dir, &made), Some(0));
    let forms = ["--format", "csv,parquet"];
    assert!(shinsa(dir, &[&["-q", "screen", "m.UKE", "--out", "once"], &forms[..]].concat()) <= Some(1));
    assert!(shinsa(dir, &["-q", "screen", "m.UKE", "--out", "later", "--jobs", "1"]) <= Some(1));
    assert!(!dir.join("later/findings.csv").exists(), "only what was asked for");
    let resumed = [&["-q", "screen", "m.UKE", "--out", "later", "--resume"], &forms[..]].concat();
    assert!(shinsa(dir, &resumed) <= Some(1));
    for name in ALL {
        let [once, later] =
            ["once", "later"].map(|out| std::fs::read(dir.join(out).join(name)).expect("it is there"));
        assert!(!once.is_empty() && once == later, "{name}");
        assert!(listed(dir, "once").get(name).is_some(), "{name} is not in run.json");
    }
    assert_eq!(listed(dir, "once"), listed(dir, "later"));
}

#[test]
fn what_a_change_of_rules_did_is_told_by_two_runs() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/samples/outpatient.UKE");
    std::fs::copy(sample, path.join("a.UKE")).expect("copied");
    for out in ["before", "after"] {
        shinsa(path, &["screen", "a.UKE", "--out", out, "-q"]);
    }
    let output = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shinsa"));
        command.args(arguments).current_dir(path).env("LANG", "ja_JP.UTF-8").output().expect("run")
    };
    let told =
        output(&["rules", "effect", "before", "after", "--rule", "intake:abolished-code", "--branches"]);
    let (out, err) = (String::from_utf8_lossy(&told.stdout), String::from_utf8_lossy(&told.stderr));
    assert_eq!(told.status.code(), Some(0), "{err}");
    assert!(err.contains("規則は同じです"), "{err}");
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 3, "{out}");
    assert!(lines[1].starts_with("intake:abolished-code,全国,16,") && lines[2].contains(",16,"), "{out}");
    let json = output(&["rules", "effect", "before", "after", "--json"]);
    let rows: Vec<serde_json::Value> = json
        .stdout
        .split(|byte| *byte == b'\n')
        .filter_map(|line| serde_json::from_slice(line).ok())
        .collect();
    assert!(rows.iter().any(|row| row["rule"] == "intake:abolished-code" && row["per_million"][0].is_null()));
    assert_eq!(output(&["rules", "effect", "before", "after", "--rule", "nobody"]).status.code(), Some(2));
    assert_eq!(output(&["rules", "effect", "before", "absent"]).status.code(), Some(4));
}
