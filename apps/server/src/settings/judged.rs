//! What figures of rules and months are held against.

use serde::Deserialize;

use super::Fault;

/// From where on a rule is recommended for what.
///
/// SPEC: no published numbers; *unverified*, made up here and to be set by whoever answers for the rules.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Scorecards {
    /// Of fewer settled lines nothing is recommended.
    pub few: u64,
    /// Kept from this precision on, in per cent.
    pub keep_percent: u64,
    /// To be retired below this precision, in per cent.
    pub retire_percent: u64,
}

impl Default for Scorecards {
    fn default() -> Self {
        Self { few: 30, keep_percent: 50, retire_percent: 10 }
    }
}

impl Scorecards {
    pub(super) fn check(self) -> Result<(), Fault> {
        if self.few == 0 || self.keep_percent > 100 || self.retire_percent > self.keep_percent {
            return Err(Fault::new(
                "[scorecards] は few ≥ 1、retire_percent ≤ keep_percent ≤ 100 にしてください",
                "[scorecards] needs few ≥ 1 and retire_percent ≤ keep_percent ≤ 100",
            ));
        }
        Ok(())
    }
}

/// What shares of a month are held against, beside the goals that the program knows.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Goals {
    /// The share of receipts with a finding before the rules judged, in hundredths of a per cent; only with it can be told
    /// how far they became fewer.
    pub flagged_before: Option<u64>,
}
