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

/// A case of a receipt with an insurer and a public fund of so many points: line 6 is borne by both, the unit of lines 7 and 8 by
/// different ones.
async fn of_two_payers(world: &World, fund: i64) -> String {
    let days = |day: &str| format!("{day}{}", ",".repeat(30));
    let frame = "IR,1,13,1,1000009,,審査医院,202407,00,\r\n";
    let own = [
        "RE,1,1122,202406,模擬　患者,1,19800115,,,,,,,A1,,,,,,,,,,,,,,,,,,,,,,,,".to_owned(),
        "HO,06134019,１２３４,５６７,1,604,,,,,,,,,".to_owned(),
        format!("KO,12131111,1234567,,1,{fund},,,,,,"),
        "SY,8833421,20240410,1,,,01,".to_owned(),
        format!("SI,60,2,160091310,,152,2,,,,,,,{}", days("2")),
        format!("SI,60,1,160091410,,,3,,,,,,,{}", days("3")),
        format!("SI,,2,160091510,,100,3,,,,,,,{}", days("3")),
    ];
    let own: String = own.iter().map(|line| format!("{line}\r\n")).collect();
    let bytes = |text: &str| encoding_rs::SHIFT_JIS.encode(text).0.into_owned();
    let (frame, own) = (bytes(frame), bytes(&own));
    let claim = [frame.as_slice(), own.as_slice()].concat();
    let found = serde_json::json!({
        "run": "r", "agency": 1, "billed": 202407, "lines": 7,
        "receipt": {
            "seq": 1, "number": 1, "institution": "131000009", "month": 202406, "inpatient": false, "department": null,
            "points_claimed": 604, "points_after": null, "payers": [], "disposition": "review", "queue": "staff",
            "defects": [], "findings": [], "not_evaluated": [], "bytes": [frame.len(), claim.len()], "first_line": 2,
            "frame": [0, frame.len()], "digest": ""
        }
    });
    let new = NewCase {
        source: "test".to_owned(),
        file: "#payers".to_owned(),
        receipt: 1,
        institution: store::Institution::new("131000009").unwrap(),
        queue: Queue::Staff,
        lines: [6, 8].into(),
        points: 0,
        shown: CaseClaim { claim, found: serde_json::to_vec(&found).unwrap() },
        rules: [].into(),
        linked: Vec::new(),
    };
    let store = world.app.store();
    store.open_cases((BRANCH, MONTH), &[new], Intake::Window, world.app.now()).await.unwrap();
    let listed = store.cases(&CaseFilter::default(), None, 10).await.unwrap();
    listed.into_iter().find(|case| case.file == "#payers").unwrap().id
}

#[tokio::test]
async fn of_several_payers_the_form_says_who_bears_a_line_or_why_it_cannot_be_assessed() {
    let world = World::with(Queue::Staff).await;
    // Neither with the unit (604) nor without it (304).
    let id = of_two_payers(&world, 500).await;
    let staff = world.account("staff", Role::Staff, None).await;
    world.claims(&staff, &id, 0).await;
    let page = world.get(&staff, &format!("/cases/{id}")).await.1;
    assert!(page.contains("査定した点数は、次の負担者のそれぞれから減ります: "), "{page}");
    assert!(page.contains("id=\"verdict-6-assess\"") && !page.contains("id=\"verdict-8-assess\""));
    assert!(
        page.contains("査定できません: 負担者が複数あり、剤の行の負担区分が"),
        "before anything is decided: {page}"
    );
    let (_, case) = world.api(&staff, ("GET", &format!("/cases/{id}")), None).await;
    assert_eq!(case["lines"][0]["payers"].as_array().unwrap().len(), 2, "{case}");
    assert_eq!(case["lines"][0]["claimed"], 304);
    assert!(case["lines"][1]["claimed"].is_null() && case["lines"][1]["not_assessable"].is_string());
    // Whoever assesses it all the same is told why; to return the other line and to assess this one is taken.
    let mut form = begun(1);
    decided(&mut form, "6", ("as-claimed", "", ""));
    decided(&mut form, "8", ("assess", "B", "0"));
    let (status, page) = world.post_form(&staff, &id, &form).await;
    assert_eq!(status, UNPROCESSABLE);
    assert!(page.contains("8行: 増減点連絡書に書けません。負担者が複数あり"), "{page}");
    let mut form = begun(1);
    decided(&mut form, "6", ("assess", "B", "152"));
    decided(&mut form, "8", ("return", "199999", ""));
    assert_eq!(world.post_form(&staff, &id, &form).await.0, StatusCode::SEE_OTHER);
    assert_eq!(world.case(&id).await.case.state(), caseflow::State::Settled);
}

#[tokio::test]
async fn a_unit_of_several_payers_is_assessed_where_their_totals_tell_whose_it_is() {
    for (fund, bear) in [(604, 2), (304, 1)] {
        let world = World::with(Queue::Staff).await;
        let id = of_two_payers(&world, fund).await;
        let staff = world.account("staff", Role::Staff, None).await;
        world.claims(&staff, &id, 0).await;
        let (_, case) = world.api(&staff, ("GET", &format!("/cases/{id}")), None).await;
        assert_eq!(case["lines"][1]["payers"].as_array().unwrap().len(), bear, "{case}");
        assert_eq!(case["lines"][1]["claimed"], 300);
        let mut form = begun(1);
        decided(&mut form, "6", ("as-claimed", "", ""));
        decided(&mut form, "8", ("assess", "B", "100"));
        assert_eq!(world.post_form(&staff, &id, &form).await.0, StatusCode::SEE_OTHER);
        assert_eq!(world.case(&id).await.case.state(), caseflow::State::Settled);
    }
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
