//! A compiled rule book, and which of its rules a receipt can wake.

use masters::Masters;
use model::Lang;
use receipt::Batch;

use crate::compile::Compiled;
use crate::program::Rule;
use crate::run::{self, Earlier, Judgement};

/// How many codes an anchor may have before the rule is tried on every receipt instead.
const WIDEST: u64 = 100_000;

/// What judging is told besides the receipt and the masters.
#[derive(Clone, Copy, Debug, Default)]
pub struct Config {
    /// The language of messages.
    pub lang: Lang,
    /// Whether tables of which only an excerpt is known count as complete; true for the examples of rules alone.
    pub excerpt_is_all: bool,
}

/// Rules that run.
#[derive(Debug, Default)]
pub struct Book {
    rules: Vec<Rule>,
    /// Code and rule, sorted.
    by_code: Vec<(u32, usize)>,
    /// Rules that any receipt may wake.
    always: Vec<usize>,
}

impl Book {
    /// Makes the index.
    pub fn new(compiled: Compiled) -> Self {
        let mut book = Self { rules: compiled.rules, ..Self::default() };
        for (at, rule) in book.rules.iter().enumerate() {
            match &rule.anchor {
                Some(ranges) if ranges.iter().map(|r| u64::from(r.end - r.start)).sum::<u64>() <= WIDEST => {
                    book.by_code.extend(ranges.iter().cloned().flatten().map(|code| (code, at)));
                }
                _ => book.always.push(at),
            }
        }
        book.by_code.sort_unstable();
        book.by_code.dedup();
        book
    }

    /// The rules, by the numbers that judgements name.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Judges one receipt of a batch, in the order of the rules.
    pub fn judge(
        &self,
        batch: &Batch,
        receipt: usize,
        earlier: Earlier<'_>,
        masters: &Masters,
        config: Config,
    ) -> Vec<Judgement> {
        let mut awake = self.always.clone();
        let lines =
            batch.receipts.get(receipt).map_or(0..0, |r| r.lines.start as usize..r.lines.end as usize);
        for &code in batch.lines.code.get(lines).unwrap_or_default() {
            let first = self.by_code.partition_point(|&(known, _)| known < code);
            let same = self.by_code.get(first..).unwrap_or_default();
            awake.extend(same.iter().take_while(|&&(known, _)| known == code).map(|&(_, rule)| rule));
        }
        awake.sort_unstable();
        awake.dedup();
        let rules = awake.iter().filter_map(|&at| Some((at, self.rules.get(at)?)));
        run::judge(rules, batch, receipt, earlier, masters, config)
    }
}
