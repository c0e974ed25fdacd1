//! Effects of a revision before it goes live: of a bundle that is sent, of a shadow, of one that was live before.

use std::future::Future;
use std::time::{Duration, Instant};

use server::effects::{Candidate, Wanted};
use store::Role;
use store::audit::Entry;

use crate::asking::{Ask, get, post};
use crate::rules::{Site, settled};
use crate::running::{SAMPLE, Service, Somebody};
use crate::shapes::behind;

/// The form with some values.
fn form(who: &Somebody, which: &str, month: &str) -> Ask {
    let form = post("/rules/effects").by(who).field("which", which).field("month", month);
    form.field("uploads", "yes").field("cases", "yes")
}

/// Asks for effects, and gives the page once it is done.
fn looked_at(service: &Service, who: &Somebody, which: &str, bundle: &[u8]) -> (String, String) {
    let begun = form(who, which, "").file("a.shinsa-bundle", bundle).send(service);
    assert_eq!(begun.status, 303, "{}", begun.text());
    let path = begun.header("location").to_owned();
    let since = Instant::now();
    loop {
        let page = get(&path).html().with_cookie(&who.cookie).send(service);
        assert_eq!(page.status, 200, "{}", page.text());
        if page.header("refresh").is_empty() {
            return (path, page.text());
        }
        assert!(since.elapsed() < Duration::from_secs(120), "{}", page.text());
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn keep(service: &Service, clinic: &Somebody) {
    let sent = post("/api/v1/checks?name=a.UKE").speaking(clinic).body(SAMPLE).send(service);
    assert_eq!(sent.status, 201, "{}", sent.text());
}

#[test]
fn a_bundle_is_looked_at_with_what_is_kept_and_then_activated() {
    let site = Site::new();
    let service = Service::with(|_| (), Some(site.home.clone()));
    let (head, clinic) = (service.somebody(Role::Headquarters), service.somebody(Role::Clinic));
    keep(&service, &clinic);
    keep(&service, &clinic);
    let bundle = site.bundle(1, &site.key());
    let (path, page) = looked_at(&service, &head, "bundle", &bundle);
    // The bundle has one rule: whatever other rules say of the sample is gone.
    assert!(page.contains("なくなる指摘") && page.contains("改訂1"), "{page}");
    assert!(page.contains("違いのあるレセプト"), "{page}");
    assert!(
        page.contains("同じ請求の前のファイルは数えていません: 1"),
        "the file that was sent twice: {page}"
    );
    assert_eq!(settled(&service, &head)["live"]["number"], 0, "looking changes nothing");

    let trail = service.runtime.block_on(service.app.store().audit_rows("", None, 50)).unwrap();
    let of = |act: &str| trail.iter().find(|row| row.entry.act == act).map(|row| row.entry.detail.clone());
    assert!(of("rules.effects").is_some_and(|detail| detail.starts_with("bundle ")), "{trail:?}");
    assert!(of("rules.effects.read").is_some_and(|detail| detail.contains("files 1")), "{trail:?}");

    let done = post(&format!("{path}/activate")).by(&head).field("x", "").send(&service);
    assert_eq!(done.status, 303, "{}", done.text());
    assert_eq!(settled(&service, &head)["live"]["number"], 1);
    let later = get(&path).html().with_cookie(&head.cookie).send(&service).text();
    assert!(later.contains("有効な改訂が替わりました"), "{later}");
    assert_eq!(
        post(&format!("{path}/activate")).by(&clinic).field("x", "").send(&service).status,
        403,
        "clinics activate nothing"
    );
}

#[test]
fn a_shadow_and_a_revision_that_was_live_are_looked_at_without_sending_them() {
    let site = Site::new();
    let service = Service::with(|_| (), Some(site.home.clone()));
    let (head, clinic) = (service.somebody(Role::Headquarters), service.somebody(Role::Clinic));
    keep(&service, &clinic);
    let api = |path: &str, bytes: Vec<u8>| post(path).speaking(&head).body(bytes).send(&service).status;
    assert_eq!(api("/api/v1/rules/activate", site.bundle(1, &site.key())), 202);
    let first = settled(&service, &head)["live"]["id"].as_str().unwrap().to_owned();
    assert_eq!(api("/api/v1/rules/activate", site.bundle(2, &site.key())), 202);
    settled(&service, &head);
    assert_eq!(api("/api/v1/rules/shadow", site.bundle(3, &site.key())), 202);
    settled(&service, &head);
    for which in ["shadow", first.as_str()] {
        let (_, page) = looked_at(&service, &head, which, b"");
        assert!(page.contains("違いはありません"), "the same rules by another number: {page}");
    }
    let (_, page) = looked_at(&service, &head, "nothing", b"");
    assert!(page.contains("その改訂はもうありません"), "{page}");
    let list = get("/rules/effects").html().with_cookie(&head.cookie).send(&service).text();
    assert_eq!(list.matches("/rules/effects/").count(), 3, "{list}");
}

#[test]
fn a_program_asks_for_effects_and_looks_until_they_are_told() {
    let site = Site::new();
    let service = Service::with(|_| (), Some(site.home.clone()));
    let (head, clinic) = (service.somebody(Role::Headquarters), service.somebody(Role::Clinic));
    keep(&service, &clinic);
    let ask = |query: &str| {
        let path = format!("/api/v1/rules/effects{query}");
        post(&path).speaking(&head).body(site.bundle(1, &site.key())).send(&service)
    };
    assert_eq!(ask("?month=2024").status, 400);
    let begun = ask("?no_cases=true");
    assert_eq!(begun.status, 202, "{}", begun.text());
    let path = begun.header("location").to_owned();
    let since = Instant::now();
    let told = loop {
        let told = get(&path).with_cookie(&head.cookie).send(&service).json();
        if told["working"] == false {
            break told;
        }
        assert!(since.elapsed() < Duration::from_secs(120), "{told}");
        std::thread::sleep(Duration::from_millis(50));
    };
    assert_eq!((told["done"].as_bool(), told["files"].as_u64()), (Some(true), Some(1)), "{told}");
    assert!(told["total"]["removed"].as_u64().is_some_and(|removed| removed > 0), "{told}");
    assert_eq!(told["total"]["receipts"], told["receipts"], "the one receipt differs");
}

#[test]
fn who_goes_away_while_it_begins_keeps_nobody_from_asking() {
    let site = Site::new();
    let service = Service::with(|_| (), Some(site.home.clone()));
    let head = service.somebody(Role::Headquarters);
    let wanted = Wanted {
        candidate: Candidate::Kept("nothing".to_owned()),
        month: String::new(),
        branch: String::new(),
        cases: true,
        uploads: true,
        lang: model::Lang::Ja,
    };
    let [actor, role, act, subject, purpose, detail] =
        ["test", "test", "rules.effects", "", "test", ""].map(str::to_owned);
    let entry = Entry { actor, role, act, subject, purpose, detail };
    service.runtime.block_on(async {
        // It is asked for once and dropped while the trail is written, as is a request whose client went away.
        let mut begun = std::pin::pin!(service.app.begin_effects(wanted, entry));
        let polled = std::future::poll_fn(|context| std::task::Poll::Ready(begun.as_mut().poll(context)));
        assert!(polled.await.is_pending());
    });
    let since = Instant::now();
    while service.app.effects().ended().is_empty() {
        assert!(since.elapsed() < Duration::from_secs(60), "what was begun does not end");
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(service.app.effects().working().is_none());
    let (_, page) = looked_at(&service, &head, "nothing", b"");
    assert!(page.contains("その改訂はもうありません"), "{page}");
}

#[test]
fn a_file_that_cannot_be_read_keeps_nobody_from_the_others() {
    let (site, home) = (Site::new(), tempfile::tempdir().unwrap());
    let own = home.path().to_owned();
    let service = Service::with(|settings| settings.home = Some(own), Some(site.home.clone()));
    let (head, clinic) = (service.somebody(Role::Headquarters), service.somebody(Role::Clinic));
    keep(&service, &clinic);
    // Its claims, and later what was found in it too: nothing of it opens any more.
    behind(&service, "UPDATE upload_chunks SET sealed = (SELECT sealed FROM upload_sheets LIMIT 1)");
    let (_, page) = looked_at(&service, &head, "bundle", &site.bundle(1, &site.key()));
    assert!(page.contains("壊れていて読めず、点検できなかったもの: 1"), "{page}");
    behind(&service, "UPDATE uploads SET head = (SELECT sealed FROM upload_sheets LIMIT 1)");
    keep(&service, &clinic);
    let (_, page) = looked_at(&service, &head, "bundle", &site.bundle(1, &site.key()));
    assert!(page.contains("壊れていて読めず、点検できなかったもの: 1"), "{page}");
    assert!(page.contains("医療機関のファイル 1") && page.contains("なくなる指摘"), "{page}");
}

#[test]
fn results_of_another_version_are_looked_at_without_judging_them_anew() {
    let (site, home) = (Site::new(), tempfile::tempdir().unwrap());
    let own = home.path().to_owned();
    let service = Service::with(|settings| settings.home = Some(own), Some(site.home.clone()));
    let (head, clinic) = (service.somebody(Role::Headquarters), service.somebody(Role::Clinic));
    keep(&service, &clinic);
    behind(&service, "UPDATE uploads SET head = (SELECT sealed FROM upload_sheets LIMIT 1)");
    let (_, page) = looked_at(&service, &head, "bundle", &site.bundle(1, &site.key()));
    assert!(page.contains("医療機関のファイル 1"), "{page}");
    let trail = service.runtime.block_on(service.app.store().audit_rows("", None, 50)).unwrap();
    assert!(trail.iter().all(|row| row.entry.act != "check.anew"), "{trail:?}");
}

#[test]
fn the_time_counts_from_looking_up_and_is_told() {
    let site = Site::new();
    let service = Service::with(|settings| settings.limits.effects_seconds = 0, Some(site.home.clone()));
    let (head, clinic) = (service.somebody(Role::Headquarters), service.somebody(Role::Clinic));
    keep(&service, &clinic);
    let (_, page) = looked_at(&service, &head, "bundle", &site.bundle(1, &site.key()));
    assert!(page.contains("点検するものを選び終わる前に終わりました"), "{page}");
    assert!(page.contains("医療機関のファイル 0"), "{page}");
}

#[test]
fn what_is_not_signed_is_not_looked_at_and_limits_are_told() {
    let (site, other) = (Site::new(), Site::new());
    let service = Service::with(|settings| settings.limits.effects_receipts = 0, Some(site.home.clone()));
    let (head, clinic) = (service.somebody(Role::Headquarters), service.somebody(Role::Clinic));
    keep(&service, &clinic);
    let (_, page) = looked_at(&service, &head, "bundle", &site.bundle(1, &other.key()));
    assert!(page.contains("できませんでした。何も変わっていません。"), "{page}");
    let (_, page) = looked_at(&service, &head, "bundle", &site.bundle(1, &site.key()));
    assert!(page.contains("1個は、件数の上限"), "{page}");
    assert!(page.contains("点検できるレセプトがありませんでした"), "{page}");
    let status = |which: &str, month: &str, bytes: &[u8]| {
        form(&head, which, month).file("a.shinsa-bundle", bytes).send(&service).status
    };
    assert_eq!(status("bundle", "2024", b"x"), 400, "a month that is none");
    assert_eq!(status("bundle", "", b""), 400, "no bundle");
    assert_eq!(status("shadow", "", b""), 404, "no shadow");
}
