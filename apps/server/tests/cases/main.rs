//! Staff, committee, arbiter, headquarters at work: who may what, and a month from its opening to its closing.
#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at a surprise"
)]

mod api;
mod centre;
#[path = "../service/database.rs"]
mod database;
mod deciding;
mod handing;
mod killing;
mod looking;
mod made;
mod months;
mod waiting;
mod world;

use axum::http::StatusCode;
use model::Queue;
use store::cases::{NewRelation, RelationKind};
use store::{Role, Side};
use world::{BRANCH, MONTH, World};

#[tokio::test]
async fn each_role_sees_what_is_its_own() {
    let world = World::with(Queue::Staff).await;
    let case = format!("/cases/{}", world.ids[0]);
    let clinic = world.account("clinic", Role::Clinic, None).await;
    let staff = world.account("staff", Role::Staff, None).await;
    let reviewer = world.account("reviewer", Role::Reviewer, Some(Side::Providers)).await;
    let arbiter = world.account("arbiter", Role::Arbiter, Some(Side::Learned)).await;
    let centre = world.account("centre", Role::Headquarters, None).await;
    let admin = world.account("admin", Role::Administrator, None).await;
    let (yes, no) = (StatusCode::OK, StatusCode::FORBIDDEN);
    for (who, cases, one, months, cards) in [
        (&clinic, no, no, no, no),
        (&staff, yes, yes, yes, yes),
        // A case of the staff's queue is not for the committee.
        (&reviewer, yes, no, no, yes),
        (&arbiter, yes, no, no, yes),
        (&centre, yes, yes, yes, yes),
        (&admin, no, no, yes, yes),
    ] {
        for (path, expected) in [("/cases", cases), (&case, one), ("/months", months), ("/scorecards", cards)]
        {
            assert_eq!(world.get(who, path).await.0, expected, "{} {path}", who.login);
        }
    }
    let other = world.account_at("other", Role::Staff, None, Some("47")).await;
    assert_eq!(world.get(&other, &case).await.0, StatusCode::NOT_FOUND, "another branch");
    let (status, _) = world.post(&staff, "/months/close", &[("branch", BRANCH), ("month", MONTH)]).await;
    assert_eq!(status, no, "staff do not close months");
}

#[tokio::test]
async fn a_split_goes_to_the_arbiter_and_the_month_closes_when_all_is_settled() {
    let world = World::with(Queue::Priority).await;
    let id = world.ids[0].clone();
    let providers = world.account("providers", Role::Reviewer, Some(Side::Providers)).await;
    let insurers = world.account("insurers", Role::Reviewer, Some(Side::Insurers)).await;
    let arbiter = world.account("arbiter", Role::Arbiter, Some(Side::Learned)).await;
    let admin = world.account("admin", Role::Administrator, None).await;
    let close = [("branch", BRANCH), ("month", MONTH)];
    assert_eq!(world.post(&admin, "/months/close", &close).await.0, StatusCode::CONFLICT, "not settled yet");

    let (status, page) = world.get(&providers, &format!("/cases/{id}")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("診療報酬明細書"), "the receipt as on paper");
    world.claims(&providers, &id, 0).await;
    // A reason that the agency does not have, and points that are none.
    let wrong = world.decides(&providers, &id, 1, ("assess", "E", "0")).await;
    assert_eq!(wrong.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.1.contains("増減点事由を選んでください"));
    let elsewhere = world.decides_other(&providers, &id, 1, "1").await;
    assert_eq!(
        elsewhere.0,
        StatusCode::UNPROCESSABLE_ENTITY,
        "the first line of the file is not of this receipt"
    );
    assert_eq!(world.decides(&providers, &id, 1, ("assess", "B", "0")).await.0, StatusCode::SEE_OTHER);
    let same_side =
        world.post(&providers, &format!("/cases/{id}"), &[("act", "claim"), ("version", "2")]).await;
    assert_eq!(same_side.0, StatusCode::CONFLICT);
    assert!(same_side.1.contains("同じ側の判断は済んでいます"));
    world.claims(&insurers, &id, 2).await;
    assert_eq!(world.decides(&insurers, &id, 3, ("as-claimed", "", "")).await.0, StatusCode::SEE_OTHER);
    let file = world.case(&id).await;
    assert_eq!((file.case.queue(), file.case.state()), (Queue::Arbiter, caseflow::State::Open));

    world.claims(&arbiter, &id, 4).await;
    assert_eq!(world.decides(&arbiter, &id, 5, ("return", "199999", "")).await.0, StatusCode::SEE_OTHER);
    let file = world.case(&id).await;
    assert_eq!(file.case.state(), caseflow::State::Settled);
    assert_eq!(file.case.settlement().unwrap().lines.len(), file.case.lines().len());
    let cards = world.get(&arbiter, "/scorecards").await.1;
    assert!(cards.contains("判断が少なく言えない"), "of a few lines nothing is recommended");

    for id in world.ids.iter().skip(1) {
        world.settles(id, [&providers, &insurers]).await;
    }
    assert_eq!(world.post(&admin, "/months/close", &close).await.0, StatusCode::SEE_OTHER);
    let late = world
        .post(&arbiter, &format!("/cases/{id}"), &[("act", "reopen"), ("version", "6"), ("text", "x")])
        .await;
    assert_eq!(late.0, StatusCode::CONFLICT);
    assert!(late.1.contains("この月は締め切られています"));
    let trail = world.acts_on(&format!("case/{id}")).await;
    for act in ["case.look", "case.claim", "case.decide"] {
        assert!(trail.iter().any(|one| one == act), "{act} is on the trail: {trail:?}");
    }
}

#[tokio::test]
async fn nobody_looks_at_a_case_of_an_institution_with_a_relation() {
    let world = World::with(Queue::Staff).await;
    let id = world.ids[0].clone();
    let staff = world.account("staff", Role::Staff, None).await;
    let institution = store::Institution::new(world.case(&id).await.case.institution()).unwrap();
    let store = world.app.store();
    let kind = RelationKind::Declared;
    let declared = NewRelation { account: &staff.id, institution: &institution, kind, holds: (0, i64::MAX) };
    store.declare_relation(declared, &world::entry(&staff), world.app.now()).await.unwrap();
    let (status, page) = world.get(&staff, &format!("/cases/{id}")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("関係を申告した医療機関の事案は扱えません"));
    assert!(!page.contains("診療報酬明細書"), "the receipt is not shown");
    let refused = world.post(&staff, &format!("/cases/{id}"), &[("act", "claim"), ("version", "0")]).await;
    assert_eq!(refused.0, StatusCode::CONFLICT);
    let trace = world.get(&staff, &format!("/cases/{id}/trace?rule=CK-01")).await;
    assert_eq!(trace.0, StatusCode::FORBIDDEN);
    // Nor at what others decided and wrote: only that something was done, and when.
    let other = world.account("other", Role::Staff, None).await;
    world.claims(&other, &id, 0).await;
    assert_eq!(world.decides(&other, &id, 1, ("return", "199999", "")).await.0, StatusCode::SEE_OTHER);
    let page = world.get(&staff, &format!("/cases/{id}")).await.1;
    assert!(page.contains("受け持った") && page.contains("判断した"), "{page}");
    let stale = world.post(&staff, &format!("/cases/{id}"), &[("act", "claim"), ("version", "1")]).await;
    assert_eq!(stale.0, StatusCode::CONFLICT);
    for page in [page, stale.1] {
        for content in ["本文", "199999", "返戻"] {
            assert!(!main_of(&page).contains(content), "{content}: {page}");
        }
    }
    let seen = world.get(&other, &format!("/cases/{id}")).await.1;
    assert!(main_of(&seen).contains("本文") && seen.contains("199999"));
}

/// What stands on a page beside its navigation.
fn main_of(page: &str) -> &str {
    page.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).expect("a main part")
}

#[tokio::test]
async fn who_comes_second_is_told_what_happened() {
    let world = World::with(Queue::Staff).await;
    let id = world.ids[0].clone();
    let one = world.account("one", Role::Staff, None).await;
    let two = world.account("two", Role::Staff, None).await;
    world.claims(&one, &id, 0).await;
    let late = world.post(&two, &format!("/cases/{id}"), &[("act", "claim"), ("version", "0")]).await;
    assert_eq!(late.0, StatusCode::CONFLICT);
    assert!(late.1.contains("あなたの操作は行われていません") && late.1.contains("受け持った"));
    let forged =
        world.post_with(&two, "", &format!("/cases/{id}"), &[("act", "claim"), ("version", "1")]).await;
    assert_eq!(forged.0, StatusCode::FORBIDDEN, "a form without the token of its session");
    // The next case is one of those that are left, and then it is held.
    let (status, _) = world.post(&two, "/cases/next", &[("branch", BRANCH), ("month", MONTH)]).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let held = world.app.store().holdings(BRANCH, MONTH).await.unwrap();
    assert_eq!(held.iter().map(|one| one.cases).collect::<Vec<_>>(), [1, 1]);
}
