//! Who explains says what judging says: the same run, with somebody who listens.

use eval::explain::{Clause, Explainer, Explanation, Outcome, Stop, Way};
use eval::{Answer, Book, Config, Earlier, Judgement, Scratch, compile};
use masters::Masters;
use receipt::Batch;
use receipt::cut::{Cutter, Limits};

use crate::planning::{files, month};

/// Of more rows than these a judgement names none.
const MOST_ROWS: usize = 16;

/// Explains every receipt of a made-up month; how many explanations there were.
fn explained(book: &Book<'_>, files: &[dsl::ast::File], bytes: &[u8], config: Config) -> usize {
    let explainer = Explainer::new(book, files);
    let mut cutter = Cutter::new(bytes, Limits::default());
    let (mut batch, mut scratch, mut told) = (Batch::default(), Scratch::default(), 0);
    while cutter.next(&mut batch).unwrap() {
        receipt::read(&mut batch);
        let mut kept = Vec::new();
        // Every fourth: explaining everything that a receipt wakes is slow without optimisation.
        for receipt in (0..batch.receipts.len()).step_by(4) {
            let judged = book.judge(&batch, receipt, Earlier::default(), config, &mut scratch);
            let at = (&batch, receipt);
            let woken = explainer.woken(at, Earlier::default(), config, &mut scratch);
            let said: Vec<_> = woken.iter().flat_map(|one| one.judgements.clone()).collect();
            assert_eq!(said, judged, "receipt {receipt}");
            rest_on_the_same(&judged, &said);
            let brief = explainer.told(at, Earlier::default(), config, &mut scratch);
            let said: Vec<_> = brief.iter().flat_map(|one| one.judgements.clone()).collect();
            assert_eq!(said, judged, "receipt {receipt}");
            let fired = |one: &&Explanation| matches!(one.outcome, Outcome::Fired | Outcome::Referred);
            let (short, long) = (brief.iter().filter(fired), woken.iter().filter(fired));
            assert_eq!(short.clone().count(), long.clone().count(), "receipt {receipt}");
            short.zip(long).for_each(|(short, long)| are_told_alike(short, long));
            // What is remembered of other receipts changes nothing.
            let afresh = explainer.told(at, Earlier::default(), config, &mut Scratch::default());
            assert_eq!(afresh, brief, "receipt {receipt}");
            kept.push((at, explainer.judge(at, Earlier::default(), config, &mut scratch), brief));
            woken.iter().for_each(is_whole);
            told += woken.len();
            // One rule after the other is also tried on everything: the index may not change what it says.
            let number = receipt % book.rules().len();
            let one = explainer.one(number, at, Earlier::default(), config).unwrap();
            let own: Vec<_> = judged.into_iter().filter(|judgement| judgement.rule == number).collect();
            assert_eq!(one.judgements, own, "receipt {receipt}, rule {number}");
            is_whole(&one);
        }
        // What was kept is put into the same words after other receipts were judged.
        for (at, spoken, brief) in kept {
            assert_eq!(explainer.words(spoken, at, Earlier::default(), config), brief, "receipt {}", at.1);
        }
    }
    told
}

/// In brief the first way is told with the same clauses; of what is alike to it only the number.
fn are_told_alike(short: &Explanation, long: &Explanation) {
    assert_eq!((short.rule, short.said), (long.rule, long.said));
    assert!(short.ways >= short.said && short.ways <= long.ways, "rule {}", short.rule);
    let first = |of: &Explanation| of.shown.first().cloned().map(without_misses);
    assert_eq!(first(short), first(long), "rule {}", short.rule);
}

/// A way without what came near: in brief that is not told.
fn without_misses(mut way: Way) -> Way {
    fn strip(clause: &mut Clause) {
        clause.searches.iter_mut().for_each(|search| search.misses.clear());
        clause.parts.iter_mut().for_each(strip);
    }
    way.variables.iter_mut().flat_map(|of| &mut of.searches).for_each(|search| search.misses.clear());
    way.clauses.iter_mut().for_each(strip);
    way
}

/// With the plan fewer rows may be told that say the same for the rule; none that a run on everything does not know.
fn rest_on_the_same(planned: &[Judgement], all: &[Judgement]) {
    for (one, other) in planned.iter().zip(all) {
        let (rows, known) = (&one.rests.0, &other.rests.0);
        assert_eq!(rows.is_empty(), known.is_empty(), "rule {}: {rows:?} {known:?}", one.rule);
        if known.len() < MOST_ROWS {
            for row in rows {
                assert!(
                    known.iter().any(|own| own.clone().join(row)),
                    "rule {}: {row:?} {known:?}",
                    one.rule
                );
            }
        }
    }
}

/// What an explanation must hold: a reason in words, and for a rule that fired nothing that failed.
fn is_whole(of: &Explanation) {
    match of.outcome {
        Outcome::Silent => assert_ne!(of.stop, Stop::Told, "rule {}", of.rule),
        Outcome::Fired => {
            assert!(of.judgements.iter().any(|judgement| judgement.answer == Answer::Fired));
            assert!(of.said > 0 && !of.shown.is_empty() && of.stop == Stop::Told, "rule {}", of.rule);
        }
        Outcome::Referred | Outcome::Undecided => assert!(!of.shown.is_empty(), "rule {}", of.rule),
    }
    for way in &of.shown {
        assert!(way.variables.iter().all(|variable| !variable.words.is_empty()));
        way.clauses.iter().for_each(|clause| has_words(clause, of.rule));
    }
}

/// Every clause is told in the words of its author.
fn has_words(of: &Clause, rule: usize) {
    assert!(!of.words.is_empty() && of.words != "条件", "rule {rule}: {of:?}");
    of.parts.iter().for_each(|part| has_words(part, rule));
}

#[test]
fn explanations_say_what_judging_says() {
    let files = files();
    let book = Book::new(compile(&files), Masters::starter());
    for excerpt_is_all in [false, true] {
        let bytes = month(202_406, 500_000, Masters::starter());
        let config = Config { excerpt_is_all, ..Config::default() };
        let told = explained(&book, &files, &bytes, config);
        assert!(told > 500, "rules are woken: {told}");
    }
}
