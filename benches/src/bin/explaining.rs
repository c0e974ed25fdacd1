//! What explaining costs beside judging: a clinic's month judged alone; with all kept by which each finding is explained; and
//! with every explanation made in words at once.
//! `cargo run --release -p benches --bin explaining -- [store] [receipts] [rounds]`; without a store the starter masters.

use std::time::Duration;

use benches::{book, clock, generated, input, judging, official};
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

/// Judging alone and with explanations in turn, by one book.
fn beside(name: &str, texts: &[String], masters: &Masters, batches: &[Batch], rounds: u64) {
    let files = book::trees(texts);
    let book = Book::new(compile(&files), masters);
    let explainer = Explainer::new(&book, &files);
    let judged = judging::judge_all(&book, batches);
    let spoken = judged.judgements.iter().filter(|(_, one)| one.answer != Answer::Undecided).count();
    let (mut alone, mut kept, mut told) = (Duration::MAX, Duration::MAX, Duration::MAX);
    for _ in 0..rounds {
        alone = alone.min(clock::best(1, || judging::judge_all(&book, batches)));
        kept = kept.min(clock::best(1, || keep_all(&explainer, batches)));
        told = told.min(clock::best(1, || explain_all(&explainer, batches)));
    }
    println!("{name}: {spoken} judgements to explain; judging alone {alone:?}");
    for (what, took) in [("explanations kept", kept), ("all of them in words", told)] {
        let (more, over) = (took.saturating_sub(alone), took.as_secs_f64() / alone.as_secs_f64() - 1.0);
        println!(
            "{name}: {what} {took:?}, {:.1} % more (goal: 10), {:.1} µs each",
            100.0 * over,
            1e6 * more.as_secs_f64() / spoken.max(1) as f64
        );
    }
}

/// Judges, and keeps what the words of each explanation are made of.
fn keep_all<'a>(explainer: &'a Explainer<'_>, batches: &'a [Batch]) -> Vec<Spoken<'a>> {
    let mut scratch = Scratch::default();
    let mut kept = Vec::new();
    for batch in batches {
        for receipt in 0..batch.receipts.len() {
            kept.extend(explainer.judge(
                (batch, receipt),
                Earlier::default(),
                Config::default(),
                &mut scratch,
            ));
        }
    }
    kept
}

/// Judges, and tells why in the words of the rules.
fn explain_all(explainer: &Explainer<'_>, batches: &[Batch]) -> Vec<Explanation> {
    let mut scratch = Scratch::default();
    let mut told = Vec::new();
    for batch in batches {
        for receipt in 0..batch.receipts.len() {
            let at = (batch, receipt);
            told.extend(explainer.told(at, Earlier::default(), Config::default(), &mut scratch));
        }
    }
    told
}
