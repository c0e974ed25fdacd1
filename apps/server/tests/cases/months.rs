//! Months by programs: opened, their intake window set, cases handed out, closed, their result files fetched by those who send
//! them.

use std::io::Read;

use axum::http::StatusCode;
use model::Queue;
use serde_json::{Value, json};
use store::cases::{NewRelation, RelationKind};
use store::{Institution, Role};

use crate::world::{BRANCH, MONTH, Somebody, World, entry};

const OK: StatusCode = StatusCode::OK;
const DONE: StatusCode = StatusCode::NO_CONTENT;

async fn status(world: &World, who: &Somebody, to: (&str, &str), body: Value) -> u16 {
    world.api(who, to, Some(body)).await.0.as_u16()
}

#[tokio::test]
async fn a_month_is_opened_with_its_window() {
    let world = World::with(Queue::Staff).await;
    let centre = world.account("centre", Role::Headquarters, None).await;
    let branch = world.account_at("branch", Role::Headquarters, None, Some("47")).await;
    let staff = world.account("staff", Role::Staff, None).await;
    let august = |intake: Value| json!({ "branch": BRANCH, "month": "202408", "intake": intake });
    let to = ("POST", "/months");
    let window = json!({ "first": "2024-08-05", "last": "2024-08-10" });
    assert_eq!(status(&world, &staff, to, august(window.clone())).await, 403);
    assert_eq!(status(&world, &branch, to, august(window.clone())).await, 404, "another branch");
    for wrong in [
        august(json!({ "first": "2024-02-30" })),
        august(json!({ "first": "20240805" })),
        august(json!({ "first": "2024-08-10", "last": "2024-08-05" })),
        json!({ "branch": "99", "month": "202408" }),
        json!({ "branch": BRANCH, "month": "202413" }),
        json!({ "branch": BRANCH, "month": "202408", "until": "x" }),
    ] {
        assert_eq!(status(&world, &centre, to, wrong.clone()).await, 400, "{wrong}");
    }
    assert_eq!(world.api(&centre, to, Some(august(window.clone()))).await.0, DONE);
    let (code, why) = world.api(&centre, to, Some(august(window.clone()))).await;
    assert_eq!(code, StatusCode::CONFLICT);
    assert!(why["detail"].as_str().unwrap().contains("もうあります"), "{why}");
    let told = async || {
        let months = world.api(&staff, ("GET", "/months"), None).await.1;
        months["months"].as_array().unwrap().iter().find(|one| one["month"] == "202408").unwrap().clone()
    };
    assert_eq!(told().await["intake"], window);
    let path = format!("/months/{BRANCH}/202408/intake");
    let open = json!({ "first": null, "last": "2024-08-12" });
    assert_eq!(status(&world, &staff, ("PUT", &path), open.clone()).await, 403);
    assert_eq!(world.api(&centre, ("PUT", &path), Some(open.clone())).await.0, DONE);
    assert_eq!(told().await["intake"], open);
    let none = format!("/months/{BRANCH}/209901/intake");
    assert_eq!(status(&world, &centre, ("PUT", &none), json!({})).await, 404);
    let trail = world.acts_on(&format!("month/{BRANCH}/202408")).await;
    assert_eq!(trail, ["month.intake", "month.open"]);
}

#[tokio::test]
async fn cases_are_handed_out_in_bulk() {
    let world = World::with(Queue::Staff).await;
    let staff = world.account("staff", Role::Staff, None).await;
    let more = world.account("more", Role::Staff, None).await;
    let admin = world.account("admin", Role::Administrator, None).await;
    let elsewhere = world.account_at("elsewhere", Role::Staff, None, Some("47")).await;
    let list = format!("/assign?branch={BRANCH}&month={MONTH}");
    assert_eq!(world.api(&elsewhere, ("GET", &list), None).await.0, StatusCode::NOT_FOUND);
    let (_, listed) = world.api(&admin, ("GET", &list), None).await;
    let lines = listed["cases"].as_array().unwrap();
    assert_eq!((lines.len(), listed["next"].is_null()), (2, true));
    let people: Vec<&str> =
        listed["people"].as_array().unwrap().iter().map(|one| one["to"]["id"].as_str().unwrap()).collect();
    assert!(people.contains(&more.id.as_str()) && !people.contains(&elsewhere.id.as_str()), "{people:?}");
    let seen: Vec<Value> =
        lines.iter().map(|one| json!({ "id": one["id"], "version": one["version"] })).collect();
    let give = |cases: Value, text: &str| json!({ "branch": BRANCH, "month": MONTH, "cases": cases, "seat": "staff", "to": more.id, "text": text });
    let to = ("POST", "/assign");
    for (wrong, expected) in [
        (give(json!([]), ""), 400),
        (give(json!(seen), &"長".repeat(2001)), 400),
        (give(json!(vec![seen[0].clone(); 1001]), ""), 400),
        (give(json!([seen[0], { "id": "elsewhere", "version": 0 }]), ""), 404),
    ] {
        assert_eq!(status(&world, &admin, to, wrong).await, expected);
    }
    assert!(world.app.store().given(BRANCH, MONTH).await.unwrap().is_empty(), "all or none");
    let (code, came) = world.api(&admin, to, Some(give(json!(seen), "急ぎ"))).await;
    assert_eq!((code, came["given"].as_u64(), came["left"].as_u64()), (OK, Some(2), Some(0)));
    let (_, came) = world.api(&admin, to, Some(give(json!(seen), ""))).await;
    assert_eq!((came["given"].as_u64(), came["stale"].as_u64()), (Some(0), Some(2)), "as it was seen before");
    let of_none = json!({ "branch": BRANCH, "month": MONTH, "cases": [{ "id": seen[0]["id"], "version": 1 }], "seat": "staff", "to": elsewhere.id });
    let (_, came) = world.api(&admin, to, Some(of_none)).await;
    assert_eq!(
        (came["refused"][0]["refusal"].as_str(), came["refused"][0]["cases"].as_u64()),
        (Some("receiver"), Some(1))
    );
    for id in &world.ids {
        let free = json!({ "version": 1, "act": { "kind": "free", "seat": "staff" } });
        assert_eq!(world.api(&staff, ("POST", &format!("/cases/{id}/acts")), Some(free)).await.0, OK);
    }
    let level = json!({ "branch": BRANCH, "month": MONTH, "seat": "staff" });
    let (_, came) = world.api(&staff, ("POST", "/assign/level"), Some(level)).await;
    assert_eq!((came["given"].as_u64(), came["left"].as_u64()), (Some(2), Some(0)));
    let (_, listed) = world.api(&staff, ("GET", &format!("{list}&ungiven=true")), None).await;
    assert!(listed["cases"].as_array().unwrap().is_empty(), "all are given");
    let trail = world.acts_on(&format!("month/{BRANCH}/{MONTH}")).await;
    assert_eq!(trail.iter().filter(|act| *act == "case.list").count(), 2, "each list is a look");
}

/// The names in a zip, and its summary.
fn opened(bytes: &[u8]) -> (Vec<String>, Value) {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes.to_vec())).unwrap();
    let names = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut text = String::new();
    zip.by_name("summary.json").unwrap().read_to_string(&mut text).unwrap();
    (names, serde_json::from_str(&text).unwrap())
}

#[tokio::test]
async fn result_files_are_fetched_by_those_who_send_them() {
    let world = World::with(Queue::Staff).await;
    let staff = world.account("staff", Role::Staff, None).await;
    let centre = world.account("centre", Role::Headquarters, None).await;
    let admin = world.account("admin", Role::Administrator, None).await;
    let elsewhere = world.account_at("elsewhere", Role::Staff, None, Some("47")).await;
    let page = format!("/months/{BRANCH}/{MONTH}/results");
    let (api, draft) = (format!("/api/v1{page}"), format!("/api/v1{page}?draft=true"));
    for (who, expected) in [(&admin, 403), (&elsewhere, 404), (&staff, 409)] {
        assert_eq!(world.fetch(who, &api).await.0.as_u16(), expected, "{}", who.login);
    }
    assert_eq!(world.fetch(&staff, &draft).await.0, StatusCode::CONFLICT, "nothing is settled");
    let ids = world.ids.clone();
    world.claims(&staff, &ids[0], 0).await;
    world.decides(&staff, &ids[0], 1, ("return", "199999", "")).await;
    let (code, headers, bytes) = world.fetch(&staff, &draft).await;
    assert_eq!((code, headers["shinsa-waiting"].as_bytes()), (OK, b"1".as_slice()));
    let named = headers["content-disposition"].to_str().unwrap();
    assert!(named.contains("results-13-202407-draft.zip"), "{named}");
    let (names, summary) = opened(&bytes);
    assert!(names.iter().any(|name| name.contains("RIhenr")), "{names:?}");
    assert_eq!((summary["settled"].as_u64(), summary["closed"].as_bool()), (Some(1), Some(false)));
    world.claims(&staff, &ids[1], 0).await;
    let (_, points) = world.assessable(&ids[1]).await;
    world.decides(&staff, &ids[1], 1, ("assess", "B", "0")).await;
    assert!(points > 0);
    let close = format!("/months/{BRANCH}/{MONTH}/close");
    assert_eq!(world.api(&centre, ("POST", &close), None).await.0, DONE);
    let by_page = world.fetch(&staff, &page).await;
    let by_api = world.fetch(&centre, &api).await;
    assert_eq!((by_page.0, by_api.0), (OK, OK));
    let ((own, summary), (others, _)) = (opened(&by_page.2), opened(&by_api.2));
    assert_eq!(own, others);
    assert!(own.iter().any(|name| name.contains("RIzogn")) && own.iter().any(|name| name.contains("RIhenr")));
    assert_eq!((summary["whole"].as_bool(), summary["waiting"].as_u64()), (Some(true), Some(0)), "{summary}");
    let subject = format!("month/{BRANCH}/{MONTH}");
    let rows = world.app.store().audit_rows(&subject, None, 100).await.unwrap();
    let fetched: Vec<_> = rows.iter().filter(|row| row.entry.act == "month.results").collect();
    assert_eq!(fetched.len(), 3, "each is a look");
    assert!(fetched.iter().all(|row| row.entry.purpose == "審査結果の通知"));
    // What is of an institution with a relation is not theirs to see, in any form.
    let institution = Institution::new(world.case(&ids[0]).await.case.institution()).unwrap();
    let kind = RelationKind::Declared;
    let new = NewRelation { account: &staff.id, institution: &institution, kind, holds: (0, i64::MAX) };
    world.app.store().declare_relation(new, &entry(&staff), world.app.now()).await.unwrap();
    let (code, why) = world.api(&staff, ("GET", &page), None).await;
    assert_eq!((code, why["refusal"].as_str()), (StatusCode::CONFLICT, Some("conflict-of-interest")));
    assert!(world.acts_on(&subject).await.contains(&"month.results-refused".to_owned()));
}
