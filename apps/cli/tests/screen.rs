//! `shinsa screen` as an agency meets it: whole months, several threads, parts of patients, kills, damaged inputs.
//!
//! `KILLS=200 cargo test --release -p cli --test program a_killed_run` kills a run so often; without it a few times.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

/// Ten rules with an overlay.
const RULES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../rules/examples");

const OUTPUTS: [&str; 3] = ["receipts.jsonl", "findings.jsonl", "defects.jsonl"];

pub(super) fn shinsa() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shinsa"));
    command.env_remove("SHINSA_HOME").env("LANG", "ja_JP.UTF-8");
    command
}

fn run(dir: &Path, arguments: &[&str]) -> Output {
    shinsa().current_dir(dir).args(arguments).stdin(Stdio::null()).output().expect("run")
}

/// A command that screens by ten rules: the whole book would only make each start slower.
fn screening(dir: &Path) -> Command {
    let mut command = shinsa();
    command.current_dir(dir).args(["screen", "--rules", RULES]);
    command
}

fn screen(dir: &Path, arguments: &[&str]) -> Output {
    screening(dir).args(arguments).stdin(Stdio::null()).output().expect("run")
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or(-1)
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder `in` with three files of made-up claims, and `before.UKE` with the months before.
fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(dir.path().join("in")).expect("a folder");
    for (seed, name) in [("1", "in/a.UKE"), ("2", "in/b.UKE"), ("3", "in/c.UKE")] {
        make(dir.path(), seed, "202503", "1", name);
    }
    make(dir.path(), "1", "202501", "2", "before.UKE");
    dir
}

fn make(dir: &Path, seed: &str, month: &str, months: &str, name: &str) {
    let made = run(
        dir,
        &["corpus", "generate", "--receipts", "400", "--errors", "10%", "--seed", seed, "--month", month]
            .into_iter()
            .chain(["--months", months, "--out", name])
            .collect::<Vec<_>>(),
    );
    assert!(made.status.success(), "{}", told(&made));
}

/// The outputs of a run, and `run.json` without what differs from run to run.
pub(super) fn results(out: &Path) -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, String> = OUTPUTS
        .iter()
        .map(|name| ((*name).to_owned(), std::fs::read_to_string(out.join(name)).expect(name)))
        .collect();
    let mut run = run_json(out);
    let timings = run.as_object_mut().and_then(|run| run.remove("timings"));
    let units = timings
        .as_ref()
        .and_then(|of| of.as_object())
        .map_or(0, |of| of.keys().filter(|of| of.starts_with("slowest ")).count());
    assert!(units > 0, "{timings:?}");
    all.insert("run.json".to_owned(), run.to_string());
    official(out, &out.join("official"), &mut all);
    all
}

/// The official lists: in CP932, so as numbers of bytes.
fn official(out: &Path, folder: &Path, all: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).expect("official lists") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            official(out, &path, all);
        } else {
            let bytes = std::fs::read(&path).expect("a list");
            let name = path.strip_prefix(out).expect("below").display().to_string();
            all.insert(name, format!("{bytes:?}"));
        }
    }
}

fn run_json(out: &Path) -> serde_json::Value {
    serde_json::from_slice(&std::fs::read(out.join("run.json")).expect("run.json")).expect("JSON")
}

fn rows(out: &Path, name: &str) -> Vec<serde_json::Value> {
    let text = std::fs::read_to_string(out.join(name)).expect(name);
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn a_month_is_screened_whole_and_told_in_the_order_of_its_files() {
    let dir = folder();
    let output = screen(dir.path(), &["in", "--out", "out", "--jobs", "2"]);
    assert_eq!(code(&output), 1, "{}", told(&output));
    let out = dir.path().join("out");
    let receipts = rows(&out, "receipts.jsonl");
    assert_eq!(receipts.len(), 1200);
    let place = |row: &serde_json::Value| (row["file"].to_string(), row["seq"].as_u64());
    assert!(receipts.is_sorted_by_key(place));
    let findings = rows(&out, "findings.jsonl");
    assert!(findings.is_sorted_by_key(place) && !findings.is_empty());
    let mut ids: Vec<String> = findings.iter().map(|finding| finding["id"].to_string()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), findings.len(), "each finding has an id of its own");
    for receipt in &receipts {
        let open = receipt["not_evaluated"].as_array().is_some_and(|open| !open.is_empty());
        let decided = ["accepted", "assessed"].contains(&receipt["disposition"].as_str().unwrap_or_default());
        assert!(!(open && decided), "never clean: {receipt}");
        assert_eq!(receipt["points_after"].is_null(), !decided, "{receipt}");
        assert_eq!(receipt["queue"].is_null(), receipt["disposition"] != "review", "{receipt}");
    }
    let run = run_json(&out);
    assert_eq!(run["counts"]["receipts"], 1200);
    assert_eq!(run["inputs"].as_array().map(Vec::len), Some(3));
    assert!(!out.join(".work").exists());
}

#[test]
fn threads_packing_and_the_pipe_change_nothing() {
    let dir = folder();
    let path = dir.path();
    let one = screen(path, &["in/a.UKE", "--out", "one", "--jobs", "1"]);
    assert_eq!(code(&one), 1, "{}", told(&one));
    screen(path, &["in/a.UKE", "--out", "four", "--jobs", "4"]);
    assert_eq!(results(&path.join("one")), results(&path.join("four")));

    let claims = std::fs::read(path.join("in/a.UKE")).expect("made");
    let mut piped = screening(path)
        .args(["-", "--out", "piped"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("run");
    piped.stdin.take().expect("a pipe").write_all(&claims).expect("written");
    assert_eq!(piped.wait().expect("ended").code(), Some(1));
    let unnamed = |out: &str| {
        let text = std::fs::read_to_string(path.join(out).join("receipts.jsonl")).expect("receipts");
        text.replace("\"in/a.UKE\"", "\"-\"")
    };
    assert_eq!(unnamed("one"), unnamed("piped"));
    // What came through the pipe is not kept.
    assert!(!path.join("piped/.work").exists());
}

#[test]
fn patients_in_parts_are_judged_as_all_at_once() {
    let dir = folder();
    let path = dir.path();
    let of_memory = |out: &str, memory: &str| {
        let output = screen(
            path,
            &["in", "--out", out, "--history-memory", memory]
                .into_iter()
                .chain(["--history", "before.UKE", "--history-complete-from", "202501"])
                .collect::<Vec<_>>(),
        );
        assert_eq!(code(&output), 1, "{}", told(&output));
        let run = run_json(&path.join(out));
        (results(&path.join(out)), run["parts"].as_u64())
    };
    let (mut whole, one) = of_memory("whole", "2048");
    let (mut parted, several) = of_memory("parted", "1");
    assert_eq!(one, Some(1));
    assert!(several > Some(1), "{several:?}");
    whole.remove("run.json");
    parted.remove("run.json");
    assert_eq!(whole, parted);
}

#[test]
fn one_run_at_a_time_and_none_over_another() {
    let dir = folder();
    let path = dir.path();
    assert_eq!(code(&screen(path, &["in", "--out", "out"])), 1);
    let again = screen(path, &["in", "--out", "out"]);
    assert_eq!(code(&again), 2);
    assert!(told(&again).contains("既にあります"), "{}", told(&again));
    // Going on with a run that came to its end tells it again.
    let before = results(&path.join("out"));
    assert_eq!(code(&screen(path, &["in", "--out", "out", "--resume"])), 1);
    assert_eq!(results(&path.join("out")), before);

    let lock = std::fs::File::create(path.join("out/.lock")).expect("a lock");
    lock.try_lock().expect("free");
    let busy = screen(path, &["in", "--out", "out", "--resume"]);
    assert_eq!(code(&busy), 2);
    assert!(told(&busy).contains("別の審査"), "{}", told(&busy));
}

#[test]
fn a_damaged_input_is_told_and_loses_nothing_else() {
    let dir = folder();
    let path = dir.path();
    let claims = std::fs::read(path.join("in/b.UKE")).expect("made");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(&claims).expect("packed");
    let packed = packed.finish().expect("packed");
    std::fs::write(path.join("in/broken.gz"), &packed[..packed.len() / 2]).expect("written");
    std::fs::write(path.join("in/empty.UKE"), b"").expect("written");
    std::fs::write(path.join("in/z.zip"), b"PK\x03\x04nothing").expect("written");
    let output = screen(path, &["in", "--out", "out"]);
    assert_eq!(code(&output), 3, "{}", told(&output));
    assert!(told(&output).contains("broken.gz") && told(&output).contains("z.zip"), "{}", told(&output));
    let inputs = run_json(&path.join("out"))["inputs"].clone();
    let of = |name: &str| {
        let named =
            |input: &&serde_json::Value| input["file"].as_str().is_some_and(|file| file.ends_with(name));
        inputs.as_array().and_then(|all| all.iter().find(named).cloned()).expect(name)
    };
    assert_eq!(of("c.UKE")["receipts"], 400);
    assert!(of("broken.gz")["broken"].is_string() && of("z.zip")["broken"].is_string());
    assert!(of("broken.gz")["receipts"].as_u64() > Some(0), "what could be read was screened");
    let missing = screen(path, &["in", "none.UKE", "--out", "other"]);
    assert_eq!(code(&missing), 2);
    assert!(told(&missing).contains("none.UKE"));
}

#[test]
fn a_file_that_cannot_be_received_leaves_no_receipt_readable() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path();
    make(path, "1", "202503", "1", "a.UKE");
    let claims = std::fs::read(path.join("a.UKE")).expect("made");
    // Without IR nobody knows who files.
    let second = claims.iter().position(|&byte| byte == b'\n').expect("a line") + 1;
    std::fs::write(path.join("headless.UKE"), &claims[second..]).expect("written");
    let output = screen(path, &["headless.UKE", "--out", "out"]);
    assert_ne!(code(&output), 0);
    let refused = run_json(&path.join("out"))["inputs"][0]["refused"].as_bool();
    assert_eq!(refused, Some(true), "{}", told(&output));
    assert!(rows(&path.join("out"), "receipts.jsonl").iter().all(|row| row["disposition"] == "unreadable"));
}

/// How often a run is killed.
fn kills() -> u32 {
    std::env::var("KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(6)
}

#[test]
fn a_killed_run_goes_on_to_the_same_bytes() {
    let dir = folder();
    let path = dir.path();
    killed(path, || {
        let mut command = screening(path);
        command.args(["in", "--jobs", "2", "--history-memory", "1", "--history", "before.UKE"]);
        command.args(["--history-complete-from", "202501"]);
        command
    });
}

/// Kills runs at random moments and goes on with them: they end with the bytes of one that was left alone, which are given.
pub(super) fn killed(path: &Path, screening: impl Fn() -> Command) -> BTreeMap<String, String> {
    let began = std::time::Instant::now();
    let whole = screening().args(["--out", "whole"]).output().expect("run");
    assert_eq!(code(&whole), 1, "{}", told(&whole));
    let long = u64::try_from(began.elapsed().as_millis()).expect("short");
    let expected = results(&path.join("whole"));
    let (mut seed, mut died) = (u64::from(std::process::id()), 0);
    for _ in 0..kills() {
        let out: PathBuf = path.join("killed");
        loop {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let mut child = screening()
                .args(["--out", "killed", "--resume"])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("run");
            std::thread::sleep(Duration::from_millis((seed >> 33) % (long * 5 / 4 + 1)));
            // SIGKILL; one that has ended is only waited for.
            let _ = child.kill();
            let status = child.wait().expect("ended");
            match status.code() {
                None => died += 1,
                Some(code) => {
                    assert_eq!(code, 1);
                    break;
                }
            }
        }
        assert_eq!(results(&out), expected);
        std::fs::remove_dir_all(&out).expect("removed");
    }
    assert!(died > 0, "no run was killed while it was at work");
    expected
}

#[test]
fn a_full_disk_is_told_and_nothing_is_lost() {
    let dir = folder();
    let path = dir.path();
    // A limit on the size of files stands for a disk that is full: writing fails in the middle.
    let script = format!(
        "trap '' XFSZ; ulimit -f 200; exec {} screen in --out out --rules {RULES}",
        env!("CARGO_BIN_EXE_shinsa")
    );
    let full = Command::new("sh").arg("-c").arg(script).current_dir(path).env("LANG", "ja_JP.UTF-8").output();
    let full = full.expect("run");
    assert_eq!(code(&full), 4, "{}", told(&full));
    assert!(told(&full).contains("--resume"), "{}", told(&full));
    assert!(!path.join("out/run.json").exists() && !path.join("out/receipts.jsonl").exists());
    assert_eq!(code(&screen(path, &["in", "--out", "out"])), 2, "somebody must say to go on");
    assert_eq!(code(&screen(path, &["in", "--out", "out", "--resume"])), 1);
    screen(path, &["in", "--out", "whole"]);
    assert_eq!(results(&path.join("out")), results(&path.join("whole")));
}

#[test]
fn findings_are_settled_and_stand_alike_in_both_languages() {
    let dir = folder();
    let settled = |lang: &str| {
        let output = run(dir.path(), &["screen", "in/a.UKE", "--out", lang, "--lang", lang]);
        assert!(code(&output) < 2, "{}", told(&output));
        rows(&dir.path().join(lang), "findings.jsonl")
    };
    let (japanese, english) = (settled("ja"), settled("en"));
    let said = |rows: &[serde_json::Value]| rows.iter().map(|row| row["message"].clone()).collect::<Vec<_>>();
    assert_ne!(said(&japanese), said(&english));
    let told = |rows: &[serde_json::Value]| {
        let keys =
            ["id", "rule", "state", "subsumed_by", "conclusion", "certainty", "lines", "days", "points"];
        rows.iter().map(|row| keys.map(|key| row[key].clone())).collect::<Vec<_>>()
    };
    assert_eq!(told(&japanese), told(&english));
}
