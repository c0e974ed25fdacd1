//! Processor time of one thread, and how a peer's time stands to ours.

use std::time::Duration;

use cpu_time::ThreadTime;

/// The least CPU time of some rounds.
pub fn best<T>(rounds: u64, mut run: impl FnMut() -> T) -> Duration {
    let one = |_| {
        let start = ThreadTime::now();
        std::hint::black_box(run());
        start.elapsed()
    };
    (0..rounds).map(one).min().expect("a round")
}

/// Prints how many times our time a peer took, beside what was aimed at.
pub fn ratio(name: &str, theirs: f64, ours: Duration, goal: f64) {
    let ratio = theirs / ours.as_secs_f64();
    let verdict = if ratio >= goal { "reached" } else { "NOT reached" };
    println!(
        "{name}: {theirs:.3} s against {:.3} s, {ratio:.1} times (goal {goal}: {verdict})",
        ours.as_secs_f64()
    );
}
