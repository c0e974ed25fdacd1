//! What a whole screening costs beside reading and judging alone, and how long a clinic waits for a file with its history.
//!
//! `cargo run --release -p benches --bin whole -- PROGRAM STORE [RECEIPTS [ROUNDS]]`; processor time of the program is read from
//! /proc, so it runs on Linux only. The start of the program (its masters, the plans of the month) is measured by a file of two
//! receipts and taken off.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

use benches::clock::{self, Whose};
use benches::engine::Engine;
use cpu_time::ProcessTime;
use model::Month;

/// A clinic's file and how many months before it are at hand.
const CLINIC: (u64, u32) = (2_000, 6);

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [program, store, others @ ..] = arguments.as_slice() else {
        panic!("PROGRAM STORE [RECEIPTS [ROUNDS]]")
    };
    let number = |at: usize, or: u64| others.get(at).map_or(or, |text| text.parse().expect("a number"));
    let (receipts, rounds) = (number(0, 200_000), number(1, 3));
    let folder = tempfile::tempdir().expect("a folder");
    let run = Run { program, store, folder: folder.path() };
    let masters = Arc::new(benches::official::store(store));
    let file = |name: &str, bytes: Vec<u8>| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("a file");
        path.to_str().expect("a path of plain letters").to_owned()
    };
    let month = file("month.UKE", made(receipts, 1, &masters));
    let two = file("two.UKE", made(2, 1, &masters));
    let fused = fused(Arc::clone(&masters), &month, rounds);
    let start = run.cpu(&["screen", &two, "--no-official"], rounds);
    println!(
        "{receipts} receipts, {} bytes; best of {rounds} rounds",
        fs::metadata(&month).map_or(0, |of| of.len())
    );
    println!("start of a screening: {start:.2} CPU s\n");
    println!("| way | CPU s | a receipt, µs | of the rate of reading and judging |");
    println!("|---|---|---|---|");
    let tell = |way: &str, seconds: f64| {
        let each = seconds / receipts as f64 * 1e6;
        println!("| {way} | {seconds:.2} | {each:.1} | {:.0} % |", fused / seconds * 100.0);
    };
    tell("reading and judging, findings dropped", fused);
    tell(
        "screening, rows and reasons written",
        run.cpu(&["screen", &month, "--no-official"], rounds) - start,
    );
    tell("the same with official lists", run.cpu(&["screen", &month], rounds) - start);
    let (now, before) = apart(&made(CLINIC.0 * u64::from(CLINIC.1 + 1), CLINIC.1 + 1, &masters));
    let (now, before) = (file("now.UKE", now), file("before.UKE", before));
    let waits = [
        ("no history", vec!["check", "--json", "--institution", "clinic", &now]),
        ("history", vec!["check", "--json", "--institution", "clinic", &now, "--history", &before]),
    ];
    println!("\nA clinic's file of {} receipts, the program started for it:\n", CLINIC.0);
    println!("| with | wall s | CPU s |");
    println!("|---|---|---|");
    for (with, arguments) in waits {
        println!("| {with} | {:.2} | {:.2} |", run.wall(&arguments, rounds), run.cpu(&arguments, rounds));
    }
}

/// The month that is screened.
fn month() -> Month {
    Month::new(2024, 11).expect("a month")
}

/// Made-up months with errors in one receipt of a hundred, of which the last is [`month`].
fn made(receipts: u64, months: u32, masters: &masters::Masters) -> Vec<u8> {
    let config = corpus::Config {
        receipts,
        seed: 9,
        month: month().plus(1 - months.cast_signed()).expect("a month"),
        months,
        errors_ppm: 10_000,
        only: Vec::new(),
        kind: corpus::Kind::Medical,
        jobs: 1,
    };
    let mut out = Vec::new();
    corpus::generate(&config, masters, &mut out, &mut |_| Ok(()), &mut |_| {}).expect("months");
    out
}

/// What is filed for [`month`], and what was filed before; files of institutions begin with IR.
fn apart(all: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let filed = month().plus(1).expect("a month").number().to_string();
    let (mut now, mut before, mut is_now) = (Vec::new(), Vec::new(), false);
    for row in all.split_inclusive(|byte| *byte == b'\n') {
        if row.starts_with(b"IR,") {
            is_now = row.split(|byte| *byte == b',').nth(7) == Some(filed.as_bytes());
        }
        if is_now { &mut now } else { &mut before }.extend_from_slice(row);
    }
    assert!(!now.is_empty() && !before.is_empty(), "both are there");
    (now, before)
}

/// Processor seconds of reading and judging a file, with the checks against masters, nothing kept.
fn fused(masters: Arc<masters::Masters>, file: &str, rounds: u64) -> f64 {
    let (engine, bytes) = (Engine::new(masters, month()), fs::read(file).expect("the file"));
    let once = |_| {
        let start = ProcessTime::now();
        engine.judge(&bytes);
        start.elapsed().as_secs_f64()
    };
    (0..rounds).map(once).fold(f64::MAX, f64::min)
}

/// The program, and where it writes.
struct Run<'a> {
    program: &'a str,
    store: &'a str,
    folder: &'a Path,
}

impl Run<'_> {
    /// Runs it once.
    fn once(&self, arguments: &[&str]) {
        let out: PathBuf = self.folder.join("out");
        let mut command = Command::new(self.program);
        command.args(arguments).args(["--masters", self.store]).stdout(Stdio::null()).stderr(Stdio::null());
        if arguments.first() == Some(&"screen") {
            command.args(["--institution", "clinic", "--quiet", "--out"]).arg(&out);
        }
        let code = command.status().expect("the program starts").code();
        assert!(matches!(code, Some(0 | 1)), "{arguments:?} ended with {code:?}");
        let _none = fs::remove_dir_all(&out);
    }

    /// The least processor seconds of some rounds.
    fn cpu(&self, arguments: &[&str], rounds: u64) -> f64 {
        let once = |_| {
            let before = clock::processor("self", Whose::Children);
            self.once(arguments);
            clock::processor("self", Whose::Children) - before
        };
        (0..rounds).map(once).fold(f64::MAX, f64::min)
    }

    /// The least seconds of the wall.
    fn wall(&self, arguments: &[&str], rounds: u64) -> f64 {
        let once = |_| {
            let start = Instant::now();
            self.once(arguments);
            start.elapsed().as_secs_f64()
        };
        (0..rounds).map(once).fold(f64::MAX, f64::min)
    }
}
