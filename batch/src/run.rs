//! `run.json`: what a run read, by what it judged, and what came of it; enough to do it again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::counts::Counts;

/// What became of a stream: a file, or a member of a zip.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stream {
    /// The path, or `a.zip!/b.UKE`.
    pub file: String,
    /// Its unpacked bytes.
    pub bytes: u64,
    /// Their blake3 digest.
    pub digest: String,
    /// Physical lines.
    pub lines: u64,
    /// Receipts.
    pub receipts: u64,
    /// Why it could not be read, or not to its end.
    pub broken: Option<String>,
    /// Whether what it holds of one institution or of all cannot be received (L1).
    pub refused: bool,
}

/// What was at hand and what was not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Editions of masters, and the days each is complete for.
    pub masters: Vec<BTreeMap<String, String>>,
    /// How many rules run, and which do not.
    pub rules: u64,
    /// Rules that do not run.
    pub refused: Vec<String>,
    /// From which month of service on the claims were said to be complete.
    pub history_complete_from: Option<u32>,
    /// Receipts that each rule could not evaluate, by cause.
    pub not_evaluated: BTreeMap<String, BTreeMap<String, u64>>,
}

/// The shares that the run is measured by, in hundredths of a per cent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goals {
    /// Finished by the computer; the goal is 9,000.
    pub finished: u64,
    /// With a finding that is more than told.
    pub flagged: u64,
    /// Before a committee or further; the goal is 100 at most.
    pub before_committee: u64,
    /// For staff only because something could not be evaluated.
    pub only_not_evaluated: u64,
}

impl Goals {
    /// How many should be finished by the computer at least, in hundredths of a per cent; not held against a published
    /// source here.
    pub const FINISHED: u64 = 9_000;
    /// How many should go before a committee at most; likewise.
    pub const BEFORE_COMMITTEE: u64 = 100;
    /// How far receipts with a finding should become fewer than they were; likewise.
    pub const FEWER_FLAGGED: [u64; 2] = [6_000, 8_000];

    /// The shares of some counts.
    pub fn of(counts: &Counts) -> Self {
        let share = |n: u64| (n * 10_000).checked_div(counts.receipts).unwrap_or(0);
        Self {
            finished: share(counts.finished()),
            flagged: share(counts.flagged),
            before_committee: share(counts.before_committee()),
            only_not_evaluated: share(counts.only_not_evaluated),
        }
    }
}

/// A run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Of the program.
    pub version: String,
    /// What the results depend on beside the inputs.
    pub revision: BTreeMap<String, String>,
    /// What was screened, in the order of the outputs.
    pub inputs: Vec<Stream>,
    /// What was only known, with the parts that the patients were divided into.
    pub history: Vec<String>,
    /// Into how many parts.
    pub parts: u64,
    /// Folders among the inputs that hold results of earlier runs, and were not read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skipped: Vec<String>,
    /// How it was asked for: options and their values.
    #[serde(default)]
    pub asked: BTreeMap<String, Vec<String>>,
    /// The head of the decision log beside it.
    #[serde(default)]
    pub decisions: String,
    /// Digests of the outputs.
    pub outputs: BTreeMap<String, String>,
    /// The shares that the run is measured by.
    pub goals: Goals,
    /// What was counted.
    pub counts: Counts,
    /// What was at hand.
    pub coverage: Coverage,
    /// How long it took; the one thing that differs from run to run.
    pub timings: BTreeMap<String, u64>,
}
