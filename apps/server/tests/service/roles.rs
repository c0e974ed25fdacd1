//! Every route, every role: who is let on, and what everybody else is told.

use std::path::Path;

use store::Role;

use crate::asking::{Answer, Ask};
use crate::running::{PASSWORD, SAMPLE, Service, Somebody};

/// What a request carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    Nothing,
    /// Fields of a form.
    Form(&'static [(&'static str, &'static str)]),
    /// A form with a file.
    File,
    Json(&'static str),
    Bytes(&'static [u8]),
}

/// A route, who is let on, and what comes of it then.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    pub method: &'static str,
    pub path: &'static str,
    pub sent: Sent,
    pub allowed: &'static [&'static str],
    pub status: u16,
}

const FORM: Sent = Sent::Form(&[]);
const NEW_KEY: Sent = Sent::Form(&[("name", "x"), ("rate", "5")]);
const PERSON: Sent = Sent::Form(&[("display", "x"), ("role", "staff")]);
const NEW_ACCOUNT: Sent =
    Sent::Form(&[("login", "made"), ("display", "x"), ("role", "staff"), ("password", PASSWORD)]);
const CODE: Sent = Sent::Form(&[("code", "abcdef")]);
const CURRENT: Sent = Sent::Form(&[("current", "wrong wrong wrong")]);
const NEW_PASSWORD: Sent =
    Sent::Form(&[("current", "wrong wrong wrong"), ("password", PASSWORD), ("again", PASSWORD)]);
const FIRST: Sent = Sent::Form(&[("password", PASSWORD)]);
const SECOND: Sent = Sent::Form(&[("code", "000000x")]);
const MONTH: Sent = Sent::Form(&[("branch", "13"), ("month", "202406")]);
const NO_MONTH: Sent = Sent::Form(&[("branch", "13"), ("month", "x")]);
const RELATION: Sent = Sent::Form(&[("institution", "131111111"), ("kind", "own")]);
const PURPOSE: Sent = Sent::Form(&[("purpose", "eligibility")]);
const GIVE: Sent = Sent::Form(&[("month", "13/202401"), ("to", "staff/x")]);
const LEVEL: Sent = Sent::Form(&[("month", "13/202401"), ("seat", "staff")]);
const ACT: Sent = Sent::Form(&[("act", "claim"), ("version", "0")]);
const EXCLUSION: Sent = Sent::Form(&[("finding", "x"), ("reason", "x")]);
const NEXT_CASE: Sent = Sent::Json(r#"{"branch":"13","month":"202406"}"#);
const CASE_ACT: Sent = Sent::Json(r#"{"version":0,"act":{"kind":"claim"}}"#);
const CASE_PURPOSE: Sent = Sent::Json(r#"{"purpose":"eligibility"}"#);
const MONTH_IN: Sent = Sent::Json(r#"{"branch":"13","month":"x"}"#);
const INTAKE: Sent = Sent::Json(r#"{"first":"2024-07-05"}"#);
const GIVE_IN: Sent = Sent::Json(
    r#"{"branch":"13","month":"202401","cases":[{"id":"x","version":0}],"seat":"staff","to":"x"}"#,
);
const LEVEL_IN: Sent = Sent::Json(r#"{"branch":"13","month":"202401","seat":"staff"}"#);
const CLOSES: Sent = Sent::Json("");
const NAME: Sent = Sent::Form(&[("login", "nobody"), ("password", "wrong wrong wrong")]);

const OPEN: &[&str] =
    &["nobody", "clinic", "staff", "reviewer", "arbiter", "headquarters", "administrator", "key"];
const ALL: &[&str] = &["clinic", "staff", "reviewer", "arbiter", "headquarters", "administrator", "key"];
const PEOPLE: &[&str] = &["clinic", "staff", "reviewer", "arbiter", "headquarters", "administrator"];
const CLINIC: &[&str] = &["clinic", "key"];
const CLERK: &[&str] = &["clinic"];
const CENTRE: &[&str] = &["headquarters", "administrator"];
const ADMIN: &[&str] = &["administrator"];
const SEATS: &[&str] = &["staff", "reviewer", "arbiter", "headquarters"];
const SEATED: &[&str] = &["staff", "reviewer", "arbiter", "headquarters", "administrator"];
const SENDERS: &[&str] = &["staff", "headquarters"];
const CARDS: &[&str] = &["staff", "reviewer", "arbiter", "headquarters", "administrator"];
const MONTHS: &[&str] = &["staff", "headquarters", "administrator"];

const fn route(
    method: &'static str,
    path: &'static str,
    sent: Sent,
    allowed: &'static [&'static str],
    status: u16,
) -> Route {
    Route { method, path, sent, allowed, status }
}

const fn get(path: &'static str, allowed: &'static [&'static str], status: u16) -> Route {
    route("GET", path, Sent::Nothing, allowed, status)
}

const fn post(path: &'static str, sent: Sent, allowed: &'static [&'static str], status: u16) -> Route {
    route("POST", path, sent, allowed, status)
}

/// All of them; ids in them are of nothing, so who is let on finds nothing there.
pub const ROUTES: &[Route] = &[
    get("/health", OPEN, 200),
    get("/ready", OPEN, 200),
    get("/metrics", OPEN, 200),
    get("/api", OPEN, 200),
    get("/api/openapi.json", OPEN, 200),
    get("/sign-in", OPEN, 200),
    post("/sign-in", NAME, OPEN, 401),
    get("/sign-in/second", PEOPLE, 200),
    post("/sign-in/second", SECOND, PEOPLE, 401),
    get("/", ALL, 200),
    post("/checks", Sent::File, CLERK, 200),
    get("/checks/{id}", CLINIC, 404),
    post("/checks/{id}/delete", FORM, CLERK, 404),
    get("/checks/{id}/asp", CLINIC, 404),
    get("/checks/{id}/asp.csv", CLINIC, 404),
    get("/checks/{id}/compare/{earlier}", CLINIC, 404),
    get("/checks/{id}/file", CLINIC, 404),
    get("/checks/{id}/mend", CLINIC, 404),
    post("/checks/{id}/mend", FORM, CLERK, 404),
    get("/checks/{id}/print", CLINIC, 404),
    get("/checks/{id}/receipts/{seq}", CLINIC, 404),
    get("/checks/{id}/receipts/{seq}/trace", CLINIC, 404),
    get("/checks/{id}/result.json", CLINIC, 404),
    post("/checks/{id}/receipts/{seq}/exclusions", EXCLUSION, CLERK, 404),
    get("/exclusions", CLERK, 200),
    post("/exclusions/{id}/withdraw", FORM, CLERK, 404),
    get("/returns", CLERK, 200),
    post("/returns", Sent::File, CLERK, 422),
    post("/returns/{id}/delete", FORM, CLERK, 404),
    get("/account", PEOPLE, 200),
    post("/account/password", NEW_PASSWORD, PEOPLE, 409),
    post("/account/codes", FORM, PEOPLE, 200),
    post("/account/codes/confirm", CODE, PEOPLE, 409),
    post("/account/codes/remove", CURRENT, PEOPLE, 409),
    post("/account/relations", RELATION, SEATED, 303),
    get("/keys", CLERK, 200),
    post("/keys", NEW_KEY, CLERK, 200),
    post("/keys/{id}/revoke", FORM, CLERK, 404),
    get("/accounts", ADMIN, 200),
    post("/accounts", NEW_ACCOUNT, ADMIN, 303),
    get("/accounts/{id}", ADMIN, 404),
    post("/accounts/{id}", PERSON, ADMIN, 404),
    post("/accounts/{id}/disable", FORM, ADMIN, 404),
    post("/accounts/{id}/enable", FORM, ADMIN, 404),
    post("/accounts/{id}/sessions", FORM, ADMIN, 404),
    post("/accounts/{id}/password", FIRST, ADMIN, 404),
    post("/accounts/{id}/forget-codes", FORM, ADMIN, 404),
    post("/accounts/{id}/relations", RELATION, ADMIN, 404),
    post("/accounts/{id}/relations/{relation}/withdraw", FORM, ADMIN, 404),
    get("/audit", CENTRE, 200),
    post("/audit/verify", FORM, CENTRE, 200),
    get("/rules", ALL, 200),
    post("/rules/activate", Sent::File, CENTRE, 409),
    post("/rules/rollback", FORM, CENTRE, 409),
    post("/rules/shadow", Sent::File, CENTRE, 409),
    post("/rules/shadow/remove", FORM, CENTRE, 303),
    get("/cases", SEATS, 200),
    post("/cases/next", MONTH, SEATS, 303),
    get("/assign", MONTHS, 200),
    post("/assign", GIVE, MONTHS, 404),
    post("/assign/level", LEVEL, MONTHS, 404),
    get("/cases/{id}", SEATS, 404),
    post("/cases/{id}", ACT, SEATS, 404),
    get("/cases/{id}/linked/{seq}", SEATS, 404),
    post("/cases/{id}/numbers", PURPOSE, SEATS, 404),
    get("/cases/{id}/trace", SEATS, 404),
    get("/months", MONTHS, 200),
    post("/months", NO_MONTH, CENTRE, 400),
    post("/months/close", NO_MONTH, CENTRE, 404),
    post("/months/intake", NO_MONTH, CENTRE, 404),
    get("/months/{branch}/{month}/results", SENDERS, 404),
    get("/scorecards", CARDS, 200),
    get("/branches", MONTHS, 200),
    get("/branches/{branch}", MONTHS, 200),
    get("/differences", MONTHS, 200),
    get("/shares", MONTHS, 200),
    get("/rules/effects", CENTRE, 200),
    post("/rules/effects", Sent::File, CENTRE, 400),
    get("/rules/effects/{id}", CENTRE, 404),
    post("/rules/effects/{id}/stop", FORM, CENTRE, 404),
    post("/rules/effects/{id}/activate", FORM, CENTRE, 404),
    post("/rules/effects/{id}/shadow", FORM, CENTRE, 404),
    get("/api/v1/checks", CLINIC, 200),
    post("/api/v1/checks", Sent::Bytes(SAMPLE), CLINIC, 201),
    get("/api/v1/checks/{id}", CLINIC, 404),
    route("DELETE", "/api/v1/checks/{id}", Sent::Nothing, CLINIC, 404),
    get("/api/v1/checks/{id}/receipts/{seq}", CLINIC, 404),
    get("/api/v1/checks/{id}/asp.csv", CLINIC, 404),
    get("/api/v1/checks/{id}/compare/{earlier}", CLINIC, 404),
    get("/api/v1/checks/{id}/repairs", CLINIC, 404),
    post("/api/v1/checks/{id}/mended", Sent::Json(r#"{"repairs":[]}"#), CLINIC, 404),
    post("/api/v1/receipts", Sent::Json("{}"), CLINIC, 400),
    get("/api/v1/session", PEOPLE, 200),
    get("/api/v1/cases", SEATS, 200),
    post("/api/v1/cases/next", NEXT_CASE, SEATS, 200),
    get("/api/v1/cases/{id}", SEATS, 404),
    post("/api/v1/cases/{id}/acts", CASE_ACT, SEATS, 404),
    post("/api/v1/cases/{id}/numbers", CASE_PURPOSE, SEATS, 404),
    get("/api/v1/cases/{id}/trace", SEATS, 404),
    get("/api/v1/cases/{id}/linked/{seq}", SEATS, 404),
    get("/api/v1/months", MONTHS, 200),
    post("/api/v1/months", MONTH_IN, CENTRE, 400),
    post("/api/v1/months/{branch}/{month}/close", CLOSES, CENTRE, 404),
    route("PUT", "/api/v1/months/{branch}/{month}/intake", INTAKE, CENTRE, 404),
    get("/api/v1/months/{branch}/{month}/results", SENDERS, 404),
    get("/api/v1/assign", MONTHS, 404),
    post("/api/v1/assign", GIVE_IN, MONTHS, 404),
    post("/api/v1/assign/level", LEVEL_IN, MONTHS, 404),
    get("/api/v1/rules", ALL, 200),
    post("/api/v1/rules/activate", Sent::Bytes(b"x"), CENTRE, 409),
    post("/api/v1/rules/rollback", Sent::Json("{}"), CENTRE, 409),
    post("/api/v1/rules/shadow", Sent::Bytes(b"x"), CENTRE, 409),
    route("DELETE", "/api/v1/rules/shadow", Sent::Nothing, CENTRE, 204),
    post("/api/v1/rules/effects", Sent::Bytes(b"x"), CENTRE, 409),
    get("/api/v1/rules/effects/{id}", CENTRE, 404),
    post("/sign-out", FORM, PEOPLE, 303),
];

impl Route {
    /// Whether it changes something, so that it needs the token of a session.
    pub fn changes(&self) -> bool {
        self.method != "GET"
    }

    pub fn is_open(&self) -> bool {
        self.allowed.contains(&"nobody")
    }

    /// The request, by somebody, a key or nobody.
    pub fn asked(&self, who: Option<&Somebody>, key: Option<&str>) -> Ask {
        let mut ask = self.begun();
        if let Some(who) = who {
            ask = ask.by(who);
        }
        if let Some(key) = key {
            ask = ask.with_key(key);
        }
        self.filled(ask)
    }

    /// The request with a cookie and without a token.
    pub fn asked_with_cookie(&self, cookie: &str) -> Ask {
        self.filled(self.begun().with_cookie(cookie))
    }

    fn begun(&self) -> Ask {
        let path = self
            .path
            .replace("{id}", "nothing")
            .replace("{earlier}", "nothing")
            .replace("{relation}", "nothing")
            .replace("{seq}", "1")
            .replace("{branch}", "13")
            .replace("{month}", "202401");
        let query = match path.as_str() {
            _ if path.ends_with("/trace") => "?rule=x",
            "/api/v1/assign" if self.method == "GET" => "?branch=13&month=202401",
            _ => "",
        };
        Ask::new(self.method, &format!("{path}{query}"))
    }

    fn filled(&self, mut ask: Ask) -> Ask {
        match self.sent {
            Sent::Nothing => ask,
            Sent::Form(fields) => {
                for (name, value) in fields {
                    ask = ask.field(name, value);
                }
                ask
            }
            Sent::File => ask.file("a.UKE", SAMPLE),
            Sent::Json(json) => ask.header("content-type", "application/json").body(json),
            Sent::Bytes(bytes) => ask.header("content-type", "application/octet-stream").body(bytes),
        }
    }
}

fn must_be(answer: &Answer, expected: u16, route: &Route, who: &str) {
    assert_eq!(answer.status, expected, "{} {} by {who}: {}", route.method, route.path, answer.text());
    let is_problem = answer.status >= 400;
    let kind = answer.header("content-type");
    assert_eq!(
        kind == "application/problem+json",
        is_problem,
        "{} {} by {who}: {kind}",
        route.method,
        route.path
    );
    if is_problem {
        let problem = answer.json();
        assert_eq!(problem["status"], answer.status, "{}", route.path);
        let all = ["type", "code", "title", "title_en", "detail", "detail_en"];
        assert!(
            all.iter().all(|name| problem[name].as_str().is_some_and(|text| !text.is_empty())),
            "{problem}"
        );
    }
}

#[test]
fn every_route_lets_on_whom_it_should_and_nobody_else() {
    let service = Service::start(|_| ());
    let people: Vec<(&str, Somebody)> =
        Role::ALL.iter().map(|role| (role.code(), service.somebody(*role))).collect();
    let key = service.key("131234567", 6_000);
    for route in ROUTES {
        let nobody = route.asked(None, None).send(&service);
        must_be(&nobody, if route.is_open() { route.status } else { 401 }, route, "nobody");
        for (role, who) in &people {
            let allowed = route.allowed.contains(role);
            let answer = route.asked(Some(who), None).send(&service);
            let expected = match (allowed, route.path) {
                // The first page is that of clinics: others are led to the rules.
                (true, "/") if *role != "clinic" => 303,
                (true, _) => route.status,
                (false, _) => 403,
            };
            must_be(&answer, expected, route, role);
            if route.path == "/sign-in" && route.method == "POST" {
                let store = service.app.store();
                service.runtime.block_on(store.forget_attempts("nobody")).unwrap();
            }
        }
        let allowed = route.allowed.contains(&"key");
        must_be(
            &route.asked(None, Some(&key)).send(&service),
            if allowed { route.status } else { 403 },
            route,
            "key",
        );
    }
}

/// Files that are the same for everybody, whose paths have their digests.
const ASSETS: [&str; 3] = ["&STYLE_PATH,", "&SCRIPT_PATH,", "ICON_PATH,"];
const METHODS: [&str; 7] = ["get", "post", "delete", "put", "patch", "head", "options"];

/// Paths with their methods as the code has them, on however many lines a route stands.
fn written(text: &str, found: &mut Vec<(String, String)>) {
    for part in text.split(".route(").skip(1).filter(|part| !ASSETS.iter().any(|path| part.starts_with(path)))
    {
        let (path, rest) = part
            .trim_start()
            .strip_prefix('"')
            .and_then(|rest| rest.split_once('"'))
            .unwrap_or_else(|| panic!("a route whose path is no text: {part}"));
        let handlers = call(rest);
        let named = |method: &&str| {
            let call = format!("{method}(");
            let before = |at: usize| handlers.split_at(at).0.chars().next_back();
            let is_part = |c: char| c.is_alphanumeric() || c == '_';
            handlers.match_indices(&call).any(|(at, _)| !before(at).is_some_and(is_part))
        };
        let methods: Vec<&str> = METHODS.into_iter().filter(named).collect();
        assert!(!methods.is_empty(), "a route without a method that is known: {path}");
        found.extend(methods.iter().map(|method| (method.to_uppercase(), path.to_owned())));
    }
}

/// What stands in the brackets that are open at the beginning, up to their end.
fn call(text: &str) -> &str {
    let mut open = 1_i32;
    let end = text.char_indices().find(|(_, c)| {
        open += i32::from(*c == '(') - i32::from(*c == ')');
        open == 0
    });
    text.split_at(end.expect("a call that ends").0).0
}

#[test]
fn routes_are_found_however_they_are_written() {
    let mut found = Vec::new();
    written(
        ".route(\"/a\", get(a).post(b))\n.route(\n    \"/b\",\n    get(module::get_a)\n        .delete(c),\n)\n.layer(from_fn(put(d)))",
        &mut found,
    );
    let found: Vec<_> = found.iter().map(|(method, path)| (method.as_str(), path.as_str())).collect();
    assert_eq!(found, [("GET", "/a"), ("POST", "/a"), ("GET", "/b"), ("DELETE", "/b")]);
    for unknown in [".route(\"/a\", any(b))", ".route(PATH, get(b))"] {
        assert!(std::panic::catch_unwind(|| written(unknown, &mut Vec::new())).is_err(), "{unknown}");
    }
}

fn sources(dir: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            written(&std::fs::read_to_string(&path).unwrap(), found);
        }
    }
}

#[test]
fn the_table_has_every_route() {
    let mut found = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    let service = Service::start(|_| ());
    let document = crate::asking::get("/api/openapi.json").send(&service).json();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for method in operations.as_object().unwrap().keys() {
            found.push((method.to_uppercase(), path.clone()));
        }
    }
    assert!(found.len() > 50, "{found:?}");
    let known = |(method, path): &(String, String)| {
        ROUTES.iter().any(|route| route.method == method && route.path == path)
    };
    let missing: Vec<_> = found.iter().filter(|one| !known(one)).collect();
    assert!(missing.is_empty(), "routes without a row: {missing:?}");
}
