//! Names and values made to harm: paths, headers, statements, markup.

use serde_json::Value;
use store::Role;

use crate::asking::{get, post, raw};
use crate::running::{SAMPLE, Service};

#[test]
fn ids_that_are_paths_or_statements_are_not_there() {
    let service = Service::start(|_| ());
    let clinic = service.somebody(Role::Clinic);
    let ids = [
        "..%2F..%2Fetc%2Fpasswd",
        "..",
        "%00",
        "'%20OR%201=1%20--",
        "%22;DROP%20TABLE%20uploads;--",
        "%E5%AF%A9",
        "a%0d%0aX-Evil:%201",
        "%ff",
    ];
    for id in ids {
        for path in
            [format!("/checks/{id}"), format!("/api/v1/checks/{id}"), format!("/checks/{id}/receipts/1")]
        {
            let answer = get(&path).by(&clinic).send(&service);
            assert!([404, 400, 303, 405].contains(&answer.status), "{path}: {}", answer.status);
            assert!(answer.headers.get("x-evil").is_none() && !answer.text().contains("root:"), "{path}");
        }
    }
    for seq in ["0", "-1", "99999999999999999999", "abc", "1e3", "1'"] {
        let answer = get(&format!("/api/v1/checks/x/receipts/{seq}")).by(&clinic).send(&service);
        assert!([400, 404].contains(&answer.status), "{seq}");
        assert_eq!(answer.header("content-type"), "application/problem+json", "{seq}");
    }
    for path in
        ["/../../etc/passwd", "/assets/../../Cargo.toml", "/assets/%2e%2e/%2e%2e/Cargo.toml", "//etc/passwd"]
    {
        let answer = raw(
            &service,
            format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").as_bytes(),
        );
        assert!(answer.starts_with("HTTP/1.1 404") || answer.starts_with("HTTP/1.1 400"), "{path}: {answer}");
    }
    for after in ["x'%20OR%20'1'='1", "1.x'--", "..", "9223372036854775808.a"] {
        let answer = get(&format!("/api/v1/checks?after={after}")).by(&clinic).send(&service);
        assert!([200, 400].contains(&answer.status), "{after}");
        assert_eq!(answer.json()["checks"].as_array().map_or(0, Vec::len), 0, "{after}");
    }
}

#[test]
fn no_database_is_asked_for_a_nul() {
    let service = Service::start(|_| ());
    let people = [Role::Clinic, Role::Staff, Role::Headquarters, Role::Administrator];
    let [clinic, staff, head, admin] = people.map(|role| service.somebody(role));
    for (who, path) in [
        (&staff, "/cases/%00"),
        (&staff, "/cases/a%00b"),
        (&staff, "/branches/%00"),
        (&admin, "/accounts/%00"),
        (&clinic, "/checks/%00/receipts/1"),
        (&clinic, "/checks/a%1Fb"),
        (&head, "/rules/effects/%00"),
    ] {
        let answer = get(path).by(who).send(&service);
        assert_eq!((answer.status, answer.json()["code"].as_str()), (404, Some("not-found")), "{path}");
    }
    for (who, path) in [
        (&staff, "/cases?rule=%00"),
        (&staff, "/cases?institution=1%00"),
        (&staff, "/assign?month=%00"),
        (&clinic, "/?after=1.%00"),
        (&clinic, "/api/v1/checks?after=1.%00"),
        (&admin, "/audit?subject=%00"),
        (&admin, "/accounts?after=%00"),
    ] {
        let answer = get(path).by(who).send(&service);
        assert_eq!((answer.status, answer.json()["code"].as_str()), (400, Some("malformed")), "{path}");
    }
    let next = post("/api/v1/cases/next").speaking(&staff);
    let answer = next.body(r#"{"branch":"\u0000","month":"202407"}"#).send(&service);
    assert_eq!((answer.status, answer.json()["code"].as_str()), (400, Some("malformed")));
}

#[test]
fn names_of_files_become_neither_headers_nor_paths_nor_markup() {
    let service = Service::start(|_| ());
    let clinic = service.somebody(Role::Clinic);
    for (name, shown) in [
        ("a%0d%0aSet-Cookie:%20evil=1%0d%0a.UKE", "aSet-Cookie: evil=1.UKE"),
        ("..%2F..%2Fetc%2Fpasswd", "passwd"),
        ("C:%5Cx%5Cy.UKE", "y.UKE"),
        ("%3Cscript%3Ealert(1)%3C%2Fscript%3E.UKE", "script>.UKE"),
        ("%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E", "\"><img src=x onerror=alert(1)>"),
        ("a%22;filename=b", "a\";filename=b"),
    ] {
        let made = post(&format!("/api/v1/checks?name={name}")).speaking(&clinic).body(SAMPLE).send(&service);
        assert_eq!(made.status, 201, "{name}");
        assert_eq!(made.json()["file"], Value::from(shown), "{name}");
        let page = made.header("location").replace("/api/v1", "");
        let text = get(&page).by(&clinic).send(&service).text();
        assert!(!text.contains("<script>alert") && !text.contains("<img src=x"), "{name}");
        let file = get(&format!("{page}/file")).by(&clinic).send(&service);
        assert_eq!(file.body, SAMPLE, "{name}");
        assert!(file.headers.get("set-cookie").is_none(), "{name}");
        let disposition = file.header("content-disposition");
        assert!(
            disposition.starts_with("attachment; filename*=UTF-8''") && disposition.matches(';').count() == 1,
            "{disposition}"
        );
    }
}

#[test]
fn values_that_are_statements_are_kept_as_they_are() {
    let service = Service::start(|_| ());
    let admin = service.somebody(Role::Administrator);
    let clinic = service.somebody(Role::Clinic);
    let name = "x'); DROP TABLE api_keys; --";
    assert_eq!(post("/keys").by(&clinic).field("name", name).field("rate", "5").send(&service).status, 200);
    assert!(get("/keys").by(&clinic).send(&service).text().contains("x'); DROP TABLE api_keys; --"));
    let display = "<b>\"'; DELETE FROM accounts; --</b>";
    let made =
        post("/accounts").by(&admin).field("login", "odd").field("display", display).field("role", "staff");
    assert_eq!(made.field("password", "correct horse battery").send(&service).status, 303);
    let page = get("/accounts").by(&admin).send(&service).text();
    assert!(page.contains("&lt;b&gt;") && !page.contains("<b>"), "{page}");
    for login in ["a b", "a'b", "a;b", "a\nb", "<b>"] {
        let made =
            post("/accounts").by(&admin).field("login", login).field("display", "x").field("role", "staff");
        assert_eq!(made.field("password", "correct horse battery").send(&service).status, 400, "{login:?}");
    }
    let all = service.runtime.block_on(service.app.store().accounts("", 10)).unwrap();
    assert_eq!(all.len(), 3);
}
