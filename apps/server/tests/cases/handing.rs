//! Cases given by name, relations declared, the intake window: who may, and what is refused.

use axum::http::StatusCode;
use model::Queue;
use store::{Role, Side};

use crate::world::{BRANCH, MONTH, Somebody, World};

const SEE_OTHER: StatusCode = StatusCode::SEE_OTHER;

fn key() -> String {
    format!("{BRANCH}/{MONTH}")
}

async fn gives(world: &World, who: &Somebody, id: &str, version: &str, to: &str) -> (StatusCode, String) {
    let form = [("act", "assign"), ("version", version), ("to", to), ("text", "急ぎ")];
    world.post(who, &format!("/cases/{id}"), &form).await
}

#[tokio::test]
async fn a_case_is_given_by_name_and_handed_on() {
    let world = World::with(Queue::Committee).await;
    let id = world.ids[0].clone();
    let staff = world.account("staff", Role::Staff, None).await;
    let one = world.account("one", Role::Reviewer, Some(Side::Providers)).await;
    let two = world.account("two", Role::Reviewer, Some(Side::Providers)).await;
    let other = world.account("insurer", Role::Reviewer, Some(Side::Insurers)).await;
    let away = world.account_at("away", Role::Reviewer, Some(Side::Providers), Some("47")).await;
    let page = world.get(&staff, &format!("/cases/{id}")).await.1;
    assert!(
        page.contains(&format!("providers/{}", one.id)) && !page.contains(&away.id),
        "offered: those of the branch"
    );
    let refused = gives(&world, &staff, &id, "0", &format!("providers/{}", away.id)).await;
    assert_eq!(refused.0, StatusCode::CONFLICT);
    assert!(refused.1.contains("その人には割り当てられません"));
    let nobody = gives(&world, &staff, &id, "0", "").await;
    assert_eq!(nobody.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(gives(&world, &staff, &id, "0", &format!("providers/{}", one.id)).await.0, SEE_OTHER);
    let taken = world.post(&two, &format!("/cases/{id}"), &[("act", "claim"), ("version", "1")]).await;
    assert!(taken.1.contains("別の担当者に割り当てられています"), "it is for the other one");
    // What was given comes first, whatever levelling says.
    let next = [("branch", BRANCH), ("month", MONTH)];
    assert_eq!(world.post(&one, "/cases/next", &next).await.0, SEE_OTHER);
    assert_eq!(world.case(&id).await.case.holder(), Some(one.id.as_str()));
    let page = world.get(&one, &format!("/cases/{id}")).await.1;
    assert!(
        page.contains(&format!("providers/{}", two.id)) && !page.contains(&other.id),
        "a side hands on to its own"
    );
    let aside = gives(&world, &one, &id, "2", &format!("insurers/{}", other.id)).await;
    assert_eq!(aside.0, StatusCode::CONFLICT);
    assert_eq!(gives(&world, &one, &id, "2", &format!("providers/{}", two.id)).await.0, SEE_OTHER);
    world.claims(&two, &id, 3).await;
    let page = world.get(&staff, &format!("/cases/{id}")).await.1;
    assert!(page.contains("割り当てた") && page.contains("急ぎ"));
    // Of somebody who is away, those who hand out take it.
    assert_eq!(gives(&world, &staff, &id, "4", &format!("providers/{}", one.id)).await.0, SEE_OTHER);
    let free = [("act", "free"), ("version", "5"), ("seat", "providers")];
    assert_eq!(world.post(&one, &format!("/cases/{id}"), &free).await.0, StatusCode::CONFLICT);
    assert_eq!(world.post(&staff, &format!("/cases/{id}"), &free).await.0, SEE_OTHER);
    world.claims(&two, &id, 6).await;
    let rows = world.app.store().audit_rows(&format!("case/{id}"), None, 100).await.unwrap();
    let acts: Vec<(&str, &str)> =
        rows.iter().map(|row| (row.entry.act.as_str(), row.entry.actor.as_str())).collect();
    assert!(
        acts.contains(&("case.assign", staff.id.as_str()))
            && acts.contains(&("case.free", staff.id.as_str()))
    );
    assert!(rows.iter().all(|row| !row.entry.actor.contains('/')), "one form of the actor");
}

#[tokio::test]
async fn chosen_cases_are_handed_out_and_what_waits_is_levelled() {
    let world = World::with(Queue::Staff).await;
    let staff = world.account("staff", Role::Staff, None).await;
    let more = world.account("more", Role::Staff, None).await;
    let reviewer = world.account("reviewer", Role::Reviewer, Some(Side::Providers)).await;
    let admin = world.account("admin", Role::Administrator, None).await;
    let elsewhere = world.account_at("elsewhere", Role::Staff, None, Some("47")).await;
    assert_eq!(world.get(&reviewer, "/assign").await.0, StatusCode::FORBIDDEN);
    let (status, page) = world.get(&admin, "/assign").await;
    assert_eq!(status, StatusCode::OK);
    assert!(!page.contains(&format!("/cases/{}", world.ids[0])), "an administrator sees no case");
    assert_eq!(world.get(&admin, &format!("/cases/{}", world.ids[0])).await.0, StatusCode::FORBIDDEN);
    let key = key();
    let chosen: Vec<String> = world.ids.iter().map(|id| format!("{id}.0")).collect();
    let to = format!("staff/{}", more.id);
    let form = [("month", key.as_str()), ("to", &to), ("case", &chosen[0]), ("case", &chosen[1])];
    assert_eq!(world.post(&elsewhere, "/assign", &form).await.0, StatusCode::NOT_FOUND);
    let (status, page) = world.post(&admin, "/assign", &form).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    assert!(page.contains("割り当てた事案: 2"));
    let (_, page) = world.post(&admin, "/assign", &form).await;
    assert!(
        page.contains("割り当てた事案: 0") && page.contains("ほかの人が操作しました"),
        "by the page of before"
    );
    let given = world.app.store().given(BRANCH, MONTH).await.unwrap();
    assert!(given.len() == 2 && given.iter().all(|one| one.account == more.id));
    for (id, version) in [(&world.ids[0], "1"), (&world.ids[1], "1")] {
        let free = [("act", "free"), ("version", version), ("seat", "staff")];
        assert_eq!(world.post(&staff, &format!("/cases/{id}"), &free).await.0, SEE_OTHER);
    }
    let (status, page) = world.post(&staff, "/assign/level", &[("month", &key), ("seat", "staff")]).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("割り当てた事案: 2"));
    let given = world.app.store().given(BRANCH, MONTH).await.unwrap();
    let mut to: Vec<&str> = given.iter().map(|one| one.account.as_str()).collect();
    to.sort_unstable();
    let mut both = [staff.id.as_str(), more.id.as_str()];
    both.sort_unstable();
    assert_eq!(to, both, "one each");
}

#[tokio::test]
async fn a_relation_is_declared_by_who_has_it_and_withdrawn_by_an_administrator_alone() {
    let world = World::with(Queue::Staff).await;
    let id = world.ids[0].clone();
    let institution = world.case(&id).await.case.institution().to_owned();
    let staff = world.account("staff", Role::Staff, None).await;
    let admin = world.account("admin", Role::Administrator, None).await;
    let clinic = world.account("clinic", Role::Clinic, None).await;
    let typed =
        [("institution", institution.as_str()), ("kind", "family"), ("first", "2020-01-01"), ("last", "")];
    assert_eq!(world.post(&clinic, "/account/relations", &typed).await.0, StatusCode::FORBIDDEN);
    for (name, value) in
        [("institution", "12"), ("kind", "friend"), ("first", "2020-02-31"), ("last", "2019-12-31")]
    {
        let wrong = typed.map(|(of, given)| (of, if of == name { value } else { given }));
        assert_eq!(
            world.post(&staff, "/account/relations", &wrong).await.0,
            StatusCode::BAD_REQUEST,
            "{name}"
        );
    }
    assert_eq!(world.post(&staff, "/account/relations", &typed).await.0, SEE_OTHER);
    let twice = world.post(&staff, "/account/relations", &typed).await;
    assert_eq!(twice.0, StatusCode::CONFLICT);
    assert!(twice.1.contains("同じ医療機関との同じ関係"));
    let page = world.get(&staff, "/account").await.1;
    assert!(page.contains("家族の所属") && page.contains("2020-01-01") && !page.contains("/withdraw"));
    assert!(!world.get(&staff, &format!("/cases/{id}")).await.1.contains("診療報酬明細書"));
    let relation = world.app.store().relations(&staff.id).await.unwrap().remove(0).id;
    let withdraw = format!("/accounts/{}/relations/{relation}/withdraw", staff.id);
    assert_eq!(world.post(&staff, &withdraw, &[]).await.0, StatusCode::FORBIDDEN, "not by who has it");
    assert!(world.get(&admin, &format!("/accounts/{}", staff.id)).await.1.contains(&withdraw));
    assert_eq!(world.post(&admin, &withdraw, &[]).await.0, SEE_OTHER);
    assert!(world.get(&staff, &format!("/cases/{id}")).await.1.contains("診療報酬明細書"));
    let over =
        [("institution", institution.as_str()), ("kind", "own"), ("first", ""), ("last", "2020-12-31")];
    let path = format!("/accounts/{}/relations", staff.id);
    assert_eq!(world.post(&admin, &path, &over).await.0, SEE_OTHER);
    assert!(world.get(&staff, &format!("/cases/{id}")).await.1.contains("診療報酬明細書"), "it is over");
    let acts = world.acts_on(&format!("account/{}", staff.id)).await;
    assert_eq!(acts, ["relation.declare", "relation.withdraw", "relation.declare"]);
}

#[tokio::test]
async fn the_intake_window_is_set_by_headquarters_and_shown() {
    let world = World::with(Queue::Staff).await;
    let staff = world.account("staff", Role::Staff, None).await;
    let centre = world.account("centre", Role::Headquarters, None).await;
    let window = |first: &'static str, last: &'static str| {
        [("branch", BRANCH), ("month", MONTH), ("first", first), ("last", last)]
    };
    let june = window("2024-07-01", "2024-07-10");
    assert_eq!(world.post(&staff, "/months/intake", &june).await.0, StatusCode::FORBIDDEN);
    assert_eq!(world.post(&centre, "/months/intake", &june).await.0, SEE_OTHER);
    let page = world.get(&staff, "/months").await.1;
    assert!(page.contains("2024-07-01 ～ 2024-07-10") && page.contains("受付終了"), "{page}");
    for wrong in [window("2024-07-10", "2024-07-01"), window("x", "")] {
        assert_eq!(world.post(&centre, "/months/intake", &wrong).await.0, StatusCode::BAD_REQUEST);
    }
    assert_eq!(world.post(&centre, "/months/intake", &window("", "")).await.0, SEE_OTHER);
    assert!(world.get(&staff, "/months").await.1.contains("受付中"));
    let acts = world.acts_on(&format!("month/{}", key())).await;
    assert_eq!(acts, ["month.intake", "month.intake"]);
}
