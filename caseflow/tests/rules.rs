//! The rules of a case, one by one and for any order of acts by anybody.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at a surprise")]

use std::collections::{BTreeMap, BTreeSet};

use caseflow::level::{Load, Waiting, level};
use caseflow::people::two_sided;
use caseflow::{Act, Case, Decision, Event, Line, Month, Opening, Person, Refusal, Seat, State, Verdict};
use model::Queue;
use proptest::prelude::*;

const OWN: &str = "131111111";

fn opening(queue: Queue) -> Opening {
    Opening { institution: OWN.to_owned(), queue: queue.slug().to_owned(), lines: BTreeSet::from([3, 5]) }
}

fn person(id: &str, seat: Seat) -> Person {
    Person { id: id.to_owned(), seat, conflicts: BTreeSet::new() }
}

fn line(verdict: Verdict) -> Line {
    let reason = matches!(verdict, Verdict::Assess { .. } | Verdict::Return).then(|| "B".to_owned());
    Line { verdict, reason, text: "理由".to_owned() }
}

fn decide(verdict: Verdict) -> Act {
    Act::Decide {
        decision: Decision { lines: BTreeMap::from([(3, line(verdict)), (5, line(Verdict::AsClaimed))]) },
    }
}

/// Judges any act; whoever is given a case is one of [`people`].
fn judge(case: &Case, who: &Person, act: Act, month: Month) -> Result<Event, Refusal> {
    match act {
        Act::Assign { to, text, .. } => {
            let to = people().into_iter().find(|person| person.id == to).unwrap();
            case.judge_giving(who, &to, text, month)
        }
        act => case.judge(who, act, month),
    }
}

/// Runs acts that must be allowed.
fn run(queue: Queue, acts: &[(&Person, Act)]) -> Case {
    acts.iter().fold(Case::open(opening(queue)).unwrap(), |case, (who, act)| {
        let event = judge(&case, who, act.clone(), Month::Open).unwrap();
        case.after(&event).unwrap()
    })
}

fn refused(case: &Case, who: &Person, act: Act) -> Refusal {
    judge(case, who, act, Month::Open).unwrap_err()
}

fn give(to: &str) -> Act {
    // The seat is that of whoever gets it.
    Act::Assign { seat: Seat::Staff, to: to.to_owned(), text: String::new() }
}

#[test]
fn staff_settle_alone_what_is_theirs() {
    let staff = person("s", Seat::Staff);
    let case = run(Queue::Staff, &[(&staff, Act::Claim), (&staff, decide(Verdict::Return))]);
    assert_eq!((case.state(), case.holder()), (State::Settled, None));
    assert_eq!(case.settlement().unwrap().lines[&3].verdict, Verdict::Return);
    assert_eq!(refused(&case, &staff, Act::Claim), Refusal::Settled);
}

#[test]
fn sides_that_agree_settle_and_sides_that_part_go_to_the_arbiter() {
    let (one, two) = (person("p", Seat::Providers), person("i", Seat::Insurers));
    let assess = |points| decide(Verdict::Assess { points });
    let agreed = [(&one, Act::Claim), (&one, assess(90)), (&two, Act::Claim), (&two, assess(90))];
    assert_eq!(run(Queue::Priority, &agreed).state(), State::Settled);
    let parted = [(&one, Act::Claim), (&one, assess(90)), (&two, Act::Claim), (&two, assess(80))];
    let case = run(Queue::Priority, &parted);
    assert_eq!((case.state(), case.queue(), case.decisions().count()), (State::Open, Queue::Arbiter, 2));
    for side in [&one, &two] {
        assert_eq!(refused(&case, side, Act::Claim), Refusal::Seat);
    }
    let arbiter = person("a", Seat::Arbiter);
    let mut acts = parted.to_vec();
    acts.extend([(&arbiter, Act::Claim), (&arbiter, assess(85))]);
    let case = run(Queue::Priority, &acts);
    assert_eq!(case.state(), State::Settled);
    assert_eq!(case.settlement().unwrap().lines[&3].verdict, Verdict::Assess { points: 85 });
    let again = Act::Reopen { text: "x".to_owned() };
    assert_eq!(refused(&case, &one, again.clone()), Refusal::Seat, "a side does not undo the arbiter");
    assert!(case.judge(&arbiter, again, Month::Open).is_ok());
}

#[test]
fn one_side_never_decides_twice() {
    let (one, other) = (person("p", Seat::Providers), person("q", Seat::Providers));
    let case = run(Queue::Priority, &[(&one, Act::Claim), (&one, decide(Verdict::AsClaimed))]);
    assert_eq!(refused(&case, &one, Act::Claim), Refusal::SameSide);
    assert_eq!(refused(&case, &other, Act::Claim), Refusal::SameSide);
    assert_eq!(case.state(), State::Open);
}

#[test]
fn a_question_waits_for_its_answer_and_then_all_decide_anew() {
    let (one, staff) = (person("p", Seat::Providers), person("s", Seat::Staff));
    let answer = Act::Answered { text: "回答".to_owned() };
    let asked = [(&one, Act::Claim), (&one, decide(Verdict::Ask))];
    let case = run(Queue::Priority, &asked);
    assert_eq!(case.state(), State::Asked);
    assert_eq!(refused(&case, &one, Act::Claim), Refusal::Asked);
    assert_eq!(refused(&case, &one, answer.clone()), Refusal::Seat);
    let mut acts = asked.to_vec();
    acts.push((&staff, answer));
    let case = run(Queue::Priority, &acts);
    assert_eq!((case.state(), case.decisions().count()), (State::Open, 0));
    assert!(case.judge(&one, Act::Claim, Month::Open).is_ok());
}

#[test]
fn a_case_given_to_somebody_is_for_them() {
    let (one, other) = (person("providers1", Seat::Providers), person("providers3", Seat::Providers));
    let (staff, insurers) = (person("s", Seat::Staff), person("i", Seat::Insurers));
    assert_eq!(refused(&run(Queue::Priority, &[]), &one, give("providers1")), Refusal::Seat);
    let case = run(Queue::Priority, &[(&staff, give("providers1"))]);
    assert_eq!(case.assigned()[&Seat::Providers], "providers1");
    assert_eq!(refused(&case, &other, Act::Claim), Refusal::Assigned);
    assert!(case.judge(&one, Act::Claim, Month::Open).is_ok());
    assert!(case.judge(&insurers, Act::Claim, Month::Open).is_ok(), "the other side is free");
    let free = Act::Free { seat: Seat::Providers };
    assert_eq!(refused(&case, &one, free.clone()), Refusal::Seat);
    let case = run(Queue::Priority, &[(&staff, give("providers1")), (&staff, free.clone())]);
    assert!(case.judge(&other, Act::Claim, Month::Open).is_ok(), "it is for everybody of the seat again");
    assert_eq!(refused(&case, &staff, free), Refusal::Receiver);
}

#[test]
fn a_case_is_given_to_nobody_who_may_not_have_it() {
    for giver in [Seat::Staff, Seat::Headquarters, Seat::Administrator] {
        let giver = person("g", giver);
        let case = run(Queue::Priority, &[]);
        assert_eq!(refused(&case, &giver, give("providers2")), Refusal::ReceiverConflict);
        for wrong in ["staff1", "learned1", "arbiter1", "headquarters1", "administrator1"] {
            assert_eq!(refused(&case, &giver, give(wrong)), Refusal::Receiver, "{wrong}");
        }
        let acts = [(&person("providers1", Seat::Providers), Act::Claim)];
        assert_eq!(refused(&run(Queue::Priority, &acts), &giver, give("providers1")), Refusal::Receiver);
        let sided = person("providers1", Seat::Providers);
        let case = run(Queue::Priority, &[(&sided, Act::Claim), (&sided, decide(Verdict::Return))]);
        assert_eq!(refused(&case, &giver, give("providers3")), Refusal::SameSide);
        assert!(judge(&case, &giver, give("insurers1"), Month::Open).is_ok());
    }
    let mut related = person("g", Seat::Staff);
    related.conflicts.insert(OWN.to_owned());
    assert_eq!(refused(&run(Queue::Staff, &[]), &related, give("staff1")), Refusal::Conflict);
    // Never past the judgement of whoever gets it.
    let unchecked = run(Queue::Staff, &[]).judge(&person("g", Seat::Staff), give("staff1"), Month::Open);
    assert_eq!(unchecked.unwrap_err(), Refusal::Receiver);
}

#[test]
fn who_has_a_case_hands_it_on_among_their_own() {
    let one = person("providers1", Seat::Providers);
    let taken = [(&one, Act::Claim)];
    let case = run(Queue::Priority, &taken);
    assert_eq!(refused(&case, &one, give("insurers1")), Refusal::Receiver, "not to the other side");
    let mut acts = taken.to_vec();
    acts.push((&one, give("providers3")));
    let case = run(Queue::Priority, &acts);
    assert_eq!((case.state(), case.holder()), (State::Open, None));
    assert_eq!(refused(&case, &one, Act::Claim), Refusal::Assigned);
    assert!(case.judge(&person("providers3", Seat::Providers), Act::Claim, Month::Open).is_ok());
    // Of somebody who is away, a case is taken by those who hand out.
    let acts = [(&one, Act::Claim), (&person("h", Seat::Headquarters), give("providers3"))];
    assert_eq!(run(Queue::Priority, &acts).holder(), None);
}

#[test]
fn a_conflict_lets_nothing_but_put_back() {
    let mut who = person("p", Seat::Providers);
    let case = run(Queue::Committee, &[(&who, Act::Claim)]);
    who.conflicts.insert(OWN.to_owned());
    assert_eq!(refused(&case, &who, decide(Verdict::AsClaimed)), Refusal::Conflict);
    let event = case.judge(&who, Act::Release, Month::Open).unwrap();
    assert_eq!(case.after(&event).unwrap().state(), State::Open);
    assert_eq!(refused(&run(Queue::Committee, &[]), &who, Act::Claim), Refusal::Conflict);
}

#[test]
fn a_decision_is_whole_and_reasoned() {
    let who = person("s", Seat::Staff);
    let case = run(Queue::Staff, &[(&who, Act::Claim)]);
    let with =
        |lines: &[(u32, Line)]| Act::Decide { decision: Decision { lines: lines.iter().cloned().collect() } };
    let fine = line(Verdict::AsClaimed);
    assert_eq!(refused(&case, &who, with(&[(3, fine.clone())])), Refusal::Incomplete);
    let wrong = [
        Line { reason: Some("B".to_owned()), ..fine.clone() },
        Line { reason: None, ..line(Verdict::Return) },
        Line { text: " ".to_owned(), ..line(Verdict::Assess { points: 1 }) },
        Line { text: String::new(), ..line(Verdict::Ask) },
    ];
    for one in wrong {
        assert_eq!(refused(&case, &who, with(&[(3, one), (5, fine.clone())])), Refusal::Reason);
    }
}

#[test]
fn a_case_goes_upwards_only() {
    let (staff, member) = (person("s", Seat::Staff), person("l", Seat::Learned));
    let to = |queue: &str| Act::Refer { queue: queue.to_owned(), text: "x".to_owned() };
    let case = run(Queue::Staff, &[(&staff, Act::Claim)]);
    for wrong in ["staff", "arbiter", "nowhere"] {
        assert_eq!(refused(&case, &staff, to(wrong)), Refusal::Queue, "{wrong}");
    }
    let case = run(Queue::Staff, &[(&staff, Act::Claim), (&staff, to("committee")), (&member, Act::Claim)]);
    assert_eq!((case.queue(), case.holder()), (Queue::Committee, Some("l")));
    assert_eq!(refused(&case, &member, to("staff")), Refusal::Queue);
    assert!(case.judge(&member, to("arbiter"), Month::Open).is_ok());
}

#[test]
fn a_month_closes_once_and_only_when_all_is_settled() {
    assert!(Month::Open.close(1).is_err());
    let closed = Month::Open.close(0).unwrap();
    assert!(closed.close(0).is_err());
}

fn people() -> Vec<Person> {
    let mut people: Vec<Person> = Seat::ALL
        .into_iter()
        .flat_map(|seat| {
            [person(&format!("{}1", seat.slug()), seat), person(&format!("{}2", seat.slug()), seat)]
        })
        .collect();
    // The second of each seat has a conflict.
    for person in people.iter_mut().filter(|person| person.id.ends_with('2')) {
        person.conflicts.insert(OWN.to_owned());
    }
    let more: Vec<Person> =
        Seat::ALL.into_iter().map(|seat| person(&format!("{}3", seat.slug()), seat)).collect();
    people.extend(more);
    people
}

fn any_act() -> impl Strategy<Value = Act> {
    let verdict = prop_oneof![
        4 => Just(Verdict::AsClaimed),
        3 => (0_u32..3).prop_map(|points| Verdict::Assess { points }),
        2 => Just(Verdict::Return),
        1 => Just(Verdict::Ask),
    ];
    let queue = prop::sample::select(Queue::ALL.to_vec());
    let text = || "x".to_owned();
    prop_oneof![
        6 => Just(Act::Claim),
        6 => verdict.prop_map(decide),
        1 => Just(Act::Release),
        1 => queue.prop_map(move |queue| Act::Refer { queue: queue.slug().to_owned(), text: text() }),
        1 => Just(Act::Answered { text: "x".to_owned() }),
        1 => Just(Act::Reopen { text: "x".to_owned() }),
        1 => (prop::sample::select(Seat::ALL.to_vec()), 0_usize..21)
            .prop_map(|(seat, who)| Act::Assign { seat, to: people()[who].id.clone(), text: String::new() }),
        1 => prop::sample::select(Seat::ALL.to_vec()).prop_map(|seat| Act::Free { seat }),
    ]
}

fn any_run() -> impl Strategy<Value = (Queue, Vec<(usize, Act)>)> {
    let queue = prop::sample::select(Queue::ALL.to_vec());
    (queue, prop::collection::vec((0_usize..21, any_act()), 0..120))
}

/// Who has the case, told from the events alone.
fn holder_by(events: &[Event]) -> Option<&str> {
    events.iter().fold(None, |holder, event| match event.act {
        Act::Claim => Some(event.actor.as_str()),
        Act::Release | Act::Decide { .. } | Act::Refer { .. } | Act::Assign { .. } => None,
        _ => holder,
    })
}

/// The decisions since the last answer or reopening.
fn round(events: &[Event]) -> Vec<(&Event, &Decision)> {
    let mut round = Vec::new();
    for event in events {
        match &event.act {
            Act::Decide { decision } => round.push((event, decision)),
            Act::Answered { .. } | Act::Reopen { .. } => round.clear(),
            _ => {}
        }
    }
    round
}

fn held_against_the_events(before: &Case, case: &Case, events: &[Event]) {
    let last = events.last().unwrap();
    assert!(!last.actor.ends_with('2') || last.act == Act::Release, "a conflict");
    let had = holder_by(&events[..events.len() - 1]);
    match &last.act {
        Act::Claim => assert_eq!(had, None, "two holders"),
        Act::Release | Act::Refer { .. } | Act::Decide { .. } => assert_eq!(had, Some(last.actor.as_str())),
        Act::Assign { to, .. } => {
            assert!(!to.ends_with('2'), "given where there is a conflict");
            assert!(last.seat.hands_out() || had == Some(last.actor.as_str()), "handed on by somebody else");
            assert_ne!(had, Some(to.as_str()));
        }
        Act::Free { .. } => {}
        _ => assert_eq!(had, None),
    }
    assert_eq!(case.holder(), holder_by(events));
    let reopened = matches!(last.act, Act::Reopen { .. });
    assert_eq!(before.state() == State::Settled, reopened, "settled stays settled");
    let round = round(events);
    assert_eq!(case.decisions().count(), round.len(), "a decision is lost");
    if let Act::Decide { decision } = &last.act {
        let first = round.iter().rev().nth(1);
        let parted = first.is_some_and(|(_, first)| !first.agrees(decision));
        if decision.asks() {
            assert_eq!(case.state(), State::Asked);
        } else if two_sided(before.queue()) && parted {
            assert_eq!(
                (case.state(), case.queue()),
                (State::Open, Queue::Arbiter),
                "a split goes to the arbiter"
            );
        } else if two_sided(before.queue()) && first.is_none() {
            assert_eq!(
                (case.state(), case.queue()),
                (State::Open, before.queue()),
                "the other side is awaited"
            );
        } else {
            assert_eq!(case.state(), State::Settled);
        }
        let sides: BTreeSet<Seat> = round.iter().map(|(event, _)| event.seat).collect();
        assert!(!two_sided(before.queue()) || sides.len() == round.len(), "a side decided twice");
    }
}

/// Whether somebody can do something that brings an unsettled case on.
fn goes_on(case: &Case) -> bool {
    let staff = person("staff3", Seat::Staff);
    let acts = || -> Vec<Act> {
        let assign = Seat::ALL.map(|seat| give(&format!("{}3", seat.slug())));
        let mut acts = vec![Act::Claim, Act::Release, Act::Answered { text: "x".to_owned() }];
        acts.extend(assign);
        acts
    };
    let mut all = people();
    all.push(staff);
    all.iter().any(|person| acts().into_iter().any(|act| judge(case, person, act, Month::Open).is_ok()))
}

#[test]
fn levelling_leaves_what_was_given_and_counts_it() {
    let case = |id: &str, weight, given: Option<&str>| Waiting {
        id: id.to_owned(),
        institution: OWN.to_owned(),
        queue: Queue::Staff,
        weight,
        given: given.map(str::to_owned),
    };
    let people = ["a", "b"].map(|id| Load { person: person(id, Seat::Staff), weight: 0 });
    let cases =
        vec![case("1", 9, None), case("2", 1, Some("a")), case("3", 10, Some("b")), case("4", 5, Some("z"))];
    let given = level(cases, &people, Seat::Staff);
    let of = |id: &str| given.iter().find(|(case, _)| case == id).map(|(_, to)| to.as_str());
    assert_eq!(
        (of("2"), of("3"), of("4")),
        (Some("a"), Some("b"), None),
        "somebody who is not there keeps it"
    );
    assert_eq!(of("1"), Some("a"), "b has more already");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn whatever_anybody_tries_the_rules_hold((queue, tries) in any_run()) {
        let people = people();
        let mut case = Case::open(opening(queue)).unwrap();
        let mut events = Vec::new();
        for (who, act) in tries {
            prop_assert_eq!(judge(&case, &people[who], act.clone(), Month::Closed).unwrap_err(), Refusal::Closed);
            let Ok(event) = judge(&case, &people[who], act, Month::Open) else { continue };
            let after = case.clone().after(&event).unwrap();
            events.push(event);
            held_against_the_events(&case, &after, &events);
            case = after;
            prop_assert_eq!(case.version(), events.len() as u64, "an act is lost");
            prop_assert_eq!(Some(case.clone()), Case::replay(opening(queue), &events));
            prop_assert!(case.state() == State::Settled || goes_on(&case), "nobody can go on: {:?}", case);
        }
    }

    #[test]
    fn levelling_gives_each_case_once_without_conflict_and_evenly(
        weights in prop::collection::vec(0_u64..50, 0..40),
        loads in prop::collection::vec(0_u64..100, 1..6),
    ) {
        let cases: Vec<Waiting> = weights.iter().enumerate().map(|(at, weight)| Waiting {
            id: format!("c{at:02}"),
            institution: if at % 3 == 0 { OWN.to_owned() } else { "132222222".to_owned() },
            queue: if at % 7 == 0 { Queue::Staff } else { Queue::Committee },
            weight: *weight,
            given: None,
        }).collect();
        let people: Vec<Load> = loads.iter().enumerate().map(|(at, weight)| {
            let mut person = person(&format!("p{at}"), Seat::Providers);
            if at % 2 == 0 {
                person.conflicts.insert(OWN.to_owned());
            }
            Load { person, weight: *weight }
        }).collect();
        let given = level(cases.clone(), &people, Seat::Providers);
        let mut turned = cases.clone();
        turned.reverse();
        prop_assert_eq!(&level(turned, &people, Seat::Providers), &given, "the order does not matter");
        let ids: BTreeSet<&String> = given.iter().map(|(case, _)| case).collect();
        prop_assert_eq!(ids.len(), given.len(), "each case once");
        for (id, who) in &given {
            let case = cases.iter().find(|case| case.id == *id).unwrap();
            let load = people.iter().find(|load| load.person.id == *who).unwrap();
            prop_assert!(!load.person.conflicts.contains(&case.institution), "a conflict");
            prop_assert_eq!(case.queue, Queue::Committee);
        }
        let may: usize = cases.iter().filter(|case| {
            case.queue == Queue::Committee && people.iter().any(|l| !l.person.conflicts.contains(&case.institution))
        }).count();
        prop_assert_eq!(given.len(), may, "nobody is left out who can be taken");
    }

    #[test]
    fn levelling_is_even(weights in prop::collection::vec(0_u64..50, 0..40), people in 1_usize..6) {
        let people: Vec<Load> = (0..people)
            .map(|at| Load { person: person(&format!("p{at}"), Seat::Staff), weight: 0 })
            .collect();
        let case = |(at, weight): (usize, &u64)| Waiting {
            id: format!("c{at:02}"), institution: OWN.to_owned(), queue: Queue::Staff, weight: *weight, given: None,
        };
        let cases: Vec<Waiting> = weights.iter().enumerate().map(case).collect();
        let mut total: BTreeMap<String, u64> = people.iter().map(|l| (l.person.id.clone(), 0)).collect();
        for (id, who) in level(cases.clone(), &people, Seat::Staff) {
            *total.get_mut(&who).unwrap() += cases.iter().find(|case| case.id == id).unwrap().weight;
        }
        let spread = total.values().max().unwrap() - total.values().min().unwrap();
        prop_assert!(spread <= weights.iter().copied().max().unwrap_or(0));
    }
}
