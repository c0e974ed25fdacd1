//! Interpreters of rules beside us, in one run, each finding the same: CEL and ZEN by 1,000 rules over facts that were
//! parsed before. `cargo run --release -- [RECEIPTS] [ROUNDS]` in this folder.

mod rules;

use std::time::Duration;

use benches::input;
use cpu_time::ThreadTime;
use masters::Masters;

fn main() {
    let mut arguments = std::env::args().skip(1).map(|text| text.parse::<u64>().expect("a number"));
    let (receipts, rounds) = (arguments.next().unwrap_or(20_000), arguments.next().unwrap_or(5));
    rules::beside_interpreters(&input::month_of(receipts, Masters::starter()), rounds);
}

/// The least CPU time of some rounds.
fn best<T>(rounds: u64, mut run: impl FnMut() -> T) -> Duration {
    let one = |_| {
        let start = ThreadTime::now();
        std::hint::black_box(run());
        start.elapsed()
    };
    (0..rounds).map(one).min().expect("a round")
}

fn ratio(name: &str, theirs: f64, ours: Duration, goal: f64) {
    let ratio = theirs / ours.as_secs_f64();
    let verdict = if ratio >= goal { "reached" } else { "NOT reached" };
    println!(
        "{name}: {theirs:.3} s against {:.3} s, {ratio:.1} times (goal {goal}: {verdict})",
        ours.as_secs_f64()
    );
}
