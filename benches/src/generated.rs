//! A rule book and tables made up from one seed, of any size: rule text and master files that go through the real
//! importer, checker and compiler.
//!
//! Codes are those that a made-up month claims (seen) and made-up ones that nobody claims (rare), in the shares that the
//! official tables of 2024 have; see [`tables`] and [`rules`].

pub(crate) mod files;
mod rules;
mod seen;
mod tables;

use masters::Masters;
use model::Month;
use rand_xoshiro::SplitMix64;
use rand_xoshiro::rand_core::{RngCore, SeedableRng};

use seen::Seen;

/// The month that is claimed and judged.
pub const MONTH: u32 = 2024_06;

/// Everything that the long bench judges by.
pub struct Made {
    /// The starter masters with the made-up tables in place of theirs.
    pub masters: Masters,
    /// The texts of the rule files.
    pub texts: Vec<String>,
    /// How many rows the tables have.
    pub rows: usize,
}

/// Makes a book of hand-written-like rules and tables with about as many rows; the same for the same numbers.
///
/// # Panics
/// When the importer refuses what was made: there is nothing to measure then.
pub fn make(seed: u64, rows: usize, rules: usize) -> Made {
    let seen = Seen::of(Masters::starter());
    let codes = Codes::new(&seen);
    let files = tables::files(seed, rows, &seen, &codes);
    let (masters, rows) = files::masters(&files);
    let mut texts = tables::rules();
    texts.push(rules::text(seed, rules, &codes));
    Made { masters, texts, rows }
}

/// The first day of the month.
pub(crate) fn first_day() -> model::Date {
    Month::from_number(MONTH).expect("a month").first()
}

/// A stream of draws, the same for the same seed.
pub(crate) struct Draw(SplitMix64);

impl Draw {
    pub(crate) fn new(seed: u64, of: u64) -> Self {
        Self(SplitMix64::seed_from_u64(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ of))
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        usize::try_from((u128::from(self.0.next_u64()) * n as u128) >> 64).unwrap_or(0)
    }

    pub(crate) fn chance(&mut self, per_mille: usize) -> bool {
        self.below(1000) < per_mille
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// Codes to draw from: seen and rare, procedures, drugs, diseases.
pub(crate) struct Codes {
    pub(crate) procedures: Pool,
    pub(crate) drugs: Pool,
    pub(crate) diseases: Pool,
}

pub(crate) struct Pool {
    pub(crate) seen: Vec<u32>,
    pub(crate) rare: Vec<u32>,
}

impl Pool {
    fn new(seen: &[u32], rare: Vec<u32>) -> Self {
        Self { seen: seen.to_vec(), rare }
    }

    /// A code that is seen in so many of 1000 cases.
    pub(crate) fn draw(&self, draw: &mut Draw, seen_per_mille: usize) -> u32 {
        if draw.chance(seen_per_mille) { draw.pick(&self.seen) } else { draw.pick(&self.rare) }
    }
}

impl Codes {
    fn new(seen: &Seen) -> Self {
        // As many as the official masters have, in the ranges of the chapters, and in no edition of the starter masters.
        let rare = |first: &[u32], count: u32, step: u32| {
            let all = first.iter().flat_map(|&first| (0..count).map(move |at| first + at * step));
            all.collect::<Vec<u32>>()
        };
        let chapters = [
            113_500_003,
            114_500_003,
            120_500_003,
            130_500_003,
            140_500_003,
            150_500_003,
            160_500_003,
            170_500_003,
            180_500_003,
            190_500_003,
        ];
        Self {
            procedures: Pool::new(&seen.procedures, rare(&chapters, 700, 10)),
            drugs: Pool::new(&seen.drugs, rare(&[625_000_003], 12_000, 7)),
            diseases: Pool::new(&seen.diseases, rare(&[2_000_007], 20_000, 11)),
        }
    }
}

#[cfg(test)]
mod tests {
    use dsl::Severity;
    use eval::{Book, Config, Earlier, Scratch, compile};
    use masters::Masters;

    use super::make;
    use crate::{book, input, judging};

    /// The short form of the long bench, for every test run: what is made up is a book, and its plan loses nothing.
    #[test]
    fn a_made_up_book_is_sound_and_its_plan_says_what_trying_everything_says() {
        let made = make(3, 20_000, 140);
        assert!(made.rows >= 20_000);
        let trees = book::trees(&made.texts);
        let told = dsl::check(&trees, dsl::vocabulary::TABLES);
        let error = told.iter().flatten().find(|one| one.code.severity() == Severity::Error);
        assert!(error.is_none(), "the checker takes it: {error:?}");
        let compiled = compile(&trees);
        assert!(compiled.refused.is_empty(), "every rule runs: {:?}", compiled.refused.first());
        let judge = Book::new(compiled, &made.masters);
        let (mut scratch, mut said, config) = (Scratch::default(), 0, Config::default());
        judging::each_batch(&input::month_of(300, Masters::starter()), |batch| {
            for receipt in 0..batch.receipts.len() {
                let planned = judge.judge(batch, receipt, Earlier::default(), config, &mut scratch);
                let all = judge.judge_by_all(batch, receipt, Earlier::default(), config);
                assert_eq!(planned, all, "receipt {receipt}");
                said += all.len();
            }
        });
        assert!(said > 0, "rules speak");
    }

    #[test]
    fn the_same_seed_makes_the_same_book() {
        let (one, same, other) = (make(5, 1_000, 28), make(5, 1_000, 28), make(6, 1_000, 28));
        assert_eq!(one.texts, same.texts);
        assert_eq!(masters::encode(&one.masters), masters::encode(&same.masters));
        assert_ne!(one.texts, other.texts);
    }
}
