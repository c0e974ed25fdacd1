//! Pages of others: nothing changes by a session without its token, and nothing from another site.

use store::Role;

use crate::asking::{get, post};
use crate::roles::ROUTES;
use crate::running::{SAMPLE, Service, Somebody};

#[test]
fn nothing_changes_by_a_session_without_its_token() {
    let service = Service::start(|_| ());
    let known: Vec<(&str, Somebody)> =
        Role::ALL.iter().map(|role| (role.code(), service.somebody(*role))).collect();
    let other = service.open(&service.account("other", Role::Clinic, Some("999999999")));
    let mut tried = 0;
    for route in ROUTES.iter().filter(|route| route.changes() && !route.is_open()) {
        let (_, who) = known.iter().find(|(role, _)| route.allowed.contains(role)).unwrap();
        for token in [None, Some(""), Some("x"), Some(other.csrf.as_str())] {
            let forger = Somebody { csrf: token.unwrap_or_default().to_owned(), ..who.clone() };
            let answer = match token {
                None => route.asked_with_cookie(&forger.cookie).send(&service),
                Some(_) => route.asked(Some(&forger), None).send(&service),
            };
            assert_eq!(
                (answer.status, answer.json()["code"].as_str()),
                (403, Some("forged")),
                "{} {token:?}",
                route.path
            );
            tried += 1;
        }
    }
    assert!(tried > 200, "{tried}");
}

#[test]
fn other_sites_send_nothing() {
    let service = Service::start(|_| ());
    let clinic = service.somebody(Role::Clinic);
    let address = service.address.to_string();
    let own = format!("http://{address}");
    for (header, value, allowed) in [
        ("sec-fetch-site", "cross-site", false),
        ("sec-fetch-site", "same-site", false),
        ("origin", "http://evil.example", false),
        ("origin", "null", false),
        ("sec-fetch-site", "same-origin", true),
        ("origin", own.as_str(), true),
    ] {
        let page = post("/checks").by(&clinic).header(header, value).file("a.UKE", SAMPLE).send(&service);
        assert_eq!(page.status, if allowed { 200 } else { 403 }, "{header}: {value}");
        let api = post("/api/v1/checks?keep=false").speaking(&clinic).header(header, value).body(SAMPLE);
        assert_eq!(api.send(&service).status, if allowed { 200 } else { 403 }, "{header}: {value}");
        let sign_in =
            post("/sign-in").header(header, value).field("login", "x").field("password", "y").send(&service);
        assert_eq!(sign_in.status, if allowed { 401 } else { 403 }, "{header}: {value}");
    }
    assert_eq!(
        get("/").by(&clinic).header("sec-fetch-site", "cross-site").send(&service).status,
        200,
        "reading changes nothing"
    );
}
