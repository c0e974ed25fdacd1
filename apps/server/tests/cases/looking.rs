//! What is looked at in a case: numbers of the insured, other claims of the patient, and claims whose time is over.

use axum::http::StatusCode;
use model::Queue;
use store::cases::{CaseFilter, Intake, NewCase, NewLinked, NewRelation, RelationKind};
use store::{Institution, Now, Role, Side};

use crate::world::{BRANCH, MONTH, World, entry};

/// The case whose finding names the other one.
async fn linking(world: &World) -> (String, String) {
    let mut ids = world.ids.clone();
    ids.sort_by_key(|id| id != &world.ids[0]);
    for (at, id) in world.ids.iter().enumerate() {
        if world.case(id).await.file == "#first" {
            return (id.clone(), world.ids[1 - at].clone());
        }
    }
    panic!("the first case is there");
}

#[tokio::test]
async fn numbers_of_the_insured_are_covered_until_somebody_says_what_for() {
    let world = World::with(Queue::Committee).await;
    let id = world.ids[0].clone();
    let shown = world.app.store().case_claim(&id).await.unwrap();
    let claim = encoding_rs::SHIFT_JIS.decode(&shown.claim).0.into_owned();
    let insurer = claim.lines().find(|line| line.starts_with("HO,")).expect("an insurer").to_owned();
    let number = insurer.split(',').nth(3).expect("its number");
    assert!(number.chars().count() > 2, "{number}");
    let staff = world.account("staff", Role::Staff, None).await;
    let reviewer = world.account("reviewer", Role::Reviewer, Some(Side::Insurers)).await;
    for who in [&staff, &reviewer] {
        let page = world.get(who, &format!("/cases/{id}")).await.1;
        assert!(page.contains("＊＊＊") && !page.contains(number), "{}", who.login);
    }
    let path = format!("/cases/{id}/numbers");
    let purpose = [("purpose", "inquiry")];
    assert_eq!(world.post(&reviewer, &path, &purpose).await.0, StatusCode::FORBIDDEN);
    assert_eq!(world.post(&staff, &path, &[("purpose", "curiosity")]).await.0, StatusCode::BAD_REQUEST);
    let (status, page) = world.post(&staff, &path, &purpose).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains(number) && !page.contains("＊＊＊"), "shown");
    let rows = world.app.store().audit_rows(&format!("case/{id}"), None, 10).await.unwrap();
    let looked = rows.iter().find(|row| row.entry.act == "case.numbers").expect("on the trail");
    assert_eq!(looked.entry.purpose, "医療機関・保険者への照会");
}

#[tokio::test]
async fn other_claims_that_findings_name_are_shown_where_they_are_cases() {
    let world = World::with(Queue::Staff).await;
    let (id, other) = linking(&world).await;
    let staff = world.account("staff", Role::Staff, None).await;
    let page = world.get(&staff, &format!("/cases/{id}")).await.1;
    assert!(page.contains("指摘に関わるほかのレセプト"));
    assert!(
        page.contains(&format!("/cases/{id}/linked/1")) && page.contains("手元にありません"),
        "one of two"
    );
    let (status, page) = world.get(&staff, &format!("/cases/{id}/linked/1")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("診療報酬明細書") && page.contains("＊＊＊"));
    assert_eq!(world.acts_on(&format!("case/{other}")).await, ["case.look-linked"]);
    for gone in [0, 2, 3] {
        let path = format!("/cases/{id}/linked/{gone}");
        assert_eq!(world.get(&staff, &path).await.0, StatusCode::NOT_FOUND, "{gone}");
    }
    // A relation with the other institution covers the other claim too.
    let institution = Institution::new(world.case(&other).await.case.institution()).unwrap();
    let related = world.account("related", Role::Staff, None).await;
    let kind = RelationKind::Own;
    let new = NewRelation { account: &related.id, institution: &institution, kind, holds: (0, i64::MAX) };
    world.app.store().declare_relation(new, &entry(&related), world.app.now()).await.unwrap();
    let own = world.case(&id).await.case.institution() == institution.as_str();
    let expected = if own { StatusCode::FORBIDDEN } else { StatusCode::NOT_FOUND };
    assert_eq!(world.get(&related, &format!("/cases/{id}/linked/1")).await.0, expected);
}

/// The first case once more, with the second receipt kept beside it as the claim of April that a finding names.
async fn with_a_copy(world: &World) -> String {
    let store = world.app.store();
    let (first, second) = linking(world).await;
    let (mut shown, mut other) =
        (store.case_claim(&first).await.unwrap(), store.case_claim(&second).await.unwrap());
    let mut taken: desk::Taken = serde_json::from_slice(&shown.found).unwrap();
    taken.files.insert("gone.UKE".to_owned(), "#gone".to_owned());
    shown.found = serde_json::to_vec(&taken).unwrap();
    let mut bare: desk::Taken = serde_json::from_slice(&other.found).unwrap();
    let receipt = i64::try_from(bare.receipt.seq).unwrap();
    bare.receipt.disposition = "assessed".to_owned();
    other.found = serde_json::to_vec(&bare).unwrap();
    let new = NewCase {
        source: "test".to_owned(),
        file: "#third".to_owned(),
        receipt: 1,
        institution: Institution::new(taken.receipt.institution.as_ref().unwrap()).unwrap(),
        queue: Queue::Staff,
        lines: [u32::try_from(taken.receipt.first_line).unwrap()].into(),
        points: 0,
        shown,
        rules: [].into(),
        linked: vec![NewLinked { file: "#gone".to_owned(), receipt, shown: other }],
    };
    store.open_cases((BRANCH, MONTH), &[new], Intake::Window, world.app.now()).await.unwrap();
    let listed = store.cases(&CaseFilter::default(), None, 10).await.unwrap();
    listed.into_iter().find(|case| case.file == "#third").unwrap().id
}

#[tokio::test]
async fn a_linked_claim_that_is_no_case_is_shown_from_the_copy_that_was_kept() {
    let world = World::with(Queue::Staff).await;
    let id = with_a_copy(&world).await;
    let staff = world.account("staff", Role::Staff, None).await;
    let page = world.get(&staff, &format!("/cases/{id}")).await.1;
    assert!(
        page.contains("取り込んだときの写し") && page.contains(&format!("/cases/{id}/linked/2")),
        "{page}"
    );
    assert!(!page.contains("手元にありません"));
    let (status, page) = world.get(&staff, &format!("/cases/{id}/linked/2")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("診療報酬明細書") && page.contains("＊＊＊"), "the numbers stay covered");
    assert!(page.contains("コンピューターの判定: 査定"), "{page}");
    assert!(!page.contains("name=\"act\""), "nothing can be done there");
    assert_eq!(world.acts_on(&format!("case/{id}/linked/2")).await, ["case.look-linked"]);
    let (_, case) = world.api(&staff, ("GET", &format!("/cases/{id}")), None).await;
    let hands: Vec<&str> =
        case["linked"].as_array().unwrap().iter().map(|one| one["at_hand"].as_str().unwrap()).collect();
    assert_eq!(hands, ["case", "copy"]);
    let (status, linked) = world.api(&staff, ("GET", &format!("/cases/{id}/linked/2")), None).await;
    assert_eq!((status, linked["settled"].as_str()), (StatusCode::OK, Some("assessed")));
    assert!(linked["sheet"].to_string().contains("＊＊＊"));
    // Of an institution with a relation nothing of it is shown.
    let institution = Institution::new(world.case(&id).await.case.institution()).unwrap();
    let kind = RelationKind::Own;
    let new = NewRelation { account: &staff.id, institution: &institution, kind, holds: (0, i64::MAX) };
    world.app.store().declare_relation(new, &entry(&staff), world.app.now()).await.unwrap();
    assert_eq!(world.get(&staff, &format!("/cases/{id}/linked/2")).await.0, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn claims_are_deleted_so_many_days_after_the_closing_and_decisions_stay() {
    let world = World::with(Queue::Staff).await;
    let staff = world.account("staff", Role::Staff, None).await;
    let admin = world.account("admin", Role::Administrator, None).await;
    for id in &world.ids {
        world.claims(&staff, id, 0).await;
        assert_eq!(world.decides(&staff, id, 1, ("as-claimed", "", "")).await.0, StatusCode::SEE_OTHER);
    }
    let month = [("branch", crate::world::BRANCH), ("month", crate::world::MONTH)];
    assert_eq!(world.post(&admin, "/months/close", &month).await.0, StatusCode::SEE_OTHER);
    let closed = world.app.now().0;
    let path = format!("/cases/{}", world.ids[0]);
    let days = |count: i64| Now(closed + count * 24 * 60 * 60);
    server::chores::delete_once(&world.app, days(199)).await.unwrap();
    assert!(!world.app.store().case_claim(&world.ids[0]).await.unwrap().claim.is_empty());
    server::chores::delete_once(&world.app, days(201)).await.unwrap();
    // Sessions ended meanwhile too.
    let staff = world.account("later", Role::Staff, None).await;
    let admin = world.account("after", Role::Administrator, None).await;
    let page = world.get(&staff, &path).await.1;
    assert!(page.contains("レセプトは削除されています") && page.contains("請求どおり"), "the decision stays");
    let other = world.get(&staff, &path.replace(&world.ids[0], &world.ids[1])).await.1;
    assert!(!other.contains("診療報酬明細書"));
    assert!(world.get(&admin, "/months").await.1.contains("レセプト削除"));
    let trail = world.acts_on(&format!("month/{}/{}", month[0].1, month[1].1)).await;
    assert_eq!(trail.iter().filter(|act| *act == "case.purge").count(), 1);
}
