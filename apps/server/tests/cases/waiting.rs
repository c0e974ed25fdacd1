//! Many cases: the next one is there while one is left, lists go on behind their first page, levelling ends in time.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use model::Queue;
use store::cases::{CaseClaim, CaseFilter, Intake, NewCase, NewRelation, RelationKind};
use store::{Institution, Role, Side};

use crate::world::{BRANCH, MONTH, World, entry};

const FAR: &str = "137654321";

/// So many cases of an institution, each heavier than the one before it.
async fn many(world: &World, of: &str, count: i64, queue: Queue) {
    let new = |receipt: i64| NewCase {
        source: "many".to_owned(),
        file: format!("#{of}"),
        receipt,
        institution: Institution::new(of).unwrap(),
        queue,
        lines: BTreeSet::from([3]),
        points: 10_000_000 + receipt,
        shown: CaseClaim { claim: b"-".to_vec(), found: b"-".to_vec() },
        rules: BTreeSet::new(),
        linked: Vec::new(),
    };
    let cases: Vec<NewCase> = (0..count).map(new).collect();
    world.app.store().open_cases((BRANCH, MONTH), &cases, Intake::Window, world.app.now()).await.unwrap();
}

/// Where somebody is led who asks for the next case.
async fn next(world: &World, who: &crate::world::Somebody) -> String {
    world.post_to(who, "/cases/next", &[("branch", BRANCH), ("month", MONTH)]).await
}

#[tokio::test]
async fn the_next_case_is_found_behind_many_that_are_not_theirs() {
    let world = World::with(Queue::Staff).await;
    many(&world, FAR, 520, Queue::Staff).await;
    let one = world.account("one", Role::Staff, None).await;
    let two = world.account("two", Role::Staff, None).await;
    // The heaviest ones are of an institution with which they have a relation.
    let far = Institution::new(FAR).unwrap();
    let kind = RelationKind::Own;
    let new = NewRelation { account: &one.id, institution: &far, kind, holds: (0, i64::MAX) };
    world.app.store().declare_relation(new, &entry(&one), world.app.now()).await.unwrap();
    let led = next(&world, &one).await;
    assert!(world.ids.iter().any(|id| led == format!("/cases/{id}")), "{led}");
    let left = world.ids.iter().find(|id| led != format!("/cases/{id}")).unwrap();
    // What is given to them by name lies behind more than are looked at, all given to the other one.
    let given = async |id: &str, to: &str| {
        let form = [("act", "assign"), ("version", "0"), ("to", to), ("text", "")];
        assert_eq!(world.post(&two, &format!("/cases/{id}"), &form).await.0, StatusCode::SEE_OTHER);
    };
    given(left, &format!("staff/{}", one.id)).await;
    assert_eq!(next(&world, &one).await, format!("/cases/{left}"));
    let led = next(&world, &one).await;
    assert!(led.contains("none=yes"), "{led}");
    assert!(next(&world, &two).await.starts_with("/cases/"), "of the other one 520 are left");
}

#[tokio::test]
async fn what_is_given_to_others_hides_nothing() {
    let world = World::with(Queue::Staff).await;
    many(&world, FAR, 520, Queue::Staff).await;
    let staff = world.account("staff", Role::Staff, None).await;
    let key = format!("{BRANCH}/{MONTH}");
    // Alone on the seat, everything is given to them, so many at once.
    let form = [("month", key.as_str()), ("seat", "staff")];
    let (status, page) = world.post(&staff, "/assign/level", &form).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("割り当てた事案: 300") && page.contains("222件がまだです"), "{page}");
    let (_, page) = world.get(&staff, &format!("/assign?month={key}&given=none")).await;
    assert_eq!(page.matches("name=\"case\"").count(), 200);
    let link = page.split("href=\"").find(|part| part.contains("after=")).unwrap();
    let link = link.split('"').next().unwrap().replace("&amp;", "&");
    let (_, page) = world.get(&staff, &link).await;
    assert_eq!(page.matches("name=\"case\"").count(), 22, "what is given to nobody, behind the heaviest");
    assert!(page.contains("はじめのページ") && !page.contains("rel=\"next\""));
    let (_, page) = world.post(&staff, "/assign/level", &form).await;
    assert!(page.contains("割り当てた事案: 222") && !page.contains("まだです"), "{page}");
    // Somebody who comes later has none of them, and is told so; then one is put there.
    let late = world.account("late", Role::Staff, None).await;
    assert!(next(&world, &late).await.contains("none=yes"));
    many(&world, "137654322", 1, Queue::Staff).await;
    assert!(!next(&world, &late).await.contains("none=yes"));
}

#[tokio::test]
async fn what_nobody_may_take_is_told_and_does_not_hinder_the_rest() {
    let world = World::with(Queue::Staff).await;
    many(&world, FAR, 310, Queue::Staff).await;
    let staff = world.account("staff", Role::Staff, None).await;
    let far = Institution::new(FAR).unwrap();
    let kind = RelationKind::Own;
    let new = NewRelation { account: &staff.id, institution: &far, kind, holds: (0, i64::MAX) };
    world.app.store().declare_relation(new, &entry(&staff), world.app.now()).await.unwrap();
    let admin = world.account("admin", Role::Administrator, None).await;
    let key = format!("{BRANCH}/{MONTH}");
    let form = [("month", key.as_str()), ("seat", "staff")];
    let (_, page) = world.post(&admin, "/assign/level", &form).await;
    assert!(page.contains("割り当てた事案: 2"), "{page}");
    let (_, page) = world.post(&admin, "/assign/level", &form).await;
    assert!(page.contains("310件には、割り当てられる人がいません"), "{page}");
}

#[tokio::test]
async fn a_side_that_decided_is_not_shown_what_waits_for_the_other() {
    let world = World::with(Queue::Priority).await;
    let providers = world.account("providers", Role::Reviewer, Some(Side::Providers)).await;
    let again = world.account("again", Role::Reviewer, Some(Side::Providers)).await;
    let insurers = world.account("insurers", Role::Reviewer, Some(Side::Insurers)).await;
    for id in &world.ids {
        world.claims(&providers, id, 0).await;
        assert_eq!(world.decides(&providers, id, 1, ("as-claimed", "", "")).await.0, StatusCode::SEE_OTHER);
    }
    assert!(next(&world, &again).await.contains("none=yes"), "their side decided");
    assert!(!next(&world, &insurers).await.contains("none=yes"));
}

#[tokio::test]
async fn reviewers_and_the_arbiter_list_the_queues_that_are_theirs() {
    let world = World::with(Queue::Staff).await;
    many(&world, FAR, 1, Queue::Headquarters).await;
    many(&world, "137654322", 1, Queue::Committee).await;
    let reviewer = world.account("reviewer", Role::Reviewer, Some(Side::Providers)).await;
    let arbiter = world.account("arbiter", Role::Arbiter, Some(Side::Learned)).await;
    let staff = world.account("staff", Role::Staff, None).await;
    for (who, sees) in [(&reviewer, 1), (&arbiter, 0), (&staff, 4)] {
        for query in ["", "?queue=", "?whose=all"] {
            let page = world.get(who, &format!("/cases{query}")).await.1;
            assert_eq!(page.matches("data-goto=\"/cases/").count(), sees, "{} {query}", who.login);
        }
    }
    let page = world.get(&reviewer, "/cases?queue=headquarters").await.1;
    assert!(!page.contains("data-goto=\"/cases/") && !page.contains(FAR));
    assert!(page.contains("value=\"committee\"") && !page.contains("value=\"headquarters\""), "{page}");
    assert!(!page.contains("/cases?month=13%2F202407&amp;queue=staff"), "not even counted");
    let listed = world.app.store().cases(&CaseFilter::default(), None, 10).await.unwrap();
    assert_eq!(listed.len(), 4);
}
