//! Which rules cost what: every rule of the book as a book of its own, judged over a made-up month, dearest first.
//! `cargo run --release -p benches --bin rule-costs [RECEIPTS [RULES]]`: the rule book of this repository, with SHINSA_SHARED
//! against the official masters, or against those of a store when SHINSA_MASTERS names its folder; with RULES the made-up
//! book with so many rules and its tables.

use std::time::Duration;

use benches::{book, generated, input, judging, official};
use cpu_time::ThreadTime;
use eval::{Book, Compiled, compile};
use masters::Masters;

fn main() {
    let mut arguments = std::env::args().skip(1).map(|text| text.parse::<u64>().expect("a number"));
    let receipts = arguments.next().unwrap_or(5_000);
    let made =
        arguments.next().map(|rules| generated::make(20_241, 100_000, usize::try_from(rules).expect("fits")));
    let owned = if made.is_none() { official::named_store().or_else(official::masters) } else { None };
    let masters =
        made.as_ref().map(|made| &made.masters).or(owned.as_ref()).unwrap_or_else(|| Masters::starter());
    let month_of = if made.is_some() { Masters::starter() } else { masters };
    let batches = judging::batches(&input::month_of(receipts, month_of));
    let texts = made.as_ref().map_or_else(book::texts, |made| made.texts.clone());
    let compiled = compile(&book::trees(&texts));
    let mut costs = Vec::new();
    for rule in &compiled.rules {
        let alone = Book::new(Compiled { rules: vec![rule.clone()], ..Compiled::default() }, masters);
        let (planning, _) = timed(|| judging::judge_all(&alone, batches.get(..1).unwrap_or_default()));
        let (time, judged) = timed(|| judging::judge_all(&alone, &batches));
        costs.push((time, planning, judged.judgements.len(), rule.code.clone()));
    }
    costs.sort_by_key(|cost| std::cmp::Reverse(cost.0));
    let all = Book::new(compiled, masters);
    judging::judge_all(&all, batches.get(..1).unwrap_or_default());
    let rounds = (0..ROUNDS).map(|_| timed(|| judging::judge_all(&all, &batches)));
    let (together, judged) = rounds.min_by_key(|round| round.0).expect("a round");
    let each = together.as_nanos() / u128::from(receipts);
    println!("{receipts} receipts, {} rules: {each} ns a receipt together", all.rules().len());
    println!("{} judgements", judged.judgements.len());
    println!("| rule | ns a receipt | planning, ms | judgements |\n|---|---|---|---|");
    for (time, planning, said, code) in costs {
        let each = time.as_nanos() / u128::from(receipts);
        println!("| {code} | {each} | {:.1} | {said} |", planning.as_secs_f64() * 1e3);
    }
}

/// The book as a whole is judged so often; the best counts.
const ROUNDS: usize = 5;

fn timed<T>(run: impl FnOnce() -> T) -> (Duration, T) {
    let start = ThreadTime::now();
    let made = run();
    (start.elapsed(), made)
}
