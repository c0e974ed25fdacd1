//! What headquarters sees of branches and rules: figures of screenings beside what people decided, small numbers left out.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use model::Queue;
use store::cases::Intake;
use store::figures::{Figures, FileFigures, RuleFigures};
use store::{Role, Side};

use crate::world::{BRANCH, MONTH, World};

fn file(receipts: i64, review: i64, rule: [i64; 3]) -> FileFigures {
    let [flagged, assessed, returned] = rule;
    let rule = RuleFigures { flagged, assessed, returned, ..RuleFigures::default() };
    let figures = Figures {
        receipts,
        dispositions: [receipts - review, 0, 0, review, 0],
        queues: [review, 0, 0, 0, 0],
        flagged: review,
        not_evaluated: 4,
        only_not_evaluated: 3,
        rules: BTreeMap::from([("R-1".to_owned(), rule)]),
        open: BTreeMap::from([(("R-2".to_owned(), "マスターがない".to_owned()), 4)]),
        ..Figures::default()
    };
    FileFigures { file: format!("file-{receipts}"), filed: MONTH.to_owned(), figures }
}

/// The row of a table that names something.
fn row(page: &str, name: &str) -> String {
    let rows = page.split("<tr").skip(1).filter_map(|row| row.split("</tr>").next());
    rows.into_iter().find(|row| row.contains(name)).unwrap().to_owned()
}

async fn screened(world: &World) {
    let store = world.app.store();
    for branch in ["01", "27", "47"] {
        store.open_month(branch, MONTH, (0, i64::MAX), None, world.app.now()).await.unwrap();
    }
    for (branch, of) in [
        (BRANCH, file(1000, 50, [0, 300, 0])),
        ("27", file(500, 80, [40, 100, 0])),
        ("47", file(90, 1, [1, 20, 0])),
        ("01", file(9, 1, [0, 1, 0])),
    ] {
        store.take_in((branch, MONTH), (&[], &[of]), Intake::Window, world.app.now()).await.unwrap();
    }
}

#[tokio::test]
async fn branches_that_end_otherwise_are_named_and_few_cases_are_not() {
    let world = World::with(Queue::Staff).await;
    screened(&world).await;
    let centre = world.account("centre", Role::Headquarters, None).await;
    let (status, page) = world.get(&centre, "/differences").await;
    assert_eq!(status, StatusCode::OK);
    let told = row(&page, "R-1");
    assert!(told.contains("41 / 462（8.87%）") && told.contains("大阪") && !told.contains("沖縄"), "{told}");
    let (_, page) = world.get(&centre, "/differences?rule=R-1").await;
    let of = |name: &str| row(&page, name);
    assert!(of("大阪").contains("確かめる") && of("大阪").contains("2,800"), "{}", of("大阪"));
    assert!(of("東京").contains("差なし"), "{}", of("東京"));
    assert!(of("沖縄").contains("少数（支部）"), "{}", of("沖縄"));
    assert!(of("北海道").contains("0 / 1") && !of("北海道").contains('%'), "{}", of("北海道"));
    let nothing = world.get(&centre, "/differences?rule=R-9").await.1;
    assert!(nothing.contains("この月の集計がありません"));
}

#[tokio::test]
async fn shares_are_held_against_their_goals_with_what_could_not_be_evaluated() {
    let world = World::with(Queue::Staff).await;
    let centre = world.account("centre", Role::Headquarters, None).await;
    assert!(world.get(&centre, "/shares").await.1.contains("集計がまだありません"));
    screened(&world).await;
    let (_, page) = world.get(&centre, "/shares").await;
    assert!(page.contains("91.74%") && page.contains("達成"), "finished: 1467 of 1599");
    assert!(page.contains("12件は、指摘がなく") && page.contains("マスターがない"), "what was not evaluated");
    assert!(page.contains("言えません"), "nobody said how many had a finding before");
    let few = row(&page, "北海道");
    assert!(few.contains("少数") && !few.contains('%'), "{few}");
    let (_, own) = world.get(&centre, "/shares?branch=27").await;
    assert!(own.contains("84.00%") && own.contains("未達"), "of Osaka alone");
}

#[tokio::test]
async fn a_scorecard_is_told_by_month_and_branch() {
    let world = World::with(Queue::Priority).await;
    let sides = [
        world.account("providers", Role::Reviewer, Some(Side::Providers)).await,
        world.account("insurers", Role::Reviewer, Some(Side::Insurers)).await,
    ];
    for id in &world.ids {
        world.settles(id, [&sides[0], &sides[1]]).await;
    }
    let centre = world.account("centre", Role::Headquarters, None).await;
    let (_, list) = world.get(&centre, "/scorecards").await;
    let link = list.split("href=\"").find(|part| part.starts_with("/scorecards?rule=")).unwrap();
    let (status, card) = world.get(&centre, link.split('"').next().unwrap()).await;
    assert_eq!(status, StatusCode::OK);
    assert!(card.contains("月ごとの的中率") && card.contains("13 東京"), "{card}");
    assert!(card.contains("判断が少なく言えない"), "two cases tell nothing");
    let admin = world.account("admin", Role::Administrator, None).await;
    let (_, card) = world.get(&admin, "/scorecards?rule=nothing").await;
    assert!(card.contains("まだだれも見ていません") && !card.contains("/cases?rule="), "no seat, no cases");
}
