//! What a made-up month claims: its codes, and which two of them stand on one receipt how often.

use std::collections::{BTreeMap, BTreeSet};

use masters::Masters;
use receipt::batch::LineKind;

use crate::{input, judging};

/// So many receipts are looked at.
const RECEIPTS: u64 = 4_000;

/// What stands on the receipts of a made-up month.
pub struct Seen {
    /// Codes of procedures.
    pub procedures: Vec<u32>,
    /// Codes of drugs.
    pub drugs: Vec<u32>,
    /// Codes of diseases.
    pub diseases: Vec<u32>,
    /// On how many receipts two procedures stand together, the lower code first.
    together: BTreeMap<(u32, u32), u64>,
}

impl Seen {
    /// Looks at a month that complies with some masters.
    pub fn of(masters: &Masters) -> Self {
        let mut sets: [BTreeSet<u32>; 3] = Default::default();
        let mut together = BTreeMap::new();
        judging::each_batch(&input::month_of(RECEIPTS, masters), |batch| {
            sets[2].extend(batch.diseases.iter().map(|disease| disease.code).filter(|&code| code != 0));
            for (code, kind) in batch.lines.iter().map(|line| (&line.code, &line.kind)) {
                match kind {
                    LineKind::Procedure => sets[0].insert(*code),
                    LineKind::Drug => sets[1].insert(*code),
                    _ => false,
                };
            }
            for receipt in &batch.receipts {
                let lines = receipt.lines.start as usize..receipt.lines.end as usize;
                let codes: BTreeSet<u32> = batch.lines[lines].iter().map(|line| line.code).collect();
                for &a in &codes {
                    for &b in codes.range(a + 1..) {
                        *together.entry((a, b)).or_insert(0) += 1;
                    }
                }
            }
        });
        let [procedures, drugs, diseases] = sets.map(|set| set.into_iter().collect());
        Self { procedures, drugs, diseases, together }
    }

    /// Whether two codes stand together on at most one receipt of two hundred, as what a table forbids does.
    pub fn seldom_together(&self, a: u32, b: u32) -> bool {
        let count = self.together.get(&(a.min(b), a.max(b))).copied().unwrap_or(0);
        a != b && count * 200 <= RECEIPTS
    }
}
