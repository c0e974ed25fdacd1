//! What a program pays before its first receipt: opening the store, reading the book, compiling it, planning the month.
//! `cargo run --release -p benches --bin start STORE [ROUNDS]`; STORE is the folder that `shinsa masters import` made.

use std::time::Duration;

use benches::{book, clock, input, judging, official};
use eval::{Book, Reading, Scratch, compile};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let store = arguments.next().expect("the folder of a store");
    let rounds = arguments.next().map_or(10, |text| text.parse().expect("a number"));
    let bytes = official::store_bytes(&store);
    let masters = masters::open(&bytes).expect("a store of this version");
    let texts = book::texts();
    let trees = book::trees(&texts);
    let batches = judging::batches(&input::month_of(2, &masters));
    let first = batches.first().expect("two receipts");
    let alone =
        rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build().expect("a thread");
    let planned = || Book::new(compile(&trees), &masters).awake(first, 0, &mut Scratch::default());
    let steps: [(&str, Duration); 7] = alone.install(|| {
        [
            ("store opened", clock::best(rounds, || masters::open(&bytes))),
            ("texts read", clock::best(rounds, || book::trees(&texts))),
            ("trees checked", clock::best(rounds, || dsl::check(&trees, dsl::vocabulary::TABLES))),
            ("compiled", clock::best(rounds, || compile(&trees))),
            ("texts read, checked and compiled", clock::best(rounds, || Reading::of(&texts))),
            ("first receipt, month planned", clock::best(rounds, planned)),
            ("the same with the thread that plans beside it", clock::best_of_all(rounds, planned)),
        ]
    });
    println!("CPU time of the thread that waits, the least of {rounds}\n| step | ms |\n|---|---|");
    for (step, time) in steps {
        println!("| {step} | {:.1} |", time.as_secs_f64() * 1e3);
    }
}
