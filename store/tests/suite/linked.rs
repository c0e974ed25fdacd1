//! Other claims that are kept with a case: sealed, shown with it, and deleted with it.

use caseflow::{Act, Seat};
use model::Queue;
use store::cases::{CaseClaim, NewCase, NewLinked};
use store::{Now, Problem};

use crate::audit::entry;
use crate::cases::{act, begin, decide, new_case, person};
use crate::places::each;

/// Another claim of the patient.
pub fn linked(file: &str, receipt: i64) -> NewLinked {
    let shown = CaseClaim { claim: b"earlier claim".to_vec(), found: b"earlier found".to_vec() };
    NewLinked { file: file.to_owned(), receipt, shown }
}

#[test]
fn linked_claims_are_kept_as_long_as_their_case() {
    each(async |store| {
        let with = NewCase { linked: vec![linked("b", 7), linked("a", 2)], ..new_case(1, Queue::Staff) };
        let ids = begin(&store, &[with, new_case(2, Queue::Staff)]).await;
        let kept = store.linked_claims(&ids[0]).await.unwrap();
        assert_eq!(kept, [("b".to_owned(), 7), ("a".to_owned(), 2)]);
        assert!(store.linked_claims(&ids[1]).await.unwrap().is_empty());
        let shown = store.linked_claim(&ids[0], "a", 2).await.unwrap().unwrap();
        let told = (shown.claim.as_slice(), shown.found.as_slice());
        assert_eq!(told, (&b"earlier claim"[..], &b"earlier found"[..]));
        for (case, file, receipt) in [(0, "a", 7), (0, "c", 2), (1, "a", 2)] {
            assert_eq!(store.linked_claim(&ids[case], file, receipt).await.unwrap(), None);
        }
        let staff = person("s", Seat::Staff);
        for id in &ids {
            act(&store, id, 0, &staff, Act::Claim).await;
            act(&store, id, 1, &staff, decide(1)).await;
        }
        store.close_month("13", "202406", &entry(""), Now(100)).await.unwrap();
        store.purge_case_claims(100, &entry(""), Now(200)).await.unwrap();
        assert!(store.linked_claims(&ids[0]).await.unwrap().is_empty());
        assert_eq!(store.linked_claim(&ids[0], "a", 2).await.unwrap(), None);
        assert_eq!(store.case_claim(&ids[0]).await.unwrap_err().problem(), Problem::Purged);
    });
}
