//! Signing in: by password, with one-time passwords, back to the page that was wanted; guessing leads nowhere.

use std::time::{Duration, Instant};

use store::Role;

use crate::asking::{Answer, get, post};
use crate::running::{PASSWORD, Service, Somebody};

fn sign_in(service: &Service, login: &str, password: &str, next: &str) -> Answer {
    post("/sign-in").field("login", login).field("password", password).field("next", next).send(service)
}

/// Somebody by the cookie of an answer.
fn by_cookie(service: &Service, answer: &Answer) -> Somebody {
    let page = get("/account").with_cookie(&answer.cookie()).send(service);
    Somebody { id: String::new(), cookie: answer.cookie(), csrf: page.csrf() }
}

#[test]
fn one_signs_in_comes_where_one_wanted_and_goes() {
    let service = Service::start(|_| ());
    service.account("Clinic", Role::Clinic, Some("131234567"));
    let asked = get("/account?a=1&b=2").html().send(&service);
    assert_eq!((asked.status, asked.header("location")), (303, "/sign-in?next=/account%3Fa%3D1%26b%3D2"));
    let form = get(asked.header("location")).html().send(&service);
    assert!(form.text().contains(r#"name="next" value="/account?a=1&amp;b=2""#), "{}", form.text());
    let done = sign_in(&service, "clinic", PASSWORD, "/account?a=1&b=2");
    assert_eq!((done.status, done.header("location")), (303, "/account?a=1&b=2"));
    let who = by_cookie(&service, &done);
    assert_eq!(post("/sign-out").by(&who).send(&service).status, 303);
    assert_eq!(
        get("/account").by(&who).send(&service).status,
        401,
        "the session is gone, not its cookie alone"
    );
}

#[test]
fn after_signing_in_nobody_is_led_elsewhere() {
    let service = Service::start(|_| ());
    service.account("clinic", Role::Clinic, Some("131234567"));
    for next in
        ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "/a\r\nX: y"]
    {
        let done = sign_in(&service, "clinic", PASSWORD, next);
        assert_eq!((done.status, done.header("location")), (303, "/"), "{next:?}");
        assert!(done.headers.get("x").is_none());
        let form =
            get(&format!("/sign-in?next={}", next.replace(['\r', '\n', ' ', '\\'], "%5C"))).send(&service);
        assert!(form.text().contains(r#"name="next" value="/""#), "{next:?}");
    }
}

#[test]
fn cookies_are_for_this_service_alone() {
    let service = Service::start(|_| ());
    service.account("clinic", Role::Clinic, Some("131234567"));
    let plain = sign_in(&service, "clinic", PASSWORD, "");
    let cookie = plain.header("set-cookie");
    for part in ["shinsa=", "HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let secure = Service::start(|settings| settings.allow_plain = true);
    secure.account("clinic", Role::Clinic, Some("131234567"));
    let cookie = sign_in(&secure, "clinic", PASSWORD, "").header("set-cookie").to_owned();
    for part in ["__Host-shinsa=", "HttpOnly", "SameSite=Strict", "Path=/", "Secure"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
}

#[test]
fn an_unknown_name_is_answered_like_a_wrong_password() {
    let service = Service::start(|_| ());
    service.account("clinic", Role::Clinic, Some("131234567"));
    let stopped = service.account("stopped", Role::Clinic, Some("131234567"));
    let now = service.app.now();
    service.runtime.block_on(service.app.store().set_account_disabled(&stopped, true, None, now)).unwrap();
    let timed = |login: &str, password: &str| {
        let begun = Instant::now();
        let answer = sign_in(&service, login, password, "");
        (begun.elapsed(), answer.status, answer.text())
    };
    let mut took: Vec<Vec<Duration>> = vec![Vec::new(); 4];
    let mut said = Vec::new();
    // Three of four attempts that are free of waiting.
    for _ in 0..3 {
        let each = [
            ("clinic", "wrong wrong wrong"),
            ("nobody", "wrong wrong wrong"),
            ("stopped", PASSWORD),
            ("' OR 1=1 --", PASSWORD),
        ];
        for (at, (login, password)) in each.into_iter().enumerate() {
            let (time, status, text) = timed(login, password);
            took[at].push(time);
            said.push((status, text));
        }
    }
    assert!(said.iter().all(|one| *one == said[0]), "{said:?}");
    assert_eq!(said[0].0, 401);
    let least: Vec<Duration> = took.into_iter().map(|all| all.into_iter().min().unwrap()).collect();
    let (quick, slow) = (least.iter().min().unwrap(), least.iter().max().unwrap());
    // Without a hash an answer takes less than a thirtieth.
    assert!(*slow < *quick * 10, "{least:?}");
}

#[test]
fn guessing_is_held_up_whether_the_name_is_there_or_not() {
    let service = Service::start(|_| ());
    service.account("clinic", Role::Clinic, Some("131234567"));
    for login in ["clinic", "nobody"] {
        for _ in 0..5 {
            assert_eq!(sign_in(&service, login, "wrong wrong wrong", "").status, 401);
        }
        let held = sign_in(&service, login, PASSWORD, "");
        assert_eq!(held.status, 429, "{login}");
        assert!((1..=10).contains(&held.header("retry-after").parse::<i32>().unwrap()), "{login}");
    }
}

fn code(base32: &str, at: u64) -> String {
    let secret = totp_rs::Secret::try_from_base32(base32).unwrap();
    totp_rs::Builder::new().with_secret(secret).build().unwrap().generate(at).to_string()
}

fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    text.split(from).nth(1).unwrap().split(to).next().unwrap()
}

#[test]
fn one_time_passwords_from_the_first_to_the_last() {
    let service = Service::start(|_| ());
    service.account("clinic", Role::Clinic, Some("131234567"));
    let first = by_cookie(&service, &sign_in(&service, "clinic", PASSWORD, ""));
    let setup = post("/account/codes").by(&first).send(&service).text();
    assert!(setup.contains("<svg") && setup.contains("otpauth://totp/"), "{setup}");
    let secret = between(&setup, r#"<code id="secret">"#, "<").to_owned();
    let now = u64::try_from(service.app.now().0).unwrap();
    let wrong = post("/account/codes/confirm").by(&first).field("code", "abcdef").send(&service);
    assert_eq!(wrong.status, 409);
    let on = post("/account/codes/confirm").by(&first).field("code", &code(&secret, now)).send(&service);
    assert_eq!(on.status, 200, "{}", on.text());
    assert_eq!(get("/account").by(&first).send(&service).status, 401, "the session of one half is gone");
    let page = on.text();
    let recovery = between(&page, r#"<ul id="recovery"><li><code>"#, "<").to_owned();
    assert_eq!(page.matches("<li><code>").count(), 10);

    let half = sign_in(&service, "clinic", PASSWORD, "/keys");
    assert_eq!((half.status, half.header("location")), (303, "/sign-in/second?next=/keys"));
    assert_eq!(get("/keys").with_cookie(&half.cookie()).send(&service).status, 401, "half is nothing");
    let form = get("/sign-in/second?next=/keys").with_cookie(&half.cookie()).send(&service);
    let who = Somebody { id: String::new(), cookie: half.cookie(), csrf: form.csrf() };
    let second = |code: &str| {
        post("/sign-in/second").by(&who).field("code", code).field("next", "/keys").send(&service)
    };
    assert_eq!(second("000000x").status, 401);
    let done = second(&code(&secret, now + 30));
    assert_eq!((done.status, done.header("location")), (303, "/keys"), "{}", done.text());
    assert_ne!(done.cookie(), half.cookie(), "rights grew: another session");
    assert_eq!(get("/sign-in/second").with_cookie(&half.cookie()).send(&service).status, 401);

    for (at, expected) in [303, 401].into_iter().enumerate() {
        let half = sign_in(&service, "clinic", PASSWORD, "");
        let form = get("/sign-in/second").with_cookie(&half.cookie()).send(&service);
        let who = Somebody { id: String::new(), cookie: half.cookie(), csrf: form.csrf() };
        let tried = post("/sign-in/second").by(&who).field("code", &recovery).send(&service);
        assert_eq!(tried.status, expected, "a recovery code opens once (try {at})");
    }
    let full = by_cookie(&service, &done);
    assert!(get("/account").by(&full).send(&service).text().contains("残りの回復コード: 9"));
    assert_eq!(
        post("/account/codes/remove").by(&full).field("current", "wrong wrong").send(&service).status,
        409
    );
    assert_eq!(post("/account/codes/remove").by(&full).field("current", PASSWORD).send(&service).status, 303);
    assert_eq!(sign_in(&service, "clinic", PASSWORD, "/rules").header("location"), "/rules");
}

#[test]
fn a_new_password_ends_the_other_sessions() {
    let service = Service::start(|_| ());
    let id = service.account("clinic", Role::Clinic, Some("131234567"));
    let (here, there) = (service.open(&id), service.open(&id));
    let change = |current: &str, again: &str| {
        let form = post("/account/password").by(&here).field("current", current);
        form.field("password", "another long one").field("again", again).send(&service)
    };
    assert_eq!(change(PASSWORD, "another long two").status, 400);
    assert_eq!(change("wrong wrong wrong", "another long one").status, 409);
    let changed = change(PASSWORD, "another long one");
    assert_eq!(changed.status, 303, "{}", changed.text());
    assert_eq!(get("/account").by(&there).send(&service).status, 401);
    assert_eq!(get("/account").with_cookie(&changed.cookie()).send(&service).status, 200);
    assert_eq!(sign_in(&service, "clinic", PASSWORD, "").status, 401);
    assert_eq!(sign_in(&service, "clinic", "another long one", "").status, 303);
}

#[test]
fn administrators_make_stop_and_change_accounts() {
    let service = Service::start(|_| ());
    let admin = service.somebody(Role::Administrator);
    let new = post("/accounts")
        .by(&admin)
        .field("login", "New.One")
        .field("display", "受付")
        .field("role", "clinic");
    let new = new
        .field("institution", "131234567")
        .field("branch", "13")
        .field("password", PASSWORD)
        .send(&service);
    assert_eq!(new.status, 303, "{}", new.text());
    let place = new.header("location").to_owned();
    assert!(get("/accounts").by(&admin).send(&service).text().contains("new.one"));
    let one = by_cookie(&service, &sign_in(&service, "new.one", PASSWORD, ""));
    let act = |path: &str| post(&format!("{place}{path}")).by(&admin);
    assert_eq!(act("/sessions").send(&service).status, 303);
    assert_eq!(get("/account").by(&one).send(&service).status, 401, "its sessions were ended");
    assert_eq!(act("/disable").send(&service).status, 303);
    assert_eq!(sign_in(&service, "new.one", PASSWORD, "").status, 401);
    assert_eq!(act("/enable").send(&service).status, 303);
    assert_eq!(act("/password").field("password", "another long one").send(&service).status, 303);
    assert_eq!(sign_in(&service, "new.one", "another long one", "").status, 303);
    let changed = act("").field("display", "職員").field("role", "staff").send(&service);
    assert_eq!(changed.status, 303, "{}", changed.text());
    let own = format!("/accounts/{}", admin.id);
    for path in ["/disable", "/password"] {
        let asked = post(&format!("{own}{path}")).by(&admin).field("password", PASSWORD).send(&service);
        assert_eq!(asked.status, 409, "one's own account, {path}");
    }
    let lower = post(&own).by(&admin).field("display", "x").field("role", "staff").send(&service);
    assert_eq!(lower.status, 409, "the last administrator stays one");
    let trail = get("/audit").by(&admin).send(&service).text();
    for act in [
        "account.make",
        "account.disable",
        "account.enable",
        "account.change",
        "account.password",
        "session.open",
    ] {
        assert!(trail.contains(act), "{act} is on the trail");
    }
    let verified = post("/audit/verify").by(&admin).send(&service);
    assert!(verified.text().contains("書かれたときのままです"));
}

#[test]
fn locking_everybody_out_lets_nobody_in() {
    let service = Service::start(|_| ());
    assert_eq!(get("/").send(&service).status, 200, "nobody has an account: this machine alone");
    let id = service.account("clinic", Role::Clinic, Some("131234567"));
    assert_eq!(get("/").send(&service).status, 401);
    let now = service.app.now();
    service.runtime.block_on(service.app.store().set_account_disabled(&id, true, None, now)).unwrap();
    assert_eq!(get("/").send(&service).status, 401);
}
