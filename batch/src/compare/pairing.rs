//! The findings of one receipt on both sides: which are the same, which are only on one, which say something else.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use intake::content::NotEvaluated;
use model::{Finding, Queue};
use outcome::{Disposition, Settled, State, Weighed};
use review::{Decided, Reviewed};

use crate::counts::at;

use super::comparison::{Comparison, Difference, Example, Side, Tally, keep_first};

/// The place of a stream among the inputs, and its name.
type Stream<'a> = ((u64, u64), &'a str);

/// Aspects that leave points as they are.
const WORDS: [&str; 4] = ["check", "queue", "reason", "text"];

/// One side of a receipt.
#[derive(Clone, Copy)]
struct Of<'a> {
    findings: &'a [Finding],
    open: &'a [NotEvaluated],
    settled: &'a Settled,
}

/// A finding with what came of it.
type Found<'a> = (&'a Finding, &'a Weighed);

/// Compares all receipts of a part; both sides have the same.
pub(super) fn part([old, new]: [Reviewed<'_>; 2], stream: Stream<'_>, into: &mut Comparison) {
    let Some(batch) = old.batch else { return };
    for (before, after) in old.decided.iter().zip(new.decided) {
        into.receipts += 1;
        let sides = [side(old, before), side(new, after)];
        Receipt { sides, stream, seq: batch.seq_of(before.receipt) }.compare(into);
    }
}

fn side<'a>(part: Reviewed<'a>, decided: &'a Decided) -> Of<'a> {
    Of {
        findings: part.findings.get(decided.findings.clone()).unwrap_or_default(),
        open: part.not_evaluated.get(decided.not_evaluated.clone()).unwrap_or_default(),
        settled: &decided.settled,
    }
}

/// A receipt on both sides.
struct Receipt<'a> {
    sides: [Of<'a>; 2],
    stream: Stream<'a>,
    seq: u64,
}

impl<'a> Receipt<'a> {
    fn compare(&self, into: &mut Comparison) {
        for (at, side) in self.sides.iter().enumerate() {
            count(side, at, into);
        }
        let [old, new] = self.sides;
        if old.settled == new.settled && old.findings == new.findings && old.open == new.open {
            return;
        }
        let mut touched = BTreeSet::new();
        for (at, (difference, pair)) in self.differences().into_iter().enumerate() {
            touched.insert(rule_of(pair));
            self.difference(at as u64, difference, pair, into);
        }
        self.open(&mut touched, into);
        for rule in &touched {
            tally(into, rule).receipts += 1;
        }
        let moved = self.moved(into);
        into.total.receipts += u64::from(moved || !touched.is_empty());
    }

    /// What is not the same, in an order that does not depend on that of the findings.
    fn differences(&self) -> Vec<(Difference, [Option<Found<'a>>; 2])> {
        let [old, new] = self.sides.map(|of| {
            let mut all: Vec<Found<'_>> = of.findings.iter().zip(&of.settled.findings).collect();
            all.sort_by(|a, b| order(*a, *b));
            all
        });
        let (mut old, mut new) = (old.into_iter().peekable(), new.into_iter().peekable());
        let mut differences = Vec::new();
        loop {
            let head = match (old.peek(), new.peek()) {
                (Some(a), Some(b)) => {
                    if place(*a, *b) == Ordering::Greater {
                        *b
                    } else {
                        *a
                    }
                }
                (Some(a), None) => *a,
                (None, Some(b)) => *b,
                (None, None) => return differences,
            };
            let group = |from: &mut std::iter::Peekable<std::vec::IntoIter<Found<'a>>>| {
                let mut group = Vec::new();
                while let Some(found) = from.next_if(|found| place(*found, head) == Ordering::Equal) {
                    group.push(found);
                }
                group
            };
            let (before, after) = (group(&mut old), group(&mut new));
            unlike(before, after, &mut differences);
        }
    }

    fn difference(
        &self,
        at: u64,
        difference: Difference,
        [old, new]: [Option<Found<'_>>; 2],
        into: &mut Comparison,
    ) {
        let aspects = old.zip(new).map_or_else(Vec::new, |(old, new)| aspects(old, new));
        let mut one = Tally::default();
        match difference {
            Difference::Added => one.added = 1,
            Difference::Removed => one.removed = 1,
            Difference::Changed => one.changed = 1,
        }
        one.aspects = aspects.iter().map(|aspect| (*aspect, 1)).collect();
        let points = |found: Option<Found<'_>>| found.map_or(Some(0), points_of);
        match (points(old), points(new)) {
            (Some(old), Some(new)) => {
                one.points = new - old;
                one.points_moved = (new - old).unsigned_abs();
            }
            // Another sentence about the same change leaves the points as they are, known or not.
            _ if !aspects.is_empty() && aspects.iter().all(|aspect| WORDS.contains(aspect)) => {}
            _ => one.points_unknown = 1,
        }
        let rule = rule_of([old, new]);
        into.total.add(&one);
        tally(into, rule).add(&one);
        let line = new.or(old).and_then(|(finding, _)| finding.lines.first()).map(|line| line.line);
        let said = |found: Option<Found<'_>>| found.map(said);
        let example = self.example(at, line, aspects, [said(old), said(new)]);
        let keep = into.keep;
        if let Some(own) = into.rules.get_mut(rule) {
            keep_first(own.examples.entry(difference).or_default(), [example], keep);
        }
    }

    fn example(
        &self,
        at: u64,
        line: Option<u64>,
        aspects: Vec<&'static str>,
        [old, new]: [Option<Side>; 2],
    ) -> Example {
        let ((file_at, stream_at), file) = self.stream;
        let place = [file_at, stream_at, self.seq, at];
        Example { place, file: file.to_owned(), seq: self.seq, line, aspects, old, new }
    }

    /// Rules that only one side could evaluate.
    fn open(&self, touched: &mut BTreeSet<&'a str>, into: &mut Comparison) {
        let [old, new] = self.sides.map(|of| open_rules(of.open));
        for rule in old.symmetric_difference(&new) {
            touched.insert(rule);
            let newly = u64::from(new.contains(rule));
            tally(into, rule).newly_open += newly;
            into.total.newly_open += newly;
        }
    }

    /// Whether the receipt ends elsewhere.
    fn moved(&self, into: &mut Comparison) -> bool {
        let [old, new] = self.sides.map(|of| of.settled);
        let names = [old.disposition.slug(), new.disposition.slug()];
        if old.disposition != new.disposition {
            step(&mut into.dispositions, names);
            let sides = [old, new].map(|settled| Some(end(settled)));
            let example = self.example(0, None, vec!["disposition"], sides);
            let keep = into.keep;
            keep_first(&mut into.disposition_examples, [example], keep);
        }
        if old.queue != new.queue {
            step(&mut into.queues, [old, new].map(|settled| settled.queue.map_or("-", Queue::slug)));
        }
        (old.disposition, old.queue, old.after, &old.payers)
            != (new.disposition, new.queue, new.after, &new.payers)
    }
}

/// Findings of one place on both sides: those that are alike fall out, the others are pairs as long as both sides have any.
fn unlike<'a>(
    old: Vec<Found<'a>>,
    mut new: Vec<Found<'a>>,
    into: &mut Vec<(Difference, [Option<Found<'a>>; 2])>,
) {
    let mut left = Vec::new();
    for before in old {
        match new.iter().position(|after| aspects(before, *after).is_empty()) {
            Some(same) => drop(new.remove(same)),
            None => left.push(before),
        }
    }
    let (mut left, mut new) = (left.into_iter(), new.into_iter());
    loop {
        into.push(match (left.next(), new.next()) {
            (Some(before), Some(after)) => (Difference::Changed, [Some(before), Some(after)]),
            (Some(before), None) => (Difference::Removed, [Some(before), None]),
            (None, Some(after)) => (Difference::Added, [None, Some(after)]),
            (None, None) => return,
        });
    }
}

/// What is not the same of two findings in one place. Editions do not count: a rule that is cut in two editions at a date
/// says the same.
fn aspects((old, before): Found<'_>, (new, after): Found<'_>) -> Vec<&'static str> {
    let text = |of: &Finding| (of.message != new.message) || of.advice != new.advice || of.basis != new.basis;
    let all = [
        ("certainty", old.certainty != new.certainty),
        ("conclusion", old.conclusion != new.conclusion),
        ("check", (old.check, old.level, old.official) != (new.check, new.level, new.official)),
        ("queue", old.queue != new.queue),
        ("state", before.state != after.state),
        ("points", (before.points, &before.doubt, &old.effect) != (after.points, &after.doubt, &new.effect)),
        ("days", old.days != new.days),
        ("reason", old.reason != new.reason),
        ("text", text(old)),
    ];
    all.into_iter().filter(|(_, differs)| *differs).map(|(aspect, _)| aspect).collect()
}

/// The place of a finding: its rule and its lines.
fn place((a, _): Found<'_>, (b, _): Found<'_>) -> Ordering {
    let linked = |of: &'_ Finding| -> Vec<_> {
        of.linked.iter().map(|line| (line.file.clone(), line.seq, line.line, line.role)).collect()
    };
    a.rule.cmp(&b.rule).then_with(|| a.lines.cmp(&b.lines)).then_with(|| linked(a).cmp(&linked(b)))
}

fn order(a: Found<'_>, b: Found<'_>) -> Ordering {
    let rest = |(of, _): Found<'_>| (of.conclusion, of.certainty, of.days);
    place(a, b).then_with(|| rest(a).cmp(&rest(b))).then_with(|| a.0.message.cmp(&b.0.message))
}

/// What a finding changes; nothing when it is contained in another or only told.
fn points_of((_, weighed): Found<'_>) -> Option<i64> {
    if weighed.state == State::Won { weighed.points } else { Some(0) }
}

fn said((finding, weighed): Found<'_>) -> Side {
    Side::Finding {
        certainty: finding.certainty.slug(),
        conclusion: finding.conclusion.slug(),
        state: weighed.state.slug(),
        points: weighed.points,
        message: finding.message.clone(),
    }
}

fn end(settled: &Settled) -> Side {
    Side::Receipt {
        disposition: settled.disposition.slug(),
        queue: settled.queue.map(Queue::slug),
        points_after: settled.after,
    }
}

fn rule_of<'a>([old, new]: [Option<Found<'a>>; 2]) -> &'a str {
    new.or(old).map_or("", |(finding, _)| &finding.rule)
}

fn open_rules(open: &[NotEvaluated]) -> BTreeSet<&str> {
    open.iter().map(|one| &*one.rule).collect()
}

/// Counts what one side has, whether or not it differs.
fn count(side: &Of<'_>, at: usize, into: &mut Comparison) {
    let one = |of: &mut [u64; 2], n: u64| {
        if let Some(count) = of.get_mut(at) {
            *count += n;
        }
    };
    for finding in side.findings {
        one(&mut tally(into, &finding.rule).findings, 1);
    }
    for rule in open_rules(side.open) {
        one(&mut tally(into, rule).not_evaluated, 1);
    }
    one(&mut into.total.findings, side.findings.len() as u64);
    one(&mut into.total.not_evaluated, u64::from(!side.open.is_empty()));
    let settled = side.settled;
    if let (Disposition::Assessed, Some(claimed), Some(after)) =
        (settled.disposition, settled.claimed, settled.after)
        && let Some(taken) = into.assessed.get_mut(at)
    {
        *taken += claimed - after;
    }
}

fn step(moves: &mut BTreeMap<String, BTreeMap<String, u64>>, [old, new]: [&str; 2]) {
    *at(at(moves, old), new) += 1;
}

/// The counts of a rule.
fn tally<'a>(into: &'a mut Comparison, rule: &str) -> &'a mut Tally {
    &mut at(&mut into.rules, rule).tally
}
