//! The audit trail: only added to, and every change of it is told.

use sqlx::Connection;
use store::audit::{Entry, Verdict};
use store::{Now, Place};

use crate::places::{each, each_lasting};

pub fn entry(subject: &str) -> Entry {
    Entry {
        actor: "account/a".to_owned(),
        role: "clinic".to_owned(),
        act: "upload.read".to_owned(),
        subject: subject.to_owned(),
        purpose: "点検".to_owned(),
        detail: String::new(),
    }
}

#[test]
fn rows_follow_each_other() {
    each(async |store| {
        assert!(matches!(store.verify_audit().await.unwrap(), Verdict::Whole { rows: 0, .. }));
        for at in 1..=5 {
            assert_eq!(store.audit(&entry(&format!("upload/{}", at % 2)), Now(at)).await.unwrap(), at);
        }
        assert!(matches!(store.verify_audit().await.unwrap(), Verdict::Whole { rows: 5, .. }));
        let rows = store.audit_rows("upload/1", None, 2).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.seq).collect::<Vec<_>>(), [5, 3]);
        assert_eq!(store.audit_rows("", Some(3), 10).await.unwrap().len(), 2);
    });
}

#[test]
fn many_at_once_make_one_chain() {
    each(async |store| {
        let mut tasks = tokio::task::JoinSet::new();
        for at in 0..40 {
            let store = store.clone();
            tasks.spawn(async move { store.audit(&entry("upload/x"), Now(at)).await.unwrap() });
        }
        let mut numbers = tasks.join_all().await;
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=40).collect::<Vec<_>>());
        assert!(matches!(store.verify_audit().await.unwrap(), Verdict::Whole { rows: 40, .. }));
    });
}

/// Runs a statement behind the store's back.
async fn behind(place: &Place, statement: &'static str) -> Result<(), sqlx::Error> {
    match place {
        Place::Url(url) => {
            let mut connection = sqlx::PgConnection::connect(url).await?;
            sqlx::raw_sql(statement).execute(&mut connection).await?;
        }
        Place::File(file) => {
            let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file);
            let mut connection = sqlx::SqliteConnection::connect_with(&options).await?;
            sqlx::raw_sql(statement).execute(&mut connection).await?;
        }
        Place::Memory => unreachable!("a memory has no back"),
    }
    Ok(())
}

#[test]
fn the_database_refuses_to_change_or_delete_rows() {
    each_lasting(async |given| {
        let store = given.open().await;
        store.audit(&entry("upload/x"), Now(1)).await.unwrap();
        for statement in ["UPDATE audit SET actor = 'b'", "DELETE FROM audit"] {
            let error = behind(&given.place, statement).await.unwrap_err();
            assert!(error.to_string().contains("append-only"), "{error}");
        }
        assert!(matches!(store.verify_audit().await.unwrap(), Verdict::Whole { rows: 1, .. }));
        store.close().await;
    });
}

#[test]
fn whoever_gets_past_the_refusal_is_told() {
    let changes: [(&str, i64); 6] = [
        ("UPDATE audit SET actor = 'b' WHERE seq = 3", 3),
        ("UPDATE audit SET at = 99 WHERE seq = 1", 1),
        ("DELETE FROM audit WHERE seq = 2", 2),
        ("DELETE FROM audit WHERE seq = 5", 5),
        ("UPDATE audit SET seq = 9 WHERE seq = 4", 4),
        ("UPDATE audit_head SET hash = before FROM audit WHERE audit.seq = 5", 5),
    ];
    for (change, broken) in changes {
        each_lasting(async |given| {
            let store = given.open().await;
            for at in 1..=5 {
                store.audit(&entry("upload/x"), Now(at)).await.unwrap();
            }
            let open = match given.place {
                Place::Url(_) => "ALTER TABLE audit DISABLE TRIGGER audit_no_change",
                _ => "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete",
            };
            behind(&given.place, open).await.unwrap();
            behind(&given.place, change).await.unwrap();
            assert_eq!(store.verify_audit().await.unwrap(), Verdict::Broken { seq: broken }, "{change}");
            store.close().await;
        });
    }
}
