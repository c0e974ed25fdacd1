//! What explaining costs beside judging: a clinic's month judged alone; with all kept by which each finding is explained; and
//! with every explanation made in words at once.
//! `cargo run --release -p benches --bin explaining -- [store] [receipts] [rounds]`; without a store the starter masters.

use std::time::Duration;

use benches::judging::{self, Judged};
use benches::{book, clock, generated, input, official};
use eval::explain::{Explainer, Explanation, Spoken};
use eval::{Answer, Book, Config, Earlier, Scratch, compile};
use masters::Masters;
use model::Month;
use receipt::Batch;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let masters = match arguments.next().filter(|path| path != "-") {
        Some(store) => official::store(store),
        None => Masters::starter_anew(),
    };
    let mut number = |otherwise| arguments.next().map_or(otherwise, |text| text.parse().expect("a number"));
    let (receipts, rounds) = (number(3_000), number(5));
    let bytes = input::clinic(receipts, Month::new(2024, 6).expect("a month"), &masters);
    let batches = judging::batches(&bytes);
    println!("{receipts} receipts, one in ten with an error; CPU time of one thread, best of {rounds}");
    beside("rules/", &book::texts(), &masters, &batches, rounds);
    let made = generated::make(20_241, 100_000, 3_000);
    beside("made-up book", &made.texts, &made.masters, &batches, rounds);
}

/// Judging alone and with explanations, by one book: batch by batch in turn, each batch at its best, as the machine is seldom
/// quiet for longer.
fn beside(name: &str, texts: &[String], masters: &Masters, batches: &[Batch], rounds: u64) {
    let files = book::trees(texts);
    let book = Book::new(compile(&files), masters);
    let explainer = Explainer::new(&book, &files);
    let mut best = vec![[Duration::MAX; 3]; batches.len()];
    let mut spoken = 0;
    for round in 0..rounds {
        let mut scratch: [Scratch; 3] = Default::default();
        let (mut judged, mut kept, mut told) = (Judged::default(), Vec::new(), Vec::new());
        for (batch, best) in batches.iter().zip(&mut best) {
            let [alone, keeping, telling] = &mut scratch;
            // Whoever comes first finds the batch outside the caches, so each does in turn.
            for way in (0..3).map(|way| (way + round) % 3) {
                let took = match way {
                    0 => clock::best(1, || judging::judge(&book, batch, alone, &mut judged)),
                    1 => clock::best(1, || keep(&explainer, batch, keeping, &mut kept)),
                    _ => clock::best(1, || tell(&explainer, batch, telling, &mut told)),
                };
                let best = best.get_mut(way as usize).expect("three ways");
                *best = (*best).min(took);
            }
        }
        spoken = judged.judgements.iter().filter(|(_, one)| one.answer != Answer::Undecided).count();
        std::hint::black_box((judged, kept, told));
    }
    let all = |way: usize| -> Duration { best.iter().filter_map(|batch| batch.get(way)).sum() };
    let alone = all(0);
    println!("{name}: {spoken} judgements to explain; judging alone {alone:?}");
    for (what, took) in [("explanations kept", all(1)), ("all of them in words", all(2))] {
        let (more, over) = (took.saturating_sub(alone), took.as_secs_f64() / alone.as_secs_f64() - 1.0);
        println!(
            "{name}: {what} {took:?}, {:.1} % more (goal: 10), {:.1} µs each",
            100.0 * over,
            1e6 * more.as_secs_f64() / spoken.max(1) as f64
        );
    }
}

/// Judges, and keeps what the words of each explanation are made of.
fn keep<'a>(
    explainer: &'a Explainer<'_>,
    batch: &'a Batch,
    scratch: &mut Scratch,
    into: &mut Vec<Spoken<'a>>,
) {
    for receipt in 0..batch.receipts.len() {
        into.extend(explainer.judge((batch, receipt), Earlier::default(), Config::default(), scratch));
    }
}

/// Judges, and tells why in the words of the rules.
fn tell(explainer: &Explainer<'_>, batch: &Batch, scratch: &mut Scratch, into: &mut Vec<Explanation>) {
    for receipt in 0..batch.receipts.len() {
        into.extend(explainer.told((batch, receipt), Earlier::default(), Config::default(), scratch));
    }
}
