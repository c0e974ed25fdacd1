//! The long run of the rule engine against its slow twin: `oracle [--evaluations N] [--seed S] [--threads T] [--show D]`.

use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use tests::oracle::trial::{self, Seen};

/// After how many evaluations the run says how far it is.
const STEP: u64 = 500_000;

fn main() -> ExitCode {
    let [evaluations, seed, threads, show] =
        [("--evaluations", 1_000_000), ("--seed", 1), ("--threads", 2), ("--show", 1)].map(told);
    let (Some(evaluations), Some(seed), Some(threads), Some(show)) = (evaluations, seed, threads, show)
    else {
        eprintln!("oracle [--evaluations N] [--seed S] [--threads T] [--show D]");
        return ExitCode::from(2);
    };
    let masters = trial::all_masters(seed);
    let next = AtomicU64::new(seed);
    let (done, found) = (AtomicU64::new(0), AtomicU64::new(0));
    let total = Mutex::new(Seen::default());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while done.load(Ordering::Relaxed) < evaluations && found.load(Ordering::Relaxed) < show {
                    let mut seen = Seen::default();
                    let result = trial::world(next.fetch_add(1, Ordering::Relaxed), &masters, &mut seen);
                    let before = done.fetch_add(seen.evaluations, Ordering::Relaxed);
                    let after = before + seen.evaluations;
                    if before / STEP < after / STEP {
                        println!("{after} evaluations");
                    }
                    total.lock().expect("no thread panics").add(seen);
                    if let Err(disagreement) = result
                        && found.fetch_add(1, Ordering::Relaxed) < show
                    {
                        println!("{disagreement}");
                    }
                }
            });
        }
    });
    let seen = total.into_inner().expect("no thread panics");
    let [fired, silent, undecided, referred] = seen.shares();
    println!("{} evaluations of {} rules", seen.evaluations, seen.rules);
    println!("in a thousand: fired {fired}, silent {silent}, undecided {undecided}, referred {referred}");
    seen.refused.iter().for_each(|(why, number)| println!("not run: {number} rules: {why}"));
    ExitCode::from(u8::from(found.into_inner() > 0))
}

/// The number behind a word of the command line, else a default; none when it is no number.
fn told((word, default): (&str, u64)) -> Option<u64> {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.iter().position(|argument| argument == word) {
        Some(at) => arguments.get(at + 1)?.parse().ok(),
        None => Some(default),
    }
}
