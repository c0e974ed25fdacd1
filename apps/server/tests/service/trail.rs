//! Where the trail cannot be written nothing is done: an act and its row are there together or not at all.

use store::Role;

use crate::asking::{Ask, get, post};
use crate::running::{PASSWORD, SAMPLE, Service, Somebody};
use crate::shapes::behind;

const NEW: &str = "another long password";

/// A service, one of each who acts, and what they act on.
struct World {
    _home: tempfile::TempDir,
    service: Service,
    clinic: Somebody,
    admin: Somebody,
    head: Somebody,
    /// Whose session is to be ended.
    leaving: Somebody,
    other: String,
    check: String,
    key: String,
}

impl World {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let own = home.path().to_owned();
        let service = Service::start(|settings| settings.home = Some(own));
        let roles = [Role::Clinic, Role::Administrator, Role::Headquarters];
        let [clinic, admin, head] = roles.map(|role| service.somebody(role));
        let leaving = service.open(&clinic.id);
        let other = service.account("other", Role::Clinic, Some("131234567"));
        let made = post("/api/v1/checks?name=a.UKE").by(&clinic).body(SAMPLE).send(&service);
        let check = made.header("location").trim_start_matches("/api/v1/checks/").to_owned();
        let key = service.key("131234567", 600);
        service.app.session().set_shadow(Some(std::sync::Arc::clone(&crate::running::BUILT_IN)));
        Self { _home: home, service, clinic, admin, head, leaving, other, check, key }
    }

    /// Everything that the acts would change.
    fn state(&self) -> String {
        let store = self.service.app.store();
        let uploads = get("/api/v1/checks").by(&self.clinic).send(&self.service).text();
        let state = self.service.runtime.block_on(async {
            let institution = store::Institution::new("131234567").unwrap();
            let mut keys = store.api_keys(&institution).await.unwrap();
            keys.iter_mut().for_each(|key| key.used = None);
            let accounts = store.accounts("", 100).await.unwrap();
            let months = store.months("13").await.unwrap().len();
            let sessions = store.statistics().await.unwrap().rows;
            let sessions = sessions.iter().find(|(table, _)| *table == "sessions").unwrap().1;
            let token = self.leaving.cookie.trim_start_matches("shinsa=");
            let here = store.session(token, self.service.app.now()).await.unwrap().is_some();
            let shadow = self.service.app.standing().shadow.is_some();
            format!("{keys:?} {accounts:?} {months} {sessions} {here} {shadow}")
        });
        state + &uploads
    }

    fn acts(&self) -> Vec<(&'static str, Ask)> {
        let account = |rest: &str| post(&format!("/accounts/{}{rest}", self.other)).by(&self.admin);
        let key = self.key.split('_').nth(1).unwrap();
        let month = |path: &str| post(path).by(&self.head).field("branch", "13").field("month", "202407");
        vec![
            ("account.change", account("").field("display", "x").field("role", "headquarters")),
            ("account.disable", account("/disable")),
            ("account.sessions.end", account("/sessions")),
            ("account.password", account("/password").field("password", NEW)),
            ("account.totp.remove", account("/forget-codes")),
            ("account.make", {
                let new = post("/accounts").by(&self.admin).field("login", "new").field("display", "x");
                new.field("role", "headquarters").field("password", PASSWORD)
            }),
            ("key.make", post("/keys").by(&self.clinic).field("name", "x").field("rate", "5")),
            ("key.revoke", post(&format!("/keys/{key}/revoke")).by(&self.clinic)),
            ("check.delete", post(&format!("/checks/{}/delete", self.check)).by(&self.clinic)),
            ("month.open", month("/months").field("from", "2024-07-01").field("until", "2024-07-31")),
            ("rules.shadow.remove", post("/rules/shadow/remove").by(&self.head)),
            ("session.open", post("/sign-in").field("login", "clinic").field("password", PASSWORD)),
            ("session.close", post("/sign-out").by(&self.leaving)),
        ]
    }
}

#[test]
fn without_its_row_of_the_trail_nothing_is_done() {
    let world = World::new();
    let _other = world.service.open(&world.other);
    let before = world.state();
    behind(&world.service, "ALTER TABLE audit_head RENAME TO audit_head_away");
    for (act, ask) in world.acts() {
        let answer = ask.send(&world.service);
        assert_eq!(answer.status, 500, "{act}: {}", answer.text());
    }
    behind(&world.service, "ALTER TABLE audit_head_away RENAME TO audit_head");
    assert_eq!(world.state(), before);
    let wrong = post("/sign-in").field("login", "other").field("password", NEW).send(&world.service);
    assert_eq!(wrong.status, 401, "the password is the old one");
    for (act, ask) in world.acts() {
        let answer = ask.send(&world.service);
        assert!(matches!(answer.status, 200 | 303), "{act}: {} {}", answer.status, answer.text());
        let rows = world.service.runtime.block_on(world.service.app.store().audit_rows("", None, 1)).unwrap();
        assert_eq!(rows[0].entry.act, act, "{:?}", rows[0]);
        assert!(!rows[0].entry.subject.ends_with('/') && !rows[0].entry.subject.is_empty(), "{:?}", rows[0]);
    }
    assert_ne!(world.state(), before);
}
