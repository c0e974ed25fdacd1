//! A screening is taken in as cases of a month, once; and a month without decisions has no results.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod results;

use std::path::Path;
use std::process::{Command, Output};

use crate::months::{again, claim};

fn shinsa(dir: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_shinsa"))
        .args(arguments)
        .current_dir(dir)
        .env_remove("SHINSA_HOME")
        .output()
        .expect("the program starts")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn what_a_screening_left_to_people_is_a_case_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path();
    let made = shinsa(
        dir,
        &[
            "corpus",
            "generate",
            "--receipts",
            "40",
            "--errors",
            "50%",
            "--month",
            "202406",
            "--out",
            "month.UKE",
        ],
    );
    assert!(made.status.success(), "{}", told(&made));
    assert!(shinsa(dir, &["screen", "month.UKE", "--out", "run"]).status.code().is_some_and(|code| code < 2));

    let first = shinsa(dir, &["service", "take", "run", "--home", "home"]);
    assert_eq!(first.status.code(), Some(0), "{}", told(&first));
    assert!(
        told(&first).contains("審査月 202407") && told(&first).contains("取り込みました（取込済み 0件）")
    );
    let again = shinsa(dir, &["service", "take", "run", "--home", "home"]);
    assert!(told(&again).contains(": 0件を取り込みました"), "{}", told(&again));
    assert!(told(&again).lines().any(|line| !line.contains("取込済み 0件")), "they were there");
    assert!(told(&again).contains("集計に加えたファイル 0"), "{}", told(&again));
    figures_are_those_of_the_run(dir);
    // Named for another month it stays where it was first.
    let moved = shinsa(dir, &["service", "take", "run", "--home", "home", "--month", "202409"]);
    assert_eq!(moved.status.code(), Some(0), "{}", told(&moved));
    assert!(
        told(&moved).contains("審査月 202407: ") && told(&moved).contains("すでにこの月の事案"),
        "{}",
        told(&moved)
    );
    assert!(told(&moved).contains("審査月 202409: 0件を取り込みました"), "{}", told(&moved));
    assert!(told(&moved).lines().all(|line| !line.contains("集計に加えたファイル 1")), "{}", told(&moved));
    figures_are_those_of_the_run(dir);

    let line = told(&first);
    let branch = line.split_whitespace().nth(1).expect("a branch").to_owned();
    let branch = branch.split('　').next().expect("its number");
    let none = shinsa(
        dir,
        &["service", "results", "--home", "home", "--branch", branch, "--month", "202407", "--out", "lists"],
    );
    assert_eq!(none.status.code(), Some(2), "{}", told(&none));
    assert!(told(&none).contains("判断の済んだ事案がありません"));

    let changed = dir.join("month.UKE");
    std::fs::write(&changed, "IR,1,13,1,1000009,,架空医院,202407,00,\r\n").expect("the file is changed");
    let refused = shinsa(dir, &["service", "take", "run", "--home", "home2"]);
    assert_eq!(refused.status.code(), Some(2), "{}", told(&refused));
    assert!(told(&refused).contains("変わっています"));
}

/// Sets the intake window of a month in a home to a day long ago.
fn closes_intake(home: &Path, branch: &str) {
    let runtime = tokio::runtime::Runtime::new().expect("tokio");
    runtime.block_on(async {
        let keys = store::KeyRing::open_or_make(&home.join("service.key")).expect("the key of the home");
        let store = store::Store::open(&store::Place::File(home.join("service.db")), keys).await;
        let store = store.expect("the store of the home");
        let entry = store::audit::Entry {
            actor: "test".to_owned(),
            role: "headquarters".to_owned(),
            act: "month.intake".to_owned(),
            subject: String::new(),
            purpose: "test".to_owned(),
            detail: String::new(),
        };
        store.set_intake(branch, "202407", (1, 2), &entry, store::Now(3)).await.expect("the window");
        store.close().await;
    });
}

#[test]
fn outside_the_intake_window_nothing_is_taken_in_unless_it_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path();
    let month = [
        "corpus",
        "generate",
        "--receipts",
        "40",
        "--errors",
        "50%",
        "--month",
        "202406",
        "--out",
        "month.UKE",
    ];
    assert!(shinsa(dir, &month).status.success());
    assert!(shinsa(dir, &["screen", "month.UKE", "--out", "run"]).status.code().is_some_and(|code| code < 2));
    let first = told(&shinsa(dir, &["service", "take", "run", "--home", "home"]));
    let branch = first.split_whitespace().nth(1).and_then(|word| word.split('　').next()).expect("a branch");
    closes_intake(&dir.join("home"), branch);
    let take = ["service", "take", "run", "--home", "home", "--branch", branch];
    let refused = shinsa(dir, &take);
    assert_eq!(refused.status.code(), Some(2), "{}", told(&refused));
    assert!(told(&refused).contains("受付期間の外です") && told(&refused).contains("--outside-intake"));
    let said: Vec<&str> = take.iter().copied().chain(["--outside-intake"]).collect();
    assert_eq!(shinsa(dir, &said).status.code(), Some(0));
    let backup = shinsa(dir, &["service", "backup", "all.jsonl", "--home", "home"]);
    assert!(backup.status.success(), "{}", told(&backup));
    let rows = std::fs::read_to_string(dir.join("all.jsonl")).expect("the backup");
    assert!(rows.contains("case.take-outside-intake"), "it is on the trail");
}

/// What was found in the case of a home that is not settled, as it is kept sealed.
fn found(home: &Path) -> Vec<serde_json::Value> {
    let runtime = tokio::runtime::Runtime::new().expect("tokio");
    runtime.block_on(async {
        let keys = store::KeyRing::open_or_make(&home.join("service.key")).expect("the key of the home");
        let store = store::Store::open(&store::Place::File(home.join("service.db")), keys).await;
        let store = store.expect("the store of the home");
        let mut found = Vec::new();
        for case in store.cases(&store::cases::CaseFilter::default(), None, 10).await.expect("cases") {
            let shown = store.case_claim(&case.id).await.expect("what it is shown from");
            found.push(serde_json::from_slice(&shown.found).expect("JSON"));
        }
        store.close().await;
        found
    })
}

#[test]
fn another_month_that_a_finding_names_is_known_by_the_digest_of_its_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path();
    let claim = |month: &str| claim(month, 0, "160091310");
    std::fs::create_dir(dir.join("before")).expect("a folder");
    std::fs::write(dir.join("before/6.UKE"), claim("202406")).expect("written");
    std::fs::write(dir.join("7.UKE"), claim("202407")).expect("written");
    std::fs::write(dir.join("again.rule"), again("要審査")).expect("written");
    let screens = |arguments: &[&str]| {
        let all: Vec<&str> = ["screen", "--rules", "again.rule"].iter().chain(arguments).copied().collect();
        let output = shinsa(dir, &all);
        assert!(output.status.code().is_some_and(|code| code < 2), "{}", told(&output));
    };
    screens(&["before/6.UKE", "--out", "earlier"]);
    screens(&["7.UKE", "--history", "before", "--out", "run"]);
    let taken = shinsa(dir, &["service", "take", "run", "--home", "home"]);
    assert_eq!(taken.status.code(), Some(0), "{}", told(&taken));
    let earlier = std::fs::read_to_string(dir.join("earlier/run.json")).expect("a run");
    let earlier: serde_json::Value = serde_json::from_str(&earlier).expect("JSON");
    let digest = earlier["inputs"][0]["digest"].as_str().expect("a digest");
    let found = found(&dir.join("home"));
    let [case] = found.as_slice() else { panic!("one case: {}", found.len()) };
    assert_eq!(case["files"]["before/6.UKE"].as_str(), Some(digest), "{}", case["files"]);
    // A file that is not there any more stays without one, and the case is taken in all the same.
    std::fs::remove_file(dir.join("before/6.UKE")).expect("removed");
    let again = shinsa(dir, &["service", "take", "run", "--home", "other"]);
    assert_eq!(again.status.code(), Some(0), "{}", told(&again));
}

/// Counted from the rows and kept by branch, they are what the run itself counted.
fn figures_are_those_of_the_run(dir: &Path) {
    let run = std::fs::read(dir.join("run/run.json")).expect("run.json");
    let run: serde_json::Value = serde_json::from_slice(&run).expect("JSON");
    let counts = &run["counts"];
    let home = dir.join("home");
    let keys = store::KeyRing::open_or_make(&home.join("service.key")).expect("the key");
    let place = store::Place::File(home.join("service.db"));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let (rows, rules) = runtime.block_on(async {
        let store = store::Store::open(&place, keys).await.expect("the store");
        (store.figures("", "").await.expect("figures"), store.rule_figures("", "", "").await.expect("rules"))
    });
    let mut sum = store::figures::Figures::default();
    rows.iter().for_each(|row| sum.add(&row.figures));
    for (of, name) in [
        (sum.receipts, "receipts"),
        (sum.flagged, "flagged"),
        (sum.not_evaluated, "not_evaluated"),
        (sum.only_not_evaluated, "only_not_evaluated"),
        (sum.points_claimed, "points_claimed"),
        (sum.points_assessed, "points_assessed"),
    ] {
        assert_eq!(Some(of), counts[name].as_i64(), "{name}");
    }
    let [accepted, assessed, returned, review, _] = sum.dispositions;
    for (of, name) in
        [(accepted, "accepted"), (assessed, "assessed"), (returned, "returned"), (review, "review")]
    {
        assert_eq!(of, counts["dispositions"][name].as_i64().unwrap_or(0), "{name}");
    }
    assert_eq!(sum.queues.iter().sum::<i64>(), review);
    let mut known = 0;
    for (rule, branches) in counts["rules"].as_object().expect("rules") {
        for (branch, count) in branches.as_object().expect("branches") {
            let row = rules.iter().find(|row| row.rule == *rule && row.branch == format!("{branch:0>2}"));
            let of = row.unwrap_or_else(|| panic!("{rule} in {branch} is missing")).figures;
            let kept = [of.flagged, of.assessed, of.returned, of.subsumed, of.told, of.points];
            let names = ["flagged", "assessed", "returned", "subsumed", "told", "points"];
            assert_eq!(kept.map(Some), names.map(|name| count[name].as_i64()), "{rule} in {branch}");
            known += 1;
        }
    }
    assert_eq!(known, rules.len());
}
