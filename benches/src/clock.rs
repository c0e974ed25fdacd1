//! Processor time of one thread and of other programs, and how a peer's time stands to ours.

use std::time::Duration;

use cpu_time::{ProcessTime, ThreadTime};

/// The least CPU time of some rounds.
pub fn best<T>(rounds: u64, mut run: impl FnMut() -> T) -> Duration {
    let one = |_| {
        let start = ThreadTime::now();
        std::hint::black_box(run());
        start.elapsed()
    };
    (0..rounds).map(one).min().expect("a round")
}

/// The same of all threads together.
pub fn best_of_all<T>(rounds: u64, mut run: impl FnMut() -> T) -> Duration {
    let one = |_| {
        let start = ProcessTime::now();
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

/// Whose processor time a line of /proc tells.
#[derive(Clone, Copy, Debug)]
pub enum Whose {
    /// That of the process, all threads together.
    Own,
    /// That of the programs that it started and that have ended.
    Children,
}

/// Processor seconds of a process so far, by its number or `self`; on Linux alone.
///
/// # Panics
/// There is no such process.
pub fn processor(process: &str, whose: Whose) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).expect("a process");
    let (_, fields) = stat.rsplit_once(')').expect("a name in brackets");
    // User and system time are the 14th and 15th field, those of children the two behind, in hundredths of a second.
    let before = match whose {
        Whose::Own => 11,
        Whose::Children => 13,
    };
    let ticks = fields.split_whitespace().skip(before).take(2).map(|of| of.parse().unwrap_or(0.0));
    ticks.sum::<f64>() / 100.0
}
