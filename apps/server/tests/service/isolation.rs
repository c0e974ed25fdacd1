//! Of another clinic's checks nothing is seen: they answer like what is not there.

use crate::asking::{Ask, get, post};
use crate::running::{SAMPLE, Service};
use store::Role;

#[test]
fn another_clinics_check_is_not_there() {
    let service = Service::start(|_| ());
    let own = service.somebody(Role::Clinic);
    let other = service.open(&service.account("other", Role::Clinic, Some("139999999")));
    let (own_key, other_key) = (service.key("131234567", 600), service.key("139999999", 600));
    let made = post("/api/v1/checks?name=a.UKE").with_key(&own_key).body(SAMPLE).send(&service);
    assert_eq!(made.status, 201);
    let id = made.header("location").trim_start_matches("/api/v1/checks/").to_owned();
    assert!(id.len() >= 26, "random, not counted: {id}");
    let pages = [
        "",
        "/mend",
        "/print",
        "/file",
        "/result.json",
        "/receipts/1",
        "/receipts/1/trace?rule=x",
        "/asp",
        "/asp.csv",
    ];
    for page in pages {
        let path = format!("/checks/{id}{page}");
        let missing = get(&format!("/checks/aaaaaaaaaaaaaaaaaaaaaaaaaa{page}")).by(&other).send(&service);
        let answer = get(&path).by(&other).send(&service);
        assert_eq!((answer.status, answer.text()), (404, missing.text()), "{path}");
    }
    for page in ["/receipts/1", "/asp.csv", "/repairs", "", "/compare/x"] {
        let path = format!("/api/v1/checks/{id}{page}");
        assert_eq!(get(&path).with_key(&other_key).send(&service).status, 404, "{path}");
        assert_eq!(get(&path).by(&other).send(&service).status, 404, "{path}");
    }
    let api = format!("/api/v1/checks/{id}");
    let mended =
        post(&format!("{api}/mended")).with_key(&other_key).header("content-type", "application/json");
    assert_eq!(mended.body(r#"{"repairs":[]}"#).send(&service).status, 404);
    assert_eq!(post(&format!("/checks/{id}/delete")).by(&other).send(&service).status, 404);
    assert_eq!(Ask::new("DELETE", &api).with_key(&other_key).send(&service).status, 404);
    for list in ["/", "/api/v1/checks"] {
        assert!(!get(list).by(&other).send(&service).text().contains(&id), "{list}");
    }
    assert_eq!(
        get(&format!("/checks/{id}")).by(&own).send(&service).status,
        200,
        "it is still there for its owner"
    );
}
