//! Cases: acts are kept, two people never both win, a closed month stays closed.

use std::collections::{BTreeMap, BTreeSet};

use caseflow::{Act, Decision, Line, Month, Person, Refusal, Seat, State, Verdict};
use model::Queue;
use store::accounts::Person as Who;
use store::audit::Verdict as Chain;
use store::cases::{Acted, CaseClaim, CaseFilter, Closing, Intake, NewCase, NewRelation, RelationKind};
use store::{Institution, Now, Problem, Role, Side, Store};

use crate::accounts::make;
use crate::audit::entry;
use crate::places::each;
use crate::uploads::own;

pub fn new_case(receipt: i64, queue: Queue) -> NewCase {
    NewCase {
        source: "run1".to_owned(),
        file: "1".to_owned(),
        receipt,
        institution: own(),
        queue,
        lines: BTreeSet::from([3]),
        points: 100 * receipt,
        shown: CaseClaim { claim: b"claim".to_vec(), found: b"found".to_vec() },
        rules: BTreeSet::from([("R-1".to_owned(), 3)]),
        linked: Vec::new(),
    }
}

pub async fn begin(store: &Store, cases: &[NewCase]) -> Vec<String> {
    store.open_month("13", "202406", (0, 10), None, Now(1)).await.unwrap();
    store.open_cases(("13", "202406"), cases, Intake::Window, Now(2)).await.unwrap();
    let listed = store.cases(&CaseFilter::default(), None, 100).await.unwrap();
    let mut ids: Vec<(i64, String)> = listed.into_iter().map(|case| (case.receipt, case.id)).collect();
    ids.sort();
    ids.into_iter().map(|(_, id)| id).collect()
}

pub fn person(id: &str, seat: Seat) -> Person {
    Person { id: id.to_owned(), seat, conflicts: BTreeSet::new() }
}

pub fn decide(points: u32) -> Act {
    let verdict = Verdict::Assess { points };
    let line = Line { verdict, reason: Some("B".to_owned()), text: "過剰".to_owned() };
    Act::Decide { decision: Decision { lines: BTreeMap::from([(3, line)]) } }
}

pub async fn act(store: &Store, id: &str, version: i64, who: &Person, act: Act) -> Acted {
    store.act_on_case(id, version, who, act, "審査", Now(10 + version)).await.unwrap()
}

#[test]
fn a_case_goes_from_two_sides_to_the_arbiter_and_every_act_is_there() {
    each(async |store| {
        let ids = begin(&store, &[new_case(7, Queue::Priority)]).await;
        let id = ids.first().unwrap();
        let again = store
            .open_cases(("13", "202406"), &[new_case(7, Queue::Priority)], Intake::Window, Now(3))
            .await
            .unwrap();
        assert_eq!(again, 0, "the same receipt is one case");
        let people = [("p", Seat::Providers), ("i", Seat::Insurers), ("a", Seat::Arbiter)];
        let people = people.map(|(id, seat)| person(id, seat));
        for (version, (who, what)) in (0_i64..).zip([
            (&people[0], Act::Claim),
            (&people[0], decide(90)),
            (&people[1], Act::Claim),
            (&people[1], decide(80)),
            (&people[2], Act::Claim),
            (&people[2], decide(85)),
        ]) {
            assert_eq!(act(&store, id, version, who, what).await, Acted::Done(version + 1));
        }
        let file = store.case(id).await.unwrap().unwrap();
        assert_eq!((file.case.state(), file.events.len(), file.points), (State::Settled, 6, 700));
        assert_eq!(file.events.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [10, 11, 12, 13, 14, 15]);
        let settled = file.case.settlement().unwrap().lines.values().next().unwrap();
        assert_eq!(settled.verdict, Verdict::Assess { points: 85 });
        let rows = store.audit_rows(&format!("case/{id}"), None, 10).await.unwrap();
        assert_eq!(rows.len(), 6);
        assert_eq!(rows.first().unwrap().entry.act, "case.decide");
        assert_eq!(
            store.progress("13", "202406").await.unwrap(),
            [("arbiter".to_owned(), "settled".to_owned(), 1)]
        );
    });
}

#[test]
fn what_is_refused_changes_nothing() {
    each(async |store| {
        let ids = begin(&store, &[new_case(1, Queue::Staff)]).await;
        let id = ids.first().unwrap();
        let mut staff = person("s", Seat::Staff);
        let refused = act(&store, id, 0, &staff, decide(1)).await;
        assert_eq!(refused, Acted::Refused(Refusal::NotHeld));
        staff.conflicts.insert(own().as_str().to_owned());
        assert_eq!(act(&store, id, 0, &staff, Act::Claim).await, Acted::Refused(Refusal::Conflict));
        let line = store.cases(&CaseFilter::default(), None, 1).await.unwrap().remove(0);
        assert_eq!((line.version, line.state.as_str(), line.changed), (0, "open", 2));
        assert!(store.audit_rows("", None, 10).await.unwrap().is_empty());
        let missing = store.act_on_case("none", 0, &staff, Act::Claim, "審査", Now(3)).await.unwrap_err();
        assert_eq!(missing.problem(), Problem::Missing);
    });
}

#[test]
fn of_many_who_take_a_case_at_once_one_has_it() {
    each(async |store| {
        let ids = begin(&store, &[new_case(1, Queue::Staff)]).await;
        let id = ids.first().unwrap();
        let mut tasks = tokio::task::JoinSet::new();
        for at in 0..12 {
            let (store, id) = (store.clone(), id.clone());
            let who = person(&format!("s{at}"), Seat::Staff);
            tasks.spawn(async move { store.act_on_case(&id, 0, &who, Act::Claim, "審査", Now(3)).await });
        }
        let came = tasks.join_all().await;
        assert_eq!(came.iter().filter(|one| matches!(one, Ok(Acted::Done(1)))).count(), 1);
        let stale = came.iter().filter(|one| one.as_ref().is_err_and(|e| e.problem() == Problem::Stale));
        assert_eq!(stale.count(), 11);
        let file = store.case(id).await.unwrap().unwrap();
        assert_eq!((file.case.state(), file.events.len()), (State::Held, 1));
    });
}

#[test]
fn a_month_closes_when_all_is_settled_and_stays_closed() {
    each(async |store| {
        let ids = begin(&store, &[new_case(1, Queue::Staff), new_case(2, Queue::Staff)]).await;
        let staff = person("s", Seat::Staff);
        for id in &ids {
            let closing = store.close_month("13", "202406", &entry(""), Now(50)).await.unwrap();
            assert!(matches!(closing, Closing::Not(_)));
            act(&store, id, 0, &staff, Act::Claim).await;
            act(&store, id, 1, &staff, decide(1)).await;
        }
        assert_eq!(store.close_month("13", "202406", &entry(""), Now(60)).await.unwrap(), Closing::Done);
        assert!(matches!(
            store.close_month("13", "202406", &entry(""), Now(61)).await.unwrap(),
            Closing::Not(_)
        ));
        let again = Act::Reopen { text: "x".to_owned() };
        let refused = act(&store, ids.first().unwrap(), 2, &staff, again).await;
        assert_eq!(refused, Acted::Refused(Refusal::Closed));
        let late = store
            .open_cases(("13", "202406"), &[new_case(3, Queue::Staff)], Intake::Window, Now(62))
            .await
            .unwrap_err();
        assert_eq!(late.problem(), Problem::Closed);
        let months = store.months("13").await.unwrap();
        assert_eq!((months[0].state, months[0].closed, months[0].intake), (Month::Closed, Some(60), (0, 10)));
        let window = store.set_intake("13", "202406", (0, 99), &entry(""), Now(63)).await.unwrap_err();
        assert_eq!(window.problem(), Problem::Closed);
        let twice = store.open_month("13", "202406", (0, 10), None, Now(1)).await.unwrap_err();
        assert_eq!(twice.problem(), Problem::Taken);
        assert_eq!(store.audit_rows("month/13/202406", None, 10).await.unwrap().len(), 1);
    });
}

#[test]
fn acts_and_closing_at_once_leave_no_open_case_in_a_closed_month() {
    each(async |store| {
        let ids = begin(&store, &(0..6).map(|at| new_case(at, Queue::Staff)).collect::<Vec<_>>()).await;
        let mut tasks = tokio::task::JoinSet::new();
        for id in ids {
            let store = store.clone();
            tasks.spawn(async move {
                let staff = person("s", Seat::Staff);
                act(&store, &id, 0, &staff, Act::Claim).await;
                act(&store, &id, 1, &staff, decide(1)).await;
                act(&store, &id, 2, &staff, Act::Reopen { text: "x".to_owned() }).await;
            });
        }
        let closer = store.clone();
        tasks.spawn(async move {
            for at in 0..40 {
                closer.close_month("13", "202406", &entry(""), Now(100 + at)).await.unwrap();
            }
        });
        tasks.join_all().await;
        let month = store.months("13").await.unwrap().remove(0);
        let open = store
            .cases(&CaseFilter { state: "open".to_owned(), ..CaseFilter::default() }, None, 10)
            .await
            .unwrap();
        assert!(month.state == Month::Open || open.is_empty());
        assert!(matches!(store.verify_audit().await.unwrap(), Chain::Whole { .. }));
    });
}

#[test]
fn lists_choose_by_queue_state_and_person() {
    each(async |store| {
        let cases = [new_case(1, Queue::Staff), new_case(2, Queue::Committee), new_case(3, Queue::Committee)];
        let ids = begin(&store, &cases).await;
        let (p, q) = (member(&store, "p", "13").await, member(&store, "q", "13").await);
        let (staff, reviewer) = (person("s", Seat::Staff), person(&p, Seat::Insurers));
        assert_eq!(act(&store, &ids[1], 0, &staff, give(&p)).await, Acted::Done(1));
        assert_eq!(act(&store, &ids[1], 1, &staff, give(&q)).await, Acted::Done(2));
        act(&store, &ids[2], 0, &reviewer, Act::Claim).await;
        let count = async |filter: CaseFilter| store.cases(&filter, None, 10).await.unwrap().len();
        let filter =
            CaseFilter { branch: "13".to_owned(), month: "202406".to_owned(), ..CaseFilter::default() };
        assert_eq!(count(filter.clone()).await, 3);
        assert_eq!(count(CaseFilter { queue: "committee".to_owned(), ..filter.clone() }).await, 2);
        assert_eq!(count(CaseFilter { state: "held".to_owned(), ..filter.clone() }).await, 1);
        assert_eq!(
            count(CaseFilter { account: p.clone(), ..filter.clone() }).await,
            1,
            "held, no longer given"
        );
        assert_eq!(count(CaseFilter { account: q.clone(), ..filter.clone() }).await, 1, "given");
        assert_eq!(count(CaseFilter { month: "202407".to_owned(), ..filter }).await, 0);
        let first = store.cases(&CaseFilter::default(), None, 2).await.unwrap();
        let rest = store.cases(&CaseFilter::default(), Some(&first[1]), 2).await.unwrap();
        let receipts: Vec<i64> = first.iter().chain(&rest).map(|case| case.receipt).collect();
        assert_eq!(receipts, [3, 2, 1], "the heaviest first, each once");
    });
}

pub fn give(to: &str) -> Act {
    Act::Assign { seat: Seat::Insurers, to: to.to_owned(), text: String::new() }
}

/// A reviewer of a branch.
pub async fn member(store: &Store, login: &str, branch: &str) -> String {
    let who = Who {
        display: "委員".to_owned(),
        role: Role::Reviewer,
        institution: None,
        branch: Some(branch.to_owned()),
        side: Some(Side::Insurers),
    };
    make(store, login, &who).await
}

/// A relation with our institution.
pub fn relation(account: &str, kind: RelationKind, holds: (i64, i64)) -> NewRelation<'_> {
    static OWN: std::sync::LazyLock<Institution> = std::sync::LazyLock::new(own);
    NewRelation { account, institution: &OWN, kind, holds }
}

pub const ALWAYS: (i64, i64) = (0, i64::MAX);

#[test]
fn a_case_is_given_by_name_to_those_alone_who_may_have_it() {
    each(async |store| {
        let ids = begin(&store, &[new_case(1, Queue::Committee), new_case(2, Queue::Committee)]).await;
        let staff = person("s", Seat::Staff);
        let (one, away) = (member(&store, "one", "13").await, member(&store, "away", "47").await);
        let (stopped, related) =
            (member(&store, "stopped", "13").await, member(&store, "related", "13").await);
        store.set_account_disabled(&stopped, true, None, Now(2)).await.unwrap();
        let declared = relation(&related, RelationKind::Family, (5, 20));
        store.declare_relation(declared, &entry(""), Now(2)).await.unwrap();
        for (to, refusal) in [
            (away.as_str(), Refusal::Receiver),
            (&stopped, Refusal::Receiver),
            ("nobody", Refusal::Receiver),
            (&related, Refusal::ReceiverConflict),
        ] {
            assert_eq!(act(&store, &ids[0], 0, &staff, give(to)).await, Acted::Refused(refusal), "{to}");
        }
        let other_seat = Act::Assign { seat: Seat::Providers, to: one.clone(), text: String::new() };
        assert_eq!(act(&store, &ids[0], 0, &staff, other_seat).await, Acted::Refused(Refusal::Receiver));
        assert_eq!(act(&store, &ids[0], 0, &staff, give(&one)).await, Acted::Done(1));
        let given = store.given("13", "202406").await.unwrap();
        assert_eq!(given.len(), 1);
        assert_eq!((given[0].case.as_str(), given[0].account.as_str()), (ids[0].as_str(), one.as_str()));
        let free = Act::Free { seat: Seat::Insurers };
        assert_eq!(act(&store, &ids[0], 1, &staff, free).await, Acted::Done(2));
        assert!(store.given("13", "202406").await.unwrap().is_empty());
        // The relation is over then.
        let later = store.act_on_case(&ids[1], 0, &staff, give(&related), "審査", Now(20)).await.unwrap();
        assert_eq!(later, Acted::Done(1));
    });
}

#[test]
fn relations_make_conflicts_until_withdrawn() {
    each(async |store| {
        let who = Who {
            display: "委員".to_owned(),
            role: Role::Reviewer,
            institution: None,
            branch: Some("13".to_owned()),
            side: Some(Side::Insurers),
        };
        let id = make(&store, "reviewer", &who).await;
        let account = store.account(&id).await.unwrap().unwrap();
        let other = Institution::new("137654321").unwrap();
        store.declare_relation(relation(&id, RelationKind::Own, ALWAYS), &entry(""), Now(1)).await.unwrap();
        let with = NewRelation { institution: &other, ..relation(&id, RelationKind::Declared, (3, 6)) };
        let declared = store.declare_relation(with, &entry(""), Now(2)).await.unwrap();
        let twice = store.declare_relation(with, &entry(""), Now(3)).await.unwrap_err();
        assert_eq!(twice.problem(), Problem::Taken);
        let turned = NewRelation { holds: (6, 6), ..with };
        let turned = store.declare_relation(turned, &entry(""), Now(3)).await.unwrap_err();
        assert_eq!(turned.problem(), Problem::Period);
        let conflicts = async |at| store.person(&account, Now(at)).await.unwrap().unwrap().conflicts.len();
        for (at, expected) in [(2, 1), (3, 2), (5, 2), (6, 1)] {
            assert_eq!(conflicts(at).await, expected, "at {at}");
        }
        assert_eq!(store.person(&account, Now(3)).await.unwrap().unwrap().seat, Seat::Insurers);
        let others = store.withdraw_relation("another", &declared, &entry(""), Now(4)).await.unwrap_err();
        assert_eq!(others.problem(), Problem::Missing);
        store.withdraw_relation(&id, &declared, &entry(""), Now(4)).await.unwrap();
        assert!(store.withdraw_relation(&id, &declared, &entry(""), Now(5)).await.is_err());
        assert_eq!(conflicts(5).await, 1);
        assert_eq!(store.relations(&id).await.unwrap().len(), 2);
        let rows = store.audit_rows(&format!("account/{id}"), None, 10).await.unwrap();
        assert_eq!(rows.len(), 3, "two declared, one withdrawn");
        let clinic = make(&store, "clinic", &crate::accounts::clinic()).await;
        let clinic = store.account(&clinic).await.unwrap().unwrap();
        assert!(store.person(&clinic, Now(1)).await.unwrap().is_none());
    });
}

#[test]
fn what_a_case_is_shown_from_is_sealed_and_verdicts_are_counted_while_they_stand() {
    each(async |store| {
        let ids = begin(&store, &[new_case(1, Queue::Staff), new_case(2, Queue::Staff)]).await;
        let shown = store.case_claim(&ids[0]).await.unwrap();
        assert_eq!((shown.claim.as_slice(), shown.found.as_slice()), (&b"claim"[..], &b"found"[..]));
        assert_eq!(store.case_claim("none").await.unwrap_err().problem(), Problem::Purged);
        let counts = async || -> Vec<(Option<String>, i64)> {
            let counted = store.rule_verdicts("13", "R-1").await.unwrap();
            let mut counts: Vec<_> = counted.into_iter().map(|one| (one.verdict, one.lines)).collect();
            counts.sort();
            counts
        };
        assert_eq!(counts().await, [(None, 2)]);
        let staff = person("s", Seat::Staff);
        act(&store, &ids[0], 0, &staff, Act::Claim).await;
        let held = store.holdings("13", "202406").await.unwrap();
        assert_eq!(held.iter().map(|one| (one.cases, one.points)).collect::<Vec<_>>(), [(1, 100)]);
        act(&store, &ids[0], 1, &staff, decide(1)).await;
        assert_eq!(counts().await, [(None, 1), (Some("assess".to_owned()), 1)]);
        act(&store, &ids[0], 2, &staff, Act::Reopen { text: "x".to_owned() }).await;
        assert_eq!(counts().await, [(None, 2)]);
        let by_rule = |rule: &str| CaseFilter { rule: rule.to_owned(), ..CaseFilter::default() };
        assert_eq!(store.cases(&by_rule("R-1"), None, 10).await.unwrap().len(), 2);
        assert!(store.cases(&by_rule("R-2"), None, 10).await.unwrap().is_empty());
        assert_eq!(store.rules_of_month("13", "202406").await.unwrap(), ["R-1"]);
    });
}

#[test]
fn a_month_takes_in_within_its_window_or_when_somebody_says_so() {
    each(async |store| {
        store.open_month("13", "202406", (10, 20), None, Now(1)).await.unwrap();
        let take = async |receipt, intake, at| {
            store.open_cases(("13", "202406"), &[new_case(receipt, Queue::Staff)], intake, Now(at)).await
        };
        for outside in [9, 20] {
            let refused = take(1, Intake::Window, outside).await.unwrap_err();
            assert_eq!(refused.problem(), Problem::Intake, "at {outside}");
        }
        assert_eq!(take(1, Intake::Window, 10).await.unwrap(), 1);
        assert_eq!(take(2, Intake::Window, 19).await.unwrap(), 1);
        assert_eq!(take(3, Intake::Anyway, 99).await.unwrap(), 1);
        store.set_intake("13", "202406", (10, 100), &entry(""), Now(30)).await.unwrap();
        assert_eq!(take(4, Intake::Window, 99).await.unwrap(), 1);
        let turned = store.set_intake("13", "202406", (5, 5), &entry(""), Now(30)).await.unwrap_err();
        assert_eq!(turned.problem(), Problem::Period);
        let none = store.set_intake("13", "202407", (5, 6), &entry(""), Now(30)).await.unwrap_err();
        assert_eq!(none.problem(), Problem::Missing);
        let month = store.months("13").await.unwrap().remove(0);
        assert_eq!(
            (month.intake, month.takes_in(Now(99)), month.takes_in(Now(100))),
            ((10, 100), true, false)
        );
        let rows = store.audit_rows("month/13/202406", None, 10).await.unwrap();
        assert_eq!(rows.first().unwrap().entry.detail, "10..100");
    });
}

#[test]
fn claims_of_a_closed_month_are_deleted_and_what_was_decided_stays() {
    each(async |store| {
        let ids = begin(&store, &[new_case(1, Queue::Staff), new_case(2, Queue::Staff)]).await;
        let staff = person("s", Seat::Staff);
        let purge = async |until| store.purge_case_claims(until, &entry(""), Now(200)).await.unwrap();
        assert_eq!(purge(1_000).await, 0, "the month is open");
        for id in &ids {
            act(&store, id, 0, &staff, Act::Claim).await;
            act(&store, id, 1, &staff, decide(1)).await;
        }
        store.close_month("13", "202406", &entry(""), Now(100)).await.unwrap();
        assert_eq!(purge(99).await, 0, "its time is not over");
        assert_eq!(store.case_claim(&ids[0]).await.unwrap().claim, b"claim");
        assert_eq!(purge(100).await, 2);
        for id in &ids {
            assert_eq!(store.case_claim(id).await.unwrap_err().problem(), Problem::Purged);
            let file = store.case(id).await.unwrap().unwrap();
            assert_eq!((file.case.state(), file.events.len()), (State::Settled, 2));
        }
        let counted = store.rule_verdicts("13", "R-1").await.unwrap();
        assert_eq!(counted.iter().map(|one| one.lines).sum::<i64>(), 2);
        assert_eq!(store.months("13").await.unwrap()[0].purged, Some(200));
        let before = store.audit_rows("month/13/202406", None, 10).await.unwrap().len();
        assert_eq!(purge(1_000).await, 0, "once is enough");
        assert_eq!(store.audit_rows("month/13/202406", None, 10).await.unwrap().len(), before);
        assert_eq!(
            store.sealed_by().await.unwrap().iter().map(|(_, count)| count).sum::<i64>(),
            4,
            "the events alone"
        );
    });
}
