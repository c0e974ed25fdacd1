//! temporary
use crate::world::World;
use std::net::SocketAddr;
use store::{Role, Side};

#[test]
fn by_hand() {
    if std::env::var("HAND").is_err() {
        return;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let world = World::many().await;
        let app = world.app.clone();
        for (login, role, side) in [
            ("admin", Role::Administrator, None),
            ("staff", Role::Staff, None),
            ("colleague", Role::Staff, None),
            ("providers", Role::Reviewer, Some(Side::Providers)),
            ("insurers", Role::Reviewer, Some(Side::Insurers)),
            ("centre", Role::Headquarters, None),
        ] {
            world.account(login, role, side).await;
        }
        let running = server::Running::new();
        let own = running.clone();
        tokio::spawn(async move {
            let a: SocketAddr = own.address().await.unwrap();
            println!("at {a}");
        });
        server::serve(app, running).await.unwrap();
    });
}
