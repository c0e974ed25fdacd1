//! What a run counted, once more from its rows: by claim file, 請求年月 and branch, so that figures of single files can be
//! added up without counting one of them twice.

use std::collections::BTreeMap;

use model::{Conclusion, Queue};
use outcome::{Disposition, State};
use wire::{FindingRow, ReceiptRow};

use crate::counts::{Counts, Ended, Found};

/// The counts of one claim file as far as they are of one 請求年月 and branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFigures {
    /// The digest of the claim file.
    pub file: String,
    /// 請求年月 of IR as YYYYMM, where it can be read.
    pub billed: Option<u32>,
    /// 都道府県; 0 when it cannot be read.
    pub branch: u8,
    /// The counts; what needs more than rows (payers, work) is not in them.
    pub counts: Counts,
}

/// The counts of a file by 請求年月 and branch.
pub(super) type OfFile = BTreeMap<(Option<u32>, u8), Counts>;

/// Counts a receipt with its findings; `None` when a row has a word that this version does not know.
pub(super) fn count(
    into: &mut OfFile,
    billed: Option<u32>,
    row: &ReceiptRow,
    findings: &[FindingRow],
) -> Option<()> {
    let institution = row.institution.as_deref();
    let ended = Ended {
        branch: institution.and_then(|digits| digits.get(..2)?.parse().ok()).unwrap_or(0),
        institution: institution.and_then(|digits| digits.parse().ok()).unwrap_or(0),
        disposition: Disposition::ALL.into_iter().find(|of| of.slug() == row.disposition)?,
        queue: match row.queue.as_deref() {
            None => None,
            Some(slug) => Some(Queue::ALL.into_iter().find(|of| of.slug() == slug)?),
        },
        claimed: row.points_claimed,
        after: row.points_after,
    };
    let found = findings.iter().map(|row| {
        Some(Found {
            rule: &row.rule,
            check: &row.check,
            state: STATES.into_iter().find(|of| of.slug() == row.state)?,
            conclusion: Conclusion::ALL.into_iter().find(|of| of.slug() == row.conclusion)?,
            points: row.points,
        })
    });
    let found: Vec<Found<'_>> = found.collect::<Option<_>>()?;
    let open = row.not_evaluated.iter().map(|one| (one.rule.as_str(), one.cause.as_str()));
    into.entry((billed, ended.branch)).or_default().receipt(&ended, found.iter().copied(), open);
    Some(())
}

const STATES: [State; 3] = [State::Won, State::Subsumed, State::Notice];
