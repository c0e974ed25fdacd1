//! PostgreSQL is killed while people decide: what was acknowledged is there, nothing is there twice, and it goes on.
//!
//! `SHINSA_SERVER_KILLS` makes it more often (CONTRIBUTING.md).

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::http::StatusCode;
use caseflow::{Act, State};
use model::Queue;
use store::Role;
use store::audit::Verdict;

use crate::database;
use crate::world::{Somebody, World};

/// How long somebody tries on after the server is gone.
const PATIENCE: Duration = Duration::from_secs(60);

/// Does what may be done next with a case, again and again: takes it, settles it, takes the decision back.
async fn works(world: &World, who: &Somebody, id: &str, over: &AtomicBool) -> Vec<&'static str> {
    let mut acknowledged = Vec::new();
    let mut version = 0_i64;
    while !over.load(Ordering::Relaxed) {
        let (act, name) = match acknowledged.len() % 3 {
            0 => (world.try_claim(who, id, version).await, "claim"),
            1 => (world.decides_blindly(who, id, version).await, "decide"),
            _ => (world.try_reopen(who, id, version).await, "reopen"),
        };
        match act {
            StatusCode::SEE_OTHER => {
                acknowledged.push(name);
                version += 1;
            }
            // Done, though the answer was lost: the version is another one.
            StatusCode::CONFLICT => {
                acknowledged.push(name);
                version += 1;
            }
            _ => tokio::time::sleep(Duration::from_millis(30)).await,
        }
    }
    acknowledged
}

#[test]
fn decisions_outlive_a_database_that_is_killed() {
    let Some(cluster) = database::cluster() else { return };
    let kills: u32 = std::env::var("SHINSA_SERVER_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(3);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let url = cluster.new_database().await;
        let world = Arc::new(World::on(Some(url), Queue::Staff).await);
        let over = Arc::new(AtomicBool::new(false));
        let mut tasks = Vec::new();
        for (at, id) in world.ids.clone().into_iter().enumerate() {
            let who = world.account(&format!("staff{at}"), Role::Staff, None).await;
            let (world, over) = (Arc::clone(&world), Arc::clone(&over));
            let task = tokio::spawn(async move {
                let acknowledged = works(&world, &who, &id, &over).await;
                (id, acknowledged)
            });
            tasks.push(task);
        }
        for at in 0..kills {
            tokio::time::sleep(Duration::from_millis(300 + 170 * u64::from(at % 4))).await;
            tokio::task::block_in_place(|| {
                cluster.kill();
                cluster.start_again();
            });
        }
        tokio::time::sleep(Duration::from_millis(800)).await;
        over.store(true, Ordering::Relaxed);
        let mut all = 0;
        for task in tasks {
            let (id, acknowledged) = tokio::time::timeout(PATIENCE, task).await.unwrap().unwrap();
            all += acknowledged.len();
            is_as_it_was_told(&world, &id, &acknowledged).await;
        }
        assert!(matches!(world.app.store().verify_audit().await.unwrap(), Verdict::Whole { .. }));
        assert!(all > 0, "something was done");
        eprintln!("{kills} kills: {all} acts acknowledged, all of them there once");
    });
}

/// Every act that was acknowledged is there once, in its order; at most one more, whose answer was lost.
async fn is_as_it_was_told(world: &World, id: &str, acknowledged: &[&str]) {
    let file = world.case(id).await;
    let done: Vec<&str> = file.events.iter().map(|(_, event)| event.act.slug()).collect();
    assert_eq!(done.get(..acknowledged.len()), Some(acknowledged), "of {}", done.len());
    assert!(done.len() <= acknowledged.len() + 1, "{done:?}");
    let trail = world.app.store().audit_rows(&format!("case/{id}"), None, 10_000).await.unwrap();
    let told = trail
        .iter()
        .filter(|row| ["case.claim", "case.decide", "case.reopen"].contains(&row.entry.act.as_str()));
    assert_eq!(told.count(), done.len(), "each act with its row of the trail");
    let settled = matches!(file.events.last(), Some((_, event)) if matches!(event.act, Act::Decide { .. }));
    assert_eq!(file.case.state() == State::Settled, settled);
}
