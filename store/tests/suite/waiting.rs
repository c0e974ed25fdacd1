//! What waits for somebody, and what lists choose: without what is not theirs to take or to see.

use caseflow::{Act, Seat};
use model::Queue;
use store::cases::{Acted, CaseFilter, FIRST, NewCase, NewRelation, RelationKind, Waits, Whose};
use store::{Institution, Now, Store};

use crate::audit::entry;
use crate::cases::{ALWAYS, act, begin, decide, give, member, new_case, person, relation};
use crate::places::each;

/// Who waits for what: the receipts of the cases, in the order in which they are listed.
async fn waits(store: &Store, seat: Seat, whose: Whose<'_>, limit: i64) -> Vec<i64> {
    let of = Waits { branch: "13", month: "202406", seat };
    let lines = store.waiting(of, whose, FIRST, limit, Now(9)).await.unwrap();
    assert!(lines.len() as i64 <= limit);
    let count = store.waiting_count(of, whose, Now(9)).await.unwrap();
    assert!(count >= lines.len() as i64 && (limit < 10 || count == lines.len() as i64), "{count}");
    lines.into_iter().map(|line| line.receipt).collect()
}

#[test]
fn what_waits_for_somebody_leaves_out_what_they_may_not_take() {
    each(async |store| {
        let far = Institution::new("137654321").unwrap();
        let mut cases: Vec<NewCase> = (1..=6).map(|at| new_case(at, Queue::Priority)).collect();
        cases.push(NewCase { institution: far.clone(), ..new_case(9, Queue::Priority) });
        cases.push(new_case(8, Queue::Staff));
        cases.push(new_case(7, Queue::Committee));
        let ids = begin(&store, &cases).await;
        let (one, two) = (member(&store, "one", "13").await, member(&store, "two", "13").await);
        let with = NewRelation { institution: &far, ..relation(&one, RelationKind::Own, ALWAYS) };
        store.declare_relation(with, &entry(""), Now(2)).await.unwrap();
        let staff = person("s", Seat::Staff);
        // 6 is given to the other one, 2 to them; of 5 their side decided, of 4 the other side.
        assert_eq!(act(&store, &ids[5], 0, &staff, give(&two)).await, Acted::Done(1));
        assert_eq!(act(&store, &ids[1], 0, &staff, give(&one)).await, Acted::Done(1));
        for (at, seat) in [(4, Seat::Insurers), (3, Seat::Providers)] {
            let who = person("x", seat);
            act(&store, &ids[at], 0, &who, Act::Claim).await;
            assert_eq!(act(&store, &ids[at], 1, &who, decide(1)).await, Acted::Done(2));
        }
        let (seat, open) = (Seat::Insurers, Whose::Open(&one));
        assert_eq!(waits(&store, seat, open, 10).await, [7, 4, 3, 1]);
        assert_eq!(waits(&store, seat, open, 2).await, [7, 4], "what is left out takes no room");
        assert_eq!(waits(&store, seat, Whose::Given(&one), 10).await, [2]);
        assert_eq!(waits(&store, seat, Whose::Nobody, 10).await, [9, 7, 4, 3, 1]);
        assert_eq!(waits(&store, Seat::Providers, Whose::Nobody, 10).await, [9, 7, 6, 5, 3, 2, 1]);
        assert_eq!(waits(&store, Seat::Staff, Whose::Nobody, 10).await, [8]);
        let of = Waits { branch: "13", month: "202406", seat };
        let given = store.given_waiting(of).await.unwrap();
        let mut given: Vec<(i64, i64)> = given.iter().map(|one| (one.cases, one.points)).collect();
        given.sort_unstable();
        assert_eq!(given, [(1, 200), (1, 600)]);
        // Once the other side decides too it is settled, and nobody's to wait for.
        let last = person("y", Seat::Insurers);
        act(&store, &ids[3], 2, &last, Act::Claim).await;
        act(&store, &ids[3], 3, &last, decide(1)).await;
        assert_eq!(waits(&store, seat, open, 10).await, [7, 3, 1]);
        // Taken back, both look anew.
        act(&store, &ids[3], 4, &last, Act::Reopen { text: "x".to_owned() }).await;
        assert_eq!(waits(&store, seat, open, 10).await, [7, 4, 3, 1]);
    });
}

#[test]
fn a_list_is_of_queues_that_are_seen_and_of_what_is_given_to_nobody() {
    each(async |store| {
        let cases = [
            new_case(1, Queue::Priority),
            new_case(2, Queue::Staff),
            new_case(3, Queue::Committee),
            new_case(4, Queue::Priority),
            new_case(5, Queue::Staff),
        ];
        let ids = begin(&store, &cases).await;
        let one = member(&store, "one", "13").await;
        let staff = person("s", Seat::Staff);
        assert_eq!(act(&store, &ids[0], 0, &staff, give(&one)).await, Acted::Done(1));
        act(&store, &ids[1], 0, &staff, Act::Claim).await;
        act(&store, &ids[1], 1, &staff, decide(1)).await;
        act(&store, &ids[4], 0, &staff, Act::Claim).await;
        // 4 went from both sides to the arbiter.
        for (version, seat, points) in [(0, Seat::Providers, 1), (2, Seat::Insurers, 2)] {
            let who = person(seat.slug(), seat);
            act(&store, &ids[3], version, &who, Act::Claim).await;
            act(&store, &ids[3], version + 1, &who, decide(points)).await;
        }
        let listed = async |filter: CaseFilter| -> Vec<i64> {
            let lines = store.cases(&filter, None, 10).await.unwrap();
            lines.into_iter().map(|line| line.receipt).collect()
        };
        let seen = |seen: &[Queue]| CaseFilter { seen: seen.to_vec(), ..CaseFilter::default() };
        assert_eq!(listed(seen(&[])).await, [5, 4, 3, 2, 1]);
        assert_eq!(listed(seen(&[Queue::Committee, Queue::Priority])).await, [4, 3, 1], "it began there");
        assert_eq!(listed(seen(&[Queue::Arbiter])).await, [4]);
        let other = CaseFilter { queue: "staff".to_owned(), ..seen(&[Queue::Arbiter]) };
        assert_eq!(listed(other).await, [0; 0]);
        let filter = CaseFilter { unsettled: true, ..CaseFilter::default() };
        assert_eq!(listed(filter.clone()).await, [5, 4, 3, 1]);
        assert_eq!(listed(CaseFilter { ungiven: true, ..filter.clone() }).await, [4, 3]);
        // Given to somebody of a side that has decided, it is given to nobody who has still to.
        act(&store, &ids[0], 1, &person(&one, Seat::Insurers), Act::Claim).await;
        act(&store, &ids[0], 2, &person(&one, Seat::Insurers), decide(1)).await;
        assert_eq!(listed(CaseFilter { ungiven: true, ..filter }).await, [4, 3, 1]);
    });
}
