//! What came back to a clinic: lists taken in, counted by month and reason, held against checks, without names.

use sqlx::{AnyConnection, Connection, Row};
use store::Role;
use tempfile::TempDir;

use crate::asking::{Answer, get, post};
use crate::history::keep_trials;
use crate::running::{SAMPLE, Service, Somebody};

/// 増減点連絡書 of the sample's second receipt, which was cut by 60 points.
fn changes(number: u32, points: i64) -> Vec<u8> {
    let titles = "診療年月,レセプト番号,受付番号,診療科コード,特別審査委員会,明細種別,保険者番号,老人市町村番号,第一公費負担者番号,\
                  第二公費負担者番号,第三公費負担者番号,第四公費負担者番号,区分,高額療養費負担区分,職務上の事由,老人減免区分,氏名,\
                  カルテ番号等,箇所１,箇所２,法別番号,増減点数（金額）,事由,負担（請求内容）,請求内容,負担（補正・査定後内容）,\
                  補正・査定後内容,検索番号,請求情報";
    let text = format!(
        "1,50702,1,医科,1000009,見本医院１,,,社会保険診療報酬支払基金\r\n2,{titles}\r\n\
         3,,{number},,,,,06133748,,,,,,本外,,,,見本　００００００９,,12,,06,{points},B,,再診料,,,,\r\n"
    );
    encoding_rs::SHIFT_JIS.encode(&text).0.into_owned()
}

const CHANGES: &str = "RIzogn1131100000950703.csv";

struct Clinic {
    _home: TempDir,
    service: Service,
    who: Somebody,
}

impl Clinic {
    /// The institution of the sample.
    fn new() -> Self {
        let home = TempDir::new().unwrap();
        let service = Service::start(|settings| settings.home = Some(home.path().to_owned()));
        let who = service.open(&service.account("sample", Role::Clinic, Some("131000009")));
        Self { _home: home, service, who }
    }

    fn send(&self, name: &str, bytes: &[u8]) -> Answer {
        post("/returns").by(&self.who).file(name, bytes).send(&self.service)
    }

    fn page(&self) -> String {
        let page = get("/returns").by(&self.who).send(&self.service);
        assert_eq!(page.status, 200);
        page.text()
    }

    fn check(&self) -> String {
        let made = post("/api/v1/checks?name=a.UKE").by(&self.who).body(SAMPLE).send(&self.service);
        made.header("location").trim_start_matches("/api/v1/checks/").to_owned()
    }
}

#[test]
fn a_list_is_counted_and_held_against_the_check_before() {
    let clinic = Clinic::new();
    assert!(clinic.page().contains("まだありません"));
    let check = clinic.check();
    let sent = clinic.send(CHANGES, &changes(2, -60));
    assert_eq!((sent.status, sent.header("location")), (303, "/returns"), "{}", sent.text());
    let page = clinic.page();
    for part in ["2025-02", "-60", "過剰", "<svg", "RIzogn1131100000950703.csv", "増減点連絡書"] {
        assert!(page.contains(part), "{part}");
    }
    assert!(
        page.contains(&format!("/checks/{check}/receipts/2")) || page.contains("別のことを指摘"),
        "found in the check"
    );
    assert!(!page.contains("style="), "the policy of content allows none");
    let twice = clinic.send("other.csv", &changes(2, -60));
    assert_eq!(twice.json()["code"], "conflict");
    assert_eq!(clinic.send("b.csv", &changes(999, -10)).status, 303);
    assert!(clinic.page().contains("-70"));
}

#[test]
fn the_check_is_found_behind_however_many_trials() {
    let clinic = Clinic::new();
    let check = clinic.check();
    keep_trials(&clinic.service, "131000009", b"IR,1,13,1,1000009,,A,202609,00,\r\n", 230);
    assert_eq!(clinic.send(CHANGES, &changes(2, -60)).status, 303);
    let page = clinic.page();
    assert!(
        page.contains(&format!("/checks/{check}/receipts/2")) || page.contains("別のことを指摘"),
        "found in the check: {page}"
    );
}

#[test]
fn without_the_check_it_is_told_that_nothing_can_be_compared() {
    let clinic = Clinic::new();
    assert_eq!(clinic.send(CHANGES, &changes(2, -60)).status, 303);
    let page = clinic.page();
    assert!(page.contains("比べられなかったのは") || page.contains("比べられない"));
    assert!(!page.contains("%</strong>"), "no share of nothing");
}

#[test]
fn what_is_no_list_or_of_another_institution_is_not_taken() {
    let clinic = Clinic::new();
    let wrong = [("a.UKE", SAMPLE.to_vec()), ("a.csv", b"1,2,3".to_vec())];
    for (name, bytes) in wrong {
        let answer = clinic.send(name, &bytes);
        assert_eq!((answer.status, answer.json()["code"].as_str()), (422, Some("unreadable")), "{name}");
    }
    assert_eq!(clinic.send("a.csv", b"").status, 400);
    let other = clinic.service.open(&clinic.service.account("other", Role::Clinic, Some("131999999")));
    let theirs = post("/returns").by(&other).file(CHANGES, &changes(2, -60)).send(&clinic.service);
    assert_eq!(theirs.status, 422);
    assert!(theirs.json()["detail"].as_str().unwrap().contains("ほかの医療機関"));
    assert!(get("/returns").by(&other).send(&clinic.service).text().contains("まだありません"));
}

#[test]
fn names_are_not_kept_and_lists_are_deleted_by_their_clinic_alone() {
    let clinic = Clinic::new();
    clinic.check();
    assert_eq!(clinic.send(CHANGES, &changes(2, -60)).status, 303);
    let institution = store::Institution::new("131000009").unwrap();
    let kept = clinic.service.app.store().returned(&institution);
    let kept = clinic.service.runtime.block_on(kept).unwrap().remove(0);
    let said = String::from_utf8(kept.said).unwrap();
    assert!(said.contains("-60") && !said.contains("見本") && !said.contains("06133748"), "{said}");
    let url = clinic.service.database();
    let sealed: Vec<u8> = clinic.service.runtime.block_on(async {
        sqlx::any::install_default_drivers();
        let mut connection = AnyConnection::connect(&url).await.unwrap();
        let row = sqlx::query("SELECT said FROM returned_lists").fetch_one(&mut connection).await.unwrap();
        row.get("said")
    });
    assert!(!sealed.windows(3).any(|part| part == b"-60"), "sealed");
    let other = clinic.service.open(&clinic.service.account("other", Role::Clinic, Some("139999999")));
    let delete =
        |who: &Somebody| post(&format!("/returns/{}/delete", kept.id)).by(who).send(&clinic.service).status;
    assert_eq!((delete(&other), delete(&clinic.who), delete(&clinic.who)), (404, 303, 404));
    assert!(clinic.page().contains("まだありません"));
    let rows = clinic.service.runtime.block_on(clinic.service.app.store().audit_rows("", None, 100)).unwrap();
    for act in ["returned.keep", "returned.list", "returned.delete"] {
        assert!(rows.iter().any(|row| row.entry.act == act), "{act}");
    }
}
