//! Findings that a clinic sets aside: one by one, with a reason, never wider, never silently, and taken back.

use serde_json::Value;
use store::Role;

use crate::asking::{Answer, get, post};
use crate::running::{Service, Somebody};

const DAMAGED: &[u8] = include_bytes!("../../../../corpus/samples/damaged.UKE");

struct Clinic<'s> {
    service: &'s Service,
    who: Somebody,
    id: String,
}

/// A receipt of a check, and a finding of it.
struct Found {
    seq: u64,
    finding: String,
    rule: String,
    message: String,
}

impl<'s> Clinic<'s> {
    fn new(service: &'s Service, who: Somebody) -> Self {
        let id = send(service, &who, DAMAGED);
        Self { service, who, id }
    }

    fn get(&self, path: &str) -> Answer {
        get(path).by(&self.who).send(self.service)
    }

    fn json(&self, id: &str) -> Value {
        self.get(&format!("/api/v1/checks/{id}")).json()
    }

    /// The first receipt on which exactly one finding stands and nothing else.
    fn found(&self) -> Found {
        let json = self.json(&self.id);
        let receipts = json["receipts"].as_array().unwrap();
        let one = receipts.iter().find(|of| {
            let findings = of["findings"].as_array().unwrap();
            findings.len() == 1
                && of["defects"].as_array().unwrap().is_empty()
                && findings[0]["certainty"] != "notice"
        });
        let one = one.unwrap();
        let finding = &one["findings"][0];
        let text = |name: &str| finding[name].as_str().unwrap().to_owned();
        Found {
            seq: one["seq"].as_u64().unwrap(),
            finding: text("id"),
            rule: text("rule"),
            message: text("message"),
        }
    }

    fn exclude(&self, of: &Found, reason: &str) -> Answer {
        let path = format!("/checks/{}/receipts/{}/exclusions?said=yes", self.id, of.seq);
        post(&path).by(&self.who).field("finding", &of.finding).field("reason", reason).send(self.service)
    }

    fn acts(&self) -> Vec<String> {
        let rows = self.service.app.store().audit_rows("", None, 1_000);
        let rows = self.service.runtime.block_on(rows).unwrap();
        rows.into_iter().map(|row| row.entry.act).filter(|act| act.starts_with("exclusion.")).collect()
    }
}

fn send(service: &Service, who: &Somebody, bytes: &[u8]) -> String {
    let sent = post("/checks").by(who).field("keep", "yes").file("a.UKE", bytes).send(service);
    assert_eq!(sent.status, 303, "{}", sent.text());
    sent.header("location").trim_start_matches("/checks/").to_owned()
}

/// Findings of a check that are excluded, with their receipts.
fn excluded(json: &Value) -> Vec<(u64, Value)> {
    let receipts = json["receipts"].as_array().unwrap().iter();
    let findings = receipts.flat_map(|of| {
        of["findings"].as_array().unwrap().iter().map(|one| (of["seq"].as_u64().unwrap(), one.clone()))
    });
    findings.filter(|(_, one)| !one["excluded"].is_null()).collect()
}

#[test]
fn a_finding_is_excluded_with_a_reason_and_taken_back() {
    let service = Service::start(|_| ());
    let clinic = Clinic::new(&service, service.somebody(Role::Clinic));
    let before = clinic.json(&clinic.id);
    let of = clinic.found();
    let made = clinic.exclude(&of, "　カルテで確認済み　");
    assert_eq!(made.status, 303);
    assert_eq!(
        made.header("location"),
        format!("/checks/{}/receipts/{}?said=yes#f-{}", clinic.id, of.seq, of.finding)
    );
    let after = clinic.json(&clinic.id);
    let one = excluded(&after);
    assert_eq!(one.len(), 1, "one finding and no other");
    assert_eq!((one[0].0, one[0].1["id"].as_str()), (of.seq, Some(of.finding.as_str())));
    assert_eq!(one[0].1["excluded"]["reason"], "カルテで確認済み");
    assert_eq!(one[0].1["excluded"]["by"], "試験");
    assert_eq!(before["summary"], after["summary"], "what an agency would do is as it was");
    let page = clinic.get(&format!("/checks/{}/receipts/{}", clinic.id, of.seq)).text();
    assert!(
        page.contains(&of.message)
            && page.contains("カルテで確認済み")
            && page.contains("finding out excluded")
    );
    let list = clinic.get(&format!("/checks/{}", clinic.id)).text();
    assert!(list.contains("指摘をすべて除外") && list.contains("除外した指摘あり"), "counted apart");
    let only = clinic.get(&format!("/checks/{}?disposition=excluded", clinic.id)).text();
    assert_eq!(only.matches("data-goto=").count(), 1);
    let of_rule = |excluded: &str| {
        let query = format!("?rule={}{excluded}", of.rule);
        clinic.get(&format!("/checks/{}{query}", clinic.id)).text().matches("data-goto=").count()
    };
    assert_eq!(of_rule("&excluded=yes"), 1);
    let all = clinic.get("/exclusions").text();
    assert!(
        all.contains("カルテで確認済み") && all.contains(&of.message) && all.contains("審査支払機関の審査")
    );
    // Twice is once.
    assert_eq!(clinic.exclude(&of, "もう一度").status, 303);
    assert_eq!(excluded(&clinic.json(&clinic.id))[0].1["excluded"]["reason"], "カルテで確認済み");

    let id = one[0].1["excluded"]["id"].as_str().unwrap();
    let back = || {
        post(&format!("/exclusions/{id}/withdraw"))
            .by(&clinic.who)
            .field("back", "//evil.example")
            .send(&service)
    };
    let answer = back();
    assert_eq!((answer.status, answer.header("location")), (303, "/exclusions"));
    assert_eq!(back().status, 404, "once");
    assert_eq!(clinic.json(&clinic.id), before);
    assert!(clinic.get("/exclusions").text().contains("取消し"), "what was is still listed");
    let acts = clinic.acts();
    assert_eq!(acts.iter().filter(|act| *act == "exclusion.make").count(), 1);
    assert_eq!(acts.iter().filter(|act| *act == "exclusion.withdraw").count(), 1);
}

#[test]
fn an_exclusion_goes_with_its_finding_and_means_no_other() {
    let service = Service::start(|_| ());
    let clinic = Clinic::new(&service, service.somebody(Role::Clinic));
    let of = clinic.found();
    assert_eq!(clinic.exclude(&of, "説明済み").status, 303);
    // The same claims sent again, kept or not: the same finding is excluded.
    let again = send(&service, &clinic.who, DAMAGED);
    assert_eq!(excluded(&clinic.json(&again)).len(), 1);
    let unkept = post("/api/v1/checks?keep=false").by(&clinic.who).body(DAMAGED).send(&service);
    assert_eq!(excluded(&unkept.json()).len(), 1);
    // Another birthday is another patient: nothing is excluded of whom nobody spoke.
    let json = clinic.json(&clinic.id);
    let receipt = &json["receipts"][usize::try_from(of.seq).unwrap() - 1];
    let from = usize::try_from(receipt["bytes"][0].as_u64().unwrap()).unwrap();
    let commas: Vec<usize> = (from..DAMAGED.len()).filter(|at| DAMAGED[*at] == b',').take(7).collect();
    let mut other = DAMAGED.to_vec();
    let last = commas[6] - 1;
    other[last] = if other[last] == b'1' { b'2' } else { b'1' };
    let other = send(&service, &clinic.who, &other);
    assert_eq!(excluded(&clinic.json(&other)).len(), 0);
    // Nor of another clinic that sends the same file.
    let another =
        Clinic::new(&service, service.open(&service.account("other", Role::Clinic, Some("139999999"))));
    assert_eq!(excluded(&another.json(&another.id)).len(), 0);
    assert!(!another.get("/exclusions").text().contains("説明済み"));
    let id = excluded(&clinic.json(&clinic.id))[0].1["excluded"]["id"].as_str().unwrap().to_owned();
    assert_eq!(post(&format!("/exclusions/{id}/withdraw")).by(&another.who).send(&service).status, 404);
}

#[test]
fn without_a_reason_or_a_finding_nothing_is_excluded() {
    let service = Service::start(|_| ());
    let clinic = Clinic::new(&service, service.somebody(Role::Clinic));
    let of = clinic.found();
    for reason in ["", " 　 ", &"長".repeat(301)] {
        assert_eq!(clinic.exclude(&of, reason).status, 400, "{reason}");
    }
    let none = Found { finding: "0000".to_owned(), ..of };
    assert_eq!(clinic.exclude(&none, "x").status, 404);
    assert!(
        excluded(&clinic.json(&clinic.id)).is_empty()
            && !clinic.acts().contains(&"exclusion.make".to_owned())
    );
}
