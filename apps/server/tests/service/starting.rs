//! What the service refuses to start as.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use model::Lang;
use review::session::Session;
use server::app::App;
use server::place;
use server::settings::Settings;
use store::accounts::Person;
use store::{Now, Role, Secret};

use crate::running::{BUILT_IN, PASSWORD};

#[test]
fn others_are_served_once_there_is_an_administrator() {
    let home = tempfile::tempdir().unwrap();
    let settings = Settings {
        listen: SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0)),
        allow_plain: true,
        home: Some(home.path().to_owned()),
        ..Settings::default()
    };
    settings.check().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let opened = || runtime.block_on(App::open(settings.clone(), Session::new(Arc::clone(&BUILT_IN)), None));
    let refused = opened().err().unwrap();
    assert!(refused.message(Lang::En).contains("administrator"), "{refused}");
    runtime.block_on(async {
        let store = place::open(&settings).await.unwrap();
        let display = "管理者".to_owned();
        let admin =
            Person { display, role: Role::Administrator, institution: None, branch: None, side: None };
        store.create_account("admin", &admin, Secret::new(PASSWORD), None, Now(1)).await.unwrap();
        store.close().await;
    });
    assert!(opened().is_ok());
    let plain = Settings { allow_plain: false, ..settings.clone() };
    assert!(plain.check().is_err(), "not without TLS");
}

#[test]
fn a_database_elsewhere_in_clear_is_refused() {
    // No such host: whoever tries to connect fails otherwise.
    let settings = Settings {
        database: Some("postgres://shinsa@db.invalid/shinsa?sslmode=prefer".to_owned()),
        ..Settings::default()
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let opened = |settings: &Settings| {
        let opened = App::open(settings.clone(), Session::new(Arc::clone(&BUILT_IN)), None);
        runtime.block_on(opened).err().unwrap().message(Lang::En).to_owned()
    };
    assert!(opened(&settings).contains("sslmode=verify-full"), "{}", opened(&settings));
    let allowed = Settings { allow_plain_database: true, ..settings };
    assert!(opened(&allowed).contains("cannot be opened"), "{}", opened(&allowed));
}
