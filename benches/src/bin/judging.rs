//! Judging a made-up month by a made-up book, in ratios to limits measured in the same run.
//! `cargo run --release -p benches --bin judging [RECEIPTS] [ROUNDS]`; the goals are those of docs/performance.md.

use std::time::Duration;

use benches::generated::{self, Made};
use benches::{book, input, judging, official};
use cpu_time::{ProcessTime, ThreadTime};
use eval::{Book, Scratch, compile};
use masters::Masters;
use rayon::prelude::*;
use receipt::Batch;

const SEED: u64 = 20_241;

fn main() {
    let mut arguments = std::env::args().skip(1).map(|text| text.parse::<u64>().expect("a number"));
    let (receipts, rounds) = (arguments.next().unwrap_or(200_000), arguments.next().unwrap_or(5));
    let bytes = input::month_of(receipts, Masters::starter());
    let batches = judging::batches(&bytes);
    println!("{receipts} receipts, {} bytes; CPU time of one thread, best of {rounds}\n", bytes.len());
    let made = generated::make(SEED, 100_000, 3_000);
    fused(&made, &bytes, &batches, rounds);
    growth(&batches, rounds);
    compiling(&made, &batches, rounds);
    threads(&made, &batches, rounds);
    survivors("made-up book", &Book::new(compile(&book::trees(&made.texts)), &made.masters), &batches);
    survivors("rules/", &Book::new(compile(&book::trees(&book::texts())), Masters::starter()), &batches);
    official_set(&batches);
}

/// A book that has its plan: compiling is measured apart.
fn ready<'m>(made: &'m Made, batches: &[Batch]) -> Book<'m> {
    let compiled = compile(&book::trees(&made.texts));
    assert!(compiled.refused.is_empty(), "every rule runs: {:?}", compiled.refused.first());
    let book = Book::new(compiled, &made.masters);
    judging::judge_all(&book, batches.get(..1).unwrap_or_default());
    book
}

fn fused(made: &Made, bytes: &[u8], batches: &[Batch], rounds: u64) {
    let book = ready(made, batches);
    let (mut scan, mut read, mut judge, mut both) = (Best::new(), Best::new(), Best::new(), Best::new());
    let mut findings = 0;
    for _ in 0..rounds {
        scan.of(|| memchr::memchr_iter(b'\n', bytes).count());
        read.of(|| judging::read(bytes));
        findings = judge.of(|| judging::judge_all(&book, batches)).judgements.len();
        let again = both.of(|| judging::read_and_judge(&book, bytes)).judgements.len();
        assert_eq!(findings, again, "fused as apart");
    }
    let receipts: usize = batches.iter().map(|batch| batch.receipts.len()).sum();
    println!("{} rows, {} rules, {findings} findings kept", made.rows, book.rules().len());
    let each = |best: &Best| format!("{:.0} ns a receipt", best.0.as_nanos() as f64 / receipts as f64);
    println!("| line scan | {} |\n| reading | {} |", each(&scan), each(&read));
    println!("| judging | {} |\n| reading and judging fused | {} |\n", each(&judge), each(&both));
    goal("fused rate of reading alone", 100.0 * read.over(&both), "%", At::Least(45.0));
    goal("line scan over fused", both.over(&scan), "times", At::Most(20.0));
}

fn growth(batches: &[Batch], rounds: u64) {
    let judge = |rows, rules| {
        let made = generated::make(SEED, rows, rules);
        let book = ready(&made, batches);
        let mut best = Best::new();
        (0..rounds).for_each(|_| drop(best.of(|| judging::judge_all(&book, batches))));
        best
    };
    let (few, many) = (judge(1_000, 0), judge(100_000, 0));
    goal("100 times the table rows: judging", many.over(&few), "times", At::Most(4.0));
    let (few, many) = (judge(1_000, 300), judge(1_000, 3_000));
    goal("10 times the hand-written rules: judging", many.over(&few), "times", At::Most(5.0));
}

fn compiling(made: &Made, batches: &[Batch], rounds: u64) {
    let (mut text, mut check, mut plan) = (Best::new(), Best::new(), Best::new());
    let trees = text.of(|| book::trees(&made.texts));
    let tables: Vec<&str> = Vec::new();
    check.of(|| dsl::check(&trees, &tables));
    let one = batches.get(..1).unwrap_or_default();
    for _ in 0..rounds {
        plan.of(|| Book::new(compile(&trees), &made.masters).awake(&one[0], 0, &mut Scratch::default()));
    }
    println!("reading the text of the rules {:.2} s, checking it {:.2} s", text.seconds(), check.seconds());
    goal("compiling and planning a month", plan.seconds(), "s", At::Most(0.3));
}

fn threads(made: &Made, batches: &[Batch], rounds: u64) {
    let book = ready(made, batches);
    let mut both = [Duration::MAX; 2];
    for _ in 0..rounds {
        for (threads, best) in (1..).zip(&mut both) {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            let start = ProcessTime::now();
            let judged: Vec<_> = pool.install(|| {
                let one = |batch: &Batch| judging::judge_all(&book, std::slice::from_ref(batch));
                batches.par_iter().map(one).collect()
            });
            *best = (*best).min(start.elapsed());
            drop(judged);
        }
    }
    let ratio = both[1].as_secs_f64() / both[0].as_secs_f64();
    goal("CPU seconds of two threads over one", ratio, "times", At::Most(1.1));
}

fn survivors(name: &str, book: &Book<'_>, batches: &[Batch]) {
    let mut scratch = Scratch::default();
    let mut awake: Vec<usize> = Vec::new();
    for batch in batches {
        awake.extend((0..batch.receipts.len()).map(|receipt| book.awake(batch, receipt, &mut scratch)));
    }
    awake.sort_unstable();
    let rules = book.rules().len();
    let (half, most) = (awake[awake.len() / 2], awake[awake.len() * 95 / 100]);
    let share = |rules_awake: usize| 100.0 * rules_awake as f64 / rules as f64;
    println!(
        "{name}: of {rules} rules the index leaves {half} ({:.2} %) to half of the receipts, {most} ({:.2} %) at p95",
        share(half),
        share(most)
    );
}

/// The masters as published, of all editions at hand, and the rule book of this repository.
fn official_set(batches: &[Batch]) {
    let Some(sources) = official::sources() else { return };
    let mut load = Best::new();
    let (masters, _) = masters::build(&sources);
    let bytes = masters::encode(&masters);
    let texts = book::texts();
    let awake = load.of(|| {
        let masters = masters::open(&bytes).expect("what was encoded opens");
        let book = Book::new(compile(&book::trees(&texts)), &masters);
        book.awake(&batches[0], 0, &mut Scratch::default())
    });
    println!("{} official files, {} rule files, {awake} rules awake", sources.len(), texts.len());
    goal("store opened, book read, compiled and planned", load.seconds(), "s", At::Most(2.0));
}

/// The least CPU time of several rounds.
struct Best(Duration);

impl Best {
    const fn new() -> Self {
        Self(Duration::MAX)
    }

    fn of<T>(&mut self, run: impl FnOnce() -> T) -> T {
        let start = ThreadTime::now();
        let made = std::hint::black_box(run());
        self.0 = self.0.min(start.elapsed());
        made
    }

    fn seconds(&self) -> f64 {
        self.0.as_secs_f64()
    }

    fn over(&self, other: &Self) -> f64 {
        self.seconds() / other.seconds()
    }
}

enum At {
    Least(f64),
    Most(f64),
}

fn goal(what: &str, value: f64, unit: &str, at: At) {
    let (reached, sign, limit) = match at {
        At::Least(limit) => (value >= limit, "at least", limit),
        At::Most(limit) => (value <= limit, "at most", limit),
    };
    let verdict = if reached { "reached" } else { "NOT reached" };
    println!("{what}: {value:.2} {unit} (goal {sign} {limit}: {verdict})");
}
