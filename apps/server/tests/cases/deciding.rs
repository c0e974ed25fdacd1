//! What a decision may say: nothing that the official lists cannot, and of each line once.

use axum::http::StatusCode;
use model::Queue;
use store::Role;
use store::cases::{CaseClaim, CaseFilter, Intake, NewCase};

use crate::world::{BRANCH, MONTH, Somebody, World, begun, decided};

const UNPROCESSABLE: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// As claimed but for one line, which may be another one.
async fn assesses(world: &World, who: &Somebody, line: u32, points: &str) -> (StatusCode, String) {
    let id = &world.ids[0];
    let mut form = begun(1);
    let lines = world.case(id).await.case.lines().clone();
    for of in &lines {
        let verdict = if *of == line { "assess" } else { "as-claimed" };
        decided(&mut form, &of.to_string(), (verdict, "B", points));
    }
    if !lines.contains(&line) {
        form.push(("other".to_owned(), line.to_string()));
        decided(&mut form, "other", ("assess", "B", points));
    }
    world.post_form(who, id, &form).await
}

#[tokio::test]
async fn an_assessment_that_no_list_can_say_is_refused_where_it_is_typed() {
    let world = World::with(Queue::Staff).await;
    let id = world.ids[0].clone();
    let staff = world.account("staff", Role::Staff, None).await;
    world.claims(&staff, &id, 0).await;
    let (line, claims) = world.assessable(&id).await;
    for points in [claims, claims + 1, 9_999_999] {
        let (status, page) = assesses(&world, &staff, line, &points.to_string()).await;
        assert_eq!(status, UNPROCESSABLE, "{points} of {claims}");
        assert!(
            page.contains(&format!(
                "{line}行: 増減点連絡書に書けません。査定後の点数が請求の点数より少なくありません"
            )),
            "{points}: {page}"
        );
    }
    let shown = world.app.store().case_claim(&id).await.unwrap();
    let taken: desk::Taken = serde_json::from_slice(&shown.found).unwrap();
    let whole = u32::try_from(taken.receipt.first_line).unwrap();
    let (status, page) = assesses(&world, &staff, whole, "0").await;
    assert_eq!(status, UNPROCESSABLE);
    assert!(page.contains("点数の書かれていない行です"), "{page}");
    assert_eq!(world.case(&id).await.case.state(), caseflow::State::Held, "nothing is settled");
    assert_eq!(assesses(&world, &staff, line, "0").await.0, StatusCode::SEE_OTHER);
    assert_eq!(world.case(&id).await.case.state(), caseflow::State::Settled);
}

#[tokio::test]
async fn another_line_is_not_one_that_is_decided_already() {
    let world = World::with(Queue::Staff).await;
    let id = world.ids[0].clone();
    let staff = world.account("staff", Role::Staff, None).await;
    world.claims(&staff, &id, 0).await;
    let line = world.case(&id).await.case.lines().first().unwrap().to_string();
    let (status, page) = world.decides_other(&staff, &id, 1, &line).await;
    assert_eq!(status, UNPROCESSABLE);
    assert!(page.contains("上で判断する行の番号が入っています"), "{page}");
    assert_eq!(world.case(&id).await.case.state(), caseflow::State::Held);
}

#[tokio::test]
async fn the_form_offers_what_can_be_decided() {
    let world = World::with(Queue::Staff).await;
    let id = world.ids[0].clone();
    let staff = world.account("staff", Role::Staff, None).await;
    world.claims(&staff, &id, 0).await;
    let page = world.get(&staff, &format!("/cases/{id}")).await.1;
    assert!(page.contains("返戻内訳書には初めの50字だけが載ります"));
    let (line, claims) = world.assessable(&id).await;
    for of in world.case(&id).await.case.lines() {
        let offered = page.contains(&format!("id=\"verdict-{of}-assess\""));
        assert!(page.contains(&format!("id=\"verdict-{of}-return\"")));
        if *of == line {
            assert!(offered && page.contains(&format!("max=\"{}\"", claims - 1)), "{page}");
        }
    }
    // Of the receipt as a whole nothing can be assessed.
    let whole = World::with(Queue::Staff).await;
    let new = as_a_whole(&whole).await;
    let staff = whole.account("staff", Role::Staff, None).await;
    whole.claims(&staff, &new, 0).await;
    let page = whole.get(&staff, &format!("/cases/{new}")).await.1;
    assert!(page.contains("レセプト全体") && page.contains("査定できません: "), "{page}");
    let line = whole.case(&new).await.case.lines().first().copied().unwrap();
    assert!(!page.contains(&format!("id=\"verdict-{line}-assess\"")));
}

/// The first receipt once more, as a case of nothing but itself.
async fn as_a_whole(world: &World) -> String {
    let store = world.app.store();
    let shown: CaseClaim = store.case_claim(&world.ids[0]).await.unwrap();
    let taken: desk::Taken = serde_json::from_slice(&shown.found).unwrap();
    let new = NewCase {
        source: "test".to_owned(),
        file: "#whole".to_owned(),
        receipt: 1,
        institution: store::Institution::new(taken.receipt.institution.as_ref().unwrap()).unwrap(),
        queue: Queue::Staff,
        lines: [u32::try_from(taken.receipt.first_line).unwrap()].into(),
        points: 0,
        shown,
        rules: [].into(),
        linked: Vec::new(),
    };
    store.open_cases((BRANCH, MONTH), &[new], Intake::Window, world.app.now()).await.unwrap();
    let listed = store.cases(&CaseFilter::default(), None, 10).await.unwrap();
    listed.into_iter().find(|case| case.file == "#whole").unwrap().id
}
