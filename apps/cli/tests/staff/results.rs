//! What the lists of results leave out or cut is told, and the exit code says that something is missing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use caseflow::{Act, Decision, Line, Person, Seat, Verdict};
use serde_json::{Value, json};
use store::cases::{Acted, CaseClaim, CaseFilter, Intake, NewCase};
use store::{Institution, KeyRing, Now, Place, Store};

use super::{shinsa, told};

const FRAME: &str = "IR,1,13,1,1000009,,審査医院,202407,00,\r\n";

/// A receipt whose procedure stands on line 6 of its file.
const OWN: &str = "\
RE,NUMBER,1112,202406,模擬　患者,1,19800115,,,,,,,A1,,,,,,,,,,,,,,,,,,,,,,,,\r
HO,06134019,１２３４,５６７,1,360,,,,,,,,,\r
SN,1,01,,,,01,,\r
SY,8833421,20240410,1,,,01,\r
SI,60,1,160091310,,360,1,,,,,,,,,1,,,,,,,,,,,,,,,,,,,,,,,,,,,,\r
";

fn case(seq: u64, number: &str) -> NewCase {
    let bytes = |text: &str| encoding_rs::SHIFT_JIS.encode(text).0.into_owned();
    let (frame, own) = (bytes(FRAME), bytes(&OWN.replace("NUMBER", number)));
    let claim = [frame.as_slice(), own.as_slice()].concat();
    let found = json!({
        "run": "r", "agency": 1, "billed": 202407, "lines": 5,
        "receipt": {
            "seq": seq, "number": number.parse::<u32>().ok(), "institution": "131000009", "month": 202406,
            "inpatient": false, "department": null, "points_claimed": 360, "points_after": null, "payers": [],
            "disposition": "review", "queue": "staff", "defects": [], "findings": [], "not_evaluated": [],
            "bytes": [frame.len(), claim.len()], "first_line": 2, "frame": [0, frame.len()], "digest": ""
        }
    });
    NewCase {
        source: "screening".to_owned(),
        file: "digest".to_owned(),
        receipt: i64::try_from(seq).expect("a number"),
        institution: Institution::new("131000009").expect("nine digits"),
        queue: model::Queue::Staff,
        lines: BTreeSet::from([6]),
        points: 0,
        shown: CaseClaim { claim, found: serde_json::to_vec(&found).expect("JSON") },
        rules: BTreeSet::new(),
        linked: Vec::new(),
    }
}

/// Two cases that are settled: one assessed, without a number; one returned, with a long text.
fn settles(home: &Path) {
    std::fs::create_dir_all(home).expect("a home");
    let runtime = tokio::runtime::Runtime::new().expect("tokio");
    runtime.block_on(async {
        let keys = KeyRing::open_or_make(&home.join("service.key")).expect("the key of the home");
        let store = Store::open(&Place::File(home.join("service.db")), keys).await.expect("the store");
        store.open_month("13", "202407", (0, i64::MAX), None, Now(1)).await.expect("a month");
        let cases = [case(4, ""), case(9, "2")];
        store.open_cases(("13", "202407"), &cases, Intake::Window, Now(2)).await.expect("cases");
        let staff = Person { id: "s".to_owned(), seat: Seat::Staff, conflicts: BTreeSet::new() };
        for of in store.cases(&CaseFilter::default(), None, 10).await.expect("cases") {
            let (verdict, reason, text) = match of.receipt {
                4 => (Verdict::Assess { points: 0 }, "B", "過剰".to_owned()),
                _ => (Verdict::Return, "199999", "あ".repeat(60)),
            };
            let line = Line { verdict, reason: Some(reason.to_owned()), text };
            let decision = Decision { lines: BTreeMap::from([(6, line)]) };
            for (version, act) in [(0, Act::Claim), (1, Act::Decide { decision })] {
                let done = store.act_on_case(&of.id, version, &staff, act, "審査", Now(3)).await;
                assert_eq!(done.expect("an act"), Acted::Done(version + 1));
            }
        }
        store.close().await;
    });
}

#[test]
fn what_the_lists_leave_out_or_cut_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path();
    settles(&dir.join("home"));
    let wrote = shinsa(
        dir,
        &["service", "results", "--home", "home", "--branch", "13", "--month", "202407", "--out", "lists"],
    );
    let said = told(&wrote);
    assert_eq!(wrote.status.code(), Some(3), "{said}");
    assert!(said.contains("帳票に載せられなかったもの 1件: lists/notes.jsonl"), "{said}");
    assert!(said.contains("欄に合わせて切ったり直したりした文字列 1件: lists/notes.jsonl"), "{said}");
    let notes = std::fs::read_to_string(dir.join("lists/notes.jsonl")).expect("notes");
    let notes: Vec<Value> = notes.lines().map(|line| serde_json::from_str(line).expect("a note")).collect();
    let left = notes.iter().find(|note| note["why"] == "no-number").expect("what was left out");
    assert_eq!((left["institution"].as_str(), left["seq"].as_u64()), (Some("131000009"), Some(4)));
    let cut = notes.iter().find(|note| note["note"] == "shortened").expect("what was cut");
    assert_eq!((cut["column"].as_str(), cut["n"].as_u64()), (Some("事由"), Some(10)));
}
