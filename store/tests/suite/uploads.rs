//! Uploads: sealed, whole, listed by pages, deleted when due.

use store::audit::Verdict;
use store::uploads::{Idempotency, NewUpload, Results, SHEET, State, Written};
use store::{Institution, KeyRing, Now, Problem, Store};

use crate::audit::entry;
use crate::places::{each, each_lasting};

pub fn own() -> Institution {
    Institution::new("131234567").unwrap()
}

pub fn receipts(count: usize) -> Vec<Vec<u8>> {
    (0..count).map(|at| format!("{{\"seq\":{at}}}").into_bytes()).collect()
}

pub async fn put(store: &Store, claims: &[u8], receipts: &[Vec<u8>], now: i64) -> String {
    let own = own();
    let new = NewUpload {
        institution: &own,
        made_by: "account/a",
        file_name: "山田クリニック 6月.UKE",
        revision: "r1",
        delete_after: now + 100,
        claims,
        head: b"{\"defects\":[]}",
        receipts,
        dispositions: &[("pass", 1), ("review", 2)],
        audit: Some(entry("")),
    };
    store.write_upload(&new, None, Now(now)).await.unwrap().id().to_owned()
}

#[test]
fn what_was_written_comes_back_to_the_byte() {
    each(async |store| {
        for (size, count) in [(0, 0), (1, 1), (1 << 20, SHEET), ((1 << 20) * 2 + 1, SHEET * 2 + 1)] {
            let claims: Vec<u8> = (0..size).map(|at| (at % 251) as u8).collect();
            let receipts = receipts(count);
            let id = put(&store, &claims, &receipts, 1_000).await;
            let upload = store.upload(&own(), &id).await.unwrap().unwrap();
            assert_eq!(store.claims(&upload).await.unwrap(), claims);
            assert_eq!(store.upload_receipts(&upload).await.unwrap(), receipts);
            assert_eq!(store.upload_head(&upload).await.unwrap(), b"{\"defects\":[]}");
            assert_eq!(upload.file_name.as_deref(), Some("山田クリニック 6月.UKE"));
            assert_eq!(upload.dispositions, [("pass".to_owned(), 1), ("review".to_owned(), 2)]);
            for (at, receipt) in receipts.iter().enumerate() {
                assert_eq!(store.upload_receipt(&upload, at).await.unwrap(), *receipt);
            }
            let beyond = store.upload_receipt(&upload, count).await.unwrap_err();
            assert_eq!(beyond.problem(), Problem::Missing);
        }
        assert!(matches!(store.verify_audit().await.unwrap(), Verdict::Whole { rows: 4, .. }));
    });
}

#[test]
fn the_ids_of_all_that_is_kept_come_the_newest_first() {
    each(async |store| {
        let mut ids = Vec::new();
        for at in 0..120 {
            ids.push(put(&store, b"IR", &receipts(0), 1_000 + at).await);
        }
        store.delete_upload(&own(), &ids.remove(7), None, Now(2_000)).await.unwrap();
        ids.reverse();
        assert_eq!(store.kept_ids(&own()).await.unwrap(), ids);
        let other = Institution::new("139999999").unwrap();
        assert!(store.kept_ids(&other).await.unwrap().is_empty());
    });
}

#[test]
fn another_institutions_upload_is_as_absent_as_none() {
    each(async |store| {
        let id = put(&store, b"x", &[], 1_000).await;
        let other = Institution::new("137654321").unwrap();
        assert!(store.upload(&other, &id).await.unwrap().is_none());
        assert!(store.uploads(&other, None, 10).await.unwrap().uploads.is_empty());
        assert_eq!(
            store.delete_upload(&other, &id, None, Now(2_000)).await.unwrap_err().problem(),
            Problem::Missing
        );
        assert!(store.any_upload(&id).await.unwrap().is_some());
    });
}

#[test]
fn pages_hold_every_upload_once() {
    each(async |store| {
        let mut made = Vec::new();
        for at in [1, 1, 1, 2, 2, 3, 3] {
            made.push(put(&store, b"x", &[], at).await);
        }
        let (mut seen, mut cursor) = (Vec::new(), None);
        loop {
            let page = store.uploads(&own(), cursor.as_ref(), 2).await.unwrap();
            seen.extend(page.uploads.into_iter().map(|upload| (upload.made, upload.id)));
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        assert!(seen.is_sorted_by(|a, b| a > b), "the newest first");
        let mut ids: Vec<String> = seen.into_iter().map(|(_, id)| id).collect();
        ids.sort();
        made.sort();
        assert_eq!(ids, made);
    });
}

#[test]
fn what_is_due_goes_and_counts_stay() {
    each(async |store| {
        let (old, new) =
            (put(&store, b"old", &receipts(3), 1_000).await, put(&store, b"new", &[], 1_050).await);
        assert_eq!(store.purge_uploads(Now(1_099), 10).await.unwrap().uploads, 0);
        assert_eq!(store.purge_uploads(Now(1_100), 10).await.unwrap().uploads, 1);
        assert_eq!(store.purge_uploads(Now(1_100), 10).await.unwrap().uploads, 0);
        let gone = store.upload(&own(), &old).await.unwrap().unwrap();
        assert_eq!((gone.state, gone.receipts, gone.file_name.clone()), (State::Purged, 3, None));
        assert_eq!(gone.dispositions.len(), 2);
        assert_eq!(store.claims(&gone).await.unwrap_err().problem(), Problem::Purged);
        assert_eq!(store.upload_receipts(&gone).await.unwrap_err().problem(), Problem::Purged);
        let kept = store.upload(&own(), &new).await.unwrap().unwrap();
        assert_eq!(store.claims(&kept).await.unwrap(), b"new");
        store.delete_upload(&own(), &new, None, Now(2_000)).await.unwrap();
        assert_eq!(store.claims(&kept).await.unwrap_err().problem(), Problem::Purged, "deleted meanwhile");
    });
}

#[test]
fn results_take_the_place_of_others_and_the_claims_stay() {
    each(async |store| {
        let id = put(&store, b"claims", &receipts(SHEET * 2), 1_000).await;
        let (now, fewer) = (Now(1_001), receipts(SHEET + 1));
        let results =
            Results { revision: "r2", head: b"{}", receipts: &fewer, dispositions: &[("review", 7)] };
        store.replace_results(&id, &results, &entry("upload/x"), now).await.unwrap();
        let upload = store.upload(&own(), &id).await.unwrap().unwrap();
        assert_eq!((upload.revision.as_str(), upload.receipts, upload.made), ("r2", 65, 1_000));
        assert_eq!(upload.dispositions, [("review".to_owned(), 7)]);
        assert_eq!(store.upload_receipts(&upload).await.unwrap(), fewer);
        assert_eq!(store.upload_receipt(&upload, SHEET).await.unwrap(), fewer[SHEET]);
        assert_eq!(store.upload_head(&upload).await.unwrap(), b"{}");
        assert_eq!(store.claims(&upload).await.unwrap(), b"claims");
        assert!(matches!(store.verify_audit().await.unwrap(), Verdict::Whole { rows: 2, .. }));
        store.delete_upload(&own(), &id, None, Now(2_000)).await.unwrap();
        let late = store.replace_results(&id, &results, &entry("upload/x"), now).await.unwrap_err();
        assert_eq!(late.problem(), Problem::Purged, "nothing comes back that was deleted");
        assert!(matches!(store.verify_audit().await.unwrap(), Verdict::Whole { rows: 2, .. }));
    });
}

async fn put_with_key(store: &Store, key: &str, claims: &[u8], now: i64) -> store::Result<Written> {
    let own = own();
    let new = NewUpload {
        institution: &own,
        made_by: "key/k",
        file_name: "a.UKE",
        revision: "r1",
        delete_after: now + 100,
        claims,
        head: b"",
        receipts: &[],
        dispositions: &[],
        audit: None,
    };
    let idempotency = Idempotency { key, request: *blake3::hash(claims).as_bytes() };
    store.write_upload(&new, Some(idempotency), Now(now)).await
}

#[test]
fn a_repeated_request_does_nothing_twice() {
    each(async |store| {
        let first = put_with_key(&store, "k1", b"a", 1_000).await.unwrap();
        assert!(matches!(first, Written::Made(_)));
        assert_eq!(
            put_with_key(&store, "k1", b"a", 1_001).await.unwrap(),
            Written::Before(first.id().to_owned())
        );
        let other = put_with_key(&store, "k1", b"b", 1_002).await.unwrap_err();
        assert_eq!(other.problem(), Problem::KeyReused);
        assert!(matches!(put_with_key(&store, "k2", b"a", 1_003).await.unwrap(), Written::Made(_)));
        assert_eq!(store.uploads(&own(), None, 10).await.unwrap().uploads.len(), 2);
        assert_eq!(store.purge_uploads(Now(1_000 + 90_000), 10).await.unwrap().keys, 2);
    });
}

#[test]
fn the_same_request_many_times_at_once_makes_one_upload() {
    each(async |store| {
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..12 {
            let store = store.clone();
            tasks.spawn(async move { put_with_key(&store, "k", b"a", 1_000).await.unwrap() });
        }
        let written = tasks.join_all().await;
        assert_eq!(written.iter().filter(|one| matches!(one, Written::Made(_))).count(), 1);
        let first = written.first().unwrap().id();
        assert!(written.iter().all(|one| one.id() == first));
        assert_eq!(store.uploads(&own(), None, 10).await.unwrap().uploads.len(), 1);
    });
}

#[test]
fn nothing_of_the_claims_is_legible_in_the_file() {
    each_lasting(async |given| {
        let store = given.open().await;
        let id = put(&store, b"RE,1,1112,NAME-OF-A-PATIENT", &[b"RESULT-OF-A-RECEIPT".to_vec()], 1_000).await;
        store.close().await;
        if let store::Place::File(file) = &given.place {
            let mut bytes = std::fs::read(file).unwrap();
            bytes.extend(std::fs::read(file.with_extension("db-wal")).unwrap_or_default());
            assert!(bytes.windows(id.len()).any(|w| w == id.as_bytes()), "the id is in the clear");
            for secret in ["NAME-OF-A-PATIENT", "RESULT-OF-A-RECEIPT", "山田クリニック"] {
                assert!(!bytes.windows(secret.len()).any(|w| w == secret.as_bytes()), "{secret}");
            }
        }
        let other = Store::open(&given.place, KeyRing::random().unwrap()).await.unwrap();
        let error = other.upload(&own(), &id).await.unwrap_err();
        assert_eq!(error.problem(), Problem::MissingKey);
        other.close().await;
        let again = given.open().await;
        let upload = again.upload(&own(), &id).await.unwrap().unwrap();
        assert_eq!(again.claims(&upload).await.unwrap(), b"RE,1,1112,NAME-OF-A-PATIENT");
        again.close().await;
    });
}

#[test]
fn a_transaction_that_the_database_ends_itself_does_not_stop_the_next() {
    // As SQLite does when the disk is full: met by hand, on a file system of 16 MiB.
    each_lasting(async |given| {
        let store = given.open().await;
        if let store::Place::Url(_) = given.place {
            return store.close().await;
        }
        let mut connection = crate::backup::behind(&given.place).await;
        let end =
            "CREATE TRIGGER full BEFORE INSERT ON upload_sheets BEGIN SELECT RAISE(ROLLBACK, 'full'); END";
        sqlx::raw_sql(end).execute(&mut connection).await.unwrap();
        let own = own();
        let new = NewUpload {
            institution: &own,
            made_by: "account/a",
            file_name: "a.UKE",
            revision: "r1",
            delete_after: 1,
            claims: b"x",
            head: b"",
            receipts: &receipts(1),
            dispositions: &[],
            audit: Some(entry("")),
        };
        for _ in 0..3 {
            assert!(store.write_upload(&new, None, Now(1)).await.is_err());
        }
        sqlx::raw_sql("DROP TRIGGER full").execute(&mut connection).await.unwrap();
        store.write_upload(&new, None, Now(1)).await.unwrap();
        assert_eq!(store.uploads(&own, None, 10).await.unwrap().uploads.len(), 1, "nothing half");
        assert!(matches!(store.verify_audit().await.unwrap(), Verdict::Whole { rows: 1, .. }));
        store.close().await;
    });
}
