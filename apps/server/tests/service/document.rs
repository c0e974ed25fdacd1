//! The document of the API against the service: every operation answers as it says.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use store::Role;
use store::cases::Intake;

use crate::asking::{Answer, Ask, get, post};
use crate::running::{BUILT_IN, SAMPLE, Service, Somebody};

/// Looks at answers by the document.
struct Document {
    whole: Value,
    seen: BTreeSet<String>,
}

impl Document {
    fn must_say(&mut self, method: &str, pattern: &str, answer: &Answer) {
        let operation = &self.whole["paths"][pattern][method.to_lowercase()];
        let responses = operation["responses"].as_object().unwrap();
        let status = answer.status.to_string();
        let range = format!("{}XX", answer.status / 100);
        let said =
            [status.as_str(), range.as_str(), "default"].into_iter().find_map(|key| responses.get(key));
        let said = said.unwrap_or_else(|| panic!("{method} {pattern}: {status} is not documented"));
        if answer.status < 300 {
            assert!(responses.contains_key(&status), "{method} {pattern}: {status} must be named");
            self.seen.insert(format!("{method} {pattern}"));
        }
        let kind = answer.header("content-type").split(';').next().unwrap();
        let Some(content) = said.get("content").and_then(Value::as_object) else { return };
        let of =
            content.get(kind).unwrap_or_else(|| panic!("{method} {pattern} {status}: {kind} of {content:?}"));
        if kind.ends_with("json") {
            let mut schema = of["schema"].clone();
            schema["components"] = self.whole["components"].clone();
            let validator = jsonschema::validator_for(&schema).unwrap();
            let value = answer.json();
            let wrong: Vec<String> = validator
                .iter_errors(&value)
                .map(|error| format!("{}: {error}", error.instance_path))
                .collect();
            assert!(wrong.is_empty(), "{method} {pattern} {status}: {wrong:?}");
        }
    }
}

#[test]
fn every_operation_answers_as_the_document_says() {
    let service = Service::start(|_| ());
    let head = service.somebody(Role::Headquarters);
    let key = service.key("131234567", 6_000);
    let whole = get("/api/openapi.json").send(&service).json();
    let mut document = Document { whole: whole.clone(), seen: BTreeSet::new() };
    let damaged = include_bytes!("../../../../corpus/samples/damaged.UKE");
    let mut ids = Vec::new();
    for body in [SAMPLE, damaged] {
        let made = post("/api/v1/checks?name=a.UKE").with_key(&key).body(body).send(&service);
        document.must_say("POST", "/api/v1/checks", &made);
        ids.push(made.header("location").rsplit('/').next().unwrap().to_owned());
    }
    let unkept = post("/api/v1/checks?keep=false").with_key(&key).body(SAMPLE).send(&service);
    document.must_say("POST", "/api/v1/checks", &unkept);
    let (whole_id, id) = (ids[0].clone(), ids[1].clone());
    for (pattern, path) in [
        ("/health", "/health".to_owned()),
        ("/ready", "/ready".to_owned()),
        ("/metrics", "/metrics".to_owned()),
        ("/api/v1/checks", "/api/v1/checks".to_owned()),
        ("/api/v1/checks/{id}", format!("/api/v1/checks/{id}")),
        ("/api/v1/checks/{id}", format!("/api/v1/checks/{whole_id}")),
        ("/api/v1/checks/{id}/receipts/{seq}", format!("/api/v1/checks/{id}/receipts/1")),
        ("/api/v1/checks/{id}/asp.csv", format!("/api/v1/checks/{id}/asp.csv")),
        ("/api/v1/checks/{id}/compare/{earlier}", format!("/api/v1/checks/{id}/compare/{whole_id}")),
        ("/api/v1/checks/{id}/repairs", format!("/api/v1/checks/{id}/repairs")),
        ("/api/v1/rules", "/api/v1/rules".to_owned()),
    ] {
        document.must_say("GET", pattern, &get(&path).with_key(&key).send(&service));
        document.must_say("GET", pattern, &get(&path).send(&service));
        let missing = path.replace(&id, "nothing").replace(&whole_id, "nothing");
        document.must_say("GET", pattern, &get(&missing).with_key(&key).send(&service));
    }
    let sent = |path: &str, body: &str| {
        post(path).with_key(&key).header("content-type", "application/json").body(body).send(&service)
    };
    let record = r#"{"records":[["IR",1,13,1,1234567,null,"",202406,"",""]]}"#;
    for body in [record, "{", "{}"] {
        document.must_say("POST", "/api/v1/receipts", &sent("/api/v1/receipts", body));
    }
    let mended = format!("/api/v1/checks/{id}/mended");
    for body in [r#"{"repairs":[]}"#, r#"{"repairs":["x"]}"#, "{", "[]"] {
        document.must_say("POST", "/api/v1/checks/{id}/mended", &sent(&mended, body));
    }
    for (pattern, body) in [
        ("/api/v1/rules/activate", "x"),
        ("/api/v1/rules/rollback", "{}"),
        ("/api/v1/rules/rollback", "["),
        ("/api/v1/rules/shadow", ""),
    ] {
        document.must_say("POST", pattern, &post(pattern).speaking(&head).body(body).send(&service));
        document.must_say("POST", pattern, &sent(pattern, body));
    }
    effects(&service, &head, &mut document);
    work(&service, &head, &mut document);
    for (pattern, path) in [
        ("/api/v1/checks/{id}", format!("/api/v1/checks/{id}")),
        ("/api/v1/rules/shadow", "/api/v1/rules/shadow".to_owned()),
    ] {
        let ask = Ask::new("DELETE", &path);
        document.must_say("DELETE", pattern, &ask.clone().send(&service));
        document.must_say("DELETE", pattern, &ask.clone().with_key(&key).send(&service));
        document.must_say("DELETE", pattern, &ask.speaking(&head).send(&service));
    }
    for (path, operations) in whole["paths"].as_object().unwrap() {
        for method in operations.as_object().unwrap().keys() {
            let operation = format!("{} {path}", method.to_uppercase());
            // Without a home of revisions these begin nothing; tests of rules see them begin.
            let begins = path.starts_with("/api/v1/rules/") && method == "post";
            assert!(begins || document.seen.contains(&operation), "{operation} was never seen to succeed");
        }
    }
    assert_eq!(json!(whole["openapi"].as_str().unwrap().starts_with("3.1")), true);
}

/// A month from its list to its closing, by staff and headquarters.
fn work(service: &Service, head: &Somebody, document: &mut Document) {
    let staff = service.somebody(Role::Staff);
    let (store, now) = (service.app.store(), service.app.now());
    service.runtime.block_on(async {
        store.open_month("13", "202407", (0, i64::MAX), None, now).await.unwrap();
        let cases = crate::made::cases(&BUILT_IN, model::Queue::Staff);
        store.open_cases(("13", "202407"), &cases, Intake::Window, now).await.unwrap();
    });
    let mut get_ok = |who: &Somebody, pattern: &str, path: &str| {
        let answer = get(path).with_cookie(&who.cookie).send(service);
        document.must_say("GET", pattern, &answer);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.json()
    };
    get_ok(&staff, "/api/v1/session", "/api/v1/session");
    get_ok(&staff, "/api/v1/months", "/api/v1/months");
    get_ok(&staff, "/api/v1/assign", "/api/v1/assign?branch=13&month=202407");
    let list = get_ok(&staff, "/api/v1/cases", "/api/v1/cases");
    let ids: Vec<String> =
        list["cases"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect();
    let mut cases = Vec::new();
    for id in &ids {
        let own = format!("/api/v1/cases/{id}");
        let case = get_ok(&staff, "/api/v1/cases/{id}", &own);
        let rule = case["receipt"]["findings"][0]["rule"].as_str().unwrap().to_owned();
        get_ok(&staff, "/api/v1/cases/{id}/trace", &format!("{own}/trace?rule={rule}"));
        if case["linked"].as_array().is_some_and(|linked| !linked.is_empty()) {
            get_ok(&staff, "/api/v1/cases/{id}/linked/{seq}", &format!("{own}/linked/1"));
        }
        cases.push((own, case));
    }
    let mut sent = Vec::new();
    let mut send = |who: &Somebody, pattern: &str, path: &str, body: &str| {
        let ask = post(path).speaking(who);
        let answer = ask.header("content-type", "application/json").body(body).send(service);
        document.must_say("POST", pattern, &answer);
        answer
    };
    send(head, "/api/v1/months", "/api/v1/months", r#"{"branch":"13","month":"202408"}"#);
    let level = r#"{"branch":"13","month":"202407","seat":"staff"}"#;
    send(head, "/api/v1/assign/level", "/api/v1/assign/level", level);
    let seen = json!({"branch": "13", "month": "202407", "cases": [{"id": ids[0], "version": 1}], "seat": "staff", "to": staff.id});
    send(head, "/api/v1/assign", "/api/v1/assign", &seen.to_string());
    let window = r#"{"last":"2024-08-31"}"#;
    let intake = "/api/v1/months/13/202408/intake";
    let ask = Ask::new("PUT", intake).speaking(head).header("content-type", "application/json").body(window);
    sent.push(("PUT", "/api/v1/months/{branch}/{month}/intake", ask.send(service)));
    send(&staff, "/api/v1/cases/next", "/api/v1/cases/next", r#"{"branch":"13","month":"202407"}"#);
    for (own, case) in cases {
        let purpose = r#"{"purpose":"inquiry"}"#;
        send(&staff, "/api/v1/cases/{id}/numbers", &format!("{own}/numbers"), purpose);
        let acts = format!("{own}/acts");
        let taken = service.runtime.block_on(store.case(own.rsplit('/').next().unwrap())).unwrap().unwrap();
        let mut version = taken.case.version();
        if taken.case.holder().is_none() {
            let claim = json!({"version": version, "act": {"kind": "claim"}}).to_string();
            send(&staff, "/api/v1/cases/{id}/acts", &acts, &claim);
            version += 1;
        }
        let lines = case["lines"].as_array().unwrap();
        let lines: Vec<Value> =
            lines.iter().map(|of| json!({"line": of["line"], "verdict": "as-claimed"})).collect();
        let decide = json!({"version": version, "act": {"kind": "decide", "lines": lines}}).to_string();
        let done = send(&staff, "/api/v1/cases/{id}/acts", &acts, &decide);
        assert_eq!(done.json()["state"], "settled", "{}", done.text());
        // Again it is one version too late; without lines it cannot be kept.
        assert_eq!(send(&staff, "/api/v1/cases/{id}/acts", &acts, &decide).status, 409);
        assert_eq!(send(&staff, "/api/v1/cases/{id}/acts", &acts, "{").status, 400);
    }
    let close = "/api/v1/months/13/202407/close";
    send(head, "/api/v1/months/{branch}/{month}/close", close, "");
    for (method, pattern, answer) in sent {
        document.must_say(method, pattern, &answer);
    }
    let files = get("/api/v1/months/13/202407/results").with_cookie(&staff.cookie).send(service);
    document.must_say("GET", "/api/v1/months/{branch}/{month}/results", &files);
    assert_eq!(files.status, 200, "{}", files.text());
}

/// Effects of a shadow, which needs no home of revisions: begun by the page, told by the API while it goes on and after.
fn effects(service: &Service, head: &Somebody, document: &mut Document) {
    service.app.session().set_shadow(Some(Arc::clone(&BUILT_IN)));
    let form = post("/rules/effects").by(head).field("which", "shadow").field("uploads", "yes");
    let begun = form.file("", b"").send(service);
    let path = format!("/api/v1{}", begun.header("location"));
    let since = Instant::now();
    loop {
        let told = get(&path).with_cookie(&head.cookie).send(service);
        document.must_say("GET", "/api/v1/rules/effects/{id}", &told);
        if told.json()["working"] == false {
            return;
        }
        assert!(since.elapsed() < Duration::from_secs(120), "{}", told.text());
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn two_files() -> Ask {
    let part = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.UKE\"\r\n\r\nIR,1\r\n";
    let form = post("/api/v1/checks").header("content-type", "multipart/form-data; boundary=x");
    form.body(format!("{part}{part}--x--\r\n"))
}

#[test]
fn refusals_of_any_kind_are_problems_in_both_languages() {
    let service = Service::start(|_| ());
    let key = service.key("131234567", 600);
    for (ask, status) in [
        (get("/nothing"), 404),
        (get("/api/nothing"), 404),
        (Ask::new("PUT", "/api/v1/checks"), 405),
        (get("/api/v1/checks/x/receipts/abc"), 400),
        (post("/api/v1/checks?keep=maybe"), 400),
        (post("/api/v1/checks?institution=x"), 400),
        (post("/api/v1/checks/x/mended").body("{}"), 415),
        (post("/checks").header("content-type", "multipart/form-data"), 400),
        (post("/api/v1/checks").header("content-type", "multipart/form-data"), 400),
        (two_files(), 400),
    ] {
        let answer = ask.clone().with_key(&key).send(&service);
        assert_eq!(answer.header("content-type"), "application/problem+json", "{ask:?}: {}", answer.text());
        let told = answer.json();
        assert!(answer.status == status || (status == 415 && answer.status == 400), "{ask:?}: {told}");
        assert!(told["title"].as_str().unwrap().chars().next().is_some_and(|c| !c.is_ascii()), "{told}");
        assert!(told["title_en"].as_str().unwrap().is_ascii(), "{told}");
        assert!(!told["detail"].as_str().unwrap().is_ascii(), "{told}");
        assert!(told["detail_en"].as_str().unwrap().is_ascii(), "{told}");
    }
    let page = get("/nothing").with_key(&key).html().send(&service);
    assert!(page.header("content-type").starts_with("text/html") && page.text().contains("見つかりません"));
}
