//! Fuzzing: what is tried, the seeds it starts from, and the words that mean something.
//!
//! Each target is one function over any bytes that stops when a property does not hold; libFuzzer drives it in `bin/`,
//! and the smoke test of this crate drives it over its seeds and simple wounds of them.

pub mod comments;
pub mod dictionary;
pub mod intake;
pub mod reader;
pub mod rules;
pub mod seeds;
pub mod tables;

/// A function over any bytes, the seeds it starts from, and the words it knows.
#[derive(Clone, Copy)]
pub struct Target {
    pub name: &'static str,
    pub run: fn(&[u8]),
    pub seeds: fn() -> Vec<(String, Vec<u8>)>,
    pub words: fn() -> Vec<Vec<u8>>,
}

/// All targets: one line each, and one file each in `bin/`.
pub const TARGETS: &[Target] = &[
    Target { name: "reader", run: reader::run, seeds: seeds::receipts, words: dictionary::receipts },
    Target { name: "comments", run: comments::run, seeds: comments::seeds, words: Vec::new },
    Target { name: "intake", run: intake::run, seeds: seeds::receipts, words: dictionary::receipts },
    Target { name: "tables", run: tables::run, seeds: seeds::tables, words: dictionary::tables },
    Target { name: "rule-reader", run: rules::read, seeds: rules::seeds, words: rules::words },
    Target { name: "rule-checker", run: rules::check, seeds: rules::seeds, words: rules::words },
    Target { name: "rule-compiler", run: rules::compile, seeds: rules::seeds, words: rules::words },
];

#[cfg(test)]
mod tests {
    use super::TARGETS;

    /// A short run without libFuzzer: every seed, and every seed cut, doubled and with a byte changed here and there.
    #[test]
    fn smoke() {
        for target in TARGETS {
            let seeds = (target.seeds)();
            assert!(!seeds.is_empty());
            for (_, seed) in &seeds {
                (target.run)(seed);
                for at in (0..seed.len()).step_by((seed.len() / 12).max(1)) {
                    (target.run)(&seed[..at]);
                    (target.run)(&[&seed[..at], &seed[at / 2..]].concat());
                    for byte in [b',', b'\n', 0x81, 0x1A, b'"', b'9'] {
                        let mut wounded = seed.clone();
                        wounded[at] = byte;
                        (target.run)(&wounded);
                    }
                }
            }
        }
    }
}
