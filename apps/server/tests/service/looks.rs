//! Every look at what is kept of a clinic stands on the trail, by whichever route.

use store::Role;

use crate::asking::{get, post};
use crate::roles::ROUTES;
use crate::running::{SAMPLE, Service};

/// How often the trail names a check.
fn rows(service: &Service, id: &str) -> usize {
    let subject = format!("upload/{id}");
    let rows = service.runtime.block_on(service.app.store().audit_rows("", None, 1_000)).unwrap();
    rows.iter().filter(|row| row.entry.subject.starts_with(&subject)).count()
}

#[test]
fn whoever_looks_by_whichever_route_is_on_the_trail() {
    let service = Service::start(|_| ());
    let clinic = service.somebody(Role::Clinic);
    let keep = |name: &str| {
        let ask = post(&format!("/api/v1/checks?name={name}")).by(&clinic).header("idempotency-key", name);
        let answer = ask.body(SAMPLE).send(&service);
        (answer.status, answer.header("location").trim_start_matches("/api/v1/checks/").to_owned())
    };
    let ((_, id), (_, earlier)) = (keep("b.UKE"), keep("a.UKE"));
    let mut routes = 0;
    for route in ROUTES.iter().filter(|route| route.method == "GET" && route.path.contains("checks/{id}")) {
        let before = (rows(&service, &id), rows(&service, &earlier));
        let path = route.path.replace("{id}", &id).replace("{earlier}", &earlier).replace("{seq}", "1");
        let path = if path.ends_with("/trace") { format!("{path}?rule=D217") } else { path };
        let answer = get(&path).by(&clinic).send(&service);
        // Nothing of the sample stands in the list of the intake checks: who asked has looked all the same.
        assert!(answer.status == 200 || path.ends_with("asp.csv"), "{path}: {}", answer.text());
        assert_eq!(rows(&service, &id), before.0 + 1, "{path}");
        let both = usize::from(path.contains("compare"));
        assert_eq!(rows(&service, &earlier), before.1 + both, "{path}");
        routes += 1;
    }
    assert!(routes >= 13, "{routes}");
    let before = rows(&service, &id);
    let again = keep("b.UKE");
    assert_eq!((again.0, again.1.as_str()), (200, id.as_str()));
    assert_eq!(rows(&service, &id), before + 1, "an answer that is given again is a look");
}
