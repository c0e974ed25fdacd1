//! Many evaluations from one seed: worlds of masters, books and patients, with the shares of what the rules do.

use std::collections::BTreeMap;

use eval::Scratch;
use masters::Masters;

use super::compare::{Rules, compare};
use super::generate;
use super::made_masters::masters;
use super::random::Random;
use super::shrink::{self, Disagreement};
use super::verdicts::Decision;

/// How many rules a book has, how many patients are judged by it, and how many masters take turns.
const RULES: usize = 20;
const PATIENTS: usize = 30;
const MASTERS: u64 = 16;

/// What was seen.
#[derive(Debug, Default)]
pub struct Seen {
    pub evaluations: u64,
    pub fired: u64,
    pub undecided: u64,
    /// Evaluations in which the author's 不明 spoke.
    pub referred: u64,
    pub silent: u64,
    /// Rules that the engine does not run, by the reason.
    pub refused: BTreeMap<String, u64>,
    pub rules: u64,
}

impl Seen {
    /// Adds what another run saw.
    pub fn add(&mut self, other: Self) {
        self.evaluations += other.evaluations;
        self.fired += other.fired;
        self.undecided += other.undecided;
        self.referred += other.referred;
        self.silent += other.silent;
        self.rules += other.rules;
        for (why, number) in other.refused {
            *self.refused.entry(why).or_default() += number;
        }
    }

    /// The shares in a thousand: fired, silent, undecided, referred.
    pub fn shares(&self) -> [u64; 4] {
        [self.fired, self.silent, self.undecided, self.referred]
            .map(|part| part * 1000 / self.evaluations.max(1))
    }
}

/// The masters that take turns.
pub fn all_masters(seed: u64) -> Vec<Masters> {
    (0..MASTERS).map(|number| masters(seed.wrapping_mul(MASTERS) + number)).collect()
}

/// Tries one book on many patients.
///
/// # Errors
/// The first disagreement, made small.
pub fn world(seed: u64, masters: &[Masters], seen: &mut Seen) -> Result<(), Box<Disagreement>> {
    let mut random = Random::new(seed);
    let book = generate::book(&mut random, RULES);
    let masters = &masters[(seed % masters.len() as u64) as usize];
    seen.rules += RULES as u64;
    let rules = match Rules::new(&book, masters) {
        Ok(rules) => rules,
        Err(wrong) => {
            // Now and then a book says something twice, or against itself.
            let why = wrong.lines().next().unwrap_or_default().to_owned();
            *seen.refused.entry(why).or_default() += RULES as u64;
            return Ok(());
        }
    };
    for why in &rules.refused {
        *seen.refused.entry(why.clone()).or_default() += 1;
    }
    let mut scratch = Scratch::default();
    let mut patient = generate::patient(&mut random);
    for at in 0..PATIENTS {
        if at > 0 {
            // Most of them are like the one before: what was silent about it must still be asked where it matters.
            patient = match random.chance(80) {
                true => generate::another_like(&mut random, &patient),
                false => generate::patient(&mut random),
            };
        }
        let files = patient.read();
        for compared in compare(&rules, &patient, &files, &mut scratch) {
            seen.evaluations += 1;
            let has = |decision| compared.engine.iter().any(|said| said.decision == decision);
            match () {
                () if has(Decision::Fired) => seen.fired += 1,
                () if has(Decision::Undecided) => seen.undecided += 1,
                () if has(Decision::Referred) => seen.referred += 1,
                () => seen.silent += 1,
            }
            if !compared.agree() {
                return Err(Box::new(shrink::smallest(seed, &rules.file, compared, &patient, masters)));
            }
        }
    }
    Ok(())
}
