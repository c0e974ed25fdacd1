//! The long run of swapping revisions under load: `soak [--swaps N] [--activations N] [--receipts N] [--threads T]`.

use std::process::ExitCode;
use std::time::Duration;

use tests::soak::{Plan, run};

fn main() -> ExitCode {
    let [swaps, activations, receipts, threads] =
        [("--swaps", 10_000), ("--activations", 100), ("--receipts", 12), ("--threads", 2)].map(told);
    let (Some(swaps), Some(activations), Some(receipts), Some(threads)) =
        (swaps, activations, receipts, threads)
    else {
        eprintln!("soak [--swaps N] [--activations N] [--receipts N] [--threads T]");
        return ExitCode::from(2);
    };
    let threads = usize::try_from(threads).unwrap_or(2);
    let dir = tempfile::tempdir().expect("a folder");
    let report = run(Plan { swaps, activations, receipts, threads, book: true }, dir.path());
    println!(
        "{} swaps of ready snapshots, {} activations from a file, in {:.1} s",
        report.swap.len(),
        report.activation.len(),
        report.took.as_secs_f64()
    );
    println!(
        "{} outputs of {} receipts; {} of them overtaken by a swap; {} wrong; {} snapshots left",
        report.outputs,
        report.receipts,
        report.overtaken,
        report.wrong.len(),
        report.left
    );
    spread("one swap", &report.swap);
    spread("activation, from file to swap", &report.activation);
    spread("from the swap to the last of 47 branches at work on it", &report.last_branch);
    report.wrong.iter().take(10).for_each(|wrong| println!("{wrong}"));
    ExitCode::from(u8::from(!report.wrong.is_empty() || report.left > 0))
}

fn spread(what: &str, times: &[Duration]) {
    let mut times = times.to_vec();
    times.sort_unstable();
    let at = |per_cent: usize| times.get((times.len() * per_cent / 100).min(times.len().saturating_sub(1)));
    if let (Some(half), Some(most), Some(last)) = (at(50), at(99), times.last()) {
        println!("{what}: half within {half:.1?}, 99 % within {most:.1?}, all within {last:.1?}");
    }
}

/// The number behind a word of the command line, else a default; none when it is no number.
fn told((word, default): (&str, u64)) -> Option<u64> {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.iter().position(|argument| argument == word) {
        Some(at) => arguments.get(at + 1)?.parse().ok(),
        None => Some(default),
    }
}
