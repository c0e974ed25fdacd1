//! What comes of a receipt as a clinic reads it: nobody said anything, but something could not be checked, is told apart
//! from what somebody would look at because of a finding; so is what the clinic itself has set aside.

use std::collections::BTreeMap;

use desk::{Checked, CheckedFinding, CheckedReceipt};

/// Nothing was said, and something could not be checked: neither clean nor a finding.
pub const OPEN: &str = "open";
/// Every finding was excluded by the clinic; what an agency would do is as it was.
pub const EXCLUDED: &str = "excluded";

/// The slug of what comes of a receipt: its disposition, [`OPEN`] or [`EXCLUDED`].
pub fn of(receipt: &CheckedReceipt) -> &str {
    let faults = receipt.defects.iter().any(|one| one.level != "L48");
    let told = || receipt.findings.iter().filter(|one| is_more_than_told(one));
    if !faults && told().next().is_some() && told().all(|one| one.excluded.is_some()) {
        return EXCLUDED;
    }
    let open = receipt.disposition == "review"
        && !faults
        && told().next().is_none()
        && !receipt.not_evaluated.is_empty();
    if open { OPEN } else { &receipt.disposition }
}

/// Whether somebody has to do something about it.
fn is_more_than_told(finding: &CheckedFinding) -> bool {
    finding.state != "notice" && finding.certainty != "notice"
}

/// Who would look at it, where somebody would.
pub fn queue(receipt: &CheckedReceipt) -> Option<&String> {
    receipt.queue.as_ref().filter(|_| of(receipt) == "review")
}

/// How many receipts come to each, in the order in which they are shown.
pub fn counts(checked: &Checked) -> Vec<(&'static str, i64)> {
    const ORDER: [&str; 7] = ["returned", "assessed", "review", "unreadable", OPEN, EXCLUDED, "accepted"];
    let mut all: BTreeMap<&str, i64> = BTreeMap::new();
    for receipt in &checked.receipts {
        *all.entry(of(receipt)).or_default() += 1;
    }
    ORDER.into_iter().map(|slug| (slug, all.get(slug).copied().unwrap_or(0))).collect()
}
