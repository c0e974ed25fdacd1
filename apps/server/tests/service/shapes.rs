//! Kept results that cannot be read any more: of another shape, or damaged, they are made anew from the claims; where the
//! claims are gone too, the answer says what to do.

use serde_json::{Value, json};
use sqlx::{AnyConnection, Connection};
use store::audit::Entry;
use store::uploads::{Results, Upload};
use store::{Institution, Role};
use tempfile::TempDir;

use crate::asking::{Answer, get, post};
use crate::running::{SAMPLE, Service, Somebody};

/// A service with a home, a check in it, and its clinic.
struct Kept {
    _home: TempDir,
    service: Service,
    clinic: Somebody,
    id: String,
}

impl Kept {
    fn new() -> Self {
        let home = TempDir::new().unwrap();
        let service = Service::start(|settings| settings.home = Some(home.path().to_owned()));
        let clinic = service.somebody(Role::Clinic);
        let key = service.key("131234567", 600);
        let made =
            post("/api/v1/checks?name=a.UKE&institution=clinic").with_key(&key).body(SAMPLE).send(&service);
        assert_eq!(made.status, 201);
        let id = made.header("location").trim_start_matches("/api/v1/checks/").to_owned();
        Self { _home: home, service, clinic, id }
    }

    fn upload(&self) -> Upload {
        let institution = Institution::new("131234567").unwrap();
        let found = self.service.app.store().upload(&institution, &self.id);
        self.service.runtime.block_on(found).unwrap().unwrap()
    }

    /// The head as it is kept.
    fn head(&self) -> Value {
        let upload = self.upload();
        let head = self.service.app.store().upload_head(&upload);
        serde_json::from_slice(&self.service.runtime.block_on(head).unwrap()).unwrap()
    }

    /// Keeps another head, and these receipts.
    fn put(&self, head: &Value, receipts: &[Vec<u8>]) {
        let (head, entry) = (serde_json::to_vec(head).unwrap(), entry());
        let results = Results { revision: "old", head: &head, receipts, dispositions: &[] };
        let store = self.service.app.store();
        let put = store.replace_results(&self.id, &results, &entry, self.service.app.now());
        self.service.runtime.block_on(put).unwrap();
    }

    fn behind(&self, statement: &'static str) {
        behind(&self.service, statement);
    }

    fn page(&self, rest: &str) -> Answer {
        get(&format!("/checks/{}{rest}", self.id)).by(&self.clinic).html().send(&self.service)
    }

    fn json(&self) -> Value {
        let answer = get(&format!("/api/v1/checks/{}", self.id)).by(&self.clinic).send(&self.service);
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    /// How often it was judged anew.
    fn times(&self) -> usize {
        let subject = format!("upload/{}", self.id);
        let rows = self.service.app.store().audit_rows(&subject, None, 100);
        let rows = self.service.runtime.block_on(rows).unwrap();
        rows.iter().filter(|row| row.entry.act == "check.anew").count()
    }
}

/// Changes the database behind a service.
pub fn behind(service: &Service, statement: &'static str) {
    let url = service.database();
    service.runtime.block_on(async {
        sqlx::any::install_default_drivers();
        let mut connection = AnyConnection::connect(&url).await.unwrap();
        sqlx::raw_sql(statement).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    });
}

fn entry() -> Entry {
    let [actor, role, act, subject, purpose, detail] =
        ["test", "test", "test", "test", "test", ""].map(str::to_owned);
    Entry { actor, role, act, subject, purpose, detail }
}

#[test]
fn results_of_another_version_are_judged_anew_from_the_claims() {
    let kept = Kept::new();
    let (before, head) = (kept.json(), kept.head());
    assert!(head["shape"].is_u64());
    let mut older = head.clone();
    older.as_object_mut().unwrap().remove("shape");
    let mut newer = head.clone();
    newer["shape"] = json!(4_000);
    let receipts = vec![b"{\"seq\":1}".to_vec(); 17];
    for (times, other) in [older, newer].iter().enumerate() {
        kept.put(other, &receipts);
        assert!(kept.json() == before, "as if nothing had been");
        assert_eq!(kept.times(), times + 1);
        assert_eq!(kept.head()["institution"], "clinic", "how it was judged is still known");
    }
    let page = kept.page("");
    assert_eq!(page.status, 200);
    assert!(page.text().contains("点検し直しました"), "{}", page.text());
    assert_eq!(kept.times(), 2, "once each");
    assert_ne!(kept.upload().revision, "old");
}

#[test]
fn damaged_results_are_judged_anew_wherever_somebody_looks() {
    let kept = Kept::new();
    let (before, head) = (kept.json(), kept.head());
    let broken = vec![b"{\"seq\":1,".to_vec(); 17];
    let looks = ["", "/receipts/3", "/receipts/3/trace?rule=x", "/mend", "/result.json"];
    for (times, look) in looks.iter().enumerate() {
        kept.put(&head, &broken);
        assert_eq!(kept.page(look).status, 200, "{look}");
        assert_eq!(kept.times(), times + 1, "{look}");
    }
    // Bytes that no longer open, and a sheet that is not there.
    kept.behind("UPDATE upload_sheets SET sealed = (SELECT sealed FROM upload_chunks LIMIT 1)");
    assert!(kept.json() == before);
    kept.behind("DELETE FROM upload_sheets");
    assert!(kept.json() == before);
    // How it was judged is lost with the head: what depends on the kind of institution is open then.
    kept.put(&json!("no head at all"), &[]);
    assert_eq!(kept.json()["digest"], before["digest"]);
    assert_eq!(kept.page("/receipts/16").status, 200);
    assert_eq!(kept.page("/receipts/17").status, 404);
}

#[test]
fn where_the_claims_are_gone_too_the_answer_says_what_to_do() {
    let kept = Kept::new();
    kept.put(&json!({}), &[]);
    kept.behind("DELETE FROM upload_chunks");
    let page = kept.page("");
    assert_eq!(page.status, 410);
    assert!(page.text().contains("もう一度送って点検してください"), "{}", page.text());
    let answer = get(&format!("/api/v1/checks/{}", kept.id)).by(&kept.clinic).send(&kept.service);
    assert_eq!((answer.status, answer.json()["code"].as_str()), (410, Some("gone")));
    assert_eq!(kept.times(), 0);
    let other = get("/checks/aaaaaaaaaaaaaaaaaaaaaaaaaa").by(&kept.clinic).send(&kept.service);
    assert_eq!(other.status, 404);
    // Claims of later months are checked without what is lost.
    let key = kept.service.key("131234567", 600);
    assert_eq!(post("/api/v1/checks?name=b.UKE").with_key(&key).body(SAMPLE).send(&kept.service).status, 201);
}

#[test]
fn what_was_deleted_says_so_to_its_clinic_alone() {
    let kept = Kept::new();
    let other = kept.service.open(&kept.service.account("other", Role::Clinic, Some("139999999")));
    assert_eq!(post(&format!("/checks/{}/delete", kept.id)).by(&kept.clinic).send(&kept.service).status, 303);
    let page = kept.page("");
    assert_eq!(page.status, 410);
    assert!(page.text().contains("もう一度送ると点検できます"));
    let list = get("/").by(&kept.clinic).html().send(&kept.service).text();
    assert!(
        list.contains("削除済み") && !list.contains("期限が過ぎて"),
        "the clinic deleted it itself: {list}"
    );
    let theirs = get(&format!("/checks/{}", kept.id)).by(&other).send(&kept.service);
    assert_eq!(theirs.status, 404);
}
