//! Keys of programs: made and shown once, counted, revoked; requests that come twice.

use store::Role;

use crate::asking::{get, post};
use crate::running::{SAMPLE, Service};

#[test]
fn a_key_is_shown_once_works_and_is_revoked() {
    let service = Service::start(|_| ());
    let clinic = service.somebody(Role::Clinic);
    let other = service.open(&service.account("other", Role::Clinic, Some("139999999")));
    let made =
        post("/keys").by(&clinic).field("name", "電子カルテ").field("rate", "60").send(&service).text();
    let key = made.split(r#"<code id="new-key">"#).nth(1).unwrap().split('<').next().unwrap().to_owned();
    let asked = || get("/api/v1/checks").with_key(&key).send(&service).status;
    assert_eq!(asked(), 200);
    let page = get("/keys").by(&clinic).send(&service).text();
    assert!(page.contains("電子カルテ") && !page.contains(&key), "never again");
    let id = key.split('_').nth(1).unwrap();
    let revoke = |who| post(&format!("/keys/{id}/revoke")).by(who).send(&service).status;
    assert_eq!(revoke(&other), 404);
    assert_eq!(asked(), 200);
    assert_eq!(revoke(&clinic), 303);
    assert_eq!(asked(), 401);
    let trail = service.runtime.block_on(service.app.store().audit_rows("", None, 100)).unwrap();
    assert!(["key.make", "key.revoke"].iter().all(|act| trail.iter().any(|row| row.entry.act == *act)));
    for wrong in ["", "shk_", "shk_a_b", &format!("{key}x"), "' OR 1=1 --"] {
        assert_eq!(get("/api/v1/checks").with_key(wrong).send(&service).status, 401, "{wrong}");
    }
}

#[test]
fn a_key_makes_so_many_requests_a_minute() {
    let service = Service::start(|_| ());
    let (slow, quick) = (service.key("131234567", 3), service.key("131234567", 600));
    let asked = |key: &str| get("/api/v1/checks").with_key(key).send(&service);
    let statuses: Vec<u16> = (0..4).map(|_| asked(&slow).status).collect();
    assert_eq!(statuses, [200, 200, 200, 429]);
    let held = asked(&slow);
    assert!((1..=20).contains(&held.header("retry-after").parse::<i32>().unwrap()));
    assert_eq!(held.json()["code"], "too-many");
    assert_eq!(asked(&quick).status, 200, "each key by itself");
}

#[test]
fn a_request_that_comes_twice_is_done_once() {
    let service = Service::start(|_| ());
    let key = service.key("131234567", 600);
    let ask = |name: &str, idempotency: &str, body: &[u8]| {
        let ask = post(&format!("/api/v1/checks?name={name}"))
            .with_key(&key)
            .header("idempotency-key", idempotency);
        ask.body(body).send(&service)
    };
    let first = ask("a.UKE", "june", SAMPLE);
    let again = ask("a.UKE", "june", SAMPLE);
    assert_eq!((first.status, again.status), (201, 200));
    assert_eq!(first.header("location"), again.header("location"));
    assert_eq!(first.json(), again.json());
    let other = ask("a.UKE", "june", b"IR,1");
    assert_eq!((other.status, other.json()["code"].as_str()), (409, Some("conflict")));
    assert_eq!(ask("b.UKE", "july", SAMPLE).status, 201);
    assert_eq!(ask("b.UKE", "", SAMPLE).status, 400);
    let elsewhere = service.key("139999999", 600);
    let theirs = post("/api/v1/checks?name=a.UKE").with_key(&elsewhere).header("idempotency-key", "june");
    assert_eq!(theirs.body(SAMPLE).send(&service).status, 201, "keys of one clinic say nothing to another");
    let list = get("/api/v1/checks").with_key(&key).send(&service).json();
    assert_eq!(list["checks"].as_array().unwrap().len(), 2);
}
