//! The same work by programs of people: the same roles, refusals and rows of the trail as on the pages.

use axum::http::StatusCode;
use model::Queue;
use serde_json::{Value, json};
use store::cases::{NewRelation, RelationKind};
use store::{Institution, Role, Side};

use crate::world::{BRANCH, MONTH, Somebody, World, entry};

const OK: StatusCode = StatusCode::OK;

async fn acts(world: &World, who: &Somebody, id: &str, version: u32, act: Value) -> (StatusCode, Value) {
    let body = json!({ "version": version, "act": act });
    world.api(who, ("POST", &format!("/cases/{id}/acts")), Some(body)).await
}

/// The same of every line in question.
async fn all_lines(world: &World, id: &str, line: Value) -> Value {
    let lines = world.case(id).await.case.lines().clone();
    let line = |number: &u32| {
        let mut line = line.clone();
        line["line"] = json!(number);
        line
    };
    json!({ "kind": "decide", "lines": lines.iter().map(line).collect::<Vec<_>>() })
}

#[tokio::test]
async fn a_case_is_listed_taken_split_and_arbitrated() {
    let world = World::with(Queue::Priority).await;
    let providers = world.account("providers", Role::Reviewer, Some(Side::Providers)).await;
    let insurers = world.account("insurers", Role::Reviewer, Some(Side::Insurers)).await;
    let arbiter = world.account("arbiter", Role::Arbiter, Some(Side::Learned)).await;
    let (status, session) = world.api(&providers, ("GET", "/session"), None).await;
    assert_eq!((status, session["seat"].as_str()), (OK, Some("providers")));
    let (status, list) = world.api(&providers, ("GET", "/cases?queue=priority"), None).await;
    assert_eq!((status, list["cases"].as_array().unwrap().len()), (OK, 2));
    assert_eq!((list["branch"].as_str(), list["month"].as_str()), (Some(BRANCH), Some(MONTH)));
    assert_eq!(list["queues"]["priority"]["open"], 2);
    let next = json!({ "branch": BRANCH, "month": MONTH });
    let (status, taken) = world.api(&providers, ("POST", "/cases/next"), Some(next)).await;
    let id = taken["case"].as_str().unwrap().to_owned();
    assert_eq!((status, world.case(&id).await.case.holder()), (OK, Some(providers.id.as_str())));
    let (status, case) = world.api(&providers, ("GET", &format!("/cases/{id}")), None).await;
    assert_eq!(
        (status, case["version"].as_u64(), case["may"]["decide"].as_bool()),
        (OK, Some(1), Some(true))
    );
    assert!(case["may"]["refusal"].is_null(), "they have it to decide");
    assert!(case["sheet"]["title"].as_str().unwrap().contains("診療報酬明細書"));
    assert!(case["sheet"].to_string().contains("＊＊＊") && case["numbers"] == false);
    let asked: Vec<u64> =
        case["lines"].as_array().unwrap().iter().map(|line| line["line"].as_u64().unwrap()).collect();
    assert_eq!(asked.len(), world.case(&id).await.case.lines().len());
    let as_claimed = all_lines(&world, &id, json!({ "verdict": "as-claimed" })).await;
    let (status, stands) = acts(&world, &providers, &id, 1, as_claimed).await;
    assert_eq!((status, stands["state"].as_str(), stands["version"].as_u64()), (OK, Some("open"), Some(2)));
    assert_eq!(acts(&world, &insurers, &id, 2, json!({ "kind": "claim" })).await.0, OK);
    let returned = json!({ "verdict": "return", "reason": "199999", "text": "本文" });
    let returned = all_lines(&world, &id, returned).await;
    let (status, stands) = acts(&world, &insurers, &id, 3, returned.clone()).await;
    assert_eq!((status, stands["queue"].as_str()), (OK, Some("arbiter")), "the sides part");
    assert_eq!(acts(&world, &arbiter, &id, 4, json!({ "kind": "claim" })).await.0, OK);
    let (_, case) = world.api(&arbiter, ("GET", &format!("/cases/{id}")), None).await;
    assert_eq!(case["done"][3]["lines"][0]["reason"], "199999", "what the sides said");
    let (status, stands) = acts(&world, &arbiter, &id, 5, returned).await;
    assert_eq!((status, stands["state"].as_str()), (OK, Some("settled")));
    // The trail reads as if the pages had been used.
    let by_pages = World::with(Queue::Priority).await;
    let one = by_pages.account("providers", Role::Reviewer, Some(Side::Providers)).await;
    let own = by_pages.ids[0].clone();
    by_pages.get(&one, "/cases").await;
    by_pages.claims(&one, &own, 0).await;
    by_pages.get(&one, &format!("/cases/{own}")).await;
    by_pages.decides(&one, &own, 1, ("as-claimed", "", "")).await;
    let rows = async |world: &World, id: &str, who: &Somebody| {
        let mut all = Vec::new();
        for subject in [format!("case/{id}"), format!("month/{BRANCH}/{MONTH}")] {
            let rows = world.app.store().audit_rows(&subject, None, 100).await.unwrap();
            let own = rows.into_iter().filter(|row| row.entry.actor == who.id);
            all.extend(own.map(|row| (row.entry.act, row.entry.role, row.entry.purpose, row.entry.detail)));
        }
        all
    };
    assert_eq!(rows(&world, &id, &providers).await, rows(&by_pages, &own, &one).await);
}

#[tokio::test]
async fn what_the_pages_refuse_is_refused_with_its_reason() {
    let world = World::with(Queue::Staff).await;
    let id = world.ids[0].clone();
    let staff = world.account("staff", Role::Staff, None).await;
    let other = world.account("other", Role::Staff, None).await;
    let reviewer = world.account("reviewer", Role::Reviewer, Some(Side::Insurers)).await;
    let claim = json!({ "kind": "claim" });
    let body = json!({ "version": 0, "act": claim });
    let path = format!("/cases/{id}/acts");
    for token in ["", "x", other.csrf()] {
        let (status, why) = world.api_with(&staff, token, ("POST", &path), Some(body.clone())).await;
        assert_eq!((status, why["code"].as_str()), (StatusCode::FORBIDDEN, Some("forged")), "{token}");
    }
    let (status, why) = acts(&world, &reviewer, &id, 0, claim.clone()).await;
    assert_eq!((status, why["code"].as_str()), (StatusCode::FORBIDDEN, Some("not-allowed")));
    assert_eq!(acts(&world, &other, &id, 0, claim.clone()).await.0, OK);
    let (status, why) = acts(&world, &staff, &id, 0, claim.clone()).await;
    assert_eq!((status, why["code"].as_str()), (StatusCode::CONFLICT, Some("stale")));
    let (status, why) = acts(&world, &staff, &id, 1, claim).await;
    assert_eq!((status, why["refusal"].as_str()), (StatusCode::CONFLICT, Some("held-by-another")));
    // What cannot be decided like that is told with why, and nothing is settled.
    let (line, claims) = world.assessable(&id).await;
    let lines = world.case(&id).await.case.lines().clone();
    let mut said: Vec<Value> =
        lines.iter().map(|of| json!({ "line": of, "verdict": "as-claimed" })).collect();
    said.retain(|of| of["line"] != json!(line));
    let assess = |points: Value| json!({ "line": line, "verdict": "assess", "points": points, "reason": "B", "text": "本文" });
    for (what, more) in [
        ("more than is claimed", vec![assess(json!(claims))]),
        ("without points", vec![assess(Value::Null)]),
        ("twice", vec![assess(json!(0)), assess(json!(0))]),
        ("a reason of what stays", vec![json!({ "line": line, "verdict": "as-claimed", "reason": "B" })]),
        ("a line of another receipt", vec![assess(json!(0)), json!({ "line": 1, "verdict": "as-claimed" })]),
        ("without a text", vec![json!({ "line": line, "verdict": "ask" })]),
    ] {
        let lines: Vec<Value> = said.iter().cloned().chain(more).collect();
        let (status, why) = acts(&world, &other, &id, 1, json!({ "kind": "decide", "lines": lines })).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{what}: {why}");
        assert_eq!(why["code"], "decision", "{what}");
    }
    let unknown = acts(&world, &other, &id, 1, json!({ "kind": "decides" })).await;
    assert_eq!((unknown.0, unknown.1["code"].as_str()), (StatusCode::BAD_REQUEST, Some("malformed")));
    let lines: Vec<Value> = said.into_iter().chain([assess(json!(0))]).collect();
    assert_eq!(acts(&world, &other, &id, 1, json!({ "kind": "decide", "lines": lines })).await.0, OK);
    for (path, status) in [
        ("/cases?queue=x", 400),
        ("/cases?state=x", 400),
        ("/cases?whose=x", 400),
        ("/cases?after=x", 400),
        ("/cases?month=13/199901", 404),
        ("/cases?month=13/202407&whose=own", 200),
    ] {
        assert_eq!(world.api(&other, ("GET", path), None).await.0.as_u16(), status, "{path}");
    }
}

#[tokio::test]
async fn a_conflict_covers_all_of_a_case() {
    let world = World::with(Queue::Staff).await;
    let id = world.ids[0].clone();
    let (staff, other) =
        (world.account("staff", Role::Staff, None).await, world.account("other", Role::Staff, None).await);
    let institution = Institution::new(world.case(&id).await.case.institution()).unwrap();
    let kind = RelationKind::Declared;
    let new = NewRelation { account: &staff.id, institution: &institution, kind, holds: (0, i64::MAX) };
    world.app.store().declare_relation(new, &entry(&staff), world.app.now()).await.unwrap();
    world.claims(&other, &id, 0).await;
    let done = world.decides(&other, &id, 1, ("return", "199999", "")).await;
    assert_eq!(done.0, StatusCode::SEE_OTHER);
    let (status, case) = world.api(&staff, ("GET", &format!("/cases/{id}")), None).await;
    assert_eq!((status, case["conflict"].as_bool()), (OK, Some(true)));
    for nothing in ["sheet", "receipt", "reasons"] {
        assert!(case[nothing].is_null(), "{nothing}");
    }
    let whole = case.to_string();
    assert!(!whole.contains("199999") && !whole.contains("本文"), "{whole}");
    assert_eq!(case["done"][1], json!({ "at": case["done"][1]["at"], "act": "decide" }));
    assert!(world.acts_on(&format!("case/{id}")).await.contains(&"case.look-refused".to_owned()));
    let (status, why) = acts(&world, &staff, &id, 2, json!({ "kind": "reopen", "text": "x" })).await;
    assert_eq!((status, why["refusal"].as_str()), (StatusCode::CONFLICT, Some("conflict-of-interest")));
    let decide = all_lines(&world, &id, json!({ "verdict": "as-claimed" })).await;
    assert_eq!(acts(&world, &staff, &id, 2, decide).await.0, StatusCode::FORBIDDEN);
    for path in [format!("/cases/{id}/trace?rule=x"), format!("/cases/{id}/linked/1")] {
        assert_eq!(world.api(&staff, ("GET", &path), None).await.0, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn numbers_are_uncovered_for_a_purpose_by_those_who_have_one() {
    let world = World::with(Queue::Committee).await;
    let id = world.ids[0].clone();
    let staff = world.account("staff", Role::Staff, None).await;
    let reviewer = world.account("reviewer", Role::Reviewer, Some(Side::Insurers)).await;
    let path = format!("/cases/{id}/numbers");
    let purpose = |what: &str| Some(json!({ "purpose": what }));
    assert_eq!(world.api(&reviewer, ("POST", &path), purpose("inquiry")).await.0, StatusCode::FORBIDDEN);
    assert_eq!(world.api(&staff, ("POST", &path), purpose("curiosity")).await.0, StatusCode::BAD_REQUEST);
    let (status, case) = world.api(&staff, ("POST", &path), purpose("inquiry")).await;
    assert_eq!((status, case["numbers"].as_bool()), (OK, Some(true)));
    assert!(!case["sheet"].to_string().contains("＊＊＊"));
    let rows = world.app.store().audit_rows(&format!("case/{id}"), None, 10).await.unwrap();
    let looked = rows.iter().find(|row| row.entry.act == "case.numbers").unwrap();
    assert_eq!(looked.entry.purpose, "医療機関・保険者への照会");
}

#[tokio::test]
async fn a_question_waits_for_its_answer_and_the_month_closes() {
    let world = World::with(Queue::Staff).await;
    let staff = world.account("staff", Role::Staff, None).await;
    let centre = world.account("centre", Role::Headquarters, None).await;
    let close = format!("/months/{BRANCH}/{MONTH}/close");
    for (who, status) in [(&staff, StatusCode::FORBIDDEN), (&centre, StatusCode::CONFLICT)] {
        assert_eq!(world.api(who, ("POST", &close), None).await.0, status, "{}", who.login);
    }
    for id in world.ids.clone() {
        assert_eq!(acts(&world, &staff, &id, 0, json!({ "kind": "claim" })).await.0, OK);
        let ask = all_lines(&world, &id, json!({ "verdict": "ask", "text": "照会の本文" })).await;
        let (_, stands) = acts(&world, &staff, &id, 1, ask).await;
        assert_eq!(stands["state"], "asked");
        let blank = acts(&world, &staff, &id, 2, json!({ "kind": "answered", "text": " " })).await;
        assert_eq!(blank.0, StatusCode::UNPROCESSABLE_ENTITY);
        for (version, act) in
            [(2, json!({ "kind": "answered", "text": "回答" })), (3, json!({ "kind": "claim" }))]
        {
            assert_eq!(acts(&world, &staff, &id, version, act).await.0, OK);
        }
        let done = all_lines(&world, &id, json!({ "verdict": "as-claimed" })).await;
        assert_eq!(acts(&world, &staff, &id, 4, done).await.1["state"], "settled");
    }
    let (status, months) = world.api(&staff, ("GET", "/months"), None).await;
    assert_eq!((status, months["months"][0]["settled"].as_i64()), (OK, Some(2)));
    assert_eq!(world.api(&centre, ("POST", &close), None).await.0, StatusCode::NO_CONTENT);
    let (_, months) = world.api(&staff, ("GET", "/months"), None).await;
    assert_eq!(months["months"][0]["state"], "closed");
    let trail = world.acts_on(&format!("month/{BRANCH}/{MONTH}")).await;
    assert_eq!(trail.iter().filter(|act| *act == "month.close").count(), 1);
}
