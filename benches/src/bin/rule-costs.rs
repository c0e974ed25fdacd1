//! Which rules cost what: every rule of the book as a book of its own, judged over a made-up month, dearest first.
//! `cargo run --release -p benches --bin rule-costs [RECEIPTS]`; with SHINSA_SHARED against the official masters.

use std::time::Duration;

use benches::{book, input, judging, official};
use cpu_time::ThreadTime;
use eval::{Book, Compiled, compile};
use masters::Masters;

fn main() {
    let receipts = std::env::args().nth(1).map_or(5_000, |text| text.parse().expect("a number"));
    let owned = official::masters();
    let masters = owned.as_ref().unwrap_or_else(|| Masters::starter());
    let batches = judging::batches(&input::month_of(receipts, masters));
    let compiled = compile(&book::trees(&book::texts()));
    let mut costs = Vec::new();
    for rule in &compiled.rules {
        let alone = Book::new(Compiled { rules: vec![rule.clone()], ..Compiled::default() }, masters);
        let (planning, _) = timed(|| judging::judge_all(&alone, batches.get(..1).unwrap_or_default()));
        let (time, judged) = timed(|| judging::judge_all(&alone, &batches));
        costs.push((time, planning, judged.judgements.len(), rule.code.clone()));
    }
    costs.sort_by_key(|cost| std::cmp::Reverse(cost.0));
    let (_, all) = timed(|| Book::new(compiled, masters));
    println!("{receipts} receipts, {} rules", all.rules().len());
    println!("| rule | ns a receipt | planning, ms | judgements |\n|---|---|---|---|");
    for (time, planning, said, code) in costs {
        let each = time.as_nanos() / u128::from(receipts);
        println!("| {code} | {each} | {:.1} | {said} |", planning.as_secs_f64() * 1e3);
    }
}

fn timed<T>(run: impl FnOnce() -> T) -> (Duration, T) {
    let start = ThreadTime::now();
    let made = run();
    (start.elapsed(), made)
}
