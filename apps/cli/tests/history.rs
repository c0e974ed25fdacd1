//! `shinsa check --history` as a clinic meets it: a month judged with the month before, whole, damaged or missing.
#![expect(clippy::expect_used, reason = "a test that cannot go on should stop")]

use std::io::Write;
use std::path::Path;
use std::process::Command;

use crate::months::{again, claim};

fn shinsa(dir: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shinsa"));
    command.args(["check", "7.UKE", "--rules", "again.rule"]).args(arguments);
    let output =
        command.current_dir(dir).env_remove("SHINSA_HOME").env("LANG", "ja_JP.UTF-8").output().expect("run");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

/// A folder with a month to check, the rule, and the folder `before` with the month before.
fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    let write = |name: &str, bytes: &[u8]| std::fs::write(dir.path().join(name), bytes).expect("written");
    std::fs::create_dir(dir.path().join("before")).expect("a folder");
    write("again.rule", again("確定").as_bytes());
    write("7.UKE", &claim("202407", 8, "160091310"));
    write("before/6.UKE", &claim("202406", 3, "160091310"));
    dir
}

#[test]
fn a_line_of_an_earlier_month_is_named_on_screen_and_in_json() {
    let dir = folder();
    let (_, out, err) = shinsa(dir.path(), &["--history", "before"]);
    assert!(out.contains("前回は2024-06-06です。") && err.is_empty(), "{out}{err}");
    assert!(out.contains("他の明細書: 2024年6月 before/6.UKE 1件目 6行 SI 160091310"), "{out}");
    assert!(out.contains("履歴: 2ファイル・レセプト2件。そろっている月が分からない"), "{out}");
    let (_, out, _) =
        shinsa(dir.path(), &["--json", "--history", "before", "--history-complete-from", "202401"]);
    let linked =
        r#"{"file":"before/6.UKE","seq":1,"line":6,"code":"160091310","role":"witness","month":202406}"#;
    assert!(out.contains(linked), "{out}");
    assert!(out.contains(r#"{"type":"history","claims":2,"complete_from":202401,"#), "{out}");
    let (_, out, _) = shinsa(dir.path(), &[]);
    assert!(!out.contains("前回は") && out.contains("--history-complete-from で指定すると"), "{out}");
}

#[test]
fn what_is_not_there_decides_once_somebody_says_that_all_is_there() {
    let dir = folder();
    std::fs::write(dir.path().join("before/6.UKE"), claim("202406", 3, "112007410")).expect("written");
    let undecided = |out: &str| out.contains(r#""rule":"試行-再度","cause""#);
    let (_, out, _) = shinsa(dir.path(), &["--json", "--history", "before"]);
    assert!(undecided(&out), "{out}");
    let complete = ["--json", "--history", "before", "--history-complete-from"];
    let (_, out, _) = shinsa(dir.path(), &[&complete[..], &["202404"]].concat());
    assert!(!undecided(&out) && !out.contains("前回は"), "{out}");
    let (_, out, _) = shinsa(dir.path(), &[&complete[..], &["202405"]].concat());
    assert!(undecided(&out), "the rule asks for three months: {out}");
}

#[test]
fn a_damaged_or_missing_file_is_told_and_the_others_count() {
    let dir = folder();
    let mut packed = {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packer.write_all(&claim("202405", 3, "112007410")).expect("packed");
        packer.finish().expect("packed")
    };
    packed.truncate(packed.len() / 2);
    std::fs::write(dir.path().join("before/5.gz"), &packed).expect("written");
    let (code, out, err) = shinsa(dir.path(), &["--history", "before", "none.UKE"]);
    assert_eq!(code, 3, "{out}{err}");
    assert!(out.contains("前回は2024-06-06です。"), "what was read counts: {out}");
    assert!(err.contains("before/5.gz") && err.contains("壊れているか、途中で切れています"), "{err}");
    assert!(err.contains("none.UKE") && err.contains("ファイルがありません"), "{err}");
    assert!(!err.contains("模擬") && !err.contains("５６７"), "{err}");
}

#[test]
fn standard_input_and_options_that_say_nothing_are_refused() {
    let dir = folder();
    let run = |arguments: &[&str]| {
        let output =
            Command::new(env!("CARGO_BIN_EXE_shinsa")).args(arguments).current_dir(dir.path()).output();
        let output = output.expect("run");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, err) = run(&["check", "-", "--rules", "again.rule", "--history", "before", "--lang", "en"]);
    assert_eq!(code, Some(2), "{err}");
    assert!(err.contains("cannot be read twice"), "{err}");
    assert_eq!(
        run(&["check", "7.UKE", "--no-rules", "--history", "before"]).0,
        Some(2),
        "without rules it would say nothing"
    );
    assert_eq!(
        run(&["check", "7.UKE", "--rules", "again.rule", "--history-complete-from", "202401"]).0,
        Some(2)
    );
}
