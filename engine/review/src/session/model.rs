//! The protocol of a session under every order of steps that a scheduler finds: the code of [`Session`] itself, on slots
//! that shuttle schedules; and twins of it with one fault each, in which the model must find that fault.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a model that cannot go on must stop")]

use shuttle::sync::{Arc, Mutex};
use shuttle::{check_pct, check_random, thread};

use super::standing::{Session, Slot, Standing};

/// How often each model runs, each time in another order.
const RUNS: usize = 2_000;
const BRANCHES: usize = 3;

/// A revision as the model sees it: for each branch the number that judging there says.
#[derive(Debug)]
struct Rev {
    number: u64,
    branches: [u64; BRANCHES],
}

fn revision(number: u64) -> Arc<Rev> {
    Arc::new(Rev { number, branches: [number; BRANCHES] })
}

/// A slot that a scheduler may interrupt before and after each step.
struct Modelled<T> {
    value: Mutex<Arc<T>>,
    turn: Mutex<()>,
}

impl<T> Slot<T> for Modelled<T> {
    fn new(value: Arc<T>) -> Self {
        Self { value: Mutex::new(value), turn: Mutex::new(()) }
    }

    fn load(&self) -> Arc<T> {
        Arc::clone(&self.value.lock().expect("nobody panics"))
    }

    fn store(&self, value: Arc<T>) {
        *self.value.lock().expect("nobody panics") = value;
    }

    fn in_turn<R>(&self, write: impl FnOnce() -> R) -> R {
        let _turn = self.turn.lock().expect("nobody panics");
        write()
    }
}

/// The same with writers that do not take turns.
struct Unruly<T>(Modelled<T>);

impl<T> Slot<T> for Unruly<T> {
    fn new(value: Arc<T>) -> Self {
        Self(Modelled::new(value))
    }

    fn load(&self) -> Arc<T> {
        self.0.load()
    }

    fn store(&self, value: Arc<T>) {
        self.0.store(value);
    }

    fn in_turn<R>(&self, write: impl FnOnce() -> R) -> R {
        write()
    }
}

type Modelling<S> = Session<Rev, S>;

/// Judges a file branch by branch under one pin: the revision that the output names, and what judging said.
fn output<S: Slot<Standing<Rev>>>(session: &Modelling<S>) -> (u64, Vec<u64>) {
    let pinned = session.pin();
    let said = (0..BRANCHES).map(|branch| {
        thread::yield_now();
        pinned.live.branches[branch]
    });
    let said = said.collect();
    (pinned.live.number, said)
}

/// Activates a revision that is ready, when its number is above the live one.
fn activate<S: Slot<Standing<Rev>>>(session: &Modelling<S>, number: u64) -> Result<u64, u64> {
    let result = session.activate(|live| {
        thread::yield_now();
        if number > live.number { Ok(revision(number)) } else { Err(live.number) }
    });
    result.map(|live| live.number)
}

/// Two that work, two that activate, one whose revision fails, one that goes back.
fn whole<S: Slot<Standing<Rev>> + Send + Sync + 'static>() {
    let session = Arc::new(Modelling::<S>::new(revision(1)));
    let spawn = |work: fn(&Modelling<S>)| {
        let session = Arc::clone(&session);
        thread::spawn(move || work(&session))
    };
    let works = |session: &Modelling<S>| {
        for _ in 0..2 {
            let (named, said) = output(session);
            assert!(said.iter().all(|one| *one == named), "{named} said {said:?}");
        }
    };
    let writes = |session: &Modelling<S>| {
        if activate(session, 2).is_ok() {
            let seen = session.pin().live.number;
            assert!(seen == 2 || seen == 3 || seen == 1, "{seen} was never live");
        }
    };
    let fails = |session: &Modelling<S>| {
        let result: Result<_, ()> = session.activate(|_| Err(()));
        assert!(result.is_err());
    };
    let threads = [
        spawn(works),
        spawn(works),
        spawn(writes),
        spawn(|session| {
            activate(session, 3).ok();
        }),
        spawn(fails),
        spawn(|session| {
            session.roll_back();
        }),
    ];
    threads.into_iter().for_each(|thread| thread.join().expect("no thread fails"));
    let standing = session.pin();
    let previous = standing.previous.as_ref().map(|previous| previous.number);
    assert!(previous.is_some_and(|previous| previous != standing.live.number), "back leads elsewhere");
}

/// Two that activate: afterwards the higher number is live, whoever was first.
fn numbers_rise<S: Slot<Standing<Rev>> + Send + Sync + 'static>() {
    let session = Arc::new(Modelling::<S>::new(revision(1)));
    let threads = [2, 3].map(|number| {
        let session = Arc::clone(&session);
        thread::spawn(move || activate(&session, number))
    });
    let ended = threads.map(|thread| thread.join().expect("no thread fails"));
    assert_eq!(session.pin().live.number, 3, "{ended:?}");
}

/// Once one worker has seen a revision, whoever asks after it sees none before it, for whatever branch.
fn one_instant<S: Slot<Standing<Rev>> + Send + Sync + 'static>() {
    let session = Arc::new(Modelling::<S>::new(revision(1)));
    let seen = Arc::new(Mutex::new(0));
    let writer = {
        let session = Arc::clone(&session);
        thread::spawn(move || {
            activate(&session, 2).ok();
        })
    };
    let workers = (0..2).map(|branch: usize| {
        let (session, seen) = (Arc::clone(&session), Arc::clone(&seen));
        thread::spawn(move || {
            let newest = *seen.lock().expect("nobody panics");
            let now = session.pin().live.branches[branch];
            assert!(now >= newest, "branch {branch} is at {now} after another one was at {newest}");
            let mut seen = seen.lock().expect("nobody panics");
            *seen = now.max(*seen);
        })
    });
    let workers: Vec<_> = workers.collect();
    workers.into_iter().chain([writer]).for_each(|thread| thread.join().expect("no thread fails"));
}

#[test]
fn no_output_is_a_mix_whatever_the_order() {
    check_random(whole::<Modelled<_>>, RUNS);
    check_pct(whole::<Modelled<_>>, RUNS, 3);
}

#[test]
fn activations_cannot_pass_each_other() {
    check_random(numbers_rise::<Modelled<_>>, RUNS);
}

#[test]
fn all_branches_change_at_one_instant() {
    check_random(one_instant::<Modelled<_>>, RUNS);
}

/// Whether the model finds a fault.
fn finds(model: impl Fn() + Send + Sync + std::panic::UnwindSafe + 'static) -> bool {
    std::panic::catch_unwind(|| check_random(model, RUNS)).is_err()
}

#[test]
fn without_turns_the_model_finds_an_activation_that_is_lost() {
    assert!(finds(numbers_rise::<Unruly<_>>));
}

#[test]
fn pinning_for_each_branch_is_found_to_mix() {
    assert!(finds(|| {
        let session = Arc::new(Modelling::<Modelled<_>>::new(revision(1)));
        let writer = {
            let session = Arc::clone(&session);
            thread::spawn(move || {
                activate(&session, 2).ok();
            })
        };
        let named = session.pin().live.number;
        for branch in 0..BRANCHES {
            assert_eq!(session.pin().live.branches[branch], named, "a mix");
        }
        writer.join().expect("no thread fails");
    }));
}

#[test]
fn one_pointer_a_branch_is_found_to_be_torn() {
    assert!(finds(|| {
        let pointers = Arc::new([1, 1].map(Mutex::new));
        let writer = {
            let pointers = Arc::clone(&pointers);
            thread::spawn(move || {
                pointers.iter().for_each(|pointer| *pointer.lock().expect("nobody panics") = 2)
            })
        };
        let read = |at: usize| *pointers[at].lock().expect("nobody panics");
        let (first, second) = (read(0), read(1));
        assert_eq!(first, second, "torn");
        writer.join().expect("no thread fails");
    }));
}
