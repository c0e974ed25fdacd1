//! What comes of a receipt as a clinic reads it: nobody said anything, but something could not be checked, is told apart
//! from what somebody would look at because of a finding.

use std::collections::BTreeMap;

use desk::{Checked, CheckedReceipt};

/// Nothing was said, and something could not be checked: neither clean nor a finding.
pub const OPEN: &str = "open";

/// The slug of what comes of a receipt: its disposition, or [`OPEN`].
pub fn of(receipt: &CheckedReceipt) -> &str {
    let told = receipt.findings.iter().any(|one| one.state != "notice" && one.certainty != "notice")
        || receipt.defects.iter().any(|one| one.level != "L48");
    let open = receipt.disposition == "review" && !told && !receipt.not_evaluated.is_empty();
    if open { OPEN } else { &receipt.disposition }
}

/// How many receipts come to each, in the order in which they are shown.
pub fn counts(checked: &Checked) -> Vec<(&'static str, i64)> {
    const ORDER: [&str; 6] = ["returned", "assessed", "review", "unreadable", OPEN, "accepted"];
    let mut all: BTreeMap<&str, i64> = BTreeMap::new();
    for receipt in &checked.receipts {
        *all.entry(of(receipt)).or_default() += 1;
    }
    ORDER.into_iter().map(|slug| (slug, all.get(slug).copied().unwrap_or(0))).collect()
}
