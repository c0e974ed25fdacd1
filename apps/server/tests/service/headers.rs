//! Headers of all answers, and requests that mean another host.

use store::Role;

use crate::asking::{get, post, raw};
use crate::roles::ROUTES;
use crate::running::{Service, Somebody};

#[test]
fn every_answer_says_what_a_browser_may_do_with_it() {
    let service = Service::start(|_| ());
    let known: Vec<(&str, Somebody)> =
        Role::ALL.iter().map(|role| (role.code(), service.somebody(*role))).collect();
    let mut answers = vec![
        ("nothing there", get("/nothing").html().send(&service)),
        ("wrong method", post("/health").send(&service)),
        ("wrong host", get("/").header("host", "evil.example").send(&service)),
        ("style", get(&style(&service)).send(&service)),
    ];
    for route in ROUTES.iter().filter(|route| route.path != "/sign-out") {
        answers.push((route.path, route.asked(None, None).html().send(&service)));
        if let Some((_, who)) = known.iter().find(|(role, _)| route.allowed.contains(role)) {
            answers.push((route.path, route.asked(Some(who), None).html().send(&service)));
        }
    }
    for (path, answer) in &answers {
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{path}"
        );
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
        let kept = answer.header("cache-control");
        assert!(kept == "no-store" || *path == "style", "{path}: {kept}");
        assert!(answer.headers.get("access-control-allow-origin").is_none(), "{path}");
        assert!(answer.headers.get("server").is_none(), "{path}");
        let text = answer.text();
        let is_page = answer.header("content-type").starts_with("text/html");
        assert!(!is_page || !text.contains(" style=\"") && !text.contains("<script>"), "{path}: inline");
    }
}

fn style(service: &Service) -> String {
    let page = get("/sign-in").send(service).text();
    let at = page.split(r#"rel="stylesheet" href=""#).nth(1).unwrap();
    at.split('"').next().unwrap().to_owned()
}

#[test]
fn under_tls_browsers_are_told_to_stay_there() {
    let plain = Service::start(|_| ());
    assert!(get("/health").send(&plain).headers.get("strict-transport-security").is_none());
    let secure = Service::start(|settings| settings.allow_plain = true);
    assert!(get("/health").send(&secure).header("strict-transport-security").starts_with("max-age="));
}

#[test]
fn who_means_another_host_is_sent_away() {
    let service = Service::start(|_| ());
    for host in
        ["evil.example", "127.0.0.1.evil.example", "evil.example:80", "", "localhost.evil.example", "[::2]"]
    {
        let answer =
            raw(&service, format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").as_bytes());
        assert!(answer.starts_with("HTTP/1.1 421") || answer.starts_with("HTTP/1.1 400"), "{host}: {answer}");
        assert!(!answer.contains("<form"), "{host}");
    }
    for forwarded in ["X-Forwarded-Host", "Forwarded"] {
        let request = format!(
            "GET / HTTP/1.1\r\nHost: evil.example\r\n{forwarded}: 127.0.0.1\r\nConnection: close\r\n\r\n"
        );
        assert!(raw(&service, request.as_bytes()).starts_with("HTTP/1.1 421"), "{forwarded}");
    }
    let own = raw(&service, b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert!(own.starts_with("HTTP/1.1 200"), "{own}");
}
