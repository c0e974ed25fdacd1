//! Lists of what came back: kept once each, sealed, of one institution, deleted by it alone.

use store::audit::Verdict;
use store::returned::NewReturned;
use store::{Institution, Now, Problem, Store};

use crate::audit::entry;
use crate::places::each;
use crate::uploads::own;

fn new<'a>(institution: &'a Institution, digest: u8, said: &'a [u8]) -> NewReturned<'a> {
    NewReturned {
        institution,
        made_by: "account/a",
        kind: "henr",
        month: 2024_06 + i64::from(digest),
        digest: [digest; 32],
        receipts: 3,
        file_name: "山田クリニック.csv",
        said,
    }
}

/// Keeps a list.
pub async fn put(store: &Store, digest: u8) -> String {
    let said = format!("said {digest}").into_bytes();
    store.keep_returned(&new(&own(), digest, &said), &entry(""), Now(5)).await.unwrap()
}

#[test]
fn a_list_is_kept_once_for_its_institution_until_it_is_deleted() {
    each(async |store| {
        let other = Institution::new("137654321").unwrap();
        let (first, second) = (put(&store, 1).await, put(&store, 2).await);
        let (own, entry) = (own(), entry(""));
        let twice = store.keep_returned(&new(&own, 1, b"x"), &entry, Now(6)).await.unwrap_err();
        assert_eq!(twice.problem(), Problem::Taken);
        store.keep_returned(&new(&other, 1, b"x"), &entry, Now(6)).await.unwrap();
        let all = store.returned(&own).await.unwrap();
        let ids: Vec<&str> = all.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids, [&second, &first], "the newest month first");
        assert_eq!(
            (all[1].file_name.as_str(), all[1].said.as_slice()),
            ("山田クリニック.csv", &b"said 1"[..])
        );
        let not_own = store.delete_returned(&other, &first, &entry, Now(7)).await.unwrap_err();
        assert_eq!(not_own.problem(), Problem::Missing);
        store.delete_returned(&own, &first, &entry, Now(7)).await.unwrap();
        assert_eq!(store.returned(&own).await.unwrap().len(), 1);
        put(&store, 1).await;
        assert!(matches!(store.verify_audit().await.unwrap(), Verdict::Whole { rows: 5, .. }));
    });
}
