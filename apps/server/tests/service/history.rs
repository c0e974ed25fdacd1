//! A receipt as JSON beside earlier ones of its patient: what a rule says of several months (縦覧) is said.

use serde_json::{Value, json};
use store::Role;
use store::uploads::NewUpload;

use crate::asking::post;
use crate::running::Service;

/// A receipt of one patient with one line on a day.
fn records(month: u32, code: &str, day: usize) -> Value {
    let mut line = vec![json!("SI"), json!(60), json!(1), json!(code), json!(null), json!(360), json!(1)];
    line.resize(13 + 31, json!(null));
    line[12 + day] = json!(1);
    json!([
        ["RE", 1, 1112, month, "模擬　患者", 1, 19_800_115, null, null, null, null, null, null, "A1"],
        ["HO", "06134019", "１２３４", "５６７", 1, 360],
        ["SY", "8833421", "20220410", 1, null, null, "01"],
        line,
    ])
}

fn with_institution(records: &Value) -> Value {
    let mut all = vec![json!(["IR", 1, 13, 1, "1000009", null, "審査医院", "202209", "00"])];
    all.extend(records.as_array().unwrap().iter().cloned());
    Value::Array(all)
}

#[test]
fn earlier_receipts_in_the_request_are_looked_at() {
    let service = Service::start(|_| ());
    let clinic = service.somebody(Role::Clinic);
    let ask = |history: Option<Value>| {
        let mut body = json!({"records": with_institution(&records(202_208, "160037510", 9))});
        if let Some(history) = history {
            body["history"] = history;
        }
        let asked = post("/api/v1/receipts").by(&clinic).header("content-type", "application/json");
        asked.body(serde_json::to_vec(&body).unwrap()).send(&service)
    };
    let said = |answer: &Value| -> Vec<Value> {
        let findings = answer["receipts"][0]["findings"].as_array().unwrap();
        findings.iter().filter(|one| one["rule"] == "D009-PSA").cloned().collect()
    };
    let alone = ask(None);
    assert_eq!(alone.status, 200, "{}", alone.text());
    assert!(said(&alone.json()).is_empty());
    let july = records(202_207, "160037510", 4);
    let beside = ask(Some(json!([{"records": july}]))).json();
    let found = said(&beside);
    assert_eq!(found.len(), 1, "{beside}");
    assert_eq!(beside["receipts"].as_array().unwrap().len(), 1, "the earlier one is not judged");
    let line = found[0]["lines"].as_array().unwrap().iter().find(|line| line["month"] == 202_207).unwrap();
    assert_eq!(line["file"], "history/1");
    // Another patient's, or four months before: nothing to say.
    let mut other = records(202_207, "160037510", 4);
    other[0][6] = json!(19_900_101);
    assert!(said(&ask(Some(json!([{"records": other}]))).json()).is_empty());
    assert!(said(&ask(Some(json!([{"records": records(202_204, "160037510", 4)}]))).json()).is_empty());
    let wrong = ask(Some(json!([{"records": [["XX"]]}])));
    assert_eq!(wrong.status, 400);
    assert!(wrong.json()["detail"].as_str().unwrap().starts_with("history の1番目"));
    let many = ask(Some(Value::Array(vec![json!({"records": []}); 49])));
    assert_eq!((many.status, many.json()["code"].as_str()), (400, Some("malformed")));
}

/// What was filed for the month before, of one line.
fn filed(billed: u32, code: &str) -> Vec<u8> {
    let month = billed - 1;
    let text = format!(
        "IR,1,13,1,1000009,,審査医院,{billed},00,\r\nRE,1,1112,{month},模擬　患者,1,19800115,,,,,,,A1,,,,,,,,,,,,,,,,,,,,,,,,\r\n\
         HO,06134019,１２３４,５６７,1,360,,,,,,,,,\r\nSY,8833421,20220110,1,,,01,\r\n\
         SI,60,1,{code},,360,1,,,,,,,,,1,,,,,,,,,,,,,,,,,,,,,,,,,,,,\r\nGO,1,360,99\r\n\x1A"
    );
    encoding_rs::SHIFT_JIS.encode(&text).0.into_owned()
}

/// The test that the rule counts.
fn july() -> Vec<u8> {
    filed(202_208, "160037510")
}

/// Keeps files of claims past the service, as many trials of one filing do.
pub fn keep_trials(service: &Service, institution: &str, claims: &[u8], count: i64) {
    let institution = store::Institution::new(institution).unwrap();
    let now = service.app.now();
    for at in 0..count {
        let new = NewUpload {
            institution: &institution,
            made_by: "test",
            file_name: "trial.UKE",
            revision: "r",
            delete_after: now.0 + 1_000,
            claims,
            head: b"{}",
            receipts: &[],
            dispositions: &[],
            audit: None,
        };
        let written = service.app.store().write_upload(&new, None, store::Now(now.0 + at));
        service.runtime.block_on(written).unwrap();
    }
}

#[test]
fn earlier_months_are_found_behind_however_many_trials() {
    let service = Service::start(|_| ());
    let clinic = service.somebody(Role::Clinic);
    let institution = "131234567";
    keep_trials(&service, institution, &july(), 1);
    let august = with_institution(&records(202_208, "160037510", 9)).to_string();
    let trial = b"IR,1,13,1,1000009,,A,202209,00,\r\n";
    let said = || {
        let body = format!(r#"{{"records":{august}}}"#);
        let asked = post("/api/v1/receipts").by(&clinic).header("content-type", "application/json");
        let answer = asked.body(body).send(&service).json();
        let findings = answer["receipts"][0]["findings"].as_array().unwrap().clone();
        findings.iter().filter(|one| one["rule"] == "D009-PSA").count()
    };
    assert_eq!(said(), 1);
    keep_trials(&service, institution, trial, 90);
    assert_eq!(said(), 1, "what is kept of July, behind 90 trials of August");
}

#[test]
fn history_in_the_request_takes_the_place_of_what_is_kept() {
    let service = Service::start(|_| ());
    let clinic = service.somebody(Role::Clinic);
    assert_eq!(post("/api/v1/checks?name=6.UKE").by(&clinic).body(july()).send(&service).status, 201);
    let ask = |history: Value| {
        let body =
            json!({"records": with_institution(&records(202_208, "160037510", 9)), "history": history});
        let asked = post("/api/v1/receipts").by(&clinic).header("content-type", "application/json");
        let answer = asked.body(serde_json::to_vec(&body).unwrap()).send(&service).json();
        let findings = answer["receipts"][0]["findings"].as_array().unwrap().clone();
        findings.iter().filter(|one| one["rule"] == "D009-PSA").count()
    };
    assert_eq!(ask(Value::Null), 1, "what is kept of June");
    assert_eq!(ask(json!([])), 0, "none, as the request says");
}
