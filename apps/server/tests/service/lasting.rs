//! What is kept ends by itself: claims, sessions and attempts are deleted when they are due.

use store::sessions::{Lasts, SecondFactor};
use store::uploads::{NewUpload, State};
use store::{Institution, Now, Role};

use crate::history::keep_trials;
use crate::running::Service;
use crate::shapes::behind;

#[test]
fn what_is_due_is_deleted_and_the_rest_stays() {
    let service = Service::start(|_| ());
    let id = service.account("clinic", Role::Clinic, Some("131234567"));
    let institution = Institution::new("131234567").unwrap();
    let (store, now) = (service.app.store(), service.app.now());
    service.runtime.block_on(async {
        let upload = async |delete_after| {
            let new = NewUpload {
                institution: &institution,
                made_by: &id,
                file_name: "a.UKE",
                revision: "r",
                delete_after,
                claims: b"IR,1",
                head: b"{}",
                receipts: &[],
                dispositions: &[],
                audit: None,
            };
            store.write_upload(&new, None, Now(now.0 - 100)).await.unwrap().id().to_owned()
        };
        let (old, new) = (upload(now.0 - 1).await, upload(now.0 + 1_000).await);
        for absolute in [-1, 3_600] {
            let lasts = Lasts { idle: 600, absolute };
            store.open_session(&id, SecondFactor::NotAsked, lasts, None, now).await.unwrap();
        }
        server::chores::delete_once(&service.app, now).await.unwrap();
        let state = async |id: &str| store.upload(&institution, id).await.unwrap().unwrap().state;
        assert_eq!((state(&old).await, state(&new).await), (State::Purged, State::Kept));
        let rows = store.statistics().await.unwrap().rows;
        let sessions = rows.iter().find(|(table, _)| *table == "sessions").unwrap().1;
        assert_eq!(sessions, 1);
    });
}

#[test]
fn what_cannot_be_deleted_keeps_nothing_else() {
    let home = tempfile::tempdir().unwrap();
    let own = home.path().to_owned();
    let service = Service::start(|settings| settings.home = Some(own));
    let id = service.account("clinic", Role::Clinic, Some("131234567"));
    let institution = Institution::new("131234567").unwrap();
    let (store, now) = (service.app.store(), service.app.now());
    keep_trials(&service, "131234567", b"IR,1", 1);
    let lasts = Lasts { idle: 600, absolute: 3_600 };
    service.runtime.block_on(store.open_session(&id, SecondFactor::NotAsked, lasts, None, now)).unwrap();
    // The claims of cases cannot be looked for.
    behind(&service, "ALTER TABLE months RENAME TO months_away");
    let deleted = service.runtime.block_on(server::chores::delete_once(&service.app, Now(now.0 + 100_000)));
    assert!(deleted.is_err(), "it is told");
    behind(&service, "ALTER TABLE months_away RENAME TO months");
    assert!(service.runtime.block_on(store.kept_ids(&institution)).unwrap().is_empty());
    let rows = service.runtime.block_on(store.statistics()).unwrap().rows;
    assert_eq!(rows.iter().find(|(table, _)| *table == "sessions").unwrap().1, 0);
}
