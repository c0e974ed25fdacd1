//! Rule sets under a running service: activated by page and API, gone back, tried as shadows, and followed from the home.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use masters::Masters;
use revisions::bundle::Bundle;
use revisions::home::Order;
use revisions::{Home, Label, keys, manifest};
use serde_json::Value;
use store::Role;

use crate::asking::{Ask, get, post};
use crate::running::{SAMPLE, Service, Somebody};

/// A home that trusts one key, and the place of that key.
pub struct Site {
    dir: tempfile::TempDir,
    pub home: Home,
}

impl Site {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let home = Home::new(dir.path().join("revisions"));
        std::fs::create_dir_all(home.trusted()).unwrap();
        keys::generate(&dir.path().join("key.pem"), &home.trusted().join("honbu.pub.pem")).unwrap();
        Self { dir, home }
    }

    /// A revision of one rule.
    pub fn bundle(&self, number: u64, key: &Path) -> Vec<u8> {
        let rule = rulebook::FILES
            .iter()
            .find(|file| file.path == "examples/paediatric-outpatient-age.rule")
            .unwrap();
        let files = vec![
            (manifest::rule_path("a.rule"), rule.text.as_bytes().to_vec()),
            (manifest::MASTERS.to_owned(), masters::encode(Masters::starter())),
        ];
        let name = format!("改訂{number}");
        let label = Label { number, name, creator: String::new(), note: String::new(), valid_from: None };
        let made = Bundle::make(label, files, &keys::read_private(key).unwrap()).unwrap();
        let mut bytes = Vec::new();
        made.write(&mut bytes).unwrap();
        bytes
    }

    pub fn key(&self) -> PathBuf {
        self.dir.path().join("key.pem")
    }
}

/// What is told once nothing is being done.
pub fn settled(service: &Service, who: &Somebody) -> Value {
    let begun = Instant::now();
    loop {
        let told = get("/api/v1/rules").by(who).send(service).json();
        if told["working"].is_null() {
            return told;
        }
        assert!(begun.elapsed() < Duration::from_secs(120), "{told}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

fn activate(service: &Service, who: &Somebody, bytes: Vec<u8>) -> u16 {
    post("/api/v1/rules/activate").speaking(who).body(bytes).send(service).status
}

#[test]
fn a_revision_is_activated_gone_back_from_and_tried_beside() {
    let site = Site::new();
    let service = Service::with(|_| (), Some(site.home.clone()));
    let (head, clinic) = (service.somebody(Role::Headquarters), service.somebody(Role::Clinic));
    assert_eq!(settled(&service, &clinic)["live"]["number"], 0);

    let page = post("/rules/activate")
        .by(&head)
        .file("../../r1.shinsa-bundle", &site.bundle(1, &site.key()))
        .send(&service);
    assert_eq!(page.status, 303, "{}", page.text());
    let told = settled(&service, &clinic);
    assert_eq!(
        (told["last"]["done"].as_bool(), told["live"]["number"].as_u64()),
        (Some(true), Some(1)),
        "{told}"
    );
    assert_eq!(told["history"][0]["signer"], "honbu");
    assert!(!told["live"]["months"].as_array().unwrap().is_empty(), "months of now are planned");

    assert_eq!(activate(&service, &head, site.bundle(2, &site.key())), 202);
    assert_eq!(settled(&service, &head)["live"]["number"], 2);
    let json = |path: &str, body: &str| post(path).speaking(&head).body(body).send(&service).status;
    assert_eq!(json("/api/v1/rules/rollback", "{}"), 202);
    let told = settled(&service, &head);
    assert_eq!((told["live"]["number"].as_u64(), told["previous"]["number"].as_u64()), (Some(1), Some(2)));
    assert_eq!(told["history"][0]["kind"], "rolledback");

    let shadow =
        post("/api/v1/rules/shadow").speaking(&head).body(site.bundle(3, &site.key())).send(&service);
    assert_eq!(shadow.status, 202);
    assert_eq!(settled(&service, &head)["shadow"]["files"], 0);
    let checked = post("/api/v1/checks?keep=false").speaking(&clinic).body(SAMPLE).send(&service);
    assert_eq!(checked.json()["revision"]["number"], 1, "what is issued is of the live one");
    let told = settled(&service, &head);
    assert_eq!(
        (told["shadow"]["files"].as_u64(), told["shadow"]["receipts"].as_u64()),
        (Some(1), Some(0)),
        "the same rule"
    );
    assert_eq!(told["shadow"]["live"], told["shadow"]["other"]);
    let gone = Ask::new("DELETE", "/api/v1/rules/shadow").speaking(&head).send(&service);
    assert_eq!(gone.status, 204);
    assert!(settled(&service, &head)["shadow"].is_null());
    let text = get("/rules").by(&head).send(&service).text();
    assert!(text.contains("改訂1") && text.contains("honbu"), "{text}");
}

#[test]
fn what_is_not_signed_or_not_newer_changes_nothing() {
    let site = Site::new();
    let service = Service::with(|_| (), Some(site.home.clone()));
    let head = service.somebody(Role::Administrator);
    assert_eq!(activate(&service, &head, site.bundle(5, &site.key())), 202);
    assert_eq!(settled(&service, &head)["live"]["number"], 5);
    let (secret, public) = (site.dir.path().join("other.pem"), site.dir.path().join("other.pub.pem"));
    keys::generate(&secret, &public).unwrap();
    let mut damaged = site.bundle(6, &site.key());
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    let refused = [
        (site.bundle(6, &secret), "信頼していない鍵"),
        (site.bundle(4, &site.key()), "新しくありません"),
        (damaged, ""),
        (b"no bundle".to_vec(), ""),
    ];
    for (bundle, why) in refused {
        assert_eq!(activate(&service, &head, bundle), 202);
        let told = settled(&service, &head);
        assert_eq!(
            (told["last"]["done"].as_bool(), told["live"]["number"].as_u64()),
            (Some(false), Some(5)),
            "{told}"
        );
        assert!(told["last"]["why"][0].as_str().unwrap().contains(why), "{told}");
    }
    let trail = service.runtime.block_on(service.app.store().audit_rows("rules", None, 10)).unwrap();
    assert_eq!(trail.iter().filter(|row| row.entry.detail == "failed").count(), 4);
}

#[test]
fn what_a_command_activates_in_the_home_goes_live_without_a_restart() {
    let site = Site::new();
    let service = Service::with(|_| (), Some(site.home.clone()));
    let path = site.dir.path().join("r1.shinsa-bundle");
    std::fs::write(&path, site.bundle(1, &site.key())).unwrap();
    site.home.activate(&path, &Order::default(), |_| ()).unwrap();
    let begun = Instant::now();
    while service.app.session().pin().live.origin().number != 1 {
        assert!(begun.elapsed() < Duration::from_secs(60), "not followed");
        std::thread::sleep(Duration::from_millis(100));
    }
}
